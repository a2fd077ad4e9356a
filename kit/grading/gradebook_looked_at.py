"""A gradebook for repeated reading: it is opened once, and never locked between two reads."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kit.grading.gradebook_opening import faults_in_words, impatient, open_gradebook
from kit.grading.gradebook_record import Cell, cells_of


class GradebookLookedAt:
    """nbgrader's gradebook for a caller that only reads.

    It waits only a moment for other programs, and doesn't keep them waiting between two reads.
    Opening it for each read would take most of the time. ``url`` is called when the gradebook is opened.
    """

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._open: tuple[str, Any, ExitStack] | None = None

    def cells(self, course_root: Path, assignment: str, learner: str | None = None) -> list[Cell]:
        """Return `cells_of` for the gradebook's current state.

        Raises the same errors as `cells_of` and `open_gradebook`.
        """
        try:
            url, gradebook = self._opened()
            with faults_in_words(url):
                try:
                    return cells_of(gradebook, course_root, assignment, learner)
                finally:
                    # End the transaction: an open one keeps others from writing, and shows old data.
                    gradebook.db.close()
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Close the gradebook; the next read opens it again."""
        if self._open is not None:
            stack, self._open = self._open[2], None
            stack.close()

    def _opened(self) -> tuple[str, Any]:
        if self._open is None:
            url, stack = impatient(self._url()), ExitStack()
            self._open = url, stack.enter_context(open_gradebook(url)), stack
        return self._open[0], self._open[1]
