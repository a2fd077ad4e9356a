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
    from kit.content import item_hash

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


def test_hand_in_lists_one_vignette_and_the_ratings_once_an_occasion(folder, monkeypatch):
    monkeypatch.setenv("KIT_FORMS", "paper")
    sheet = open_course("ms_perez", folder=folder).hand_in("iep_meeting")._repr_html_()
    assert ("Mr. Harlan" in sheet, "Ms. Whitfield" in sheet) == (True, False)
    assert sheet.count("How often you d") == 2
