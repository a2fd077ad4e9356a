"""What the forms of one notebook share: the case, its words, and the journal around the notebook.

The workspace is made at the first save if there is none. Looking never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from kit.model import Draft, Interface, Item, Journal, Occasion, Place, Response


class FormContext:
    """Where the forms of a notebook stand: in a folder that is, or lies in, the workspace.

    ``item_hash`` gives the hash of an item's wording, which is stored with each answer.
    """

    def __init__(
        self, folder: Path, case: str, words: Interface, *, item_hash: Callable[[Item], str]
    ) -> None:
        self.folder = folder
        self.case = case
        self.words = words
        self.item_hash = item_hash
        self._journal: Journal | None = None

    @property
    def workspace(self) -> Path | None:
        """The workspace folder, or ``None`` before the first save outside of one."""
        from kit.journal import find_workspace

        return find_workspace(self.folder)

    @property
    def place(self) -> Place:
        """What kind of place private answers lie in."""
        from kit.journal.workspace import place_of, user_data

        return place_of(user_data())

    def existing_journal(self) -> Journal | None:
        """The journal if there is one; writes nothing."""
        if self._journal is None and (workspace := self.workspace) is not None:
            from kit.journal import open_journal

            self._journal = open_journal(workspace)
        return self._journal

    def journal(self) -> Journal:
        """The journal, in a workspace made here if there was none."""
        journal = self.existing_journal()
        if journal is None:
            from kit.journal import make_workspace, open_journal

            journal = self._journal = open_journal(make_workspace(self.folder))
        return journal

    def heads(self, item: str, occasion: Occasion = "during") -> Sequence[Response]:
        """Latest revisions of an answer; none where there is no journal."""
        journal = self.existing_journal()
        return journal.heads(item, occasion, case=self.case) if journal else ()

    def draft(self, item: str, occasion: Occasion = "during") -> Draft | None:
        """The draft of an answer, or ``None``."""
        journal = self.existing_journal()
        return journal.draft(item, occasion, case=self.case) if journal else None
