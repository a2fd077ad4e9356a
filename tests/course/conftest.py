"""The small course, which a test may break to see that a rule of this folder finds it."""

from __future__ import annotations

from pathlib import Path

import pytest
from courses import Course, small_course


@pytest.fixture
def small(tmp_path: Path) -> Course:
    return Course(small_course(tmp_path / "small"))
