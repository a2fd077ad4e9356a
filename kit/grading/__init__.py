"""nbgrader, as the course uses it: its configuration, the steps added to its pipelines, marks, feedback.

nbgrader's own commands stay what they are. Nothing here knows about forms, charts or growth.
"""

from kit.grading.checking import SubmissionRefused
from kit.grading.configuration import configure
from kit.grading.counting import marks_that_count
from kit.grading.feedback import return_feedback
from kit.grading.marking import mark, unmarked

__all__ = [
    "SubmissionRefused",
    "configure",
    "mark",
    "marks_that_count",
    "return_feedback",
    "unmarked",
]
