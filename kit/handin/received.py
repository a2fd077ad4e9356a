"""A hand-in that was read: what its files say of themselves, and what of that cannot be."""

import io
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from pydantic import BaseModel, ConfigDict

from kit.handin.records import ABOUT, JOURNAL, HandInFault
from kit.journal.lines import MOST_SEQ
from kit.journal.voice import known_voice
from kit.model import VoiceId

BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
"""The course is younger."""

_MOST_LEVELS = 50
_AHEAD = timedelta(days=1)


class Received(BaseModel):
    """What a hand-in, a file or folder called ``name``, holds of the files asked for and says of itself.

    The journal's ``private`` lines are counted and not in it. ``learner`` is as ``handin.json`` writes it,
    whether or not it can be an id. ``folder`` is the one that the file lay in; of one in a zip, the zip and
    the folders in it too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    folder: str
    files: dict[str, bytes]
    private: int
    learner: str | None
    workspace: str | None
    assignment: str | None
    seq: int | None
    """The last number of the workspace's journal when it was handed in; earlier hand-ins do not say."""
    at: datetime
    """When it was handed in; where it does not say so, or says what cannot be, when the file arrived."""
    odd_time: str | None
    """What it says of its time, where that cannot be."""
    voice: VoiceId | None = None
    """Whose year the learner lives, where it says so."""


def received(name: str, folder: str, files: dict[str, bytes], arrived: datetime) -> Received:
    """The hand-in that these files are, its journal without private lines."""
    said = _said(files.get(ABOUT, b"{}"))
    private = 0
    if JOURNAL in files:
        lines = io.BytesIO(files[JOURNAL]).readlines()
        kept = [one for number, one in enumerate(lines, start=1) if not _is_private(one, number, name)]
        private = len(lines) - len(kept)
        files = {**files, JOURNAL: b"".join(kept)}
    whose = {key: _text(said.get(key)) for key in ("learner", "workspace", "assignment")}
    at, odd_time = _when(said.get("at"), arrived)
    seq = said.get("seq")
    return Received(
        name=name,
        folder=folder,
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
    return said if isinstance(said, str) else None


def _is_private(line: bytes, number: int, name: str) -> bool:
    try:
        said = json.loads(line)
        # Whatever is deep has many brackets, and hardly any line has.
        if line.count(b"[") + line.count(b"{") > _MOST_LEVELS and too_deep(said):
            raise RecursionError
        return bool(said["lane"] != "shared")
    except RecursionError:
        why = f"{JOURNAL} in {name} is no journal: line {number} is nested more than {_MOST_LEVELS} deep"
        raise HandInFault(why) from None
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
    if BEGAN <= moment <= datetime.now(UTC) + _AHEAD:
        return moment, None
    return arrived, re.sub(r"[^\w:.+ -]", "?", str(said)[:40])


def too_deep(value: object, most: int = _MOST_LEVELS) -> bool:
    """Whether lists and objects lie more than so many levels deep in each other.

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
    """Hand-ins put together that share a workspace, directly or through others: one group a person.

    >>> people([{"A"}, {"B"}, {"B", "C"}, {"C"}])
    [{0}, {1, 2, 3}]
    """
    groups: list[tuple[set[str], set[int]]] = []
    for number, keys in enumerate(workspaces):
        linked = [group for group in groups if group[0] & keys]
        groups = [group for group in groups if group not in linked]
        groups.append((keys.union(*(g[0] for g in linked)), {number}.union(*(g[1] for g in linked))))
    return [numbers for _, numbers in groups]
