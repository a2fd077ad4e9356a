"""Make a feedback record from the gradebook and the markers' comments."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from kit.grading.comments_that_count import comments_that_count
from kit.grading.counting import Mark
from kit.grading.texts import graded_item
from kit.handin.feedback_record import Comment, Feedback
from kit.handin.reading import read_hand_in
from kit.handin.records import JOURNAL
from kit.journal import heads_of, read_bytes
from kit.model import Response
from kit.ratings.comments import MarkerComment


def feedback_of(
    gradebook: Any,
    assignment: str,
    student: str,
    submission: Path,
    closing: str = "",
    *,
    marks: Iterable[Mark] = (),
    standing: Iterable[MarkerComment] = (),
) -> tuple[Feedback, Response | None]:
    """Return the feedback on one submission and its answer, from an open gradebook and markers' comments.

    Every criterion must have a level (see `open_criteria`). ``submission`` is the autograded folder, with
    ``handin.json``, which names the workspace, and the journal, which has the answer. ``closing`` is a line
    at the end of everybody's feedback. ``marks`` (those that count) and ``standing`` (the current comments)
    may be those of a whole class.
    """
    received = read_hand_in(submission)
    levels: dict[str, int] = {}
    comments: list[Comment] = []
    for notebook in gradebook.find_submission(assignment, student).notebooks:
        for grade in notebook.grades:
            if grade.max_score and grade.cell.type == "TaskCell":
                levels[str(grade.name).removeprefix(f"{assignment}_")] = int(grade.manual_score)
        for one in notebook.comments:
            if one.manual_comment:
                name = str(one.name).removeprefix(f"{assignment}_")
                comments.append(Comment(text=one.manual_comment, criterion=name if name in levels else None))
    item = graded_item(assignment)
    heads = heads_of(read_bytes(received.files.get(JOURNAL, b""), JOURNAL)[0], item) if item else []
    answer = heads[-1] if heads else None
    said = comments_that_count(
        [one for one in marks if (one["learner"], one["item"]) == (student, item)],
        [one for one in standing if (one.learner, one.assignment) == (student, assignment)],
        answer.id if answer else None,
    )
    comments += [one for one in said.comments if one not in comments]
    record = Feedback(
        learner=student,
        workspace=received.workspace,
        assignment=assignment,
        revision=answer.id if answer else None,
        levels=dict(sorted(levels.items())),
        comments=tuple(
            sorted(comments, key=lambda one: (one.start or 0, one.end or 0, one.criterion or "", one.text))
        ),
        closing="\n\n".join(one for one in (said.closing, closing) if one) or None,
        one_thing=said.one_thing,
    )
    return record, answer
