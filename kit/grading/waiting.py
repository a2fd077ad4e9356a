"""Who sent something that is not collected: held until somebody says whose it is, or left out. Reads only."""

from pathlib import Path
from typing import NamedTuple

from kit.grading.left_out import read_left_out
from kit.grading.senders import Senders


class Waiting(NamedTuple):
    """Learners' ids in one assignment; nobody is in both."""

    held: frozenset[str]
    left_out: frozenset[str]


def waiting(root: Path, assignment: str, senders: Senders) -> Waiting:
    """Whose hand-in of an assignment came and can't be marked as it is, when it was last collected."""
    held = {
        who
        for one in senders.seen
        if one.assignment == assignment and one.held and not senders.is_settled(one)
        for who in (one.learner, one.sent_by)
        if who
    }
    told = {one.learner for one in senders.refused if one.assignment == assignment}
    left_out = {one.whose for of, one in read_left_out(root) if of == assignment and one.whose}
    return Waiting(frozenset(held), frozenset(left_out - held - told))
