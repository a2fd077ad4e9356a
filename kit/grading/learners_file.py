"""Keep the table of whose each hand-in is in ``learners.json``, readable only by the instructor's account."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from kit.files import replace
from kit.grading.whose import Table, Upload
from kit.journal.lock import Busy, locked
from kit.model import KitError, PlainError

FILE = "learners.json"


def read_table(root: Path) -> Table:
    """Read what is known in a course; nothing for a new one. Raises `KitError` if the file can't be read."""
    file = root / FILE
    try:
        return Table.model_validate_json(file.read_bytes())
    except FileNotFoundError:
        return Table(schema=2)
    except (ValidationError, OSError):
        raise PlainError(
            f"{file} cannot be read, so it is not known whose hand-ins were accepted. Restore a copy of it, "
            "or move it away. Without it, the next hand-ins are accepted as if they were the first."
        ) from None


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
