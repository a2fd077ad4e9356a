"""Turn a download into submissions that can be marked, in one go, with nbgrader's own commands.

They are ``generate_assignment`` if it was not run yet, ``collect`` if the exchange is asked for,
``zip_collect``, and ``autograde``. The run can be stopped at any moment and started again.
"""

import hashlib
import shlex
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from kit.classroom.new import CONFIGURATION
from kit.grading import finished
from kit.grading.archive import archive_of, bring
from kit.grading.checking import AGAIN, check_assignment
from kit.grading.collecting import note_left_out
from kit.grading.gradebook_opening import open_gradebook, refuse_locked, url_of
from kit.grading.handed import handed_in_at
from kit.grading.left_out import FILE as LEFT_OUT
from kit.grading.left_out import LeftOut, still_open
from kit.grading.markable import is_without_reflection
from kit.grading.nbgrader_here import Ran, nbgrader
from kit.grading.not_copied import not_copied, note_not_copied
from kit.grading.senders import read_senders
from kit.grading.sorting import Sorted
from kit.journal.lock import locked
from kit.model import NotFound, PlainError


@dataclass(frozen=True)
class TakenIn:
    """The result of taking in the hand-ins of one assignment."""

    collected: tuple[str, ...]
    """Learners whose hand-in can be marked now."""
    new: tuple[str, ...]
    """Learners who had nothing autograded before this run."""
    empty: tuple[str, ...]
    """Learners whose hand-in has no text to mark."""
    newer: tuple[str, ...]
    """Learners who handed in again after an earlier hand-in was autograded."""
    older: tuple[str, ...]
    """Learners of whom an earlier revision came in this run; the newer one collected before is kept."""
    held: tuple[LeftOut, ...]
    """Hand-ins that wait until the instructor says whose they are."""
    left_out: tuple[LeftOut, ...]
    report: Path
    """The table of what is held or left out, with a sentence to send for each."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was held or left out."""
        return not (self.held or self.left_out)


def take_in(root: Path, assignment: str, source: Path | None = None, *, exchange: bool = False) -> TakenIn:
    """Copy hand-ins into the archive, collect them, and put each answer where it is marked.

    Parameters
    ----------
    root
        The course root.
    assignment
        Such as ``equity``.
    source
        The file or folder that was downloaded; without one, earlier downloads are processed again.
    exchange
        Whether to collect hand-ins from nbgrader's exchange as well.

    Returns
    -------
    TakenIn
        Who was collected, and what was not.

    Raises
    ------
    NotFound
        The course root, the assignment or the download doesn't exist, or nothing was handed in.
    KitError
        The work can't go on; the message says why. What was done before is kept.
    """
    _check(root, assignment)
    of_this = hashlib.sha256(str(root.resolve()).encode()).hexdigest()[:16]
    with locked(f"collect-{of_this}"):
        return _take_in(root, assignment, source, exchange)


def _check(root: Path, assignment: str) -> None:
    if not (root / CONFIGURATION).is_file():
        raise NotFound(
            f"{root} is not a class folder, because it has no {CONFIGURATION}; check the name, or make one "
            f"with: kit class new {shlex.quote(str(root))}"
        )
    check_assignment(assignment)
    source = root / "source" / assignment / f"{assignment}.ipynb"
    if not source.is_file():
        raise NotFound(
            f"there is no {source}; run kit class new {shlex.quote(str(root))} to add what is missing."
        )


