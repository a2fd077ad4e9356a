"""nbgrader's three converters as the course runs them: what is refused, and what stays until it is replaced.

nbgrader answers whatever a step raises with a traceback, and removes a page before it makes the new one.
So what can be known beforehand is looked at here, in one sentence each, before nbgrader touches anything.
`install` puts these classes where nbgrader's commands and its marking page look for their own.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment, GenerateFeedback
from nbgrader.converters.base import NbGraderException

from kit.grading.checking import SubmissionRefused, check_folder, check_name, check_notebook
from kit.grading.counting import marks_that_count
from kit.grading.feedback import feedback_of
from kit.grading.marking import open_criteria
from kit.grading.open_gradebook import GradebookFault, open_gradebook, refuse_locked
from kit.handin.records import ABOUT, JOURNAL


def install() -> None:
    """Let nbgrader's commands and its marking page use these converters."""
    from nbgrader.apps import api, autogradeapp, generateassignmentapp, generatefeedbackapp

    generateassignmentapp.GenerateAssignment = api.GenerateAssignment = Release
    autogradeapp.Autograde = api.Autograde = Marking
    generatefeedbackapp.GenerateFeedback = api.GenerateFeedback = FeedbackPages


class Release(GenerateAssignment):  # type: ignore[misc]  # nbgrader has no types
    """``generate_assignment``: no answers lie in the source, where they would overwrite everybody's own."""

    def start(self) -> None:
        """Refuse a source folder with a hand-in's files in it."""
        source = Path(self._format_source(self.coursedir.assignment_id, "."))
        for name in (JOURNAL, ABOUT):
            if (source / name).exists():
                _stop(self, f"{source / name} would overwrite every learner's own {name}; move it away.")
        _check_free(self)
        super().start()


class Marking(Autograde):  # type: ignore[misc]  # nbgrader has no types
    """``autograde``: a submission that nbgrader would trip over is left out before it has a record."""

    def start(self) -> None:
        """Stop where the assignment was not released yet."""
        _check_free(self)
        assignment = self.coursedir.assignment_id
        with open_gradebook(self.coursedir.db_url) as gb:
            try:
                known = gb.find_assignment(assignment).notebooks
            except MissingEntry:
                known = []
            self._expected = {n.name: [c.name for c in n.source_cells if c.name] for n in known}
        if not known:
            _stop(
                self,
                f"the gradebook has no {assignment} yet; run: nbgrader generate_assignment {assignment}",
            )
        super().start()

    def convert_notebooks(self) -> None:
        """Go through the submissions; the exit code says whether one was left out."""
        self._refused = 0
        super().convert_notebooks()
        if self._refused:
            raise NbGraderException(f"{self._refused} left out")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether this submission is marked."""
        try:
            check_name(student_id)
            check_folder(Path(self._format_source(assignment_id, student_id)), student_id, assignment_id)
            for notebook in map(Path, self.notebooks):
                if notebook.stem in self._expected:
                    text = notebook.read_text(encoding="utf-8", errors="replace")
                    check_notebook(text, self._expected[notebook.stem], student_id, notebook.stem)
        except SubmissionRefused as refusal:
            self.log.error("%s", refusal)
            self._refused += 1
            return False
        return bool(super().init_destination(assignment_id, student_id))


class FeedbackPages(GenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """``generate_feedback``: again where a mark or comment changed; a page stays until the next is whole.

    Where the gradebook shows another level than the one that counts, the feedback waits.

    A page is made in a hidden folder beside the finished one, and moved when nothing can fail any more.
    """

    def start(self) -> None:
        """Stop where the gradebook cannot be read."""
        _check_free(self)
        super().start()

    def convert_notebooks(self) -> None:
        """Go through the submissions; the exit code says whether feedback waits for a mark."""
        self._waiting = 0
        self._unsettled = marks_that_count(Path(self.coursedir.root)).unsettled
        super().convert_notebooks()
        if self._waiting:
            raise NbGraderException(f"{self._waiting} wait for marks")

    def init_destination(self, assignment_id: str, student_id: str) -> bool:
        """Whether a page is made: every criterion has a level, and something changed since the last page."""
        if student_id in self.coursedir.student_id_exclude.split(","):
            return False
        source = Path(self._format_source(assignment_id, student_id))
        with open_gradebook(self.coursedir.db_url) as gb:
            waiting = open_criteria(gb, assignment_id, student_id)
            if waiting:
                self._waiting += 1
                self.log.error(
                    "%s: %s has no mark yet for %s, so feedback waits; mark it and "
                    "run generate_feedback again.",
                    student_id,
                    assignment_id,
                    ", ".join(waiting),
                )
                return False
            self._record = feedback_of(gb, assignment_id, student_id, source)
        unsettled = [u.sentence for u in self._unsettled if u[:2] == (student_id, assignment_id)]
        if unsettled:
            self._waiting += 1
            for sentence in unsettled:
                self.log.error("%s Feedback waits until then.", sentence)
            return False
        if not self.force and self._is_current(source):
            self.log.info("%s: feedback on %s is up to date.", student_id, assignment_id)
            return False
        shutil.rmtree(self._format_dest(assignment_id, student_id), ignore_errors=True)
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


def _stop(converter: Any, sentence: str) -> None:
    converter.log.error("%s", sentence)
    raise NbGraderException(sentence)


def _check_free(converter: Any) -> None:
    """Stop where another program holds the gradebook: nbgrader would advise to upgrade it."""
    kind, _, file = str(converter.coursedir.db_url).partition(":///")
    try:
        if kind == "sqlite":
            refuse_locked(Path(file))
    except GradebookFault as fault:
        _stop(converter, str(fault))
