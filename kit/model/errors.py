"""Everything that can go wrong for a user, each said in one sentence: what, where, how to mend it.

The command line prints ``str(error)`` and exits with 2; a form shows it under the field. A bug is
not a `KitError`: it keeps its own type and its traceback.
"""

from __future__ import annotations


class KitError(Exception):
    """A fault the user can mend; its text is the sentence they read."""


class NotFound(KitError):
    """A file, item, case or assignment that was named does not exist."""


class ContentFault(KitError):
    """Content that does not follow its schema, as ``file:line: what is wrong; what right looks like``."""


class JournalFault(KitError):
    """A journal that cannot be read as it stands."""


class NotSaved(KitError):
    """An answer could not be put on disk; the sentence begins by saying where the answer is now."""


class AlreadyAnswered(KitError):
    """An item that is answered once has its answer."""


class TwoHeads(KitError):
    """An item was finished on two computers and the learner has not chosen yet."""


class MissingExtra(KitError):
    """An optional part is not installed; the sentence holds the command that installs it.

    Parameters
    ----------
    needs
        What needs what, such as "a report needs papermill".
    extra
        The extra that brings it.

    Examples
    --------
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
