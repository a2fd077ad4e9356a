"""Whether a checkout's built content is older than what it is built from. Looks at times, reads nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


def out_of_date(root: Path) -> list[Path]:
    """Edited files that are newer than the last build of the checkout ``root``; none outside a checkout.

    A fresh clone writes all files within seconds of each other, hence the minute of grace.
    """
    edited = [root / "case_studies", root / "notebooks" / "text"]
    manifest = root / "kit" / "_compiled" / "manifest.json"
    if not all(folder.is_dir() for folder in edited):
        return []
    edited += [folder for folder in (root / "notebooks" / "instructor" / "guide",) if folder.is_dir()]
    built = manifest.stat().st_mtime if manifest.is_file() else 0.0
    return [path for path in _files(edited) if path.stat().st_mtime > built + 60]


def _files(folders: Iterable[Path]) -> list[Path]:
    found = [path for folder in folders for path in folder.rglob("*")]
    return sorted(path for path in found if path.is_file() and path.suffix in {".yaml", ".md", ".svg"})
