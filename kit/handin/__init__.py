"""What travels: an assignment's final shared answers out of a workspace, another computer's answers into it.

Nothing private leaves, nor any earlier revision. Nothing here knows about widgets, marks or screens.
"""

from kit.handin.handing import hand_in, hand_in_all, handed_in, preview
from kit.handin.importing import import_file
from kit.handin.withdrawing import withdraw

__all__ = ["hand_in", "hand_in_all", "handed_in", "import_file", "preview", "withdraw"]
