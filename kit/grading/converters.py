"""nbgrader's three converters as the course runs them: what is refused, and what stays until it is replaced.

nbgrader answers whatever a step raises with a traceback, and removes a page before it makes the new one.
So what can be known beforehand is looked at here, in one sentence each, before nbgrader touches anything.
`install` puts these classes where nbgrader's commands and its marking page look for their own.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, BaseConverter, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException

from kit.grading.checking import SubmissionRefused, check_folder, check_name, check_notebook
from kit.grading.collecting import collect, collected_before
from kit.grading.counting import marks_that_count
from kit.grading.feedback import feedback_of
from kit.grading.gradebook_record import (
    GradebookFault,
    faults_in_words,
    open_criteria,
    open_gradebook,
    refuse_locked,
)
from kit.grading.sorting import sort_out
from kit.handin.records import ABOUT, JOURNAL
from kit.model import KitError


def install() -> None:
    """Let nbgrader's commands and its marking page use these converters, and collect as this course does."""
    from nbgrader.apps import api, autogradeapp, generateassignmentapp, generatefeedbackapp, zipcollectapp

    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = Release
    autogradeapp.Autograde = api.Autograde = Marking
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = FeedbackPages
    # nbgrader unpacks into a folder that has to be empty, and copies from there.
    zipcollectapp.ZipCollectApp.extract_archive_files = collect
    zipcollectapp.ZipCollectApp.process_extracted_files = lambda _: None


class _Stopped(BaseException):
    """Leaves nbgrader's loop over submissions, which answers every `Exception` with a traceback."""


class _InSentences(BaseConverter):  # type: ignore[misc]  # nbgrader has no types
    """What the three share: what stops or refuses is a sentence and an exit code."""

    def start(self) -> None:
        """Stop where another program holds the gradebook: nbgrader would advise to upgrade it."""
        kind, _, file = str(self.coursedir.db_url).partition(":///")
        try:
            if kind == "sqlite":
                refuse_locked(Path(file))
            self._check_course()
        except KitError as fault:
            self._stop(str(fault))
        super().start()

    def convert_notebooks(self) -> None:
        """Go through the submissions; the exit code says whether one was refused."""
        self._refused = 0
        try:
            super().convert_notebooks()
        except _Stopped as stopped:
            self._stop(str(stopped))
        if self._refused:
            raise NbGraderException(f"{self._refused} refused")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether this submission is taken."""
        self._now = assignment_id, student_id
        try:
            with self._stopping():
                return self._is_due(assignment_id, student_id)
        except SubmissionRefused as refusal:
            for sentence in str(refusal).splitlines():
                self.log.error("%s", sentence)
            self._refused += 1
            return False

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """As nbgrader does it."""
        with self._stopping():
            super().init_assignment(assignment_id, student_id)

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """As nbgrader does it."""
        with self._stopping():
            super().convert_single_notebook(notebook_filename)

    def _check_course(self) -> None:
        """Stop where nothing can be made of the assignment."""

    def _is_due(self, assignment: str, student: str) -> bool:
        return bool(super().init_destination(assignment, student))

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        try:
            with faults_in_words(self.coursedir.db_url):
                yield
        except GradebookFault as fault:
            assignment, student = self._now
            shutil.rmtree(self._format_dest(assignment, student), ignore_errors=True)
            who = assignment if student == "." else student
            raise _Stopped(f"{who}: {fault.why} What came before {who} is done.") from None

    def _stop(self, sentence: str) -> NoReturn:
        self.log.error("%s", sentence)
        raise NbGraderException(sentence)


class Release(_InSentences, GenerateAssignment):  # type: ignore[misc]  # nbgrader has no types
    """``generate_assignment``: no answers lie in the source, where they would overwrite everybody's own."""

    def _check_course(self) -> None:
        source = Path(self._format_source(self.coursedir.assignment_id, "."))
        for name in (JOURNAL, ABOUT):
            if (source / name).exists():
                self._stop(f"{source / name} would overwrite every learner's own {name}; move it away.")


