"""The meeting plan through nbgrader, from zip to feedback, marked by five criteria of its own."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from marking_page import mark, unmarked

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.desk import Desk, Sitting
from kit.handin.handing import hand_in
from kit.journal import make_workspace, open_journal
from kit.ratings import open_ratings

CRITERIA = ["plan_concerns", "plan_strengths", "plan_access", "plan_open", "plan_follow_up"]
ROOT = Path(__file__).parent.parent


def test_a_plan_is_handed_in_marked_and_given_back(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    root = make.make_course(tmp_path / "course")
    source = root / "source" / "iep_meeting"
    source.mkdir(parents=True)
    shutil.copy(ROOT / "assignments/source/iep_meeting/iep_meeting.ipynb", source)
    ines = make_workspace(tmp_path / "ines", "ines")
    more: Any = {"case": "ms_perez", "item_hash": "0" * 12}
    open_journal(ines).save("meeting.plan", "I ask her first.", **more)
    archive = root / "downloaded" / "iep_meeting" / "archive"
    archive.mkdir(parents=True)
    shutil.copy(hand_in(ines, "iep_meeting").zip, archive)
    for step in ("generate_assignment", "zip_collect", "autograde"):
        run = make.nbgrader_said(root, step, "iep_meeting")
        assert run.returncode == 0, run.stderr
    url = f"sqlite:///{root / 'gradebook.db'}"
    assert unmarked(url, "iep_meeting") == {"ines": CRITERIA}
    with open_ratings(root) as store:
        desk = Desk(Sitting(root, "iep_meeting"), store)
        (code,) = desk.codes
        desk.give(code, CRITERIA[0], 3, desk.shown(code).text.revision)
        desk.close()
    assert unmarked(url, "iep_meeting") == {"ines": CRITERIA[1:]}
    for criterion, level in zip(CRITERIA[1:], (2, 1, 0, 3), strict=True):
        mark(url, "iep_meeting", "ines", criterion, level)
    assert make.nbgrader_here(root, "generate_feedback", "iep_meeting") == 0
    page = (root / "feedback" / "ines" / "iep_meeting" / "iep_meeting.html").read_text("utf-8")
    assert "I ask her first." in page
    assert "Her concerns lead" in page
    assert "9 of 15 points" in page
