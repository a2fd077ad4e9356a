"""Ratings and nbgrader's real gradebook: each way, again without change, and nothing overwritten unseen."""

from __future__ import annotations

import contextlib
import shutil
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import make_submissions as make
import pytest
from marking_page import mark, unmarked
from nbgrader.api import Gradebook

from kit.cli import main
from kit.grading.gradebook import from_gradebook, to_gradebook
from kit.model import KitError, NotFound
from kit.ratings import open_ratings

PLAN = ("plan_concerns", "plan_strengths", "plan_access", "plan_open", "plan_follow_up")
AT = datetime(2026, 11, 25, tzinfo=UTC)
TEXT, LATER = "01JDZZZZZZZZZZZZZZZZZZZZZ1", "01JDZZZZZZZZZZZZZZZZZZZZZ2"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """Two learners' equity and one plan, collected and autograded by nbgrader once."""
    root = make.make_course(tmp_path_factory.mktemp("graded") / "course")
    plan = root / "source" / "iep_meeting"
    plan.mkdir()
    shutil.copy(make.CHECKOUT / "assignments/source/iep_meeting/iep_meeting.ipynb", plan)
    for learner in ("amy", "bo"):
        hand_in(root, learner, "equity", make.line("He laid it face down.", id=TEXT))
    hand_in(root, "amy", "iep_meeting", make.line("I ask her first.", item="meeting.plan"))
    for assignment in ("equity", "iep_meeting"):
        assert make.nbgrader_here(root, "generate_assignment", assignment) == 0
        assert make.nbgrader_here(root, "autograde", assignment) == 0
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of it, to be marked."""
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def store(course):
    with open_ratings(course) as opened:
        yield opened


def hand_in(root: Path, learner: str, assignment: str, journal: str) -> None:
    folder = root / "submitted" / learner / assignment
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / "source" / assignment / f"{assignment}.ipynb", folder)
    (folder / "responses.jsonl").write_text(journal, encoding="utf-8")


def url(course):
    return f"sqlite:///{course / 'gradebook.db'}"


def rate(store, learner="amy", criteria=make.CRITERIA, level=2, item="equity.reflection", **more):
    fields = {"rater": "ana", "learner": learner, "item": item, "level": level, "at": AT}
    return store.record([{**fields, **more, "criterion": c} for c in criteria])


def scores(course, learner="amy", assignment="equity"):
    with Gradebook(url(course)) as gb:
        (notebook,) = gb.find_submission(assignment, learner).notebooks
        return {
            g.name.removeprefix(f"{assignment}_"): (g.manual_score, g.needs_manual_grade)
            for g in notebook.grades
            if g.max_score
        }


def test_ratings_that_count_become_marks_and_a_second_time_changes_nothing(course, store):
    rate(store, revision=TEXT)
    rate(store, rater="ben", level=0)
    rate(store, "bo", ("event",), level=3)
    rate(store, "nobody", ("event",))
    moved = to_gradebook(store, course, "equity")
    assert (moved.written, moved.unchanged) == (6, 0)
    (left,) = moved.left
    assert left.startswith(
        f"nobody: rated, but not in the gradebook. Run kit collect {course} equity to bring"
    )
    assert "If you said that a hand-in is somebody else's" in left
    assert scores(course) == dict.fromkeys(make.CRITERIA, (2.0, False))
    assert unmarked(url(course), "equity") == {"bo": list(make.CRITERIA[1:])}
    again = to_gradebook(store, course, "equity")
    assert (again.written, again.unchanged) == (0, 6)
    back = from_gradebook(store, course, "equity")
    assert (back.written, back.unchanged) == (0, 6)
    assert len(store.ratings()) == 12


def test_both_ways_as_commands(course, store, monkeypatch, capsys):
    def kit(*words):
        monkeypatch.setattr(sys, "argv", ["kit", "marks", *map(str, words)])
        with contextlib.suppress(SystemExit):
            main()
        said = capsys.readouterr()
        return said.out + said.err

    rate(store, revision=TEXT)
    rate(store, "bo", ("event",), level=3, revision=LATER)
    said = kit("to-gradebook", course, "equity")
    assert "equity: marks written to the gradebook: 5; there already: 0." in said
    assert "kit: bo: event of equity: the rating is of a different text" in said
    mark(url(course), "equity", "bo", "action", 1)
    said = kit("from-gradebook", course, "equity", "--rater", "Ana Ruiz", "--gradebook", url(course))
    assert said == "equity: 6 levels kept as Ana Ruiz's; 0 were here already.\n"
    assert [r.level for r in store.ratings(rater="Ana Ruiz")] == [2, 2, 2, 2, 2, 1]
    (one,) = (r for r in store.ratings(primary=True) if (r.learner, r.criterion) == ("bo", "action"))
    store.take_back(one, None, None)
    assert kit("to-gradebook", course, "equity").startswith(
        "equity: marks written to the gradebook: 0; there already: 5.\n"
        "Undone levels taken out of the gradebook: 1. The earlier marks are back there.\n"
    )
    assert "there are no ratings at" in kit("to-gradebook", course / "source", "equity")


def test_a_learner_without_a_name_goes_by_the_id(course):
    with Gradebook(url(course)) as gb:
        assert [(s.last_name, s.first_name) for s in gb.students] == [("amy", ""), ("bo", "")]


def test_a_plan_has_criteria_of_its_own(course, store):
    rate(store, criteria=PLAN, item="meeting.plan", level=1)
    assert to_gradebook(store, course, "iep_meeting").written == 5
    assert scores(course, assignment="iep_meeting") == dict.fromkeys(PLAN, (1.0, False))


def test_marks_of_the_marking_page_become_ratings_of_whoever_marked(course, store):
    for criterion in make.CRITERIA:
        mark(url(course), "equity", "amy", criterion, 3)
    moved = from_gradebook(store, course, "equity", rater="Ana Ruiz")
    assert (moved.written, moved.left) == (5, ())
    assert {(r.rater, r.level, r.primary, r.revision, r.reason) for r in store.ratings()} == {
        ("Ana Ruiz", 3, True, TEXT, None)
    }
    assert from_gradebook(store, course, "equity").unchanged == 5
    assert to_gradebook(store, course, "equity").unchanged == 5
    assert len(store.ratings()) == 5


def test_moderation_reaches_the_gradebook_and_is_not_undone_from_there(course, store):
    rate(store, criteria=("event",))
    to_gradebook(store, course, "equity")
    rate(store, criteria=("event",), rater="ben", level=3, primary=True, reason="Agreed on 3.")
    assert from_gradebook(store, course, "equity").written == 0
    assert to_gradebook(store, course, "equity").written == 1
    assert scores(course)["event"] == (3.0, False)


def test_a_mark_changed_in_the_gradebook_is_named_and_left_until_it_is_taken_over(course, store):
    rate(store, criteria=("event", "action"))
    to_gradebook(store, course, "equity")
    mark(url(course), "equity", "amy", "event", 1)
    moved = to_gradebook(store, course, "equity")
    assert (moved.written, moved.unchanged) == (0, 1)
    assert moved.left == (
        "amy: event of equity is 1 in the gradebook but 2 in the ratings. Run kit marks from-gradebook "
        f"{course} equity --counts to keep the gradebook's, or correct it in the gradebook.",
    )
    assert scores(course)["event"] == (1.0, False)
    assert from_gradebook(store, course, "equity", rater="mo", counts=True).written == 2
    assert [(r.rater, r.level, r.primary) for r in store.ratings() if r.criterion == "event"] == [
        ("ana", 2, False),
        ("mo", 1, True),
    ]
    assert [c.reason for c in store.changes()] == ["Changed in the gradebook."]
    # Back to a level that was rated before: still the marker's own decision.
    mark(url(course), "equity", "amy", "event", 2)
    assert to_gradebook(store, course, "equity").written == 0
    assert from_gradebook(store, course, "equity", counts=True).written == 1


def test_a_first_difference_has_no_side_and_nothing_is_overwritten(course, store):
    mark(url(course), "equity", "amy", "event", 1)
    rate(store, criteria=("event",))
    assert "is 1 in the gradebook but 2 in the ratings" in to_gradebook(store, course, "equity").left[0]


def test_what_is_no_level_is_named(course, store):
    with Gradebook(url(course)) as gb:
        grade = gb.find_grade("equity_event", "equity", "equity", "amy")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        gb.db.commit()
    rate(store, criteria=("event",))
    assert "2.5 in the gradebook" in to_gradebook(store, course, "equity").left[0]
    moved = from_gradebook(store, course, "equity")
    assert moved.left == ("amy: 2.5 for event of equity is not a level; give 0, 1, 2 or 3 in the gradebook.",)
    assert moved.written == 0


def test_extra_credit_is_said_to_be_what_keeps_a_mark_from_being_a_level(course, store):
    mark(url(course), "equity", "amy", "event", 2)
    with Gradebook(url(course)) as gb:
        gb.find_grade("equity_event", "equity", "equity", "amy").extra_credit = 1
        gb.db.commit()
    rate(store, criteria=("event",))
    (said,) = to_gradebook(store, course, "equity").left
    assert "event of equity is 2 with 1 extra credit in the gradebook" in said
    assert "--counts" not in said
    assert (
        "2 with 1 extra credit for event of equity is not a level"
        in from_gradebook(store, course, "equity").left[0]
    )


def test_a_new_text_does_not_get_the_mark_of_the_old_one(course, store):
    rate(store, revision=TEXT, criteria=("event",))
    rate(store, "bo", criteria=("event",), at=AT - timedelta(days=365))
    to_gradebook(store, course, "equity")
    hand_in(course, "amy", "equity", make.line("A later text.", 1, id=LATER, parent=TEXT))
    assert make.nbgrader_here(course, "autograde", "equity", "--force") == 0
    assert scores(course)["event"] == (2.0, True)
    assert from_gradebook(store, course, "equity").written == 0
    moved = to_gradebook(store, course, "equity")
    other = "the rating is of a different text from the gradebook's; autograde it or rate it again."
    assert moved.left == (
        f"amy: event of equity: {other}",
        f"bo: event of equity: {other}",
    )
    assert scores(course)["event"] == (2.0, True)
    rate(store, revision=LATER, criteria=("event",), level=3, primary=True, reason="A new text.")
    assert to_gradebook(store, course, "equity").written == 1
    assert scores(course)["event"] == (3.0, False)


def test_autograding_the_same_text_again_keeps_its_mark(course, store):
    rate(store, revision=TEXT)
    to_gradebook(store, course, "equity")
    assert make.nbgrader_here(course, "autograde", "equity", "--force") == 0
    assert scores(course)["event"] == (2.0, True)
    assert to_gradebook(store, course, "equity").written == 5
    assert scores(course)["event"] == (2.0, False)


def test_what_is_not_there_is_said(course, store, tmp_path):
    for call in (to_gradebook, from_gradebook):
        with pytest.raises(KitError, match="'start' isn't a marked assignment"):
            call(store, course, "start")
        with pytest.raises(NotFound, match="there is no gradebook at"):
            call(store, tmp_path, "equity")
        with pytest.raises(NotFound, match="the gradebook has no respect"):
            call(store, course, "respect")
