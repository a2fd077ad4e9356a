"""A learner's feedback page out of the course root and into their workspace."""

from __future__ import annotations

from pathlib import Path

from kit.grading.checking import check_name
from kit.handin.feedback import receive_feedback
from kit.journal import learner_of
from kit.model import NotFound


def return_feedback(course_root: Path, assignment: str, workspace: Path) -> list[Path]:
    """Copy what ``nbgrader generate_feedback`` made for a workspace's learner into its ``feedback/``.

    For a learner on another computer, send them the page itself
    (``feedback/<learner>/<assignment>/<assignment>.html``: one file, no other host is asked for
    anything); `kit.handin.feedback.receive_feedback` takes it in there.

    Parameters
    ----------
    course_root
        The folder with ``nbgrader_config.py``.

    Returns
    -------
    list of Path
        The pages as they lie in the workspace.

    Raises
    ------
    NotFound
        There is no feedback yet.
    """
    learner = learner_of(workspace)
    check_name(learner)
    pages = sorted((course_root / "feedback" / learner / assignment).glob("*.html"))
    if not pages:
        raise NotFound(
            f"there is no feedback on {assignment} for {learner} in {course_root}; "
            f"run nbgrader generate_feedback {assignment} once every criterion is marked."
        )
    return [receive_feedback(workspace, page) for page in pages]
