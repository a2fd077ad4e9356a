"""A course in the middle of a week goes on under a later version, on both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from formats import doors
from formats.doors import golden, run

FACTS = doors.expected("running")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Ana's folder, with her private data, and her class's in ``course``."""
    everything = golden("running", tmp_path / "running")
    monkeypatch.setenv("KIT_DATA", str(everything / "user_data"))
    return everything


def test_the_learner_finds_everything_where_she_left_it(here: Path):
    ana = here / "workspace"
    assert doors.revisions(ana) == FACTS["revisions"]
    assert doors.drafts(ana) == FACTS["drafts"]
    home = doors.where(ana)
    assert home["place"] == {"notebook": "02_respect.ipynb", "step": "the-first-minute"}
    assert [one["kind"] for one in home["waiting"]] == ["feedback"]
    # A zip was made; whether the learner sent it, only she knows.
    assert home["sent"] is False
    assert doors.feedback(ana, "equity")["levels"] == FACTS["gradebook"]["ana"]


def test_she_finishes_the_week_and_hands_in_to_a_class_on_both_versions(here: Path, tmp_path: Path):
    ana, course = here / "workspace", here / "course"
    draft = next(json.loads(value) for item, *_, value in FACTS["drafts"] if item == "respect.reflection")
    last = doors.answer(ana, "respect.reflection", f"{draft}asked me who reads the report.")
    assert doors.heads(ana, "respect.reflection") == [last]
    assert "respect.reflection" not in [item for item, *_ in doors.drafts(ana)]
    again = doors.answer(ana, "equity.reflection", "Read again, and written anew.")
    run("handin", "--all", "--workspace", ana)
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    for assignment in ("equity", "respect"):
        made = ana / "handin" / f"{assignment}_ana.zip"
        made.rename(downloads / f"itoana_208_9101_{assignment}_ana.zip")
    run("collect", course, downloads / "itoana_208_9101_respect_ana.zip")
    run("collect", course, downloads / "itoana_208_9101_equity_ana.zip")
    texts = doors.collected(course, "equity", "equity.reflection")
    assert texts == FACTS["collected"] | {"ana": "Read again, and written anew."}
    assert again in (course / "submitted" / "ana" / "equity" / "responses.jsonl").read_text("utf-8")
    assert [*doors.collected(course, "respect", "respect.reflection")] == ["ana"]
    # Nobody's hand-in is in doubt, and the marks of the others are where they were.
    assert {state for _, state in doors.decisions(course).values()} == {"taken"}
    now = doors.marks(course, "equity")
    assert {who: now[who] for who in ("ben", "cleo")} == {
        who: FACTS["gradebook"][who] for who in ("ben", "cleo")
    }


def test_the_class_finds_every_mark_whoever_signed(here: Path):
    assert doors.marks(here / "course", "equity") == FACTS["gradebook"]
    signed = {
        file.parts[-3]
        for file in (here / "course").glob("submitted/*/equity/handin.json")
        if "signature" in json.loads(file.read_text("utf-8"))
    }
    assert signed == {*FACTS["signed"]}
    assert {who for who, _ in doors.decisions(here / "course").values()} == {"ana", "ben", "cleo"}
