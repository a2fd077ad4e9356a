"""Scores in a table that a spreadsheet takes for nothing but scores."""

import csv
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin
from traitlets.config import Config

from kit.grading.configuration import configure
from kit.grading.exporting import ScoresExporter
from kit.spreadsheet import read_csv

NAMES = ["=1+1", '+cmd|"/C calc"!A0', "Doe, Amy", "two\nlines", "﹦1"]


@pytest.fixture
def gradebook(tmp_path: Path):
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as made:
        made.add_assignment("equity")
        for n, name in enumerate(NAMES):
            made.add_student(f"learner{n}", first_name=name)
        made.add_submission("equity", "learner0")
        yield made


@pytest.mark.attack
def test_a_name_is_neither_a_formula_nor_a_row_of_its_own(gradebook, tmp_path: Path):
    plain, ours = tmp_path / "plain.csv", tmp_path / "ours.csv"
    CsvExportPlugin(to=str(plain)).export(gradebook)
    assert ",=1+1," in plain.read_text("utf-8"), "the attack works on nbgrader's own"
    ScoresExporter(to=str(ours)).export(gradebook)
    with ours.open(encoding="utf-8", newline="") as file:
        names = [row["first_name"] for row in csv.DictReader(file)]
    assert [name for name in names if name[0] in "=+﹦"] == []
    assert sorted(row.cells["first_name"] for row in read_csv(ours).rows) == sorted(NAMES)
    assert ours.stat().st_mode & 0o077 == 0
    print(f"{len(NAMES)} names of learners in grades.csv: each is text")


def test_numbers_are_those_of_nbgrader(gradebook, tmp_path: Path):
    gradebook.update_or_create_student("learner0", first_name="Ben")
    for name in ("plain", "ours"):
        plugin = CsvExportPlugin if name == "plain" else ScoresExporter
        plugin(to=str(tmp_path / name), student=["learner0"], assignment=["equity"]).export(gradebook)
    assert (tmp_path / "ours").read_text("utf-8") == (tmp_path / "plain").read_text("utf-8")


def test_a_score_is_empty_where_nothing_was_handed_in_or_a_mark_waits(gradebook, tmp_path: Path):
    gradebook.add_notebook("reflection", "equity")
    for cell in ("event", "action"):
        gradebook.add_grade_cell(cell, "reflection", "equity", max_score=3, cell_type="markdown")
        gradebook.add_source_cell(cell, "reflection", "equity", cell_type="markdown")
    gradebook.remove_submission("equity", "learner0")
    for learner in ("learner0", "learner1"):
        gradebook.add_submission("equity", learner)
    for learner, marks in (("learner0", {"event": 2, "action": 1}), ("learner1", {"event": 2})):
        for grade in gradebook.find_submission_notebook("reflection", "equity", learner).grades:
            grade.manual_score = marks.get(grade.name)
            grade.needs_manual_grade = grade.name not in marks
    gradebook.db.commit()
    for plugin, name in ((CsvExportPlugin, "plain"), (ScoresExporter, "ours")):
        plugin(to=str(tmp_path / name)).export(gradebook)
    plain, ours = (
        {row.cells["student_id"]: row.cells["score"] for row in read_csv(tmp_path / name).rows}
        for name in ("plain", "ours")
    )
    assert [plain[f"learner{n}"] for n in (0, 1)] == ["3.0", "2.0"], "nbgrader's own counts what is there"
    assert [ours[f"learner{n}"] for n in range(3)] == ["3.0", "", ""]


@pytest.mark.parametrize(("score", "extra"), [(2, 1), (2.5, None)])
def test_a_score_is_empty_while_a_criterion_has_what_is_no_level(gradebook, tmp_path: Path, score, extra):
    gradebook.add_notebook("equity", "equity")
    gradebook.add_task_cell("equity_event", "equity", "equity", max_score=3, cell_type="markdown")
    gradebook.remove_submission("equity", "learner0")
    gradebook.add_submission("equity", "learner0")
    grade = gradebook.find_grade("equity_event", "equity", "equity", "learner0")
    grade.manual_score, grade.extra_credit, grade.needs_manual_grade = score, extra, False
    gradebook.db.commit()
    ScoresExporter(to=str(tmp_path / "ours")).export(gradebook)
    assert [row.cells["score"] for row in read_csv(tmp_path / "ours").rows if row.cells["score"]] == []


def test_a_gradebook_that_another_program_holds_is_one_sentence(gradebook, tmp_path: Path, make, capfd):
    (tmp_path / "source").mkdir()
    shutil.copyfile(make.CHECKOUT / "assignments" / "nbgrader_config.py", tmp_path / "nbgrader_config.py")
    with closing(sqlite3.connect(tmp_path / "gradebook.db")) as other:
        other.execute("begin exclusive")
        assert make.nbgrader_here(tmp_path, "export") == 1
    said = capfd.readouterr().err
    assert "gradebook.db is in use by another program; close the other program" in said
    assert "Traceback" not in said
    assert not (tmp_path / "grades.csv").exists()


def test_nbgrader_export_is_ours():
    c = Config()
    configure(c, Path("assignments"))
    assert c.ExportApp.plugin_class == f"{ScoresExporter.__module__}.{ScoresExporter.__name__}"
