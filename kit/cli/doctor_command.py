"""``kit doctor``: check what ``kit start`` needs, and print a line for each."""

from pathlib import Path
from typing import Annotated

import typer

from kit.terminal import say


def command(
    workspace: Annotated[
        Path | None,
        typer.Option(help="Your folder for the course.", show_default="~/partnership-course"),
    ] = None,
) -> None:
    """Check that the course can run on this computer, and show how to fix what is wrong.

    The exit code is 0 if it can run, and 1 if something must be fixed first.

    Example: `kit doctor`
    """
    from kit.launch import DEFAULT, examine

    code = 0
    for finding in examine(workspace or DEFAULT):
        sign = "ok  "
        if finding.mend:
            sign = "fix " if finding.serious else "note"
            code = 1 if finding.serious else code
        mend = f" — {finding.mend}" if finding.mend else ""
        say(f"{sign}  {finding.subject}: {finding.found}{mend}")
    raise typer.Exit(code)
