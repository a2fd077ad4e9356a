"""What every step of ours in an nbgrader pipeline is: on unless switched off, and typed."""

from __future__ import annotations

from typing import Any, TypeAlias

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from kit.grading.open_gradebook import GradebookFault
from kit.grading.refusals import refuse

Notebook: TypeAlias = Any
Resources: TypeAlias = Any


class Step(Preprocessor):
    """Base of the steps; nbgrader's own base warns about a setting that it does not know."""

    enabled = Bool(True, help="Whether the step is taken.").tag(config=True)

    def __call__(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Take the step; a gradebook that cannot be used is one sentence in the log."""
        try:
            return super().__call__(nb, resources)  # type: ignore[no-any-return,no-untyped-call]  # nbconvert has no types
        except GradebookFault as fault:
            raise refuse(self.log, fault) from None
