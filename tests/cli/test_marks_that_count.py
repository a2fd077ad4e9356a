"""Which mark counts, and from whom: after a second round, after a revision, and while nobody can tell."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import UTC, datetime

import pytest
from marking_page import mark
from nbgrader.api import Gradebook
from typed import kit

from kit.content import compiled
from kit.grading.counting import marks_that_count
from kit.grading.gradebook_opening import GradebookFault, refuse_locked
from kit.model import KitError, Rating
from kit.ratings import open_ratings

CRITERIA = tuple(criterion.id for criterion in compiled().rubric.criteria)
LEARNERS = [f"l{n:02d}" for n in range(12)]
AT = datetime(2026, 11, 25, tzinfo=UTC)
EQUITY = "equity.reflection"


def level(learner: int, criterion: int) -> int:
    return (learner + criterion) % 4


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """Twelve learners, five criteria each, marked in the gradebook."""
    root = tmp_path_factory.mktemp("marked") / "course"
    root.mkdir()
    with Gradebook(url(root)) as gb:
        gb.add_assignment("equity")
        gb.add_notebook("equity", "equity")
        gb.add_grade_cell("equity_answer", "equity", "equity", max_score=0, cell_type="markdown")
        for criterion in CRITERIA:
            gb.add_task_cell(f"equity_{criterion}", "equity", "equity", max_score=3, cell_type="markdown")
        for n, learner in enumerate(LEARNERS):
            gb.add_student(learner)
            gb.add_submission("equity", learner)
            for k, criterion in enumerate(CRITERIA):
                grade = gb.find_grade(f"equity_{criterion}", "equity", "equity", learner)
                grade.manual_score, grade.needs_manual_grade = float(level(n, k)), False
        gb.add_student("late_lee")
        gb.db.commit()
    return root


@pytest.fixture
def root(marked, tmp_path):
    return shutil.copytree(marked, tmp_path / "course")


def url(root):
    return f"sqlite:///{root / 'gradebook.db'}"


def key(rating):
    return rating.learner, rating.criterion


def counting(root):
    return {(m["learner"], m["criterion"]): (m["level"], m["rater"]) for m in marks_that_count(root).marks}


def rated(root, rater, learner, criterion, level):
    with open_ratings(root) as store:
        about = {"learner": learner, "criterion": criterion, "item": EQUITY, "at": AT}
        store.record([Rating(**about, rater=rater, level=level)])


def test_a_mark_set_right_in_the_gradebook_counts_at_once(root):
    rated(root, "Ana", "l00", "event", 0)
    assert counting(root)["l00", "event"] == (0, "Ana")
    mark(url(root), "equity", "l00", "event", 2)
    assert counting(root)["l00", "event"] == (2, None)


def test_a_settled_level_is_written_into_the_gradebook(root):
    rated(root, "Ana", "l00", "event", 0)
    rated(root, "Ben", "l00", "event", 3)
    assert counting(root)["l00", "event"] == (0, "Ana")
    done = kit(
        "marks", "settle", root, "l00", EQUITY, "event",
        "--rater", "Ben", "--by", "Ana", "--reason", "Agreed.",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert counting(root)["l00", "event"] == (3, "Ben")


def test_a_criterion_that_waits_after_a_new_text_has_no_mark(root):
    with Gradebook(url(root)) as gb:
        gb.find_grade("equity_event", "equity", "equity", "l00").needs_manual_grade = True
        gb.find_grade("equity_action", "equity", "equity", "l00").manual_score = 2.5
        gb.db.commit()
    assert {key for key in counting(root) if key[0] == "l00"} == {
        ("l00", c) for c in ("assumption", "perspective", "strategy")
    }


def test_who_handed_in_nothing_has_no_mark_and_no_zero(root):
    assert "late_lee" not in {learner for learner, _ in counting(root)}
    assert "late_lee" in marks_that_count(root).gradebook.learners


def test_stories_count_by_the_ratings_alone_and_a_course_without_gradebook_too(tmp_path):
    about = {"learner": "amy", "criterion": "event", "at": AT}
    with open_ratings(tmp_path) as store:
        for who, item, level in (("ana", "vignette.a", 2), ("ben", "vignette.a", 3), ("ben", EQUITY, 1)):
            store.record([Rating(**about, rater=who, item=item, level=level)])
    found = marks_that_count(tmp_path)
    assert [(m["item"], m["level"], m["rater"], m["at"]) for m in found.marks] == [
        ("vignette.a", 2, "ana", AT),
        (EQUITY, 1, "ben", AT),
    ]
    assert len(found.ratings) == 3


@pytest.fixture
def locked(root):
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    yield root
    other.close()


def test_a_report_of_a_locked_gradebook_gives_no_advice_that_loses_data(locked):
    with pytest.raises(KitError, match="close the other program") as fault:
        marks_that_count(locked)
    assert "upgrade" not in str(fault.value)
    assert "copy" not in str(fault.value)


def test_a_gradebook_is_looked_at_before_nbgrader_opens_it(locked):
    with pytest.raises(GradebookFault, match="close the other program"):
        refuse_locked(locked / "gradebook.db")
