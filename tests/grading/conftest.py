from __future__ import annotations

from types import ModuleType

import pytest

pytest.importorskip("nbgrader")

import make_submissions


@pytest.fixture(scope="session")
def make() -> ModuleType:
    """The module that makes hand-ins, ``tests/data/submissions/make_submissions.py``."""
    return make_submissions
