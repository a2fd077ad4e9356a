"""Steps added to nbgrader's pipelines where marks are in question: what needs one, feedback that waits."""

from __future__ import annotations

from kit.grading.kernel import has_tests
from kit.grading.marking import open_criteria
from kit.grading.open_gradebook import open_gradebook
from kit.grading.refusals import FeedbackHeld, refuse
from kit.grading.step import Notebook, Resources, Step


class FlagMarks(Step):
    """After nbgrader's own scores: a cell worth nothing needs no mark, a criterion does."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Set which cells the marking page lists as open."""
        about = resources["nbgrader"]
        with open_gradebook(about["db_url"]) as gb:
            submission = gb.find_submission_notebook(about["notebook"], about["assignment"], about["student"])
            for grade in submission.grades:
                if grade.max_score == 0:
                    grade.needs_manual_grade = False
                elif grade.cell.type == "TaskCell":
                    # As nbgrader does for other cells: a new text does not keep its old mark unseen.
                    grade.needs_manual_grade = True
            gb.db.commit()
        return nb, resources


class HoldFeedback(Step):
    """First in feedback: no page is made while a criterion is unmarked, where nbgrader would print 0."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Hold this learner's page if a mark is open."""
        about = resources["nbgrader"]
        with open_gradebook(about["db_url"]) as gb:
            open_ones = open_criteria(gb, about["assignment"], about["student"])
        if open_ones:
            raise refuse(
                self.log,
                FeedbackHeld(
                    f"{about['student']}: {about['assignment']} has no mark yet for {', '.join(open_ones)}, "
                    "so feedback waits; mark it and run generate_feedback again."
                ),
            )
        return nb, resources


class LeaveOutForms(Step):
    """Then: code that only opens a form on the learner's screen is no part of a page that is read."""

    def preprocess(self, nb: Notebook, resources: Resources) -> tuple[Notebook, Resources]:
        """Drop code cells from a notebook that has no graded code."""
        if not has_tests(nb):
            nb.cells = [cell for cell in nb.cells if cell.cell_type != "code"]
        return nb, resources
