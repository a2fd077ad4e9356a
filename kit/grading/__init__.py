"""The course's use of nbgrader: its configuration, steps added to its pipelines, marks, and feedback.

Instructors still use nbgrader's own commands. Nothing here depends on forms, charts or growth.
"""

from kit.grading.configuration import configure

__all__ = ["configure"]
