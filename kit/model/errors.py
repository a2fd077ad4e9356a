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
    """An optional part is not installed; the sentence holds the command that installs it."""
