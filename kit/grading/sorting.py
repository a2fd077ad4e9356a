"""Decide which hand-ins of an assignment are collected, and why the others are not. Writes no files."""

import shlex
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from kit.classroom import Member
from kit.content import sentence_of
from kit.grading.checking import (
    AGAIN,
    OF_ANOTHER,
    OF_ANOTHER_TOO,
    OTHERWISE,
    NamedOtherwise,
    SubmissionRefused,
)
from kit.grading.columns import said_in
from kit.grading.handed import Handed, checked, sender_of
from kit.grading.left_out import LeftOut, is_clutter, still_open
from kit.grading.sender import Known
from kit.grading.senders import Senders
from kit.grading.uploader import named_in
from kit.grading.uploads import Beside, Upload, not_taken
from kit.grading.whose import Whose
from kit.handin.reading import read_download
from kit.handin.records import ABOUT, JOURNAL, NoHandIn, Unread
from kit.handin.zips import is_zip


class Sorted(NamedTuple):
    """The result of sorting an assignment's files; ``newest`` has one hand-in per learner."""

    newest: dict[str, Handed]
    older: list[Handed]
    left_out: list[LeftOut]
    """Held files come first, since they wait for the instructor and the screen shows only the first few."""
    held: list[LeftOut]
    since: dict[str, int]
    """By learner, when the newest one came or was made, whichever is later, in nanoseconds."""


