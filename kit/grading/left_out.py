"""The table of files that are not collected, and a test for files that aren't a learner's."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from kit.spreadsheet import TableFault, read_csv, write_csv

FILE = "left_out.csv"
"""The name of the table in the course root."""
COLUMNS = ("assignment", "file", "whose", "why", "to_send")
_UPLOADED = re.compile(
    r"\.(?![_~])(.*\.)?"
    r"(zip|7z|rar|ipynb|docx?|odt|pages|rtf|txt|md|pdf|html?|xlsx?|ods|csv|pptx?|jpe?g|png|heic|gif|mov|mp[34])"
)
"""A name that begins with a dot but has the extension of a file that learners upload."""


class LeftOut(NamedTuple):
    """A file that is not collected, as a row of ``left_out.csv``."""

    file: str
    whose: str
    why: str
    to_send: str
    came: int = 0
    """When the file came, in nanoseconds, or 0 if that isn't known. It isn't part of the row."""

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The cells of the row after the assignment."""
        return self[:4]


def still_open(rows: Iterable[LeftOut], since: Mapping[str, int]) -> list[LeftOut]:
    """Return the rows that no later hand-in has settled; a file that one learner sent twice is listed once.

    ``since`` has the time when each learner's collected hand-in came.

    >>> row = LeftOut("equity_amy.zip", "amy", "it is a damaged zip", "Hand in again.", came=5)
    >>> [len(still_open([row], {"amy": when})) for when in (4, 5, 6)]
    [1, 1, 0]
    >>> len(still_open([row, row._replace(came=7), row._replace(whose=""), row._replace(whose="")], {}))
    3
    """
    found: dict[tuple[object, ...], LeftOut] = {}
    for number, one in enumerate(rows):
        if not one.came or since.get(one.whose, 0) <= one.came:
            # If it isn't known whose they are, two files with one name may be two people's.
            found.setdefault(one.cells if one.whose else (number,), one)
    return list(found.values())


def is_clutter(path: Path) -> bool:
    """Return whether a file in a download isn't a learner's: a system's file, or an interrupted copy.

    >>> is_clutter(Path("__MACOSX/equity_amy.zip")), is_clutter(Path(".DS_Store")), is_clutter(Path("a.zip"))
    (True, True, False)

    A learner can remove all of a name but its extension, and some computers hide files with a leading dot. So
    a name with a leading dot can be a learner's if it has the extension of a file that learners upload.

    >>> is_clutter(Path("Amy Lee/.zip")), is_clutter(Path("Amy Lee/._essay.docx"))
    (False, True)
    """
    return (
        path.name in ("Thumbs.db", "desktop.ini")
        or any(part.startswith(".") or part == "__MACOSX" for part in path.parts[:-1])
        or path.name == "__MACOSX"
        or (path.name.startswith(".") and _UPLOADED.fullmatch(path.name.lower()) is None)
    )


def write_left_out(root: Path, rows: Iterable[tuple[str, LeftOut]]) -> None:
    """Rewrite the table, with the assignment before each row, or delete it if nothing is left out."""
    table = [[assignment, *one.cells] for assignment, one in rows]
    if table:
        write_csv(root / FILE, COLUMNS, table, bom=True, mode=0o600)
    else:
        (root / FILE).unlink(missing_ok=True)


def drop_decided(root: Path, codes: Iterable[str]) -> None:
    """Remove the rows of held hand-ins that the instructor has decided about, given their codes."""
    rows = [*read_left_out(root)]
    decided = [f" --accept {code};" for code in codes]
    kept = [row for row in rows if not any(one in row[1].why for one in decided)]
    if len(kept) < len(rows):
        write_left_out(root, kept)


def read_left_out(root: Path) -> Iterator[tuple[str, LeftOut]]:
    """Yield each assignment and what its last collection left out; nothing if the table can't be read."""
    try:
        rows = [row.cells for row in read_csv(root / FILE, COLUMNS).rows]
    except (FileNotFoundError, TableFault):
        return
    for row in rows:
        yield row["assignment"], LeftOut(row["file"], row["whose"], row["why"], row["to_send"])
