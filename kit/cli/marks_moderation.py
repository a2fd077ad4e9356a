"""``kit marks differ``, ``settle`` and ``table``: marks of several markers, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kit.cli.course_root import Place, Root, opened


def differ(course_root: Root, ratings: Place = None) -> None:
    """List where markers gave one criterion different levels, the furthest apart first.

    The level that counts has a star. It stays as it is until somebody settles it, with a reason.

    Example: `kit marks differ assignments`
    """
    from kit.ratings.differing import differences

    with opened(ratings, course_root, create=False) as store:
        found = differences(store.ratings())
        counting = {r.id for r in store.ratings(primary=True)}
    for one in found:
        levels = ", ".join(f"{r.rater} {r.level}{'*' if r.id in counting else ''}" for r in one.ratings)
        typer.echo(f"{one.learner}  {one.item}  {one.criterion}: {levels}")
    typer.echo(f"{len(found)} differ." if found else "No two markers differ.")


def settle(
    course_root: Root,
    learner: Annotated[str, typer.Argument(metavar="LEARNER", help="As kit marks differ names them.")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Such as equity.reflection.")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as event.")],
    rater: Annotated[str, typer.Option("--rater", help="Whose level shall count.")],
    reason: Annotated[str, typer.Option("--reason", help="Why; kept with the change.")],
    by: Annotated[str, typer.Option("--by", help="Who decided.")],
    ratings: Place = None,
) -> None:
    """Let one marker's level count where markers differ. Every level is kept, and so is the reason.

    For a graded text, run `kit marks to-gradebook` afterwards.

    Example: `kit marks settle assignments lee equity.reflection event --rater "Ana Ruiz" --by "Ana Ruiz"
    --reason "The call is told with its day"`
    """
    from kit.model import NotFound
    from kit.ratings.differing import latest

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
        chosen = store.make_primary(theirs[0], reason, by)
    typer.echo(f"{learner}  {item}  {criterion}: {chosen.rater}'s {chosen.level} counts.")


def table(
    course_root: Root,
    out: Annotated[Path, typer.Option("--out", help="The table to write, a CSV.")],
    ratings: Place = None,
) -> None:
    """Write every marker's latest levels as a table, for `kit agree`. It names learners: for you alone.

    Example: `kit marks table assignments --out marks.csv`, then `kit agree marks.csv --by criterion`
    """
    import csv
    import io

    from kit.journal.disk import replace
    from kit.measures.agreement.ratings_table import COLUMNS
    from kit.ratings.differing import latest
    from kit.spreadsheet import cell

    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(COLUMNS)
    with opened(ratings, course_root, create=False) as store:
        kept = latest(store.ratings())
    for one in kept:
        level = "" if one.level is None else one.level
        rows.writerow([cell(f"{one.learner}/{one.item}"), cell(one.rater), one.criterion, level])
    replace(out, text.getvalue().encode("utf-8"))
    typer.echo(f"{out}: {len(kept)} levels of {len({r.rater for r in kept})} markers.")
