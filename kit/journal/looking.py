"""Read a workspace's files without leaving a trace: nothing is written, repaired or locked."""

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
from kit.model import Draft, Lane, Occasion, Response


class Answer(NamedTuple):
    """The key of an answer: an item of a case, on one occasion."""

    case: str
    item: str
    occasion: Occasion


class Looking:
    """A workspace's answers and drafts. Each read of the two lanes resumes where the last one ended."""

    def __init__(self, workspace: Path) -> None:
        self.folder = workspace
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
        """Return a sentence for each thing that cannot be read or is gone; empty for a sound journal."""
        told = self.set_aside
        return [*told, *(fault for lane in self._lanes.values() for fault in lane.gone)]

    @property
    def set_aside(self) -> Sequence[str]:
        """Return a sentence for each line that isn't a usable answer and stays in its file."""
        self.responses()
        return [fault for lane in self._lanes.values() for fault in lane.set_aside]

    def missing(self) -> Sequence[Response]:
        """Return the latest revisions that the files lost while this journal was open.

        Leaves out revisions whose answer has the same value today, and those deleted on purpose.
        """
        here = self.responses()
        lost = [r for lane in self._lanes.values() for r in lane.missing()]
        today = {saying(head) for head in heads_of(here)} if lost else set()
        gone = {r.id for r in lost}
        return [r for r in heads_of([*here, *lost]) if r.id in gone and saying(r) not in today]

    @property
    def last(self) -> int:
        """Return the highest number that a line or a deletion read so far took; -1 if there is none."""
        return max(lane.last for lane in self._lanes.values())

    def responses(self, lane: Lane | None = None) -> Sequence[Response]:
        """Return every saved revision, or those of one lane, ordered by ``(seq, id)``."""
        lanes = [name for name in self._lanes if lane in (None, name)]
        return merge((), (r for name in lanes for r in self._lines(name)))

    def _lines(self, lane: Lane) -> list[Response]:
        try:
            return self._lanes[lane].responses()
        except OSError as fault:
            raise unread(fault) from fault

    def _revisions(self, case: str, item: str, occasion: Occasion) -> Sequence[Response]:
        """Return what a save needs of one answer's revisions, in no order; see `kit.journal.answers`."""
        return self._answers.of(case, item, occasion, *map(self._lines, self._lanes))

    def heads(self, item: str, occasion: Occasion = "during", *, case: str) -> Sequence[Response]:
        """Return an answer's heads in both lanes; there are two if it was finished on two computers."""
        return heads_of(self._revisions(case, item, occasion))

    def draft(self, item: str, occasion: Occasion = "during", *, case: str) -> Draft | None:
        """Return the draft of an answer, or ``None``."""
        return self._drafts.get(case, item, occasion)

    def drafts(self) -> Sequence[Draft]:
        """Return every draft that is not *Done* yet, leaving out drafts that equal a saved answer."""
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
        """Return every answer *Done* in either lane; raise `KitError` if a file can't be read."""
        return {Answer(*answer_of(r)) for lane in self._lanes for r in self._lines(lane)}

    def recalled(self, firsts: Mapping[str, str]) -> set[str]:
        """Return the notebooks in which a retrieval card was answered.

        ``firsts`` gives, for each card, the first notebook that asks it.
        """
        lines = (r for lane in self._lanes for r in self._lines(lane) if r.item in firsts)
        return {asked_in(r.value, firsts[r.item]) for r in lines}

    def begun(self, case: str) -> set[Answer]:
        """Return the keys of all drafts; a draft of an earlier edition that names no case gets ``case``."""
        try:
            return {Answer(d.case or case, d.item, d.occasion) for d in self._drafts.all()}
        except OSError as fault:
            raise unread(fault) from fault
