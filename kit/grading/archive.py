"""Copy hand-ins into ``downloaded/<assignment>/archive``, and leave the originals alone.

Each copy is written whole or not at all, and a file that was copied before isn't copied again.
`kit.grading.sorting` decides which hand-ins are collected.
"""

import hashlib
import io
import os
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from kit.classroom import read_roster
from kit.content import compiled, sentence_of
from kit.files import create
from kit.grading.checking import AGAIN
from kit.grading.columns import said_in
from kit.grading.left_out import LeftOut, is_clutter
from kit.grading.senders import read_senders
from kit.grading.uploads import Beside, Upload, not_taken
from kit.grading.whose import Whose
from kit.handin.downloads import named_by
from kit.handin.reading import MOST_BYTES, read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.zips import Left, Zip, in_mb, is_zip
from kit.model import KitError, NotFound, PlainError

MOST_BULK = 4_000_000_000
"""The largest zip of several hand-ins that is unpacked, and the most that is unpacked from it, in bytes."""
_MADE = (1980, 1, 1, 0, 0, 0)


class Brought(NamedTuple):
    """The result of copying a download into an archive."""

    new: int
    known: int
    left_out: list[LeftOut]
    """The files that were not copied."""


def archive_of(root: Path, assignment: str) -> Path:
    """Return the folder where nbgrader looks for downloads."""
    return root / "downloaded" / assignment / "archive"


def bring(root: Path, assignment: str, source: Path) -> Brought:
    """Copy a download into an assignment's archive.

    Parameters
    ----------
    root
        The course root.
    assignment
        The assignment's id, such as ``equity``.
    source
        A zip, or a folder of zips. In a folder, the unzipped files of one hand-in are packed into a zip, and
        files named after another assignment are skipped.

    Returns
    -------
    Brought
        How many files are new, how many were copied before, and which were not copied.

    Raises
    ------
    NotFound
        ``source`` doesn't exist.
    KitError
        ``source`` contains the archive itself, or the roster or ``learners.json`` can't be read.
    OSError
        The archive can't be written.
    """
    archive = archive_of(root, assignment)
    if not source.exists():
        raise NotFound(f"there is no file or folder {source}; check the name.")
    if archive.resolve().is_relative_to(source.resolve()) and source.resolve() != archive.resolve():
        raise PlainError(
            f"{source} includes the class's own files; name only the file or folder that you downloaded."
        )
    archive.mkdir(parents=True, exist_ok=True)
    for cut in archive.rglob(".*.new"):
        cut.unlink()
    if source.resolve().is_relative_to(archive.resolve()):
        return Brought(0, 0, [])
    new = known = 0
    left_out: list[LeftOut] = []
    said = [*said_in(archive), *said_in(source)]
    whose = Whose(read_roster(root), read_senders(root), {assignment: said})
    for one in _arriving(source, assignment, whose):
        if isinstance(one, LeftOut):
            left_out.append(one)
        elif _put(archive / one.place, one.data, one.changed):
            new += 1
        else:
            known += 1
    return Brought(new, known, left_out)


class _File(NamedTuple):
    place: PurePath
    data: bytes
    changed: int
    """The time of the last change, in nanoseconds; used for a hand-in that doesn't say when it was made."""


def _arriving(source: Path, assignment: str, whose: Whose) -> Iterator[_File | LeftOut]:
    wanted = (f"{assignment}.ipynb", JOURNAL, ABOUT)
    if not source.is_dir():
        yield from _one(source, PurePath(source.name), wanted, whose)
        return
    beside = Beside()
    for folder, inside, names in os.walk(source):
        inside[:] = sorted(one for one in inside if not is_clutter(Path(one, "any")))
        here = Path(folder)
        loose = wanted[0] in names
        for name in sorted(names):
            path = here / name
            below = path.relative_to(source)
            way = Upload(name, f"{source.name}/{below.parent.as_posix()}", path.lstat().st_mtime_ns)
            if is_clutter(below) or (loose and name in wanted) or _is_of_another(name, assignment):
                continue
            if is_zip(path.name):
                beside.note_zip(*way.way)
                yield from _one(path, below, wanted, whose)
            elif not loose or named_by(name, ".") is not None:
                # Other files in the folder of one hand-in are ignored, as they are in its zip.
                beside.uploads.append(way)
        if loose:
            place = here.relative_to(source.parent)
            beside.note_zip("", place.as_posix())
            yield _packed(here, place, wanted)
    yield from not_taken(beside, assignment, whose)


