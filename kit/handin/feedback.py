"""Feedback as data, and its way back: whose it is, checked, then put where the learner's notebook lists it.

The record is written as JSON beside the page, and the page carries it, so that either can come back. What a
page shows is never taken over: the learner's own page is made from the record.
"""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from kit.content import compiled
from kit.files import replace
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Feedback, read_record, said_in_head
from kit.handin.records import readable
from kit.handin.zips import Left, Zip
from kit.journal import kept_under, learner_of, open_journal, read_workspace, update_workspace
from kit.model import Interface, KitError, NotFound

# What a marker writes takes some 10,000 bytes; a page of very much more would take long to make.
_LARGEST_PAGE, LARGEST_RECORD = 20_000_000, 200_000
_KEPT = "shown_feedback"


class SomebodyElses(KitError):
    """Feedback that names another learner than the folder does."""

    def __init__(self, name: str, whose: str, own: str) -> None:
        super().__init__(
            f"{name} is feedback for {whose}, and this folder is {own}'s, so nothing was taken; ask for your "
            f"own, or if both are you, type: kit import {name} --mine"
        )
        self.name, self.whose, self.own = name, whose, own

    def on_page(self, words: Interface) -> str:
        """The same for somebody who put the file into a page."""
        whose = {"learner": readable(self.whose), "own": readable(self.own)}
        return words.fill("feedback.is_for", name=self.name, **whose)


def receive_feedback(workspace: Path, file: Path, *, mine: bool = False) -> Path:
    """Take in a file of feedback; returns the page. Otherwise as `take_feedback`."""
    if not file.is_file():
        raise NotFound(f"there is no page at {file}; check the name.")
    words = _said_to(workspace)
    most = LARGEST_RECORD if file.suffix.lower() == ".json" else _LARGEST_PAGE
    with file.open("rb") as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise KitError(words.fill("feedback.too_large", name=file.name))
    inside = _packed_page(data, file.name)
    return page_of(workspace, take_feedback(workspace, inside or data, file.name, mine=mine, words=words))


def is_feedback(file: Path) -> bool:
    """Whether a file is feedback and no hand-in: a page, a record, or a zip that holds one page alone."""
    if file.suffix.lower() in (".html", ".htm", ".json"):
        return True
    if file.suffix.lower() != ".zip" or not file.is_file() or file.stat().st_size > _LARGEST_PAGE:
        return False
    try:
        return _packed_page(file.read_bytes(), file.name) is not None
    except KitError:
        return False


def _packed_page(data: bytes, name: str) -> bytes | None:
    """The one page that a zip holds; Canvas gives a page back in the zip that kit feedback packed it in."""
    if not data.startswith(b"PK"):
        return None
    packed = Zip(io.BytesIO(data), name)
    if len(packed.members) != 1 or not packed.members[0].name.lower().endswith((".html", ".htm")):
        return None
    return packed.unpacked(packed.members[0], _LARGEST_PAGE, Left(_LARGEST_PAGE))


def take_feedback(
    workspace: Path, data: bytes, name: str, *, mine: bool = False, words: Interface | None = None
) -> Feedback:
    """Take in feedback that came back: its record and a page made from it, in ``<workspace>/feedback/``.

    ``data`` is what the instructor sent, whatever its ``name``: a page, or the record as JSON. Only what it
    says as data is read; nothing of a page is copied. ``mine`` says that it is this learner's although it
    names another learner id. ``words`` say what is wrong; where there are none, the learner's own do. Raises
    `KitError` where it is not feedback of this course, or is somebody else's (`SomebodyElses`).
    """
    words = words or _said_to(workspace)
    is_record = data.lstrip()[:1] == b"{" or name.lower().endswith(".json")
    if is_record and len(data) > LARGEST_RECORD:
        raise KitError(words.fill("feedback.too_large", name=name))
    said = data if is_record else said_in_head(data) or b""
    record = read_record(said) if len(said) <= LARGEST_RECORD else None
    if record is None:
        raise KitError(words.fill("feedback.is_none", name=name))
    if record.assignment not in {one.id for one in compiled().assignments}:
        raise KitError(words.fill("feedback.unknown_assignment", name=name))
    own = {learner_of(workspace), str(read_workspace(workspace)["id"])}
    if not mine and not own & {record.learner, record.workspace}:
        raise SomebodyElses(name, record.learner, learner_of(workspace))
    keep_feedback(workspace, record)
    return record


def page_of(workspace: Path, record: Feedback) -> Path:
    """Where the page of a record lies in a workspace."""
    return workspace / "feedback" / f"{record.assignment}.html"


def kept_feedback(workspace: Path, assignment: str) -> Feedback | None:
    """The feedback on an assignment that came back last, or ``None``."""
    try:
        data = (workspace / "feedback" / f"{assignment}.json").read_bytes()
    except OSError:
        return None
    record = read_record(data) if len(data) <= LARGEST_RECORD else None
    return record if record and record.assignment == assignment else None


def keep_feedback(workspace: Path, record: Feedback) -> Path:
    """Write a record of one of the course's assignments, and its page, in the place of earlier ones."""
    folder = workspace / "feedback"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise KitError(
            f"{folder} is a link or a file, not a folder; move it away and type the command again."
        )
    folder.mkdir(exist_ok=True)
    replace(folder / f"{record.assignment}.json", record.to_json())
    page = page_of(workspace, record)
    replace(page, rendered(workspace, record).encode("utf-8"))
    return page


def render_again(workspace: Path) -> None:
    """Make the pages of all feedback anew, where the learner has chosen another language."""
    for assignment in compiled().assignments:
        if record := kept_feedback(workspace, assignment.id):
            keep_feedback(workspace, record)


def rendered(workspace: Path, record: Feedback, words: Interface | None = None) -> str:
    """The page of a record, with the answer that was marked where the workspace has it and shares it.

    It is in the learner's language, or in that of ``words``.
    """
    shared = open_journal(workspace).responses("shared")
    answer = next((one for one in shared if one.id == record.revision), None)
    return feedback_page(record, answer, words=words or _said_to(workspace))


def _said_to(workspace: Path) -> Interface:
    return compiled().said_to(read_workspace(workspace)).words


def mark_of(record: Feedback) -> str:
    """What tells one feedback on an assignment from another: what its record says.

    A page that is made anew, where the learner takes another language, says nothing new.
    """
    return hashlib.sha256(record.to_json()).hexdigest()[:16]


def note_shown(workspace: Path, assignment: str, mark: str) -> None:
    """Keep that feedback was shown, unless other feedback on the assignment has come since."""
    record = kept_feedback(workspace, assignment)
    shown = kept_under(read_workspace(workspace), _KEPT)
    if record and mark == mark_of(record) != shown.get(assignment):
        update_workspace(workspace, **{_KEPT: shown | {assignment: mark}})


def unread(workspace: Path, assignments: Iterable[str]) -> set[str]:
    """Those assignments on which feedback has come that was not shown yet."""
    shown = kept_under(read_workspace(workspace), _KEPT)
    came = {one: record for one in assignments if (record := kept_feedback(workspace, one))}
    return {one for one, record in came.items() if shown.get(one) != mark_of(record)}
