"""Make a hand-in: the assignment's notebook and its final shared answers, as a folder and as a zip."""

import io
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from kit.content import compiled, item_hash
from kit.content.course_files import course_files
from kit.files import replace_all
from kit.handin.alone import is_alone
from kit.handin.made_anew import made_anew
from kit.handin.reading import answers_in
from kit.handin.records import ABOUT, JOURNAL, AllHandedIn, HandIn, zip_name
from kit.handin.what_goes import sort_out
from kit.journal import (
    learner_of,
    line_of,
    open_journal,
    read_workspace,
    update_workspace,
)
from kit.journal.lock import locked
from kit.journal.not_saved import not_saved
from kit.model import (
    Assignment,
    CaseContent,
    Content,
    KitError,
)


def preview(workspace: Path, assignment: str, content: Content | None = None) -> HandIn:
    """Return what `hand_in` would include and leave out now, and whether it would refuse.

    Writes no hand-in. ``content`` replaces the content that came with the course.
    """
    case, wanted = _find(assignment, content)
    return sort_out(workspace, open_journal(workspace), case, wanted, (content or compiled()).words)


def hand_in(
    workspace: Path, assignment: str, *, with_drafts: bool = False, content: Content | None = None
) -> HandIn:
    """Write ``handin/<assignment>/`` and ``handin/<assignment>_<learner>.zip``; return what is in them.

    ``with_drafts`` makes shared drafts *Done* first; a private draft is never included. ``content`` is as in
    `preview`. Raises `KitError` if there is no such assignment or workspace, if an item was finished on two
    computers and the learner hasn't chosen yet, and if the files could not be written.
    """
    case, wanted = _find(assignment, content)
    words = (content or compiled()).words
    journal = open_journal(workspace)
    there = sort_out(workspace, journal, case, wanted, words)
    _refuse_two_heads(there)
    if with_drafts and there.drafts:
        for one in there.drafts:
            if draft := journal.draft(one.item, one.occasion, case=there.case):
                fields = draft.model_dump(include={"occasion", "lane", "parent"})
                wording = item_hash(case.item(one.item))
                journal.save(one.item, draft.value, case=there.case, item_hash=wording, **fields)
        # A draft from before the other computer's answer was imported makes a second head; the learner
        # chooses.
        there = sort_out(workspace, journal, case, wanted, words)
        _refuse_two_heads(there)
    try:
        with locked(f"{journal.workspace}-handin"):
            write(there, journal.workspace, max(journal.last, 0))
        # Whoever hands in is in a class, unless they said that they are alone.
        if is_alone(read_workspace(workspace)) is None:
            update_workspace(workspace, alone=False)
    except OSError as fault:
        raise not_saved("not_saved.hand_in", fault) from fault
    return there


def handed_in(workspace: Path) -> frozenset[str]:
    """Return the ids of the answers in hand-ins that are ready to send, whether or not they were sent.

    Leaves out hand-ins under an earlier name, and those remade after a deletion and not saved since.
    """
    learner, found = learner_of(workspace), set[str]()
    for journal in (workspace / "handin").glob(f"*/{JOURNAL}"):
        assignment = journal.parent.name
        made = workspace / "handin" / zip_name(assignment, learner)
        if made.is_file() and made_anew(workspace, assignment, made) != "unsaved":
            found |= answers_in(made)
    return frozenset(found)


def hand_in_all(workspace: Path, *, with_drafts: bool = False) -> AllHandedIn:
    """Hand in each assignment with an answer that may be included, in course order; a refusal stops no other.

    ``with_drafts`` makes shared drafts *Done* first, so an assignment that has only drafts is handed in too.
    Raises `KitError` if the folder is not a workspace.
    """
    read_workspace(workspace)
    done: list[HandIn] = []
    refused: list[tuple[str, KitError]] = []
    for _, one in _assignments():
        try:
            there = preview(workspace, one.id)
            _refuse_two_heads(there)
            if there.has_something(with_drafts=with_drafts):
                done.append(hand_in(workspace, one.id, with_drafts=with_drafts))
        except KitError as error:
            refused.append((one.title, error))
    return AllHandedIn(done=tuple(done), refused=tuple(refused))


def _refuse_two_heads(content: HandIn) -> None:
    if content.refused:
        raise KitError("handin.two_versions", **content.refused)


def _assignments(content: Content | None = None) -> list[tuple[CaseContent, Assignment]]:
    cases = (content or compiled()).cases.values()
    return [(case, one) for case in cases for one in case.items.assignments]


def _find(assignment: str, content: Content | None = None) -> tuple[CaseContent, Assignment]:
    known = {one.id: (case, one) for case, one in _assignments(content)}
    if assignment not in known:
        raise KitError("assignment.none", assignment=assignment, known=tuple(known) or ("none",))
    return known[assignment]


def write(content: HandIn, workspace_id: str, seq: int) -> None:
    """Write the folder and the zip of a hand-in; a later hand-in has a higher ``seq``."""
    name = f"{content.assignment}.ipynb"
    source = course_files() / "assignments" / "release" / content.assignment / name
    if not source.is_file():
        raise KitError("handin.no_notebook", file=source)
    notebook, journal = source.read_bytes(), b"".join(map(line_of, content.lines))
    about: dict[str, object] = {
        "schema": 1,
        "assignment": content.assignment,
        "learner": content.learner,
        "workspace": workspace_id,
        "case": content.case,
        "at": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "items": list(dict.fromkeys(r.item for r in content.included)),
        "seq": seq,
    }
    if content.voice:
        about["voice"] = content.voice
    files = {
        name: notebook,
        JOURNAL: journal,
        ABOUT: json.dumps(about, indent=1).encode("utf-8") + b"\n",
    }
    content.folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, data in files.items():
            archive.writestr(member, data)
    # The zip is sent; the folder has the same content.
    replace_all(
        {content.folder / name: data for name, data in files.items()} | {content.zip: packed.getvalue()}
    )
