"""``kit class forget``: remove a person from every file in a course root."""

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.places import Place, Root
from kit.terminal import printable, say, some

_NAMED = 3


def forget(
    course_root: Root,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="The id, as in roster.csv.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before removing.")] = False,
    ratings: Place = None,
) -> None:
    """Remove a learner from the class's folder: work, feedback, marks, comments, names. You can't undo it.

    Downloads are opened, and only this learner's part is removed. The ledger of released groups keeps its
    codes, which name nobody. At the end you see which copies this command can't reach. The exit code is 1 if
    a file still names the learner, or if a download holds files that don't say whose they are.

    Example: `kit class forget ~/fall-class maria`
    """
    from kit.grading.forgetting import ELSEWHERE, find_person
    from kit.grading.forgetting import forget as forget_person
    from kit.lms.sent import FILE, forget_sent

    person = find_person(course_root, learner)
    called = f" ({', '.join(person.names)})" if person.names else ""
    if not yes:
        typer.confirm(printable(f"Remove {person.id}{called} from {course_root} for good?"), abort=True)
    place = ratings if ratings is None or "://" in ratings else Path(ratings)
    had_grades = forget_sent(course_root, person.id)
    done = forget_person(course_root, person, place)
    say(f"Removed for {person.id} in {course_root}:")
    for line in done.removed:
        say(f"  {line}")
    if had_grades:
        say(f"  their grades in {FILE}")
    for path in done.left:
        say(f"{path}: still names this learner; open it and remove the name by hand.")
    for path, names in done.unclear.items():
        say(
            f"{path}: nothing in it says whose these are: {some(names, _NAMED)}; look at them, and remove "
            "them by hand if they are this learner's."
        )
    say("Copies that kit can't reach from here:")
    for line in ELSEWHERE:
        say(f"  {line}")
    if done.left or done.unclear:
        raise typer.Exit(1)
