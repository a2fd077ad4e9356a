"""Files of learning platforms (Canvas, Moodle, Blackboard, Google Classroom): class lists in, grades out.

What the platforms call their columns is in ``platforms.toml``. Only our cells of an export change; every
other byte stays the same. Nothing here knows about nbgrader: the caller passes in the marks and the ids from
its gradebook.
"""

from kit.lms.enrolling import Enrollment, enroll
from kit.lms.filling import Filled, fill
from kit.lms.grades import Grade, grades_table
from kit.lms.people import read_people
from kit.lms.platform_file import PlatformFault, PlatformFile, read_platform_file

__all__ = [
    "Enrollment",
    "Filled",
    "Grade",
    "PlatformFault",
    "PlatformFile",
    "enroll",
    "fill",
    "grades_table",
    "read_people",
    "read_platform_file",
]
