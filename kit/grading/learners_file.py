"""Keep the table of whose each hand-in is in ``learners.json``, which only the instructor's account can read.

The file of the second edition is made into the table once, and a copy of it kept.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kit.files import replace
from kit.grading.download import archive_of, entries
from kit.grading.whose import LeftOut, Table, Upload, upload_code
from kit.handin.downloads import prefix_of
from kit.handin.received import Received
from kit.journal.lock import Busy, locked
from kit.model import KitError, PlainError
from kit.spreadsheet import read_csv

FILE = "learners.json"
EARLIER = "learners.before.json"
"""The copy of an earlier file."""
_LEFT_OUT = "left_out.csv"
"""What the second edition said of files that could not be collected."""


def read_table(root: Path) -> Table:
    """Read what is known in a course; nothing for a new one. Raises `KitError` if the file can't be read."""
    file = root / FILE
    try:
        data = file.read_bytes()
        told: Any = json.loads(data)
        if told["schema"] != 1:
            return Table.model_validate(told)
        table = _table(told, root)
    except FileNotFoundError:
        return Table(schema=2)
    except (ValidationError, OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise PlainError(
            f"{file} cannot be read, so it is not known whose hand-ins were accepted. Restore a copy of it, "
            "or move it away. Without it, the next hand-ins are accepted as if they were the first."
        ) from None
    replace(root / EARLIER, data, 0o600)
    write_table(root, table)
    (root / _LEFT_OUT).unlink(missing_ok=True)
    return table


def write_table(root: Path, table: Table) -> None:
    """Write the table, readable only by the instructor's account."""
    text = table.model_dump_json(indent=1, by_alias=True, exclude_defaults=True)
    replace(root / FILE, text.encode("utf-8", "replace") + b"\n", 0o600)


@contextmanager
def table_locked(root: Path) -> Iterator[None]:
    """Let nothing else collect, decide or forget in this course meanwhile; raise `KitError` if it does."""
    try:
        with locked(f"collect-{sha256(str(root.resolve()).encode()).hexdigest()[:16]}"):
            yield
    except Busy:
        raise KitError("collect.busy", folder=root) from None


def decide(root: Path, decisions: Iterable[tuple[str, bool]]) -> list[Upload]:
    """Say of hand-ins, by their codes, whether they are their learners', and return them."""
    with table_locked(root):
        table = read_table(root)
        decided = [table.decide(code, accept=is_theirs) for code, is_theirs in decisions]
        write_table(root, table)
    return decided


def _table(old: Any, root: Path) -> Table:
    times = {
        (assignment, entry.path): entry.found.at
        for assignment in {one["assignment"] for one in old["seen"]}
        for entry in entries(archive_of(root, assignment))
        if isinstance(entry.found, Received)
    }
    refused = {(one["learner"], one["code"]) for one in old["refused"]}
    uploads = {}
    for one in (*old["refused"], *old["seen"]):
        known = old["learners"].get(one["learner"], {})
        row = _row(one)
        row.at = times.get((row.assignment, row.file))
        if {(one["learner"], one["code"]), (one["learner"], row.hand_in)} & refused:
            row.decision = "not theirs"
        elif one["code"] in known.get("decided", ()):
            row.decision = "accepted"
        elif one.get("held"):
            row.decision, row.why = "held", one["held"]
        else:
            row.decision = "taken"
        uploads[row.assignment, row.code] = row
    table = Table(schema=2, uploads=[*uploads.values()])
    for learner, known in old["learners"].items():
        # A hand-in that had answers from a second course folder was accepted with both.
        folders = {one.folder for one in table.of(learner)}
        table.uploads += [
            Upload(learner=learner, folder=folder, decision="taken")
            for folder in known.get("workspaces", ())
            if folder not in folders
        ]
    if (root / _LEFT_OUT).is_file():
        table.left_out = _left_out(root / _LEFT_OUT, {Path(one.file).name for one in table.waits()})
    return table


def _left_out(file: Path, held: set[str]) -> list[LeftOut]:
    came, about = file.stat().st_mtime_ns, ("assignment", "file", "whose", "why", "to_send")
    rows = [{name: row.cells.get(name, "") for name in about} for row in read_csv(file).rows]
    return [LeftOut(**row, came=came, download=file.name) for row in rows if row["file"] not in held]


def _row(one: Any) -> Upload:
    sent_as, file = one.get("sent_as") or "", one["file"]
    path = file if sent_as in ("", file) else f"{sent_as}/{file}"
    prefix = prefix_of(path)
    hand_in = one.get("hand_in") or one["code"]
    by = prefix.by if prefix else ""
    return Upload(
        learner=one["learner"],
        account=prefix.account if prefix else "",
        folder=next(iter(one.get("workspaces", ())), ""),
        assignment=one["assignment"],
        file=path,
        by=by,
        sent_by=one.get("sent_by") or "",
        hand_in=hand_in,
        code=upload_code(hand_in, by),
    )
