"""Choose which of the markers' comments a learner gets: those of the marker whose levels count."""

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
"""The raters that are recorded for levels typed into nbgrader's marking page."""


class Said(NamedTuple):
    """The markers' comments to one learner on one text."""

    comments: tuple[Comment, ...] = ()
    closing: str | None = None
    one_thing: str | None = None


def standing_comments(
    course_root: Path, assignment: str, ratings: Path | str | None = None
) -> list[MarkerComment]:
    """Return every current comment on an assignment, or none if there are no ratings yet.

    ``ratings`` is the same as in `kit.grading.counting.marks_that_count`.
    """
    if ratings is None and not (course_root / FILE).is_file():
        return []
    with open_ratings(course_root if ratings is None else ratings, create=False) as store:
        return Comments(store.database).standing(assignment)


def comments_that_count(
    marks: Collection[Mark], standing: Iterable[MarkerComment], revision: str | None
) -> Said:
    """Choose the comments that go to a learner.

    A comment on a criterion counts if its marker's level counts. Any other comment, such as a closing line,
    counts if most of the levels are that marker's. If it isn't known who gave the levels, comments count only
    if one marker wrote all of them.

    Parameters
    ----------
    marks
        The marks that count for one learner's text.
    standing
        All markers' current comments on that text.
    revision
        The id of the answer that the feedback is on. A comment on another revision loses its position, so it
        is found by its quote or shown without a position.

    Returns
    -------
    Said
        The comments that count, in the order of ``standing``.
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
    # If two markers gave equally many levels, the one who decided last wins.
    given = Counter(str(one["rater"]) for one in sorted(known, key=_when, reverse=True))
    return given.most_common(1)[0][0]


def _when(one: Mark) -> float:
    return one["at"].timestamp() if one["at"] else 0.0
