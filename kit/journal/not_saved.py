"""Errors for answers that did not reach the disk: where the answer is now, and why."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from pydantic import ValidationError

from kit.files import NotPlain
from kit.journal.lock import Busy
from kit.model import KitError

Code = Literal[
    "not_saved.answer", "not_saved.answers", "not_saved.choice", "not_saved.deletion", "not_saved.hand_in"
]
"""What failed to reach the disk."""

WHY = {
    errno.ENOSPC: "journal.disk_full",
    errno.EDQUOT: "journal.disk_full",
    errno.EACCES: "journal.read_only",
    errno.EPERM: "journal.read_only",
    errno.EROFS: "journal.read_only",
    errno.EFBIG: "journal.too_large",
    errno.ELOOP: "journal.link",
}
"""The codes of what the system answers. Their facts are where (``at``, or nothing) and the ``reason``."""


@contextmanager
def writing(code: Code) -> Iterator[None]:
    """Turn anything that keeps something from the disk into a `KitError` with this code."""
    try:
        yield
    except (ValueError, TypeError, RecursionError) as fault:
        part = fault.errors()[0]["loc"][0] if isinstance(fault, ValidationError) else "value"
        raise KitError(code, why=KitError("answer.unfit", part=part)) from fault
    except OSError as fault:
        raise not_saved(code, fault) from fault
    except KitError as fault:
        if code == "not_saved.answers" or fault.code not in ("journal.unreadable", "journal.edited"):
            raise
        raise KitError(code, why=fault) from fault


def not_saved(code: Code, fault: OSError) -> KitError:
    """Return the error for a disk fault."""
    return KitError(code, why=_why(fault))


def too_long(value: Any) -> KitError:
    """Return the error for an answer above the size limit."""
    count = len(value.split()) if isinstance(value, str) else 0
    why = KitError("answer.too_many_words", count=count) if count > 1 else KitError("answer.too_long")
    return KitError("not_saved.answer", why=why)


def unread(fault: OSError) -> KitError:
    """Return the error for a journal that cannot be read."""
    if fault.errno in (errno.EACCES, errno.EPERM):
        return KitError("journal.unreadable", why=KitError("journal.closed", file=fault.filename))
    return KitError("journal.unreadable", why=_why(fault))


def _why(fault: OSError) -> KitError:
    if isinstance(fault, Busy):
        return KitError("journal.busy")
    if isinstance(fault, NotPlain):
        return KitError("journal.not_plain", file=fault.filename)
    at = f" ({fault.filename})" if fault.filename else ""
    code = WHY.get(fault.errno or 0, "journal.disk_fault")
    return KitError(code, at=at, reason=fault.strerror or str(fault))
