"""What travels: an assignment's final shared answers out of a workspace, another computer's answers into it.

Nothing private leaves, nor any earlier revision. Nothing here knows about widgets, marks or screens.
"""

from kit.handin.handing import hand_in, preview
from kit.handin.importing import import_file
from kit.handin.records import HandIn, Imported, LeftOut

__all__ = ["HandIn", "Imported", "LeftOut", "hand_in", "import_file", "preview"]
