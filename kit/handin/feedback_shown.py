"""Which feedback was shown to the learner: known by what its record says, not by when its page was made.

A page is made anew where the learner takes another language, and says nothing new.
"""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from kit.handin.feedback import kept_feedback
from kit.handin.feedback_record import Feedback
from kit.journal import kept_under, read_workspace, update_workspace

_KEPT = "shown_feedback"


def mark_of(record: Feedback) -> str:
    """What tells one feedback on an assignment from another."""
    return hashlib.sha256(record.to_json()).hexdigest()[:16]


def note_shown(workspace: Path, assignment: str, mark: str) -> None:
    """Keep that feedback was shown, unless other feedback on the assignment has come since."""
    record = kept_feedback(workspace, assignment)
    shown = kept_under(read_workspace(workspace), _KEPT)
    if record and mark == mark_of(record) != shown.get(assignment):
        update_workspace(workspace, **{_KEPT: shown | {assignment: mark}})


def unread(workspace: Path, assignments: Iterable[str]) -> set[str]:
    """Those assignments on which feedback has come that was not shown yet."""
    shown = kept_under(read_workspace(workspace), _KEPT)
    came = {one: record for one in assignments if (record := kept_feedback(workspace, one))}
    return {one for one, record in came.items() if shown.get(one) != mark_of(record)}
