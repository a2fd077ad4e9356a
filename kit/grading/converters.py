"""The course's versions of nbgrader's converters for ``generate_assignment`` and ``autograde``.

nbgrader shows a traceback for any error in a step. Here each problem is one sentence, it is found, where
possible, before nbgrader touches anything, and a submission that fails doesn't stop the others. One that a
killed run left half done is autograded again. `kit.grading.course_nbgrader` installs these classes.
"""

import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment
from nbgrader.converters.base import NbGraderException

from kit.content import sentence_of
from kit.grading import finished
from kit.grading.checking import SubmissionRefused, check_folder, check_name, check_notebook
from kit.grading.collecting import collected_before
from kit.grading.gradebook_opening import GradebookFault, faults_in_words, open_gradebook, refuse_locked
from kit.grading.handed import is_somebody_elses
from kit.grading.learners_file import read_table
from kit.handin.reading import read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.model import KitError


class _Stopped(BaseException):
    """An error that leaves nbgrader's loop over submissions, which shows a traceback for any `Exception`."""


class _Refused(BaseException):
    """The same for one submission; the others are still converted."""

    def __init__(self, why: SubmissionRefused) -> None:
        self.why = why


class InSentences(BaseConverter):  # type: ignore[misc]  # nbgrader has no types
    """The base class of the three converters; each problem becomes a sentence and an exit code."""

    assignments: Any

    def start(self) -> None:
        """Stop if another program is using the gradebook; nbgrader would advise upgrading it."""
        self._failed, self.parent.refused = False, {}
        kind, _, file = str(self.coursedir.db_url).partition(":///")
        try:
            if kind == "sqlite":
                refuse_locked(Path(file))
            self._check_course()
        except KitError as fault:
            self._stop(sentence_of(fault))
        super().start()

    def convert_notebooks(self) -> None:
        """Convert the submissions one by one; the exit code says whether one was refused."""
        everybody = self.assignments
        for folder in sorted(everybody):
            self.assignments = {folder: everybody[folder]}
            try:
                super().convert_notebooks()
            except _Refused as refused:
                self._refuse(self._now[1], refused.why)
            except _Stopped as stopped:
                self._stop(str(stopped))
            except NbGraderException:
                # nbgrader has already said why.
                self._failed = True
        self._end()
        if self._failed:
            raise NbGraderException("refused")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether to convert this submission."""
        if student_id in self._left_out():
            return False
        self._now = assignment_id, student_id
        with self._stopping():
            return self._is_due(assignment_id, student_id)

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy the files as nbgrader does, with problems in sentences."""
        with self._stopping():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Convert the notebook as nbgrader does, with problems in sentences."""
        with self._stopping():
            super().convert_single_notebook(notebook_filename)

    def _check_course(self) -> None:
        """Stop if nothing can be made of the assignment; refuse learners who can't be in the batch."""

    def _is_due(self, assignment: str, student: str) -> bool:
        return bool(super().init_destination(assignment, student))

    def _end(self) -> None:
        """Report at the end, after all submissions."""

    def _undo(self, assignment: str, student: str) -> None:
        """Remove what was made so far for a submission."""
        shutil.rmtree(self._format_dest(assignment, student), ignore_errors=True)

    def _meant(self) -> list[str]:
        """Return the learners who handed in and whom the command is about."""
        everybody = collected_before(self.coursedir, self.coursedir.assignment_id).keys()
        asked = self.coursedir.student_id
        return [one for one in sorted(everybody - self._left_out()) if fnmatch(one, asked)]

    def _left_out(self) -> set[str]:
        return set(self.coursedir.student_id_exclude.split(","))

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            with faults_in_words(self.coursedir.db_url):
                yield
        except GradebookFault as fault:
            assignment, student = self._now
            shutil.rmtree(self._format_dest(assignment, student), ignore_errors=True)
            who = assignment if student == "." else student
            raise _Stopped(f"{who}: {fault.why} Everything before {who} is done.") from None
        except SubmissionRefused as refused:
            raise _Refused(refused) from None
        except Exception as fault:
            # A hand-in can contain anything; an error in one submission must not stop the others.
            self.log.debug("%s", traceback.format_exc())
            assignment, student = self._now
            self._undo(assignment, student)
            what = f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:200]}"
            why = (
                f"{assignment} cannot be prepared ({what}); --debug shows where."
                if student == "."
                else f"{student}: {assignment} cannot be prepared ({what}), so this submission is left out; "
                "ask for a new hand-in."
            )
            raise _Refused(SubmissionRefused(why)) from None

    def _refuse(self, student: str, why: SubmissionRefused) -> None:
        self.log.error("%s", why)
        self._failed = True
        self.parent.refused.setdefault(student, why)

    def _stop(self, sentence: str) -> NoReturn:
        self.log.error("%s", sentence)
        self.parent.refused = {}
        raise NbGraderException(sentence)


class Release(InSentences, GenerateAssignment):  # type: ignore[misc]  # nbgrader has no types
    """The converter for ``generate_assignment``.

    It stops if the source folder contains answers, since they would overwrite every learner's own.
    """

    def _check_course(self) -> None:
        source = Path(self._format_source(self.coursedir.assignment_id, "."))
        for name in (JOURNAL, ABOUT):
            if (source / name).exists():
                self._stop(f"{source / name} would overwrite every learner's own {name}; move it away.")


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
            has_graded_code = any(c.cell_type == "code" for n in known for c in n.grade_cells)
        if not known:
            self._stop(
                f"the gradebook has no {assignment} yet; run: nbgrader generate_assignment {assignment}"
            )
        if has_graded_code:
            self._stop(
                f"{assignment} has a graded code cell, and no code that learners send is run; take the cell "
                f"out of source/{assignment} and run nbgrader generate_assignment {assignment} again."
            )
        self._table = read_table(Path(self.coursedir.root))
        for student in self._meant():
            folder = Path(self._format_source(assignment, student))
            if not (folder / f"{assignment}.ipynb").is_file():
                why = f"{student}: there is no {assignment}.ipynb in {folder}; ask for a new hand-in."
                self._refuse(student, SubmissionRefused(why))

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
        try:
            read_hand_in(folder)
        except KitError as error:
            raise SubmissionRefused(
                f"{student}: {sentence_of(error)}, so this submission is left out; ask for a new hand-in."
            ) from None
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
            with suppress(MissingEntry):
                notebooks = gb.find_submission(assignment, student).notebooks
                if all(grade.manual_score is None for one in notebooks for grade in one.grades):
                    gb.remove_submission(assignment, student)
            with suppress(MissingEntry):
                if student not in self._listed and not gb.find_student(student).submissions:
                    gb.remove_student(student)
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
