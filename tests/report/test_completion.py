"""The record of a class out of nbgrader's gradebook."""

from __future__ import annotations

import pytest
from nbgrader.api import Gradebook

from kit.content import compiled
from kit.grading.class_status import class_status
from kit.grading.counting import marks_that_count
from kit.grading.left_out import LeftOut, write_left_out
from kit.grading.sender import Known, Sender
from kit.grading.senders import Senders, write_senders
from kit.report import open_report
from kit.report.blocks import Bullets
from kit.report.completion import INSTRUCTOR_ONLY, completion
from kit.report.own_page import write_own_page
from kit.report.week import read_own


def read(course):
    return completion(course, compiled(), marks_that_count(course))


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
    record = read(course)
    assert record.learners == ("amy", "bo", "cleo")
    equity = next(one for one in record.assignments if one.id == "equity")
    assert (equity.handed_in, equity.to_mark) == ({"amy", "bo"}, {"bo"})
    levels = {(m["learner"], m["item"], m["criterion"]): m["level"] for m in marks_that_count(course).marks}
    assert levels["amy", "equity.reflection", "action"] == 3
    assert {key[2] for key in levels if key[0] == "bo"} == {"assumption", "perspective", "strategy"}
    assert record.missing() == [("cleo", "Equity")]


def test_of_whom_something_came_that_is_not_collected_is_never_said_to_have_handed_in_nothing(course):
    with Gradebook(f"sqlite:///{course / 'gradebook.db'}") as gb:
        for student in ("dee", "eli", "flo"):
            gb.add_student(student)
    for who in ("amy", "bo"):
        (course / "submitted" / who / "equity").mkdir(parents=True)
    seen = [
        Sender(code=who, learner=who, assignment="equity", file=f"equity_{who}.zip", held="by another key")
        for who in ("bo", "cleo", "dee")
    ]
    write_senders(course, Senders(schema=1, seen=seen, learners={"dee": Known(decided=["dee"])}))
    write_left_out(course, [("equity", LeftOut("equity_eli.zip", "eli", "is a damaged zip", "Again."))])
    (course / "release" / "equity").mkdir(parents=True)
    (course / "release" / "equity" / "equity.ipynb").touch()
    record = read(course)
    assert record.missing() == [("flo", "Equity")]
    assert record.nothing() == ["flo"]
    rows = open_report(course).save_names(course).read_text("utf-8-sig").splitlines()
    said = dict(row.split(",", 1) for row in rows)
    assert said.keys() - {"learner", ""} == {"cleo", "dee", "eli", "flo"}, "bo's other hand-in is collected"
    assert said["cleo"].startswith("Equity is held: kit class learners decides,")
    assert said["dee"].startswith("Equity is accepted: the next kit collect brings it in,")
    assert said["eli"].startswith("Equity came and is left out: left_out.csv says why,")
    assert said["flo"].startswith("has handed in nothing yet")
    assert [one.missing for one in class_status(course).assignments if one.released] == [("flo",)]


def test_where_all_that_came_is_held_the_page_does_not_say_that_everybody_has_handed_in(course, tmp_path):
    one = Sender(code="c", learner="cleo", assignment="equity", file="equity_cleo.zip", held="by another key")
    write_senders(course, Senders(schema=1, seen=[one]))
    record = read_own(course, week="equity")
    assert record.completion.missing() == []
    page = write_own_page(record, tmp_path / "own.html").read_text("utf-8")
    assert "Everybody has handed in" not in page
    assert INSTRUCTOR_ONLY in page


def test_a_hand_in_that_is_not_autograded_waits(course):
    (course / "submitted" / "cleo" / "equity").mkdir(parents=True)
    (course / "submitted" / "cleo" / "not_an_assignment").mkdir()
    equity = next(one for one in read(course).assignments if one.id == "equity")
    assert equity.handed_in == {"amy", "bo", "cleo"}
    assert equity.to_mark == {"bo", "cleo"}


def test_a_released_assignment_that_nobody_handed_in_stands_in_the_instructors_file(course):
    (course / "release" / "respect").mkdir(parents=True)
    assert read(course).nobody() == ["Respect"]
    written = open_report(course).save_names(course).read_text(encoding="utf-8-sig")
    assert "Nobody has handed in Respect yet." in written


def test_reading_changes_nothing(course):
    before = (course / "gradebook.db").read_bytes()
    read(course)
    assert (course / "gradebook.db").read_bytes() == before


def test_a_class_without_any_answer_still_has_a_record(course):
    report = open_report(course)
    assert "no ratings by several people" in report.record.marks_from
    assert report.record.markers is None
    for section in (
        report.about,
        report.missing,
        report.sure,
    ):
        assert section().blocks
    for empty in (report.criteria, report.change, report.next_week):
        assert empty().blocks == (), "nothing is printed of which nothing may be shown"
    written = [path.name for path in report.save(course / "out")]
    assert written == ["cohort.csv", "cohort.json"], (
        "numbers that are withheld say so, and there is no picture"
    )


def test_marks_without_consent_are_said_to_be_marks_without_consent(course):
    (facts,) = [block for block in open_report(course).sure().blocks if isinstance(block, Bullets)][:1]
    # How many did not agree is for the instructor alone: of ten marked and nine who agreed it would be one.
    assert facts.items[-1].startswith("Group numbers rest on the marks of those alone who agreed")
    assert not any("marked, " in one for one in facts.items)
    names = open_report(course).save_names(course).read_text(encoding="utf-8-sig")
    assert "2 marked, 0 may be shown in group numbers: consent comes with “Start here”." in names
    assert "no marks yet" not in str(facts.items)
    assert any(
        "Left out whole (none that may be shown yet): marks by criterion" in one for one in facts.items
    )