def _one(path: Path, place: PurePath, wanted: tuple[str, ...], whose: Whose) -> Iterator[_File | LeftOut]:
    try:
        if path.is_symlink():
            raise KitError("handin.link", file=path.name)
        state = path.stat()
        if not is_zip(path.name):
            raise KitError("handin.no_zip", file=path.name)
        if state.st_size > MOST_BYTES:
            yield from _bulk(path, place, wanted, whose)
            return
        yield _File(place, path.read_bytes(), state.st_mtime_ns)
    except (KitError, OSError) as fault:
        owner = whose.in_words(path.name, place.parent.as_posix(), wanted[0].removesuffix(".ipynb"))
        why = sentence_of(fault).rstrip(".")
        yield LeftOut(path.name, owner, why, AGAIN, path.lstat().st_mtime_ns)


def _bulk(path: Path, place: PurePath, wanted: tuple[str, ...], whose: Whose) -> Iterator[_File | LeftOut]:
    """Yield the contents of a platform's zip that is too large for one hand-in, as if it were unpacked."""
    size, changed = path.stat().st_size, path.stat().st_mtime_ns
    with path.open("rb") as file:
        packed = Zip(file, path.name) if size <= MOST_BULK else None
        if packed is None or not any(named_by(one.name, one.folder) for one in packed.members):
            most = in_mb(MOST_BYTES if packed else MOST_BULK)
            raise KitError("handin.too_large", file=path.name, most=most)
        left = Left(MOST_BULK)
        beside = Beside()
        folders: dict[str, dict[str, bytes]] = defaultdict(dict)
        within = place.with_suffix("")
        for member in packed.members:
            way = Upload(member.name, f"{path.name}/{member.folder}", changed)
            packs = is_zip(member.name)
            if not packs and member.name not in wanted:
                beside.uploads.append(way)
                continue
            beside.note_zip(*way.way)
            try:
                data = packed.unpacked(member, MOST_BYTES, left)
            except KitError as error:
                owner = whose.in_words(*way.way, wanted[0].removesuffix(".ipynb"))
                yield LeftOut(member.name, owner, sentence_of(error), AGAIN, changed)
                continue
            if packs:
                yield _File(within / _safe(f"{member.folder}/{member.name}"), data, changed)
            else:
                folders[member.folder][member.name] = data
        for folder, files in folders.items():
            inside = within / _safe(folder)
            yield _File(inside.with_name(f"{inside.name}.zip"), _zipped(files, wanted), changed)
    yield from not_taken(beside, wanted[0].removesuffix(".ipynb"), whose)


def _safe(folder: str) -> PurePath:
    # The paths in a zip can't be trusted.
    return PurePath(
        *(re.sub(r'[\x00-\x1f\\:*?"<>|]', "-", one) for one in folder.split("/") if one not in _UP)
    )


_UP = ("", ".", "..")


def _packed(folder: Path, place: PurePath, wanted: tuple[str, ...]) -> _File | LeftOut:
    # The same files always give the same bytes, so that a second copy is recognized.
    try:
        found = read_hand_in(folder, wanted).files
    except KitError as error:
        return LeftOut(folder.name, "", sentence_of(error), AGAIN)
    changed = max((folder / name).stat().st_mtime_ns for name in found)
    return _File(place.with_name(f"{place.name}.zip"), _zipped(found, wanted), changed)


def _zipped(found: Mapping[str, bytes], wanted: tuple[str, ...]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in wanted:
            if name in found:
                file.writestr(zipfile.ZipInfo(name, _MADE), found[name])
    return packed.getvalue()


def _is_of_another(name: str, assignment: str) -> bool:
    others = {one.id for one in compiled().assignments} - {assignment}
    return any(re.match(rf"(.*_)?{other}_", name) for other in others) and f"{assignment}_" not in name


def _put(target: Path, data: bytes, changed: int) -> bool:
    # Next week's download may have the same name. It is stored next to this one, with a number.
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(data).digest()
    number, place = 1, target
    while True:
        if not place.exists():
            made = create(place, data, 0o600)
        elif place.stat().st_size == len(data) and hashlib.sha256(place.read_bytes()).digest() == digest:
            # The earlier time of arrival counts.
            made, changed = False, min(changed, place.stat().st_mtime_ns)
        else:
            made, number = False, number + 1
            # A file named .zip has no stem.
            stem, dot, ending = target.name.rpartition(".")
            place = target.with_name(f"{stem} ({number}){dot}{ending}".lstrip())
            continue
        os.utime(place, ns=(changed, changed))
        return made
