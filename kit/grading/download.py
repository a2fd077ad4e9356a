"""Read what was downloaded, sort it by the assignment that each hand-in names, and keep a copy of each.

A copy lies in ``downloaded/<assignment>/archive`` under the path that the hand-in had in its download. Only
the three files of a hand-in are kept, and nothing of anything else.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePath

from kit.classroom import Member
from kit.content import compiled, sentence_of
from kit.files import create
from kit.grading.whose import LeftOut, Roster
from kit.handin.downloads import Entry, Prefix, is_list, is_typed, prefix_of
from kit.handin.reading import read_download, read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.zips import is_zip, zipped
from kit.model import KitError, NotFound, PlainError

_MOST_ROWS = 20
_UPLOADED = re.compile(
    r"\.(?![_~])(.*\.)?"
    r"(zip|7z|rar|ipynb|docx?|odt|pages|rtf|txt|md|pdf|html?|xlsx?|ods|csv|pptx?|jpe?g|png|heic|gif|mov|mp[34])"
)
"""A name that begins with a dot but has the extension of a file that learners upload."""


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
            place = f"{here.relative_to(source.parent if here == source else source).as_posix()}.zip"
            try:
                found: Received | KitError = read_hand_in(here, names_of)
            except KitError as error:
                found = error
            yield _entry(place, prefix_of(place), found, here)


def _in_file(path: Path, below: str) -> Iterator[Entry]:
    # If a platform named this file, whatever is in it has names that its sender chose.
    named = prefix_of(below)
    for inside, found in read_download(path, wanted()):
        place = below if named else inside or below or path.name
        yield _entry(place, named or prefix_of(place), found, path)


def _entry(path: str, prefix: Prefix | None, found: Received | KitError, source: Path) -> Entry:
    assignment = ""
    if isinstance(found, Received):
        known, name = [one.id for one in compiled().assignments], Path(found.name).name
        inside = [one for one in known if f"{one}.ipynb" in found.files]
        assignment = found.assignment or (inside[0] if len(inside) == 1 else "")
        if not assignment:
            found = KitError("collect.nothing_inside", file=name)
        elif assignment not in known:
            found = KitError("collect.other_course", file=name, assignment=assignment[:60])
    return Entry(path, prefix, found, assignment, source)


def bring(root: Path, source: Path, members: Iterable[Member]) -> tuple[set[str], list[LeftOut]]:
    """Copy the hand-ins of a download into the archives of their assignments.

    Returns these assignments, and a row for each file that is no hand-in. Raises `NotFound` if there is no
    such file, `KitError` if it is the class's own, and `OSError` if the archive can't be written.
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
    roster, assignments = Roster(members), set[str]()
    others: list[Entry] = []
    sent: set[str] = set()
    downloads: defaultdict[str, list[Entry]] = defaultdict(list)
    for one in entries(source):
        if one.prefix and not one.is_other:
            sent.add(one.prefix.by)
        if isinstance(one.found, KitError):
            others.append(one)
            continue
        assignments.add(one.assignment)
        downloads[_download(one)].append(one)
        _keep(root, one, one.found)
    of = assignments.copy().pop() if len(assignments) == 1 else ""
    weeks = {name: _week(hand_ins) or of for name, hand_ins in downloads.items()}
    rows = [
        row for name, hand_ins in downloads.items() for row in _of_other_weeks(hand_ins, weeks[name], roster)
    ]
    count = Counter[Path]()
    # A typed text counts only if its sender sent nothing else.
    for one in sorted(others, key=lambda one: is_typed(one.name)):
        if one.is_other:
            if one.prefix.by in sent if one.prefix else is_nobodys(one):
                continue
            sent |= {one.prefix.by} if one.prefix else set()
        # A platform names who uploaded a file, and each of them is told.
        count[one.source] += one.prefix is None
        if one.prefix or count[one.source] <= _MOST_ROWS:
            rows.append(roster.left_out(one, weeks.get(_download(one), of)))
            rows[-1].came = one.came
    for path, number in count.items():
        if number > _MOST_ROWS:
            why = sentence_of(KitError("collect.more", file=path.name, number=number - _MOST_ROWS))
            rows.append(LeftOut(whose="", file=path.name, why=why, to_send=""))
    for row in rows:
        row.download = place.name
    return assignments, rows


def _download(one: Entry) -> str:
    """Return which of a platform's downloads a file is in; a platform makes one for each assignment."""
    return str(one.source).partition(one.prefix.part)[0] if one.prefix else ""


def _week(hand_ins: Sequence[Entry]) -> str:
    """Return the assignment of more than half of a platform's download, or nothing."""
    ((week, count),) = Counter(one.assignment for one in hand_ins).most_common(1)
    return week if hand_ins[0].prefix and count > len(hand_ins) / 2 else ""


def _of_other_weeks(hand_ins: Iterable[Entry], week: str, roster: Roster) -> Iterator[LeftOut]:
    titles, sent = (
        {one.id: one.title for one in compiled().assignments},
        {(one.prefix and one.prefix.by, one.assignment) for one in hand_ins},
    )
    for one in hand_ins:
        if one.prefix and week and one.assignment != week and (one.prefix.by, week) not in sent:
            about = {"file": one.name, "other": titles[one.assignment]}
            row = roster.left_out(one, week, KitError("collect.other_week", **about))
            row.to_send = sentence_of(KitError("ask.other_week", assignment=titles[week], **about))
            row.came = one.came
            yield row


def is_nobodys(one: Entry) -> bool:
    """Return whether a file that no platform named isn't anybody's upload."""
    return is_typed(one.name) or is_list(one.path) or is_clutter(Path(one.path))


def _keep(root: Path, one: Entry, received: Received) -> None:
    path = one.path if is_zip(one.path) else f"{one.path}.zip"
    target = archive_of(root, one.assignment) / _safe(path)
    names = [name for name in (f"{one.assignment}.ipynb", JOURNAL, ABOUT) if name in received.files]
    data, changed = zipped({name: received.files[name] for name in names}), one.came
    target.parent.mkdir(parents=True, exist_ok=True)
    number, place = 1, target
    while place.exists():
        if place.read_bytes() == data:
            # The earlier time of arrival counts.
            changed = min(changed, place.stat().st_mtime_ns)
            break
        # Next week's download may have the same name. It is stored next to this one, with a number.
        number += 1
        stem, dot, ending = target.name.rpartition(".")
        place = target.with_name(f"{stem} ({number}){dot}{ending}".lstrip())
    else:
        create(place, data, 0o600)
    os.utime(place, ns=(changed, changed))


def _safe(path: str) -> PurePath:
    # The paths in a zip can't be trusted.
    plain = [re.sub(r'[\x00-\x1f\\:*?"<>|]', "-", one) for one in path.split("/") if one not in _UP]
    return PurePath(*(one if len(one) <= _LONGEST else one[: _LONGEST - 10] + one[-10:] for one in plain))


_UP, _LONGEST = ("", ".", ".."), 150


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
