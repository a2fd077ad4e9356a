"""The course's version of ``nbgrader autograde``: it reports each submission that it leaves out.

A submission that would make nbgrader fail is left out before it gets a record. If one fails anyway, its
record is removed again. A submission that a killed run left half done is autograded again.
"""

import shutil
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde

from kit.grading import finished
from kit.grading.checking import SubmissionRefused, check_folder, check_name, check_notebook
from kit.grading.gradebook_opening import open_gradebook
from kit.grading.handed import is_somebody_elses
from kit.grading.in_sentences import InSentences
from kit.grading.learners_file import read_table


class Marking(InSentences, Autograde):  # type: ignore[misc]  # nbgrader has no types
    """The converter for ``autograde``."""

    def _check_course(self) -> None:
        assignment = self.coursedir.assignment_id
        with open_gradebook(self.coursedir.db_url) as gb:
            try:
                known = gb.find_assignment(assignment).notebooks
            except MissingEntry:
                known = []
            self._expected = {n.name: [c.name for c in n.source_cells if c.name] for n in known}
            self._listed = {str(student.id) for student in gb.students}
        if not known:
            self._stop(
                f"the gradebook has no {assignment} yet; run: nbgrader generate_assignment {assignment}"
            )
        self._table = read_table(Path(self.coursedir.root))
        for student in self._meant():
            folder = Path(self._format_source(assignment, student))
            if not (folder / f"{assignment}.ipynb").is_file():
                self._refuse(f"{student}: there is no {assignment}.ipynb in {folder}; ask for a new hand-in.")

    def _is_due(self, assignment: str, student: str) -> bool:
        folder, made = Path(self._format_source(assignment, student)), self._made(assignment, student)
        try:
            self._check(folder, assignment, student)
        except SubmissionRefused:
            if not finished.is_finished(made):
                self._undo(assignment, student)
            raise
        if made.is_dir() and not (self._has_record(assignment, student) and finished.is_finished(made)):
            self.log.warning("%s: autograding %s was not finished, so it starts over.", student, assignment)
            finished.begin(made)
            shutil.rmtree(made)
        elif made.is_dir() and not finished.is_of(made, folder):
            self.log.info("%s: %s was handed in again.", student, assignment)
            finished.begin(made)
            shutil.rmtree(made)
        if not super()._is_due(assignment, student):
            return False
        finished.begin(made)
        return True

    def _check(self, folder: Path, assignment: str, student: str) -> None:
        check_name(student)
        check_folder(folder, student, assignment)
        if is_somebody_elses(self._table, folder, assignment, student):
            raise SubmissionRefused(
                f"{student}: you said that the hand-in of {assignment} in {folder} is not {student}'s, so it "
                f"is not autograded. Ask {student} for their own, or move that folder away."
            )
        for notebook in map(Path, self.notebooks):
            if notebook.stem in self._expected:
                check_notebook(notebook, self._expected[notebook.stem], student, notebook.stem)

    def _has_record(self, assignment: str, student: str) -> bool:
        with open_gradebook(self.coursedir.db_url) as gb:
            try:
                gb.find_submission(assignment, student)
            except MissingEntry:
                return False
        return True

    def run_post_convert_hook(self) -> None:
        """Record that this submission is finished."""
        super().run_post_convert_hook()
        finished.finish(self._made(*self._now))

    def _undo(self, assignment: str, student: str) -> None:
        """Remove an unfinished submission, also from the gradebook unless a person has marked it.

        A learner whom the gradebook didn't list before is removed too, unless they have another submission.
        """
        made = self._made(assignment, student)
        shutil.rmtree(made, ignore_errors=True)
        with open_gradebook(self.coursedir.db_url) as gb:
            try:
                submission = gb.find_submission(assignment, student)
            except MissingEntry:
                pass
            else:
                grades = [grade for notebook in submission.notebooks for grade in notebook.grades]
                if all(grade.manual_score is None for grade in grades):
                    gb.remove_submission(assignment, student)
            try:
                if student not in self._listed and not gb.find_student(student).submissions:
                    gb.remove_student(student)
            except MissingEntry:
                pass
        finished.finish(made)

    def _end(self) -> None:
        assignment = self.coursedir.assignment_id
        left = [s for s in self._meant() if not finished.is_finished(self._made(assignment, s))]
        if left:
            self.log.error(
                "%s: not autograded: %s. The lines above say why. Fix that and run nbgrader autograde %s "
                "again.",
                assignment, ", ".join(left), assignment,
            )  # fmt: skip

    def _made(self, assignment: str, student: str) -> Path:
        return Path(self._format_dest(assignment, student)).absolute()
