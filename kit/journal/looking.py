"""What is answered and what is begun, looked at without a trace: nothing is written, mended or locked."""

from pathlib import Path
from typing import NamedTuple

from kit.journal.drafts import Drafts
from kit.journal.not_saved import unread
from kit.journal.places import private_folder
from kit.journal.stored import LaneFile
from kit.journal.workspace import read_workspace
from kit.model import Occasion


class Answer(NamedTuple):
    """What is asked once: an item of a case, on one occasion."""

    case: str
    item: str
    occasion: Occasion


class Looking:
    """A workspace's answers for somebody who only wants to know which there are; reads what came since."""

    def __init__(self, workspace: Path) -> None:
        private = private_folder(str(read_workspace(workspace)["id"]))
        self._lanes = (
            LaneFile(workspace / "responses.jsonl", "shared"),
            LaneFile(private / "private.jsonl", "private"),
        )
        self._drafts = Drafts(private / "drafts")

    def answered(self) -> set[Answer]:
        """Every answer that is *Done*, in either lane. Raises `JournalFault` where a file can't be read."""
        try:
            return {Answer(r.case, r.item, r.occasion) for lane in self._lanes for r in lane.responses()}
        except OSError as fault:
            raise unread(fault) from fault

    def begun(self, case: str) -> set[Answer]:
        """Every draft; one of an earlier edition, which names no case, counts for ``case``."""
        try:
            return {Answer(d.case or case, d.item, d.occasion) for d in self._drafts.all()}
        except OSError as fault:
            raise unread(fault) from fault
