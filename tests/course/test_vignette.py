"""The two vignettes as a notebook calls them, and where their answers go."""

from __future__ import annotations

import pytest

from kit import open_course
from kit.content import compiled
from kit.journal import make_workspace, open_journal
from kit.model import NotFound


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("KIT_FORMS", "screen")
    return make_workspace(tmp_path / "course", "amy")


def asked(form):
    (item,) = form.spec["items"]
    return item


def test_two_families_one_before_and_one_after(folder):
    course = open_course("ms_perez", folder=folder)
    first, second = (asked(course.vignette(which)) for which in ("first", "second"))
    assert {first["id"], second["id"]} == {"vignette.a", "vignette.b"}
    assert (first["occasion"], second["occasion"]) == ("pre", "post")
    assert first["travels"]
    assert not first["firstGoes"], "nothing looks back at it"
    for item, name in ((first, "Whitfield"), (second, "Harlan")):
        assert name in item["prompt"]
        assert "made up" in item["prompt"]


def test_an_answer_is_kept_under_its_occasion_and_with_the_hash_of_the_item(folder, monkeypatch):
    from kit.content import compiled, item_hash

    form, sent = open_course("ms_perez", folder=folder).vignette("first"), []
    monkeypatch.setattr(form, "send", lambda message: sent.append(message))
    form._receive(form, {"type": "done", "re": "1", "item": "vignette.b", "value": "I would ask."}, [])
    assert sent[0]["ok"], sent
    (saved,) = open_journal(folder).responses()
    assert (saved.item, saved.occasion, saved.lane) == ("vignette.b", "pre", "shared")
    assert saved.item_hash == item_hash(compiled().cases["ms_perez"].item("vignette.b"))


def test_on_paper_it_is_told_and_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "paper")
    shown = open_course("ms_perez", folder=tmp_path / "nowhere").vignette("first")
    assert "Mr. Harlan raises his granddaughter" in repr(shown)
    assert list(tmp_path.iterdir()) == []


def test_there_is_no_third(folder):
    with pytest.raises(NotFound, match="use first or second"):
        open_course("ms_perez", folder=folder).vignette("third")


def test_left_off_knows_the_vignette_and_the_ratings(folder):
    listed = open_course("ms_perez", folder=folder).left_off("06_iep_meeting").spec["steps"]
    steps = {s["title"]: s["occasion"] for s in listed}
    assert "What would you do next with Mr. Harlan, and why?" in steps
    assert steps["How often you do it now"] == "post"
    assert steps["How often you did it before the course, as you see it now"] == "then"


def test_hand_in_lists_one_vignette_and_the_ratings_once_an_occasion(folder, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "paper")
    sheet = open_course("ms_perez", folder=folder).hand_in("iep_meeting")._repr_html_()
    assert ("Mr. Harlan" in sheet, "Ms. Whitfield" in sheet) == (True, False)
    assert sheet.count("How often you d") == 2


def test_left_off_says_which_steps_are_stretch(folder):
    items = compiled().cases["ms_perez"].items.items
    may_be_left_out = next(item for item in items if item.stretch and item.assignment)
    steps = open_course("ms_perez", folder=folder).left_off(may_be_left_out.notebook).spec["steps"]
    stretch = {step["item"] for step in steps if step["stretch"]}
    asked_here = {item.id for item in items if item.notebook == may_be_left_out.notebook}
    # That a scene was played is told by the scene's own form.
    assert stretch == {item.id for item in items if item.stretch and item.kind != "played"} & asked_here
    assert stretch < {step["item"] for step in steps}
