"""Import answers from another computer: merged by id, with both heads kept and nothing decided silently.

Nobody can prove who wrote a file's lines, so none of them replaces an answer here unless the learner says so.
The last import can be undone (see `kit.handin.imports_kept`).
"""

from collections.abc import Sequence
from datetime import UTC
from itertools import groupby
from pathlib import Path

from kit.handin.imports_kept import keep_copy, remember
from kit.handin.reading import MOST_BYTES, read_hand_in
from kit.handin.records import JOURNAL, Imported
from kit.journal import (
    LEARNER_ID,
    answer_of,
    heads_of,
    later_of,
    learner_of,
    merge,
    open_journal,
    read_bytes,
    read_workspace,
    update_workspace,
    voice_for,
)
from kit.journal.faults import few
from kit.journal.heads import saying
from kit.journal.lines import each_line
from kit.journal.places import WORKSPACE_ID, private_folder
from kit.journal.voice import known_voice
from kit.model import KitError, Response, VoiceId

_CONSENTS = ("consent.use", "consent.quote")
_MOST_SEQ = 10**6
"""The highest number of a line that is taken. What is saved after an import counts on from it, for good."""


def import_file(workspace: Path, file: Path, *, mine: bool = False, later: bool = False) -> Imported:
    """Import a hand-in's zip or a journal.

    A workspace without answers takes the file's learner as its own, so that both computers hand in under one
    name. A workspace with answers keeps its own, and the notes say so. ``mine`` says that the file is this
    learner's although it names another learner id. With ``later``, where the file's answer was written after
    one here, the file's text is taken. If this raises `KitError`, no answer was changed.
    """
    _refuse_half_a_copy(workspace)
    responses, theirs, notes, voice = _read(file)
    journal = open_journal(workspace)
    own = read_workspace(workspace)["learner"]
    known = {journal.workspace, *(r.workspace for r in journal.responses())}
    is_here = theirs and WORKSPACE_ID.fullmatch(theirs) and private_folder(theirs).is_dir()
    hers = theirs in known or is_here
    if theirs and own and theirs != own and not hers and not mine:
        raise KitError("import.other_learner", file=file, learner=theirs, own=own)
    fresh = not journal.responses() and not journal.drafts()
    responses, asked = _without_consent(responses, journal.responses())
    notes += asked
    keep_copy(workspace, private_folder(journal.workspace))
    added = journal.add(responses, beside=True)
    ids = {r.id for r in responses}
    new = [r for r in added if r.id in ids]
    remember(private_folder(journal.workspace), file, [r.id for r in added], own)
    two, last = _two_heads(journal.responses())
    settled = [head for head in last if later and head.id in ids]
    if settled:
        before, said = {r.id for r in journal.responses()}, {saying(head) for head in settled}
        for head in settled:
            journal.choose(head.item, head.id)
        chosen = [r.id for r in journal.responses() if r.id not in before and saying(r) in said]
        # They are part of the import: after an undo, nothing here has that text.
        remember(private_folder(journal.workspace), file, chosen, own, same=True)
        two, last = _two_heads(journal.responses())
    elif last:
        count = f"{len(last)} of your answers" if len(last) > 1 else "one of your answers"
        notes.append(
            f"The file continues {count} here. Only you know whether you wrote its words, so both versions "
            "are shown and you choose. If you wrote everything in the file, use its later words at once: "
            f"kit import {file} --later"
        )
    if fresh and voice:
        # Both computers then show the same Ms. Perez.
        update_workspace(workspace, voice=voice)
    if theirs and theirs != learner_of(workspace):
        if fresh and not own:
            update_workspace(workspace, learner=theirs, voice=voice or voice_for(theirs))
            notes.append(
                f"This course folder had no answers yet, so it now hands in as {theirs}, like the other "
                "folder."
            )
        else:
            notes.append(_keeps(learner_of(workspace), theirs, own))
    return Imported(
        new=tuple(new),
        known=len(responses) - len(new),
        two_heads=tuple(two),
        later=frozenset(head.id for head in last),
        settled=len(settled),
        notes=tuple(notes),
    )


