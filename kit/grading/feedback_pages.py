"""The course's versions of nbgrader's ``generate_feedback`` and ``release_feedback``.

nbgrader removes a feedback page before it makes the new one; here the old page is kept until then.
"""

import shutil
from pathlib import Path

from nbgrader.converters import GenerateFeedback
from nbgrader.exchange.default import ExchangeReleaseFeedback
from traitlets import Unicode

from kit.classroom import read_roster
from kit.grading import finished
from kit.grading.checking import SubmissionRefused
from kit.grading.comments_that_count import standing_comments
from kit.grading.converters import InSentences
from kit.grading.counting import marks_that_count
from kit.grading.feedback import feedback_of
from kit.grading.gradebook_opening import open_gradebook
from kit.grading.gradebook_record import open_criteria
from kit.grading.handed import is_somebody_elses, marked_of_somebody_else
from kit.grading.learners_file import read_table
from kit.grading.markable import is_without_reflection
from kit.grading.texts import also_written
from kit.handin.feedback import LARGEST_RECORD
from kit.handin.feedback_page import feedback_page

_CAME_WITH = ("timestamp.txt", "submission_secret.txt")
"""What nbgrader adds to a submission in its exchange, and needs to release the feedback there."""


class FeedbackPages(InSentences, GenerateFeedback):  # type: ignore[misc]  # nbgrader has no types
    """The converter for ``generate_feedback``, which makes a page again if a mark or comment has changed.

    Feedback waits if the gradebook shows a different level from the one that counts.

    The page is the course's own. It is made in a hidden folder next to the finished one, and replaces the old
    page once nothing can fail anymore.
    """

    closing = Unicode("", help="A line at the end of everybody's feedback.").tag(config=True)
    ratings = Unicode("", help="The ratings database; by default ratings.db in the course root.").tag(
        config=True
    )

    def _check_course(self) -> None:
        assignment = self.coursedir.assignment_id
        self._autograded = Path(self.coursedir.root, self.coursedir.autograded_directory)
        self._table = read_table(Path(self.coursedir.root))
        self._elses = marked_of_somebody_else(Path(self.coursedir.root))
        for student in self._meant():
            if not finished.is_finished(self._autograded / student / assignment):
                why = (
                    f"{student}: {assignment} is not autograded, so there is no feedback; run nbgrader "
                    f"autograde {assignment} first."
                )
                short = "not ready to be marked; run kit collect"
                self._refuse(student, SubmissionRefused(why, short=short))
        root, place = Path(self.coursedir.root), self.ratings or None
        counted = marks_that_count(root, place)
        self._marks, self._names = counted.marks, dict(counted.gradebook.learners)
        self._names |= {one.id: one.name for one in read_roster(root) if one.name}
        self._standing = standing_comments(root, assignment, place)

    def _is_due(self, assignment: str, student: str) -> bool:
        source = Path(self._format_source(assignment, student))
        if not finished.is_finished(self._autograded / student / assignment):
            return False
        if is_without_reflection(Path(self.coursedir.root), student, assignment):
            self.log.info("%s: %s came without a reflection, so there is no feedback.", student, assignment)
            return False
        self._refuse_somebody_elses(assignment, student)
        with open_gradebook(self.coursedir.db_url) as gb:
            if waiting := open_criteria(gb, assignment, student):
                raise SubmissionRefused(
                    f"{student}: {assignment} has no mark yet for {', '.join(waiting)}, so feedback waits; "
                    f"mark it and run nbgrader generate_feedback {assignment} again.",
                    # A mark that isn't a level is named with its number.
                    short=", ".join(("not fully marked", *(one for one in waiting if " (" in one))),
                )
            self._record, self._answer = feedback_of(
                gb, assignment, student, source, self.closing, marks=self._marks, standing=self._standing
            )
        if len(self._record.to_json()) > LARGEST_RECORD:
            raise SubmissionRefused(
                f"{student}: the comments on {assignment} are too long for a page of feedback; shorten some "
                f"and run nbgrader generate_feedback {assignment} again.",
                short="the comments are too long for a page of feedback; shorten some",
            )
        shutil.rmtree(self._format_dest(assignment, student), ignore_errors=True)
        if not self.force and self._is_current(source):
            self.log.info("%s: feedback on %s is up to date.", student, assignment)
            return False
        return True

    def _refuse_somebody_elses(self, assignment: str, student: str) -> None:
        submitted = Path(self.coursedir.root, self.coursedir.submitted_directory, student, assignment)
        if is_somebody_elses(self._table, submitted, assignment, student):
            raise SubmissionRefused(
                f"{student}: you said that the hand-in of {assignment} in {submitted} is not {student}'s, so "
                "there is no feedback on it. Run kit collect to bring in another one. If no other hand-in "
                "comes, move that folder away.",
                short="you said that it is somebody else's",
            )
        if self._elses(student, assignment):
            raise SubmissionRefused(
                f"{student}: another hand-in of {assignment} has been collected since, so feedback waits; "
                f"run nbgrader autograde {assignment} first.",
                short="a newer hand-in is waiting; run kit collect",
            )

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy what ``release_feedback`` needs. The other files contain the learner's answers."""
        source, made = (
            Path(find(assignment_id, student_id)) for find in (self._format_source, self._format_dest)
        )
        made.mkdir(parents=True, exist_ok=True)
        for name in _CAME_WITH:
            if (source / name).is_file():
                shutil.copyfile(source / name, made / name)

    def _is_current(self, source: Path) -> bool:
        target = self._target()
        name = self._record.assignment
        if any((source / one).is_file() and not (target / one).is_file() for one in _CAME_WITH):
            return False
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

    def convert_single_notebook(self, notebook_filename: str) -> None:
        """Write the page, which says whose it is, and the record next to it."""
        with self._stopping():
            about = self.init_single_notebook_resources(notebook_filename)
            also = also_written(Path(notebook_filename))
            name = self._names.get(self._record.learner, "")
            page = feedback_page(self._record, self._answer, name=name, also=also)
            self.write_single_notebook(page, {**about, "output_extension": ".html"})
            record = Path(self.writer.build_directory, f"{self._record.assignment}.json")
            record.write_bytes(self._record.to_json())

    def run_post_convert_hook(self) -> None:
        """Replace the old page and record with the finished ones."""
        super().run_post_convert_hook()
        made = Path(self._format_dest(self._record.assignment, self._record.learner))
        target = self._target()
        # Move the record last: a page without one is made again.
        for file in sorted(made.rglob("*"), key=lambda file: (file.suffix == ".json", file)):
            if file.is_file():
                place = target / file.relative_to(made)
                place.parent.mkdir(parents=True, exist_ok=True)
                file.replace(place)
        shutil.rmtree(made)


class ReleaseFeedback(ExchangeReleaseFeedback):  # type: ignore[misc]  # nbgrader has no types
    """The course's ``release_feedback``; nbgrader's own fails at a hand-in that came another way."""

    def copy_files(self) -> None:
        """Release the pages of learners who handed in through the exchange."""
        course = self.coursedir
        pages = Path(course.root, course.feedback_directory).glob(
            f"{course.student_id}/{course.assignment_id}"
        )
        others = [page.parent.name for page in pages if not all((page / one).is_file() for one in _CAME_WITH)]
        if others:
            self.log.warning(
                "%s: not released, since nothing came through nbgrader's exchange from: %s. Run kit feedback "
                "to send theirs back another way.",
                course.assignment_id, ", ".join(sorted(others)),
            )  # fmt: skip
        course.student_id_exclude = ",".join([course.student_id_exclude, *others])
        super().copy_files()
