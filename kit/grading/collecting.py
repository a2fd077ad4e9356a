"""The course's versions of ``nbgrader zip_collect`` and ``nbgrader collect``, which fill ``submitted/``.

``zip_collect`` leaves out a hand-in that would make nbgrader stop the batch or that contains what it
shouldn't, and collects the others. At the end a summary gives the counts, and ``left_out.csv`` in the course
root has a reason for each, with a sentence to send. Only the three files of a hand-in and its time are
written. A learner's folder is put in place whole, so the command can be stopped at any moment and run again.
It needs no ``--force``.
"""

import shutil
from datetime import UTC
from pathlib import Path
from typing import Any

from nbgrader.exchange.default import ExchangeCollect

from kit.classroom import read_roster
from kit.content import sentence_of
from kit.files import replace
from kit.grading.checking import marked_cells
from kit.grading.handed import Handed
from kit.grading.left_out import FILE as LEFT_OUT
from kit.grading.left_out import LeftOut, read_left_out, write_left_out
from kit.grading.senders import read_senders, write_senders
from kit.grading.sorting import Sorted, sort_out
from kit.model import KitError
from kit.terminal import some

_NAMED = 3


def collect(app: Any) -> None:
    """Put each learner's newest hand-in into ``submitted/``; ``app`` is nbgrader's `ZipCollectApp`.

    The result, a `Sorted`, is stored in ``app.found``.
    """
    course, assignment = app.coursedir, str(app.coursedir.assignment_id)
    archive = Path(app._format_collect_path(app.archive_directory))
    if not archive.is_dir():
        app.fail(f"there is no folder {archive}; make it, and put the zips into it.")
    released = Path(course.format_path(course.release_directory, ".", assignment)) / f"{assignment}.ipynb"
    if not released.is_file():
        app.fail(f"there is no {released}; run nbgrader generate_assignment {assignment} first.")
    for left in Path(course.root, course.submitted_directory).glob(f"*/.{assignment}.*"):
        _settle(left.with_name(assignment))
    root = Path(course.root)
    try:
        senders = read_senders(root)
        before = collected_before(course, assignment)
        found = sort_out(archive, assignment, marked_cells(released), before, senders, read_roster(root))
        write_senders(root, senders)
    except KitError as fault:
        app.fail(sentence_of(fault))
    for learner, handed in list(found.newest.items()):
        target = Path(course.format_path(course.submitted_directory, learner, assignment))
        try:
            put(target, handed)
        except OSError as fault:
            del found.newest[learner]
            found.left_out.append(LeftOut(handed.name, learner, sentence_of(fault).rstrip("."), ""))
    report = root / LEFT_OUT
    note_left_out(report, assignment, found.left_out)
    for line in _summary(assignment, found, report):
        app.log.warning("%s", line)
    app.found = found


def collected_before(course: Any, assignment: str) -> dict[str, Path]:
    """Return the submissions of an assignment by learner; ``course`` is nbgrader's `CourseDirectory`."""
    submitted = Path(course.root, course.submitted_directory)
    return {path.parent.name: path for path in submitted.glob(f"*/{assignment}")}


def put(target: Path, handed: Handed) -> None:
    """Put a hand-in in place of the one collected before, whole or not at all; the same one is left alone."""
    at = handed.at.astimezone(UTC).replace(tzinfo=None).isoformat(" ")
    files = {**handed.files, "timestamp.txt": at.encode()}
    if target.is_dir() and _read(target) == files:
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


def _read(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def _beside(target: Path) -> tuple[Path, Path]:
    return target.with_name(f".{target.name}.new"), target.with_name(f".{target.name}.old")


def _settle(target: Path) -> None:
    # Clean up after a killed run: restore the old folder if nothing replaced it.
    new, old = _beside(target)
    shutil.rmtree(new, ignore_errors=True)
    if old.is_dir() and not target.exists():
        old.rename(target)
    shutil.rmtree(old, ignore_errors=True)


def note_left_out(report: Path, assignment: str, left_out: list[LeftOut]) -> None:
    """Replace this assignment's rows in ``left_out.csv``; rows of other assignments are kept."""
    kept = [row for row in read_left_out(report.parent) if row[0] != assignment]
    write_left_out(report.parent, [*kept, *((assignment, one) for one in left_out)])


def _summary(assignment: str, found: Sorted, report: Path) -> list[str]:
    lines = [
        f"{assignment}: {len(found.newest)} hand-ins collected, {len(found.older)} earlier ones by the same "
        f"people skipped, {len(found.left_out)} left out."
    ]
    if found.older:
        again = sorted({one.learner for one in found.older})
        lines.append(f"Handed in more than once; the latest is collected: {some(again, _NAMED)}.")
    odd = [f"{one.learner} ({one.odd_time})" for one in found.newest.values() if one.odd_time is not None]
    if odd:
        lines.append(f"Impossible hand-in times, so the time of arrival is used: {some(odd, _NAMED)}.")
    if found.left_out:
        # No period: the reason may end in a command, and people would copy the period along with it.
        lines += [f"Left out: {one.why}" for one in found.left_out[:2]]
        lines.append(f"The full list, with reasons and sentences to send: {report}")
    return lines
