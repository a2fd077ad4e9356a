"""``kit build``: everything that is made from the content, made again or compared."""

from typing import Annotated

import typer

from kit.terminal import say


def command(
    check: Annotated[
        bool, typer.Option("--check", help="Build nothing: name what is not what the content builds.")
    ] = False,
) -> None:
    """Build notebooks, assignments and the package's data from the course's content.

    Examples: `kit build` after an edit · `kit build --check` to see whether anything is out of date
    """
    from kit.build import build, drift
    from kit.content.course_files import checkout

    root = checkout()
    if check:
        drifted = drift(root)
        for line in drifted:
            say(line)
        if drifted:
            say("Run `kit build` to build them again.", err=True)
            raise typer.Exit(1)
        say("Everything built is up to date.")
        return
    changed = build(root)
    for path in changed:
        say(path)
    say(f"{len(changed)} files changed." if changed else "Everything built was up to date.")
