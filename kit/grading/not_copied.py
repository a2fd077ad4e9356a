"""Remember the files of a download that were not copied, since they can't be found in the archive again.

A table next to the archive has each file with the name of its download. Collecting that download again
replaces its rows.
"""

from collections.abc import Collection
from pathlib import Path

from kit.grading.left_out import COLUMNS, FILE, LeftOut
from kit.spreadsheet import TableFault, read_csv, write_csv

_COLUMNS = ("download", "had", *COLUMNS[1:])
_CAME = "came"
"""This column is optional, since older tables don't have the time when a file came."""


def note_not_copied(
    archive: Path, source: Path, left_out: Collection[LeftOut], handed_in: Collection[str]
) -> None:
    """Record which files of a download were not copied into an archive; ``handed_in`` has learner ids."""
    table, download = archive.parent / FILE, source.resolve().name
    rows = [one for one in _read(table) if one["download"] != download]
    rows += [
        {"download": download, "had": "yes" if one.whose in handed_in else "", **_texts(one)}
        for one in left_out
    ]
    if rows:
        lines = [[*(row[name] for name in _COLUMNS), row.get(_CAME, "")] for row in rows]
        write_csv(table, (*_COLUMNS, _CAME), lines, bom=True, mode=0o600)
    else:
        table.unlink(missing_ok=True)


def _texts(one: LeftOut) -> dict[str, str]:
    return {key: str(value) for key, value in one._asdict().items()}


def not_copied(archive: Path, handed_in: Collection[str]) -> list[LeftOut]:
    """Return the files that were not copied, except those of learners who first handed in after that."""
    return [
        LeftOut(row["file"], row["whose"], row["why"], row["to_send"], _number(row.get(_CAME, "")))
        for row in _read(archive.parent / FILE)
        if row["had"] or row["whose"] not in handed_in
    ]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0


def _read(table: Path) -> list[dict[str, str]]:
    try:
        return [row.cells for row in read_csv(table, _COLUMNS).rows]
    except (FileNotFoundError, TableFault):
        return []
