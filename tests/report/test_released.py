"""A class's numbers as files, and the ledger beside them in the course root."""

from __future__ import annotations

import csv
import json
import shutil
import stat
from pathlib import Path

import pytest

from kit.cohort.released import LEDGER, released_groups
from kit.model import KitError
from kit.report.class_record import read_class
from kit.report.cohort_report import write_numbers


@pytest.fixture
def own(course, tmp_path) -> Path:
    """A copy of the class, to change."""
    return Path(shutil.copytree(course, tmp_path / "fall_2026", ignore=shutil.ignore_patterns(LEDGER)))


@pytest.fixture(scope="module")
def numbers(course, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("tables")
    write_numbers(read_class(course).cohort, folder)
    return folder


def test_the_files_name_nobody_and_count_no_one_to_nine(numbers):
    for name in ("cohort.csv", "cohort.json"):
        text = (numbers / name).read_text("utf-8")
        assert "learner_0" not in text
        assert "vera_no" not in text
    with (numbers / "cohort.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    counts = [r for r in table if r["table"] in ("missing", "pattern", "group") and r["value"]]
    assert counts
    assert all(int(r["value"]) == 0 or int(r["value"]) >= 10 for r in counts)
    assert all(int(r["n"]) >= 10 for r in table if r["n"])
    assert all(bool(r["value"]) != bool(r["withheld"]) for r in table)


def test_the_ledger_is_private_and_written_before_a_number_is_shown(own):
    read_class(own)
    path = own / LEDGER
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    releases = json.loads(path.read_text("utf-8"))["releases"]
    assert {one["bundle"] for one in releases} >= {"ratings", "markers"}


def test_one_learner_who_leaves_changes_no_number(own):
    first = read_class(own).cohort
    shutil.rmtree(own / "submitted" / "learner_05")
    second = read_class(own).cohort
    assert (second.summaries, second.changes) == (first.summaries, first.changes)
    assert second.criteria.cells == first.criteria.cells
    assert set(second.earlier) >= {"ratings", "marks:equity.reflection"}


def test_a_ledger_that_cannot_be_read_stops_the_report_with_one_sentence(own):
    (own / LEDGER).write_text("{", "utf-8")
    with pytest.raises(KitError, match="put back a copy"):
        read_class(own)
    assert (own / LEDGER).read_text("utf-8") == "{"


def test_where_the_ledger_cannot_be_written_no_number_is_shown(own, monkeypatch):
    def full(*_args):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kit.cohort.released.replace", full)
    with pytest.raises(KitError, match=r"No space left on device.*no group numbers"):
        read_class(own)
    assert not (own / LEDGER).exists()


def test_without_a_course_root_there_is_no_ledger_and_so_no_number(tmp_path):
    with pytest.raises(KitError, match="no course root"), released_groups(tmp_path / "nowhere"):
        pass
