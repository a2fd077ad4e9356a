"""``kit class forget``: remove a person from a course root."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Place, Root
from kit.terminal import printable, say


def forget(
    course_root: Root,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="The id, as in roster.csv.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before removing.")] = False,
    ratings: Place = None,
) -> None:
    """Remove a learner from the class's folder: work, marks, comments, and every download. You can't undo it.

    All of `downloaded/` is deleted, since a download holds everybody's work. What was collected from the
    others stays; the command stops while somebody else's hand-in still waits there. At the end you see files
    that may still name the learner, and copies that this command can't reach. The exit code is 1 if there are
    such files.

    Example: `kit class forget ~/fall-class maria`
    """
    from kit.grading.forgetting import ELSEWHERE, check
    from kit.grading.forgetting import forget as forget_learner
    from kit.lms.sent import forget_sent

    names = check(course_root, learner)
    called = f" ({', '.join(names)})" if names else ""
    if not yes:
        typer.confirm(
            printable(f"Remove {learner}{called} and all downloads from {course_root} for good?"), abort=True
        )
    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    forget_sent(course_root, learner)
    left = forget_learner(course_root, learner, place)
    say(f"Removed {learner}'s work, marks and comments, and all downloads, from {course_root}.")
    if left:
        say("These files may still name this learner; look at them, and remove or delete by hand:")
        for path in left:
            say(f"  {path}")
    say("Copies that kit can't reach from here:")
    for line in ELSEWHERE:
        say(f"  {line}")
    if left:
        raise typer.Exit(1)
