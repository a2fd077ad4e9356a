"""Hand-ins into ``submitted/``, as plug-ins of ``nbgrader zip_collect``.

What nbgrader would stop the batch for, or what holds what it should not, is left out; the others go on.
At the end a summary says how many, and ``left_out.csv`` in the course root says of each one why, with a
sentence to send. Only the three files of a hand-in are ever written.
"""

import json
import re
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from nbgrader.plugins import ExtractorPlugin, FileNameCollectorPlugin

from kit.grading.checking import SubmissionRefused, check_name, check_notebook, marked_cells
from kit.handin.reading import HandInFault, Received, people, read_download, read_hand_in
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import read_bytes
from kit.model import KitError
from kit.spreadsheet import TableFault, read_csv, write_csv

_COLUMNS = ("assignment", "file", "whose", "why", "to_send")
_AGAIN = "Please open the notebook, choose Hand in again, and send the zip that it makes, unchanged."
_NAMED = 3


class Handed(NamedTuple):
    """A hand-in that can be marked."""

    name: str
    learner: str
    at: datetime
    files: dict[str, bytes]
    workspaces: set[str]
    """Where it says it comes from, and where its answers were written."""


class LeftOut(NamedTuple):
    """A file that is not collected, a row of ``left_out.csv``."""

    file: str
    whose: str
    why: str
    to_send: str


class Sorted(NamedTuple):
    """What becomes of the files of an assignment; the newest is one a learner."""

    newest: dict[str, Handed]
    older: list[Handed]
    left_out: list[LeftOut]
    claimed: set[str]
    """Ids under which two people hand in."""


