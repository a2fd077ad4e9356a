"""``kit handin``: an assignment's final shared answers as a zip."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def command(
    assignment: Annotated[str, typer.Argument(metavar="ID", help="The assignment, e.g. equity.")],
    workspace: Annotated[Path | None, typer.Option(help="The course folder.", show_default=False)] = None,
    with_drafts: Annotated[
        bool, typer.Option("--with-drafts", help="Make shared drafts Done, and take them.")
    ] = False,
    keep: Annotated[
        list[str] | None,
        typer.Option(metavar="ITEM=REVISION", help="Which of two answers stands.", show_default=False),
    ] = None,
) -> None:
    """Write an assignment's hand-in, and say what is in it and what is not.

    Only what is shared and *Done* goes, and only as it stands now: nothing private, no earlier wording.

    **Example**

        kit handin equity
    """
    from kit.cli.course_folder import course_folder
    from kit.handin import hand_in
    from kit.journal import open_journal
    from kit.model import KitError

    folder = course_folder(workspace)
    for choice in keep or []:
        item, sign, revision = choice.partition("=")
        if not sign:
            raise KitError(f"--keep {choice} names no revision; write it as --keep ITEM=REVISION.")
        open_journal(folder).choose(item, revision)
    done = hand_in(folder, assignment, with_drafts=with_drafts)
    typer.echo(f"{done.title}: ready to hand in as {done.learner}\n{done.zip}\n\nIn it:")
    for response in done.included:
        when = "" if response.occasion == "during" else f" ({response.occasion})"
        typer.echo(f"  {done.titles[response.item]}{when}")
    if not done.included:
        typer.echo("  no answer yet")
    if done.left_out:
        typer.echo("\nNot in it:")
        for one in done.left_out:
            typer.echo(f"  {one.title}: {one.reason}")
    if done.drafts:
        typer.echo(f"\nTo take drafts as they are: kit handin {assignment} --with-drafts")
    typer.echo("\nSend the zip to your instructor the way your course has agreed on.")
