"""``kit build``: rebuild everything that is made from the content, or check that it is up to date."""

from typing import Annotated

import typer

from kit.terminal import say


def command(
    check: Annotated[
        bool, typer.Option("--check", help="Build nothing; list the files that are out of date.")
    ] = False,
    edition: Annotated[
        bool,
        typer.Option(
            "--edition",
            help="Keep a copy of today's questions, to show with answers given before a question is "
            "reworded.",
        ),
    ] = False,
) -> None:
    """Build notebooks, assignments and the package's data from the course's content.

    Examples: `kit build` after an edit · `kit build --check` to see whether anything is out of date ·
    `kit build --edition` before an edition goes out
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
        say("Everything is up to date.")
        return
    changed = build(root)
    if edition:
        from kit.content.checking import load
        from kit.content.earlier import WORDINGS, kept_wordings
        from kit.files import replace

        replace(root / WORDINGS, kept_wordings(root, load(root / "case_studies")), mode=0o644)
    for path in changed:
        say(path)
    say(f"{len(changed)} files changed." if changed else "Everything was already up to date.")
