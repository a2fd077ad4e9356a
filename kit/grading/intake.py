"""``kit collect``: turn downloads into submissions that can be marked, with nbgrader's own commands.

They are ``generate_assignment`` if it was not run yet, ``collect`` if the exchange is asked for, and
``autograde``. The run can be stopped at any moment and started again.
"""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kit.classroom import read_roster
from kit.classroom.new import CONFIGURATION
from kit.content import compiled
from kit.grading import finished
from kit.grading.checking import AGAIN
from kit.grading.class_states import class_states
from kit.grading.collecting import collect
from kit.grading.course_nbgrader import Ran, nbgrader
from kit.grading.download import archive_of, bring
from kit.grading.gradebook_opening import open_gradebook, refuse_locked, url_of
from kit.grading.learners_file import read_table, table_locked, write_table
from kit.grading.markable import is_without_reflection
from kit.grading.who import write_who
from kit.grading.whose import LeftOut, Table, Upload
from kit.model import NotFound, PlainError


@dataclass
class TakenIn:
    """The result of taking in hand-ins; the assignments that it is about, in the course's order."""

    collected: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By assignment, learners whose hand-in can be marked now."""
    new: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Learners who had nothing autograded before this run."""
    empty: tuple[str, ...] = ()
    """Learners whose hand-in has no text to mark."""
    newer: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Learners who handed in again after an earlier hand-in was autograded."""
    replaced: tuple[str, ...] = ()
    """Learners whose hand-in replaced one of another course folder, or one with a higher number."""
    without_invitation: tuple[str, ...] = ()
    """Learners whom only the platform's account names."""
    strangers: tuple[str, ...] = ()
    """People who handed in but aren't on the class list."""
    held: tuple[Upload, ...] = ()
    """Hand-ins that wait until the instructor says whose they are."""
    left_out: tuple[LeftOut, ...] = ()
    who: Path | None = None
    """The table of who has to be told what, if there is anybody."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing was held or left out."""
        return not (self.held or self.left_out)


def take_in(root: Path, sources: Sequence[Path] = (), *, exchange: bool = False) -> TakenIn:
    """Copy hand-ins into the archives, collect them, and put each answer where it is marked.

    Parameters
    ----------
    root
        The course root.
    sources
        The files or folders that were downloaded; without one, earlier downloads are processed again.
    exchange
        Whether to collect hand-ins from nbgrader's exchange as well.

    Returns
    -------
    TakenIn
        Who was collected, and what was not.

    Raises
    ------
    NotFound
        The course root or a download doesn't exist, or nothing was handed in.
    KitError
        The work can't go on; the message says why. What was done before is kept.
    """
    if not (root / CONFIGURATION).is_file():
        raise NotFound(
            f"{root} is not a class folder, because it has no {CONFIGURATION}; check the name, or make one "
            f"with: kit class new {shlex.quote(str(root))}"
        )
    with table_locked(root):
        refuse_locked(root / "gradebook.db")
        return _take_in(root, sources, exchange)


def _take_in(root: Path, sources: Sequence[Path], exchange: bool) -> TakenIn:
    members = read_roster(root)
    table, touched = read_table(root), set[str]()
    for source in sources:
        touched |= bring(root, table, source, members)
        write_table(root, table)
    everything = [one.id for one in compiled().assignments]
    todo = [one for one in everything if (one in touched if sources else archive_of(root, one).is_dir())]
    if exchange:
        released = [one for one in everything if (root / "release" / one / f"{one}.ipynb").is_file()]
        for one in released:
            nbgrader("collect", one, "--update", root=root)
        todo = [one for one in everything if one in todo or any(root.glob(f"submitted/*/{one}"))]
    elif not (sources or todo):
        raise NotFound(
            f"{root} has no hand-ins yet; name the file or folder that you downloaded, or add --exchange to "
            "collect from nbgrader's exchange."
        )
    taken = TakenIn()
    for one in todo:
        _of_one(root, one, taken)
    table = read_table(root)
    table.left_out = [one for one in table.left_out if not _has_handed_in_since(table, one)]
    write_table(root, table)
    mine = [one for one in table.uploads if one.assignment in todo and one.no_invitation and one.counts]
    taken.without_invitation = tuple(sorted({one.learner for one in mine}))
    listed = {one.id for one in members}
    names = {who for one in taken.collected.values() for who in one}
    taken.strangers = tuple(sorted(names - listed)) if listed else ()
    taken.held, taken.left_out = tuple(table.waits()), tuple(table.left_out)
    taken.who = write_who(root, class_states(root))
    return taken


def _of_one(root: Path, assignment: str, taken: TakenIn) -> None:
    _prepare(root, assignment)
    taken.replaced += tuple(collect(root, assignment).replaced)
    handed_in = sorted(path.parent.name for path in root.glob(f"submitted/[!.]*/{assignment}"))
    before = {who: _state(root, who, assignment) for who in handed_in}
    table, without = read_table(root), set[str]()
    refusals = any(one.decision == "not theirs" for one in table.uploads if one.assignment == assignment)
    if refusals or any(state != "done" for state in before.values()):
        ran = nbgrader("autograde", assignment, root=root, may_fail=True)
        refused = _refused(root, assignment, handed_in, ran)
        without = {one.whose for one in refused}
        table.left_out += refused
        write_table(root, table)
    done = [who for who in handed_in if who not in without and _state(root, who, assignment) == "done"]
    taken.collected[assignment] = tuple(done)
    taken.empty += tuple(who for who in done if is_without_reflection(root, who, assignment))
    taken.new[assignment] = tuple(who for who in done if before[who] == "new")
    taken.newer[assignment] = tuple(who for who in done if before[who] == "newer")


def _has_handed_in_since(table: Table, row: LeftOut) -> bool:
    """Return whether somebody whose file was left out has handed in after it."""
    mine = [one for one in table.of(row.whose) if row.assignment in ("", one.assignment)]
    return bool(row.download) and any(one.came > row.came for one in mine)


def _prepare(root: Path, assignment: str) -> None:
    """Release the assignment if that was not done, or not finished."""
    if not (root / "source" / assignment / f"{assignment}.ipynb").is_file():
        raise NotFound(
            f"{root} has no assignment {assignment} in the folder source; run kit class new "
            f"{shlex.quote(str(root))} to add what is missing."
        )
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
    if ran.fault and not ran.refused:
        raise PlainError(ran.fault)
    no_reason = f"autograding did not finish; run nbgrader autograde {assignment} to see why"
    why = {who: str(one).removeprefix(f"{who}: ").rstrip(".") for who, one in ran.refused.items()}
    return [
        LeftOut(
            whose=who,
            file=f"submitted/{who}",
            why=why.get(who, no_reason),
            to_send=AGAIN,
            assignment=assignment,
        )
        for who in learners
        if who in why or _state(root, who, assignment) != "done"
    ]
