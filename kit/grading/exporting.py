"""Export scores with ``nbgrader export`` as a CSV that is safe in a spreadsheet, unlike nbgrader's own."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.plugins import ExportPlugin

from kit.content import sentence_of
from kit.grading.gradebook_opening import open_gradebook
from kit.grading.gradebook_record import open_criteria
from kit.grading.markable import markable
from kit.grading.texts import graded_item
from kit.model import KitError
from kit.spreadsheet import write_csv

_COLUMNS = (
    *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
    *("raw_score", "late_submission_penalty", "score", "max_score"),
)


class ScoresExporter(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """An exporter with the columns and numbers of nbgrader's own; by default it writes ``grades.csv``.

    A score is left empty if nothing was handed in, if a mark is missing or isn't a level, or if the hand-in
    isn't `markable`. nbgrader's own exporter writes 0, or the sum of what is marked so far.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        if self.parent:
            # nbgrader's command opens the gradebook next, and shows a traceback if it is in use.
            try:
                with open_gradebook(self.parent.coursedir.db_url):
                    pass
            except KitError as fault:
                self.parent.fail(sentence_of(fault))

    def export(self, gradebook: Any) -> None:
        """Write the scores of all learners, or of those named, to a file that only its owner can read."""
        place = Path(self.to or "grades.csv")
        try:
            # Without nbgrader's command, the working directory is the course root.
            self._is_markable = markable(Path(self.parent.coursedir.root if self.parent else "."))
        except KitError as fault:
            self.parent.fail(sentence_of(fault))
        self.log.info("Exporting grades to %s", place)
        write_csv(place, _COLUMNS, self._rows(gradebook), mode=0o600)

    def _rows(self, gradebook: Any) -> Iterator[list[object]]:
        learners, assignments = ([str(one) for one in named] for named in (self.student, self.assignment))
        for assignment in gradebook.assignments:
            if assignments and assignment.name not in assignments:
                continue
            for student in gradebook.students:
                if not learners or student.id in learners:
                    yield _row(gradebook, assignment, student, self._is_markable(student.id, assignment.name))


def _row(gradebook: Any, assignment: Any, student: Any, is_markable: bool) -> list[object]:
    at, scores = None, ("", "", "")
    with suppress(MissingEntry):
        found = gradebook.find_submission(assignment.name, student.id)
        at, raw, penalty = found.timestamp, found.score, found.late_submission_penalty
        waits = found.needs_manual_grade or (
            graded_item(assignment.name) and open_criteria(gradebook, assignment.name, student.id)
        )
        if is_markable and not waits:
            scores = (raw, penalty, max(0.0, raw - penalty))
    names = (student.id, student.last_name, student.first_name, student.email)
    return [assignment.name, assignment.duedate, at, *names, *scores, assignment.max_score]
