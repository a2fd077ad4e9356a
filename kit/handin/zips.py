"""Read a zip from an untrusted source: the size is limited while reading, and nothing is extracted to disk.

What a zip says about itself is never trusted: sizes, how many files it holds, where they are.
"""

import io
import os
import stat
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from kit.model import KitError

_MOST_MEMBERS = 1_000
_MOST_LISTING = 2_000_000  # bytes of the list of files at a zip's end
_PIECE = 1 << 16
_LOCKED = 0x1
_MADE = (1980, 1, 1, 0, 0, 0)
_PACKINGS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


@contextmanager
def raising(error: KitError) -> Iterator[None]:
    """Raise this error, or what the disk answered, for whatever goes wrong in reading a file."""
    try:
        yield
    except KitError:
        raise
    except OSError as fault:
        if fault.errno and fault.filename:
            reason = os.strerror(fault.errno)
            raise KitError("handin.disk_fault", file=error.facts["file"], reason=reason) from None
        raise error from None
    except Exception:
        # For a flipped byte, the standard library may raise any of a dozen exceptions, even RecursionError
        # and MemoryError.
        raise error from None


def is_zip(name: str) -> bool:
    """Return whether a file's name says that it is a zip, even if the name is only the ending.

    >>> is_zip("Equity.ZIP"), is_zip(".zip"), is_zip("zip")
    (True, True, False)
    """
    return name.lower().endswith(".zip")


def opened(path: Path, name: str, most: int) -> BinaryIO:
    """Open a file of at most ``most`` bytes, which is called ``name``."""
    if not path.is_file():
        raise KitError("handin.not_a_file", file=name)
    if path.stat().st_size > most:
        raise KitError("handin.too_large", file=name, most=in_mb(most))
    return path.open("rb")


class Left:
    """How many more bytes may be unpacked from one file that was sent."""

    def __init__(self, most: int) -> None:
        self.most = self.bytes = most


class Member(NamedTuple):
    """A file in a zip: its own name, and the folders that it is in."""

    name: str
    folder: str
    info: zipfile.ZipInfo


class Zip:
    """An open zip called ``name``; raises `KitError` if it is damaged or holds anything not allowed."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.name = name
        with raising(KitError("handin.not_a_zip", file=name)):
            self._archive = zipfile.ZipFile(_Listing(file, name))
            found = self._archive.infolist()
        if len(found) > _MOST_MEMBERS:
            raise KitError("handin.too_many_files", file=name, most=_MOST_MEMBERS)
        if any(stat.S_ISLNK(one.external_attr >> 16) for one in found):
            raise KitError("handin.link_inside", file=name)
        if not all(one.filename for one in found):
            raise KitError("handin.no_name_inside", file=name)
        # A Mac adds a hidden copy of each file's metadata to a zip.
        kept = [one for one in found if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
        paths = [PurePosixPath(one.filename) for one in kept]
        self.members = [Member(p.name, p.parent.as_posix(), one) for p, one in zip(paths, kept, strict=True)]

    def unpacked(self, member: Member, most: int, left: Left) -> bytes:
        """Return a member's bytes, at most ``most``, and subtract them from what is ``left``."""
        called = f"{member.name} in {self.name}"
        if member.info.flag_bits & _LOCKED:
            raise KitError("handin.locked", file=called)
        if member.info.compress_type not in _PACKINGS:
            raise KitError("handin.other_compression", file=called)
        pieces: list[bytes] = []
        size = 0
        damaged = KitError("handin.damaged", file=self.name)
        with raising(damaged), self._archive.open(member.info) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > most:
                    raise KitError("handin.too_large", file=called, most=in_mb(most))
                if size > left.bytes:
                    most_together = in_mb(left.most)
                    raise KitError("handin.too_large_together", file=self.name, most=most_together)
                pieces.append(piece)
        left.bytes -= size
        return b"".join(pieces)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of these files; the same files always give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name, _MADE), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def in_mb(size: int) -> str:
    """Return a size in words.

    >>> in_mb(50_000_000), in_mb(200_000)
    ('50 MB', '0.2 MB')
    """
    return f"{size / 1_000_000:g} MB"


class _Listing:
    # A zip's list of files is read in one piece, as large as the zip claims.
    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self._name = file, name
        self.seek, self.tell, self.seekable, self.close = file.seek, file.tell, file.seekable, file.close

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size if 0 <= size <= _MOST_LISTING else _MOST_LISTING + 1)
        if len(piece) > _MOST_LISTING:
            raise KitError("handin.too_many_files", file=self._name, most=_MOST_MEMBERS)
        return piece
