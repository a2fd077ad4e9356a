"""What Python does with a form's messages: every one is answered, and answers go to the journal alone."""

from __future__ import annotations

import pytest

from kit.forms.desk import Desk
from kit.forms.form import reply_to
from kit.forms.look_back import look_back
from kit.forms.scale import scale
from kit.model import Journal

REFLECTION, THOUGHT, OWN = "equity.reflection", "equity.first_thought", "start.comes_back"


@pytest.fixture
def desk(shelf, items):
    return Desk(shelf, "ms_perez", items.values(), item_hash=lambda item: "hash")


def send(desk, type, **more):
    return reply_to(desk.answers, {"type": type, **more})


def state(reply, item):
    return reply["answers"][item]


def test_a_draft_is_kept_and_done_puts_it_in_the_journal(desk, shelf):
    kept = send(desk, "draft", item=REFLECTION, value="Last fall …", lane="shared", parent=None)
    assert kept["ok"]
    assert kept["at"]
    assert shelf.journal.lines == []
    assert state(send(desk, "open"), REFLECTION)["draft"]["value"] == "Last fall …"

    done = state(
        send(desk, "done", item=REFLECTION, value="Last fall …", lane="shared", parent=None), REFLECTION
    )
    assert done["draft"] is None
    assert [head["value"] for head in done["heads"]] == ["Last fall …"]
    assert shelf.journal.lines[0].item_hash == "hash"


def test_done_pressed_twice_is_one_answer_with_two_revisions_not_two_heads(desk):
    send(desk, "done", item=REFLECTION, value="one", lane="shared", parent=None)
    send(desk, "done", item=REFLECTION, value="one", lane="shared", parent=None)
    late = send(desk, "done", item=REFLECTION, value="one and more", lane="shared", parent=None)
    assert [head["value"] for head in state(late, REFLECTION)["heads"]] == ["one and more"]


def test_two_windows_give_two_heads_and_a_choice_leaves_one(desk, shelf, items):
    other = Desk(shelf, "ms_perez", items.values(), item_hash=lambda item: "hash")
    send(desk, "done", item=REFLECTION, value="here", lane="shared", parent=None)
    two = state(send(other, "done", item=REFLECTION, value="there", lane="shared", parent=None), REFLECTION)[
        "heads"
    ]
    assert {head["value"] for head in two} == {"here", "there"}
    chosen = next(head for head in two if head["value"] == "here")
    after = state(send(other, "choose", item=REFLECTION, id=chosen["id"]), REFLECTION)["heads"]
    assert [head["value"] for head in after] == ["here"]


def test_sharing_and_choosing_keep_the_wording_that_was_answered(shelf, items):
    def at(wording):
        return Desk(shelf, "ms_perez", items.values(), item_hash=lambda item: wording)

    send(at("old wording"), "done", item=THOUGHT, value="here", lane="private", parent=None)
    shelf.journal.save(
        THOUGHT, "there", case="ms_perez", item_hash="older wording", lane="private", parent=None
    )
    chosen = next(r for r in shelf.journal.responses() if r.value == "there")
    send(at("today's wording"), "choose", item=THOUGHT, id=chosen.id)
    (stands,) = shelf.journal.heads(THOUGHT, case="ms_perez")
    send(at("today's wording"), "share", item=THOUGHT, id=stands.id)
    hashes = {(r.value, r.item_hash) for r in shelf.journal.lines}
    assert hashes == {("here", "old wording"), ("there", "older wording")}
    assert shelf.journal.lines[-1].lane == "shared"


def test_a_first_thought_is_not_rewritten(desk):
    send(desk, "done", item=THOUGHT, value="first", lane="private", parent=None)
    again = send(desk, "done", item=THOUGHT, value="better", lane="private", parent=None)
    assert not again["ok"]
    assert "stands" in again["sentence"]


def test_the_journal_in_memory_is_a_whole_journal(shelf):
    assert isinstance(shelf.journal, Journal)


