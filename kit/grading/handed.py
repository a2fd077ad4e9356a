"""Check one hand-in: whether it can be marked, where it comes from, and whether it is somebody else's."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from kit.content import compiled
from kit.grading.checking import AGAIN, NamedOtherwise, SubmissionRefused, check_name, check_notebook
from kit.grading.finished import is_of
from kit.grading.sender import Sender
from kit.grading.senders import Senders, read_senders
from kit.grading.uploader import COPY, account_of, named_in, sent_as, uploader_of
from kit.grading.whose import Whose
from kit.handin.reading import read_hand_in
from kit.handin.received import Received
from kit.handin.records import ABOUT, JOURNAL
from kit.handin.signing import answers_hash, code_of, signer, upload_code
from kit.journal import read_bytes
from kit.journal.places import WORKSPACE_ID
from kit.model import KitError, Response


class Handed(NamedTuple):
    """A hand-in that can be marked."""

    name: str
    learner: str
    seq: int
    """The highest number in its journal. Of two from one course folder, the later has the higher number."""
    at: datetime
    odd_time: str | None
    """The time that it states, if that is impossible; ``at`` is then the time of arrival."""
    files: dict[str, bytes]
    sender: Sender


def checked(
    received: Received,
    assignment: str,
    expected: list[str],
    above: str = "",
    whose: Whose | None = None,
) -> Handed:
    """Return a hand-in that nbgrader can mark, without traces of private answers in its notebook.

    ``above`` is the path of the folders that contain the file, and ``whose`` tells whom such a path means.

    Raises `SubmissionRefused` if nothing says whose it is, its name has somebody else's id, it is of another
    assignment, or its notebook can't be marked.
    """
    named = named_in(received.name, assignment)
    learner = received.learner or named
    if learner is None:
        raise SubmissionRefused(
            f"{received.name} does not say whose it is; to collect it, rename the zip to "
            f"{assignment}_LEARNER.zip, or an unzipped folder to {assignment}_LEARNER, with the learner's id "
            "in place of LEARNER"
        )
    check_name(learner)
    if named is not None and learner not in (named, COPY.sub("", named)):
        raise NamedOtherwise(
            f"{received.name} contains a hand-in of {learner!r}, but its file name has a different id; ask "
            "whose it is"
        )
    if received.assignment not in (None, assignment):
        raise SubmissionRefused(
            f"{received.name} is a hand-in of {received.assignment[:60]}, not {assignment}",
            _other_sentence(received.assignment, assignment),
        )
    files = dict(received.files)
    notebook = files.get(f"{assignment}.ipynb")
    if notebook is None:
        raise SubmissionRefused(f"{received.name} has no {assignment}.ipynb in it")
    text = notebook.decode("utf-8", errors="replace")
    check_notebook(text, expected, learner, assignment)
    files[f"{assignment}.ipynb"] = _without_traces(text)
    answers = _answers(received)
    seq = max((r.seq for r in answers), default=-1) if received.seq is None else received.seq
    way = _plain(received.name), _plain(f"{above}/{received.folder}")
    sender = _sender(received, answers, assignment, learner)
    whose = whose or Whose((), Senders(schema=1))
    sender.uploader = uploader_of(*way, assignment, whose.columns(assignment))
    sender.account = account_of(*way, whose.columns(assignment))
    if whose.are_two(sent_by := whose.of(*way, assignment), learner):
        sender.sent_by = sent_by
        sender.uploader = sender.uploader or sent_by
    sender.code = upload_code(sender.hand_in, sender.uploader, sender.account)
    sender.sent_as = sent_as(*way)
    return Handed(received.name, learner, seq, received.at, received.odd_time, files, sender)


def _other_sentence(came: str, wanted: str) -> str:
    titles = {one.id: one.title for one in compiled().assignments}
    this = titles.get(wanted, wanted)
    if came not in titles:
        return f"What you sent for {this} is a hand-in for another assignment. {AGAIN}"
    return (
        f"What you sent for {this} is your hand-in for {titles[came]}. Please open the notebook for {this}, "
        f"choose Hand in, and upload that zip under {this}. If the zip that you sent isn't under "
        f"{titles[came]} yet, upload it there too."
    )


def sender_of(submission: Path, assignment: str, learner: str) -> Sender | None:
    """Return where a collected submission comes from, except its uploader; ``None`` if it can't be read."""
    try:
        received = read_hand_in(submission, (f"{assignment}.ipynb", JOURNAL, ABOUT))
        return _sender(received, _answers(received), assignment, learner)
    except KitError:
        return None


def handed_in_at(submission: Path) -> datetime | None:
    """Return when a collected submission was handed in, from nbgrader's ``timestamp.txt``, or ``None``."""
    try:
        said = (submission / "timestamp.txt").read_text(encoding="utf-8").strip().removesuffix(" UTC")
        at = datetime.fromisoformat(said)
    except (OSError, ValueError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def is_somebody_elses(senders: Senders, submission: Path, assignment: str, learner: str) -> bool:
    """Return whether the instructor said that a collected submission isn't this learner's."""
    # Usually no hand-in was refused, and no submission has to be read.
    one = sender_of(submission, assignment, learner) if senders.refused else None
    return one is not None and senders.is_refused(one)


def marked_of_somebody_else(course_root: Path) -> Callable[[str, str], bool]:
    """Return a function that tells whether a learner's marked work in an assignment may be somebody else's.

    An autograded notebook contains the answer, so its signature no longer fits. So once the instructor has
    refused anything under a learner's id, autograded work counts as theirs only if it was made from the
    hand-in that is collected now, and that one wasn't refused.
    """
    senders = read_senders(course_root)
    named = {one.learner for one in senders.refused}

    @cache
    def is_so(learner: str, assignment: str) -> bool:
        if learner not in named:
            return False
        made, submitted = (course_root / step / learner / assignment for step in ("autograded", "submitted"))
        return is_somebody_elses(senders, submitted, assignment, learner) or not is_of(made, submitted)

    return is_so


def _sender(received: Received, answers: list[Response], assignment: str, learner: str) -> Sender:
    hashed = answers_hash(received.files.get(f"{assignment}.ipynb", b""))
    key, fits = signer(received.files, hashed)
    return Sender(
        code=code_of(received.files, hashed, learner),
        learner=learner,
        assignment=assignment,
        file=_plain(Path(received.name).name),
        workspaces=sorted(_workspaces(received, answers)),
        key=key,
        fits=fits,
    )


def _plain(name: str) -> str:
    # A file's name can contain half an emoji or an undecodable byte, but a record can't.
    return name.encode("utf-8", "replace").decode()


def _answers(received: Received) -> list[Response]:
    return read_bytes(received.files.get(JOURNAL, b""), JOURNAL)[0]


def _workspaces(received: Received, answers: list[Response]) -> set[str]:
    said = received.workspace or ""
    return {r.workspace for r in answers} | ({said} if WORKSPACE_ID.fullmatch(said) else set())


def _without_traces(notebook: str) -> bytes:
    # A notebook's widget state and outputs can still contain what was typed into a form.
    found: Any = json.loads(notebook)
    found.get("metadata", {}).pop("widgets", None)
    for cell in found["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(found, indent=1).encode()
