"""Which hand-ins are marked and counted: those with a reflection, of people on the class list."""

from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from kit.classroom import read_roster
from kit.content import compiled
from kit.grading.handed import marked_of_somebody_else
from kit.grading.texts import graded_item, has_text
from kit.model import Rating


def markable(course_root: Path) -> Callable[[str, str], bool]:
    """Return a function that tells whether a learner's hand-in of an assignment is marked.

    Whoever isn't in ``roster.csv`` is in no number, if there is one. A hand-in without its reflection has
    nothing to mark, and one that the instructor said is somebody else's isn't marked either.
    """
    listed = {one.id for one in read_roster(course_root)}
    elses = marked_of_somebody_else(course_root)

    @cache
    def is_markable(learner: str, assignment: str) -> bool:
        if elses(learner, assignment) or (listed and learner not in listed):
            return False
        return not is_without_reflection(course_root, learner, assignment)

    return is_markable


def of_markable(is_markable: Callable[[str, str], bool], ratings: Iterable[Rating]) -> list[Rating]:
    """Return the ratings of texts that are marked; a story is of no assignment."""
    assignment_of = {one.graded: one.id for one in compiled().assignments}
    return [one for one in ratings if is_markable(one.learner, assignment_of.get(one.item, ""))]


def is_without_reflection(course_root: Path, learner: str, assignment: str) -> bool:
    """Return whether a hand-in of a marked assignment is here, but no text that could be marked."""
    item = graded_item(assignment)
    folders = [course_root / step / learner / assignment for step in ("autograded", "submitted")]
    # If somebody deleted the hand-in here, its marks still count.
    came = [one for one in folders if item and any(one.glob("*"))]
    return bool(came) and not any(has_text(one, item or "") for one in came)
