"""The course's use of nbgrader: its configuration, steps added to its pipelines, marks, and feedback.

Instructors still use nbgrader's own commands. Nothing here depends on forms, charts or growth.
"""

from kit.grading.configuration import configure
from kit.grading.feedback import return_feedback

__all__ = ["configure", "return_feedback"]