def _take_in(root: Path, assignment: str, source: Path | None, exchange: bool) -> TakenIn:
    refuse_locked(root / "gradebook.db")
    brought = [] if source is None else bring(root, assignment, source).left_out
    archive = archive_of(root, assignment)
    if not (exchange or archive.is_dir() or any(root.glob(f"submitted/*/{assignment}"))):
        raise NotFound(
            f"{root} has no hand-ins of {assignment} yet; name the file or folder that you downloaded, or "
            "add --exchange to collect from nbgrader's exchange."
        )
    _prepare(root, assignment)
    if exchange:
        nbgrader("collect", assignment, "--update", root=root)
    held: list[LeftOut] = []
    from_archive: list[LeftOut] = []
    since: dict[str, int] = {}
    older: tuple[str, ...] = ()
    if archive.is_dir():
        known = {one.hand_in for one in read_senders(root).seen if one.assignment == assignment}
        found = nbgrader("zip_collect", assignment, root=root).app.found
        held = found.held
        from_archive, since = found.left_out[len(held) :], found.since
        older = _came_later(found, known)
    handed_in = sorted(path.parent.name for path in root.glob(f"submitted/[!.]*/{assignment}"))
    if source is not None:
        note_not_copied(archive, source, brought, handed_in)
    # Hand-ins from the exchange aren't in the archive.
    since = {who: _since(root, who, assignment) for who in handed_in} | since
    left_out = still_open([*not_copied(archive, handed_in), *from_archive], since)
    before = {who: _state(root, who, assignment) for who in handed_in}
    refused: set[str] = set()
    if handed_in:
        ran = nbgrader("autograde", assignment, root=root, may_fail=True)
        not_done = _refused(root, assignment, handed_in, ran)
        refused = {one.whose for one in not_done}
        left_out += not_done
    report = root / LEFT_OUT
    if left_out or held or report.exists():
        note_left_out(report, assignment, [*held, *left_out])
    return TakenIn(
        tuple(who for who in handed_in if _state(root, who, assignment) == "done" and who not in refused),
        tuple(who for who in handed_in if before[who] == "new"),
        tuple(who for who in handed_in if is_without_reflection(root, who, assignment)),
        tuple(who for who in handed_in if before[who] == "newer"),
        older,
        tuple(held),
        tuple(left_out),
        report,
    )


def _since(root: Path, learner: str, assignment: str) -> int:
    at = handed_in_at(root / "submitted" / learner / assignment)
    return 0 if at is None else int(at.timestamp() * 1e9)


def _came_later(found: Sorted, known: Collection[str]) -> tuple[str, ...]:
    """Return the learners with a new hand-in that is older than one in ``known``, the earlier hand-ins."""
    return tuple(
        sorted(
            {
                one.learner
                for one in found.older
                if one.sender.hand_in not in known and found.newest[one.learner].sender.hand_in in known
            }
        )
    )


def _prepare(root: Path, assignment: str) -> None:
    """Release the assignment if that was not done, or not finished."""
    if (root / "release" / assignment / f"{assignment}.ipynb").is_file() and _is_known(root, assignment):
        return
    nbgrader("generate_assignment", assignment, "--force", root=root)


def _is_known(root: Path, assignment: str) -> bool:
    if not (root / "gradebook.db").is_file():
        return False
    from nbgrader.api import MissingEntry

    with open_gradebook(url_of(root)) as gradebook:
        try:
            return bool(gradebook.find_assignment(assignment).notebooks)
        except MissingEntry:
            return False


def _state(root: Path, learner: str, assignment: str) -> str:
    made, submitted = (root / step / learner / assignment for step in ("autograded", "submitted"))
    if not finished.is_finished(made):
        return "new"
    return "done" if finished.is_of(made, submitted) else "newer"


def _refused(root: Path, assignment: str, learners: list[str], ran: Ran) -> list[LeftOut]:
    """Return whom autograding refused, and why. Raises `KitError` if it stopped."""
    why = {who: next((f for f in ran.faults if f.startswith(f"{who}: ")), "") for who in learners}
    refused = [who for who in learners if why[who] or _state(root, who, assignment) != "done"]
    stopped = getattr(ran.app, "stopped", None)
    if ran.failed and (stopped or not any(why.values())):
        faults = ran.faults or ["nbgrader autograde stopped without saying why."]
        raise PlainError(stopped or faults[-1])
    no_reason = f"autograding did not finish; run nbgrader autograde {assignment} to see why"
    return [
        LeftOut(f"submitted/{who}", who, why[who].removeprefix(f"{who}: ").rstrip(".") or no_reason, AGAIN)
        for who in refused
    ]
