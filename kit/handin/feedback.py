"""A feedback page that came back, put where the learner's notebook lists it."""

from __future__ import annotations

import re
from pathlib import Path

from kit.files import replace
from kit.model import KitError, NotFound

_LIMIT = 20_000_000


def receive_feedback(workspace: Path, file: Path) -> Path:
    """Copy a feedback page into ``<workspace>/feedback/``; a newer one of the same name takes its place.

    Parameters
    ----------
    workspace
        The learner's folder.
    file
        The page an instructor sent, ``<assignment>.html`` (a browser's ``equity (1).html`` will do).

    Returns
    -------
    Path
        The page in the workspace.

    Raises
    ------
    NotFound
        There is no such file.
    KitError
        It is not a feedback page of the course.
    """
    from kit.content import compiled

    if not file.is_file():
        raise NotFound(f"there is no page at {file}; check the name.")
    known = {one.id for case in compiled().cases.values() for one in case.items.assignments}
    match = re.fullmatch(r"([a-z0-9_]+?)([ _-]*\(?\d*\)?)\.html?", file.name)
    if match is None or match[1] not in known:
        raise KitError(
            f"{file.name} is not feedback on an assignment of this course; "
            f"its name begins with one of {', '.join(sorted(known))} and ends in .html."
        )
    if file.stat().st_size > _LIMIT:
        raise KitError(f"{file.name} is too large for a feedback page; ask your instructor to send it again.")
    target = workspace / "feedback" / f"{match[1]}.html"
    target.parent.mkdir(exist_ok=True)
    replace(target, file.read_bytes())
    return target
