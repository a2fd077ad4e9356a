"""Hand-ins on their way in: copied into ``downloaded/<assignment>/archive``, and the originals left alone.

A copy stands there whole or not at all, and what was copied before is not copied again. What becomes of it is
decided by `kit.grading.sorting`.
"""

import hashlib
import io
import os
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import NamedTuple

from kit.content import compiled
from kit.files import create
from kit.grading.checking import AGAIN
from kit.grading.sorting import LeftOut, is_clutter
from kit.handin.reading import MOST_BYTES, read_hand_in
from kit.handin.records import ABOUT, JOURNAL, HandInFault
from kit.handin.zips import in_mb
from kit.model import KitError, NotFound
from kit.model.errors import in_words

_BESIDE = re.compile(r"(.+_attempt_[0-9-]+\.txt|onlinetext\.html|.+_(text|link)\.html)", re.IGNORECASE)
"""What a platform adds to a download: Blackboard's notes on an attempt, text typed into Moodle or Canvas."""
_MADE = (1980, 1, 1, 0, 0, 0)


class Brought(NamedTuple):
    """What came into the archive."""

    new: int
    known: int
    left_out: list[LeftOut]
    """What was not copied."""


def archive_of(root: Path, assignment: str) -> Path:
    """Where nbgrader looks for downloads."""
    return root / "downloaded" / assignment / "archive"


def bring(root: Path, assignment: str, source: Path) -> Brought:
    """Copy a download into the archive of an assignment.

    Parameters
    ----------
    root
        The course root.
    assignment
        Whose archive.
    source
        A zip, or a folder of zips. In a folder, a folder with the files of one hand-in becomes a zip, and
        zips named after another assignment are passed over.

    Returns
    -------
    Brought
        How many files are new, and what was not copied.

    Raises
    ------
    NotFound
        There is nothing at ``source``.
    KitError
        ``source`` holds the archive itself.
    OSError
        The archive can't be written.
    """
    archive = archive_of(root, assignment)
    if not source.exists():
        raise NotFound(f"there is no file or folder {source}; check the name.")
    if archive.resolve().is_relative_to(source.resolve()) and source.resolve() != archive.resolve():
        raise KitError(f"{source} holds the class itself; name the file or folder that you downloaded.")
    archive.mkdir(parents=True, exist_ok=True)
    for cut in archive.rglob(".*.new"):
        cut.unlink()
    if source.resolve().is_relative_to(archive.resolve()):
        return Brought(0, 0, [])
    new = known = 0
    left_out: list[LeftOut] = []
    for one in _arriving(source, assignment):
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
    """When, in nanoseconds: of a hand-in that doesn't say when it was made, this counts."""


def _arriving(source: Path, assignment: str) -> Iterator[_File | LeftOut]:
    if not source.is_dir():
        yield _one(source, PurePath(source.name))
        return
    for folder, inside, names in os.walk(source):
        inside.sort()
        here = Path(folder)
        wanted = (f"{assignment}.ipynb", JOURNAL, ABOUT)
        loose = wanted[0] in names
        for name in sorted(names):
            path = here / name
            below = path.relative_to(source)
            if is_clutter(below) or _BESIDE.fullmatch(name) or (loose and name in wanted):
                continue
            if path.suffix.lower() == ".zip" and not _is_of_another(name, assignment):
                yield _one(path, below)
            elif path.suffix.lower() != ".zip" and assignment in name:
                yield LeftOut(name, "", "not a zip", AGAIN)
        if loose:
            yield _packed(here, here.relative_to(source.parent), wanted)


def _one(path: Path, place: PurePath) -> _File | LeftOut:
    try:
        if path.is_symlink():
            raise HandInFault(f"{path.name} is a link to another file")
        state = path.stat()
        if state.st_size > MOST_BYTES:
            raise HandInFault(f"{path.name} is larger than {in_mb(MOST_BYTES)}")
        if path.suffix.lower() != ".zip":
            raise HandInFault(f"{path.name} is not a zip")
        return _File(place, path.read_bytes(), state.st_mtime_ns)
    except HandInFault as fault:
        return LeftOut(path.name, "", fault.why, AGAIN)
    except OSError as fault:
        return LeftOut(path.name, "", in_words(fault).rstrip("."), AGAIN)


def _packed(folder: Path, place: PurePath, wanted: tuple[str, ...]) -> _File | LeftOut:
    # Always the same bytes of the same files, so that it is known again.
    try:
        found = read_hand_in(folder, wanted).files
    except HandInFault as fault:
        return LeftOut(folder.name, "", fault.why, AGAIN)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in wanted:
            if name in found:
                file.writestr(zipfile.ZipInfo(name, _MADE), found[name])
    changed = max((folder / name).stat().st_mtime_ns for name in found)
    return _File(place.with_name(f"{place.name}.zip"), packed.getvalue(), changed)


def _is_of_another(name: str, assignment: str) -> bool:
    others = {one.id for one in compiled().assignments} - {assignment}
    return any(re.match(rf"(.*_)?{other}_", name) for other in others) and f"{assignment}_" not in name


def _put(target: Path, data: bytes, changed: int) -> bool:
    # A download of next week may have the same name: it stands beside, with a number.
    target.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256(data).digest()
    number, place = 1, target
    while True:
        if not place.exists():
            made = create(place, data, 0o600)
        elif place.stat().st_size == len(data) and hashlib.sha256(place.read_bytes()).digest() == digest:
            made = False
        else:
            made, number = False, number + 1
            place = target.with_name(f"{target.stem} ({number}){target.suffix}")
            continue
        os.utime(place, ns=(changed, changed))
        return made
