"""Another computer's answers come in: merged by id, both heads kept, nothing decided in silence."""

from itertools import groupby
from pathlib import Path

from kit.handin.reading import MOST_BYTES, read_hand_in
from kit.handin.records import JOURNAL, Imported
from kit.journal import (
    LEARNER_ID,
    answer_of,
    heads_of,
    learner_of,
    merge,
    open_journal,
    read_bytes,
    read_workspace,
    update_workspace,
)
from kit.journal.lines import MOST_SEQ, each_line
from kit.journal.workspace import WORKSPACE_ID
from kit.model import JournalFault, KitError, NotFound, Response


def import_file(workspace: Path, file: Path, *, mine: bool = False) -> Imported:
    """Take in a hand-in's zip or a journal.

    A workspace without answers takes the file's learner as its own, so that both computers hand in
    under one name; one that has answers keeps its own, and the notes say so. ``mine`` says that the file is
    this learner's although it names another learner id. Where it raises `KitError`, nothing was changed.
    """
    responses, theirs, notes = _read(file)
    journal = open_journal(workspace)
    own = read_workspace(workspace)["learner"]
    if theirs and own and theirs != own and not WORKSPACE_ID.fullmatch(theirs) and not mine:
        raise KitError(
            f"{file} is {theirs}'s and this course folder is {own}'s, so nothing was taken; if both are you, "
            f"type: kit import {file} --mine"
        )
    fresh = not journal.responses() and not journal.drafts()
    new = journal.add(responses)
    if theirs and theirs != learner_of(workspace):
        if fresh and not own:
            update_workspace(workspace, learner=theirs)
            notes.append(
                f"This course folder had no answers yet, so it now hands in as {theirs}, like the other one."
            )
        else:
            notes.append(_keeps(learner_of(workspace), theirs, own))
    heads = heads_of(journal.responses())
    two = [tuple(ends) for _, ends in groupby(sorted(heads, key=answer_of), key=answer_of)]
    return Imported(
        new=tuple(new),
        known=len(responses) - len(new),
        two_heads=tuple(ends for ends in two if len(ends) > 1),
        notes=tuple(notes),
    )


def _keeps(here: str, theirs: str, own: str | None) -> str:
    kept = f"This course folder keeps handing in as {here}; the file's answers came from {theirs}."
    if own or WORKSPACE_ID.fullmatch(theirs):
        return kept
    return f"{kept} If that is the id your instructor knows, type: kit start --learner {theirs}"


def _read(file: Path) -> tuple[list[Response], str | None, list[str]]:
    """A file's answers, whose they are if it says so, and a sentence for each line that cannot be read."""
    if not file.is_file():
        raise NotFound(f"there is no file {file}; check the name.")
    if file.stat().st_size > MOST_BYTES:
        raise KitError(
            f"{file} is larger than 50 MB, so it cannot be a hand-in or journal; choose another file."
        )
    with file.open("rb") as opened:
        packed = opened.read(2) == b"PK"
    if packed:
        received = read_hand_in(file.resolve())
        if JOURNAL not in received.files:
            raise KitError(f"{file} has no {JOURNAL} in it; choose the zip that Hand in made, or a journal.")
        data, name = received.files[JOURNAL], JOURNAL
        learner, named = received.learner, received.learner is not None
    else:
        data, name = file.read_bytes(), file.name
        learner, named = _beside(file), False
    if any(line.fault == "number" for line in each_line(data)):
        raise JournalFault(f"{file}: a line counts beyond {MOST_SEQ:,}; take an unedited copy of the file.")
    responses, notes = read_bytes(data, name)
    if not responses and not named:
        raise KitError(
            f"{file} holds no answers of this course; choose a hand-in (handin/….zip) or a responses.jsonl."
        )
    workspaces = {r.workspace for r in responses}
    if learner is None and len(workspaces) == 1:
        learner = workspaces.pop()
    fits = learner is not None and LEARNER_ID.fullmatch(learner)
    return list(merge((), responses)), learner if fits else None, notes


def _beside(file: Path) -> str | None:
    """The learner of the workspace whose journal this is, where the whole folder was copied."""
    try:
        workspace = read_workspace(file.resolve().parent)
    except KitError:
        return None
    return str(workspace["learner"] or workspace["id"])
