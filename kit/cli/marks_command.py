"""``kit marks``: people's marks, blind on a sheet, and to and from nbgrader's gradebook."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kit.cli import marks_comments, marks_moderation
from kit.cli.places import Gradebook, Place, Root, name_of, opened, share_of
from kit.model import NotFound
from kit.terminal import many, say

command = typer.Typer(
    no_args_is_help=True,
    help="Marks given by people: mark the two stories blind, and move marks to and from the gradebook.\n\n"
    'Example: `kit marks sheet assignments --out vignettes.csv --rater "Ana Ruiz"`',
)

_Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as equity.")]


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
    reason: Annotated[
        str | None, typer.Option(help="Why you changed levels that were already read in.")
    ] = None,
    ratings: Place = None,
) -> None:
    """Read a marked sheet into the ratings: all of it, or nothing if anything in it is wrong.

    Rows with only some of their levels are listed and skipped; run the command again when they are filled.
    Without `--ratings`, the command looks for `ratings.db` next to the sheet, in this folder and in
    `assignments/`.

    Example: `kit marks take vignettes.csv --ratings assignments/ratings.db`
    """
    from kit.ratings import take_sheet

    if not marked.is_file():
        raise NotFound(f"there is no sheet {marked}; check the name.")
    with opened(ratings, _near(marked) if ratings is None else marked.parent, create=False) as store:
        taken = take_sheet(store, marked, reason=reason)
    _warn((*taken.faults, *taken.half))
    if taken.faults:
        say(
            f"kit: nothing was read in from {marked}; fix what is listed and run the command again.", err=True
        )
        raise typer.Exit(2)
    say(
        f"{marked}: {many(taken.texts, 'text')} read in, {taken.unchanged} unchanged, {len(taken.half)} half "
        f"filled, {taken.empty} empty."
    )


@command.command("to-gradebook")
def to_gradebook(
    course_root: Root,
    assignment: _Assignment,
    ratings: Place = None,
    gradebook: Gradebook = None,
) -> None:
    """Write the ratings that count into nbgrader's gradebook.

    A mark that somebody has changed in the gradebook since then is left unchanged and listed. So is a learner
    whose rating is of an earlier text. If a level was undone, the gradebook gets back its earlier mark; these
    are counted separately.

    Example: `kit marks to-gradebook assignments equity`
    """
    from kit.grading.gradebook import to_gradebook as write

    with opened(ratings, course_root, create=False) as store:
        moved = write(store, course_root, assignment, gradebook_url=gradebook)
    _warn(moved.left)
    say(f"{assignment}: marks written to the gradebook: {moved.written}; there already: {moved.unchanged}.")
    _say_put_back(moved.put_back)


@command.command("from-gradebook")
def from_gradebook(
    course_root: Root,
    assignment: _Assignment,
    rater: Annotated[
        str | None, typer.Option(help="Who marked there. The levels are kept under this name.")
    ] = None,
    counts: Annotated[
        bool,
        typer.Option("--counts", help="If a level differs from the one that counts, let it count instead."),
    ] = False,
    ratings: Place = None,
    gradebook: Gradebook = None,
) -> None:
    """Keep marks given in nbgrader's marking page as ratings by the person who marked there.

    With `--rater`, every level is kept under that name, also where it is equal to one that was there before.
    A person's earlier level stays theirs if the kit has written another one there and nobody changed that.

    The first mark of a text counts. A second round is kept as well, but counts only with `--counts`. People
    who mark there see the earlier marks, so the two rounds are not independent.

    Example: `kit marks from-gradebook assignments equity --rater "Ana Ruiz"`
    """
    from kit.grading.gradebook import from_gradebook as read
    from kit.ratings import arguments

    with opened(ratings, course_root, create=True) as store:
        name = None if rater is None else name_of(rater, "--rater")
        moved = read(store, course_root, assignment, rater=name, counts=counts, gradebook_url=gradebook)
    _warn(moved.left)
    whose = f"{rater}'s" if rater else "ratings"
    was = "was" if moved.unchanged == 1 else "were"
    say(
        f"{assignment}: {many(moved.written, 'level')} kept as {whose}; {moved.unchanged} {was} here already."
    )
    _say_put_back(moved.put_back)
    if moved.differing:
        place = arguments(course_root, assignment, ratings)
        differ = (
            "1 of them differs from the one that counts, which still counts"
            if moved.differing == 1
            else f"{moved.differing} of them differ from the ones that count, which still count"
        )
        say(
            f"kit: {differ}. To let the gradebook's levels count, add --counts. To write the ones that count "
            f"back: kit marks to-gradebook {place}",
            err=True,
        )


for _function in (
    marks_moderation.differ,
    marks_moderation.settle,
    marks_moderation.table,
    marks_comments.comments,
):
    command.command()(_function)


def _say_put_back(count: int) -> None:
    if count:
        say(f"Undone levels taken out of the gradebook: {count}. The earlier marks are back there.")


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
