"""Hand in an assignment's final shared answers, and import answers from another computer.

A hand-in holds nothing private and no earlier revisions. Nothing here knows about widgets, marks or screens.
"""

from kit.handin.handing import hand_in, hand_in_all, handed_in, preview
from kit.handin.importing import import_file
from kit.handin.withdrawing import withdraw

__all__ = ["hand_in", "hand_in_all", "handed_in", "import_file", "preview", "withdraw"]
