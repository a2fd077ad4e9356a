"""Files of learning platforms (Canvas, Moodle, Blackboard, Google Classroom): class lists in, grades out.

Their own files are changed cell by cell; everything else in them stays byte for byte. Nothing here knows of
nbgrader: marks and gradebook come from whoever calls.
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
