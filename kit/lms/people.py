"""Read who is in an exported class list: learners, test students, staff, and rows about columns."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kit.journal import LEARNER_ID
from kit.lms.headings import columns_of, is_canvas_gradebook
from kit.lms.their_file import TheirFault, TheirFile
from kit.spreadsheet import as_compared

_TEST = {"student, test", "test student"}
_JOINERS = "\u200c\u200d"
"""Invisible letters that belong to the spelling of some names."""
_PREVIEW = re.compile(r".*_previewuser", re.IGNORECASE)
_ABOUT_COLUMNS = {"points possible", "points", "date", "due date", "class average", "average"}
_STAFF = re.compile(r"teacher|instructor|\bta\b|assistant|designer|observer|manager|profesor|docente|creator")


@dataclass(frozen=True, slots=True)
class Person:
    """A learner in a class list; a field that the list doesn't have is empty."""

    row: int
    """The row in the table; the headings are row 0."""
    name: str = ""
    first: str = ""
    last: str = ""
    """First and last name, if the list has them apart."""
    id: str = ""
    email: str = ""
    login: str = ""
    lms_id: str = ""
    section: str = ""

    @property
    def shown(self) -> str:
        """The name or other identifier to use in messages."""
        return self.name or self.email or self.login or self.lms_id or self.id


@dataclass(frozen=True, slots=True)
class People:
    """Everyone in a class list."""

    learners: tuple[Person, ...]
    columns: Mapping[str, int]
    """The columns by field, from `kit.lms.headings.columns_of`."""
    tests: tuple[Person, ...] = ()
    """The platform's own test students."""
    staff: tuple[Person, ...] = ()
    others: tuple[int, ...] = field(default=())
    """Rows about the columns, such as Canvas' *Points Possible*."""


def read_people(file: TheirFile, named: Mapping[str, str] = MappingProxyType({})) -> People:
    r"""Read the learners from a class list or a gradebook.

    Parameters
    ----------
    file
        The export of a learning platform, or any table.
    named
        Headings by field; see `kit.lms.headings.columns_of`.

    Returns
    -------
    People
        The learners in the order of the file. Test students, staff and rows about columns are kept apart.

    Raises
    ------
    TheirFault
        If `kit.lms.headings.columns_of` raises it, for example because no column identifies a learner.

    Examples
    --------
    >>> from kit.lms.their_file import parse
    >>> file = parse(b'Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Ruiz, Ana",7,aruiz,A\n'
    ...     b'"Student, Test",9,,A\n', "a.csv")
    >>> people = read_people(file)
    >>> [(one.name, one.lms_id, one.login) for one in people.learners], len(people.tests)
    ([('Ana Ruiz', '7', 'aruiz')], 1)
    """
    columns = columns_of(file, named)
    canvas = is_canvas_gradebook(file.headings)
    heading = as_compared(file.headings[columns["name"]]) if "name" in columns else ""
    turned = canvas or heading.startswith("sortable")
    learners, tests, staff, others = [], [], [], []
    for row in range(1, len(file.rows)):
        cells = {name: _clean(file.text(row, place)) for name, place in columns.items()}
        role = as_compared(cells.pop("role", ""))
        one = _person(row, cells, turned)
        keys = one.id or one.email or one.login or one.lms_id
        # Google Classroom puts rows about columns in the same table, with text in the e-mail column.
        odd = bool(keys) and keys == one.email and "@" not in keys
        about = as_compared(cells.get("name", "") or file.text(row, 0)) in _ABOUT_COLUMNS
        if odd or (not keys and (about or not one.name)):
            others.append(row)
        elif (canvas and cells.get("name", one.name).casefold() in _TEST) or _PREVIEW.fullmatch(one.login):
            tests.append(one)
        elif role and _STAFF.search(role):
            staff.append(one)
        else:
            learners.append(one)
    return People(tuple(learners), columns, tuple(tests), tuple(staff), tuple(others))


def no_learners(file: TheirFile) -> TheirFault:
    """Return the error for a list without learners."""
    return TheirFault(f"{file.name} has headings but no learners; export it again with the learners in it.")


def _person(row: int, cells: Mapping[str, str], turned: bool) -> Person:
    first, last, name = (cells.get(field, "") for field in ("first", "last", "name"))
    if not (first or last) and turned and name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
    if first or last:
        name = " ".join(part for part in (first, last) if part)
    rest = {field: cells.get(field, "") for field in ("id", "login", "lms_id", "section")}
    if not LEARNER_ID.fullmatch(rest["id"]):
        # An id that isn't valid here still identifies the learner on the platform.
        rest["lms_id"] = rest["lms_id"] or rest["id"]
    email = cells.get("email", "")
    # For some teachers, Moodle hides part of an address behind asterisks.
    return Person(row, name, first, last, email="" if "*" in email else email, **rest)


def _clean(text: str) -> str:
    # Canvas writes a name that begins like a formula as ="name".
    guarded = re.fullmatch(r'="(.*)"', text)
    letters = guarded[1] if guarded else text
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in letters).split())
