"""nbgrader, as the course uses it: its configuration, the steps added to its pipelines, marks, feedback.

nbgrader's own commands stay what they are. Nothing here knows about forms, charts or growth.
"""

from kit.grading.configuration import configure
from kit.grading.feedback import return_feedback

__all__ = ["configure", "return_feedback"]
