"""Whose lines stand in a journal that names no learner, found without reading the answers."""

from __future__ import annotations

import re
from pathlib import Path

from kit.files import NotPlain

_WORKSPACE = re.compile(rb'"workspace"\s*:\s*"([0-7][0-9A-HJKMNP-TV-Z]{25})"')


def owner_of(line: bytes) -> str | None:
    """The workspace that a line names, whether or not the line is sound."""
    match = _WORKSPACE.search(line)
    return match[1].decode() if match else None


def workspaces_in(path: Path) -> list[str]:
    """Ids of the workspaces whose lines stand in a journal, in the order they come."""
    found: dict[str, None] = {}
    if path.is_symlink():
        raise NotPlain(path)
    with path.open("rb") as file:
        for line in file:
            if owner := owner_of(line):
                found.setdefault(owner, None)
    return list(found)
