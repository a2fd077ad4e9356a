"""Read what was downloaded, sort it by the assignment that each hand-in names, and keep a copy of each.

A copy lies in ``downloaded/<assignment>/archive`` under the path that the hand-in had in its download. Only
the three files of a hand-in are kept, and nothing of anything else.
"""

import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePath
from typing import NamedTuple

from kit.classroom import Member
from kit.content import compiled, sentence_of
from kit.files import create
from kit.grading.checking import AGAIN
from kit.grading.whose import LeftOut, Roster
from kit.handin.downloads import is_platforms_own, is_typed, prefix_of
from kit.handin.reading import read_download, read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL, NoHandIn, Unread
from kit.handin.zips import is_zip
from kit.model import KitError, NotFound, PlainError

_MOST_ROWS = 20
_MADE = (1980, 1, 1, 0, 0, 0)
_UPLOADED = re.compile(
    r"\.(?![_~])(.*\.)?"
    r"(zip|7z|rar|ipynb|docx?|odt|pages|rtf|txt|md|pdf|html?|xlsx?|ods|csv|pptx?|jpe?g|png|heic|gif|mov|mp[34])"
)
"""A name that begins with a dot but has the extension of a file that learners upload."""


class Entry(NamedTuple):
    """A file in a download."""

    path: str
    """Its path inside the download, which a platform wrote."""
    found: Received | KitError | None
    """The hand-in, why it can't be read, or ``None`` if it is something else."""
    source: Path
    """The file on disk."""


def archive_of(root: Path, assignment: str) -> Path:
    """Return the folder where nbgrader looks for downloads."""
    return root / "downloaded" / assignment / "archive"


def wanted() -> list[str]:
    """Return the names of all files of a hand-in."""
    return [*(f"{one.id}.ipynb" for one in compiled().assignments), JOURNAL, ABOUT]


def entries(source: Path) -> Iterator[Entry]:
    """Yield what is in a file, or in the files of a folder. One bad file keeps no other from being read."""
    if not source.is_dir() or source.is_symlink():
        yield from _in_file(source, "")
        return
    names_of = wanted()
    for folder, inside, names in os.walk(source):
        inside[:] = sorted(one for one in inside if not is_clutter(Path(one, "any")))
        here = Path(folder)
        loose = ABOUT in names
        for name in sorted(names):
            below = (here / name).relative_to(source)
            if not (is_clutter(below) or (loose and name in names_of)):
                yield from _in_file(here / name, below.as_posix())
        if loose:
            below = here.relative_to(source.parent if here == source else source)
            try:
                found: Received | KitError = read_hand_in(here, names_of)
            except KitError as error:
                found = error
            yield Entry(f"{below.as_posix()}.zip", found, here)


def _in_file(path: Path, below: str) -> Iterator[Entry]:
    own = below or path.name
    if not is_zip(path.name):
        yield Entry(own, None, path)
        return
    # If a platform named this file, whatever is in it has names that its sender chose.
    is_entry = bool(below and prefix_of(below))
    for one in read_download(path, wanted()):
        place = own if is_entry else one.inside or own
        match one:
            case Received():
                yield Entry(place, one, path)
            case Unread():
                yield Entry(place, one.error, path)
            case NoHandIn():
                yield Entry(place, None, path)


def assignment_of(received: Received) -> str:
    """Return the assignment that a hand-in names, or whose notebook it has, or raise `KitError`."""
    known = [one.id for one in compiled().assignments]
    inside = [one for one in known if f"{one}.ipynb" in received.files]
    name = inside[0] if received.assignment is None and len(inside) == 1 else received.assignment
    if name is None:
        raise KitError("collect.nothing_inside", file=Path(received.name).name)
    if name not in known:
        raise KitError("collect.other_course", file=Path(received.name).name, assignment=name[:60])
    return name


class Brought(NamedTuple):
    """What came in a download."""

    new: Counter[str]
    """How many new hand-ins there are of each assignment."""
    assignments: set[str]
    left_out: list[LeftOut]


def bring(root: Path, source: Path, members: Iterable[Member]) -> Brought:
    """Copy the hand-ins of a download into the archives of their assignments.

    Raises `NotFound` if there is no such file, `KitError` if it is the class's own, and `OSError` if the
    archive can't be written.
    """
    if not source.exists():
        raise NotFound(f"there is no file or folder {source}; check the name.")
    own, place = (root / "downloaded").resolve(), source.resolve()
    if own.is_relative_to(place) or place.is_relative_to(own):
        raise PlainError(
            f"{source} includes the class's own files; name only the file or folder that you downloaded."
        )
    for cut in (root / "downloaded").rglob(".*.new"):
        cut.unlink()
    roster, new, assignments = Roster(members), Counter[str](), set[str]()
    others: list[Entry] = []
    handed_in: set[str] = set()
    for one in entries(source):
        prefix = prefix_of(one.path)
        if one.found is not None and prefix:
            handed_in.add(prefix.by)
        try:
            if not isinstance(one.found, Received):
                raise one.found or KitError("handin.no_zip", file=Path(one.path).name)
            assignment = assignment_of(one.found)
            new[assignment] += _keep(root, assignment, one)
            assignments.add(assignment)
        except KitError as error:
            others.append(one._replace(found=error))
    of = assignments.copy().pop() if len(assignments) == 1 else ""
    rows = _rows(others, handed_in, of, roster, place.name)
    return Brought(new, assignments, rows)


