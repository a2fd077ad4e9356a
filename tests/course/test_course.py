"""What a notebook's cells call, on paper and on the screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kit import open_course
from kit.content import compiled
from kit.journal import make_workspace, update_workspace
from kit.model import Content, NotFound

SMALL = Path(__file__).parents[1] / "forms" / "small_course.json"
CONTENT = Content.model_validate({**json.loads(SMALL.read_text("utf-8")), "words": compiled().words})

CALLS = {
    "reflect": ("equity.reflection",),
    "choose": ("equity.two_responses",),
    "sort": ("start.five",),
    "plan": ("equity.plan",),
    "table": ("equity.helps",),
    "schedule": ("equity.week",),
    "recall": ("01_equity",),
    "rate": ("pre",),
    "then_test": (),
    "look_back": ("equity.today", "equity.first_thought"),
    "hand_in": ("equity",),
    "feedback": ("equity",),
    "growth": (),
}


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return open_course("ms_perez", content=CONTENT, folder=tmp_path / "course")


@pytest.mark.parametrize("call", CALLS)
def test_on_paper_every_call_shows_its_words_and_writes_nothing(course, call, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "paper")
    shown = getattr(course, call)(*CALLS[call])
    assert "<p" in shown._repr_html_()
    assert "<" not in repr(shown)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("call", CALLS)
def test_on_the_screen_every_call_is_a_widget_whose_only_own_trait_is_the_question(
    course, call, tmp_path, monkeypatch
):
    monkeypatch.setenv("KIT_FORMS", "screen")
    form = getattr(course, call)(*CALLS[call])
    assert form.spec["kind"]
    own = {name for name in form.keys if not name.startswith("_")} - {"layout", "tabbable", "tooltip"}
    assert own == {"spec"}
    assert list(tmp_path.iterdir()) == []


def test_the_first_save_makes_the_workspace_and_a_second_opening_finds_the_answer(
    course, tmp_path, monkeypatch
):
    monkeypatch.setenv("KIT_FORMS", "screen")
    (tmp_path / "course" / "deep").mkdir(parents=True)
    form, sent = course.reflect("equity.own_family"), []
    monkeypatch.setattr(form, "send", lambda message: sent.append(message))
    form._receive(
        form,
        {"type": "done", "re": "1", "item": "equity.own_family", "value": "marker-9163", "lane": "private"},
        [],
    )
    assert sent[0]["ok"]
    assert sent[0]["re"] == "1"
    assert (tmp_path / "course" / ".partnership" / "workspace.json").exists()
    assert not (tmp_path / "course" / "responses.jsonl").exists()

    again = open_course("ms_perez", content=CONTENT, folder=tmp_path / "course" / "deep").reflect(
        "equity.own_family"
    )
    monkeypatch.setattr(again, "send", lambda message: sent.append(message))
    again._receive(again, {"type": "open", "re": "2"}, [])
    assert sent[1]["answers"]["equity.own_family"]["heads"][0]["value"] == "marker-9163"
    assert "marker-9163" not in str(again.get_state())


@pytest.mark.parametrize(
    ("call", "argument", "says"),
    [
        ("reflect", "equity.reflexion", "did you mean 'equity.reflection'"),
        ("sort", "equity.reflection", "is a prose"),
        ("recall", "09_nothing", "00_start_here"),
        ("hand_in", "equty", "did you mean 'equity'"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_one(course, call, argument, says):
    with pytest.raises(NotFound, match=says):
        getattr(course, call)(argument)


def test_an_unknown_case_is_named():
    with pytest.raises(NotFound, match="ms_perez"):
        open_course("ms_peres", content=CONTENT)


def test_forms_speak_the_language_that_the_learner_chose(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    workspace = make_workspace(tmp_path / "course")
    update_workspace(workspace, language="es")
    spec = open_course("ms_perez", folder=workspace).reflect("equity.first_thought").spec
    assert spec["words"]["form.done"] == "Listo (Done)"
    update_workspace(workspace, language="a language that there is not")
    spec = open_course("ms_perez", folder=workspace).reflect("equity.first_thought").spec
    assert spec["words"]["form.done"] == "Done"
