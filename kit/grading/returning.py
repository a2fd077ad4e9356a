"""Make the feedback on one assignment with nbgrader if something changed, and hold back what isn't ready."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from kit.files import require_folder
from kit.grading.checking import SubmissionRefused, check_assignment
from kit.grading.course_nbgrader import nbgrader
from kit.grading.gradebook_opening import refuse_locked
from kit.grading.markable import is_without_reflection
from kit.model import NotFound, PlainError


class MadeFeedback(NamedTuple):
    """The current feedback on one assignment."""

    ready: dict[str, Path]
    """By learner, the page that can be returned."""
    made: tuple[str, ...]
    """Learners whose page was made or changed in this run."""
    held: dict[str, SubmissionRefused]
    """By learner, why nothing is returned now; an earlier page may still exist."""

    @property
    def held_by_reason(self) -> dict[str, list[str]]:
        """The learners who wait, by the reason in a few words."""
        found: dict[str, list[str]] = {}
        for learner, why in self.held.items():
            found.setdefault(why.short, []).append(learner)
        return found


def make_feedback(
    root: Path, assignment: str, *, ratings: str | None = None, closing: str | None = None
) -> MadeFeedback:
    """Make the feedback on an assignment if a mark or a comment changed, with nbgrader's own command.

    Parameters
    ----------
    root
        The course root.
    assignment
        Such as ``equity``.
    ratings
        The ratings database, a file or a URL; by default ``ratings.db`` in the course root.
    closing
        A line at the end of everybody's feedback.

    Returns
    -------
    MadeFeedback
        What can be returned, and what waits.

    Raises
    ------
    NotFound
        There is no such assignment, or no hand-in of it was collected.
    KitError
        No feedback can be made now, for example because another program is using the gradebook.
    """
    require_folder(root)
    check_assignment(assignment)
    handed_in = _learners(root, "submitted", assignment)
    if not (handed_in or _learners(root, "autograded", assignment)):
        raise NotFound(f"no hand-in of {assignment} has been collected in {root}; run kit collect first.")
    refuse_locked(root / "gradebook.db")
    options = [f"--FeedbackPages.closing={closing}"] if closing else []
    if ratings is not None:
        # nbgrader runs in the course root.
        place = ratings if "://" in ratings else str(Path(ratings).resolve())
        options.append(f"--FeedbackPages.ratings={place}")
    before = _records(root, assignment)
    ran = nbgrader("generate_feedback", assignment, *options, root=root, may_fail=True)
    held = {who: why for who, why in sorted(ran.refused.items()) if who in handed_in}
    if ran.fault and not held:
        raise PlainError(ran.fault)
    records = _records(root, assignment)
    ready = {
        who: _page(root, who, assignment)
        for who in handed_in
        if who in records and who not in held and not is_without_reflection(root, who, assignment)
    }
    made = tuple(who for who in ready if records[who] != before.get(who))
    return MadeFeedback(ready, made, held)


def _learners(root: Path, step: str, assignment: str) -> list[str]:
    return sorted(path.parent.name for path in root.glob(f"{step}/[!.]*/{assignment}"))


def _page(root: Path, learner: str, assignment: str) -> Path:
    return root / "feedback" / learner / assignment / f"{assignment}.html"


def _records(root: Path, assignment: str) -> Mapping[str, bytes]:
    """Return, by learner, the record next to a finished page."""
    learners = _learners(root, "feedback", assignment)
    pages = {who: _page(root, who, assignment) for who in learners}
    return {
        who: page.with_suffix(".json").read_bytes()
        for who, page in pages.items()
        if page.is_file() and page.with_suffix(".json").is_file()
    }
