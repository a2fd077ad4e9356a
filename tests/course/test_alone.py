"""Alone, a marked text is marked by its writer; with a class, nothing of that is there."""

from __future__ import annotations

import pytest

from kit import open_course
from kit.handin.handing import hand_in
from kit.journal import make_workspace, open_journal, update_workspace
from kit.pages.progress import Progress

MARKS = {"revision": None, "criteria": {"event": {"level": 1}}}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    return make_workspace(tmp_path / "course")


def items(folder, item):
    form = open_course("ms_perez", folder=folder).reflect(item)
    return form, [one["id"] for one in form.spec["items"]]


def test_whoever_has_not_said_counts_as_alone_until_something_tells_of_a_class(folder):
    both = ["equity.reflection", "self_marking.equity"]
    assert items(folder, "equity.reflection")[1] == both
    update_workspace(folder, learner="ana")
    assert items(folder, "equity.reflection")[1] == both[:1]
    update_workspace(folder, learner=None)
    journal = open_journal(folder)
    journal.save("equity.reflection", "Today.", case="ms_perez", item_hash="0" * 16)
    hand_in(folder, "equity")
    assert items(folder, "equity.reflection")[1] == both[:1]


def test_five_criteria_stand_under_a_marked_text_for_whoever_is_alone_and_nobody_else(folder):
    update_workspace(folder, alone=False)
    assert items(folder, "equity.reflection")[1] == ["equity.reflection"]
    update_workspace(folder, alone=True)
    assert items(folder, "equity.first_thought")[1] == ["equity.first_thought"]
    form, asked = items(folder, "meeting.plan")
    assert asked == ["meeting.plan", "self_marking.iep_meeting"]
    assert [one["id"][:5] for one in form.spec["items"][1]["criteria"]] == ["plan_"] * 5
    form, _ = items(folder, "equity.reflection")
    levels = [len(one["levels"]) for one in form.spec["items"][1]["criteria"]]
    assert levels == [4] * 5


def test_the_questions_that_lead_to_a_level_and_the_practices_of_the_week_stand_there(folder):
    update_workspace(folder, alone=True)
    form, _ = items(folder, "equity.reflection")
    own = form.spec["items"][1]
    event = own["criteria"][0]
    assert event["table"][0]["no"] == "level 0"
    assert event["table"][0]["yes"] == "next question"
    assert all(1 <= len(one["table"]) <= 5 for one in own["criteria"])
    assert own["practices"]["name"] == "Equity"
    assert any("parent center" in one for one in own["practices"]["count"])
    form, _ = items(folder, "meeting.plan")
    assert form.spec["items"][1]["practices"] is None


def test_the_marks_stay_private_go_nowhere_and_keep_no_week_open(folder):
    update_workspace(folder, alone=True)
    before = Progress(folder).now()
    form, _ = items(folder, "equity.reflection")
    sent = []
    form.send = lambda message, *_: sent.append(message)
    asked = {"type": "done", "re": "1", "item": "self_marking.equity", "lane": "shared", "value": MARKS}
    form._receive(form, asked, [])
    assert sent[0]["ok"], sent
    (kept,) = open_journal(folder).heads("self_marking.equity", case="ms_perez")
    assert (kept.lane, kept.value) == ("private", MARKS)
    assert hand_in(folder, "equity").included == ()
    now = Progress(folder).now()
    assert (now["weeks"], now["steps"]) == (before["weeks"], before["steps"])
