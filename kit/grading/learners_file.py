"""Keep the table of whose each hand-in is in ``learners.json``, readable only by the instructor's account."""

from pathlib import Path

from pydantic import ValidationError

from kit.files import replace
from kit.grading.whose import Table
from kit.model import PlainError

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
