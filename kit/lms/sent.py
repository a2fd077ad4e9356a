"""The grades written for a platform so far, to tell ours on the platform from those entered there by hand.

Every number ever written is kept, since we can't see which file the instructor imported in the end.
"""

import json
from collections.abc import Iterable
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kit.files import read_plain, replace
from kit.lms.platform_file import PlatformFault

FILE = "grades_sent.json"

Sent = dict[str, dict[str, list[float]]]
"""Every number written so far, by assignment and learner."""


def read_sent(root: Path) -> Sent:
    """Return what was written before; empty for a new course. Raises `PlatformFault` if it is damaged."""
    try:
        return TypeAdapter(Sent).validate_json(read_plain(root / FILE))
    except FileNotFoundError:
        return {}
    except ValidationError:
        raise PlatformFault(
            f"{root / FILE} can't be read; restore a copy of it, or move it away. Without it, kit assumes "
            "that somebody else entered every grade that differs on the platform."
        ) from None


def note_sent(root: Path, written: Iterable[tuple[str, str, float]]) -> None:
    """Save what is written for a platform: the assignment, learner and points of each grade.

    Raises `PlatformFault` if the file is damaged.

    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> note_sent(root, [("equity", "ana", 12.0)])
    >>> note_sent(root, [("equity", "ana", 13.0), ("equity", "ana", 12.0)])
    >>> read_sent(root)
    {'equity': {'ana': [12.0, 13.0]}}
    """
    sent = read_sent(root)
    for assignment, learner, points in written:
        numbers = sent.setdefault(assignment, {}).setdefault(learner, [])
        if points not in numbers:
            numbers.append(points)
    if sent:
        _write(root, sent)


def forget_sent(root: Path, learner: str) -> bool:
    """Remove a learner, and return whether any grades were there. Raises `PlatformFault` if it is damaged.

    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> note_sent(root, [("equity", "ana", 12.0)])
    >>> forget_sent(root, "ana"), read_sent(root)
    (True, {'equity': {}})
    """
    sent = read_sent(root)
    found = [learners.pop(learner, None) for learners in sent.values()]
    if any(found):
        _write(root, sent)
    return any(found)


def _write(root: Path, sent: Sent) -> None:
    replace(root / FILE, json.dumps(sent, indent=1, sort_keys=True).encode(), 0o600)
