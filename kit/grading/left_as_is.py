"""Say why marks of the gradebook were left unchanged, in a sentence for each that names the learner.

The desk has its own sentences, because it shows codes instead of learners' ids.
"""

import shlex
from collections.abc import Iterable
from pathlib import Path
from typing import Literal, NamedTuple

from kit.grading.counting import of_earlier_text
from kit.grading.gradebook_record import Cell
from kit.model import Rating
from kit.ratings import arguments
from kit.terminal import some

_NAMED = 10


class Left(NamedTuple):
    """One criterion of one learner, or the learner's whole text if it isn't in the gradebook."""

    why: Literal["earlier_text", "no_level", "changed", "not_there"]
    """Why: the rating is of another text, or the mark isn't a level, was changed since, or isn't there."""
    assignment: str
    learner: str
    rater: str
    """The rater whose rating counts."""
    criterion: str = ""
    mark: str = ""
    """The gradebook's mark."""
    level: int | None = None
    """The rating's level."""


def left_as_is(cell: Cell, rating: Rating) -> Left:
    """Return why a rating didn't overwrite a mark."""
    why: Literal["earlier_text", "no_level", "changed"] = (
        "earlier_text"
        if of_earlier_text(cell.text, rating)
        else "no_level"
        if cell.odd is not None
        else "changed"
    )
    mark = cell.shown or ""
    return Left(why, cell.assignment, cell.learner, rating.rater, cell.criterion, mark, rating.level)


def not_there(ratings: Iterable[Rating], learners: set[str], assignment: str) -> list[Left]:
    """Return those who are rated but not among the gradebook's ``learners``."""
    away = {one.learner: one.rater for one in ratings if one.learner not in learners}
    return [Left("not_there", assignment, learner, rater) for learner, rater in sorted(away.items())]


def sentences(left: Iterable[Left], course_root: Path, place: Path | str) -> tuple[str, ...]:
    """Return a sentence about each, with the learner's id, for a terminal.

    Each command names ``place``, where the ratings are, unless it is the course root.
    """
    left = list(left)
    said = [_sentence(one, course_root, place) for one in left if one.why != "not_there"]
    away = [one for one in left if one.why == "not_there"]
    if away:
        names = some([one.learner for one in away], _NAMED)
        said.append(
            f"{names}: rated, but not in the gradebook. Run kit collect {shlex.quote(str(course_root))} "
            f"{away[0].assignment} to bring in what was handed in. If you said that a hand-in is somebody "
            "else's, its marks stay in the ratings only."
        )
    return tuple(said)


def _sentence(one: Left, course_root: Path, place: Path | str) -> str:
    where = f"{one.learner}: {one.criterion} of {one.assignment}"
    if one.why == "earlier_text":
        return (
            f"{where}: the rating is of a different text from the gradebook's; autograde it or rate it again."
        )
    if one.why == "no_level":
        return f"{where} is {one.mark} in the gradebook, which is not a level; give 0, 1, 2 or 3 there."
    told = arguments(course_root, one.assignment, place)
    return (
        f"{where} is {one.mark} in the gradebook but {one.level} in the ratings. Run kit marks "
        f"from-gradebook {told} --counts to keep the gradebook's, or correct it in the gradebook."
    )
