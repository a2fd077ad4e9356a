"""A gradebook that is looked at again and again: opened once, and never held between two looks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kit.grading.gradebook_opening import faults_in_words, impatient, open_gradebook
from kit.grading.gradebook_record import Cell, cells_of


class GradebookLookedAt:
    """nbgrader's gradebook for whoever only looks: it waits for nobody, and nobody waits for it.

    Opening it each time would take most of a look. ``url`` is asked for at the first look.
    """

    def __init__(self, url: Callable[[], str]) -> None:
        self._url = url
        self._open: tuple[str, Any, ExitStack] | None = None

    def cells(self, course_root: Path, assignment: str, learner: str | None = None) -> list[Cell]:
        """As `cells_of`, as things stand now; raises what `open_gradebook` does."""
        try:
            url, gradebook = self._opened()
            with faults_in_words(url):
                try:
                    return cells_of(gradebook, course_root, assignment, learner)
                finally:
                    # Ends the transaction: one that goes on keeps others from writing, and shows what was.
                    gradebook.db.close()
        except Exception:
            self.close()
            raise

    def close(self) -> None:
        """Let it go."""
        if self._open is not None:
            stack, self._open = self._open[2], None
            stack.close()

    def _opened(self) -> tuple[str, Any]:
        if self._open is None:
            url, stack = impatient(self._url()), ExitStack()
            self._open = url, stack.enter_context(open_gradebook(url)), stack
        return self._open[0], self._open[1]
