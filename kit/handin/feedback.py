"""Feedback as data, and its way back: whose it is, checked, then put where the learner's notebook lists it.

The record is written as JSON beside the page, and the page carries it, so that either can come back. What a
page shows is never taken over: the learner's own page is made from the record.
"""

from pathlib import Path

from kit.content import compiled
from kit.files import replace
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Feedback, read_record, said_in_head
from kit.journal import learner_of, read_workspace
from kit.model import KitError, NotFound

# What a marker writes takes some 10,000 bytes; a page of very much more would take long to make.
_LARGEST_PAGE, _LARGEST_RECORD = 20_000_000, 200_000


def receive_feedback(workspace: Path, file: Path, *, mine: bool = False) -> Path:
    """Take in feedback that came back: its record and a page made from it, in ``<workspace>/feedback/``.

    ``file`` is what the instructor sent, whatever its name: a page (``.html``) or the record (``.json``).
    Only what it says as data is read; nothing of a page is copied. ``mine`` says that it is this learner's
    although it names another learner id. Returns the page. Raises `KitError` where it is not feedback of
    this course, does not say whose it is, or is somebody else's.
    """
    if not file.is_file():
        raise NotFound(f"there is no page at {file}; check the name.")
    is_record = file.suffix.lower() == ".json"
    if file.stat().st_size > (_LARGEST_RECORD if is_record else _LARGEST_PAGE):
        raise KitError(f"{file.name} is too large for feedback; ask your instructor to send it again.")
    data = file.read_bytes()
    record = _of_record(data, file.name) if is_record else _of_page(data, file.name)
    known = {one.id for case in compiled().cases.values() for one in case.items.assignments}
    if record.assignment not in known:
        raise KitError(
            f"{file.name} is not feedback on an assignment of this course, so nothing was taken; "
            f"there are: {', '.join(sorted(known))}."
        )
    own = {learner_of(workspace), str(read_workspace(workspace)["id"])}
    if not mine and not own & {record.learner, record.workspace}:
        raise KitError(
            f"{file.name} is feedback for {record.learner}, and this folder is {learner_of(workspace)}'s, so "
            f"nothing was taken; ask for your own, or if both are you, type: kit import {file.name} --mine"
        )
    return keep_feedback(workspace, record)


def keep_feedback(workspace: Path, record: Feedback) -> Path:
    """Write a record of one of the course's assignments, and its page, in the place of earlier ones."""
    folder = workspace / "feedback"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise KitError(
            f"{folder} is a link or a file, not a folder; move it away and type the command again."
        )
    folder.mkdir(exist_ok=True)
    replace(folder / f"{record.assignment}.json", record.to_json())
    page = folder / f"{record.assignment}.html"
    replace(page, feedback_page(record).encode("utf-8"))
    return page


def _of_page(data: bytes, name: str) -> Feedback:
    said = said_in_head(data)
    if not said:
        raise KitError(
            f"{name} does not say whose feedback it is, so it was not taken; ask your instructor to make it "
            "again with nbgrader generate_feedback and send the new page."
        )
    return _of_record(said, name)


def _of_record(data: bytes | str, name: str) -> Feedback:
    record = read_record(data) if len(data) <= _LARGEST_RECORD else None
    if record is None:
        raise KitError(f"{name} is not a feedback file of this course; ask your instructor to send it again.")
    return record
