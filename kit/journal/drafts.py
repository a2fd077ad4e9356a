"""The drafts of a workspace, one small file each. Callers hold the workspace's lock while they write."""

import re
from pathlib import Path
from typing import get_args

from kit.files import read_plain
from kit.journal import disk
from kit.journal.lines import draft_of, line_of
from kit.model import Draft, KitError, Occasion

_CASE = re.compile(r"[a-z0-9_]+")
_ITEM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


class Drafts:
    """The drafts of one workspace: a private file for each answer, ``<case>/<item>.json``, replaced whole.

    Drafts from before a workspace could hold several cases are next to those folders and name no case. They
    are found under the first case that asks for them, and the next save moves them into its folder.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, case: str, item: str, occasion: Occasion) -> Draft | None:
        """Return the draft, or ``None`` if there is none that can be read."""
        for path in self._paths(case, item, occasion):
            draft = _read(path)
            if draft and (draft.item, draft.occasion) == (item, occasion) and draft.case in (None, case):
                return draft
        return None

    def all(self) -> list[Draft]:
        """Return every draft that can be read, ordered by file path."""
        drafts = map(_read, sorted((*self.folder.glob("*.json"), *self.folder.glob("*/*.json"))))
        return [draft for draft in drafts if draft]

    def put(self, draft: Draft, case: str) -> None:
        """Replace the draft; it is on disk when this returns."""
        path, earlier = self._paths(case, draft.item, draft.occasion)
        for folder in (self.folder.parent, self.folder, path.parent):
            disk.make_private(folder)
        disk.replace(path, line_of(draft), mode=0o600)
        disk.remove(earlier)

    def drop(self, case: str, item: str, occasion: Occasion) -> None:
        """Delete the draft."""
        disk.remove(*self._paths(case, item, occasion))

    def _paths(self, case: str, item: str, occasion: Occasion) -> tuple[Path, Path]:
        if not _ITEM.fullmatch(item) or len(item) > 80 or occasion not in get_args(Occasion):
            raise KitError("item.not_an_id", item=item, occasion=occasion)
        if not _CASE.fullmatch(case):
            raise KitError("case.not_an_id", case=case)
        name = f"{item}.json" if occasion == "during" else f"{item}@{occasion}.json"
        return self.folder / case / name, self.folder / name


def _read(path: Path) -> Draft | None:
    try:
        return draft_of(read_plain(path))
    except (FileNotFoundError, ValueError):
        return None
