"""The files that hold a workspace's answers: one for each lane, which grows, and a small one for each draft.

Callers hold the workspace's lock while they write.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import get_args

from ulid import ULID

from kit.journal import disk
from kit.journal.lines import draft_of, line_of, once, read_bytes, response_of
from kit.model import Draft, Lane, NotFound, Occasion, Response

_CASE = re.compile(r"[a-z0-9_]+")
_ITEM = re.compile(r"[a-z0-9_]+(\.[a-z0-9_]+)+")


class LaneFile:
    """The file of one lane: read from where the last reading ended, mended where it was torn."""

    def __init__(self, path: Path, lane: Lane, torn: Path) -> None:
        self.path = path
        self.lane = lane
        # Folder for what is left of a torn line; a private one's never lies in the workspace.
        self._torn = torn
        self._set_aside: list[str] = []
        self._forget()

    def _forget(self) -> None:
        self._seen: dict[str, Response] = {}
        self._faults: list[str] = []
        self._end = 0
        self._lines = 0
        self._tail = False
        self._mark = (0, b"")

    @property
    def faults(self) -> list[str]:
        """Lines that are no answers, and what was set aside; a sentence each."""
        return [*self._faults, *self._set_aside]

    def responses(self) -> list[Response]:
        """Every answer in the file, in the order it stands there. An unfinished last line is left out."""
        try:
            size = self.path.lstat().st_size
            start, mark = self._mark
            if size < self._end or (mark and disk.read(self.path, start)[: len(mark)] != mark):
                self._forget()
            data = disk.read(self.path, self._end) if size != self._end else b""
        except FileNotFoundError:
            self._forget()
            return []
        whole = data[: data.rfind(b"\n") + 1]
        self._tail = len(whole) < len(data)
        if whole:
            self._take(whole)
        return list(self._seen.values())

    def _take(self, whole: bytes) -> None:
        responses, faults = read_bytes(whole, self.path.name, self._lines + 1)
        mine = [r for r in responses if r.lane == self.lane]
        self._faults += [*faults, *once(mine, self.path.name, self._seen)]
        for one in responses:
            if one.lane != self.lane:
                self._faults.append(f"{self.path.name}: {one.id} says it is {one.lane}; it is not used here.")
        last = whole.rstrip(b"\n").rfind(b"\n") + 1
        # Ids differ, so the head of the last line shows whether the file was rewritten in between.
        self._mark = (self._end + last, whole[last : last + 64])
        self._end += len(whole)
        self._lines += whole.count(b"\n")

    def mend(self) -> None:
        """Set a torn last line aside, so that the next one begins on a clean line."""
        try:
            data = disk.read(self.path, self._end)
        except FileNotFoundError:
            return
        tail = data[data.rfind(b"\n") + 1 :]
        if not tail:
            return
        if _id_of(tail):
            # Only its line end is missing (an editor, or a kill at the last byte): it is an answer.
            disk.append(self.path, b"\n")
            return
        disk.make_private(self._torn) if self.lane == "private" else self._torn.mkdir(exist_ok=True)
        aside = self._torn / f"torn-{ULID()}.txt"
        disk.append(aside, tail, mode=0o600)
        disk.truncate(self.path, self.path.lstat().st_size - len(tail))
        self._set_aside.append(
            f"the last line of {self.path.name} was cut off while it was being saved and is set aside in "
            f"{aside}; every answer that was called saved is there."
        )

    def append(self, responses: list[Response]) -> None:
        """Append answers in one write; when this returns they are on disk. Read the file first."""
        private = self.lane == "private"
        if private:
            disk.make_private(self.path.parent)
        if self._tail:
            self.mend()
        disk.append(self.path, b"".join(map(line_of, responses)), mode=0o600 if private else 0o666)

    def remove(self, ids: set[str], item: str) -> None:
        """Write the file again without some answers, and drop torn pieces of that item."""
        self.mend()
        kept = [line for line in disk.read(self.path).split(b"\n")[:-1] if _id_of(line) not in ids]
        disk.replace(self.path, b"".join(line + b"\n" for line in kept), mode=0o600)
        self._forget()
        for piece in self._torn.glob("torn-*.txt"):
            if f'"{item}"'.encode() in disk.read(piece):
                os.unlink(piece)  # noqa: PTH108  # the name came from glob


def _id_of(line: bytes) -> str | None:
    try:
        return response_of(line).id
    except ValueError:
        return None


class Drafts:
    """The drafts of one workspace: one private file per answer, ``<case>/<item>.json``, replaced whole.

    Drafts that were kept before a workspace could hold several cases lie beside those folders and name no
    case. They are found under the first case that asks for them, and move into its folder at the next save.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, case: str, item: str, occasion: Occasion) -> Draft | None:
        """The draft, or ``None`` where there is none that can be read."""
        for path in self._paths(case, item, occasion):
            draft = _read(path)
            if draft and (draft.item, draft.occasion) == (item, occasion) and draft.case in (None, case):
                return draft
        return None

    def all(self) -> list[Draft]:
        """Every draft that can be read, ordered by file name."""
        drafts = map(_read, sorted((*self.folder.glob("*.json"), *self.folder.glob("*/*.json"))))
        return [draft for draft in drafts if draft]

    def put(self, draft: Draft, case: str) -> None:
        """Replace the draft; when this returns it is on disk."""
        path, earlier = self._paths(case, draft.item, draft.occasion)
        for folder in (self.folder.parent, self.folder, path.parent):
            disk.make_private(folder)
        disk.replace(path, line_of(draft), mode=0o600)
        disk.remove(earlier)

    def drop(self, case: str, item: str, occasion: Occasion) -> None:
        """Forget the draft."""
        disk.remove(*self._paths(case, item, occasion))

    def _paths(self, case: str, item: str, occasion: Occasion) -> tuple[Path, Path]:
        if not _ITEM.fullmatch(item) or len(item) > 80 or occasion not in get_args(Occasion):
            raise NotFound(
                f"{item!r} ({occasion}) is not an item; its id is lower-case words with dots between them."
            )
        if not _CASE.fullmatch(case):
            raise NotFound(f"{case!r} is not a case; its id is lower-case letters, digits and underscores.")
        name = f"{item}.json" if occasion == "during" else f"{item}@{occasion}.json"
        return self.folder / case / name, self.folder / name


def _read(path: Path) -> Draft | None:
    try:
        return draft_of(disk.read(path))
    except (FileNotFoundError, ValueError):
        return None
