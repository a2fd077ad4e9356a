"""A small course for each test, which the test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import Course, small_course


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, for tests that only read it."""
    return small_course(tmp_path_factory.mktemp("small"))


@pytest.fixture
def course(small: Path, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(small, tmp_path / "course")))


@pytest.fixture
def only(course: Course) -> Callable[..., None]:
    """A function that breaks one place, and checks for exactly one fault on that line, with these words."""

    def breaks(name: str, old: str, new: str, *words: str, line: int = 0) -> None:
        at = course.edit(name, old, new) + line
        faults = course.faults()
        assert len(faults) == 1, faults
        assert faults[0].startswith(f"{name}:{at}: "), faults[0]
        assert "; " in faults[0], "a fault says what right looks like"
        for word in words:
            assert word in faults[0], faults[0]

    return breaks
