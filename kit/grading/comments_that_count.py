"""Which of the markers' comments a learner gets: those of the marker whose levels count."""

from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from kit.grading.counting import Mark
from kit.handin.feedback_record import Comment
from kit.ratings import open_ratings
from kit.ratings.comments import Comments, MarkerComment
from kit.ratings.database import FILE

_NOBODY = (None, "gradebook")
"""The rater of a level that was typed into nbgrader's marking page."""


class Said(NamedTuple):
    """What markers wrote to one learner on one text."""

    comments: tuple[Comment, ...] = ()
    closing: str | None = None
    one_thing: str | None = None


def standing_comments(
    course_root: Path, assignment: str, ratings: Path | str | None = None
) -> list[MarkerComment]:
    """Every comment that stands on an assignment; none where nobody rated yet.

    ``ratings`` are as in `kit.grading.counting.marks_that_count`.
    """
    if ratings is None and not (course_root / FILE).is_file():
        return []
    with open_ratings(course_root if ratings is None else ratings, create=False) as store:
        return Comments(store.database).standing(assignment)


def comments_that_count(
    marks: Collection[Mark], standing: Iterable[MarkerComment], revision: str | None
) -> Said:
    """Choose the comments that go to a learner.

    A comment on a criterion counts where its marker's level does; a closing line, and a comment on no
    criterion, where most levels are that marker's. Where nobody knows who gave the levels, the comments of
    the only marker who wrote any count.

    Parameters
    ----------
    marks
        The marks of one learner's text that count.
    standing
        Comments on that text that stand, of all markers.
    revision
        The answer that the feedback is on. Of a comment on another revision the place is left out, so that
        it is found by its quote or shown without a place.

    Returns
    -------
    Said
        The same comments give the same record, in whichever order they were written.
    """
    standing = list(standing)
    of_criterion = {one["criterion"]: one["rater"] for one in marks if one["rater"] not in _NOBODY}
    main = _main(marks, standing)
    counting = [one for one in standing if one.rater == of_criterion.get(one.criterion or "", main)]
    lines = {one.kind: one.text for one in counting if one.kind in ("closing", "one_thing")}
    comments = [
        Comment(
            text=one.text,
            criterion=one.criterion,
            start=one.start if one.revision == revision else None,
            end=one.end if one.revision == revision else None,
            quote=one.quote,
        )
        for one in counting
        if one.kind in ("passage", "criterion")
    ]
    return Said(tuple(comments), lines.get("closing"), lines.get("one_thing"))


def _main(marks: Collection[Mark], standing: Iterable[MarkerComment]) -> str | None:
    known = [one for one in marks if one["rater"] not in _NOBODY]
    if not known:
        writers = {one.rater for one in standing}
        return next(iter(writers)) if len(writers) == 1 else None
    # Of as many levels, the one who decided last.
    given = Counter(str(one["rater"]) for one in sorted(known, key=_when, reverse=True))
    return given.most_common(1)[0][0]


def _when(one: Mark) -> float:
    return one["at"].timestamp() if one["at"] else 0.0
