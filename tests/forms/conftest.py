"""A small made-up course, and a journal that lives in memory."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from ulid import ULID

from kit.model import Content, Draft, NotSaved, Place, Response


class MemoryJournal:
    """The second implementation of `kit.model.Journal`."""

    def __init__(self):
        self.workspace = str(ULID())
        self.lines = []
        self.kept = {}
        self.full = False

    def _write(self):
        if self.full:
            raise NotSaved("Your answer is still on this page, not on disk yet: the disk is full.")

    def save(self, item, value, *, case, item_hash, occasion="during", lane="shared", parent=None):
        self._write()
        line = Response(
            id=str(ULID()), parent=parent, workspace=self.workspace, item=item, item_hash=item_hash,
            case=case, occasion=occasion, seq=len(self.lines), at=datetime.now(UTC), lane=lane, value=value,
        )  # fmt: skip
        self.lines.append(line)
        return line

    def heads(self, item, occasion="during"):
        mine = [r for r in self.lines if (r.item, r.occasion) == (item, occasion)]
        ends = [r for r in mine if r.id not in {c.parent for c in mine}]
        return list({(r.lane, str(r.value)): r for r in ends}.values())

    def responses(self, lane=None):
        return [r for r in self.lines if lane in (None, r.lane)]

    def save_draft(self, item, value, *, occasion="during", lane="private", parent=None):
        self._write()
        draft = Draft(
            item=item, occasion=occasion, parent=parent, lane=lane, at=datetime.now(UTC), value=value
        )
        self.kept[item, occasion] = draft
        return draft

    def draft(self, item, occasion="during"):
        return self.kept.get((item, occasion))

    def drafts(self):
        return list(self.kept.values())

    def discard_draft(self, item, occasion="during"):
        self.kept.pop((item, occasion), None)

    def delete_private(self, item, occasion="during"):
        before = len(self.lines)
        self.lines = [r for r in self.lines if (r.item, r.occasion, r.lane) != (item, occasion, "private")]
        return before - len(self.lines)


class MemoryShelf:
    """A shelf that holds one journal in memory."""

    workspace = None
    place = Place(kind="this_computer", label="only on this computer")

    def __init__(self):
        self.journal = MemoryJournal()

    def look(self):
        return self.journal

    def open(self):
        return self.journal


@pytest.fixture
def shelf():
    return MemoryShelf()


@pytest.fixture(scope="session")
def content():
    return Content.model_validate_json(
        (Path(__file__).parent / "small_course.json").read_text(encoding="utf-8")
    )


@pytest.fixture
def items(content):
    return {item.id: item for item in content.cases["ms_perez"].items.items}
