"""Put learners on nbgrader's class list, using only `nbgrader.api.Gradebook`."""

import importlib.util
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kit.classroom import Member
from kit.grading.gradebook_opening import open_gradebook, refuse_locked
from kit.model import MissingExtra

_LONGEST = 128
_MARKUP = str.maketrans("<>", "‹›")
"""Replacements for angle brackets, because nbgrader's marking page treats a name as HTML."""


def listed_students(course_root: Path, gradebook_url: str | None = None) -> tuple[str, ...]:
    """Return the ids of everybody in the gradebook.

    Raises `MissingExtra` without nbgrader, and `GradebookFault` if another program is using the gradebook.

    >>> listed_students(Path("a folder without a gradebook"))
    ()
    """
    if importlib.util.find_spec("nbgrader") is None:
        raise MissingExtra("a class list needs nbgrader", "instructor")
    file = course_root / "gradebook.db"
    if gradebook_url is None and not file.is_file():
        return ()
    with open_gradebook(_address(file, gradebook_url)) as gradebook:
        return tuple(str(one.id) for one in gradebook.students)


def list_students(
    course_root: Path,
    members: Iterable[Member],
    names: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    *,
    gradebook_url: str | None = None,
) -> int:
    """Add learners to the gradebook's list, or update their names and addresses; nobody is removed.

    Parameters
    ----------
    course_root
        The folder of ``gradebook.db``, which is created if it doesn't exist.
    members
        The learners.
    names
        First and last names by id, if they are known separately.
    gradebook_url
        The gradebook's URL, if it is somewhere else.

    Returns
    -------
    int
        How many weren't on the list before.

    Raises
    ------
    kit.grading.gradebook_opening.GradebookFault
        Another program is using the gradebook.
    """
    new = 0
    with open_gradebook(_address(course_root / "gradebook.db", gradebook_url)) as gradebook:
        from nbgrader.api import Student

        listed = {str(one.id): one for one in gradebook.students}
        for one in members:
            student = listed.get(one.id)
            if student is None:
                student, new = Student(id=one.id), new + 1
                gradebook.db.add(student)
            now = " ".join(filter(None, (student.first_name, student.last_name)))
            # Where a name that stays the same is cut is known better there.
            first, last = names.get(one.id) or (("", "") if now == _fit(one.name) else _split(one.name))
            said = {"first_name": first, "last_name": last, "email": one.email, "lms_user_id": one.lms_id}
            for field, text in said.items():
                if text and getattr(student, field) != _fit(text):
                    setattr(student, field, _fit(text))
        gradebook.db.commit()
    return new


def _address(file: Path, given: str | None) -> str:
    if given is not None:
        return given
    refuse_locked(file)
    return f"sqlite:///{file.resolve()}"


def _split(name: str) -> tuple[str, str]:
    # Joined, the parts are the name again, no matter where it is cut.
    first, _, last = name.partition(" ")
    return first, last


def _fit(text: str) -> str:
    return text.translate(_MARKUP)[:_LONGEST]
