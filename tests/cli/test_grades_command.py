"""``kit grades`` as it is typed: the marks that count, into a platform's export or a table."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from marking_page import mark
from nbgrader.api import Gradebook
from typed import kit

from kit.classroom import read_roster, write_roster
from kit.cli.grades_command import _say_filled
from kit.content import compiled
from kit.grading.learners_file import write_table
from kit.grading.whose import LeftOut, Table, Upload
from kit.lms import Filled, read_platform_file
from kit.model import Rating
from kit.ratings import open_ratings
from kit.spreadsheet import read_csv

FILES = Path(__file__).parents[1] / "data" / "lms"
CANVAS = FILES / "canvas_gradebook.csv"
CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
# What each has in Equity: whole, whole, one open, nothing handed in.
LEVELS = {"mnunez": (3, 3, 2, 2, 2), "nobrien": (3, 2, 2, 2, 2), "aruiz": (3, 3, 3, 1), "bokafor": None}


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A class with its roster, and Equity marked in the gradebook but for one criterion."""
    root = tmp_path_factory.mktemp("grades") / "course"
    root.mkdir()
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("equity")
        gradebook.add_notebook("equity", "equity")
        for criterion in CRITERIA:
            gradebook.add_task_cell(
                f"equity_{criterion}", "equity", "equity", max_score=3, cell_type="markdown"
            )
    assert kit("roster", root, FILES / "canvas_users.csv").returncode == 0
    assert kit("roster", root, CANVAS, "--yes").returncode == 0
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        for learner, levels in LEVELS.items():
            if levels is None:
                continue
            gradebook.add_submission("equity", learner)
            for criterion, level in zip(CRITERIA, levels, strict=False):
                grade = gradebook.find_grade(f"equity_{criterion}", "equity", "equity", learner)
                grade.manual_score, grade.needs_manual_grade = float(level), False
        gradebook.db.commit()
    return root


@pytest.fixture
def root(marked, tmp_path):
    return shutil.copytree(marked, tmp_path / "course")


def in_canvas(root, *words, out="new.csv"):
    return kit("grades", root, "--for", "canvas", "--into", CANVAS, "--out", root.parent / out, *words)


def column(path, heading="Equity (9001)"):
    file = read_platform_file(path)
    place = file.headings.index(heading)
    return {file.text(row, 3): file.text(row, place) for row in range(3, len(file.lines))}


def test_an_assignment_without_a_column_says_how_to_name_one(capsys, tmp_path):
    _say_filled(Filled(without=["equity", "respect"]), tmp_path / "new.csv", CANVAS, {"equity"})
    said = capsys.readouterr().out.splitlines()
    assert said[1:] == [
        "Not written, because the file has no column for it (1): equity",
        "  To name its column, add: --assignment equity --column HEADING",
    ]


def test_who_is_held_or_left_out_is_not_said_to_have_handed_in_nothing(root):
    held = Upload(learner="bokafor", assignment="equity", decision="held")
    about = {"whose": "ming.li", "file": "e.docx", "why": "is not a zip", "to_send": "Again."}
    left_out = LeftOut(assignment="equity", **about)
    write_table(root, Table(schema=2, uploads=[held], left_out=[left_out]))
    done = in_canvas(root)
    assert "not collected (who.csv says why), not changed (2): bokafor, ming.li" in done.stdout
    assert "nothing handed in" not in done.stdout


@pytest.mark.parametrize("platform", ["moodle", "blackboard"])
def test_another_platforms_export_is_refused_in_one_sentence(root, tmp_path, platform):
    done = kit("grades", root, "--for", platform, "--into", CANVAS, "--out", tmp_path / "new.csv")
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert f"{CANVAS.name} isn't {platform.capitalize()}'s export" in said
    assert not (tmp_path / "new.csv").exists()