def _rows(
    others: list[Entry], handed_in: set[str], assignment: str, roster: Roster, download: str
) -> list[LeftOut]:
    """Return a row for each file that isn't a hand-in, and isn't beside one of the same person."""
    rows: list[LeftOut] = []
    count = Counter[Path]()
    seen = set[str]()
    # A typed text counts only if its sender sent nothing else.
    for one in sorted(others, key=lambda one: is_typed(Path(one.path).name)):
        prefix, name = prefix_of(one.path), Path(one.path).name
        is_other = isinstance(one.found, KitError) and one.found.code == "handin.no_zip"
        if is_other:
            is_nobodys = prefix is None and (
                is_typed(name) or is_platforms_own(one.path) or is_clutter(Path(one.path))
            )
            if is_nobodys or (prefix and prefix.by in handed_in | seen):
                continue
            seen |= {prefix.by} if prefix else set()
        # A platform names who uploaded a file, and each of them is told.
        count[one.source] += prefix is None
        if prefix is None and count[one.source] > _MOST_ROWS:
            continue
        error = one.found if isinstance(one.found, KitError) else KitError("handin.no_zip", file=name)
        rows.append(
            LeftOut(
                whose=name_in(one.path, roster) or name_in(one.source.name, roster),
                file=name,
                why=sentence_of(error).rstrip("."),
                to_send=sentence_of(KitError("ask.no_hand_in", file=name[:80])) if is_other else AGAIN,
                assignment=assignment,
                came=_came(one.source),
                download=download,
            )
        )
    for source, number in count.items():
        if number > _MOST_ROWS:
            error = KitError("collect.more", file=source.name, number=number - _MOST_ROWS)
            rows.append(
                LeftOut(whose="", file=source.name, why=sentence_of(error), to_send="", download=download)
            )
    return rows


def name_in(path: str, roster: Roster) -> str:
    """Return whose file it seems to be; this decides nothing."""
    prefix = prefix_of(path)
    if prefix:
        people = roster.people(prefix)
        return people[0] if len(people) == 1 else prefix.name
    ids = "|".join(one.id for one in compiled().assignments)
    named = re.fullmatch(rf"(?:.*_)?(?:{ids})_(.+?)(-\d+| ?\(\d+\))?", PurePath(path).stem)
    return named[1] if named else ""


def _came(path: Path) -> int:
    try:
        return path.lstat().st_mtime_ns
    except OSError:
        return 0


def _keep(root: Path, assignment: str, one: Entry) -> bool:
    """Copy a hand-in; return whether it is new."""
    if not isinstance(one.found, Received):
        return False
    path = one.path if is_zip(one.path) else f"{one.path}.zip"
    target = archive_of(root, assignment) / _safe(path)
    data, changed = _zipped(one.found.files, (f"{assignment}.ipynb", JOURNAL, ABOUT)), _came(one.source)
    target.parent.mkdir(parents=True, exist_ok=True)
    number, place = 1, target
    while place.exists():
        if place.read_bytes() == data:
            # The earlier time of arrival counts.
            changed = min(changed, place.stat().st_mtime_ns)
            os.utime(place, ns=(changed, changed))
            return False
        # Next week's download may have the same name. It is stored next to this one, with a number.
        number += 1
        stem, dot, ending = target.name.rpartition(".")
        place = target.with_name(f"{stem} ({number}){dot}{ending}".lstrip())
    create(place, data, 0o600)
    os.utime(place, ns=(changed, changed))
    return True


def _safe(path: str) -> PurePath:
    # The paths in a zip can't be trusted.
    plain = [re.sub(r'[\x00-\x1f\\:*?"<>|]', "-", one) for one in path.split("/") if one not in _UP]
    return PurePath(*(one if len(one) <= _LONGEST else one[: _LONGEST - 10] + one[-10:] for one in plain))


_UP, _LONGEST = ("", ".", ".."), 150


def _zipped(found: Mapping[str, bytes], names: Iterable[str]) -> bytes:
    # The same files always give the same bytes, so that a second copy is recognized.
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name in names:
            if name in found:
                file.writestr(zipfile.ZipInfo(name, _MADE), found[name], zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def is_clutter(path: Path) -> bool:
    """Return whether a file in a download isn't a learner's: a system's file, or an interrupted copy.

    >>> is_clutter(Path("__MACOSX/equity_amy.zip")), is_clutter(Path(".DS_Store")), is_clutter(Path("a.zip"))
    (True, True, False)

    A learner can remove all of a name but its extension, and some computers hide files with a leading dot. So
    a name with a leading dot can be a learner's if it has the extension of a file that learners upload.

    >>> is_clutter(Path("Amy Lee/.zip")), is_clutter(Path("Amy Lee/._essay.docx"))
    (False, True)
    """
    return (
        path.name in ("Thumbs.db", "desktop.ini")
        or any(part.startswith(".") or part == "__MACOSX" for part in path.parts[:-1])
        or path.name == "__MACOSX"
        or (path.name.startswith(".") and _UPLOADED.fullmatch(path.name.lower()) is None)
    )
