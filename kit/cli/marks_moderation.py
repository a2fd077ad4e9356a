"""``kit marks differ``, ``settle``, and ``table``: compare several markers' marks and settle differences."""

from collections.abc import Set
from contextlib import closing
from pathlib import Path
from typing import Annotated

import typer

from kit.cli.mark_command import Browser, Language, Port, open_desk
from kit.cli.places import Gradebook as Address
from kit.cli.places import Place, Root, name_of, opened
from kit.model import NotFound, PlainError
from kit.terminal import say


def differ(
    course_root: Root,
    item: Annotated[str | None, typer.Option(help="Only this item, such as vignette.a.")] = None,
    criterion: Annotated[str | None, typer.Option(help="Only one, such as event.")] = None,
    learner: Annotated[str | None, typer.Option(help="Only this learner.")] = None,
    at_least: Annotated[
        int, typer.Option("--at-least", min=1, max=3, help="Only levels that are at least this far apart.")
    ] = 1,
    at_desk: Annotated[
        bool, typer.Option("--open", help="Open the marking desk with them, and settle each with one key.")
    ] = False,
    rater: Annotated[
        str, typer.Option(help="With --open: the name of the person who decides.")
    ] = "instructor",
    ratings: Place = None,
    gradebook: Address = None,
    language: Language = None,
    browser: Browser = True,
    port: Port = None,
) -> None:
    """List where markers gave different levels on the same criterion, the furthest apart first.

    A star marks the level that counts. It keeps counting until somebody settles the difference and gives a
    reason. A settled difference is not listed again unless somebody marks that criterion again. With
    `--open`, the desk shows each one with its text, both levels, and both reasons. Press a level's key to
    settle it.

    Examples: `kit marks differ assignments --at-least 2 --open --rater "Ana Ruiz"` · `kit marks differ
    assignments --criterion event`
    """
    from kit.grading.counting import marks_that_count
    from kit.ratings.store import differences

    with opened(ratings, course_root, create=False) as store:
        kept = store.ratings(item=item, learner=learner)
        found = differences(kept, store.settled(), at_least=at_least)
    marks = marks_that_count(course_root, ratings).marks
    counting = {(one["learner"], one["item"], one["criterion"]): one["level"] for one in marks}
    found = [one for one in found if criterion in (None, one.criterion)]
    for one in found if not at_desk else ():
        mark = counting.get(one[:3])
        levels = ", ".join(f"{r.rater} {r.level}{'*' if r.level == mark else ''}" for r in one.ratings)
        say(f"{one.learner}  {one.item}  {one.criterion}: {levels}")
    so_far = "" if at_least == 1 else f" by {at_least} levels or more"
    if not found:
        say(f"No two markers differ{so_far}, or everything is settled.")
        return
    say(f"{len(found)} differ{so_far}.")
    if at_desk:
        from kit.desk import Differing, Sitting

        differing = Differing(at_least, criterion, learner, first=True)
        sitting = Sitting(
            course_root,
            _to_open({one.item for one in found}),
            rater=name_of(rater, "--rater"),
            gradebook_url=gradebook,
            language=language,
            differing=differing,
        )
        open_desk(sitting, ratings, browser=browser, port=port)


def _to_open(items: Set[str]) -> str:
    """Return the course's first assignment with differences, and print the others.

    Raises `KitError` if only the two stories have differences.
    """
    from kit.content import compiled

    marked = [one for one in compiled().assignments if one.graded in items]
    if not marked:
        raise PlainError(
            "markers differ only on the two stories, which the desk can't show; list them without --open, "
            "and settle them with: kit marks settle"
        )
    for one in marked[1:]:
        say(f"{one.title} waits too; add --item {one.graded} for it.")
    return marked[0].id


def settle(
    course_root: Root,
    learner: Annotated[
        str, typer.Argument(metavar="LEARNER", help="The learner, as kit marks differ lists them.")
    ],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="Such as equity.reflection.")],
    criterion: Annotated[str, typer.Argument(metavar="CRITERION", help="Such as event.")],
    rater: Annotated[str, typer.Option(help="The marker whose level should count.")],
    reason: Annotated[str, typer.Option(help="The reason; it is kept with the change.")],
    by: Annotated[str, typer.Option(help="Who decided.")],
    ratings: Place = None,
) -> None:
    """Choose which marker's level counts where markers differ. Every level is kept, and so is the reason.

    The level of a graded text is written into the gradebook. To settle many, open the desk with them: `kit
    marks differ --open`.

    Example: `kit marks settle assignments lee equity.reflection event --rater "Ana Ruiz" --by "Ana Ruiz"
    --reason "The call is placed on a day"`
    """
    from kit.content import compiled
    from kit.grading.gradebook import Gradebook as Marks
    from kit.grading.gradebook import settle as settle_mark
    from kit.ratings.tables import latest

    by = name_of(by, "--by")
    assignment = next((one.id for one in compiled().assignments if one.graded == item), None)
    with opened(ratings, course_root, create=False) as store:
        theirs = [one for one in latest(store.ratings(item, learner, rater)) if one.criterion == criterion]
        chosen = next((one for one in theirs if one.level is not None), None)
        if chosen is None:
            raise NotFound(
                f"{rater} has no rating of {criterion} in {item} by {learner}; kit marks differ lists the "
                "ratings that exist."
            )
        if assignment and (course_root / "gradebook.db").is_file():
            with closing(Marks(course_root, assignment)) as gradebook:
                settle_mark(gradebook, store, chosen, reason, by)
        else:
            store.settle(chosen, reason, by)
    say(f"{learner}  {item}  {criterion}: {rater}'s {chosen.level} counts.")


def table(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="The table to write, a CSV.")],
    ratings: Place = None,
) -> None:
    """Write every marker's latest levels as a table for `kit agree`. It names learners: keep it to yourself.

    Example: `kit marks table assignments --out marks.csv`, then `kit agree marks.csv --by criterion`
    """
    from kit.grading.markable import markable, of_markable
    from kit.ratings.tables import latest
    from kit.spreadsheet import write_csv

    with opened(ratings, course_root, create=False) as store:
        kept = of_markable(markable(course_root), latest(store.ratings()))
    rows = ([f"{one.learner}/{one.item}", one.rater, one.criterion, one.level] for one in kept)
    write_csv(out, ("response_id", "rater", "criterion", "level"), rows, mode=0o600)
    say(f"{out}: {len(kept)} levels; markers: {len({r.rater for r in kept})}.")
