"""Who is in an exported table: its learners, and whom of the class each row is about."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kit.classroom import Member
from kit.journal import LEARNER_ID
from kit.lms.platform_file import PlatformFault, PlatformFile
from kit.spreadsheet import as_compared

KEYS = ("id", "lms_id", "login", "email")
"""The fields that identify a person: nbgrader's id, and the platform's number, sign-in name and address."""

_JOINERS = "\u200c\u200d"
"""Invisible letters that belong to the spelling of some names."""


@dataclass(frozen=True, slots=True)
class Person:
    """A learner in an exported table; a field that the table doesn't have is empty."""

    row: int
    """The row in the table; the headings are row 0."""
    name: str = ""
    first: str = ""
    last: str = ""
    """First and last name, if the table has them apart."""
    id: str = ""
    email: str = ""
    login: str = ""
    lms_id: str = ""
    school_id: str = ""
    """The school's number, where the platform has one of its own; a class list may have either."""
    section: str = ""

    @property
    def shown(self) -> str:
        """The name or other identifier to use in messages."""
        return self.name or self.email or self.login or self.lms_id or self.id

    @property
    def keys(self) -> list[tuple[str, str]]:
        """Every field that identifies the person, with its text."""
        texts = [*((key, getattr(self, key)) for key in KEYS), ("lms_id", self.school_id)]
        return [(key, text.casefold()) for key, text in texts if text]


@dataclass(frozen=True, slots=True)
class People:
    """Everyone in an exported table."""

    learners: tuple[Person, ...]
    others: tuple[Person, ...] = ()
    """The platform's own test students, and who has another role than a learner's."""


class Matcher:
    """Finds whom of the class a person is, by id, platform's number, sign-in name or address. Never by name.

    >>> Matcher([Member("a7", email="ana@a.org")]).of(Person(1, "Ana", email="ANA@a.org"))
    ['a7']
    """

    def __init__(self, members: Iterable[Member]) -> None:
        self._members: dict[str, Member] = {}
        self._ids: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
        for one in members:
            self.add(one)

    def add(self, member: Member) -> None:
        """Add a member, or what is now known about one."""
        self._members[member.id] = member
        for key in KEYS:
            self._ids[key, _key_of(member, key)][member.id] = None

    def of(self, person: Person) -> list[str]:
        """Return the ids of everybody in the class that the person could be."""
        could = [(id, key, text) for key, text in person.keys for id in self._ids.get((key, text), ())]
        return list(dict.fromkeys(id for id, key, text in could if _key_of(self._members[id], key) == text))


def _key_of(member: Member, key: str) -> str:
    # While a sign-in name, number or address isn't known, the id stands for it.
    return (getattr(member, key) or member.id).casefold()


@cache
def platforms() -> dict[str, Any]:
    """Return what ``platforms.toml`` says."""
    return tomllib.loads(files(__package__).joinpath("platforms.toml").read_text("utf-8"))


def platform_of(file: PlatformFile) -> dict[str, Any]:
    """Return the part of `platforms` about the platform that a file is from; empty if that isn't known."""
    headings = set(map(as_compared, file.headings))
    known = (
        one for one in platforms().values() if any(headings >= set(by) for by in one.get("known_by", ()))
    )
    return next(known, {})


def columns_of(file: PlatformFile, named: Mapping[str, str] = MappingProxyType({})) -> dict[str, int]:
    """Find which column has which field of a learner.

    Parameters
    ----------
    file
        The exported table.
    named
        Headings by field, such as ``{"id": "Account"}``. They take precedence over what is found.

    Returns
    -------
    dict of str to int
        The columns, counted from 0, by field.

    Raises
    ------
    PlatformFault
        If no column identifies a learner, a field in ``named`` is unknown, or a heading in ``named`` isn't in
        the file exactly once.

    Examples
    --------
    >>> from kit.lms.platform_file import parse
    >>> columns_of(parse(b"Last Name,First Name,Email Address", "a.csv"))
    {'first': 1, 'last': 0, 'email': 2}
    >>> columns_of(parse(b"Account,Who", "a.csv"))
    Traceback (most recent call last):
    kit.lms.platform_file.PlatformFault: a.csv has no column that says who each learner is; name one, such \
as --column id=Account (its columns: Account, Who).
    """
    headings = [as_compared(one) for one in file.headings]
    aliases: dict[str, list[str]] = platforms()["any"]["fields"] | platform_of(file).get("fields", {})
    found = {
        field: next(headings.index(one) for one in words if one in headings)
        for field, words in aliases.items()
        if not set(headings).isdisjoint(words)
    }
    shown = [one for one in file.headings if one][:12]
    for field, heading in named.items():
        if field not in aliases:
            raise PlatformFault(
                f"--column {field}=… isn't known; write one of {', '.join(aliases)} before the =."
            )
        if headings.count(as_compared(heading)) != 1:
            raise PlatformFault(
                f"{file.name} has {headings.count(as_compared(heading)) or 'no'} columns called {heading!r}; "
                f"its columns are {', '.join(shown)}."
            )
        place = headings.index(as_compared(heading))
        found = {other: there for other, there in found.items() if there != place} | {field: place}
    if found.keys() <= {"section", "role"}:
        example = re.sub(r"(.*\s.*)", r'"\1"', shown[0])
        raise PlatformFault(
            f"{file.name} has no column that says who each learner is; name one, such as "
            f"--column id={example} (its columns: {', '.join(shown)})."
        )
    return found


