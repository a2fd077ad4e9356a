"""The base of the course's nbgrader converters, which report each problem in one sentence.

nbgrader shows a traceback for any error in a step. So problems are found, where possible, before nbgrader
touches anything, and a submission that fails doesn't stop the others.
"""

import shutil
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.converters import BaseConverter
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors.execute import UnresponsiveKernelError

from kit.content import sentence_of
from kit.grading.checking import SubmissionRefused
from kit.grading.collecting import collected_before
from kit.grading.gradebook_opening import GradebookFault, faults_in_words, refuse_locked
from kit.model import KitError


class _Stopped(BaseException):
    """An error that leaves nbgrader's loop over submissions, which shows a traceback for any `Exception`."""


class _Failed(_Stopped):
    """The same for one submission; the others are still converted."""


class InSentences(BaseConverter):  # type: ignore[misc]  # nbgrader has no types
    """The base class of the three converters; each problem becomes a sentence and an exit code."""

    assignments: Any

    def start(self) -> None:
        """Stop if another program is using the gradebook; nbgrader would advise upgrading it."""
        self._refused = 0
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
            except _Failed as failed:
                self._refuse(str(failed))
            except _Stopped as stopped:
                self._stop(str(stopped))
            except NbGraderException:
                # nbgrader has already said why.
                self._refused += 1
        self._end()
        if self._refused:
            raise NbGraderException(f"{self._refused} refused")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Return whether to convert this submission."""
        if student_id in self._left_out():
            return False
        self._now = assignment_id, student_id
        try:
            with self._stopping():
                return self._is_due(assignment_id, student_id)
        except SubmissionRefused as refusal:
            self._refuse(str(refusal))
            return False

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
        except SubmissionRefused:
            raise
        except UnresponsiveKernelError:
            self._undo(*self._now)
            raise
        except Exception as fault:
            # A hand-in can contain anything; an error in one submission must not stop the others.
            self.log.debug("%s", traceback.format_exc())
            assignment, student = self._now
            self._undo(assignment, student)
            what = f"{type(fault).__name__}: {str(fault).partition(chr(10))[0][:200]}"
            if student == ".":
                raise _Failed(f"{assignment} cannot be prepared ({what}); --debug shows where.") from None
            raise _Failed(
                f"{student}: {assignment} cannot be prepared ({what}), so this submission is left out; ask "
                "for a new hand-in."
            ) from None

    def _refuse(self, sentences: str) -> None:
        for sentence in sentences.splitlines():
            self.log.error("%s", sentence)
        self._refused += 1

    def _stop(self, sentence: str) -> NoReturn:
        self.parent.stopped = sentence  # for `kit.grading.intake`
        self.log.error("%s", sentence)
        raise NbGraderException(sentence)
