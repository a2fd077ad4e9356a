"""The errors that a user can see. Each is one sentence: what is wrong, where, and how to fix it.

The command line prints the sentence and exits with code 2; a form shows it under the field. A bug is
not a `KitError`: it keeps its own type and its traceback.
"""

import errno
import os
from pathlib import Path


class KitError(Exception):
    """An error that the user can fix. Its text is the sentence that they read."""


class NotFound(KitError):
    """The user named a file, item, case or assignment that does not exist."""


class ContentFault(KitError):
    """Content does not follow its schema. The text is ``file:line: what is wrong; what right looks like``."""


class JournalFault(KitError):
    """A journal cannot be read."""


class NotSaved(KitError):
    """An answer could not be saved to disk. The sentence begins by saying where the answer is now."""


class AlreadyAnswered(KitError):
    """An item that may be answered only once already has its answer."""


class TwoHeads(KitError):
    """An item was finished on two computers, and the learner has not chosen between the answers yet."""


class MissingExtra(KitError):
    """An optional dependency is not installed. The sentence gives the command that installs its extra.

    >>> print(MissingExtra("a PDF needs it", "instructor"))  # doctest: +ELLIPSIS
    a PDF needs it, which is not installed; in the project's folder, type: pip install -e ".[instructor]"...
    """

    def __init__(self, needs: str, extra: str) -> None:
        super().__init__(needs, extra)

    def __str__(self) -> str:
        needs, extra = self.args
        return (
            f"{needs}, which is not installed; in the project's folder, type: "
            f'pip install -e ".[{extra}]" -c constraints.txt (or, each time: uv run --extra {extra} kit …).'
        )


def in_words(fault: Exception) -> str:
    """Return one sentence about an error: what is wrong, where, and how to fix it.

    >>> in_words(NotADirectoryError(20, "Not a directory", "notes.txt/out"))
    'a part of notes.txt/out is a file where a folder is needed; choose another place.'
    """
    if isinstance(fault, UnicodeError):
        return "that file is not UTF-8 text; save it as plain text (UTF-8) and try again."
    if isinstance(fault, OSError) and fault.errno:
        place = fault.filename2 or fault.filename
        if not place and fault.errno in (errno.ENOSPC, errno.EDQUOT):
            return "the disk is full; free some space and run this again."
        place = place or "the file"
        if fault.errno == errno.ENOENT and isinstance(place, str) and not os.path.lexists(Path(place).parent):
            return f"there is no folder {Path(place).parent}; make it first, or check the name."
        said = _SAID.get(fault.errno, "{place} cannot be used: {reason}; check it and run this again.")
        return said.format(place=place, reason=(fault.strerror or "no reason given").lower())
    return str(fault)


_PERMISSION = "no permission for {place}; change its permissions or choose another place."
_FILE = "a part of {place} is a file where a folder is needed; choose another place."
_FULL = "the disk is full ({place}); free some space and run this again."
_SAID = {
    errno.ENOENT: "there is no file or folder {place}; check the name.",
    errno.EACCES: _PERMISSION,
    errno.EPERM: _PERMISSION,
    errno.EEXIST: _FILE,
    errno.ENOTDIR: _FILE,
    errno.EISDIR: "{place} is a folder where a file is needed; choose another name.",
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "{place} is on a disk that can only be read; choose another place.",
    errno.ENAMETOOLONG: "the name {place} is too long; choose a shorter one.",
    errno.EBUSY: "{place} is in use by another program; close the other program and run it again.",
}
