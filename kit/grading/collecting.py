"""Put each learner's newest hand-in of an assignment into ``submitted/``: the course's ``zip_collect``.

A hand-in that would make nbgrader stop the batch or that contains what it shouldn't is left out, and the
others are collected. Only the three files of a hand-in and its time are written. A learner's folder is put in
place whole, so the command can be stopped at any moment and run again. It needs no ``--force``.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC
from functools import reduce
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.exchange.default import ExchangeCollect

from kit.classroom import Member, read_roster
from kit.content import sentence_of
from kit.files import replace
from kit.grading.checking import marked_cells
from kit.grading.download import archive_of, entries
from kit.grading.handed import HandIn, checked, collected
from kit.grading.learners_file import read_table, table_locked, write_table
from kit.grading.whose import LeftOut, Roster, Table
from kit.handin.downloads import Entry
from kit.model import KitError


class Sorted(NamedTuple):
    """The result of sorting an assignment's files."""

    newest: dict[str, HandIn]
    """The hand-in to collect, by learner."""
    left_out: list[LeftOut]
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
    read: list[HandIn] = []
    refused: list[tuple[Entry, Exception]] = []
    for entry in entries(archive, table.copies) if archive.is_dir() else ():
        try:
            read.append(checked(entry, assignment, expected))
        except Exception as fault:
            # A file can contain anything; nobody else should have to wait because of it.
            refused.append((entry, fault))
    roster = Roster(members, [*table.uploads, *(one.upload for one in read)])
    for one in read:
        roster.place(one.upload, one.prefix)
    found = Sorted({}, [roster.left_out(entry, assignment, fault) for entry, fault in refused], [])
    came: dict[str, HandIn] = {}
    for one in sorted(read, key=lambda one: one.order.upload):
        # What came before is never new, but the platform takes the feedback under the later name.
        came.setdefault(one.upload.code, one).upload.file = one.upload.file
    table.sort(assignment, [one.upload for one in came.values()], roster)
    theirs: dict[str, dict[str, HandIn]] = defaultdict(dict)
    for one in came.values():
        if one.upload.counts:
            theirs[one.upload.learner].setdefault(one.upload.hand_in, one)
    for learner, hand_ins in sorted(theirs.items()):
        before = collected(submitted / learner / assignment, assignment, learner) if submitted else None
        if before and table.is_refused(before.upload.hand_in):
            before = None
        if before:
            hand_ins.setdefault(before.upload.hand_in, before)
        best = reduce(lambda a, b: b if b.order.follows(a.order) else a, hand_ins.values())
        if best is not before:
            found.newest[learner] = best
            is_other = before and before.upload.hand_in != best.upload.hand_in
            if before and is_other and best.order.is_odd_beside(before.order):
                found.replaced.append(learner)
    return found


def collect(root: Path, assignment: str) -> Sorted:
    """Put each learner's newest hand-in into ``submitted/``, and note what is held or left out.

    Raises `KitError` if the class list or the table of decisions can't be read.
    """
    table = read_table(root)
    released = root / "release" / assignment / f"{assignment}.ipynb"
    cells, archive, submitted = marked_cells(released), archive_of(root, assignment), root / "submitted"
    found = sort_out(archive, assignment, cells, table, read_roster(root), submitted)
    for learner, one in found.newest.items():
        put(submitted / learner / assignment, one)
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
        with table_locked(root):
            found = collect(root, assignment)
    except KitError as fault:
        app.fail(sentence_of(fault))
    held = read_table(root).waits(assignment)
    counts = f"{len(found.newest)} collected, {len(held)} held, {len(found.left_out)} left out"
    app.log.warning("%s: %s.", assignment, counts)
    for why in [*(one.why for one in held), *(one.why for one in found.left_out)][:3]:
        app.log.warning("%s", why)


def collected_before(course: Any, assignment: str) -> dict[str, Path]:
    """Return the submissions of an assignment by learner; ``course`` is nbgrader's `CourseDirectory`."""
    submitted = Path(course.root, course.submitted_directory)
    return {path.parent.name: path for path in submitted.glob(f"*/{assignment}")}


def put(target: Path, one: HandIn) -> None:
    """Put a hand-in in place of the one collected before, whole or not at all; the same one is left alone."""
    at = one.order.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    files = {**one.files, "timestamp.txt": at.encode()}
    # A killed run may have left either; what was collected before is in the archive, too.
    new, old = (target.with_name(f".{target.name}.{what}") for what in ("new", "old"))
    for left in (new, old):
        shutil.rmtree(left, ignore_errors=True)
    if target.is_dir() and {f.name: f.read_bytes() for f in target.iterdir() if f.is_file()} == files:
        return
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
