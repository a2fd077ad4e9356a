"""Read what was downloaded, sort it by the assignment that each hand-in names, and keep a copy of each.

A copy lies in ``downloaded/<assignment>/archive`` under a name of the course's own; the table has what it was
called in its download. Only the three files of a hand-in are kept, and nothing of anything else.
"""

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from kit.classroom import Member
from kit.content import compiled, sentence_of
from kit.files import replace
from kit.grading.whose import Copy, LeftOut, Roster, Table
from kit.handin.downloads import Entry, is_list, is_typed, prefix_of
from kit.handin.reading import read_download, read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.zips import is_zip, zipped
from kit.model import KitError, NotFound, PlainError

_MOST_ROWS, _WITNESSES = 20, 2
_OURS = re.compile(r"[0-9]{4,}_[0-9a-f]{8}\.zip")
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


def entries(source: Path, copies: Mapping[str, Copy] | None = None) -> Iterator[Entry]:
    """Yield what is in a file, or in the files of a folder. One bad file keeps no other from being read.

    In an archive, ``copies`` says what the course's own copies were called. One that it doesn't have was left
    by a run that was stopped.
    """
    if not source.is_dir() or source.is_symlink():
        yield from _in_file(source, "", source)
        return
    names_of = wanted()
    for folder, inside, names in os.walk(source):
        inside[:] = sorted(one for one in inside if not is_clutter(Path(one, "any")))
        here = Path(folder)
        loose = ABOUT in names
        for name in sorted(names):
            below = (here / name).relative_to(source)
            if copies is not None and _OURS.fullmatch(name):
                if copy := copies.get(name):
                    for one in _in_file(here / name, copy.path, source):
                        yield one._replace(vouched=copy.vouched)
            elif not (is_clutter(below) or (loose and name in names_of)):
                yield from _in_file(here / name, below.as_posix(), source)
        if loose:
            place = f"{here.relative_to(source.parent if here == source else source).as_posix()}.zip"
            try:
                found: Received | KitError = read_hand_in(here, names_of)
            except KitError as error:
                found = error
            yield _entry(place, found, here, source)


def _in_file(path: Path, below: str, within: Path) -> Iterator[Entry]:
    # If a platform named this file, whatever is in it has names that its sender chose.
    named = prefix_of(below)
    for inside, found in read_download(path, wanted()):
        place = below if named else inside or below or path.name
        yield _entry(place, found, path, within if named else path)


def _entry(path: str, found: Received | KitError, source: Path, within: Path) -> Entry:
    # A name can contain half an emoji or an undecodable byte, but a record can't.
    path, assignment = path.encode("utf-8", "replace").decode(), ""
    if isinstance(found, Received):
        known, name = [one.id for one in compiled().assignments], Path(found.name).name
        inside = [one for one in known if f"{one}.ipynb" in found.files]
        assignment = found.assignment or (inside[0] if len(inside) == 1 else "")
        if not assignment:
            found = KitError("collect.nothing_inside", file=name)
        elif assignment not in known:
            found = KitError("collect.other_course", file=name, assignment=assignment[:60])
    return Entry(path, prefix_of(path), found, assignment, source, within)


