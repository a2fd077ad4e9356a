"""nbgrader's commands run in this process: what a new gradebook gets, and what is not started for it."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

from nbgrader import api, dbutil

from kit.grading.course_nbgrader import VERSION, nbgrader


def newest() -> str:
    """The one revision of nbgrader's tables that no other one follows."""
    texts = [file.read_text("utf-8") for file in Path(dbutil.ALEMBIC_DIR, "versions").glob("*.py")]
    named, followed = (
        {one for text in texts for one in re.findall(rf"^{name} = '(\w+)'", text, re.MULTILINE)}
        for name in ("revision", "down_revision")
    )
    (last,) = named - followed
    return last


def test_a_new_gradebook_gets_the_newest_revision_and_starts_no_process_to_ask(tmp_path, monkeypatch):
    def process(*_: object) -> bytes:
        raise AssertionError("a process is started to ask")

    monkeypatch.setattr(api.sp, "check_output", process)
    monkeypatch.setattr(api, "get_alembic_version", lambda: process().decode())
    nbgrader("export", root=tmp_path)
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as database:
        assert database.execute("select version_num from alembic_version").fetchall() == [(newest(),)]


def test_the_installed_nbgrader_is_the_one_that_parts_are_replaced_of():
    assert version("nbgrader") == VERSION, "read kit/grading/course_nbgrader.py and converters.py against it"
