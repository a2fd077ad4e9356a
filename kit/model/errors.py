"""The errors that a user can see. Each is data: a code, and the facts that its sentence names.

The sentence stands in ``interface.yaml`` under ``errors:`` and says what is wrong, where, and how to fix it.
`kit.model.Interface.sentence` puts the two together: for the command line, which exits with code 2, and for a
form, which shows it under the field. A bug is not a `KitError`: it keeps its own type and its traceback.
"""

import errno
import os
from dataclasses import dataclass
from pathlib import Path


class KitError(Exception):
    """An error that the user can fix. A fact may itself be an error, such as why a file was not written.

    >>> print(KitError("workspace.none", folder="fall"))
    workspace.none (folder=fall)
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code, self.facts = code, facts

    def __str__(self) -> str:
        facts = ", ".join(f"{name}={fact}" for name, fact in self.facts.items())
        return f"{self.code} ({facts})" if facts else self.code


@dataclass(frozen=True, order=True, init=False)
class Fault:
    """An error at a line of a file that an author writes, shown as ``file:line: sentence``.

    >>> print(Fault("law.yaml", 3, "content.repeated", name="notice"))
    law.yaml:3: content.repeated (name=notice)
    """

    file: str
    line: int
    code: str
    facts: tuple[tuple[str, object], ...]

    def __init__(self, file: str, line: int, code: str, /, **facts: object) -> None:
        vars(self).update(file=file, line=line, code=code, facts=tuple(facts.items()))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.error}"

    @property
    def error(self) -> KitError:
        """The error without its place."""
        return KitError(self.code, **dict(self.facts))


class ContentFault(KitError):
    """Content has faults. They are shown one on a line, in the order of files and lines."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__("content.faults")
        self.faults = sorted(set(faults))

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))


# ---- The bridge: what follows, up to the next such line, disappears as rooms are converted. ----


class PlainError(KitError):
    """An error of a room that isn't converted yet, with its sentence ready."""

    def __init__(self, sentence: str) -> None:
        super().__init__("plain", sentence=sentence)
        self.args = (sentence,)

    def __str__(self) -> str:
        return str(self.facts["sentence"])


class NotFound(PlainError):
    """The user named a file, item, case or assignment that does not exist."""


class MissingExtra(PlainError):
    """An optional dependency is not installed. The sentence gives the command that installs its extra.

    >>> print(MissingExtra("a PDF needs it", "instructor"))  # doctest: +ELLIPSIS
    a PDF needs it, which is not installed; in the project's folder, type: pip install -e ".[instructor]"...
    """

    def __init__(self, needs: str, extra: str) -> None:
        super().__init__(
            f"{needs}, which is not installed; in the project's folder, type: "
            f'pip install -e ".[{extra}]" -c constraints.txt (or, each time: uv run --extra {extra} kit …).'
        )
        self.args = (needs, extra)


# ---- End of the bridge. ----

OF_DISK = {
    errno.ENOENT: "disk.none",
    errno.EACCES: "disk.no_permission",
    errno.EPERM: "disk.no_permission",
    errno.EEXIST: "disk.file_for_folder",
    errno.ENOTDIR: "disk.file_for_folder",
    errno.EISDIR: "disk.folder_for_file",
    errno.ENOSPC: "disk.full",
    errno.EDQUOT: "disk.full",
    errno.EROFS: "disk.read_only",
    errno.ENAMETOOLONG: "disk.name_too_long",
    errno.EBUSY: "disk.in_use",
}
"""The codes of what the system answers. Their facts are the ``place`` and the system's ``reason``."""


def coded(error: Exception) -> KitError:
    """Return an error with its code, also for what the system answers when a file is opened or written.

    >>> print(coded(NotADirectoryError(20, "Not a directory", "notes.txt/out")))
    disk.file_for_folder (place=notes.txt/out, reason=not a directory)
    """
    if isinstance(error, KitError):
        return error
    if isinstance(error, UnicodeError):
        return KitError("disk.not_text")
    if isinstance(error, OSError) and error.errno == 0:  # the number of `kit.files.NotPlain`
        return KitError("disk.not_plain", place=error.filename)
    if not isinstance(error, OSError) or not error.errno:
        return PlainError(str(error))
    place = error.filename2 or error.filename
    if not place and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return KitError("disk.full_somewhere")
    place = place or "the file"
    if error.errno == errno.ENOENT and isinstance(place, str) and not os.path.lexists(Path(place).parent):
        return KitError("disk.no_folder", folder=Path(place).parent)
    reason = (error.strerror or "no reason given").lower()
    return KitError(OF_DISK.get(error.errno, "disk.other"), place=place, reason=reason)
