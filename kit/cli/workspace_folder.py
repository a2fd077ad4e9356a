"""Which course folder a command works on when none is named."""

from __future__ import annotations

from pathlib import Path

from kit.model import NotFound


def workspace_folder(named: Path | None) -> Path:
    """The folder named, else the one we stand in, else ``~/partnership-course``."""
    from kit.journal import find_workspace
    from kit.launch.workspace import DEFAULT

    if named is not None:
        return named
    found = find_workspace(Path.cwd()) or find_workspace(DEFAULT)
    if found is None:
        raise NotFound(
            f"neither this folder nor {DEFAULT} is a course folder; name one with "
            "--workspace, or make one with: kit start"
        )
    return found
