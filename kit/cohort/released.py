"""Open and save the ledger of released groups in a course root; without a root there are no group numbers."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kit.files import replace
from kit.journal.lock import locked
from kit.measures.ledger import Ledger
from kit.model import NotFound, PlainError

LEDGER = "released_groups.json"


@contextmanager
def released_groups(course_root: Path) -> Iterator[Ledger]:
    """Open a course's ledger, locked, and save it at the end; show numbers only after that.

    Raises `KitError` if there is no such folder, or the ledger can't be read or written; then no group
    numbers may be shown.
    """
    if not course_root.is_dir():
        raise NotFound(f"there is no course root {course_root}, so no group numbers can be shown.")
    path = course_root.resolve() / LEDGER
    with locked(f"released-{hashlib.sha256(str(path).encode()).hexdigest()[:16]}"):
        ledger = _read(path)
        before = ledger.to_json()
        yield ledger
        if (after := ledger.to_json()) != before or not path.exists():
            try:
                replace(path, after.encode(), 0o600)
            except OSError as fault:
                raise PlainError(
                    f"{path} cannot be written ({fault.strerror or fault}), so no group numbers can be "
                    "shown; make the course root writable and try again."
                ) from None


def _read(path: Path) -> Ledger:
    try:
        return Ledger.from_json(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Ledger()
    except (OSError, ValueError):
        raise PlainError(
            f"{path} cannot be read; put back a copy from before it was changed. Without it, a report "
            "could show what one person answered."
        ) from None
