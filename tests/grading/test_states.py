"""What a hand-in counts for without a reflection, before the due date, or from somebody not in the class."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, date, datetime, timedelta

import marking_page
import pytest
from report_course import submitted
from typed import kit

from kit.classroom import Member, write_roster
from kit.cli.class_grades import asked_assignments, class_grades
from kit.content import compiled
from kit.desk.agreement import agreement
from kit.desk.desk import Desk, Sitting
from kit.grading.class_states import class_states
from kit.grading.counting import marks_that_count
from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.returning import make_feedback
from kit.model import NotFound, Rating
from kit.ratings import open_ratings
from kit.report import make_own
from kit.report.week import read_own
from kit.report.week_words import done_rows
from kit.spreadsheet import read_csv
from kit.statistics.class_folder import open_class

CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
ITEM = "equity.reflection"
WORDS = "At the conference a grandfather laid our report face down, and I had not asked him why."


def due(root, day):
    (root / "due.csv").write_text(f"assignment,learner,due\nequity,,{day.isoformat()}\n")


def mark(root, who, rater="ana", level=2):
    of = {"rater": rater, "learner": who, "item": ITEM, "at": datetime(2026, 11, 30, tzinfo=UTC)}
    with open_ratings(root) as store:
        store.record(Rating(**of, criterion=criterion, level=level) for criterion in CRITERIA)


@pytest.fixture
def course(tmp_path):
    """Amy wrote a reflection, Xia handed in without one, Lee isn't on the list, and Ben sent nothing."""
    root = tmp_path / "fall"
    root.mkdir()
    (root / "nbgrader_config.py").write_text("")
    release = root / "release" / "equity"
    release.mkdir(parents=True)
    with open_gradebook(f"sqlite:///{root / 'gradebook.db'}"):
        pass  # made empty
    (release / "equity.ipynb").write_text("{}")
    write_roster(root, [Member("amy", name="Amy Park"), Member("ben"), Member("xia")])
    submitted(root, "amy", "equity", [(ITEM, WORDS, "during")])
    submitted(root, "xia", "equity", [("equity.habit", "Sundays.", "during"), (ITEM, "  ", "during")])
    submitted(root, "lee", "equity", [(ITEM, WORDS, "during")])
    for who in ("amy", "xia", "lee"):
        shutil.copytree(root / "submitted" / who, root / "autograded" / who)
    return root


def missing(root):
    """Whom the instructor's list calls missing."""
    make_own(root, root / "report")
    file = root / "who.csv"
    rows = read_csv(file).rows if file.exists() else ()
    return [
        row.cells["name"]
        for row in rows
        if (row.cells["what"], row.cells["assignment"]) == ("missing", "Equity")
    ]


def state(root, who):
    return class_states(root).of("equity").rows[who].state


def test_a_hand_in_without_its_reflection_is_a_state_and_in_no_number(course):
    for who in ("amy", "xia"):
        mark(course, who, "ana", 0)
        mark(course, who, "bea", 3)
    assert (state(course, "amy"), state(course, "xia")) == ("marked", "without_reflection")
    counted = marks_that_count(course)
    assert {one["learner"] for one in counted.marks} == {"amy"}, "in no share, mean or grade"
    assert {one.learner for one in counted.ratings} == {"amy"}, "in no agreement"
    grades, _ = class_grades(course, None, asked_assignments(["equity"]))
    assert {one.learner: dict(one.levels) for one in grades}["xia"] == {}
    assert {criterion.id: one.of for criterion, one in read_own(course).week.criteria} == dict.fromkeys(
        CRITERIA, 1
    )
    found = class_states(course)
    assert found.of("equity").to_double_mark == 0, "a tenth of one text is marked twice"
    told = kit("class", "status", course, "--csv", course / "status.csv").stdout
    assert "equity: 1 without a reflection" in told
    rows = {row.cells["assignment"]: row.cells for row in read_csv(course / "status.csv").rows}
    row = rows["equity"]
    assert (row["submitted"], row["without_reflection"], row["unread"]) == ("2", "1", "0")


def test_the_desk_asks_no_level_for_a_hand_in_without_its_reflection(course):
    with open_ratings(course) as store:
        desk = Desk(Sitting(course, "equity"), store)
        assert set(desk.codes.values()) == {"amy"}


def test_a_class_whose_hand_ins_all_lack_a_reflection_has_no_text_to_mark(course):
    write_roster(course, [Member("xia")])
    with open_ratings(course) as store, pytest.raises(NotFound):
        Desk(Sitting(course, "equity"), store)


def test_what_is_typed_in_the_notebook_itself_is_a_reflection(course):
    folder = course / "autograded" / "xia" / "equity"
    cell = {
        "cell_type": "markdown",
        "metadata": {"nbgrader": {"solution": True, "grade_id": "equity_answer"}},
        "source": "*No shared answer.*\n\n---\n\n**Also written here**\n\n" + WORDS,
    }
    (folder / "equity.ipynb").write_text(json.dumps({"cells": [cell]}))
    assert state(course, "xia") == "unread"


