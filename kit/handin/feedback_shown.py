"""Which feedback was shown to the learner: known by what its record says, not by when its page was made.

A page is made anew where the learner takes another language, and says nothing new.
"""

import hashlib
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


def is_unread(workspace: Path, assignment: str) -> bool:
    """Whether feedback on an assignment has come that was not shown yet."""
    record = kept_feedback(workspace, assignment)
    if record is None:
        return False
    return kept_under(read_workspace(workspace), _KEPT).get(assignment) != mark_of(record)
