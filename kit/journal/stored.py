"""The files that hold a workspace's answers: one for each lane, only appended to in normal use.

Callers hold the workspace's lock while they write.
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from kit.files import read_plain
from kit.journal import disk
from kit.journal.lines import (
    Generation,
    Line,
    each_line,
    generation_of,
    once,
    read_bytes,
)
from kit.model import Lane, Response


class LaneFile:
    """One lane's file: each read resumes where the last ended, and lost answers are remembered."""

    def __init__(self, path: Path, lane: Lane) -> None:
        self.path = path
        self.lane = lane
        self._known: dict[str, Response] = {}
        self._meant = 0
        self.last = -1
        """The highest number that was ever read or written in this file."""
        self._forget()

    def _forget(self) -> None:
        self._seen: dict[str, Response] = {}
        self._faults: list[str] = []
        self._end = 0
        self._lines = 0
        self._mark = (0, b"")
        self._file: tuple[int, int] | None = None
        self.generation = Generation(generation=0)

    @property
    def set_aside(self) -> list[str]:
        """Return a sentence for each line that isn't a usable answer."""
        return list(self._faults)

    @property
    def gone(self) -> list[str]:
        """Return a sentence if the file has lost answers."""
        lost = len(self.missing())
        gone, it = (f"{lost} answers", "them") if lost > 1 else ("An answer", "it")
        told = (
            f"{gone} that this window had read {'are' if lost > 1 else 'is'} missing from {self.path.name}: "
            "the file was deleted, changed, or replaced by an older copy. As long as the course stays open, "
            f"its pages offer to restore {it}."
        )
        return [told] if lost else []

    def missing(self) -> list[Response]:
        """Return answers that the file has lost, except those deleted on purpose."""
        return [
            r for id, r in self._known.items() if id not in self._seen and id not in self.generation.deleted
        ]

    def responses(self) -> list[Response]:
        """Return every answer in the file, in file order. An unfinished last line is left out."""
        before = self._seen
        try:
            now = self.path.lstat()
            same = (now.st_dev, now.st_ino) == self._file and now.st_size >= self._end
            data = self._behind_the_mark() if same else None
            if data is None:
                self._forget()
                self._file = (now.st_dev, now.st_ino)
                data = read_plain(self.path)
        except FileNotFoundError:
            self._forget()
            return []
        if whole := data[: data.rfind(b"\n") + 1]:
            self._take(whole, *read_bytes(whole, self.path.name, self._lines + 1))
        if self.generation.generation > self._meant:
            # A window of the course made the file shorter on purpose and recorded it there.
            self._meant = self.generation.generation
            for id in before.keys() - self._seen.keys():
                self._known.pop(id, None)
        return list(self._seen.values())

    def _behind_the_mark(self) -> bytes | None:
        """Return the bytes after those already read; ``None`` if the last line read has changed."""
        start, mark = self._mark
        data = read_plain(self.path, start)
        return data[self._end - start :] if data.startswith(mark) else None

    def _take(self, whole: bytes, responses: list[Response], faults: list[str]) -> None:
        if self._end == 0 and (first := generation_of(whole[: whole.find(b"\n")])):
            self.generation = first
            self.last = max(self.last, first.seq)
        mine = [r for r in responses if r.lane == self.lane]
        self._faults += [*faults, *once(mine, self.path.name, self._seen)]
        for one in responses:
            if one.lane == self.lane:
                self._know(one)
            else:
                self._faults.append(
                    f"{self.path.name}: the line {one.id} is marked {one.lane}, so it is not used here."
                )
        last = whole.rstrip(b"\n").rfind(b"\n") + 1
        # Ids differ, so the start of the last line shows whether the file was rewritten in between.
        self._mark = (self._end + last, whole[last : last + 80])
        self._end += len(whole)
        self._lines += whole.count(b"\n")

    def _know(self, response: Response) -> None:
        self._known.setdefault(response.id, response)
        self.last = max(self.last, response.seq)

    def mend(self) -> None:
        """End a last line that was cut off, so that it is reported; nothing is ever cut from the file."""
        with contextlib.suppress(FileNotFoundError):
            if (data := read_plain(self.path, self._end)) and not data.endswith(b"\n"):
                disk.append(self.path, b"", mode=self._mode)

    @property
    def _mode(self) -> int:
        return 0o600 if self.lane == "private" else 0o666

    def append(self, lines: bytes) -> list[Response]:
        """Append answers in one write; return them as parsed again from their lines, once they are on disk.

        Raises `ValueError`, and writes nothing, if the lines could not be read back.
        """
        responses, faults = read_bytes(lines, self.path.name)
        if faults:
            raise ValueError(faults[0])
        if self.lane == "private":
            disk.make_private(self.path.parent)
        before = disk.append(self.path, lines, mode=self._mode)
        file = (before.st_dev, before.st_ino) if before else None
        if before and before.st_size == self._end and self._file in (None, file):
            self._file = file
            self._take(lines, responses, [])
        else:
            # Another window's lines come before ours; the next read takes both.
            for one in responses:
                self._know(one)
        return responses

    def remove(self, ids: set[str], item: str, seq: int) -> None:
        """Rewrite the file without some answers, and without damaged lines that belong to that item.

        ``seq`` is the number that this deletion takes.
        """
        with self._shortening(ids):
            self.responses()
            lines = each_line(read_plain(self.path))
            deleted = tuple(dict.fromkeys([*self.generation.deleted, *sorted(ids)]))
            self._rewrite([one for one in lines if not _is_of(one, ids, item)], deleted, seq)
        # Earlier versions put cut-off lines in files of their own.
        for piece in self.path.parent.glob("torn-*.txt"):
            if f'"{item}"'.encode() in read_plain(piece):
                os.unlink(piece)  # noqa: PTH108  # the name came from glob

    def take_back(self, ids: set[str]) -> int:
        """Rewrite the file without some answers, which may be added again; return how many were in it."""
        with self._shortening(ids):
            here = ids & {r.id for r in self.responses()}
            if here:
                lines = each_line(read_plain(self.path))
                kept = [one for one in lines if not (one.response and one.response.id in here)]
                self._rewrite(kept, self.generation.deleted, self.last)
        return len(here)

    @contextlib.contextmanager
    def _shortening(self, ids: set[str]) -> Iterator[None]:
        # Windows can't replace an open file; there only the lock file keeps other windows out.
        with contextlib.nullcontext() if os.name == "nt" else disk.alone(self.path, self._mode):
            yield
        for id in ids:
            self._known.pop(id, None)

    def _rewrite(self, lines: list[Line], deleted: tuple[str, ...], seq: int) -> None:
        first = Generation(generation=self.generation.generation + 1, deleted=deleted, seq=seq)
        mode = 0o600 if self.lane == "private" else None
        disk.replace(self.path, b"".join([first.line(), *(one.raw + b"\n" for one in lines)]), mode=mode)


def _is_of(line: Line, ids: set[str], item: str) -> bool:
    return line.response.id in ids if line.response else f'"item":"{item}"'.encode() in line.raw
