"""A small checkout to build: the real content, copied where a test may change it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kit.build import build

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once for all tests that only look."""
    root = tmp_path_factory.mktemp("checkout")
    for name in ("case_studies", "notebooks/text", "notebooks/instructor/guide"):
        shutil.copytree(ROOT / name, root / name)
    build(root)
    return root


@pytest.fixture
def checkout(built: Path, tmp_path: Path) -> Path:
    """A built checkout that a test may change."""
    return Path(shutil.copytree(built, tmp_path / "checkout"))
