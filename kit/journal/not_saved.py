"""What a form says when an answer did not reach the disk: where it is now, why, what to do."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal

from pydantic import ValidationError

from kit.files import NotPlain
from kit.journal.lock import Busy
from kit.model import JournalFault, NotSaved

What = Literal["answer", "answers", "choice", "draft", "deletion"]

_STILL = {
    "answer": "Your answer is still on this page, not on disk yet",
    "draft": "Your answer is still on this page, not on disk yet",
    "choice": "Both answers are still there and your choice is not on disk yet",
    "answers": "Your own answers are as they were and the others were not taken in",
    "deletion": "Your answer is still on disk",
}


@contextmanager
def in_words(what: What) -> Iterator[None]:
    """Make whatever keeps something from the disk one `NotSaved` sentence."""
    try:
        yield
    except (ValueError, TypeError, RecursionError) as fault:
        raise unfit(fault) from fault
    except (OSError, JournalFault) as fault:
        if what == "answers" and isinstance(fault, JournalFault):
            raise
        raise NotSaved(because(fault, what)) from fault


def too_long(value: Any) -> NotSaved:
    """For an answer above the limit."""
    words = len(value.split()) if isinstance(value, str) else 0
    size = f" (about {words:,} words)" if words > 1 else ""
    return NotSaved(
        f"{_STILL['answer']}: it is longer than the 1 MB that one answer can be{size}; shorten it, "
        "or keep part of it elsewhere, and press Done again."
    )


def unfit(fault: Exception) -> NotSaved:
    """For a value, item or lane that no answer can have; a form never sends one."""
    where = fault.errors()[0]["loc"][0] if isinstance(fault, ValidationError) else "value"
    return NotSaved(
        f"{_STILL['answer']}: its {where} is not one that can be stored; reload the page and try again."
    )


def because(fault: Exception, what: str | None = None) -> str:
    """One sentence for a fault of the disk; begins with where the answer is when ``what`` is given."""
    return f"{_STILL[what]}: {_reason(fault)}" if what else _reason(fault)


def _reason(fault: Exception) -> str:
    if isinstance(fault, Busy):
        return "another window of this course has been saving for ten seconds; close it and press Done again."
    if isinstance(fault, NotPlain) or not isinstance(fault, OSError):
        return str(fault)
    at = f" ({fault.filename})" if fault.filename else ""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full; free some space and press Done again."
    if fault.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return (
            f"its folder is read-only{at}; make it writable, or move the course folder, and press Done again."
        )
    if fault.errno == errno.EFBIG:
        return (
            f"the file has reached the largest size this system allows{at}; "
            "start a new course folder and import this one."
        )
    if fault.errno == errno.ELOOP:
        return f"a link stands in the place of the journal{at}; move it away and press Done again."
    return f"the disk answered “{fault.strerror or fault}”{at}; check the disk and press Done again."
