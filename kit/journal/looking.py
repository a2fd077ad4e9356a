"""What stands in a workspace's files, looked at without a trace: nothing is written, mended or locked."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from kit.journal.answers import Answers
from kit.journal.drafts import Drafts
from kit.journal.heads import answer_of, heads_of, merge, saying
from kit.journal.not_saved import unread
from kit.journal.places import private_folder
from kit.journal.recalled import asked_in
from kit.journal.stored import LaneFile
from kit.journal.workspace import read_workspace
from kit.model import Draft, Interface, Lane, Occasion, Response


class Answer(NamedTuple):
    """What is asked once: an item of a case, on one occasion."""

    case: str
    item: str
    occasion: Occasion


class Looking:
    """A workspace's answers and drafts: both lanes, read each time from where the last reading ended.

    What cannot be read is said in ``words``, or in the course's own.
    """

    def __init__(self, workspace: Path, words: Interface | None = None) -> None:
        self.folder = workspace
        self.words = words
        self.workspace = str(read_workspace(workspace)["id"])
        private = private_folder(self.workspace)
        self._lanes: dict[Lane, LaneFile] = {
            "shared": LaneFile(workspace / "responses.jsonl", "shared"),
            "private": LaneFile(private / "private.jsonl", "private"),
        }
        self._answers = Answers()
        self._drafts = Drafts(private / "drafts")

    @property
    def faults(self) -> list[str]:
        """What cannot be read or is gone, a sentence each; empty for a sound journal."""
        told = self.set_aside
        return [*told, *(fault for lane in self._lanes.values() for fault in lane.gone)]

    @property
    def set_aside(self) -> Sequence[str]:
        """Lines that are no answers and stay in their file, a sentence each."""
        self.responses()
        return [fault for lane in self._lanes.values() for fault in lane.set_aside]

    def missing(self) -> Sequence[Response]:
        """Latest revisions that this journal has read or written and that its files lost while it was open.

        None of an answer that says the same today, and none that was deleted on purpose.
        """
        here = self.responses()
        lost = [r for lane in self._lanes.values() for r in lane.missing()]
        today = {saying(head) for head in heads_of(here)} if lost else set()
        gone = {r.id for r in lost}
        return [r for r in heads_of([*here, *lost]) if r.id in gone and saying(r) not in today]

    @property
    def last(self) -> int:
        """The highest number that a line or a deletion took, as far as was read; -1 where there is none."""
        return max(lane.last for lane in self._lanes.values())

    def responses(self, lane: Lane | None = None) -> Sequence[Response]:
        """Every saved revision, ordered by ``(seq, id)``."""
        lanes = [name for name in self._lanes if lane in (None, name)]
        return merge((), (r for name in lanes for r in self._lines(name)))

    def _lines(self, lane: Lane) -> list[Response]:
        try:
            return self._lanes[lane].responses()
        except OSError as fault:
            raise unread(fault, self.words) from fault

    def _revisions(self, case: str, item: str, occasion: Occasion) -> Sequence[Response]:
        """Of one answer what a save must look at, in no order; see `kit.journal.answers`."""
        return self._answers.of(case, item, occasion, *map(self._lines, self._lanes))

    def heads(self, item: str, occasion: Occasion = "during", *, case: str) -> Sequence[Response]:
        """Latest revisions of an answer, both lanes; two after it was finished on two computers."""
        return heads_of(self._revisions(case, item, occasion))

    def draft(self, item: str, occasion: Occasion = "during", *, case: str) -> Draft | None:
        """The draft of an answer, or ``None``."""
        return self._drafts.get(case, item, occasion)

    def drafts(self) -> Sequence[Draft]:
        """Every draft that is not *Done* yet; one that says what was already saved is none."""
        everything = self.responses()
        return [
            draft
            for draft in self._drafts.all()
            if not any(
                (head.value, head.lane) == (draft.value, draft.lane)
                for head in heads_of(everything, draft.item, draft.occasion, draft.case)
            )
        ]

    def answered(self) -> set[Answer]:
        """Every answer that is *Done*, in either lane. Raises `JournalFault` where a file can't be read."""
        return {Answer(*answer_of(r)) for lane in self._lanes for r in self._lines(lane)}

    def recalled(self, firsts: Mapping[str, str]) -> set[str]:
        """Notebooks in which a retrieval card was answered; ``firsts``: by card, the first that asks it."""
        lines = (r for lane in self._lanes for r in self._lines(lane) if r.item in firsts)
        return {asked_in(r.value, firsts[r.item]) for r in lines}

    def begun(self, case: str) -> set[Answer]:
        """Every draft; one of an earlier edition, which names no case, counts for ``case``."""
        try:
            return {Answer(d.case or case, d.item, d.occasion) for d in self._drafts.all()}
        except OSError as fault:
            raise unread(fault, self.words) from fault
