"""Simulate what a disk holds after a power failure, by recording every write, fsync and change of file names.

`Recorder` replaces the `os` calls that the journal makes. `after` builds the folder as it may be if the power
fails after some of these calls. Everything fsynced is there. Of the rest, each file keeps a random part of
its unsynced bytes, and each folder a random choice of its unsynced names. A file whose name survives without
its bytes is empty or short, as on ext4.

This doesn't simulate a drive that falsely reports "synced", torn sectors, blocks that reach the disk out of
order within one file, a new folder that is lost, or bugs of the file system. Those need a mounted image and
root.
"""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest


class Recorder:
    """Record what is done to files below a folder, and when an answer was reported as saved."""

    def __init__(self, root: Path, patch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.steps: list[tuple] = []
        self._open: dict[int, int | str] = {}
        real = {
            name: getattr(os, name)
            for name in ("open", "close", "write", "fsync", "ftruncate", "replace", "link", "unlink", "mkdir")
        }

        def inside(path) -> bool:
            return Path(os.fspath(path)).is_relative_to(root)

        def opened(path, flags, mode=0o777, **more):
            new = not os.path.lexists(path)
            fd = real["open"](path, flags, mode, **more)
            if isinstance(path, (str, os.PathLike)) and inside(path):
                number = os.fstat(fd).st_ino
                self._open[fd] = os.fspath(path) if Path(path).is_dir() else number
                if new:
                    self.steps.append(("new", os.fspath(path), number))
            return fd

        def closed(fd):
            self._open.pop(fd, None)
            real["close"](fd)

        def wrote(fd, data):
            done = real["write"](fd, data)
            if fd in self._open:
                self.steps.append(("write", self._open[fd], bytes(data[:done])))
            return done

        def synced(fd):
            real["fsync"](fd)
            if fd in self._open:
                self.steps.append(("sync", self._open[fd]))

        def cut(fd, size):
            real["ftruncate"](fd, size)
            if fd in self._open:
                self.steps.append(("cut", self._open[fd], size))

        def renamed(old, new, **more):
            number = Path(old).stat().st_ino
            real["replace"](old, new, **more)
            if inside(new):
                self.steps += [("unname", os.fspath(old)), ("name", os.fspath(new), number)]

        def linked(old, new, **more):
            real["link"](old, new, **more)
            if inside(new):
                self.steps.append(("name", os.fspath(new), Path(new).stat().st_ino))

        def unlinked(path, **more):
            real["unlink"](path, **more)
            if inside(path):
                self.steps.append(("unname", os.fspath(path)))

        def made(path, *args, **more):
            real["mkdir"](path, *args, **more)
            if inside(path):
                self.steps.append(("folder", os.fspath(path)))

        ours = (opened, closed, wrote, synced, cut, renamed, linked, unlinked, made)
        for name, stand_in in zip(real, ours, strict=True):
            patch.setattr(os, name, stand_in)

    def saved(self, what: object) -> None:
        """Record that an answer was reported as saved now."""
        self.steps.append(("saved", what))


def after(steps: list[tuple], before: Path, root: Path, place: Path, chance: random.Random) -> list[object]:
    """Make ``place`` a state that ``root`` may be in if the power fails after these steps.

    ``before`` is a copy of ``root`` before the steps. Returns everything that was reported as saved.
    """
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(before, place)
    bytes_now: dict[int, bytearray] = {}
    bytes_kept: dict[int, bytes] = {}
    names_now: dict[str, int | None] = {}
    names_kept: dict[str, int | None] = {}
    told: list[object] = []

    def contents(number: int) -> bytearray:
        if number not in bytes_now:
            # A file from before the steps is known only by its inode number in ``root``.
            old = next((p for p in before.rglob("*") if p.is_file() and numbers.get(p) == number), None)
            data = old.read_bytes() if old else b""
            bytes_now[number], bytes_kept[number] = bytearray(data), data
        return bytes_now[number]

    numbers = {
        before / path.relative_to(root): path.stat().st_ino for path in root.rglob("*") if path.is_file()
    }
    for step in steps:
        match step:
            case "saved", what:
                told.append(what)
            case "folder", path:
                (place / Path(path).relative_to(root)).mkdir(exist_ok=True)
            case "new", path, number:
                # The inode number of a deleted file may be used again.
                bytes_now[number], bytes_kept[number] = bytearray(), b""
                names_now[path] = number
            case "name", path, number:
                contents(number)
                names_now[path] = number
            case "unname", path:
                names_now[path] = None
            case "write", number, data:
                contents(number).extend(data)
            case "cut", number, size:
                del contents(number)[size:]
            case "sync", int(number):
                bytes_kept[number] = bytes(contents(number))
            case "sync", folder:
                here = {
                    path: number for path, number in names_now.items() if str(Path(path).parent) == folder
                }
                names_kept |= here
    for path, number in names_now.items():
        if names_kept.get(path, "no") != number and chance.random() < 0.5:
            names_kept[path] = number
    for path, number in names_kept.items():
        target = place / Path(path).relative_to(root)
        if number is None:
            target.unlink(missing_ok=True)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_part(bytes_kept[number], bytes(bytes_now[number]), chance))
    for number, now in bytes_now.items():
        # Write the files from before that got no new name.
        old = next((p for p, one in numbers.items() if one == number), None)
        if old and str(root / old.relative_to(before)) not in names_kept:
            (place / old.relative_to(before)).write_bytes(_part(bytes_kept[number], bytes(now), chance))
    return told


def _part(kept: bytes, now: bytes, chance: random.Random) -> bytes:
    if now == kept:
        return now
    if not now.startswith(kept):
        return chance.choice([kept, now])
    return now[: chance.randint(len(kept), len(now))]
