"""Find files that say who a learner is, and remove that from tables, JSON files, and zips."""

import io
import json
import os
import re
import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path, PurePath
from typing import Any

from kit.files import replace
from kit.grading.left_out import FILE as LEFT_OUT
from kit.grading.person import Person
from kit.grading.uploader import named_in, uploader_of
from kit.handin.downloads import account
from kit.handin.feedback_record import read_record, said_in_head
from kit.handin.reading import MOST_BYTES, MOST_TOGETHER, read_download
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.zips import Left, Member, Zip, is_zip
from kit.model import KitError
from kit.spreadsheet import TableFault, read_csv, write_csv

_PAGES = (".html", ".json")
_PACKED = re.compile(rb"/Filter.{0,400}?stream\r?\n.*?endstream", re.DOTALL)
"""The compressed parts of a PDF."""


def is_theirs(path: Path, data: bytes, person: Person) -> bool:
    """Return whether a page or record says that it is this learner's."""
    if path.suffix.lower() not in _PAGES:
        return False
    said = said_in_head(data) if path.suffix.lower() == ".html" else data
    record = None if said is None else read_record(said)
    return record is not None and record.learner == person.id


def clean_table(path: Path, person: Person) -> int:
    """Remove the rows about a learner, and their name from other rows. Return how many rows changed."""
    table = read_csv(path)
    words = {one.casefold() for one in (person.id, *person.names)}
    left_out = path.name == LEFT_OUT
    if left_out:
        # For somebody who isn't on the class list, the table has the platform's name or number.
        words |= {person.number, *(one.casefold() for one in person.uploaders)} - {""}
    kept = [
        row
        for row in table.rows
        if not words & {cell.strip().casefold() for cell in row.cells.values()}
        and not (left_out and _is_sent_by(row.cells, person))
    ]
    rows = [[row.cells.get(name, "") for name in table.columns] for row in kept]
    # Only in a table that the kit wrote itself does an ordinary word surely mean a learner.
    clean = [[person.without(cell, surely=not left_out) for cell in row] for row in rows]
    changed = len(table.rows) - len(kept) + sum(a != b for a, b in zip(rows, clean, strict=True))
    if changed:
        write_csv(path, table.columns, clean, bom=True)
    return changed


def _is_sent_by(cells: Mapping[str, str], person: Person) -> bool:
    return person.whose.of(cells.get("file", ""), "", cells.get("assignment", "")) == person.id


def clean_json(path: Path, person: Person) -> int:
    """Remove every entry about a learner from a JSON file. Return how many there were."""
    found = json.loads(path.read_bytes())
    clean, changed = _without(found, person)
    if changed:
        replace(path, json.dumps(clean, ensure_ascii=False, indent=1).encode() + b"\n")
    return changed


def _without(value: Any, person: Person) -> tuple[Any, int]:
    if isinstance(value, dict):
        kept = {key: one for key, one in value.items() if key != person.id}
        parts = {key: _without(one, person) for key, one in kept.items()}
        changed = len(value) - len(kept) + sum(count for _, count in parts.values())
        return {key: one for key, (one, _) in parts.items()}, changed
    if isinstance(value, list):
        left = [one for one in value if not _is_about(one, person)]
        done = [_without(one, person) for one in left]
        return [one for one, _ in done], len(value) - len(left) + sum(count for _, count in done)
    if isinstance(value, str) and (clean := person.without(value, surely=True)) != value:
        return clean, 1
    return value, 0


def _is_about(one: object, person: Person) -> bool:
    if isinstance(one, dict):
        return person.id in (one.get("learner"), one.get("id"))
    return one == person.id


def find_uploaders(archive: Path, assignment: str, person: Person) -> None:
    """Add platforms' names for a learner to ``person.uploaders``, from their hand-ins in an archive."""
    columns = person.whose.columns(assignment)
    for path in sorted(archive.rglob("*.zip")):
        above = path.relative_to(archive).parent.as_posix()
        for one in read_download(path, (ABOUT,)):
            if isinstance(one, Received) and _said_by(one, person):
                uploader = uploader_of(one.name, f"{above}/{one.folder}", assignment, columns)
                person.uploaders |= ({uploader} if uploader else set()) - person.strangers


def _said_by(one: Received, person: Person) -> bool:
    return one.learner == person.id or one.workspace in person.workspaces


def clean_zip(path: Path, assignment: str, person: Person) -> int:
    """Remove a learner's files from a zip. A zip with only their files is deleted, and counts as one.

    Returns how many were removed. Raises `KitError` if the zip can't be read, since then it isn't clear
    whose it is.
    """
    with path.open("rb") as file:
        packed = Zip(file, path.name)
        whole = _content(packed, person)
        gone = [] if whole else _their_members(packed, assignment, person)
        left = Left(MOST_TOGETHER)
        kept = [(one, packed.unpacked(one, MOST_BYTES, left)) for one in packed.members if one not in gone]
    if whole or (gone and not kept):
        path.unlink()
        return 1
    if gone:
        state = path.stat()
        replace(path, _packed(kept), 0o600)
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    return len(gone)


