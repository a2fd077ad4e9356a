"""``kit import``: take in answers from another computer, or a feedback page from the instructor."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Workspace, workspace_folder
from kit.terminal import say

_MOST = 10  # conflicting answers to print; the rest are only counted
_LATER = " (continues the other)"


def command(
    file: Annotated[
        Path | None,
        typer.Argument(metavar="FILE", help="A hand-in's zip, a responses.jsonl, or a feedback file."),
    ] = None,
    workspace: Workspace = None,
    mine: Annotated[
        bool, typer.Option("--mine", help="The file has another learner id, and both are you.")
    ] = False,
    later: Annotated[
        bool,
        typer.Option(
            "--later",
            help="You wrote everything in this file: where it continues one of your answers, use the file's "
            "words.",
        ),
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Undo the last import of answers.")] = False,
) -> None:
    """Take in your answers from another computer, or a feedback page from your instructor.

    No answer here is overwritten. If you finished an answer differently on both computers, you see both and
    choose one.

    Examples: `kit import equity_rosa.zip` · `kit import --undo`
    """
    from kit.content import compiled
    from kit.handin.feedback import is_feedback, receive_feedback
    from kit.handin.importing import import_file
    from kit.handin.imports_kept import undo_import
    from kit.handin.what_goes import opening
    from kit.journal.faults import faults_in, few
    from kit.model import PlainError

    folder = workspace_folder(workspace)
    if undo == (file is not None):
        raise PlainError("name a file to import, or write --undo to undo the last import, but not both.")
    if file is None:
        say(undo_import(folder))
        return
    if is_feedback(file):
        taken = receive_feedback(folder, file, mine=mine)
        say(f"Feedback is in {taken}; the notebook shows it.")
        return
    done = import_file(folder, file, mine=mine, later=later)
    say(f"{len(done.new)} new, {done.known} already here.")
    if done.settled:
        say(f"{done.settled} of your answers now have the file's later words.")
    content = compiled()
    for ends in done.two_heads[:_MOST]:
        # An answer to a case that no longer exists is shown as if it belonged to the first case.
        case = content.cases.get(ends[0].case) or next(iter(content.cases.values()))
        say(f"\n{ends[0].item} was finished differently on two computers; the notebook lets you choose:")
        shown = [
            f"  {one.id}  {one.at:%d %b %H:%M} UTC{_LATER if one.id in done.later else ''}"
            f"  {opening(one, case, content.words)}"
            for one in ends
        ]
        for line in few(shown, "  … and {count} more, each in the notebook."):
            say(line)
    if (more := len(done.two_heads) - _MOST) > 0:
        say(
            f"\n{more:,} more answers were finished differently on two computers; the notebooks let you "
            "choose."
        )
    for note in done.notes:
        say(f"\n{note}")
    for fault in faults_in(folder):
        say(f"\n{fault}")
