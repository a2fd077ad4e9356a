"""Write one workspace's journal; `kit.journal.looking` reads it, and `kit.model.Journal` is the interface."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Unpack

from kit.journal.heads import answer_of, heads_of, merge
from kit.journal.lines import LIMIT, MOST_SEQ, draft_of, line_of
from kit.journal.lock import locked
from kit.journal.looking import Looking
from kit.journal.not_saved import Code, too_long, writing
from kit.journal.revisions import Following
from kit.model import (
    Draft,
    Journal,
    Occasion,
    Response,
    Value,
)
from kit.model.protocols import AnswerFields, DraftFields


def open_journal(workspace: Path) -> FileJournal:
    """Open a workspace's journal. A last line that was cut off is ended and reported in ``faults``."""
    return FileJournal(workspace)


class FileJournal(Looking, Journal):
    """Answers in files: appended under a lock, fsynced before a call returns; see `kit.model.Journal`."""

    def __init__(self, workspace: Path) -> None:
        super().__init__(workspace)
        self._holds = False
        # A read-only folder can still be read; the first save reports the problem.
        with contextlib.suppress(OSError), locked(self.workspace):
            for lane in self._lanes.values():
                lane.mend()

    def save(self, item: str, value: Value, **fields: Unpack[AnswerFields]) -> Response:
        """Append one finished revision and drop the draft; see `kit.model.Journal.save`."""
        with self._writing("not_saved.answer"):
            here = self._revisions(fields["case"], item, fields.get("occasion", "during"))
            saved = self._save(here, item, value, fields, [fields.get("parent")])
            self._drop_draft(item, fields)
        return saved[-1]

    def finish(
        self,
        item: str,
        value: Value,
        *,
        own: Collection[str] = (),
        **fields: Unpack[AnswerFields],
    ) -> Sequence[Response]:
        """Save an answer when the learner chooses *Done*; see `kit.model.Journal.finish`."""
        occasion, lane = fields.get("occasion", "during"), fields.get("lane", "shared")
        with self._writing("not_saved.answer"):
            here = self._revisions(fields["case"], item, occasion)
            heads = heads_of(here)
            others = [head for head in heads if (head.value, head.lane) != (value, lane)]
            followed = [head.id for head in others if head.id in own]
            if followed or len(others) == len(heads):
                saved = self._save(here, item, value, fields, followed or [fields.get("parent")])
                heads = heads_of([*here, *saved])
            self._drop_draft(item, fields)
        return heads

    def choose(self, item: str, revision: str) -> Response:
        """Choose one of an answer's heads: each other head gets a child with the chosen value."""
        with self._writing("not_saved.choice"):
            everything = self.responses()
            chosen, new = self._following().choice(everything, item, revision)
            self._append(new)
        return new[-1] if new else chosen

    def add(self, responses: Iterable[Response], *, beside: bool = False) -> list[Response]:
        """Add another computer's answers, or none if a known id comes with a line that differs.

        With ``beside``, no incoming answer replaces one that is already here. If it follows one, a new line
        here repeats the old answer, so that both are heads. Returns every line that was written.
        """
        with self._writing("not_saved.answers"):
            here = self.responses()
            known = {r.id for r in here}.union(*(lane.generation.deleted for lane in self._lanes.values()))
            new = [r for r in merge(here, responses) if r.id not in known]
            if beside:
                new += self._following().said_again(here, new)
            self._append(new)
        return new

    def put_back(self) -> int:
        """Write unchanged the lines that the files lost while this journal was open; return how many."""
        with self._writing("not_saved.answers"):
            self.responses()
            lost = [r for lane in self._lanes.values() for r in lane.missing()]
            self._append(lost)
        return len(lost)

    def take_back(self, ids: set[str]) -> int:
        """Remove answers that `add` wrote and leave the rest; return how many were found."""
        with self._writing("not_saved.answers"):
            return sum(lane.take_back(ids) for lane in self._lanes.values() if lane.path.exists())

    def save_draft(self, item: str, value: Value, **fields: Unpack[DraftFields]) -> Draft:
        """Replace the draft of an answer; it is on disk when this returns."""
        unless: dict[str, Any] = {"occasion": "during", "lane": "private", "parent": None}
        with self._writing("not_saved.answer"):
            draft = Draft(**unless | {**fields, "item": item, "value": value, "at": datetime.now(UTC)})
            data = line_of(draft)
            if len(data) > LIMIT:
                raise too_long(value)
            draft = draft_of(data)
            self._drafts.put(draft, fields["case"])
        return draft

    def discard_draft(self, item: str, occasion: Occasion = "during", *, case: str) -> None:
        """Delete the draft of an answer."""
        with self._writing("not_saved.answer"):
            self._drafts.drop(case, item, occasion)

    def withdraw(
        self,
        item: str,
        occasion: Occasion = "during",
        *,
        case: str,
        private: bool = False,
    ) -> int:
        """Remove an answer from its files; see `kit.model.Journal.withdraw`."""
        went = 0
        with self._writing("not_saved.deletion"):
            draft = self._drafts.get(case, item, occasion)
            if private:
                mine = [r for r in self.responses() if answer_of(r) == (case, item, occasion)]
                kept = self._append(self._following().private_again(mine))
                if draft and kept:
                    draft = draft.model_copy(update={"parent": kept[-1].id})
            for name, lane in self._lanes.items():
                if private and name == "private":
                    continue
                # Lost revisions would be offered again, so a deleted answer's are removed as well.
                held = [*lane.responses(), *lane.missing()]
                ids = {r.id for r in held if answer_of(r) == (case, item, occasion)}
                if ids:
                    lane.remove(ids, item, min(self.last + 1, MOST_SEQ))
                went += len(ids)
            if private and draft:
                self._drafts.put(draft.model_copy(update={"case": case, "lane": "private"}), case)
            else:
                self._drafts.drop(case, item, occasion)
        return went

    @contextlib.contextmanager
    def hold(self) -> Iterator[None]:
        """Keep other processes from writing; see `kit.model.Journal.hold`."""
        with contextlib.nullcontext() if self._holds else locked(self.workspace):
            before, self._holds = self._holds, True
            try:
                yield
            finally:
                self._holds = before

    # -- inside -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _writing(self, code: Code) -> Iterator[None]:
        with writing(code), self.hold():
            yield

    def _following(self) -> Following:
        # Lost lines may come back, so their numbers stay taken.
        return Following(self.workspace, self.last)

    def _save(
        self,
        here: Sequence[Response],
        item: str,
        value: Value,
        fields: AnswerFields,
        parents: Sequence[str | None],
    ) -> list[Response]:
        new = self._following().answer(here, item, value, fields, parents)
        return self._append(new, most=LIMIT)

    def _drop_draft(self, item: str, fields: AnswerFields) -> None:
        # If deleting fails, the draft equals the saved answer, and `drafts` leaves it out.
        with contextlib.suppress(OSError):
            self._drafts.drop(fields["case"], item, fields.get("occasion", "during"))

    def _append(self, new: Sequence[Response], most: int | None = None) -> list[Response]:
        lines = [(one, line_of(one)) for one in new]
        for one, line in lines:
            if most and len(line) > most:
                raise too_long(one.value)
        return [
            written
            for name, file in self._lanes.items()
            if (mine := [line for one, line in lines if one.lane == name])
            for written in file.append(b"".join(mine))
        ]
