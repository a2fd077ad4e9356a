"""Which journal a form writes to: the workspace around the notebook, made at the first save if there is none.

Looking never writes. Nothing here knows what is asked.
"""

from __future__ import annotations

from pathlib import Path

from kit.model import Journal, Place


class Shelf:
    """The journal of the workspace that holds ``folder``.

    Parameters
    ----------
    folder
        Where the notebook runs; the workspace is this folder or one above it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._journal: Journal | None = None

    @property
    def workspace(self) -> Path | None:
        """The workspace folder, or ``None`` before the first save outside of one."""
        from kit.journal import find_workspace

        return find_workspace(self.folder)

    def look(self) -> Journal | None:
        """The journal if there is one; writes nothing."""
        if self._journal is None:
            from kit.journal import open_journal

            found = self.workspace
            if found is not None:
                self._journal = open_journal(found)
        return self._journal

    def open(self) -> Journal:
        """The journal, in a workspace made here if there was none."""
        journal = self.look()
        if journal is None:
            from kit.journal import make_workspace, open_journal

            make_workspace(self.folder)
            journal = self._journal = open_journal(self.folder)
        return journal

    @property
    def place(self) -> Place:
        """Where private answers lie, in words the label shows."""
        from kit.journal.places import place_of, user_data

        return place_of(user_data())
