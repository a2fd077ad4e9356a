"""The long table as CSV text, read back: a fault is one sentence with its line, and nothing is taken."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from kit.measures.ratings import OCCASIONS
from kit.measures.tables import COLUMNS
from kit.model import Content, KitError, Response
from kit.spreadsheet import plain

LONGEST = 200
Row = dict[str, Any]


class TableFault(KitError):
    """A table that cannot be read as it stands."""


def read_csv(text: str, name: str, content: Content) -> list[Row]:
    """Rows of a long table; a column ``course`` may stand among the others.

    Parameters
    ----------
    text
        The file's text.
    name
        What a fault calls it.
    content
        The compiled course; its self-ratings are the items that may stand in the table.

    Raises
    ------
    TableFault
        Other columns, another separator, a decimal comma, a value off the scale, an unknown item or occasion.

    Examples
    --------
    >>> from kit.content import compiled
    >>> head = "learner,case,occasion,item,value,missing,at\\n"
    >>> one = "lee,ms_perez,pre,rate.equity.preferences,3,,2026-09-07T15:40:09+00:00\\n"
    >>> read_csv(head + one, "a.csv", compiled())[0]["value"]
    3
    >>> read_csv(head + one.replace(",3,", ',"2,5",'), "a.csv", compiled())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kit.measures.csv_table.TableFault: a.csv:2: '2,5' has a decimal comma; a self-rating...
    """
    lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    try:
        head = next(lines, [])
        _check_head(head, name)
        rated = {i.id for case in content.cases.values() for i in case.items.items if i.kind == "rating"}
        rows = [_row(cells, head, f"{name}:{lines.line_num}", rated) for cells in lines if any(cells)]
    except csv.Error as fault:
        raise TableFault(
            f"{name}:{lines.line_num}: this is no CSV ({fault}); save the table as CSV."
        ) from None
    if not rows:
        raise TableFault(f"{name}: there is no row under the header; nothing was read.")
    _check_twice(rows, name)
    return rows


def as_responses(rows: Iterable[Mapping[str, Any]]) -> tuple[Response, ...]:
    """One learner's rows as saved revisions, so that they are drawn like any other; ids are made up.

    >>> as_responses([])
    ()
    """
    return tuple(
        Response(
            id=f"{n:026d}", parent=None, workspace="0" * 26, item=str(row["item"]), item_hash="", seq=n,
            case=str(row["case"]), occasion=row["occasion"], at=row["at"], lane="shared",
            value=row["value"] if row["value"] is not None else {"missing": row["missing"]},
        )
        for n, row in enumerate(rows)
    )  # fmt: skip


def _check_head(head: Sequence[str], name: str) -> None:
    if len(head) == 1 and ";" in head[0]:
        raise TableFault(f"{name}: its columns are parted by semicolons; save it as CSV with commas.")
    wrong = [column for column in head if column not in (*COLUMNS, "course")]
    lacking = [column for column in COLUMNS if column not in head]
    if wrong or lacking or len(set(head)) < len(head):
        raise TableFault(
            f"{name}: its columns are {', '.join(c[:40] for c in head[:12]) or 'none'}; they must be "
            f"{', '.join(COLUMNS)}, with course in front where there are several."
        )


def _row(cells: Sequence[str], head: Sequence[str], where: str, rated: set[str]) -> Row:
    if len(cells) != len(head):
        raise TableFault(
            f"{where}: there are {len(cells)} cells for {len(head)} columns; a comma within a cell, such as "
            "a decimal comma, must not stand in it."
        )
    row: Row = dict(zip(head, (cell.strip() for cell in cells), strict=True))
    row["learner"] = plain(row["learner"])
    if not row["learner"] or len(row["learner"]) > LONGEST:
        raise TableFault(f"{where}: there is no learner in it; each row needs one.")
    if row["item"] not in rated:
        odd = row["item"][:60]
        raise TableFault(f"{where}: {odd!r} is no self-rating of this course; rate.equity.resources is one.")
    if row["occasion"] not in OCCASIONS:
        raise TableFault(
            f"{where}: {row['occasion'][:40]!r} is no occasion; use one of {', '.join(OCCASIONS)}."
        )
    row["value"], row["missing"] = _value(row["value"], where), row["missing"] or None
    if (row["value"] is None) == (row["missing"] is None):
        raise TableFault(
            f"{where}: a row has either a value or a reason why it is missing, such as no_chance."
        )
    row["at"] = _time(row["at"], where)
    return row


def _value(cell: str, where: str) -> int | None:
    if not cell:
        return None
    whole = "a self-rating is a whole number, 0 to 4."
    if "," in cell:
        raise TableFault(f"{where}: {cell[:20]!r} has a decimal comma; {whole}")
    try:
        number = float(cell)
    except ValueError:
        raise TableFault(f"{where}: {cell[:20]!r} is no number; {whole}") from None
    if number not in range(5):
        raise TableFault(f"{where}: {cell[:20]!r} is not on the scale; {whole}")
    return int(number)


def _time(cell: str, where: str) -> str:
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        raise TableFault(
            f"{where}: {cell[:40]!r} is no time; write it like 2026-09-07T15:40:09+00:00."
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _check_twice(rows: Iterable[Row], name: str) -> None:
    seen: dict[tuple[str, ...], tuple[Any, Any]] = {}
    for row in rows:
        key = tuple(str(row.get(part) or "") for part in ("course", "learner", "case", "occasion", "item"))
        answer = (row["value"], row["missing"])
        if seen.setdefault(key, answer) != answer:
            raise TableFault(
                f"{name}: {key[1][:60]!r} rates {key[4]} ({key[3]}) twice, and not alike; keep the row that "
                "counts."
            )
