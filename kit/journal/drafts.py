"""Drafts: one private file per item and occasion, replaced whole at each save."""

from __future__ import annotations

import re
from pathlib import Path

from kit.journal import disk
from kit.journal.lines import draft_bytes, draft_of
from kit.model import Draft, NotFound, Occasion

_ITEM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")
_OCCASIONS = ("pre", "during", "post", "then", "follow_up")


class Drafts:
    """The drafts of one workspace. Callers hold the workspace's lock while they write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, item: str, occasion: Occasion) -> Path:
        """The file of a draft; `NotFound` for a name that cannot be an item's."""
        if not _ITEM.fullmatch(item) or len(item) > 80 or occasion not in _OCCASIONS:
            raise NotFound(
                f"{item!r} ({occasion}) is not an item; its id is lower-case words with dots between them."
            )
        return self.folder / (f"{item}.json" if occasion == "during" else f"{item}@{occasion}.json")

    def get(self, item: str, occasion: Occasion) -> Draft | None:
        """The draft, or ``None`` where there is none that can be read."""
        path = self.path(item, occasion)
        try:
            draft = draft_of(disk.read(path))
        except (FileNotFoundError, ValueError):
            return None
        return draft if (draft.item, draft.occasion) == (item, occasion) else None

    def all(self) -> list[Draft]:
        """Every draft that can be read, ordered by item and occasion."""
        found = []
        for path in sorted(self.folder.glob("*.json")):
            item, _, occasion = path.stem.partition("@")
            if _ITEM.fullmatch(item) and (occasion or "during") in _OCCASIONS:
                draft = self.get(item, occasion or "during")  # type: ignore[arg-type]  # just checked
                found += [draft] if draft else []
        return found

    def put(self, draft: Draft) -> None:
        """Replace the draft; when this returns it is on disk."""
        disk.make_private(self.folder.parent)
        disk.make_private(self.folder)
        disk.replace(self.path(draft.item, draft.occasion), draft_bytes(draft), mode=0o600)

    def drop(self, item: str, occasion: Occasion) -> None:
        """Forget the draft."""
        disk.remove(self.path(item, occasion))
