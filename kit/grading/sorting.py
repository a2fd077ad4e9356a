"""Which hand-ins of an assignment are collected, and why the others are not. Reads, never writes."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from kit.grading.checking import AGAIN, SubmissionRefused, check_name, check_notebook
from kit.grading.senders import Known, Sender, Senders, uploader_of
from kit.handin.reading import Received, read_download, read_hand_in
from kit.handin.records import ABOUT, JOURNAL, HandInFault
from kit.handin.signing import answers_hash, code_of, signer
from kit.journal import read_bytes
from kit.journal.places import WORKSPACE_ID
from kit.model import KitError, Response


class Handed(NamedTuple):
    """A hand-in that can be marked."""

    name: str
    learner: str
    seq: int
    """The highest number of its journal: of two from one course folder, the later has the higher."""
    at: datetime
    odd_time: str | None
    """What it says of its time, where that cannot be; ``at`` is then when it arrived."""
    files: dict[str, bytes]
    sender: Sender


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


def sort_out(
    archive: Path,
    assignment: str,
    expected: list[str],
    submitted: dict[str, Path],
    senders: Senders | None = None,
) -> Sorted:
    """Which hand-ins are collected and which are not. No file keeps another one from being read.

    ``expected`` are ids of the cells that the released notebook marks. ``submitted`` is what was collected
    before, by learner. ``senders`` says whose is whose; what is collected now is pinned there.
    """
    senders = Senders(schema=1) if senders is None else senders
    by_learner: dict[str, list[Handed]] = defaultdict(list)
    left_out: list[LeftOut] = []
    for path in sorted(path for path in archive.rglob("*") if path.is_symlink() or not path.is_dir()):
        above = path.relative_to(archive).parent.as_posix()
        for one in _each(path, above, assignment, expected):
            if isinstance(one, Handed):
                by_learner[one.learner].append(one)
            else:
                left_out.append(one)
    for learner in sorted({*by_learner} & {*submitted} - {*senders.learners}):
        # Collected before whose is whose was kept, or through the exchange.
        if before := sender_of(submitted[learner], assignment, learner):
            senders.learners[learner] = known = Known()
            known.pin(before)
    senders.sort(assignment, {who: [one.sender for one in by_learner[who]] for who in sorted(by_learner)})
    newest: dict[str, Handed] = {}
    older: list[Handed] = []
    held: list[LeftOut] = []
    for _, theirs in sorted(by_learner.items()):
        held += [_held(one) for one in theirs if one.sender.held]
        taken = [one for one in theirs if not one.sender.held]
        taken.sort(key=lambda one: (one.seq, one.at, one.name))
        newest |= {one.learner: one for one in taken[-1:]}
        older += taken[:-1]
    # Only the first are named on the screen, and what is held waits for the instructor.
    return Sorted(newest, older, held + left_out)


def sender_of(submission: Path, assignment: str, learner: str) -> Sender | None:
    """Where a collected submission comes from; ``None`` where it cannot be read."""
    try:
        received = read_hand_in(submission, (f"{assignment}.ipynb", JOURNAL, ABOUT))
        return _sender(received, _answers(received), assignment, learner, None)
    except KitError:
        return None


def is_somebody_elses(senders: Senders, submission: Path, assignment: str, learner: str) -> bool:
    """Whether the instructor said of a collected submission that it is not this learner's."""
    # Mostly nobody ever said so, and no submission need be read.
    one = sender_of(submission, assignment, learner) if senders.refused else None
    return one is not None and senders.is_refused(one)


def _sender(
    received: Received, answers: list[Response], assignment: str, learner: str, uploader: str | None
) -> Sender:
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
        uploader=uploader,
    )


def _each(path: Path, above: str, assignment: str, expected: list[str]) -> Iterator[Handed | LeftOut]:
    if path.suffix.lower() != ".zip":
        yield LeftOut(path.name, "", "not a zip", AGAIN)
        return
    for one in read_download(path, (f"{assignment}.ipynb", JOURNAL, ABOUT)):
        name, whose = path.name, None
        try:
            if isinstance(one, HandInFault):
                raise SubmissionRefused(one.why)
            name, whose = one.name, one.learner
            yield checked(one, assignment, expected, above)
        except SubmissionRefused as refusal:
            whose = whose or _whose(name, assignment) or ""
            yield LeftOut(name, whose, str(refusal).rstrip("."), refusal.to_send)
        except Exception as fault:
            # Whoever made the file chose what is in it; nobody else shall wait for that.
            why = f"{name} cannot be read as a hand-in ({type(fault).__name__})"
            yield LeftOut(name, whose or "", why, AGAIN)


def checked(received: Received, assignment: str, expected: list[str], above: str = "") -> Handed:
    """A hand-in that nbgrader can mark, without what may be left of private answers in its notebook.

    ``above`` are the folders in which the file lies where it was put.

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
        raise SubmissionRefused(
            f"{received.name} is a hand-in of {received.assignment[:60]}, not {assignment}"
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
    uploader = uploader_of(_plain(received.name), _plain(f"{above}/{received.folder}"), assignment)
    sender = _sender(received, answers, assignment, learner, uploader)
    return Handed(received.name, learner, seq, received.at, received.odd_time, files, sender)


def _whose(name: str, assignment: str) -> str | None:
    """The learner as a file's name says; a platform may put words before it, or a number after it."""
    match = re.fullmatch(rf"(?:.*_)?{re.escape(assignment)}_(.+)", Path(name).stem)
    return match[1] if match else None


def _plain(name: str) -> str:
    # Half an emoji, or a byte that is no letter, can stand in a file's name and in no record.
    return name.encode("utf-8", "replace").decode()


def _answers(received: Received) -> list[Response]:
    return read_bytes(received.files.get(JOURNAL, b""), JOURNAL)[0]


def _workspaces(received: Received, answers: list[Response]) -> set[str]:
    said = received.workspace or ""
    return {r.workspace for r in answers} | ({said} if WORKSPACE_ID.fullmatch(said) else set())


def _held(one: Handed) -> LeftOut:
    return LeftOut(
        one.name,
        one.learner,
        f"{one.sender.held}; kit class learners decides by its code, {one.sender.code}",
        f"A hand-in as {one.learner} came that does not look like the others under this id. Is it yours? If "
        "you work on two computers, type kit import with the zip of one on the other, and hand in again "
        "there. If it is not yours, please tell me.",
    )


def _without_traces(notebook: str) -> bytes:
    # What was typed into a form can stay behind in a notebook's widget state and in its outputs.
    found: Any = json.loads(notebook)
    found.get("metadata", {}).pop("widgets", None)
    for cell in found["cells"]:
        if "outputs" in cell:
            cell["outputs"] = []
    return json.dumps(found, indent=1).encode()
