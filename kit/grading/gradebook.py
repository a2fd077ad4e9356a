"""Write marks into nbgrader's gradebook, which holds the marks that count.

`kit.ratings` keeps every marker's every level beside it. All access is through `nbgrader.api.Gradebook`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from kit.grading.gradebook_opening import faults_in_words, impatient, open_gradebook, url_of
from kit.grading.gradebook_record import Cell, Held, cells_of, of_earlier_text
from kit.model import NotFound, PlainError, Rating
from kit.ratings import Ratings

UNNAMED = "gradebook"
"""The rater's name that earlier versions recorded for marks typed into nbgrader's page."""
BESIDE = "Given in the gradebook, where the earlier mark could be seen."
"""The reason recorded for a rating that was not given blind."""


class ChangedThere(PlainError):
    """The error for a mark that somebody changed in the gradebook since it was last read."""


class Gradebook:
    """nbgrader's gradebook, opened once and never locked between two calls.

    It waits only a moment for other programs. Opening it for each call would take most of the time. ``url``
    is called when the gradebook is opened.
    """

    def __init__(self, course_root: Path, assignment: str, url: str | None = None) -> None:
        self._place = course_root, assignment
        self._url: Callable[[], str] = lambda: url_of(course_root, url)
        self._open: tuple[str, Any, ExitStack] | None = None

    def cells(self, learner: str | None = None) -> list[Cell]:
        """Return the marks as they are now. Raises the same errors as `cells_of` and `open_gradebook`."""
        with self._session() as gradebook:
            return cells_of(gradebook, *self._place, learner)

    @contextmanager
    def changing(self, learner: str, criterion: str, expected: Held | None = None) -> Iterator[Cell]:
        """Give a mark to be changed with `Cell.put`. It is saved when the block ends without an error.

        ``expected`` is the mark as it was last read. Raises `ChangedThere` if it is another one now,
        `NotFound` if the gradebook has no such mark, and `GradebookFault` if another program is using the
        gradebook.
        """
        with self._session() as gradebook:
            found = cells_of(gradebook, *self._place, learner)
            cell = next((one for one in found if one.criterion == criterion), None)
            if cell is None:
                raise NotFound(
                    f"this hand-in of {self._place[1]} is not in the gradebook; run kit collect, then give "
                    "the level again."
                )
            if expected is not None and cell.held != expected:
                raise ChangedThere(
                    f"the mark for {criterion} was changed in the gradebook and is {cell.shown or 'open'} "
                    "now; look at it, and give your level again."
                )
            yield cell
            gradebook.db.commit()

    def close(self) -> None:
        """Close the gradebook; the next call opens it again."""
        if self._open is not None:
            stack, self._open = self._open[2], None
            stack.close()

    @contextmanager
    def _session(self) -> Iterator[Any]:
        try:
            if self._open is None:
                url, stack = impatient(self._url(), 1.0), ExitStack()
                self._open = url, stack.enter_context(open_gradebook(url)), stack
            url, gradebook, _ = self._open
            with faults_in_words(url):
                try:
                    yield gradebook
                finally:
                    # End the transaction: an open one keeps others from writing, and shows old data.
                    gradebook.db.close()
        except Exception:
            self.close()
            raise


def settle(gradebook: Gradebook, ratings: Ratings, chosen: Rating, reason: str, by: str) -> tuple[int, Held]:
    """Decide that a rating is the mark, in both databases; return the decision's number and the mark before.

    Raises `PlainError` if the rating is of an earlier text, and the errors of `Gradebook.changing` and
    `kit.ratings.Ratings.settle`; nothing is changed then.
    """
    with gradebook.changing(chosen.learner, chosen.criterion) as cell:
        if chosen.level is None or of_earlier_text(cell.text, chosen):
            raise PlainError(
                f"{chosen.rater}'s level for {chosen.criterion} is of a different text from the one that is "
                f"marked now in {cell.assignment}; mark this one first."
            )
        held = cell.held
        cell.put(chosen.level)
        return ratings.settle(chosen, reason, by), held
