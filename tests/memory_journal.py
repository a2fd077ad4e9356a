"""A journal in memory, and a context for forms that use it."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from ulid import ULID

from kit.forms import FormContext
from kit.journal import heads_of
from kit.model import Draft, KitError, Place, Response


class MemoryJournal:
    """A second implementation of `kit.model.Journal`, in memory."""

    def __init__(self):
        self.workspace = str(ULID())
        self.lines = []
        self.kept = {}
        self.full = False

    def _write(self):
        if self.full:
            raise KitError("not_saved.answer", why=KitError("journal.disk_full", at=""))

    def _new(self, **fields):
        stamp = {"id": str(ULID()), "workspace": self.workspace, "at": datetime.now(UTC)}
        line = Response(**{**fields, **stamp, "seq": len(self.lines)})
        self.lines.append(line)
        return line

    def save(self, item, value, *, case, item_hash, occasion="during", lane="shared", parent=None):
        self._write()
        self.kept.pop((case, item, occasion), None)
        return self._new(
            item=item,
            value=value,
            case=case,
            item_hash=item_hash,
            occasion=occasion,
            lane=lane,
            parent=parent,
        )

    def finish(self, item, value, *, occasion="during", lane="shared", parent=None, own=(), **asked):
        heads = self.heads(item, occasion, case=asked["case"])
        others = [head for head in heads if (head.value, head.lane) != (value, lane)]
        followed = [head.id for head in others if head.id in own]
        if followed or len(others) == len(heads):
            for one in followed or [parent]:
                self.save(item, value, occasion=occasion, lane=lane, parent=one, **asked)
        self.discard_draft(item, occasion, case=asked["case"])
        return self.heads(item, occasion, case=asked["case"])

    def choose(self, item, revision):
        chosen = next((r for r in self.lines if (r.item, r.id) == (item, revision)), None)
        heads = self.heads(item, chosen.occasion, case=chosen.case) if chosen else []
        if chosen not in heads:
            raise KitError("answer.not_latest", revision=revision, item=item, latest=())
        others = [head for head in heads if head is not chosen]
        return [chosen, *(self._new(**{**dict(chosen), "parent": other.id}) for other in others)][-1]

    def add(self, responses):
        known = {r.id for r in self.lines}
        new = [r for r in responses if r.id not in known]
        self.lines += new
        return new

    def heads(self, item, occasion="during", *, case):
        return heads_of(self.lines, item, occasion, case)

    def missing(self):
        return []

    def put_back(self):
        return 0

    @property
    def set_aside(self):
        return []

    def responses(self, lane=None):
        return [r for r in self.lines if lane in (None, r.lane)]

    def save_draft(self, item, value, *, case, occasion="during", lane="private", parent=None):
        self._write()
        now = datetime.now(UTC)
        draft = Draft(case=case, item=item, occasion=occasion, parent=parent, lane=lane, at=now, value=value)
        self.kept[case, item, occasion] = draft
        return draft

    def draft(self, item, occasion="during", *, case):
        return self.kept.get((case, item, occasion))

    def drafts(self):
        return list(self.kept.values())

    def discard_draft(self, item, occasion="during", *, case):
        self.kept.pop((case, item, occasion), None)

    def hold(self):
        return nullcontext()

    def withdraw(self, item, occasion="during", *, case, private=False):
        stood = self.heads(item, occasion, case=case)
        mine = [r for r in self.lines if (r.case, r.item, r.occasion) == (case, item, occasion)]
        self.lines = [r for r in self.lines if r not in mine]
        self.discard_draft(item, occasion, case=case)
        for head in stood if private else ():
            self._new(**{**dict(head), "lane": "private", "parent": None})
        return len(mine)


class MemoryContext(FormContext):
    """The context of forms, with one journal in memory."""

    workspace = None
    place = Place(kind="this_computer")

    def __init__(self, words, kept=None):
        super().__init__(Path(), "ms_perez", words)
        self.kept = kept or MemoryJournal()

    def existing_journal(self):
        return self.kept

    def journal(self):
        return self.kept