def bring(root: Path, table: Table, source: Path, members: Iterable[Member]) -> set[str]:
    """Copy the hand-ins of a download into the archives of their assignments, and return these.

    The table gets the copies' names, and a row for each file that is no hand-in. Raises `NotFound` if there
    is no such file, `KitError` if it is the class's own, and `OSError` if not all of it can be written, so
    that nothing of it is kept.
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
    known = {(upload.learner, upload.folder) for upload in table.uploads if upload.counts}
    copies, kept = dict(table.copies), list[tuple[str, Path, str]]()
    witnesses: dict[Path, set[str]] = defaultdict(set)
    downloads: dict[Path, list[Entry]] = defaultdict(list)
    try:
        for one in entries(source):
            by = one.prefix.by if one.prefix else ""
            if by and not one.is_other:
                sent.add(by)
            if isinstance(one.found, KitError):
                others.append(one)
                continue
            assignments.add(one.assignment)
            downloads[one.within].append(one)
            kept.append((_keep(root, copies, one, one.found), one.within, by))
            if by and (one.found.learner, one.found.workspace) in known:
                witnesses[one.within].add(by)
    except BaseException:
        for name in copies.keys() - table.copies.keys():
            for half in own.glob(f"*/archive/{name}"):
                half.unlink()
        raise
    table.copies = copies
    for name, within, by in kept:
        copies[name].vouched |= len(witnesses[within] - {by}) >= _WITNESSES
    of = assignments.copy().pop() if len(assignments) == 1 else ""
    weeks = {within: _week(hand_ins) or of for within, hand_ins in downloads.items()}
    rows = [one for one in table.left_out if one.download != place.name]
    for within, hand_ins in downloads.items():
        rows += _of_other_weeks(hand_ins, weeks[within], roster, place.name)
    count = Counter[Path]()
    # A typed text counts only if its sender sent nothing else.
    for one in sorted(others, key=lambda one: is_typed(one.name)):
        if one.is_other:
            is_nobodys = is_typed(one.name) or is_list(one.path) or is_clutter(Path(one.path))
            if one.prefix.by in sent if one.prefix else is_nobodys:
                continue
            sent |= {one.prefix.by} if one.prefix else set()
        # A platform names who uploaded a file, and each of them is told.
        count[one.source] += one.prefix is None
        if one.prefix or count[one.source] <= _MOST_ROWS:
            row = roster.left_out(one, weeks.get(one.within, of))
            row.came, row.download = one.came, place.name
            rows.append(row)
    for path, number in count.items():
        if number > _MOST_ROWS:
            why = sentence_of(KitError("collect.more", file=path.name, number=number - _MOST_ROWS))
            rows.append(LeftOut(whose="", file=path.name, why=why, to_send="", download=place.name))
    # A platform's next download has the same file again, under another name of the download.
    table.left_out = list({(one.whose, one.file): one for one in rows}.values())
    return assignments


def _week(hand_ins: Sequence[Entry]) -> str:
    """Return the assignment of more than half of a platform's download, or nothing."""
    ((week, count),) = Counter(one.assignment for one in hand_ins).most_common(1)
    return week if hand_ins[0].prefix and count > len(hand_ins) / 2 else ""


def _of_other_weeks(hand_ins: Sequence[Entry], week: str, roster: Roster, download: str) -> Iterator[LeftOut]:
    """Yield a row for each hand-in of another week whose sender sent none of this one."""
    titles = {one.id: one.title for one in compiled().assignments}
    sent = {(one.prefix.by, one.assignment) for one in hand_ins if one.prefix}
    for one in hand_ins:
        if one.prefix and week and one.assignment != week and (one.prefix.by, week) not in sent:
            about = {"file": one.name, "other": titles[one.assignment]}
            row = roster.left_out(one, week, KitError("collect.other_week", **about))
            row.to_send = sentence_of(KitError("ask.other_week", assignment=titles[week], **about))
            row.came, row.download = one.came, download
            yield row


def _keep(root: Path, copies: dict[str, Copy], one: Entry, received: Received) -> str:
    path = one.path if is_zip(one.path) else f"{one.path}.zip"
    names = [name for name in (f"{one.assignment}.ipynb", JOURNAL, ABOUT) if name in received.files]
    data, changed = zipped({name: received.files[name] for name in names}), one.came
    end, archive = f"_{sha256(data).hexdigest()[:8]}.zip", archive_of(root, one.assignment)
    for name, copy in copies.items():
        place = archive / name
        if name.endswith(end) and copy.path == path and place.is_file() and place.read_bytes() == data:
            # The earlier time of arrival counts.
            changed = min(changed, place.stat().st_mtime_ns)
            break
    else:
        name = f"{len(copies) + 1:04}{end}"
        copies[name], place = Copy(path=path), archive / name
        archive.mkdir(parents=True, exist_ok=True)
        replace(place, data, 0o600)
    os.utime(place, ns=(changed, changed))
    return name


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
