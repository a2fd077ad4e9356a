"""Read who sent something that isn't collected: it is held until somebody says whose it is, or left out."""

from pathlib import Path
from typing import NamedTuple

from kit.grading.left_out import read_left_out
from kit.grading.senders import Senders


class Waiting(NamedTuple):
    """Learner ids in one assignment; nobody is in two of the sets."""

    held: frozenset[str]
    """Learners whose hand-in waits for the instructor's decision, and those who sent it for another."""
    accepted: frozenset[str]
    """Learners whose hand-in the instructor accepted, so that the next `kit collect` brings it in."""
    left_out: frozenset[str]
    hand_ins: int
    """How many hand-ins are held; one that somebody sent for another concerns two people."""


def waiting(root: Path, assignment: str, senders: Senders) -> Waiting:
    """Return whose hand-ins came but couldn't be marked when the assignment was last collected."""
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
