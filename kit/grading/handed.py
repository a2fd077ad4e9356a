"""Read one hand-in: what can be marked of it, where it comes from, and whether it is somebody else's."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

from kit.grading.checking import check_name, check_notebook
from kit.grading.finished import is_of
from kit.grading.learners_file import read_table
from kit.grading.newest import Order
from kit.grading.whose import Table, Upload, upload_code
from kit.handin.downloads import Entry, Prefix
from kit.handin.reading import read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.journal import read_bytes
from kit.journal.places import WORKSPACE_ID
from kit.model import KitError


class HandIn(NamedTuple):
    """A hand-in that can be marked."""

    upload: Upload
    prefix: Prefix | None
    order: Order
    files: dict[str, bytes]


def checked(entry: Entry, assignment: str, expected: list[str]) -> HandIn:
    """Return a hand-in that nbgrader can mark, without traces of private answers in its notebook.

    Raises `KitError` if it can't be read or is of another assignment, if nothing says whose it is, or if its
    notebook can't be marked.
    """
    received = entry.found
    if isinstance(received, KitError):
        raise received
    if entry.assignment != assignment:
        raise KitError("collect.other_week", file=entry.name, other=entry.assignment)
    if received.learner is None:
        raise KitError("collect.nobodys", file=entry.name)
    check_name(received.learner)
    notebook = received.files.get(f"{assignment}.ipynb")
    if notebook is None:
        raise KitError("collect.no_notebook", file=entry.name, notebook=f"{assignment}.ipynb")
    text = notebook.decode("utf-8", errors="replace")
    check_notebook(text, expected, received.learner, assignment)
    one = _hand_in(received, entry.path, entry.prefix, assignment, received.learner)
    one.upload.came, one.upload.vouched = entry.came, entry.vouched
    names = (f"{assignment}.ipynb", JOURNAL, ABOUT)
    files = {name: data for name, data in received.files.items() if name in names}
    return one._replace(files=files | {f"{assignment}.ipynb": _without_traces(text)})


def collected(submission: Path, assignment: str, learner: str) -> HandIn | None:
    """Return a collected submission, or ``None`` if it can't be read. Its sender isn't known there."""
    try:
        received = read_hand_in(submission, (f"{assignment}.ipynb", JOURNAL, ABOUT))
    except KitError:
        return None
    return _hand_in(received, "", None, assignment, received.learner or learner)


def _hand_in(received: Received, path: str, prefix: Prefix | None, assignment: str, learner: str) -> HandIn:
    answers = read_bytes(received.files.get(JOURNAL, b""), JOURNAL)[0]
    folder = received.workspace or ""
    if not WORKSPACE_ID.fullmatch(folder):
        folder = answers[-1].workspace if answers else ""
    seq = max((r.seq for r in answers), default=-1) if received.seq is None else received.seq
    hand_in = code_of(received.files, f"{assignment}.ipynb", learner)
    upload = Upload(
        learner=learner,
        account=prefix.account if prefix else "",
        folder=folder,
        assignment=assignment,
        file=path,
        by=prefix.by if prefix else "",
        hand_in=hand_in,
        code=upload_code(hand_in, prefix.by if prefix else ""),
        at=received.at,
    )
    platform, number = (prefix.platform, prefix.order) if prefix else ("", 0)
    return HandIn(upload, prefix, Order(platform, number, folder, seq, received.at), received.files)


def code_of(files: Mapping[str, bytes], notebook: str, learner: str) -> str:
    """Return sixteen letters and digits that identify one learner's hand-in by its content.

    With fewer characters, somebody could make two hand-ins with one code. Of the notebook, only its answer
    cells count, since outputs, metadata and other cells change when it is collected.
    """
    found = []
    try:
        for cell in json.loads(files.get(notebook, b""))["cells"]:
            about = cell["metadata"].get("nbgrader", {})
            if about.get("solution"):
                found.append([str(about.get("grade_id")), "".join(cell["source"])])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        found = []
    answers = sha256(json.dumps(found).encode()).hexdigest()
    parts = learner.encode(), files.get(ABOUT, b""), files.get(JOURNAL, b""), answers.encode()
    return sha256(b"".join(sha256(part).digest() for part in parts)).hexdigest()[:16]


def handed_in_at(submission: Path) -> datetime | None:
    """Return when a collected submission was handed in, from nbgrader's ``timestamp.txt``, or ``None``."""
    try:
        said = (submission / "timestamp.txt").read_text(encoding="utf-8").strip().removesuffix(" UTC")
        at = datetime.fromisoformat(said)
    except (OSError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_somebody_elses(table: Table, submission: Path, assignment: str, learner: str) -> bool:
    """Return whether the instructor said that a collected submission isn't this learner's."""
    # Usually no hand-in was refused, and no submission has to be read.
    if not any(one.decision == "not theirs" for one in table.uploads):
        return False
    one = collected(submission, assignment, learner)
    return one is not None and table.is_refused(one.upload.hand_in)


def marked_of_somebody_else(course_root: Path) -> Callable[[str, str], bool]:
    """Return a function that tells whether a learner's marked work in an assignment may be somebody else's.

    Once the instructor has refused anything under a learner's id, autograded work counts as theirs only if it
    was made from the hand-in that is collected now, and that one wasn't refused.
    """
    table = read_table(course_root)
    named = {one.learner for one in table.uploads if one.decision == "not theirs"}

    @cache
    def is_so(learner: str, assignment: str) -> bool:
        if learner not in named:
            return False
        made, submitted = (course_root / step / learner / assignment for step in ("autograded", "submitted"))
        return is_somebody_elses(table, submitted, assignment, learner) or not is_of(made, submitted)

    return is_so


def _without_traces(notebook: str) -> bytes:
    # A notebook's widget state and outputs can still contain what was typed into a form.
    found: Any = json.loads(notebook)
    found.get("metadata", {}).pop("widgets", None)
    for cell in found["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(found, indent=1).encode()
