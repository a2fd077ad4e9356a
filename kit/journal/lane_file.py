"""One journal file as it grows: read from where the last reading ended, mended where it was torn."""

from __future__ import annotations

import os
from pathlib import Path

from ulid import ULID

from kit.journal import disk
from kit.journal.lines import line_of, once, read_bytes, response_of
from kit.model import Lane, Response


class LaneFile:
    """The file of one lane. Callers hold the workspace's lock while they write."""

    def __init__(self, path: Path, lane: Lane, torn: Path) -> None:
        self.path = path
        self.lane = lane
        self.torn = torn
        """Folder for what is left of a torn line; a private one's never lies in the workspace."""
        self.reports: list[str] = []
        """What was set aside while this was open."""
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
        return [*self._faults, *self.reports]

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
        faults += once(mine, self.path.name, self._seen)
        faults += [
            f"{self.path.name}: {r.id} says it is {r.lane}; it is not used here."
            for r in responses
            if r.lane != self.lane
        ]
        self._faults += faults
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
        try:
            response_of(tail)
        except ValueError:
            pass
        else:
            # Only its line end is missing (an editor, or a kill at the last byte): it is an answer.
            disk.append(self.path, b"\n")
            return
        disk.make_private(self.torn) if self.lane == "private" else self.torn.mkdir(exist_ok=True)
        aside = self.torn / f"torn-{ULID()}.txt"
        disk.append(aside, tail, mode=0o600)
        disk.truncate(self.path, self.path.lstat().st_size - len(tail))
        self.reports.append(
            f"the last line of {self.path.name} was cut off while it was being saved and is set aside in "
            f"{aside}; every answer that was called saved is there."
        )

    def append(self, responses: list[Response]) -> None:
        """Append answers in one write; when this returns they are on disk. Read the file first."""
        if self.lane == "private":
            disk.make_private(self.path.parent)
        if self._tail:
            self.mend()
        disk.append(
            self.path, b"".join(map(line_of, responses)), mode=0o600 if self.lane == "private" else 0o666
        )

    def remove(self, ids: set[str], item: str) -> None:
        """Write the file again without some answers, and drop torn pieces of that item."""
        self.mend()
        kept = [line for line in disk.read(self.path).split(b"\n")[:-1] if not _is_one_of(line, ids)]
        disk.replace(self.path, b"".join(line + b"\n" for line in kept), mode=0o600)
        self._forget()
        for piece in self.torn.glob("torn-*.txt"):
            if f'"{item}"'.encode() in disk.read(piece):
                os.unlink(piece)  # noqa: PTH108  # the name came from glob


def _is_one_of(line: bytes, ids: set[str]) -> bool:
    try:
        return response_of(line).id in ids
    except ValueError:
        return False
