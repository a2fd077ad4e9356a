"""What every step of ours in an nbgrader pipeline is: on unless switched off, and typed."""

from __future__ import annotations

from typing import Any, TypeAlias

from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

Notebook: TypeAlias = Any
Resources: TypeAlias = Any


class Step(Preprocessor):
    """Base of the steps; nbgrader's own base warns about a setting that it does not know."""

    enabled = Bool(True, help="Whether the step is taken.").tag(config=True)
