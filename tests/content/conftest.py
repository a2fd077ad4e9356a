"""A small course for each test, which the test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import Course, is_fault, small_course


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, for tests that only read it."""
    return small_course(tmp_path_factory.mktemp("small"))


@pytest.fixture
def course(small: Path, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(small, tmp_path / "course")))


@pytest.fixture
def only(course: Course) -> Callable[..., None]:
    """A function that breaks one place, and checks for exactly one fault: its line, code and facts."""

    def breaks(name: str, old: str, new: str, code: str, /, *, at: int = 0, **facts: object) -> None:
        line = course.edit(name, old, new) + at
        (fault,) = course.faults()
        assert (fault.file, fault.line) == (name, line)
        assert is_fault(fault, code, **facts), fault

    return breaks
