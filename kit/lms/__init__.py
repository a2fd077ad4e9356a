"""Files of learning platforms (Canvas, Moodle, Blackboard, Google Classroom): class lists in, grades out.

A platform's export is changed cell by cell; every other byte of it stays the same. Nothing here knows about
nbgrader: the caller passes in the marks and the ids from its gradebook.
"""

from kit.lms.enrolling import Enrollment, enroll
from kit.lms.filling import Filled, fill
from kit.lms.grades import Grade, grades_table
from kit.lms.people import read_people
from kit.lms.their_file import TheirFile, read_their_file

__all__ = [
    "Enrollment",
    "Filled",
    "Grade",
    "TheirFile",
    "enroll",
    "fill",
    "grades_table",
    "read_people",
    "read_their_file",
]