class HandInExtractor(ExtractorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes each learner's newest hand-in into a folder of their name."""

    def extract(self, archive_path: str, extracted_path: str) -> None:
        """Go through every file under the archive folder."""
        course = self.parent.coursedir
        assignment = str(course.assignment_id)
        released = Path(course.format_path(course.release_directory, ".", assignment)) / f"{assignment}.ipynb"
        if not released.is_file():
            self.parent.fail(f"there is no {released}; run nbgrader generate_assignment {assignment} first.")
        expected = marked_cells(released)
        submitted = collected_before(course, assignment)
        found = sort_out(Path(archive_path), assignment, expected, submitted)
        for learner, handed in found.newest.items():
            folder = Path(extracted_path) / learner
            # nbgrader warns of each folder in submitted/ that it has to make.
            for new in (folder, Path(course.format_path(course.submitted_directory, learner, assignment))):
                new.mkdir(parents=True, exist_ok=True)
            for name, data in handed.files.items():
                (folder / name).write_bytes(data)
        report = Path(course.root) / "left_out.csv"
        _note_left_out(report, assignment, found.left_out)
        for line in _summary(assignment, found, report):
            self.log.warning("%s", line)


class HandInCollector(FileNameCollectorPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Tells nbgrader whose file one of `HandInExtractor`'s is."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Learner, file and time of a file that was written."""
        path = Path(submitted_file)
        found = {"student_id": path.parent.name, "file_id": path.name}
        at = read_hand_in(path.parent, (ABOUT,)).at
        return {**found, "timestamp": at.isoformat()} if at else found


def collected_before(course: Any, assignment: str) -> dict[str, Path]:
    """Submissions of an assignment in a `CourseDirectory` of nbgrader, by learner."""
    submitted = Path(course.root, course.submitted_directory)
    return {path.parent.name: path for path in submitted.glob(f"*/{assignment}")}


def sort_out(archive: Path, assignment: str, expected: list[str], submitted: dict[str, Path]) -> Sorted:
    """Which hand-ins are collected and which are not.

    ``expected`` are ids of the cells that the released notebook marks. ``submitted`` is what was collected
    before, by learner: two people may hand in under one id on two days.
    """
    by_learner: dict[str, list[Handed]] = defaultdict(list)
    left_out: list[LeftOut] = []
    for path in sorted(path for path in archive.rglob("*") if path.is_symlink() or not path.is_dir()):
        if path.suffix.lower() != ".zip":
            left_out.append(LeftOut(path.name, "", "not a zip", _AGAIN))
            continue
        for one in read_download(path, (f"{assignment}.ipynb", JOURNAL, ABOUT)):
            try:
                if isinstance(one, HandInFault):
                    raise SubmissionRefused(one.why)
                handed = checked(one, assignment, expected)
                by_learner[handed.learner].append(handed)
            except SubmissionRefused as refusal:
                name = one.name if isinstance(one, Received) else path.name
                whose = one.learner if isinstance(one, Received) else None
                left_out.append(
                    LeftOut(name, whose or _whose(name, assignment) or "", str(refusal).rstrip("."), _AGAIN)
                )
    newest: dict[str, Handed] = {}
    older: list[Handed] = []
    claimed: set[str] = set()
    for learner, theirs in sorted(by_learner.items()):
        known = [one.workspaces for one in theirs]
        if learner in submitted:
            known.append(_workspaces(submitted[learner]))
        if len(people([keys for keys in known if keys])) > 1:
            claimed.add(learner)
            left_out += [_two_people(one) for one in theirs]
            continue
        theirs.sort(key=lambda one: one.at)
        newest[learner] = theirs[-1]
        older += theirs[:-1]
    return Sorted(newest, older, left_out, claimed)


def checked(received: Received, assignment: str, expected: list[str]) -> Handed:
    """A hand-in that nbgrader can mark, without what may be left of private answers in its notebook.

    Raises `SubmissionRefused` where it is somebody else's by its name, of another assignment, or its notebook
    cannot be marked.
    """
    named = _whose(received.name, assignment)
    learner = received.learner or named
    if learner is None:
        raise SubmissionRefused(
            f"{received.name} does not say whose it is; name it {assignment}_LEARNER.zip to collect it"
        )
    check_name(learner)
    if named is not None and not re.fullmatch(rf"{re.escape(learner)}(-\d+| ?\(\d+\))?", named):
        raise SubmissionRefused(
            f"{received.name} was handed in by {learner!r}, which its name does not say; ask whose it is"
        )
    if received.assignment not in (None, assignment):
        raise SubmissionRefused(f"{received.name} is a hand-in of {received.assignment}, not {assignment}")
    files = dict(received.files)
    notebook = files.get(f"{assignment}.ipynb")
    if notebook is None:
        raise SubmissionRefused(f"{received.name} has no {assignment}.ipynb in it")
    text = notebook.decode("utf-8", errors="replace")
    check_notebook(text, expected, learner, assignment)
    files[f"{assignment}.ipynb"] = _without_traces(text)
    at = received.at or datetime.min.replace(tzinfo=UTC)
    return Handed(received.name, learner, at, files, _keys(received))


def _note_left_out(report: Path, assignment: str, left_out: list[LeftOut]) -> None:
    # What was left out of this assignment today, and of others before.
    try:
        rows = [row.cells for row in read_csv(report, _COLUMNS).rows]
    except (FileNotFoundError, TableFault):
        rows = []
    kept = [[row[name] for name in _COLUMNS] for row in rows if row["assignment"] != assignment]
    table = [*kept, *([assignment, *one] for one in left_out)]
    if table:
        write_csv(report, _COLUMNS, table, bom=True, mode=0o600)
    else:
        report.unlink(missing_ok=True)


def _summary(assignment: str, found: Sorted, report: Path) -> list[str]:
    lines = [
        f"{assignment}: {len(found.newest)} hand-ins collected, {len(found.older)} earlier ones of the same "
        f"people passed over, {len(found.left_out)} left out."
    ]
    if found.older:
        again = sorted({one.learner for one in found.older})
        more = f" and {len(again) - _NAMED} more" if len(again) > _NAMED else ""
        lines.append(f"Handed in more than once; the latest is collected: {', '.join(again[:_NAMED])}{more}.")
    if found.left_out:
        lines += [f"Left out: {one.why}." for one in found.left_out[:2]]
        lines.append(f"Each one, why, and a sentence to send: {report}")
    return lines


def _whose(name: str, assignment: str) -> str | None:
    """The learner as a file's name says; a platform may put words before it, or a number after it."""
    match = re.fullmatch(rf"(?:.*_)?{re.escape(assignment)}_(.+)", Path(name).stem)
    return match[1] if match else None


def _keys(received: Received) -> set[str]:
    answers = read_bytes(received.files.get(JOURNAL, b""), JOURNAL)[0]
    return {r.workspace for r in answers} | ({received.workspace} if received.workspace else set())


def _workspaces(submission: Path) -> set[str]:
    try:
        return _keys(read_hand_in(submission))
    except KitError:
        return set()


def _two_people(one: Handed) -> LeftOut:
    return LeftOut(
        one.name,
        one.learner,
        f"{one.learner}: two course folders hand in under this id and have no answer in common, so both are "
        "kept and neither is marked; ask whether they are one person",
        f"Two course folders handed in as {one.learner}. If both are yours, type kit import with the zip of "
        "one computer on the other, and hand in again there. If not, please tell me, so that you get an id "
        "of your own.",
    )


def _without_traces(notebook: str) -> bytes:
    # What was typed into a form can stay behind in a notebook's widget state and in its outputs.
    found: Any = json.loads(notebook)
    found.get("metadata", {}).pop("widgets", None)
    for cell in found["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(found, indent=1).encode()