def read_people(file: PlatformFile, named: Mapping[str, str] = MappingProxyType({})) -> People:
    r"""Read the learners from a class list or a gradebook. Rows about columns are no learners.

    Parameters
    ----------
    file
        The export of a learning platform, or any table.
    named
        Headings by field; see `columns_of`.

    Returns
    -------
    People
        The learners in the order of the file, with test students and staff as others.

    Raises
    ------
    PlatformFault
        If `columns_of` raises it, for example because no column identifies a learner.

    Examples
    --------
    >>> from kit.lms.platform_file import parse
    >>> file = parse(b'Student,ID,SIS Login ID,Section\n    Points Possible,,,\n"Ruiz, Ana",7,aruiz,A\n'
    ...     b'"Student, Test",9,,A\n', "a.csv")
    >>> people = read_people(file)
    >>> [(one.name, one.lms_id, one.login) for one in people.learners], len(people.others)
    ([('Ana Ruiz', '7', 'aruiz')], 1)
    """
    columns, signs = columns_of(file, named), platforms()["any"]
    place = columns.get("name", len(file.headings))
    names = list(filter(None, (_clean(file.text(row, place)) for row in range(1, len(file.lines)))))
    # Somebody may be called King, Jr., but not most of a class.
    with_comma = sum(one.count(",") == 1 for one in names)
    last_first = "last_name_first" in platform_of(file) or with_comma > len(names) / 2
    learners, others = [], []
    for row in range(1, len(file.lines)):
        cells = {field: _clean(file.text(row, place)) for field, place in columns.items()}
        written, role = cells.get("name", ""), as_compared(cells.pop("role", ""))
        one = _person(row, cells, last_first)
        about = as_compared(written or file.text(row, 0)) in signs["rows_about_columns"]
        # Google Classroom has text in the e-mail column of rows about columns.
        if not one.keys and (about or not one.name or "@" not in (cells.get("email") or "@")):
            continue
        is_test = last_first and (written or one.name).casefold() in signs["test_students"]
        if (
            is_test
            or re.fullmatch(signs["test_login"], one.login.casefold())
            or re.search(signs["staff"], role)
        ):
            others.append(one)
        else:
            learners.append(one)
    return People(tuple(learners), tuple(others))


def _person(row: int, cells: Mapping[str, str], last_first: bool) -> Person:
    first, last, name = (cells.get(field, "") for field in ("first", "last", "name"))
    if last_first and name.count(",") == 1:
        last, first = (part.strip() for part in name.split(","))
    name = " ".join(filter(None, (first, last))) or name
    rest = {field: cells.get(field, "") for field in (*KEYS, "school_id", "section")}
    if not LEARNER_ID.fullmatch(rest["id"]):
        # An id that isn't valid here still identifies the learner on the platform.
        rest["lms_id"] = rest["lms_id"] or rest["id"]
    # For some teachers, Moodle hides part of an address behind asterisks.
    if "*" in rest["email"] or "@" not in rest["email"]:
        rest["email"] = ""
    return Person(row, name, first, last, **rest)


def _clean(text: str) -> str:
    # Canvas writes a name that begins like a formula as ="name".
    guarded = re.fullmatch(r'="(.*)"', text)
    letters = guarded[1] if guarded else text
    return " ".join("".join(c if c.isprintable() or c in _JOINERS else " " for c in letters).split())
