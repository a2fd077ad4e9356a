"""Messages for answers that did not reach the disk: where the answer is now, why, what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from pydantic import ValidationError

from kit.content import compiled
from kit.files import NotPlain
from kit.journal.lock import Busy
from kit.model import Interface, JournalFault, NotSaved

What = Literal["answer", "answers", "choice", "deletion", "hand_in"]
"""What failed to reach the disk."""

_WHY = {
    errno.ENOSPC: "full",
    errno.EDQUOT: "full",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EROFS: "read_only",
    errno.EFBIG: "largest",
    errno.ELOOP: "link",
}


@contextmanager
def in_words(what: What, words: Interface | None) -> Iterator[None]:
    """Turn any fault that keeps something from the disk into one `NotSaved` sentence."""
    try:
        yield
    except (ValueError, TypeError, RecursionError) as fault:
        part = fault.errors()[0]["loc"][0] if isinstance(fault, ValidationError) else "value"
        words = words or compiled().words
        raise _not_saved(what, words.fill("not_saved.unfit", part=part), words) from fault
    except (OSError, JournalFault) as fault:
        if what == "answers" and isinstance(fault, JournalFault):
            raise
        raise not_saved(what, fault, words) from fault


def not_saved(what: What, fault: Exception, words: Interface | None) -> NotSaved:
    """Return the error for a disk fault, with ``words`` or the course's own interface text."""
    words = words or compiled().words
    return _not_saved(what, _because(fault, words), words)


def too_long(value: Any, words: Interface | None) -> NotSaved:
    """Return the error for an answer above the size limit."""
    words = words or compiled().words
    count = len(value.split()) if isinstance(value, str) else 0
    if count > 1:
        return _not_saved("answer", words.fill("not_saved.too_many_words", count=f"{count:,}"), words)
    return _not_saved("answer", words["not_saved.too_long"], words)


def unread(fault: OSError, words: Interface | None = None) -> JournalFault:
    """Return the error for a journal that cannot be read."""
    words = words or compiled().words
    return JournalFault(words.fill("not_saved.unread", why=_because(fault, words)))


def _not_saved(what: What, why: str, words: Interface) -> NotSaved:
    return NotSaved(words.fill(f"not_on_disk.{what}", why=why))


def _because(fault: Exception, words: Interface) -> str:
    if isinstance(fault, Busy):
        return words["not_saved.busy"]
    if isinstance(fault, NotPlain):
        return words.fill("not_saved.not_plain", file=fault.filename)
    if not isinstance(fault, OSError):
        return str(fault)
    at = f" ({fault.filename})" if fault.filename else ""
    if why := _WHY.get(fault.errno or 0):
        return words.fill(f"not_saved.why_{why}", at=at)
    return words.fill("not_saved.other", reason=fault.strerror or fault, at=at)
