"""A marked sheet read back, row by row: what can be taken, what is wrong and how to mend it.

Nothing is written here.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.model import LEVELS
from kit.ratings.blind import Coded
from kit.ratings.faults import RatingFault
from kit.ratings.legible import LONGEST, opening
from kit.ratings.sheet import CODE, COMMENT, TEXT
from kit.spreadsheet import plain

_LEVELS = {str(level): level for level in LEVELS}


@dataclass(frozen=True, slots=True)
class Marked:
    """A row with every level."""

    row: int
    coded: Coded
    levels: Mapping[str, int]
    comment: str | None


@dataclass(slots=True)
class Rows:
    """What a sheet holds."""

    marked: list[Marked] = field(default_factory=list)
    half: list[str] = field(default_factory=list)
    """A sentence for each row with some of its levels."""
    empty: int = 0
    faults: list[str] = field(default_factory=list)
    """A sentence for each thing that is wrong."""


def read_rows(path: Path, known: Mapping[str, Coded], criteria: Mapping[str, Sequence[str]]) -> Rows:
    """Read a sheet that came back.

    Parameters
    ----------
    known
        The codes that were given.
    criteria
        Criteria by item.

    Raises
    ------
    RatingFault
        It is no sheet at all.
    """
    table = _table(path)
    if not table:
        raise RatingFault(f"{path.name} is empty; name the sheet that kit marks sheet wrote.")
    head = [name.strip().lower() for name in table[0]]
    if CODE not in head or TEXT not in head:
        raise RatingFault(
            f"{path.name} has no columns called {CODE} and {TEXT} in its first row; "
            "keep the first row as it was."
        )
    doubled = sorted({name for name in head if name and head.count(name) > 1})
    if doubled:
        raise RatingFault(f"{path.name} has two columns called {doubled[0]}; take one out.")
    found = Rows()
    seen: dict[str, int] = {}
    for number, line in enumerate(table[1:], start=2):
        if len(line) > len(head):
            found.faults.append(
                f"{path.name}, row {number}: there are more cells than in the first row, so levels may have "
                "moved; look for a comma in a level, such as 2,5."
            )
        elif any(value.strip() for value in line):
            values = dict(zip(head, [*line, *[""] * (len(head) - len(line))], strict=False))
            _read(found, f"{path.name}, row {number}", number, values, known, criteria, seen)
    return found


def _read(
    found: Rows,
    where: str,
    number: int,
    values: Mapping[str, str],
    known: Mapping[str, Coded],
    criteria: Mapping[str, Sequence[str]],
    seen: dict[str, int],
) -> None:
    code = values[CODE].strip().upper()
    coded = known.get(code)
    if coded is None:
        found.faults.append(
            f"{where}: {code or 'an empty cell'!r} is no code that was given; copy it from the sheet."
        )
        return
    where = f"{where} ({code})"
    if code in seen:
        found.faults.append(f"{where}: the code stands in row {seen[code]} too; take one of the rows out.")
        return
    seen[code] = number
    if opening(plain(values[TEXT])) != coded.opening:
        found.faults.append(
            f"{where}: the text is not the one of this code; undo what moved or changed it, such as sorting "
            "some of the columns only."
        )
    asked = criteria[coded.item]
    missing = [name for name in asked if name not in values]
    if missing:
        found.faults.append(f"{where}: there is no column {missing[0]}; keep the first row as it was.")
        return
    written = {name: values[name].strip() for name in asked}
    wrong = {name: text for name, text in written.items() if text and text not in _LEVELS}
    found.faults += [
        f"{where}, {name}: {text[:40]!r} is no level; write 0, 1, 2 or 3." for name, text in wrong.items()
    ]
    open_ones = [name for name, text in written.items() if not text]
    comment = plain(values.get(COMMENT, "")).strip()[:LONGEST] or None
    if len(open_ones) == len(asked):
        found.empty += 1
        if comment:
            found.half.append(f"{where}: a comment and no level; the row is left until it is filled.")
    elif open_ones:
        found.half.append(
            f"{where}: no level for {', '.join(open_ones)}; the row is left until it is filled."
        )
    elif not wrong:
        levels = {name: _LEVELS[text] for name, text in written.items()}
        found.marked.append(Marked(number, coded, levels, comment))


def _table(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
        if "\x00" in text:
            raise ValueError("no text")
    except ValueError:
        raise RatingFault(f"{path.name} is no CSV in UTF-8; save it again as CSV UTF-8.") from None
    first = text.partition("\n")[0]
    # A spreadsheet in another language writes semicolons.
    between = max(",;\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=between, strict=True))
    except csv.Error:
        raise RatingFault(
            f"{path.name} breaks off inside a text or is no table; save it again as CSV UTF-8."
        ) from None