class Marking(_InSentences, Autograde):  # type: ignore[misc]  # nbgrader has no types
    """``autograde``: a submission that nbgrader would trip over is left out before it has a record."""

    def _check_course(self) -> None:
        assignment = self.coursedir.assignment_id
        with open_gradebook(self.coursedir.db_url) as gb:
            try:
                known = gb.find_assignment(assignment).notebooks
            except MissingEntry:
                known = []
            self._expected = {n.name: [c.name for c in n.source_cells if c.name] for n in known}
        if not known:
            self._stop(
                f"the gradebook has no {assignment} yet; run: nbgrader generate_assignment {assignment}"
            )
        # The second of two people may have handed in after the first was collected.
        self._archive = Path(self.coursedir.root, "downloaded", assignment, "archive")
        submitted, cells = collected_before(self.coursedir, assignment), self._expected.get(assignment, [])
        self._claimed = sort_out(self._archive, assignment, cells, submitted).claimed

    def _is_due(self, assignment: str, student: str) -> bool:
        check_name(student)
        folder = Path(self._format_source(assignment, student))
        if student in self._claimed:
            raise SubmissionRefused(
                f"{student}: two course folders hand in {assignment} under this id and have no answer in "
                "common, so neither is marked; ask whether they are one person. If not, take the zip of one "
                f"out of {self._archive} (and {folder}, if it is theirs) and collect again."
            )
        check_folder(folder, student, assignment)
        for notebook in map(Path, self.notebooks):
            if notebook.stem in self._expected:
                text = notebook.read_text(encoding="utf-8", errors="replace")
                check_notebook(text, self._expected[notebook.stem], student, notebook.stem)
        return super()._is_due(assignment, student)


class FeedbackPages(_InSentences, GenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """``generate_feedback``: again where a mark or comment changed; a page stays until the next is whole.

    Where the gradebook shows another level than the one that counts, the feedback waits.

    A page is made in a hidden folder beside the finished one, and moved when nothing can fail any more.
    """

    def _check_course(self) -> None:
        self._unsettled = marks_that_count(Path(self.coursedir.root)).unsettled

    def _is_due(self, assignment: str, student: str) -> bool:
        if student in self.coursedir.student_id_exclude.split(","):
            return False
        source = Path(self._format_source(assignment, student))
        with open_gradebook(self.coursedir.db_url) as gb:
            if waiting := open_criteria(gb, assignment, student):
                raise SubmissionRefused(
                    f"{student}: {assignment} has no mark yet for {', '.join(waiting)}, so feedback waits; "
                    "mark it and run generate_feedback again."
                )
            self._record = feedback_of(gb, assignment, student, source)
        unsettled = [u.sentence for u in self._unsettled if u[:2] == (student, assignment)]
        if unsettled:
            raise SubmissionRefused("\n".join(f"{one} Feedback waits until then." for one in unsettled))
        if not self.force and self._is_current(source):
            self.log.info("%s: feedback on %s is up to date.", student, assignment)
            return False
        shutil.rmtree(self._format_dest(assignment, student), ignore_errors=True)
        return True

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy nothing beside the page: it needs no other file, and the others hold the learner's answers."""

    def _is_current(self, source: Path) -> bool:
        target = self._target()
        name = self._record.assignment
        try:
            page = (target / f"{name}.html").stat().st_mtime
            same = (target / f"{name}.json").read_bytes() == self._record.to_json()
            return same and page >= (source / f"{name}.ipynb").stat().st_mtime
        except OSError:
            return False

    def _target(self) -> Path:
        return Path(super()._format_dest(self._record.assignment, self._record.learner))

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        target = Path(super()._format_dest(assignment_id, student_id, escape=escape))
        return str(target.with_name(f".{target.name}.making"))

    def write_single_notebook(self, output: str, resources: Any) -> None:
        """Write the page with whose it is, and the record beside it."""
        page = output.replace("<head>", f"<head>\n{self._record.as_meta()}", 1)
        super().write_single_notebook(page, resources)
        record = Path(self.writer.build_directory, f"{self._record.assignment}.json")
        record.write_bytes(self._record.to_json())

    def run_post_convert_hook(self) -> None:
        """Put what is finished in the place of what was there."""
        super().run_post_convert_hook()
        made = Path(self._format_dest(self._record.assignment, self._record.learner))
        target = self._target()
        # The record comes last: a page without it is made again.
        for file in sorted(made.rglob("*"), key=lambda file: (file.suffix == ".json", file)):
            if file.is_file():
                place = target / file.relative_to(made)
                place.parent.mkdir(parents=True, exist_ok=True)
                file.replace(place)
        shutil.rmtree(made)
