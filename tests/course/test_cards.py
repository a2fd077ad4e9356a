"""Recall as the eight notebooks call it, on files: a term of cards, and the hand-in beside it."""

from __future__ import annotations

import ast
import zipfile
from pathlib import Path

import pytest

from kit import open_course
from kit.handin import hand_in
from kit.journal import make_workspace, open_journal
from kit.model import NotFound

TEXTS = sorted((Path(__file__).parents[2] / "notebooks" / "text").glob("0*.md"))


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    make_workspace(tmp_path / "course")
    return open_course("ms_perez", folder=tmp_path / "course")


def ask(form, type, **message):
    sent = []
    form.send = sent.append
    form._receive(form, {"type": type, "re": "1", **message}, [])
    assert sent[0]["ok"], sent
    return sent[0]["answers"]


def judge(form, item, recall):
    ask(form, "done", item=item, lane="shared", parent=None, value={"answer": recall, "recall": recall})


def asked(form):
    return [item["id"] for item in form.spec["items"]]


def test_the_second_time_every_card_is_empty(course, tmp_path):
    first = course.recall("00_start_here", here="01_equity")
    for id in asked(first):
        judge(first, id, "had")
    second = course.recall("00_start_here", here="02_respect")
    assert asked(second) == asked(first)
    assert all(state == {"heads": [], "draft": None} for state in ask(second, "open").values())
    again = course.recall("00_start_here", here="01_equity")
    assert all(len(state["heads"]) == 1 for state in ask(again, "open").values())
    assert len(open_journal(tmp_path / "course").responses()) == len(asked(first)) == 6


def test_who_comes_late_meets_the_same_cards(course, tmp_path):
    later, latest = course.recall("00_start_here", "02_respect"), course.recall_missed("02_respect")
    assert all(state == {"heads": [], "draft": None} for state in ask(later, "open").values())
    assert asked(latest) == []
    judge(later, asked(later)[0], "had")
    (line,) = open_journal(tmp_path / "course").responses()
    assert (line.parent, line.value["asked_in"]) == (None, "02_respect")


def test_a_cell_that_does_not_say_where_it_stands_is_the_first(course):
    form = course.recall("00_start_here")
    judge(form, asked(form)[0], "had")
    assert ask(course.recall("00_start_here", here="01_equity"), "open")[asked(form)[0]]["heads"]


def test_missed_cards_come_back_and_who_missed_none_sees_nothing(course):
    assert asked(course.recall_missed("03_communication")) == []
    first = course.recall("00_start_here", here="01_equity")
    judge(first, asked(first)[1], "missed")
    judge(first, asked(first)[2], "partly")
    back = course.recall_missed("03_communication")
    assert asked(back) == [asked(first)[1]]
    assert ask(back, "open")[asked(back)[0]] == {"heads": [], "draft": None}
    judge(back, asked(back)[0], "had")
    assert asked(course.recall_missed("03_communication")) == asked(back)
    assert asked(course.recall_missed("04_advocacy")) == []


def test_on_paper_missed_cards_are_printed_and_where_nobody_knows_a_line_asks(course, tmp_path, monkeypatch):
    first = course.recall("00_start_here", here="01_equity")
    monkeypatch.setenv("KIT_FORMS", "paper")
    assert repr(course.recall_missed("03_communication")) == ""
    judge(first, asked(first)[1], "missed")
    printed = course.recall_missed("03_communication")._repr_html_()
    assert printed.count("How is equity more") == 1
    nowhere = open_course("ms_perez", folder=tmp_path / "nowhere")
    assert "earlier sheet" in nowhere.recall_missed("03_communication")._repr_html_()
    assert not (tmp_path / "nowhere").exists()


def test_cards_change_neither_the_hand_in_nor_where_one_left_off(course, tmp_path):
    workspace = tmp_path / "course"
    journal = open_journal(workspace)
    journal.save("respect.reflection", "In May …", case="ms_perez", item_hash="-")
    before = ask_steps(course.left_off("02_respect"))
    for here in ("01_equity", "02_respect"):
        form = course.recall("00_start_here", here=here)
        judge(form, asked(form)[0], "missed")
        ask_draft(form, asked(form)[1])
    assert ask_steps(course.left_off("02_respect")) == before
    made = hand_in(workspace, "respect", with_drafts=True)
    assert [r.item for r in made.included] == ["respect.reflection"]
    with zipfile.ZipFile(made.zip) as archive:
        assert b"card." not in archive.read("responses.jsonl")


def ask_draft(form, item):
    sent = []
    form.send = sent.append
    message = {"type": "draft", "re": "1", "item": item, "lane": "shared", "value": {"answer": "half"}}
    form._receive(form, message, [])
    assert sent[0]["ok"]


def ask_steps(form):
    sent = []
    form.send = sent.append
    form._receive(form, {"type": "status", "re": "1"}, [])
    return sent[0]["steps"]


@pytest.mark.parametrize("call", ["recall", "recall_missed"])
def test_a_notebook_that_is_none_is_named(course, call):
    with pytest.raises(NotFound, match="did you mean '02_respect'"):
        getattr(course, call)(*(["00_start_here"] if call == "recall" else []), here="02_respct")


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_every_notebook_asks_for_the_cards_of_the_two_before_it_and_says_where_it_is(text):
    names = [path.stem for path in TEXTS]
    at = names.index(text.stem)
    cells = [line for line in text.read_text("utf-8").splitlines() if line.startswith("course.recall")]
    calls = [ast.parse(cell).body[0].value for cell in cells]
    found = [
        (call.func.attr, [a.value for a in call.args], {k.arg: k.value.value for k in call.keywords})
        for call in calls
    ]
    weekly = 0 < at < 7
    sets = [("recall", [name], {"here": text.stem}) for name in reversed(names[max(at - 2, 0) : at])]
    late = [("recall_missed", [text.stem], {})] if at > 2 else []
    assert found == (sets + late if weekly else [])
