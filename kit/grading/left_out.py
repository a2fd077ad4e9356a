"""A file that is not collected, and files that are nobody's."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kit.spreadsheet import TableFault, read_csv

FILE = "left_out.csv"
"""What was left out, in the course root."""
COLUMNS = ("assignment", "file", "whose", "why", "to_send")


class LeftOut(NamedTuple):
    """A file that is not collected, a row of ``left_out.csv``."""

    file: str
    whose: str
    why: str
    to_send: str


def is_clutter(path: Path) -> bool:
    """Whether a file below a download is none of a learner's: a system put it there, or a copy that was cut.

    >>> is_clutter(Path("__MACOSX/equity_amy.zip")), is_clutter(Path(".DS_Store")), is_clutter(Path("a.zip"))
    (True, True, False)
    """
    return path.name in ("Thumbs.db", "desktop.ini") or any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts
    )


def read_left_out(root: Path) -> Iterator[tuple[str, LeftOut]]:
    """What was left out when each assignment was last collected; nothing where the table can't be read."""
    try:
        rows = [row.cells for row in read_csv(root / FILE, COLUMNS).rows]
    except (FileNotFoundError, TableFault):
        return
    for row in rows:
        yield row["assignment"], LeftOut(row["file"], row["whose"], row["why"], row["to_send"])
