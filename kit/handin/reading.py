"""Read hand-ins: a zip, a folder, or a platform's zip of zips. Nothing is extracted to disk.

The result is what the files say; nothing is checked against a class list or a workspace. Any problem with a
file is a `KitError` that names it, so that the other files can still be read.
"""

import io
from collections.abc import Collection, Iterator
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from kit.handin.downloads import prefix_of
from kit.handin.received import BEGAN, Received, received
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.zips import Left, Member, Zip, in_mb, is_zip, opened, raising
from kit.journal.lines import each_line
from kit.model import KitError

MOST_BYTES = 50_000_000
"""The size of the largest file that is opened, or unpacked from another file, in bytes."""

MOST_TOGETHER = 500_000_000
"""The maximum number of bytes unpacked from one file, including the zips inside it and their content."""

MOST_BULK = 4_000_000_000
"""The largest zip of several hand-ins that is read, and the most that is unpacked from it, in bytes."""

MOST_NOTEBOOK = 10_000_000
"""The size of the largest notebook that is read, in bytes."""

_MOST_ABOUT, _MOST_JOURNAL = 200_000, 5_000_000
"""In bytes; a year's journal has some hundred thousand."""


def read_hand_in(path: Path, wanted: Collection[str] = (JOURNAL, ABOUT)) -> Received:
    """Read the ``wanted`` files of a hand-in, a folder or a zip; in a zip they may be in any folder.

    Raises `KitError` if there is no such path, or if it cannot be read, is too large, or holds a link or a
    file twice.
    """
    name = str(path)
    with raising(KitError("handin.not_read", file=name)):
        if path.is_symlink():
            raise KitError("handin.link", file=name)
        if not path.exists():
            raise KitError("file.none", file=name)
        if path.is_dir():
            return received(name, _from_folder(path, wanted), _arrival(path))
        with opened(path, name, MOST_BYTES) as file:
            found = _from_zip(Zip(file, name), wanted, Left(MOST_BYTES))
            return received(name, found, _arrival(path))


def answers_in(made: Path) -> set[str]:
    """Return the ids of the answers in the zip of a hand-in; none if there is no zip or it can't be read."""
    try:
        journal = read_hand_in(made).files.get(JOURNAL, b"")
    except KitError:
        return set()
    return {line.response.id for line in each_line(journal) if line.response}


def read_download(path: Path, wanted: Collection[str]) -> Iterator[tuple[str, Received | KitError]]:
    """Yield every hand-in in a file: the file itself, or each zip and folder that a platform packed into it.

    Each comes with its path inside the file, which is empty for the file itself. If one cannot be read, the
    error is yielded in its place, and the others follow. For any other file that error comes last.
    """
    if not is_zip(path.name):
        yield "", KitError("handin.no_zip", file=path.name)
        return
    try:
        with raising(KitError("handin.not_read", file=path.name)):
            if path.is_symlink():
                raise KitError("handin.link", file=path.name)
            with opened(path, path.name, MOST_BULK) as file:
                packed = Zip(file, path.name)
                is_large = path.stat().st_size > MOST_BYTES
                if is_large and not any(prefix_of(_path(one)) for one in packed.members):
                    raise KitError("handin.too_large", file=path.name, most=in_mb(MOST_BYTES))
                left = Left(MOST_BULK if is_large else MOST_TOGETHER)
                yield from _each(packed, path, wanted, left)
    except KitError as error:
        yield "", error


def _each(
    packed: Zip, path: Path, wanted: Collection[str], left: Left
) -> Iterator[tuple[str, Received | KitError]]:
    arrived = _arrival(path)
    inner = [one for one in packed.members if is_zip(one.name)]
    loose = {one.folder: None for one in packed.members if one.name in wanted}
    apart = _lie_apart(list(loose)) and len(loose) > 1
    rest = [one for one in packed.members if not is_zip(one.name) and one.name not in wanted]
    of_others = any(
        prefix_of(_path(one)) and not any(_is_in(one.folder, folder) for folder in loose) for one in rest
    )
    if (
        not (apart or of_others)
        and (loose or not inner)
        and all(_is_in(one.folder, folder) for one in inner for folder in loose)
    ):
        yield "", received(path.name, _from_zip(packed, wanted, left), arrived)
        return
    for member in inner:
        inside = _path(member)
        try:
            data = io.BytesIO(packed.unpacked(member, MOST_BYTES, left))
            with raising(KitError("handin.not_a_zip", file=member.name)):
                one = received(member.name, _from_zip(Zip(data, member.name), wanted, left), arrived)
            yield inside, one
        except KitError as error:
            # What is wrong with the whole download doesn't name the file inside it.
            outer = error.facts["file"] == packed.name
            yield inside, KitError("handin.inside", file=member.name, why=error) if outer else error
    for folder in loose:
        inside = "" if folder == "." else f"{folder}.zip"
        # The files of a hand-in may be uploaded one by one: a platform gives each learner a folder.
        name = PurePosixPath(folder).name or path.name
        try:
            found = _from_zip(packed, wanted, left, folder)
            yield inside, received(name, found, arrived)
        except KitError as error:
            yield inside, KitError("handin.inside", file=name, why=error)
    for member in rest:
        yield _path(member), KitError("handin.no_zip", file=member.name)


def _path(member: Member) -> str:
    return PurePosixPath(member.folder, member.name).as_posix()


def _lie_apart(folders: list[str]) -> bool:
    return not any(a != b and _is_in(a, b) for a in folders for b in folders)


def _is_in(folder: str, outer: str) -> bool:
    return outer in (".", folder) or folder.startswith(f"{outer}/")


def _arrival(path: Path) -> datetime:
    # Unpacking a download can give a file any modification time.
    now = datetime.now(UTC)
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, OverflowError, ValueError):
        return now
    return changed if BEGAN <= changed <= now else now


def _most(name: str) -> int:
    return min(MOST_BYTES, {ABOUT: _MOST_ABOUT, JOURNAL: _MOST_JOURNAL}.get(name, MOST_NOTEBOOK))


def _from_zip(
    packed: Zip, wanted: Collection[str], left: Left, folder: str | None = None
) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for member in packed.members:
        if member.name in wanted and folder in (None, member.folder):
            if member.name in found:
                raise KitError("handin.twice", file=packed.name, member=member.name)
            found[member.name] = packed.unpacked(member, _most(member.name), left)
    return found


def _from_folder(folder: Path, wanted: Collection[str]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for base in wanted:
        file = folder / base
        if file.is_symlink():
            raise KitError("handin.link", file=file)
        if file.is_file():
            if file.stat().st_size > _most(base):
                raise KitError("handin.too_large", file=file, most=in_mb(_most(base)))
            found[base] = file.read_bytes()
    return found