def _two_heads(everything: Sequence[Response]) -> tuple[list[tuple[Response, ...]], list[Response]]:
    """Return the answers with several heads, and any of those heads that was written after its others."""
    heads = sorted(heads_of(everything), key=answer_of)
    groups = [tuple(ends) for _, ends in groupby(heads, key=answer_of)]
    two = [ends for ends in groups if len(ends) > 1]
    return two, [last for ends in two if (last := later_of(ends, everything))]


def _without_consent(responses: list[Response], here: Sequence[Response]) -> tuple[list[Response], list[str]]:
    """Leave out a *yes* to the use of answers unless it was given in this folder; return notes as well."""
    known = {r.id for r in here}
    asked = {one for one in _CONSENTS if not _says_yes(here, one)}
    kept = [r for r in responses if r.item not in asked or r.value == "no" or r.id in known]
    if len(kept) == len(responses):
        return responses, []
    return kept, [
        "The course asks you again whether your answers may be used, because a yes in an imported file "
        "doesn't count. The question is in 00_start_here."
    ]


def _says_yes(here: Sequence[Response], item: str) -> bool:
    stands = heads_of(here, item)
    return bool(stands) and all(head.value == "yes" for head in stands)


def _refuse_half_a_copy(workspace: Path) -> None:
    if (workspace / JOURNAL).is_file() and not (workspace / ".partnership").exists():
        raise KitError("workspace.half_a_copy", folder=workspace, file=workspace / JOURNAL)


def _keeps(here: str, theirs: str, own: str | None) -> str:
    kept = f"This course folder keeps handing in as {here}; the file's answers came from {theirs}."
    if own or WORKSPACE_ID.fullmatch(theirs):
        return kept
    return f"{kept} If that is the id your instructor knows, type: kit start --learner {theirs}"


def _read(file: Path) -> tuple[list[Response], str | None, list[str], VoiceId | None]:
    """Return a file's answers, its learner if known, a few sentences on bad lines, and its voice if named."""
    if file.is_dir() and (file / JOURNAL).is_file():
        raise KitError("import.folder", folder=file, file=file / JOURNAL)
    if not file.is_file():
        raise KitError("file.none", file=file)
    if file.stat().st_size > MOST_BYTES:
        raise KitError("import.too_large", file=file)
    with file.open("rb") as opened:
        packed = opened.read(2) == b"PK"
    if packed:
        try:
            received = read_hand_in(file.resolve())
        except KitError as error:
            raise KitError("handin.unreadable", why=error) from None
        if JOURNAL not in received.files:
            raise KitError("import.no_journal", file=file, journal=JOURNAL)
        data, name, private = received.files[JOURNAL], JOURNAL, received.private
        learner, named, voice = received.learner, received.learner is not None, received.voice
    else:
        data, name, private = file.read_bytes(), file.name, 0
        learner, voice = _beside(file)
        named = False
    responses, notes = read_bytes(data, name)
    if any(line.fault == "number" for line in each_line(data)) or any(r.seq > _MOST_SEQ for r in responses):
        raise KitError("import.number", file=file, most=_MOST_SEQ)
    if private or any(r.lane == "private" for r in responses):
        raise KitError("import.private", file=file)
    if not responses and not named:
        raise KitError("import.no_answers", file=file)
    workspaces = {r.workspace for r in responses}
    if learner is None and len(workspaces) == 1:
        learner = workspaces.pop()
    fits = learner is not None and LEARNER_ID.fullmatch(learner)
    return list(merge((), map(_in_the_calendar, responses))), learner if fits else None, few(notes), voice


def _in_the_calendar(response: Response) -> Response:
    # The calendar's first and last hours can't be converted to UTC. A line must always give the same time.
    try:
        response.at.astimezone(UTC)
    except OverflowError:
        return response.model_copy(update={"at": response.at.replace(tzinfo=UTC)})
    return response


def _beside(file: Path) -> tuple[str | None, VoiceId | None]:
    """Return the learner and voice of the workspace around this journal, if the whole folder was copied."""
    try:
        workspace = read_workspace(file.resolve().parent)
    except KitError:
        return None, None
    return str(workspace["learner"] or workspace["id"]), known_voice(workspace.get("voice"))
