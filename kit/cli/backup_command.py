"""``kit backup``: put a whole course folder into one encrypted file, or restore it on another computer."""

import os
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Workspace, workspace_folder
from kit.terminal import say

PASSPHRASE = "KIT_BACKUP_PASSPHRASE"  # noqa: S105  # the variable's name
"""The environment variable that a script can set to skip the prompt."""


def command(
    workspace: Workspace = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="The new file.",
            show_default="partnership-kit_ID_DATE.backup in your home folder",
        ),
    ] = None,
    restore: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Restore this backup; the folder may be new.")
    ] = None,
) -> None:
    """Back up your whole course to one encrypted file, including private answers and drafts.

    It asks for a passphrase twice. Nobody can open the file without the passphrase, not even you, so write
    it down somewhere safe. A script can set `KIT_BACKUP_PASSPHRASE` instead.

    Examples: `kit backup` · on a new computer: `kit backup --restore FILE`
    """
    from kit.journal import learner_of
    from kit.journal.backup import back_up, check_passphrase
    from kit.model import PlainError

    if restore is not None:
        if out is not None:
            raise PlainError("--out makes a backup and --restore restores one; use only one of them.")
        _bring_back(workspace, restore)
        return
    folder = workspace_folder(workspace)
    file = out or Path.home() / f"partnership-kit_{learner_of(folder)}_{date.today()}.backup"
    if file.exists():
        raise PlainError(
            f"{file} already exists, and a backup never replaces a file; choose a name with --out."
        )
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase is None:
        passphrase = typer.prompt("A passphrase, 12 characters or more", hide_input=True)
        check_passphrase(passphrase)
        if typer.prompt("The same passphrase again", hide_input=True) != passphrase:
            raise PlainError("the two passphrases differ, so nothing was written; type the command again.")
    answers = back_up(folder, file, passphrase)
    say(f"Your answers ({answers}), your drafts and your key are in {file}, encrypted.")
    say("Keep it on another disk. Without the passphrase nobody can open it, not even you.")


def _bring_back(workspace: Path | None, file: Path) -> None:
    from kit.journal.backup import restore
    from kit.model import NotFound
    from kit.pages.notebook_copies import DEFAULT

    if not file.is_file():
        raise NotFound(f"there is no file {file}; check the name.")
    folder = (workspace or DEFAULT).expanduser().resolve()
    passphrase = os.environ.get(PASSPHRASE)
    if passphrase is None:
        passphrase = typer.prompt("The passphrase of this backup", hide_input=True)
    done = restore(folder, file, passphrase)
    say(f"Your answers ({done.answers}) are in {folder}; drafts restored: {done.drafts}.")
    for note in done.notes:
        say(note)
    say(f"To go on: kit start --workspace {folder}")
