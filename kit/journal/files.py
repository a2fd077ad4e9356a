"""The journal of one workspace: both lanes and the drafts, behind `kit.model.Journal`."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ulid import ULID

from kit.journal.drafts import Drafts
from kit.journal.heads import heads_of, merge, open_ends, same_answer
from kit.journal.lane_file import LaneFile
from kit.journal.lines import LIMIT, draft_bytes, draft_of, line_of, response_of
from kit.journal.lock import locked
from kit.journal.not_saved import because, too_long, unfit
from kit.journal.places import private_folder
from kit.journal.workspace import read_workspace
from kit.model import Draft, Journal, JournalFault, Lane, NotFound, NotSaved, Occasion, Response, Value


def open_journal(workspace: Path) -> FileJournal:
    """The journal of a workspace; a torn last line is set aside at once, and reported in ``faults``.

    Raises
    ------
    NotFound
        The folder is no workspace.
    """
    return FileJournal(workspace)


class FileJournal(Journal):
    """Answers in files. Appended under a lock, fsynced before a call returns; see `kit.model.Journal`."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace
        self.workspace = str(read_workspace(workspace)["id"])
        private = private_folder(self.workspace)
        self._lanes: dict[Lane, LaneFile] = {
            "shared": LaneFile(workspace / "responses.jsonl", "shared", workspace / ".partnership"),
            "private": LaneFile(private / "private.jsonl", "private", private),
        }
        self._drafts = Drafts(private / "drafts")
        # A folder that cannot be written is still read; the first save says what is wrong with it.
        with contextlib.suppress(OSError), locked(self.workspace):
            for lane in self._lanes.values():
                lane.mend()

    @property
    def faults(self) -> list[str]:
        """What was set aside or could not be read, a sentence each; empty for a sound journal."""
        self.responses()
        return [fault for lane in self._lanes.values() for fault in lane.faults]

    # -- reading ------------------------------------------------------------------------------

    def responses(self, lane: Lane | None = None) -> Sequence[Response]:
        """Every saved revision, ordered by ``(seq, id)``."""
        lanes = [file for name, file in self._lanes.items() if lane in (None, name)]
        try:
            return merge((), (r for file in lanes for r in file.responses()))
        except OSError as fault:
            raise JournalFault(f"the journal cannot be read: {because(fault)}") from fault

    def heads(self, item: str, occasion: Occasion = "during") -> Sequence[Response]:
        """Latest revisions of an answer, both lanes; two after it was finished on two computers."""
        return heads_of(self.responses(), item, occasion)

    def draft(self, item: str, occasion: Occasion = "during") -> Draft | None:
        """The draft of an item, or ``None``."""
        return self._drafts.get(item, occasion)

    def drafts(self) -> Sequence[Draft]:
        """Every draft that is not *Done* yet; one that says what was already saved is none."""
        everything = self.responses()
        return [
            draft
            for draft in self._drafts.all()
            if not any(
                (head.value, head.lane) == (draft.value, draft.lane)
                for head in heads_of(everything, draft.item, draft.occasion)
            )
        ]

    # -- writing ------------------------------------------------------------------------------

    def save(
        self,
        item: str,
        value: Value,
        *,
        case: str,
        item_hash: str,
        occasion: Occasion = "during",
        lane: Lane = "shared",
        parent: str | None = None,
    ) -> Response:
        """Append one finished revision and forget the draft; when this returns it is on disk.

        Where ``parent`` is one of several heads that say the same, the others are carried along.
        """
        with self._writing("answer"):
            seq, everything = self._next()
            ends = {r.id: r for r in open_ends(everything)}
            shown = ends.get(parent or "")
            parents = [r.id for r in ends.values() if shown and r.id != parent and same_answer(r, shown)]
            new = [
                self._new(
                    item,
                    value,
                    case=case,
                    item_hash=item_hash,
                    occasion=occasion,
                    lane=lane,
                    parent=one,
                    seq=seq + n,
                )
                for n, one in enumerate([*parents, parent])
            ]
            self._append(new)
            # A draft that stays behind says what was saved, and `drafts` knows that.
            with contextlib.suppress(OSError):
                self._drafts.drop(item, occasion)
        return new[-1]

    def choose(self, item: str, revision: str) -> Response:
        """Settle an answer that has two heads: the chosen revision stands, and the others give way to it.

        Each other head gets a child that says what the chosen one says, in the chosen one's lane.
        Nothing is removed, and a computer that chose otherwise shows two heads again after a merge.

        Raises
        ------
        NotFound
            The revision is not one of the item's heads.
        """
        with self._writing("choice"):
            seq, everything = self._next()
            ends = [r for r in open_ends(everything) if r.item == item]
            chosen = next((r for r in ends if r.id == revision), None)
            if chosen is None:
                now = ", ".join(r.id for r in heads_of(ends)) or "none"
                raise NotFound(f"{revision} is not a latest revision of {item}; choose one of: {now}.")
            others = [r for r in ends if r.occasion == chosen.occasion and not same_answer(r, chosen)]
            new = [
                chosen.model_copy(
                    update={
                        "id": str(ULID()),
                        "parent": other.id,
                        "workspace": self.workspace,
                        "seq": seq + n,
                        "at": datetime.now(UTC),
                    }
                )
                for n, other in enumerate(others)
            ]
            self._append(new)
        return new[-1] if new else chosen

    def add(self, responses: Iterable[Response]) -> list[Response]:
        """Take in another computer's answers, each into its lane; returns those that were new.

        Raises
        ------
        JournalFault
            An id is known and its line differs; nothing was taken.
        """
        with self._writing("answers"):
            known = {r.id for r in self.responses()}
            new = [r for r in merge(self.responses(), responses) if r.id not in known]
            self._append(new)
        return new

    def save_draft(
        self,
        item: str,
        value: Value,
        *,
        occasion: Occasion = "during",
        lane: Lane = "private",
        parent: str | None = None,
    ) -> Draft:
        """Replace the draft of an item; when this returns it is on disk."""
        with self._writing("draft"):
            draft = Draft(
                item=item, occasion=occasion, parent=parent, lane=lane, at=datetime.now(UTC), value=value
            )
            data = draft_bytes(draft)
            if len(data) > LIMIT:
                raise too_long(value)
            draft = draft_of(data)
            self._drafts.put(draft)
        return draft

    def discard_draft(self, item: str, occasion: Occasion = "during") -> None:
        """Forget the draft of an item."""
        with self._writing("draft"):
            self._drafts.drop(item, occasion)

    def delete_private(self, item: str, occasion: Occasion = "during") -> int:
        """Remove every private revision of an answer, and its draft, from disk; returns how many revisions.

        The one exception to appending. What was shared stays shared.
        """
        with self._writing("deletion"):
            lane = self._lanes["private"]
            ids = {r.id for r in lane.responses() if (r.item, r.occasion) == (item, occasion)}
            if ids:
                lane.remove(ids, item)
            self._drafts.drop(item, occasion)
        return len(ids)

    # -- inside -------------------------------------------------------------------------------

    @contextlib.contextmanager
    def _writing(self, what: Literal["answer", "answers", "choice", "draft", "deletion"]) -> Iterator[None]:
        """Hold the lock; whatever keeps the answer from the disk becomes one `NotSaved` sentence."""
        try:
            with locked(self.workspace):
                yield
        except (ValueError, TypeError, RecursionError) as fault:
            raise unfit(fault) from fault
        except (OSError, JournalFault) as fault:
            if what == "answers" and isinstance(fault, JournalFault):
                raise
            raise NotSaved(because(fault, what)) from fault

    def _next(self) -> tuple[int, Sequence[Response]]:
        everything = self.responses()
        return max((r.seq for r in everything), default=-1) + 1, everything

    def _new(self, item: str, value: Value, **fields: object) -> Response:
        response = Response.model_validate(
            {
                "schema": 1,
                "id": str(ULID()),
                "workspace": self.workspace,
                "at": datetime.now(UTC),
                "item": item,
                "value": value,
                **fields,
            }
        )
        line = line_of(response)
        if len(line) > LIMIT:
            raise too_long(value)
        # As it will be read: two halves of an emoji that meet are one again.
        return response_of(line)

    def _append(self, responses: Sequence[Response]) -> None:
        for name, file in self._lanes.items():
            if mine := [r for r in responses if r.lane == name]:
                file.append(mine)
