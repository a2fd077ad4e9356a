"""A hand-in that was read: what its files say about themselves, and which of that is impossible."""

import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from kit.handin.records import ABOUT, JOURNAL
from kit.journal.lines import MOST_SEQ
from kit.journal.voice import known_voice
from kit.model import KitError, VoiceId

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
"""No hand-in can be older than this."""

_MOST_LEVELS, _MOST_LINES = 50, 20_000
_AHEAD = timedelta(days=1)


class Received(BaseModel):
    """A hand-in that was read from a file or folder called ``name``.

    ``files`` has the files that were asked for. The journal's ``private`` lines are counted and left out.
    ``learner`` is as in ``handin.json``, even if it isn't a valid id.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    files: dict[str, bytes]
    private: int
    learner: str | None
    workspace: str | None
    assignment: str | None
    seq: int | None
    """The last number of the workspace's journal at hand-in; earlier versions' hand-ins don't have it."""
    at: datetime
    """When it was handed in; if that is missing or impossible, when the file arrived."""
    odd_time: str | None
    """The time that it states, if that is impossible."""
    voice: VoiceId | None = None
    """The learner's voice, if stated."""


def received(name: str, files: dict[str, bytes], arrived: datetime) -> Received:
    """Return the hand-in made of these files, with private lines removed from its journal."""
    said = _said(files.get(ABOUT, b"{}"))
    private = 0
    if JOURNAL in files:
        if files[JOURNAL].count(b"\n") > _MOST_LINES:
            raise KitError("handin.too_many_lines", journal=JOURNAL, file=name, most=_MOST_LINES)
        lines = io.BytesIO(files[JOURNAL]).readlines()
        kept = [one for number, one in enumerate(lines, start=1) if not _is_private(one, number, name)]
        private = len(lines) - len(kept)
        files = {**files, JOURNAL: b"".join(kept)}
    whose = {key: _text(said.get(key)) for key in ("learner", "workspace", "assignment")}
    at, odd_time = _when(said.get("at"), arrived)
    seq = said.get("seq")
    return Received(
        name=name,
        files=files,
        private=private,
        at=at,
        odd_time=odd_time,
        voice=known_voice(said.get("voice")),
        seq=seq if type(seq) is int and 0 <= seq <= MOST_SEQ else None,
        **whose,
    )


def _said(about: bytes) -> dict[str, Any]:
    try:
        said: Any = json.loads(about)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}


def _text(said: object) -> str | None:
    # Half an emoji can't be written into any file.
    return said.encode("utf-8", "replace").decode() if isinstance(said, str) else None


def _is_private(line: bytes, number: int, name: str) -> bool:
    try:
        said = json.loads(line)
        # Deep nesting needs many brackets, which hardly any line has.
        if line.count(b"[") + line.count(b"{") > _MOST_LEVELS and too_deep(said):
            raise RecursionError
        return bool(said["lane"] != "shared")
    except RecursionError:
        raise KitError("handin.nested", journal=JOURNAL, file=name, line=number, most=_MOST_LEVELS) from None
    except (ValueError, KeyError, TypeError):
        return b"private" in line


def _when(said: object, arrived: datetime) -> tuple[datetime, str | None]:
    if said is None:
        return arrived, None
    try:
        moment = datetime.fromisoformat(str(said))
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        moment = datetime.min.replace(tzinfo=UTC)
    if BEGAN <= moment <= arrived + _AHEAD:
        return moment, None
    return arrived, re.sub(r"[^\w:.+ -]", "?", str(said)[:40])


def too_deep(value: object, most: int = _MOST_LEVELS) -> bool:
    """Return whether lists and objects are nested more than ``most`` levels deep.

    >>> too_deep({"a": [1, 2]}, 2), too_deep({"a": [1, [2]]}, 2)
    (False, True)
    """
    level: list[Any] = [value]
    for _ in range(most + 1):
        level = [one for one in level if isinstance(one, dict | list)]
        if not level:
            return False
        level = [child for one in level for child in (one.values() if isinstance(one, dict) else one)]
    return True


def people(workspaces: Sequence[set[str]]) -> list[set[int]]:
    """Group hand-ins that share a workspace, directly or through others; each group is one person.

    >>> people([{"A"}, {"B"}, {"B", "C"}, {"C"}])
    [{0}, {1, 2, 3}]
    """
    groups: list[tuple[set[str], set[int]]] = []
    for number, keys in enumerate(workspaces):
        linked = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if group not in linked]
        groups.append((keys.union(*(g[0] for g in linked)), {number}.union(*(g[1] for g in linked))))
    return [numbers for _, numbers in groups]
