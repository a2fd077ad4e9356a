"""Put each learner's newest hand-in of an assignment into ``submitted/``: the course's ``zip_collect``.

A hand-in that would make nbgrader stop the batch or that contains what it shouldn't is left out, and the
others are collected. Only the three files of a hand-in and its time are written. A learner's folder is put in
place whole, so the command can be stopped at any moment and run again. It needs no ``--force``.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.exchange.default import ExchangeCollect

from kit.classroom import Member, read_roster
from kit.content import sentence_of
from kit.files import replace
from kit.grading.checking import AGAIN, SubmissionRefused, marked_cells
from kit.grading.download import archive_of, assignment_of, entries, name_in
from kit.grading.handed import HandIn, checked, collected
from kit.grading.learners_file import read_table, write_table
from kit.grading.newest import newest
from kit.grading.whose import LeftOut, Roster, Table, Upload
from kit.handin.received import Received
from kit.model import KitError
from kit.terminal import some


class Sorted(NamedTuple):
    """The result of sorting an assignment's files."""

    newest: dict[str, HandIn]
    """The hand-in to collect, by learner."""
    older: list[HandIn]
    left_out: list[LeftOut]
    held: list[Upload]
    replaced: list[str]
    """Learners whose hand-in replaces one of another course folder, or one with a higher number."""


def sort_out(
    archive: Path,
    assignment: str,
    expected: list[str],
    table: Table,
    members: Iterable[Member] = (),
    submitted: Path | None = None,
) -> Sorted:
    """Decide which hand-ins are collected and which aren't. A bad file doesn't keep others from being read.

    ``expected`` are the ids of the cells marked in the released notebook, ``members`` the class, and
    ``submitted`` the folder of what was collected before. The decisions are put into ``table``.
    """
    members = list(members)
    roster = Roster(members)
    came: dict[str, HandIn] = {}
    left_out: list[LeftOut] = []
    for entry in entries(archive):
        try:
            if not isinstance(entry.found, Received):
                raise entry.found or KitError("handin.no_zip", file=Path(entry.path).name)
            if (other := assignment_of(entry.found)) != assignment:
                raise KitError("collect.other_week", file=Path(entry.path).name, other=other)
            one = checked(entry.found, entry.path, assignment, expected)
            one.upload.came, one.upload.at = entry.source.stat().st_mtime_ns, one.order.at
        except Exception as fault:
            # A file can contain anything; nobody else should have to wait because of it.
            left_out.append(_refused(entry.path, entry.found, fault, assignment, roster))
            continue
        # What came before is never new, but the platform takes the feedback under the later name.
        two = came.setdefault(one.upload.code, one), one
        first, last = sorted(two, key=lambda each: each.order.upload)
        came[one.upload.code], first.upload.file = first, last.upload.file
    table.sort(assignment, [one.upload for one in came.values()], members)
    theirs: dict[str, dict[str, HandIn]] = defaultdict(dict)
    for one in sorted(came.values(), key=lambda one: one.order.upload):
        if one.upload.counts:
            theirs[one.upload.learner].setdefault(one.upload.hand_in, one)
    found = Sorted({}, [], left_out, table.waits(assignment), [])
    for learner, hand_ins in sorted(theirs.items()):
        before = collected(submitted / learner / assignment, assignment, learner) if submitted else None
        if before and table.is_refused(before.upload.hand_in):
            before = None
        if before and before.upload.hand_in not in hand_ins:
            hand_ins[before.upload.hand_in] = before
        best = hand_ins[newest({code: one.order for code, one in hand_ins.items()})]
        found.older.extend(one for one in hand_ins.values() if one not in (best, before))
        if best is not before:
            found.newest[learner] = best
            is_other = before and before.upload.hand_in != best.upload.hand_in
            if before and is_other and best.order.is_odd_beside(before.order):
                found.replaced.append(learner)
    return found


