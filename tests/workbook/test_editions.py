"""A later edition asks otherwise: what was answered before stays, under the words it was given to.

``first_edition.jsonl`` has a made-up answer to each question of the first edition, with its hashes.
"""

from __future__ import annotations

import json
import shutil
from html import unescape
from pathlib import Path

import pytest

from kit import open_course
from kit.content import compiled, item_hash
from kit.content.earlier import earlier, kept_wordings
from kit.journal import open_journal
from kit.journal.workspace import write_workspace
from kit.model import Response
from kit.model.item_parts import Choice
from kit.pages.workbook import Chosen, put_out
from kit.workbook import WeekDone, gather

FIRST = Path(__file__).parents[1] / "data" / "journals" / "first_edition.jsonl"
WEEKS = [WeekDone("01_equity.ipynb", "Equity", done=15, tasks=15, minutes=60)]


@pytest.fixture(scope="module")
def answers():
    return [Response.model_validate_json(line) for line in FIRST.read_text("utf-8").splitlines()]


@pytest.fixture
def workspace(tmp_path, monkeypatch, answers):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    folder = tmp_path / "course"
    write_workspace(folder, {"schema": 1, "id": answers[0].workspace, "learner": "ana", "port": None})
    shutil.copy(FIRST, folder / "responses.jsonl")
    return folder


def changed(**items):
    """Today's content with some items of its case otherwise, or gone where they are ``None``."""
    content = compiled()
    case = content.cases["ms_perez"]
    kept = [
        one.model_copy(update=items.get(one.id.replace(".", "_"), {}))
        for one in case.items.items
        if items.get(one.id.replace(".", "_"), {}) is not None
    ]
    new = case.model_copy(update={"items": case.items.model_copy(update={"items": tuple(kept)})})
    return content.model_copy(update={"cases": {**content.cases, "ms_perez": new}})


def entries(answers, content, wordings=None):
    book = gather(answers, content, WEEKS, "ana", wordings=wordings)
    return {entry.id: (week.title, entry) for week in book.weeks for entry in week.entries}


def test_a_year_of_the_first_edition_opens_today_and_nothing_is_lost(workspace, answers):
    journal = open_journal(workspace)
    assert (len(journal.responses()), journal.set_aside, journal.faults) == (len(answers), [], [])
    shown = unescape(put_out(workspace, "html", Chosen()).decode())
    texts = [one for one in answers if isinstance(one.value, str) and one.value.startswith("Answer to")]
    assert [one.item for one in texts if str(one.value) not in shown] == []
    plans = [one for one in answers if isinstance(one.value, dict) and "if" in one.value]
    assert [one.item for one in plans if f"{one.value['if']}, then" not in shown] == []
    assert "no longer asks" not in shown


def test_the_words_of_every_question_of_the_first_edition_are_known(answers):
    asked = [one for one in answers if not one.item.startswith("card.")]
    assert len(asked) > 100
    assert [one.item for one in asked if earlier()[one.item_hash].id != one.item] == []


def test_an_answer_to_a_question_that_reads_otherwise_shows_how_it_read(answers):
    content = changed(equity_first_thought={"title": "What crosses your mind?", "prompt": None})
    _, entry = entries(answers, content)["equity.first_thought"]
    old = earlier()[next(one.item_hash for one in answers if one.item == "equity.first_thought")]
    assert entry.title == "What crosses your mind?"
    assert entry.then.startswith(old.title)
    today = {item_hash(one) for one in compiled().cases["ms_perez"].items.items}
    alike = {one.item for one in answers if one.item_hash in today}
    assert alike
    assert [id for id, (_, one) in entries(answers, changed()).items() if id in alike and one.then] == []


