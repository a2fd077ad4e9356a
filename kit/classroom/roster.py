"""The roster of a class: ``roster.csv`` in the course root, a row per learner, readable by its owner only.

The ``id`` is nbgrader's student id and has no accents; the ``name`` keeps every letter. A learner who has
left stays in the file, with the date. Columns that somebody added in a spreadsheet are kept.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.files import read_plain
from kit.journal import LEARNER_ID
from kit.model import PlainError
from kit.spreadsheet import Row, Table, read_table, write_csv

FILE = "roster.csv"
COLUMNS = ("id", "name", "email", "login", "lms_id", "section", "left")


class RosterFault(PlainError):
    """A roster that can't be read or written; the message says where and what to change."""


@dataclass(frozen=True, slots=True)
class Member:
    """A learner of a class.

    >>> Member("maria", name="María Pérez").is_here
    True
    """

    id: str
    """nbgrader's student id: letters without accents, digits, and ``. _ - @``."""
    name: str = ""
    """The name as the learner writes it."""
    email: str = ""
    login: str = ""
    """The name with which the learner signs in to the learning platform."""
    lms_id: str = ""
    """The learner's number on the learning platform."""
    section: str = ""
    left: date | None = None
    """The date since which the learner is no longer in the class."""

    @property
    def is_here(self) -> bool:
        """Whether the learner is in the class now."""
        return self.left is None


def read_roster(root: Path) -> tuple[Member, ...]:
    """Read who is in a class, in the order of the file.

    Parameters
    ----------
    root
        The course root.

    Returns
    -------
    tuple of Member
        All members, including those who have left. Empty if there is no roster.

    Raises
    ------
    RosterFault
        If an id is invalid or appears twice, or a date is invalid.
    kit.spreadsheet.TableFault
        If the file isn't a table with a column ``id``.

    Examples
    --------
    >>> import tempfile
    >>> root = Path(tempfile.mkdtemp())
    >>> read_roster(root)
    ()
    >>> write_roster(root, [Member("maria", name="María Pérez", section="A")])
    >>> [(one.id, one.name) for one in read_roster(root)]
    [('maria', 'María Pérez')]
    """
    table = _table(root)
    members = [] if table is None else [_member(row) for row in table.rows]
    _refuse_doubles(members)
    return tuple(members)


def write_roster(root: Path, members: Iterable[Member]) -> None:
    """Write the roster in one atomic step, readable by its owner only.

    Columns that somebody added are kept. If it raises, nothing has changed.

    Parameters
    ----------
    root
        The course root.
    members
        Everyone who belongs in the roster, in this order. A member who isn't given is removed from the file.

    Raises
    ------
    RosterFault
        If an id is invalid or appears twice.
    kit.spreadsheet.TableFault
        If the file that is there now can't be read.
    OSError
        If the file can't be written.

    Examples
    --------
    >>> write_roster(Path("."), [Member("o'brien")])
    Traceback (most recent call last):
    kit.classroom.roster.RosterFault: the id "o'brien" can't be used; an id has a to z, A to Z, digits \
and . _ - @, at most 64 of them, and begins and ends with a letter or a digit.
    """
    everybody = tuple(members)
    for one in everybody:
        _check(one.id, "")
    _refuse_doubles(everybody)
    old = _table(root)
    more = [] if old is None else [name for name in old.columns if name and name.lower() not in COLUMNS]
    kept = {} if old is None else {row.cells["id"]: row.cells for row in old.rows}
    rows = [
        [
            *(getattr(one, name) for name in COLUMNS[:-1]),
            one.left.isoformat() if one.left else "",
            *(kept.get(one.id, {}).get(name, "") for name in more),
        ]
        for one in everybody
    ]
    # With a byte order mark, Excel shows accents.
    write_csv(root / FILE, [*COLUMNS, *more], rows, bom=True, mode=0o600)


def _table(root: Path) -> Table | None:
    try:
        data = read_plain(root / FILE)
    except FileNotFoundError:
        return None
    return read_table(data, FILE, ["id"])


def _member(row: Row) -> Member:
    # Someone may write a heading as Name or LEFT in a spreadsheet.
    cells: Mapping[str, str] = {name.lower(): text for name, text in row.cells.items()}
    where = f"{FILE}, row {row.number}: "
    _check(cells["id"], where)
    texts = {name: cells.get(name, "") for name in COLUMNS if name != "left"}
    return Member(**texts, left=_date(cells.get("left", ""), where))


def _date(text: str, where: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise RosterFault(
            f"{where}{text[:20]!r} under left isn't a date; write one such as 2026-11-25, or leave it empty."
        ) from None


def _check(learner: str, where: str) -> None:
    if not LEARNER_ID.fullmatch(learner):
        raise RosterFault(
            f"{where}the id {learner[:60]!r} can't be used; an id has a to z, A to Z, digits and . _ - @, "
            "at most 64 of them, and begins and ends with a letter or a digit."
        )


def _refuse_doubles(members: Iterable[Member]) -> None:
    seen: dict[str, str] = {}
    for one in members:
        # On some computers, two names that differ only in capitals are the same folder.
        first = seen.setdefault(one.id.casefold(), one.id)
        if first is not one.id:
            raise RosterFault(f"{FILE}: {first} and {one.id} count as the same id; change one of them.")
