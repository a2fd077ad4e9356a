"""``kit marks differ``, ``settle`` and ``table``: marks of several markers, side by side."""

from pathlib import Path
from textwrap import indent
from typing import Annotated

import typer

from kit.cli.places import Place, Root, opened
from kit.model import NotFound
from kit.terminal import say


def differ(
    course_root: Root,
    item: Annotated[str | None, typer.Option(help="Only this item, such as vignette.a.")] = None,
    criterion: Annotated[str | None, typer.Option(help="Only one, such as event.")] = None,
    learner: Annotated[str | None, typer.Option(help="Only this learner.")] = None,
    text: Annotated[bool, typer.Option("--text", help="Show each text as well.")] = False,
    ratings: Place = None,
) -> None:
    """List where markers gave one criterion different levels, the furthest apart first.

    The level that counts has a star. It stays as it is until somebody settles it, with a reason; what was
    settled is not listed again, unless somebody marks it once more.

    Example: `kit marks differ assignments --criterion event --text`
    """
    from kit.grading.texts import rated_text
    from kit.ratings.store import differences

    with opened(ratings, course_root, create=False) as store:
        found = differences(store.ratings(item=item, learner=learner), store.settled())
        counting = {r.id for r in store.ratings(primary=True)}
    found = [one for one in found if criterion in (None, one.criterion)]
    for one in found:
        levels = ", ".join(f"{r.rater} {r.level}{'*' if r.id in counting else ''}" for r in one.ratings)
        say(f"{one.learner}  {one.item}  {one.criterion}: {levels}")
        if text:
            words = rated_text(course_root, one.learner, one.item, one.ratings[-1].revision)
            say(indent(words or "(the text is not in this course root)", "    ") + "\n")
    say(f"{len(found)} differ." if found else "No two markers differ, or all of it is settled.")


def settle(
    course_root: Root,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="As kit marks differ names them.")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Such as equity.reflection.")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as event.")],
    rater: Annotated[str, typer.Option(help="Whose level shall count.")],
    reason: Annotated[str, typer.Option(help="Why; kept with the change.")],
    by: Annotated[str, typer.Option(help="Who decided.")],
    ratings: Place = None,
) -> None:
    """Let one marker's level count where markers differ. Every level is kept, and so is the reason.

    For a graded text, run `kit marks to-gradebook` afterwards.

    Example: `kit marks settle assignments lee equity.reflection event --rater "Ana Ruiz" --by "Ana Ruiz"
    --reason "The call is placed on a day"`
    """
    from kit.ratings.store import latest

    with opened(ratings, course_root, create=False) as store:
        theirs = [
            r
            for r in latest(store.ratings(item=item, learner=learner))
            if r.rater == rater and r.criterion == criterion
        ]
        if not theirs:
            raise NotFound(
                f"{rater} has no rating of {criterion} in {item} by {learner}; kit marks differ lists those "
                "that there are."
            )
        chosen = store.settle(theirs[0], reason, by)
    say(f"{learner}  {item}  {criterion}: {chosen.rater}'s {chosen.level} counts.")


def table(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="The table to write, a CSV.")],
    ratings: Place = None,
) -> None:
    """Write every marker's latest levels as a table, for `kit agree`. It names learners: for you alone.

    Example: `kit marks table assignments --out marks.csv`, then `kit agree marks.csv --by criterion`
    """
    from kit.measures.agreement.ratings_table import COLUMNS
    from kit.ratings.store import latest
    from kit.spreadsheet import write_csv

    with opened(ratings, course_root, create=False) as store:
        kept = latest(store.ratings())
    rows = ([f"{one.learner}/{one.item}", one.rater, one.criterion, one.level] for one in kept)
    write_csv(out, COLUMNS, rows, mode=0o600)
    say(f"{out}: {len(kept)} levels of {len({r.rater for r in kept})} markers.")
