"""Learners put on nbgrader's class list, through `nbgrader.api.Gradebook` alone."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

from kit.classroom import Member
from kit.grading.gradebook_opening import open_gradebook, refuse_locked

_LONGEST = 128
_MARKUP = str.maketrans("<>", "‹›")
"""nbgrader's marking page takes a name for HTML."""


def listed_students(course_root: Path) -> tuple[str, ...]:
    """Ids of everybody in the gradebook. Raises `GradebookFault` where another program holds it.

    >>> listed_students(Path("a folder without a gradebook"))
    ()
    """
    file = course_root / "gradebook.db"
    if not file.is_file():
        return ()
    refuse_locked(file)
    with open_gradebook(f"sqlite:///{file.resolve()}") as gradebook:
        return tuple(str(one.id) for one in gradebook.students)


def list_students(
    course_root: Path,
    members: Iterable[Member],
    names: Mapping[str, tuple[str, str]] = MappingProxyType({}),
) -> int:
    """Put learners on the gradebook's list, or bring their names up to date; nobody is taken off.

    Parameters
    ----------
    course_root
        Where ``gradebook.db`` lies; it is made where there is none.
    members
        The learners.
    names
        First and last names by id, where they are known apart.

    Returns
    -------
    int
        How many weren't on the list before.

    Raises
    ------
    kit.grading.gradebook_opening.GradebookFault
        Where another program holds the gradebook.
    """
    everybody = tuple(members)
    refuse_locked(course_root / "gradebook.db")
    with open_gradebook(f"sqlite:///{(course_root / 'gradebook.db').resolve()}") as gradebook:
        before = {str(one.id) for one in gradebook.students}
        for one in everybody:
            first, last = names.get(one.id) or _split(one.name)
            said = {"first_name": first, "last_name": last, "email": one.email, "lms_user_id": one.lms_id}
            gradebook.update_or_create_student(
                one.id, **{key: _fit(text) for key, text in said.items() if text}
            )
    return len({one.id for one in everybody} - before)


def _split(name: str) -> tuple[str, str]:
    # Joined they are the name again, wherever it is cut.
    first, _, last = name.partition(" ")
    return first, last


def _fit(text: str) -> str:
    return text.translate(_MARKUP)[:_LONGEST]