def sort_out(
    archive: Path,
    assignment: str,
    expected: list[str],
    submitted: dict[str, Path],
    senders: Senders | None = None,
    members: Iterable[Member] = (),
) -> Sorted:
    """Decide which hand-ins are collected and which aren't. A bad file doesn't keep others from being read.

    ``expected`` are the ids of the cells marked in the released notebook. ``submitted`` is what was collected
    before, by learner. ``senders`` has what is known about senders; hand-ins collected now are pinned there.
    ``members`` is the class, with the names that platforms use.
    """
    senders = Senders(schema=1) if senders is None else senders
    whose = Whose(members, senders, {assignment: said_in(archive)})
    by_learner: dict[str, list[Handed]] = defaultdict(list)
    came: dict[str, int] = {}
    left_out: list[LeftOut] = []
    downloads: list[Beside] = []
    files = (path for path in archive.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in sorted(path for path in files if not is_clutter(path.relative_to(archive))):
        downloads.append(Beside())
        at = path.lstat().st_mtime_ns
        for one in _each(archive, path, assignment, expected, whose, downloads[-1]):
            if isinstance(one, Handed):
                by_learner[one.learner].append(one)
                came[one.sender.code] = max(at, came.get(one.sender.code, at))
            else:
                left_out.append(one._replace(came=at))
    for learner in sorted({*by_learner} & {*submitted} - {*senders.learners}):
        # Collected before senders were recorded, or through the exchange.
        if before := sender_of(submitted[learner], assignment, learner):
            senders.learners[learner] = known = Known()
            known.pin(before)
    senders.sort(assignment, {who: [one.sender for one in by_learner[who]] for who in sorted(by_learner)})
    newest: dict[str, Handed] = {}
    older: list[Handed] = []
    held: list[LeftOut] = []
    # downloaded/<assignment>/archive is in the course root.
    decide = f"kit class learners {shlex.quote(str(archive.parents[2]))}"
    for who, theirs in sorted(by_learner.items()):
        # One upload may have come in several downloads.
        waits = {one.sender.code: one for one in theirs if senders.waits(one.sender)}.values()
        has_others = bool(senders.learners[who].accepted)
        held += [
            _sent_by_another(
                one,
                _is_any_taken(by_learner.get(one.sender.sent_by, ())),
                senders.has_twin(one.sender),
                decide,
            )
            if one.sender.sent_by
            else _held(one, has_others, len(waits), senders.has_twin(one.sender), decide)
            for one in waits
        ]
        taken = [one for one in theirs if not one.sender.held]
        taken.sort(key=lambda one: (one.seq, one.at, one.name))
        newest |= {one.learner: one for one in taken[-1:]}
        older += taken[:-1]
    for beside in downloads:
        # Only now is it known what is held.
        left_out += not_taken(beside, assignment, whose)
    since = {who: max(came[one.sender.code], int(one.at.timestamp() * 1e9)) for who, one in newest.items()}
    return Sorted(newest, older, held + still_open(left_out, since), held, since)


def _each(
    archive: Path, path: Path, assignment: str, expected: list[str], whose: Whose, beside: Beside
) -> Iterator[Handed | LeftOut]:
    above = path.relative_to(archive).parent.as_posix()
    if not is_zip(path.name):
        why = f"not a zip; if it is not a hand-in, delete {path}"
        yield LeftOut(path.name, whose.in_words(path.name, above, assignment), why, AGAIN)
        return
    for one in read_download(path, (f"{assignment}.ipynb", JOURNAL, ABOUT)):
        if isinstance(one, NoHandIn):
            at = path.lstat().st_mtime_ns
            beside.uploads.append(Upload(one.name, f"{above}/{one.folder}", at))
            continue
        name, owner, folder = path.name, None, above
        try:
            if isinstance(one, Unread):
                name, folder = one.inside or name, f"{above}/{path.name}"
                beside.note_zip(name, folder)
                raise SubmissionRefused(sentence_of(one.error))
            name, owner, folder = one.name, one.learner, f"{above}/{one.folder}"
            beside.note_zip(name, folder)
            handed = checked(one, assignment, expected, above, whose)
            beside.note_zip(name, folder, handed.sender)
            yield handed
        except Exception as fault:
            # A file can contain anything; nobody else should have to wait because of it.
            refusal = (
                fault
                if isinstance(fault, SubmissionRefused)
                else SubmissionRefused(f"{name} cannot be read as a hand-in ({type(fault).__name__})")
            )
            whom, to_send = _whom_to_tell(refusal, name, folder, owner, assignment, whose)
            why = str(refusal).rstrip(".")
            if not whom and name == path.name:
                # Otherwise it would be read, and left out, every time.
                why += f"; if it is not a hand-in, delete {path}"
            yield LeftOut(name, whom, why, to_send)


def _whom_to_tell(
    refusal: SubmissionRefused, name: str, folder: str, owner: str | None, assignment: str, whose: Whose
) -> tuple[str, str]:
    """Return who sent a refused file, and what to send them; the file itself names ``owner``."""
    sent_by = whose.of(name, folder, assignment)
    if owner and sent_by != owner:
        # The learner in the file has nothing to do again, and isn't named to the sender.
        if whose.are_two(sent_by, owner):
            return sent_by, OF_ANOTHER
        if isinstance(refusal, NamedOtherwise):
            return whose.in_words(name, folder, assignment), OTHERWISE
    return owner or sent_by or named_in(name, assignment) or "", refusal.to_send


def _is_any_taken(theirs: Iterable[Handed]) -> bool:
    return any(one.sender.held is None for one in theirs)


def _sent_by_another(one: Handed, has_own: bool, has_twin: bool, decide: str) -> LeftOut:
    """Return the row for another learner's hand-in that somebody sent; its learner has nothing to do."""
    whom = one.sender.sent_by or ""
    why = _why_held(one, f"{one.learner}'s", has_twin, decide)
    return LeftOut(one.name, whom, why, OF_ANOTHER_TOO if has_own else OF_ANOTHER)


def _why_held(one: Handed, whose: str, has_twin: bool, decide: str) -> str:
    code = one.sender.code
    # For a file from two accounts, the question is who handed it in, not whose words it has.
    asked = f"{one.learner} handed it in from this account" if has_twin else f"it is {whose}"
    return f"{one.sender.held}; if {asked}: {decide} --accept {code}; if not: {decide} --not-theirs {code}"


def _held(one: Handed, has_others: bool, together: int, has_twin: bool, decide: str) -> LeftOut:
    why = _why_held(one, "theirs", has_twin, decide)
    if has_twin:
        return LeftOut(
            one.name,
            one.learner,
            why,
            f"The very same hand-in under the id {one.learner} was uploaded from two accounts. Did you "
            "upload it from both? If not, please tell me.",
        )
    if has_others:
        what = (
            f"I received a hand-in under the id {one.learner} that doesn't look like the others. Is it yours?"
        )
    elif together > 1:
        what = (
            f"I received {together} hand-ins under the id {one.learner} that don't look like one person's, "
            "so none is marked yet. Are they all yours?"
        )
    else:
        what = f"I received a hand-in under the id {one.learner}, and I'm not sure that it is yours. Is it?"
    return LeftOut(
        one.name,
        one.learner,
        why,
        f"{what} If you work on two computers, type uv run kit import FILE on one of them, with the zip from "
        "the other as FILE. Then hand in again there. If something isn't yours, please tell me.",
    )