def test_an_answer_to_a_question_that_is_gone_stays_under_its_old_title(answers):
    there = entries(answers, changed(equity_first_thought=None))
    week, entry = there["equity.first_thought"]
    assert week == "Equity"
    assert entry.title.startswith(earlier()[_hash(answers, "equity.first_thought")].title[:10])
    assert entry.said == ("Answer to equity.first_thought",)
    week, entry = entries(answers, changed(equity_first_thought=None), {})["equity.first_thought"]
    assert (week, entry.title) == (compiled().words["workbook.earlier"], compiled().words["workbook.gone"])
    assert entry.said == ("Answer to equity.first_thought",)


def test_a_notebook_or_a_case_that_is_gone_takes_no_answer_along(answers):
    content = compiled()
    other = {"another": content.cases["ms_perez"].model_copy(update={})}
    there = entries(answers, content.model_copy(update={"cases": other}))
    assert {"equity.first_thought", "meeting.plan", "rated.pre"} <= there.keys()


def test_a_choice_is_told_in_the_words_that_were_chosen(answers):
    given = next(one for one in answers if (item := earlier().get(one.item_hash)) and item.kind == "choice"
                 and not one.item.startswith("consent."))  # fmt: skip
    then = earlier()[given.item_hash]
    name = given.item.replace(".", "_")
    new = {"title": "Otherwise?", "choices": (Choice(id="zz", label="Else"),)}
    _, entry = entries(answers, changed(**{name: new}))[given.item]
    assert entry.said[0].split() == then.choices[0].label.replace("*", "").split()


def test_an_option_that_is_gone_is_told_in_its_words_though_the_question_reads_the_same(answers):
    given = next(one for one in answers if one.item == "equity.two_responses")
    then = earlier()[given.item_hash]
    new = {"title": then.title, "prompt": then.prompt, "choices": (Choice(id="zz", label="Else"),)}
    _, entry = entries(answers, changed(equity_two_responses=new))["equity.two_responses"]
    assert entry.said == (" ".join(then.choices[0].label.split()),)
    assert entry.then == ""


def test_a_form_tells_a_choice_whose_option_is_gone(workspace):
    new = (Choice(id="zz", label="Else"),)
    given = open_journal(workspace).heads("equity.two_responses", case="ms_perez")[0]
    then = earlier()[given.item_hash].choices
    (said,) = (" ".join(one.label.split()) for one in then if one.id == given.value)
    for choices, gone in ((then, []), ((*then, *new), []), (new, [said])):
        sent = []
        content = changed(equity_two_responses={"choices": choices})
        form = open_course("ms_perez", content=content, folder=workspace).choose("equity.two_responses")
        form.send = lambda message, *_, sent=sent: sent.append(message)
        form._receive(form, {"type": "open", "re": "1"}, [])
        assert sent[0]["answers"]["equity.two_responses"]["heads"][0]["gone"] == gone


def test_a_form_says_how_the_question_read(workspace):
    content = changed(equity_first_thought={"title": "What crosses your mind?"})
    sent = []
    form = open_course("ms_perez", content=content, folder=workspace).reflect("equity.first_thought")
    form.send = lambda message, *_: sent.append(message)
    form._receive(form, {"type": "open", "re": "1"}, [])
    (head,) = sent[0]["answers"]["equity.first_thought"]["heads"]
    (stands,) = open_journal(workspace).heads("equity.first_thought", case="ms_perez")
    old = earlier()[stands.item_hash]
    assert head["asked"].startswith(old.title[:10])


def test_an_edition_adds_its_questions_and_takes_none_out(tmp_path):
    (tmp_path / "kit" / "_compiled").mkdir(parents=True)
    path = tmp_path / "kit" / "_compiled" / "wordings.json"
    path.write_bytes(kept_wordings(tmp_path, compiled()))
    before = json.loads(path.read_text("utf-8"))
    new = changed(equity_first_thought={"title": "What crosses your mind?"}, equity_habit=None)
    after = json.loads(kept_wordings(tmp_path, new))
    hash = item_hash(new.cases["ms_perez"].item("equity.first_thought"))
    assert after == before | {hash: after[hash]}
    assert after[hash]["title"] == "What crosses your mind?"


def _hash(answers, item):
    return next(one.item_hash for one in answers if one.item == item)
