"""The long table of self-ratings, one row for each current answer: from a journal or from a CSV.

All of `kit.measures` uses these rows. An error in a CSV is reported as one sentence, with the line if it is
about one.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from kit.journal.heads import heads_of
from kit.model import Content, Response
from kit.spreadsheet import Row as TableRow
from kit.spreadsheet import TableFault, read_table

COLUMNS = ("learner", "case", "occasion", "item", "value", "missing", "at")
"""Columns of the long table, everywhere in the kit."""
OCCASIONS = ("pre", "post", "then", "follow_up")
"""Occasions in the order in which they are shown."""
TWO_ANSWERS = "two_answers"
"""Reason for a gap: two computers have different answers, and the learner hasn't chosen one yet."""
LONGEST = 200
"""Maximum length of a learner's id, in characters."""
Row = dict[str, Any]


def long_table(responses: Iterable[Response], learner: str) -> list[Row]:
    """Return rows ``learner, case, occasion, item, value, missing, at``; an unanswered question has none."""
    ratings = [r for r in responses if r.item.startswith("rate.") and r.occasion in OCCASIONS]
    standing: dict[tuple[str, str, str], Row] = {}
    for one in heads_of(ratings):
        key = (one.case, one.item, one.occasion)
        value, missing = _answer(one)
        before = standing.get(key)
        if before and (before["value"], before["missing"]) != (value, missing):
            value, missing = None, TWO_ANSWERS
        standing[key] = {
            "learner": learner,
            "case": one.case,
            "occasion": one.occasion,
            "item": one.item,
            "value": value,
            "missing": missing,
            "at": one.at.isoformat(),
        }
    return sorted(
        standing.values(), key=lambda r: (str(r["case"]), OCCASIONS.index(r["occasion"]), str(r["item"]))
    )


def _answer(response: Response) -> tuple[int | None, str | None]:
    value = response.value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 4:
        return value, None
    reason = value.get("missing") if isinstance(value, Mapping) else None
    known = isinstance(reason, str) and re.fullmatch(r"[a-z_]{1,40}", reason)
    return None, str(reason) if known else "not_a_rating"


def read_long_table(data: bytes | str, name: str, content: Content) -> list[Row]:
    """Read the rows of a CSV, which error messages call ``name``; an extra column ``course`` is allowed.

    Raises
    ------
    TableFault
        There are no rows; a column is missing or unknown; a row has too many or too few cells; the learner is
        missing or the id is too long; an item or occasion is unknown; a value isn't a whole number from 0 to
        4; a row has both a value and a reason, or neither; a time can't be read; or one question has two
        different answers.

    Examples
    --------
    >>> from kit.content import compiled
    >>> head = "learner,case,occasion,item,value,missing,at\\n"
    >>> one = "lee,ms_perez,pre,rate.equity.preferences,3,,2026-09-07T15:40:09+00:00\\n"
    >>> read_long_table(head + one, "a.csv", compiled())[0]["value"]
    3
    >>> read_long_table(head + one.replace(",3,", ',"2,5",'), "a.csv", compiled())  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    kit.spreadsheet.TableFault: a.csv:2: '2,5' has a decimal comma; a self-rating...
    """
    table = read_table(data, name, COLUMNS)
    _check_head(table.columns, name)
    rated = {i.id for case in content.cases.values() for i in case.items.items if i.kind == "rating"}
    rows = [_row(row, f"{name}:{row.line}", rated) for row in table.rows]
    if not rows:
        raise TableFault(f"{name}: there is no row below the header, so nothing was read.")
    _check_twice(rows, name)
    return rows


def _check_head(columns: Sequence[str], name: str) -> None:
    wrong = [column for column in columns if column not in (*COLUMNS, "course")]
    if wrong:
        raise TableFault(
            f"{name}: the column {wrong[0][:40]!r} doesn't belong here; the columns must be "
            f"{', '.join(COLUMNS)}, with course in front if there are several courses."
        )


def _row(found: TableRow, where: str, rated: set[str]) -> Row:
    if found.surplus:
        raise TableFault(
            f"{where}: the row has more or fewer cells than the header; look for a comma within a cell, "
            "such as a decimal comma."
        )
    row: Row = dict(found.cells)
    if not row["learner"] or len(row["learner"]) > LONGEST:
        raise TableFault(f"{where}: the learner is missing or too long; write the learner's id.")
    if row["item"] not in rated:
        odd = row["item"][:60]
        raise TableFault(
            f"{where}: {odd!r} is not a self-rating of this course; write one such as rate.equity.resources."
        )
    if row["occasion"] not in OCCASIONS:
        raise TableFault(
            f"{where}: {row['occasion'][:40]!r} is not an occasion; use one of {', '.join(OCCASIONS)}."
        )
    row["value"], row["missing"] = _value(row["value"], where), row["missing"] or None
    if (row["value"] is None) == (row["missing"] is None):
        raise TableFault(
            f"{where}: the row needs either a value or a reason under missing, such as no_chance; not both."
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
        raise TableFault(f"{where}: {cell[:20]!r} is not a number; {whole}") from None
    if number not in range(5):
        raise TableFault(f"{where}: {cell[:20]!r} is not on the scale; {whole}")
    return int(number)


def _time(cell: str, where: str) -> str:
    try:
        at = datetime.fromisoformat(cell)
    except ValueError:
        raise TableFault(
            f"{where}: {cell[:40]!r} is not a time; write one like 2026-09-07T15:40:09+00:00."
        ) from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).isoformat()


def _check_twice(rows: Iterable[Row], name: str) -> None:
    seen: dict[tuple[str, ...], tuple[Any, Any]] = {}
    for row in rows:
        key = tuple(str(row.get(part) or "") for part in ("course", "learner", "case", "occasion", "item"))
        answer = (row["value"], row["missing"])
        if seen.setdefault(key, answer) != answer:
            raise TableFault(
                f"{name}: {key[1][:60]!r} has two different answers to {key[4]} ({key[3]}); keep the row "
                "that counts."
            )
