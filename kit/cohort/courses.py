"""What is a course, and its name: that of its folder, with what stands above it where two are alike."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePath


def is_course_root(folder: Path) -> bool:
    """Whether nbgrader keeps a course there."""
    return (folder / "nbgrader_config.py").is_file() or (folder / "submitted").is_dir()


def course_names(folders: Iterable[str]) -> dict[str, str]:
    """A name for each folder: as few of its last parts as tell it from the others.

    >>> course_names(["/srv/2025/assignments", "/srv/2026/assignments", "/srv/fall"])["/srv/2026/assignments"]
    '2026/assignments'
    >>> course_names(["/srv/2025/assignments"])
    {'/srv/2025/assignments': 'assignments'}
    """
    named: dict[str, str] = {}
    left, length = sorted(folders), 1
    while left:
        short = {folder: _last(folder, length) for folder in left}
        counted = list(short.values())
        whole = {f for f, name in short.items() if length >= len(PurePath(f).parts)}
        done = {f: name for f, name in short.items() if counted.count(name) == 1 or f in whole}
        named |= done
        left, length = [f for f in left if f not in done], length + 1
    return named


def _last(folder: str, length: int) -> str:
    parts = [part for part in PurePath(folder).parts if part != PurePath(folder).anchor]
    # A folder's name need not be text; a table's column is.
    return os.fsencode("/".join(parts[-length:]) or folder).decode("utf-8", errors="replace")
