"""Two checkouts: the real one, which is only read, and a small one to build and change."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from courses import ROOT, small_course

from kit.build import build


@pytest.fixture(scope="session")
def real() -> Path:
    """The real checkout. `test_making` proves that the committed files are those that the content builds."""
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course, built once for all tests that only read it."""
    root = small_course(tmp_path_factory.mktemp("checkout"))
    build(root)
    return root


@pytest.fixture
def checkout(built: Path, tmp_path: Path) -> Path:
    """The small course, built, for a test that changes it."""
    return Path(shutil.copytree(built, tmp_path / "checkout"))
