"""A reflection may start from the week's scene: once it was kept, as it was played, and only by a message."""

from __future__ import annotations

import json

import pytest
from courses import small_course

from kit.content.checking import load
from kit.course import open_course
from kit.forms import FormContext
from kit.forms.messages import reply_to
from kit.forms.questions import prose
from kit.forms.rehearsed import Rehearsed, of_week
from kit.forms.session import FormSession
from kit.journal import make_workspace, open_journal

PLAYED = {
    "voice": "a",
    "path": [{"turn": "hello", "choice": "list", "typed": "I'll be <b>quick</b>."}],
    "ending": "list",
    "again": "I'll be <b>quick</b>.",
}
FIELDS = {"case": "ms_novak", "occasion": "during", "item_hash": "x", "lane": "private"}


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return load(small_course(tmp_path_factory.mktemp("course")) / "case_studies")


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    return make_workspace(tmp_path / "w")


@pytest.fixture
def asked(course, place):
    """Ask the form of the week's reflection what it may start from."""
    case = course.cases["ms_novak"]
    graded = next(one for one in case.items.assignments if one.id == "respect")
    context = FormContext(place, "ms_novak", course.words)

    def ask():
        item = case.item("respect.reflection")
        form = prose(FormSession(context, [item]), item, rehearsed=of_week(case, graded))
        ask.form = form
        return reply_to(form.handlers, {"type": "rehearsed"}, course.words)

    return ask


def test_nothing_is_offered_before_the_scene_was_kept(asked, place):
    assert asked() == {"ok": True, "rehearsed": []}
    open_journal(place).save_draft("scene.first_talk", PLAYED, case="ms_novak", occasion="during")
    assert asked()["rehearsed"] == []


def test_the_line_and_what_was_never_found_out_come_by_message_and_stand_in_no_spec(asked, place):
    open_journal(place).finish("scene.first_talk", PLAYED, parent=None, **FIELDS)
    assert asked()["rehearsed"] == [
        {
            "title": "The first talk",
            "again": "I'll be <b>quick</b>.",
            "never": ["Which hours suit her", "What Jana's maps show"],
        }
    ]
    assert "quick" not in json.dumps(asked.form.spec["items"])
    assert asked.form.spec["rehearsed"] is True
    open_journal(place).finish("scene.first_talk", "typed", parent=None, **FIELDS)
    assert len(asked()["rehearsed"]) <= 1, "what is no path is left out"


def test_a_path_without_a_chosen_line_leaves_it_open(asked, place):
    value = {key: part for key, part in PLAYED.items() if key != "again"}
    open_journal(place).finish("scene.first_talk", value, parent=None, **FIELDS)
    assert asked()["rehearsed"][0]["again"] == ""


def test_a_plan_and_a_week_without_a_scene_start_from_nothing(course):
    case = course.cases["ms_novak"]
    by_id = {one.id: one for one in case.items.assignments}
    assert of_week(case, by_id["meeting"]) is None
    assert isinstance(of_week(case, by_id["respect"]), Rehearsed)
    assert of_week(case.model_copy(update={"scenes": {}}), by_id["respect"]) is None


def test_the_reflection_of_a_week_has_the_message_and_another_text_has_not(course, place, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "screen")
    opened = open_course("ms_novak", content=course, folder=place)
    assert opened.reflect("respect.reflection").spec["rehearsed"] is True
    other = next(
        one.id
        for one in course.cases["ms_novak"].items.items
        if one.kind == "prose" and one.id != "respect.reflection" and "reflection" not in one.id
    )
    assert "rehearsed" not in opened.reflect(other).spec
