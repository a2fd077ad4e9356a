"""Make a course root with hand-ins that answer every question of the weeks that a learner finished."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

from ulid import ULID

from kit.classroom import Member, write_roster
from kit.content import compiled
from kit.handin.weeks import course_weeks
from kit.journal.lines import line_of
from kit.journal.looking import Answer
from kit.model import Response

NOON = datetime(2026, 10, 1, 12, tzinfo=UTC)
OF = {f"{one.notebook}.ipynb": one.id for one in compiled().assignments}
WEEKS = {OF[week.notebook]: week for week in course_weeks()}
FOLLOW_UP = "follow_up"
NEEDED = tuple(id for id in WEEKS if id != FOLLOW_UP)


def response(answer: Answer, seq: int, workspace: str, value: object = "Words.") -> Response:
    return Response(
        id=str(ULID()), parent=None, workspace=workspace, item=answer.item, item_hash="0" * 12,
        case=answer.case, occasion=answer.occasion, seq=seq, at=NOON, lane="shared", value=value,
    )  # fmt: skip


def hand_in(
    root: Path,
    learner: str,
    weeks: Collection[str] = NEEDED,
    *,
    without: Collection[str] = (),
    instead: Mapping[str, str] = MappingProxyType({}),
) -> None:
    """Hand in some weeks with all answers, except those to the items in ``without``.

    ``instead`` maps an item to the one whose id is used in its place.
    """
    workspace = str(ULID())
    for id in weeks:
        asks = sorted(one for one in WEEKS[id].asks if one.item not in without)
        asks = [one._replace(item=instead.get(one.item, one.item)) for one in asks]
        file = root / "submitted" / learner / id / "responses.jsonl"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"".join(line_of(response(one, n, workspace)) for n, one in enumerate(asks)))


def class_of(root: Path, names: dict[str, str]) -> Path:
    """Make a course root with a roster."""
    root.mkdir(parents=True)
    write_roster(root, [Member(id, name=name) for id, name in names.items()])
    return root