def test_canvas_export_is_filled_and_what_is_open_is_listed(root):
    done = in_canvas(root)
    assert done.returncode == 0, done.stderr
    assert "grades written: 1; already there: 1;" in done.stdout
    assert "equity: Equity (9001)" in done.stdout
    assert "Equity, still open, not changed (1): aruiz (action)" in done.stdout
    assert "Equity, nothing handed in, not changed (2): bokafor, ming.li" in done.stdout
    assert "Nobody has handed in anything yet (1): Respect" in done.stdout
    # Their cells hold 9 and EX, which stay.
    assert "blank" not in done.stdout
    # Nothing of the others is marked, so that it doesn't matter that they have no column.
    assert "Without a column" not in done.stdout
    assert "aruiz, Equity (9001): no grade here yet, so the platform's 9 stays" in done.stderr
    made = root.parent / "new.csv"
    assert made.stat().st_mode & 0o077 == 0
    assert column(made) == {
        "mnunez": "12",
        "nobrien": "11",
        "aruiz": "9",
        "bokafor": "EX",
        "ming.li": "",
        "2f9e5c0d1b": "",
    }
    assert made.read_bytes() == CANVAS.read_bytes().replace(b'"A and B",,', b'"A and B",12,')
    assert json.loads((root / "grades_sent.json").read_text()) == {"equity": {"mnunez": [12.0]}}


def test_a_mark_changed_here_replaces_ours_and_one_changed_there_stays(root, tmp_path):
    in_canvas(root)
    address = f"sqlite:///{root / 'gradebook.db'}"
    mark(address, "equity", "mnunez", "action", 3)
    mark(address, "equity", "nobrien", "action", 3)
    words = ("grades", root, "--for", "canvas", "--into", tmp_path / "new.csv", "--assignment", "equity")
    done = kit(*words, "--out", tmp_path / "newer.csv")
    assert (
        "nobrien, Equity (9001): the platform's 11 didn't come from here and stays; --ours replaces it"
        in done.stderr
    )
    assert [column(tmp_path / "newer.csv")[one] for one in ("mnunez", "nobrien")] == ["13", "11"]
    kit(*words, "--ours", "--out", tmp_path / "newest.csv")
    assert [column(tmp_path / "newest.csv")[one] for one in ("mnunez", "nobrien")] == ["13", "12"]


def test_a_learner_who_is_forgotten_is_in_no_file_of_grades(root):
    in_canvas(root)
    (root.parent / "new.csv").rename(root / "new.csv")
    done = kit("class", "forget", root, "mnunez", "--yes")
    # The table of grades is the instructor's own, so it is listed and not changed.
    assert done.returncode == 1
    assert f"  {root / 'new.csv'}" in done.stdout.splitlines()
    for name in ("grades_sent.json", "roster.csv", "gradebook.db"):
        assert b"mnunez" not in (root / name).read_bytes()


def test_a_mark_changed_in_formgrader_is_the_grade(root, tmp_path):
    with open_ratings(root) as store:
        of = {"learner": "mnunez", "item": "equity.reflection", "criterion": "event"}
        store.record([Rating(**of, rater="Ana", level=3, at=datetime.now(UTC))])
    mark(f"sqlite:///{root / 'gradebook.db'}", "equity", "mnunez", "event", 0)
    in_canvas(root)
    assert column(tmp_path / "new.csv")["mnunez"] == "9"


@pytest.mark.parametrize(
    ("platform", "name"),
    [
        ("moodle", "moodle_grades.csv"),
        ("moodle", "moodle_worksheet.csv"),
        ("blackboard", "blackboard.xls"),
        ("blackboard", "blackboard.csv"),
        ("csv", "google_classroom.csv"),
    ],
)
def test_other_platforms_get_theirs(root, tmp_path, platform, name):
    assert kit("roster", root, FILES / "moodle_participants.csv", "--yes").returncode == 0
    words = ("grades", root, "--for", platform, "--assignment", "equity", "--into", FILES / name)
    done = kit(*words, "--out", tmp_path / name)
    assert done.returncode == 0, done.stderr
    assert "grades written: 1;" in done.stdout
    before, after = (FILES / name).read_bytes(), (tmp_path / name).read_bytes()
    assert before != after
    # A second run finds its own marks and changes nothing.
    done = kit(*words[:-1], tmp_path / name, "--out", tmp_path / f"again_{name}")
    assert "grades written: 0; already there: 2;" in done.stdout
    assert (tmp_path / f"again_{name}").read_bytes() == after


