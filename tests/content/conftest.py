"""A small course of its own for each test, which the test may break."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from courses import small_course

from kit.content.checking import check


class Course:
    """A copy of the content, with the means to break it in one place."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the first `old` in a file; returns the line it stood on."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def faults(self) -> list[str]:
        return check(self.root)


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, for tests that only look."""
    return small_course(tmp_path_factory.mktemp("small"))


@pytest.fixture
def course(small: Path, tmp_path: Path) -> Course:
    return Course(Path(shutil.copytree(small, tmp_path / "course")))


@pytest.fixture
def only(course: Course) -> Callable[..., None]:
    """Break one place; exactly one fault may come of it, on that line and in these words."""

    def breaks(name: str, old: str, new: str, *words: str, line: int = 0) -> None:
        at = course.edit(name, old, new) + line
        faults = course.faults()
        assert len(faults) == 1, faults
        assert faults[0].startswith(f"{name}:{at}: "), faults[0]
        assert "; " in faults[0], "a fault says what right looks like"
        for word in words:
            assert word in faults[0], faults[0]

    return breaks