def _refused(path: str, found: object, fault: Exception, assignment: str, roster: Roster) -> LeftOut:
    name = Path(path).name
    why = (
        sentence_of(fault)
        if isinstance(fault, KitError)
        else f"{name} cannot be read ({type(fault).__name__})"
    )
    whose = name_in(path, roster) or (found.learner if isinstance(found, Received) else "") or ""
    return LeftOut(
        whose=whose,
        file=name,
        why=why.rstrip("."),
        to_send=fault.to_send if isinstance(fault, SubmissionRefused) else AGAIN,
        assignment=assignment,
    )


def collect(root: Path, assignment: str) -> Sorted:
    """Put each learner's newest hand-in into ``submitted/``, and note what is held or left out.

    Raises `KitError` if the class list or the table of decisions can't be read.
    """
    submitted = root / "submitted"
    for left in submitted.glob(f"*/.{assignment}.*"):
        _settle(left.with_name(assignment))
    table, members = read_table(root), read_roster(root)
    released = root / "release" / assignment / f"{assignment}.ipynb"
    cells, archive = marked_cells(released), archive_of(root, assignment)
    found = sort_out(archive, assignment, cells, table, members, submitted)
    for learner, one in list(found.newest.items()):
        try:
            put(submitted / learner / assignment, one)
        except OSError as fault:
            del found.newest[learner]
            name, why = Path(one.upload.file).name, sentence_of(fault).rstrip(".")
            row = LeftOut(whose=learner, file=name, why=why, to_send="", assignment=assignment)
            found.left_out.append(row)
    others = [one for one in table.left_out if one.download or one.assignment != assignment]
    table.left_out = [*others, *found.left_out]
    write_table(root, table)
    return found


def zip_collect(app: Any) -> None:
    """Do what nbgrader's ``zip_collect`` does; ``app`` is nbgrader's `ZipCollectApp`."""
    root, assignment = Path(app.coursedir.root), str(app.coursedir.assignment_id)
    if not archive_of(root, assignment).is_dir():
        app.fail(f"there is no folder {archive_of(root, assignment)}; make it, and put the zips into it.")
    if not (root / "release" / assignment / f"{assignment}.ipynb").is_file():
        app.fail(f"{assignment} is not released; run nbgrader generate_assignment {assignment} first.")
    try:
        found = collect(root, assignment)
    except KitError as fault:
        app.fail(sentence_of(fault))
    counts = f"{len(found.newest)} collected, {len(found.held)} held, {len(found.left_out)} left out"
    app.log.warning("%s: %s.", assignment, counts)
    for why in [*(one.why for one in found.held), *(one.why for one in found.left_out)][:3]:
        app.log.warning("%s", why)
    if odd := sorted(who for who, one in found.newest.items() if one.odd_time):
        app.log.warning("Impossible hand-in times, so the time of arrival is used: %s.", some(odd, 3))


def collected_before(course: Any, assignment: str) -> dict[str, Path]:
    """Return the submissions of an assignment by learner; ``course`` is nbgrader's `CourseDirectory`."""
    submitted = Path(course.root, course.submitted_directory)
    return {path.parent.name: path for path in submitted.glob(f"*/{assignment}")}


def put(target: Path, one: HandIn) -> None:
    """Put a hand-in in place of the one collected before, whole or not at all; the same one is left alone."""
    at = one.order.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    files = {**one.files, "timestamp.txt": at.encode()}
    if target.is_dir() and {f.name: f.read_bytes() for f in target.iterdir() if f.is_file()} == files:
        return
    new, old = _beside(target)
    _settle(target)
    new.mkdir(parents=True)
    for name, data in files.items():
        replace(new / name, data)
    if target.is_dir():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


class CollectWhole(ExchangeCollect):  # type: ignore[misc]  # nbgrader has no types
    """The course's ``nbgrader collect``; nbgrader's own takes a half-copied folder for a collected one."""

    def do_copy(self, src: str, dest: str, log: Any = None) -> None:
        """Copy to a temporary folder next to the destination, then rename it."""
        target = Path(dest)
        new = target.with_name(f".{target.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        super().do_copy(src, str(new), log)
        new.rename(target)


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


def _settle(target: Path) -> None:
    # Clean up after a killed run: restore the old folder if nothing replaced it.
    new, old = _beside(target)
    shutil.rmtree(new, ignore_errors=True)
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)
