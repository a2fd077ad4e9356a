"""Who sent something that is not collected: held until somebody says whose it is, or left out. Reads only."""

from pathlib import Path
from typing import NamedTuple

from kit.grading.left_out import read_left_out
from kit.grading.senders import Senders


class Waiting(NamedTuple):
    """Learners' ids in one assignment; nobody is in two of these."""

    held: frozenset[str]
    """Whose hand-in waits for the instructor's word, and who sent it."""
    accepted: frozenset[str]
    """Whose hand-in the instructor accepted, and that the next collect brings in."""
    left_out: frozenset[str]
    hand_ins: int
    """How many hand-ins are held: one of them is of two people where one sent the other's."""

    @property
    def came(self) -> frozenset[str]:
        """Of whom something came."""
        return self.held | self.accepted | self.left_out


def waiting(root: Path, assignment: str, senders: Senders) -> Waiting:
    """Whose hand-in of an assignment came and can't be marked as it is, when it was last collected."""
    kept = [one for one in senders.seen if one.assignment == assignment and one.held]
    # One upload may have come in several downloads.
    waits = {one.code: one for one in filter(senders.waits, kept)}
    held = {who for one in waits.values() for who in (one.learner, one.sent_by) if who}
    accepted = {one.learner for one in kept if not senders.waits(one) and not senders.is_settled(one)} - held
    told = {one.learner for one in senders.refused if one.assignment == assignment}
    left_out = {one.whose for of, one in read_left_out(root) if of == assignment and one.whose}
    return Waiting(
        frozenset(held), frozenset(accepted), frozenset(left_out - held - accepted - told), len(waits)
    )