def test_sharing_is_a_new_shared_revision(desk, shelf):
    head = state(send(desk, "done", item=THOUGHT, value="mine", lane="private", parent=None), THOUGHT)[
        "heads"
    ][0]
    shared = state(send(desk, "share", item=THOUGHT, id=head["id"]), THOUGHT)["heads"]
    assert [(h["lane"], h["value"]) for h in shared] == [("shared", "mine")]
    assert [r.lane for r in shelf.journal.lines] == ["private", "shared"]


def test_deleting_leaves_nothing(desk):
    send(desk, "done", item=THOUGHT, value="away", lane="private", parent=None)
    gone = state(send(desk, "delete", item=THOUGHT), THOUGHT)
    assert gone == {"heads": [], "draft": None}


def test_what_is_for_the_learner_alone_is_never_shared(desk, shelf):
    head = state(send(desk, "done", item=OWN, value="mine", lane="private", parent=None), OWN)["heads"][0]
    assert "still private" in send(desk, "share", item=OWN, id=head["id"])["sentence"]
    assert [r.lane for r in shelf.journal.lines] == ["private"]


def test_a_closed_lane_stays_closed_whatever_the_page_says(desk, shelf):
    send(desk, "done", item=OWN, value="mine", lane="shared", parent=None)
    assert shelf.journal.lines[0].lane == "private"


def test_failures_are_said_not_swallowed(desk, shelf):
    shelf.journal.full = True
    reply = send(desk, "done", item=REFLECTION, value="x", lane="shared", parent=None)
    assert reply == {
        "ok": False,
        "sentence": "Your answer is still on this page, not on disk yet: the disk is full.",
    }
    assert "cell" in send(desk, "nonsense")["sentence"]
    assert "cell" in send(desk, "draft", item="equity.unknown", value="x")["sentence"]
    assert "first" in send(desk, "done", item=REFLECTION, value=None)["sentence"]


def test_half_an_emoji_is_stored_as_something_that_can_be_written(desk, shelf):
    send(desk, "done", item=REFLECTION, value="a\ud83db", lane="shared", parent=None)
    assert shelf.journal.lines[0].value.encode() == "a\ufffdb".encode()


def test_earlier_ratings_stay_hidden_until_the_then_test_is_done(shelf, items, content):
    ratings = [item for item in items.values() if item.kind == "rating"]
    before = Desk(shelf, "ms_perez", ratings, "pre", item_hash=lambda item: "h")
    send(before, "done", item="rate.equity.preferences", value=3, lane="shared", parent=None)
    then = Desk(shelf, "ms_perez", ratings, "then", item_hash=lambda item: "h")
    used = content.cases["ms_perez"].items.scales[0]
    parts = scale(then, ratings, used, content.framework)
    assert reply_to(parts.answers, {"type": "earlier"})["earlier"] == {}
    send(then, "done", item="rate.equity.preferences", value=1, lane="shared", parent=None)
    shown = reply_to(parts.answers, {"type": "earlier"})["earlier"]
    assert [h["value"] for h in shown["rate.equity.preferences"]["pre"]] == [3]
    assert set(shown) == {"rate.equity.preferences"}


def test_the_then_test_asks_about_the_time_before_the_course(shelf, items, content):
    ratings = [item for item in items.values() if item.kind == "rating"]
    used = content.cases["ms_perez"].items.scales[0].model_copy(update={"then_stem": "Before the course …"})
    stems = {
        when: scale(
            Desk(shelf, "ms_perez", ratings, when, item_hash=lambda item: "h"),
            ratings,
            used,
            content.framework,
        ).spec["stem"]
        for when in ("pre", "then")
    }
    assert stems["then"] == "Before the course …"
    assert stems["pre"] != stems["then"]


def test_the_first_thought_comes_by_message_and_is_no_part_of_the_spec(desk, items):
    send(desk, "done", item=THOUGHT, value="marker-first-thought", lane="private", parent=None)
    parts = look_back(desk, items["equity.today"], items[THOUGHT])
    waiting = reply_to(parts.answers, {"type": "earlier"})
    assert waiting["waits"]
    assert waiting["heads"] == []
    send(desk, "done", item="equity.today", value="today", lane="shared", parent=None)
    assert reply_to(parts.answers, {"type": "earlier"})["heads"][0]["value"] == "marker-first-thought"
    assert "marker" not in str(parts.spec)
