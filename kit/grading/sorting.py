"""Which hand-ins of an assignment are collected, and why the others are not. Reads, never writes."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from kit.grading.checking import AGAIN, SubmissionRefused
from kit.grading.handed import Handed, checked, named_in, sender_of
from kit.grading.senders import Known, Senders
from kit.handin.reading import read_download
from kit.handin.records import ABOUT, JOURNAL, HandInFault


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
    """What is held comes first: it waits for the instructor, and only the first are named on the screen."""
    held: list[LeftOut]


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
    files = (path for path in archive.rglob("*") if path.is_symlink() or not path.is_dir())
    for path in sorted(path for path in files if not is_clutter(path.relative_to(archive))):
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
    return Sorted(newest, older, held + left_out, held)


def is_clutter(path: Path) -> bool:
    """Whether a file below a download is none of a learner's: a system put it there, or a copy that was cut.

    >>> is_clutter(Path("__MACOSX/equity_amy.zip")), is_clutter(Path(".DS_Store")), is_clutter(Path("a.zip"))
    (True, True, False)
    """
    return path.name in ("Thumbs.db", "desktop.ini") or any(
        part.startswith(".") or part == "__MACOSX" for part in path.parts
    )


def _each(path: Path, above: str, assignment: str, expected: list[str]) -> Iterator[Handed | LeftOut]:
    if path.suffix.lower() != ".zip":
        yield LeftOut(path.name, "", "not a zip", AGAIN)
        return
    for one in read_download(path, (f"{assignment}.ipynb", JOURNAL, ABOUT)):
        name, whose = path.name, None
        try:
            if isinstance(one, HandInFault):
                name = one.inside or name
                raise SubmissionRefused(one.why)
            name, whose = one.name, one.learner
            yield checked(one, assignment, expected, above)
        except SubmissionRefused as refusal:
            whose = whose or named_in(name, assignment) or ""
            yield LeftOut(name, whose, str(refusal).rstrip("."), refusal.to_send)
        except Exception as fault:
            # Whoever made the file chose what is in it; nobody else shall wait for that.
            why = f"{name} cannot be read as a hand-in ({type(fault).__name__})"
            yield LeftOut(name, whose or "", why, AGAIN)


def _held(one: Handed) -> LeftOut:
    return LeftOut(
        one.name,
        one.learner,
        f"{one.sender.held}; kit class learners decides by its code, {one.sender.code}",
        f"A hand-in as {one.learner} came that does not look like the others under this id. Is it yours? If "
        "you work on two computers, type kit import with the zip of one on the other, and hand in again "
        "there. If it is not yours, please tell me.",
    )