def test_a_table_has_points_and_criteria_and_blanks(root, tmp_path):
    write_roster(root, [one for one in read_roster(root) if one.id != "ming.li"])
    done = kit("grades", root.name, "--for", "csv", "--out", "grades.csv", cwd=root.parent)
    assert done.returncode == 0, done.stderr
    made = tmp_path / "grades.csv"
    assert made.stat().st_mode & 0o077 == 0
    rows = {row.cells["learner"]: row.cells for row in read_csv(made).rows}
    # Who is in the gradebook but not on the class list is in no table.
    assert list(rows) == ["mnunez", "nobrien", "aruiz", "bokafor"]
    assert rows["mnunez"]["name"] == "María José Núñez"
    assert [rows[one]["equity"] for one in rows] == ["12", "11", "", ""]
    assert [rows["aruiz"][f"equity.{one}"] for one in CRITERIA] == ["3", "3", "3", "1", ""]
    assert {row["equity out of"] for row in rows.values()} == {"15"}
    assert {row["respect"] for row in rows.values()} == {""}


def test_who_is_on_no_class_list_is_not_said_to_be_left_blank(root, tmp_path):
    (root / "submitted" / "guest" / "equity").mkdir(parents=True)
    (root / "submitted" / "guest" / "equity" / "equity.ipynb").write_text("{}", "utf-8")
    done = kit("grades", root, "--for", "csv", "--out", tmp_path / "grades.csv")
    (line,) = (one for one in done.stdout.splitlines() if "guest" in one)
    assert "not in roster.csv" in line
    assert "left blank" not in line


def test_canvas_rubric_takes_every_criterion(root, tmp_path):
    words = ("--for", "canvas", "--rubric", "--assignment", "equity", "--out", tmp_path / "scores.csv")
    done = kit("grades", root, *words)
    assert done.returncode == 0, done.stderr
    with (tmp_path / "scores.csv").open(encoding="utf-8", newline="") as file:
        scores = list(csv.DictReader(file))
    with (tmp_path / "scores_rubric.csv").open(encoding="utf-8", newline="") as file:
        form = list(csv.DictReader(file))
    assert [(one["Student Id"], one["Student Name"]) for one in scores] == [
        ("101", "María José Núñez"),
        ("102", "Niamh O'Brien"),
    ]
    # Canvas finds a criterion's columns by the name that the rubric gives it.
    names = [one["Criteria Name"] for one in form]
    assert [scores[0][f"{name} - Points"] for name in names] == ["3", "3", "2", "2", "2"]
    assert scores[0][f"{names[0]} - Rating"] == "Level 3"
    assert {one["Rubric Name"] for one in form} == {"Equity"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--for", "canvas"), "kit needs its own export"),
        (("--for", "canvas", "--into", "none.csv"), "there is no file none.csv"),
        (("--for", "canvas", "--into", str(FILES / "blackboard.csv")), "isn't Canvas's export"),
        (("--for", "blackboard", "--into", str(FILES / "moodle_grades.csv")), "isn't Blackboard's export"),
        (("--for", "csv", "--assignment", "start"), "'start' is not a marked assignment"),
        (("--for", "csv", "--into", str(CANVAS), "--column", "Equity (9001)"), "--assignment"),
        (("--for", "moodle", "--rubric"), "--rubric is for Canvas"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_writes_nothing(root, tmp_path, words, said):
    done = kit("grades", root, *words, "--out", tmp_path / "new.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "new.csv").exists()
    assert not (root / "grades_sent.json").exists()


def test_the_export_itself_is_never_written_over(root, tmp_path):
    theirs = Path(shutil.copy(CANVAS, tmp_path / "export.csv"))
    done = kit("grades", root, "--for", "canvas", "--into", theirs, "--out", theirs)
    assert done.returncode == 2
    assert "give the new file a different name" in done.stderr
    assert theirs.read_bytes() == CANVAS.read_bytes()


def test_a_column_by_another_name_and_an_id_in_other_words(root, tmp_path):
    theirs = tmp_path / "export.csv"
    theirs.write_text("Konto;Woche 1\nmnunez;\nnobrien;\n", "utf-8")
    words = ("grades", root, "--for", "csv", "--assignment", "equity", "--into", theirs)
    assert "--column id=Konto" in kit(*words, "--out", tmp_path / "new.csv").stderr
    words = (*words, "--column", "id=Konto")
    assert "name one with --assignment ID --column HEADING (its columns are Konto, Woche 1)" in (
        kit(*words, "--out", tmp_path / "new.csv").stderr
    )
    done = kit(*words, "--column", "woche 1", "--out", tmp_path / "new.csv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "new.csv").read_text("utf-8") == "Konto;Woche 1\nmnunez;12\nnobrien;11\n"
