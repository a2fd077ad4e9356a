"""Take in feedback: check whose it is, then put it where the learner's notebook lists it.

The record is written as JSON next to the page, and the page contains it, so the learner can take in either
one. The learner's own page is made from the record; nothing a page shows is copied.
"""

import hashlib
import io
from collections.abc import Iterable
from pathlib import Path

from kit.content import compiled
from kit.files import replace
from kit.handin.feedback_record import Feedback, read_record, said_in_head
from kit.handin.records import readable
from kit.handin.zips import Left, Zip
from kit.journal import kept_under, learner_of, open_journal, read_workspace, update_workspace
from kit.model import Interface, KitError

# A marker's record is about 10,000 bytes; rendering a much larger one would take long.
_LARGEST_PAGE, LARGEST_RECORD = 20_000_000, 200_000
_KEPT = "shown_feedback"


def receive_feedback(workspace: Path, file: Path, *, mine: bool = False) -> Path:
    """Take in a file of feedback; return the page's path. See `take_feedback` for the rest."""
    if not file.is_file():
        raise KitError("file.none", file=file)
    most = LARGEST_RECORD if file.suffix.lower() == ".json" else _LARGEST_PAGE
    with file.open("rb") as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise KitError("feedback.too_large", file=file.name)
    inside = _packed_page(data, file.name)
    try:
        return page_of(workspace, take_feedback(workspace, inside or data, file.name, mine=mine))
    except KitError as error:
        if error.code != "feedback.other_learner":
            raise
        learner, own = error.facts["learner"], error.facts["own"]
        raise KitError("feedback.import_other_learner", file=file.name, learner=learner, own=own) from None


def is_feedback(file: Path) -> bool:
    """Return whether a file is feedback and not a hand-in: a page, a record, or a zip of just one page."""
    if file.suffix.lower() in (".html", ".htm", ".json"):
        return True
    if file.suffix.lower() != ".zip" or not file.is_file() or file.stat().st_size > _LARGEST_PAGE:
        return False
    return _packed_page(file.read_bytes(), file.name) is not None


def _packed_page(data: bytes, name: str) -> bytes | None:
    """Return the only page in a zip, or ``None``; Canvas returns a page in the zip that kit feedback made."""
    if not data.startswith(b"PK"):
        return None
    try:
        packed = Zip(io.BytesIO(data), name)
        if len(packed.members) != 1 or not packed.members[0].name.lower().endswith((".html", ".htm")):
            return None
        return packed.unpacked(packed.members[0], _LARGEST_PAGE, Left(_LARGEST_PAGE))
    except KitError:
        return None


def take_feedback(workspace: Path, data: bytes, name: str, *, mine: bool = False) -> Feedback:
    """Take in feedback: save its record and a page made from it in ``<workspace>/feedback/``.

    ``data`` is what the instructor sent, whatever its ``name``: a page, or the record as JSON. Only the
    record in it is read; nothing else on a page is copied. ``mine`` says that it is this learner's although
    it names another learner id. Raises `KitError` if it is not feedback of this course or is another
    learner's.
    """
    is_record = data.lstrip()[:1] == b"{" or name.lower().endswith(".json")
    if is_record and len(data) > LARGEST_RECORD:
        raise KitError("feedback.too_large", file=name)
    said = data if is_record else said_in_head(data) or b""
    record = read_record(said) if len(said) <= LARGEST_RECORD else None
    if record is None:
        raise KitError("feedback.not_one", file=name)
    if record.assignment not in {one.id for one in compiled().assignments}:
        raise KitError("feedback.unknown_assignment", file=name)
    own = {learner_of(workspace), str(read_workspace(workspace)["id"])}
    if not mine and not own & {record.learner, record.workspace}:
        learner, here = readable(record.learner), readable(learner_of(workspace))
        raise KitError("feedback.other_learner", file=name, learner=learner, own=here)
    keep_feedback(workspace, record)
    return record


def page_of(workspace: Path, record: Feedback) -> Path:
    """Return the path of a record's page in a workspace."""
    return workspace / "feedback" / f"{record.assignment}.html"


def kept_feedback(workspace: Path, assignment: str) -> Feedback | None:
    """Return the latest feedback on an assignment, or ``None``."""
    try:
        data = (workspace / "feedback" / f"{assignment}.json").read_bytes()
    except OSError:
        return None
    record = read_record(data) if len(data) <= LARGEST_RECORD else None
    return record if record and record.assignment == assignment else None


def keep_feedback(workspace: Path, record: Feedback) -> Path:
    """Write a record on one of the course's assignments, and its page; both replace earlier ones."""
    folder = workspace / "feedback"
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise KitError("feedback.folder", folder=folder)
    folder.mkdir(exist_ok=True)
    replace(folder / f"{record.assignment}.json", record.to_json())
    page = page_of(workspace, record)
    replace(page, rendered(workspace, record).encode("utf-8"))
    return page


def render_again(workspace: Path) -> None:
    """Remake all feedback pages after the learner changes the language."""
    for assignment in compiled().assignments:
        if record := kept_feedback(workspace, assignment.id):
            keep_feedback(workspace, record)


def rendered(workspace: Path, record: Feedback, words: Interface | None = None) -> str:
    """Return a record's page, with the answer that was marked if it is in the workspace's shared lane.

    It is in the language of ``words``, or in the learner's language if that is None.
    """
    # This brings the reader and Markdown with it, which no start of the course should wait for.
    from kit.handin.feedback_page import feedback_page

    shared = open_journal(workspace).responses("shared")
    answer = next((one for one in shared if one.id == record.revision), None)
    return feedback_page(record, answer, words=words or _said_to(workspace))


def _said_to(workspace: Path) -> Interface:
    return compiled().said_to(read_workspace(workspace)).words


def mark_of(record: Feedback) -> str:
    """Return a hash that distinguishes one feedback on an assignment from another, by its record.

    A page that is remade in another language keeps the same hash.
    """
    return hashlib.sha256(record.to_json()).hexdigest()[:16]


def note_shown(workspace: Path, assignment: str, mark: str) -> None:
    """Record that feedback was shown, unless newer feedback on the assignment has come since."""
    record = kept_feedback(workspace, assignment)
    shown = kept_under(read_workspace(workspace), _KEPT)
    if record and mark == mark_of(record) != shown.get(assignment):
        update_workspace(workspace, **{_KEPT: shown | {assignment: mark}})


def unread(workspace: Path, assignments: Iterable[str]) -> set[str]:
    """Return the assignments with feedback that hasn't been shown yet."""
    shown = kept_under(read_workspace(workspace), _KEPT)
    came = {one: record for one in assignments if (record := kept_feedback(workspace, one))}
    return {one for one, record in came.items() if shown.get(one) != mark_of(record)}