def _content(packed: Zip, person: Person) -> bool:
    """Return whether a zip is itself one hand-in of theirs, or one page of their feedback, as for Canvas."""
    if len(packed.members) == 1 and PurePath(packed.members[0].name).suffix.lower() in _PAGES:
        page = packed.members[0]
        return is_theirs(Path(page.name), packed.unpacked(page, MOST_BYTES, Left(MOST_BYTES)), person)
    about = [one for one in packed.members if one.name in (ABOUT, JOURNAL)]
    if any(one.name.lower().endswith(".zip") for one in packed.members) or len({o.folder for o in about}) > 1:
        return False
    said = [packed.unpacked(one, MOST_BYTES, Left(MOST_BYTES)) for one in about]
    return any(_says(one, person) for one in said)


def _says(data: bytes, person: Person) -> bool:
    # handin.json names the learner; a line of a journal names the workspace in which it was written.
    for line in data.splitlines() if data.count(b"\n{") else [data]:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if isinstance(said, dict) and (
            said.get("learner") == person.id or said.get("workspace") in person.workspaces
        ):
            return True
    return False


def _their_members(packed: Zip, assignment: str, person: Person) -> list[Member]:
    gone = [one for one in packed.members if _member_is_theirs(packed, one, assignment, person)]
    # If the files of a hand-in were uploaded one by one, what one of them says applies to all.
    unknown = [one for one in packed.members if not person.whose.of(one.name, one.folder, assignment)]
    accounts = {account(one.name, one.folder) for one in unknown if one in gone} - {None}
    also = [one for one in unknown if account(one.name, one.folder) in accounts]
    return [one for one in packed.members if one in gone or one in also]


def _member_is_theirs(packed: Zip, member: Member, assignment: str, person: Person) -> bool:
    way, columns = PurePath(member.folder, member.name), person.whose.columns(assignment)
    if uploader_of(member.name, member.folder, assignment, columns) in person.uploaders:
        return True
    if person.whose.of(member.name, member.folder, assignment) == person.id:
        return True
    if person.names_file(way):
        return True
    data = packed.unpacked(member, MOST_BYTES, Left(MOST_BYTES))
    if member.name.endswith((ABOUT, JOURNAL)):
        return _says(data, person)
    if not member.name.lower().endswith(".zip"):
        return is_theirs(Path(member.name), data, person)
    try:
        return _content(Zip(io.BytesIO(data), member.name), person)
    except KitError:
        return False


def _packed(kept: list[tuple[Member, bytes]]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for member, data in kept:
            info = zipfile.ZipInfo(member.info.filename, member.info.date_time)
            info.external_attr, info.compress_type = member.info.external_attr, zipfile.ZIP_DEFLATED
            file.writestr(info, data)
    return packed.getvalue()


def clean_file(path: Path, below: PurePath, assignment: str, person: Person) -> int:
    """Remove a learner from a file of any kind that is known here. Return how many entries were removed.

    ``below`` is its path from the course root.

    Raises
    ------
    KitError, TableFault, ValueError
        The file is damaged.
    """
    kind = path.suffix.lower()
    by_name = (
        named_in(path.name, assignment) == person.id
        or uploader_of(path.name, below.parent.as_posix(), assignment, person.whose.columns(assignment))
        in person.uploaders
        or (assignment and person.whose.of(path.name, below.parent.as_posix(), assignment) == person.id)
        or person.names_file(below)
    )
    if by_name or is_theirs(path, path.read_bytes(), person):
        path.unlink()
        return 1
    if is_zip(path.name):
        return clean_zip(path, assignment, person)
    if kind in (".csv", ".tsv"):
        return clean_table(path, person)
    return clean_json(path, person) if kind == ".json" else 0


def still_mention(files: Iterator[Path], person: Person) -> list[Path]:
    """Return the files that still contain a learner's id or name, also inside a zip or in the file's name."""
    return [
        path
        for path in files
        if person.names_file(PurePath("", path.name))
        or any(person.named_in(text, surely=path.name != LEFT_OUT) for text in _texts(path))
    ]


def _texts(path: Path) -> Iterator[str]:
    if path.suffix == ".db":
        yield from _cells(path)
        return
    data = path.read_bytes()
    # Compressed bytes can contain any word by chance.
    yield (_PACKED.sub(b"", data) if path.suffix.lower() == ".pdf" else data).decode("utf-8", "replace")
    if not is_zip(path.name):
        return
    try:
        packed = Zip(io.BytesIO(data), path.name)
        left = Left(MOST_TOGETHER)
        for member in packed.members:
            yield f"{member.folder}/{member.name}"
            if not member.name.lower().endswith((".zip", ".ipynb", JOURNAL)):
                yield packed.unpacked(member, MOST_BYTES, left).decode("utf-8", "replace")
    except KitError:
        return


def _cells(path: Path) -> Iterator[str]:
    # In the file's raw bytes, one column's text runs into the next.
    try:
        with closing(sqlite3.connect(path)) as database:
            tables = database.execute("select name from sqlite_master where type = 'table'").fetchall()
            for (table,) in tables:
                quoted = str(table).replace('"', '""')
                for row in database.execute(f'select * from "{quoted}"'):  # noqa: S608  # a table's own name
                    yield from (cell for cell in row if isinstance(cell, str))
    except sqlite3.DatabaseError:
        return


DAMAGED = (KitError, TableFault, ValueError)
"""The errors that `clean_file` raises for a file that can't be read."""
