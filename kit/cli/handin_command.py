"""``kit handin``: put the final shared answers of one assignment, or of each one, into a zip."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kit.cli.places import Workspace, workspace_folder
from kit.model import KitError, PlainError, taken_alone
from kit.terminal import say

if TYPE_CHECKING:
    from kit.handin.records import HandIn


def command(
    assignment: Annotated[
        str | None, typer.Argument(metavar="ID", help="The assignment, such as equity.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every assignment that has an answer.")] = False,
    workspace: Workspace = None,
    with_drafts: Annotated[
        bool, typer.Option("--with-drafts", help="Mark shared drafts Done, and include them.")
    ] = False,
    send: Annotated[
        bool, typer.Option("--send", help="Copy the zip to the folder that your instructor named.")
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=REVISION", help="Which of two versions of an answer to keep."),
    ] = None,
) -> None:
    """Write an assignment's hand-in, and list what is in it and what is not.

    It holds only answers that are shared and *Done*, in their latest wording. It never holds a private
    answer.

    Examples: `kit handin equity` · `kit handin --all`
    """
    from kit.journal import open_journal
    from kit.journal.faults import faults_in

    if everything == (assignment is not None):
        raise PlainError("name one assignment, as in: kit handin equity, or all of them: kit handin --all")
    folder = workspace_folder(workspace)
    for choice in keep or []:
        item, sign, revision = choice.partition("=")
        if not sign:
            raise PlainError(f"--keep {choice} doesn't name a revision; write it as --keep ITEM=REVISION.")
        open_journal(folder).choose(item, revision)
    for fault in faults_in(folder):
        say(fault, err=True)
    if assignment is None:
        _all(folder, with_drafts, send)
    else:
        _one(folder, assignment, with_drafts, send)


def _one(folder: Path, assignment: str, with_drafts: bool, send: bool) -> None:
    from kit.handin.handing import hand_in, preview

    there = preview(folder, assignment)
    if not (there.refused or there.has_something(with_drafts=with_drafts)):
        raise KitError("handin.nothing")
    done = hand_in(folder, assignment, with_drafts=with_drafts)
    marked = _marked([done])
    say(f"{done.title}: ready to hand in as {done.learner}\n{done.zip}\n\nIn it:")
    for response in done.included:
        when = "" if response.occasion == "during" else f" ({response.occasion})"
        say(f"  {done.titles[response.item]}{when}")
        if line := marked.get(response.id):
            say(f"    {line}")
    if not done.included:
        say("  no answer yet")
    if done.left_out:
        say("\nNot in it:")
        for one in done.left_out:
            say(f"  {one.title}: {one.reason}")
    if marked:
        _explain_marks()
    if done.drafts:
        say(f"\nTo include drafts as they are: kit handin {assignment} --with-drafts")
    say("")
    _sent(folder, [done], send, again=f"kit handin {assignment} --send")


def _all(folder: Path, with_drafts: bool, send: bool) -> None:
    from kit.content import sentence_of
    from kit.handin.handing import hand_in_all

    found = hand_in_all(folder, with_drafts=with_drafts)
    marked = _marked(found.done)
    for done in found.done:
        said = _so_many(len(done.included), "answer")
        if done.drafts:
            said += f", {_so_many(len(done.drafts), 'draft')} not included"
        say(f"{done.title}: {said}: {done.zip}")
        for response in done.included:
            if line := marked.get(response.id):
                say(f"  {done.titles[response.item]}: {line}")
    for title, error in found.refused:
        say(f"{title}: not handed in: {sentence_of(error)}", err=True)
    if not found.done and not found.refused:
        raise PlainError(
            f"nothing in {folder} is shared and Done yet, so there is nothing to hand in; "
            "answer something in a notebook first."
        )
    if marked:
        _explain_marks()
    if found.done:
        _sent(folder, found.done, send, again="kit handin --all --send")
    if found.refused:
        raise typer.Exit(2)


def _marked(made: Sequence["HandIn"]) -> dict[str, str]:
    """Return, by the answer's id, a line about words that may identify somebody."""
    from kit.content import compiled
    from kit.handin.likely import likely_in_answers, told

    content = compiled()
    lines: dict[str, str] = {}
    for one in made:
        case = content.cases[one.case]
        items = {item.id: item for item in case.items.items}
        for response in one.included:
            if found := likely_in_answers(items[response.item], one.wordings(response), case):
                lines[response.id] = content.words.fill("likely.row", found=told(found, content.words))
    return lines


def _explain_marks() -> None:
    from kit.content import compiled

    words = compiled().words
    say(f"\n{words['likely.rows']} {words['likely.limits']}")


def _sent(folder: Path, made: Sequence["HandIn"], wanted: bool, *, again: str) -> None:
    """Copy hand-ins to the instructor's folder if ``wanted``. Otherwise print how to send them."""
    from kit.handin.sending import folder_for, send
    from kit.journal import read_workspace

    place = folder_for(folder)
    if wanted and place is None:
        raise PlainError(
            "the course doesn't know a folder for hand-ins yet; name it with: kit start --handin-to FOLDER"
        )
    if place is None:
        what = "zip" if len(made) == 1 else "zips"
        if taken_alone(read_workspace(folder)):
            say(f"You're taking this course on your own, so there is nobody to send the {what} to.")
            return
        say(f"Send the {what} to your instructor in the way your class has agreed on.")
    elif not wanted:
        say(f"Not sent yet; to copy it to {place}, type: {again}")
    else:
        for one in made:
            send(folder, one, str(place))
            say(f"Sent to {place}: {one.zip.name}")


def _so_many(count: int, thing: str) -> str:
    return f"{count} {thing}{'' if count == 1 else 's'}"