def test_a_collected_class_with_a_hand_in_without_its_reflection(tmp_path, make):
    root = make.make_course(tmp_path / "course")
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    released = json.loads((root / "release" / "equity" / "equity.ipynb").read_text("utf-8"))
    make.put_zip(root, "amy", journal=make.line(make.GOOD))
    make.put_zip(root, "eve", make.changed(released, locked="", typed=WORDS), journal="")
    make.put_zip(root, "xia", journal=make.line("Sundays.", item="equity.habit"))
    told = kit("collect", root).stdout
    assert "3 collected" in told
    assert "Without a reflection: 1 (xia)." in told
    (row,) = read_csv(root / "who.csv").rows
    assert (row.cells["name"], row.cells["what"]) == ("xia", "without a reflection")
    assert "write your reflection" in row.cells["sentence"]
    states = class_states(root).of("equity")
    assert (states.who("unread"), states.who("without_reflection")) == (("amy", "eve"), ("xia",))
    with open_gradebook(url_of(root)) as gradebook:
        found = {who: gradebook.find_submission("equity", who) for who in ("amy", "eve", "xia")}
        asked = {who: one.needs_manual_grade for who, one in found.items()}
    assert asked == {"amy": True, "eve": True, "xia": False}, "Formgrader asks for no level of xia"
    for who in ("amy", "eve", "xia"):
        for criterion in CRITERIA:
            marking_page.mark(url_of(root), "equity", who, criterion, 2)
    with open_ratings(root) as store:
        sample = Desk(Sitting(root, "equity", "bea", sample=1.0), store)
        assert set(sample.codes.values()) == {"amy", "eve"}
    made = make_feedback(root, "equity")
    assert (sorted(made.ready), made.held) == (["amy", "eve"], {})
    grades, _ = class_grades(root, None, asked_assignments(["equity"]))
    assert {one.learner: one.points for one in grades} == {"amy": 10, "eve": 10, "xia": None}
    make.put_zip(root, "xia", journal=make.line(WORDS, 3), at="2026-11-22T09:00:00+00:00", name="xia-2")
    assert "without a reflection" not in kit("collect", root, "equity").stdout
    assert class_states(root).of("equity").who("without_reflection") == ()


def test_what_was_marked_without_a_reflection_is_in_no_agreement(course):
    for who in ("amy", "xia"):
        for rater, level in (("ana", 1), ("bea", 2)):
            mark(course, who, rater, level)
    with open_ratings(course) as store:
        told = agreement(Desk(Sitting(course, "equity"), store))
        assert told["said"] == compiled().words.fill("desk.agree_what", texts=1, assignments="Equity")
    assert kit("marks", "table", course, "--out", course / "marks.csv").returncode == 0
    rows = read_csv(course / "marks.csv").rows
    assert {row.cells["response_id"] for row in rows} == {f"amy/{ITEM}"}


def test_missing_is_only_who_sent_nothing_by_the_due_date(course):
    assert state(course, "ben") == "not_yet", "without a due date nobody is late"
    due(course, date.today())
    assert state(course, "ben") == "not_yet"
    assert read_own(course).states.of("equity").who("missing") == ()
    assert missing(course) == []
    due(course, date.today() - timedelta(days=1))
    assert state(course, "ben") == "missing"
    assert read_own(course).states.of("equity").who("missing") == ("ben",)
    assert missing(course) == ["ben"]
    (course / "due.csv").write_text(
        f"assignment,learner,due\nequity,,2026-09-01\nequity,ben,{date.today() + timedelta(days=3)}\n"
    )
    assert state(course, "ben") == "not_yet", "an extension moves the date"


def test_who_is_not_on_the_class_list_is_in_no_number_and_is_named(course):
    for who in ("amy", "lee"):
        mark(course, who)
    assert {one["learner"] for one in marks_that_count(course).marks} == {"amy"}
    own = read_own(course)
    assert {criterion.id: one.of for criterion, one in own.week.criteria} == dict.fromkeys(CRITERIA, 1)
    assert next(row for row in done_rows(own) if row[0] == "Equity")[1] == "2 of 3"
    with open_ratings(course) as store:
        assert set(Desk(Sitting(course, "equity"), store).codes.values()) == {"amy"}
    told = kit("class", "status", course).stdout
    assert "lee" in told
    write_roster(course, [Member("amy"), Member("lee")])
    assert {one["learner"] for one in marks_that_count(course).marks} == {"amy", "lee"}


def test_who_is_not_on_the_class_list_is_in_no_table_of_the_class(course):
    for number in range(10):
        submitted(course, f"outside{number}", "start", [("consent.use", "yes", "during")])
    assert open_class(course).agreed == []
