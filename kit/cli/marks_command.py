"""``kit marks``: people's marks, blind on a sheet, and what markers differ on."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kit.cli import marks_moderation
from kit.cli.places import Place, Root, name_of, opened, share_of
from kit.model import NotFound
from kit.terminal import many, say

command = typer.Typer(
    no_args_is_help=True,
    help="Marks given by people: mark the two stories blind, and settle where markers differ.\n\n"
    'Example: `kit marks sheet assignments --out vignettes.csv --rater "Ana Ruiz"`',
)


@command.command()
def sheet(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="The sheet to write, a CSV.")],
    rater: Annotated[str, typer.Option(help="Who will mark it.")],
    double: Annotated[
        str | None,
        typer.Option(help="Second marking: only this share of the texts that others mark, such as 10%."),
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same order and draw.")] = 1,
    ratings: Place = None,
) -> None:
    """Write a sheet of answers to the two stories (vignettes) that hides who wrote them, and when.

    Each text has a code, and only `ratings.db` knows whose it is. Fill the five columns with 0, 1, 2 or 3,
    save as CSV (UTF-8), then run `kit marks take`.

    The stories carry no points and serve only to look at the class as a whole. So **only texts of learners
    who said yes to** `consent.use` are on the sheet; the others are not marked.

    Examples: `kit marks sheet assignments --out vignettes.csv --rater "Ana Ruiz"` · for a second marker
    `kit marks sheet assignments --out second.csv --rater "Ben Okafor" --double 10%`
    """
    from kit.grading.texts import vignette_texts
    from kit.ratings import write_sheet

    share = None if double is None else share_of(double, "--double")
    texts, left_out = vignette_texts(course_root)
    _warn(left_out)
    with opened(ratings, course_root, create=True) as store:
        written = write_sheet(store, texts, out, name_of(rater, "--rater"), double=share, seed=seed)
        name = store.database.name
    more = (
        f"; left out because they are already marked: {written.already_marked}"
        if written.already_marked
        else ""
    )
    say(f"{written.path}: {many(written.texts, 'text')} for {rater}{more}. The key stays in {name}.")


@command.command()
def take(
    marked: Annotated[Path, typer.Argument(metavar="SHEET", help="The filled sheet.")],
    ratings: Place = None,
) -> None:
    """Read a marked sheet into the ratings: all of it, or nothing if anything in it is wrong.

    Rows with only some of their levels are listed and skipped; run the command again when they are filled.
    A level that you changed since replaces the one that was read in.
    Without `--ratings`, the command looks for `ratings.db` next to the sheet, in this folder and in
    `assignments/`.

    Example: `kit marks take vignettes.csv --ratings assignments/ratings.db`
    """
    from kit.ratings import take_sheet

    if not marked.is_file():
        raise NotFound(f"there is no sheet {marked}; check the name.")
    with opened(ratings, _near(marked) if ratings is None else marked.parent, create=False) as store:
        taken = take_sheet(store, marked)
    _warn((*taken.faults, *taken.half))
    if taken.faults:
        say(
            f"kit: nothing was read in from {marked}; fix what is listed and run the command again.", err=True
        )
        raise typer.Exit(2)
    say(
        f"{marked}: {many(taken.texts, 'text')} read in, {taken.unchanged} unchanged, {len(taken.half)} half "
        f"filled, {taken.empty} empty. Levels that replace an earlier one: {taken.changed}."
    )


for _function in (marks_moderation.differ, marks_moderation.settle, marks_moderation.table):
    command.command()(_function)


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(f"kit: {sentence}", err=True)


def _near(marked: Path) -> Path:
    for folder in (marked.parent, Path.cwd(), Path.cwd() / "assignments"):
        if (folder / "ratings.db").is_file():
            return folder
    raise NotFound(
        f"there is no ratings.db next to {marked.name} or in this folder; name the one that the sheet was "
        "made from with --ratings."
    )
