"""Another computer's answers come in: merged by id, both heads kept, nothing decided in silence."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

from kit.handin.records import Imported
from kit.handin.unpacking import unpack
from kit.journal import answer_of, heads_of, learner_of, open_journal, read_workspace, update_workspace
from kit.model import KitError

_WORKSPACE_ID = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def import_file(workspace: Path, file: Path, *, mine: bool = False) -> Imported:
    """Take in a hand-in's zip or a journal.

    A workspace without answers takes the file's learner as its own, so that both computers hand in
    under one name; one that has answers keeps its own, and the notes say so.

    Parameters
    ----------
    workspace
        The course folder.
    file
        The zip that *Hand in* wrote, or a ``responses.jsonl``.
    mine
        The file is this learner's although it names another learner id.

    Raises
    ------
    KitError
        The file cannot be read, or is another learner's; nothing was changed.
    """
    unpacked = unpack(file)
    journal = open_journal(workspace)
    own = read_workspace(workspace)["learner"]
    theirs = unpacked.learner
    if theirs and own and theirs != own and not _WORKSPACE_ID.fullmatch(theirs) and not mine:
        raise KitError(
            f"{file} is {theirs}'s and this course folder is {own}'s, so nothing was taken; if both are you, "
            f"type: kit import {file} --mine"
        )
    fresh = not journal.responses() and not journal.drafts()
    new = journal.add(unpacked.responses)
    notes = list(unpacked.notes)
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
        known=len(unpacked.responses) - len(new),
        two_heads=tuple(ends for ends in two if len(ends) > 1),
        learner=learner_of(workspace),
        notes=tuple(notes),
    )


def _keeps(here: str, theirs: str, own: str | None) -> str:
    kept = f"This course folder keeps handing in as {here}; the file's answers came from {theirs}."
    if own or _WORKSPACE_ID.fullmatch(theirs):
        return kept
    return f"{kept} If that is the id your instructor knows, type: kit start --learner {theirs}"
