"""The record of a class out of nbgrader's gradebook."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook
from report_course import line

from kit.classroom import Member, write_roster
from kit.content import compiled
from kit.grading.class_states import HANDED_IN, class_states
from kit.grading.counting import marks_that_count
from kit.grading.learners_file import write_table
from kit.grading.whose import LeftOut, Table, Upload
from kit.report import make_own
from kit.report.own_page import write_own_page
from kit.report.week import read_own
from kit.report.week_words import who_is_missing
from kit.spreadsheet import read_csv


def due(course, *assignments):
    rows = "".join(f"{one},,2026-09-18\n" for one in assignments)
    (course / "due.csv").write_text(f"assignment,learner,due\n{rows}")


def release(course, assignment):
    made = course / "release" / assignment
    made.mkdir(parents=True)
    (made / f"{assignment}.ipynb").touch()


def rows_to_send(course):
    """The rows of ``who.csv`` after a report."""
    make_own(course, course / "report")
    return [row.cells for row in read_csv(course / "who.csv").rows]


CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)


@pytest.fixture
def course(tmp_path):
    """Two learners with an autograded ``equity``; the first has all five marks."""
    with Gradebook(f"sqlite:///{tmp_path / 'gradebook.db'}") as gb:
        gb.add_assignment("equity")
        gb.add_notebook("equity", "equity")
        gb.add_grade_cell("equity_answer", "equity", "equity", max_score=0, cell_type="markdown")
        for criterion in CRITERIA:
            gb.add_task_cell(f"equity_{criterion}", "equity", "equity", max_score=3, cell_type="markdown")
        for student in ("amy", "bo", "cleo"):
            gb.add_student(student)
        for student in ("amy", "bo"):
            gb.add_submission("equity", student)
        for n, criterion in enumerate(CRITERIA):
            for student in ("amy", "bo"):
                grade = gb.find_grade(f"equity_{criterion}", "equity", "equity", student)
                grade.manual_score, grade.needs_manual_grade = float(min(n, 3)), False
        gb.find_grade("equity_action", "equity", "equity", "bo").manual_score = 2.5
        gb.find_grade("equity_event", "equity", "equity", "bo").needs_manual_grade = True
        gb.db.commit()
    return tmp_path


def test_marks_and_what_waits_for_one(course):
    states = class_states(course)
    assert tuple(states.learners) == ("amy", "bo", "cleo")
    equity = states.of("equity")
    assert (equity.who(*HANDED_IN), equity.who("unread")) == (("amy", "bo"), ("bo",))
    levels = {(m["learner"], m["item"], m["criterion"]): m["level"] for m in marks_that_count(course).marks}
    assert levels["amy", "equity.reflection", "action"] == 3
    assert {key[2] for key in levels if key[0] == "bo"} == {"assumption", "perspective", "strategy"}
    release(course, "equity")
    due(course, "equity")
    assert class_states(course).of("equity").who("missing") == ("cleo",)


def test_of_whom_something_came_that_is_not_collected_is_never_said_to_have_handed_in_nothing(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gb:
        for student in ("dee", "eli", "flo"):
            gb.add_student(student)
    for who in ("amy", "bo"):
        (course / "submitted" / who / "equity").mkdir(parents=True)
    decisions = {"bo": "held", "cleo": "held", "dee": "accepted"}
    uploads = [Upload(learner=who, assignment="equity", decision=is_) for who, is_ in decisions.items()]
    left_out = LeftOut(whose="eli", file="e.zip", why="is damaged", to_send="Again.", assignment="equity")
    write_table(course, Table(schema=2, uploads=uploads, left_out=[left_out]))
    release(course, "equity")
    due(course, "equity")
    assert class_states(course).of("equity").who("missing") == ("flo",)
    rows = rows_to_send(course)
    told = sorted((row["name"], row["what"].partition(":")[0]) for row in rows if row["name"])
    assert told == [("bo", "held"), ("cleo", "held"), ("eli", "left out"), ("flo", "missing")]


def test_where_all_that_came_is_held_the_page_does_not_say_that_everybody_has_handed_in(course, tmp_path):
    one = Upload(learner="cleo", assignment="equity", decision="held")
    write_table(course, Table(schema=2, uploads=[one]))
    record = read_own(course, week="equity")
    assert record.states.of("equity").who("missing") == ()
    page = write_own_page(record, tmp_path / "own.html").read_text("utf-8")
    assert compiled().words["report.all_here"] not in page
    assert "who.csv" in page


def test_a_hand_in_that_is_not_autograded_waits(course):
    (course / "submitted" / "cleo" / "equity").mkdir(parents=True)
    (course / "submitted" / "cleo" / "not_an_assignment").mkdir()
    (course / "submitted" / "cleo" / "equity" / "responses.jsonl").write_text(
        line(0, "01JDZZZZZZZZZZZZZZZZZZZZZZ", "equity.reflection", "We met.")
    )
    equity = class_states(course).of("equity")
    assert equity.who(*HANDED_IN) == ("amy", "bo", "cleo")
    assert equity.who("unread") == ("bo", "cleo")


def test_a_page_whose_only_gap_is_a_week_that_nobody_handed_in_doesnt_say_that_everybody_did(course):
    write_roster(course, [Member("amy"), Member("bo")])
    words = compiled().words
    assert who_is_missing(read_own(course)) == words["report.all_here"]
    release(course, "respect")
    due(course, "respect")
    assert who_is_missing(read_own(course)) == words.fill("report.missing", file="who.csv")


def test_who_handed_in_stands_in_the_file_without_folders_and_with_a_roster(course):
    release(course, "equity")
    due(course, "equity")
    write_roster(course, [Member("amy"), Member("cleo"), Member("dee")])
    # Nothing is in submitted/: amy's and bo's hand-ins stand in the gradebook alone.
    equity = class_states(course).of("equity")
    assert (equity.who(*HANDED_IN), equity.others) == (("amy",), ("bo",))
    assert equity.who("missing") == ("cleo", "dee")
    assert equity.who("unread") == (), "amy's marks stand"
    assert {row["name"] for row in rows_to_send(course) if row["name"]} == {"cleo", "dee"}
    counts = {criterion.id: one.of for criterion, one in read_own(course, week="equity").week.criteria}
    assert counts["strategy"] == 1, "bo isn't on the class list"


def test_reading_changes_nothing(course):
    before = (course / "gradebook.db").read_bytes()
    class_states(course)
    assert (course / "gradebook.db").read_bytes() == before
