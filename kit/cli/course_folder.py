"""Which course folder a command works on when none is named."""

from __future__ import annotations

from pathlib import Path

from kit.model import NotFound


def course_folder(named: Path | None) -> Path:
    """The folder named, else the one we stand in, else ``~/partnership-course``."""
    from kit.journal import find_workspace

    if named is not None:
        return named
    usual = Path.home() / "partnership-course"
    found = find_workspace(Path.cwd()) or find_workspace(usual)
    if found is None:
        raise NotFound(
            f"neither this folder nor {usual} is a course folder; name one with "
            "--workspace, or make one with: kit start"
        )
    return found
