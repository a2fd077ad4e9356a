"""``kit marks``: people's marks, blind on a sheet, and to and from nbgrader's gradebook."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from kit.cli import marks_comments, marks_moderation
from kit.cli.places import Gradebook, Place, Root, name_of, opened, share_of
from kit.model import NotFound
from kit.terminal import say

command = typer.Typer(
    no_args_is_help=True,
    help="Marks that people give: the two stories blind on a sheet, and marks to and from the gradebook.\n\n"
    'Example: `kit marks sheet assignments --out vignettes.csv --rater "Ana Ruiz"`',
)

_Assignment = Annotated[str, typer.Argument(metavar="ASSIGNMENT", help="Such as equity.")]


@command.command()
def sheet(
    course_root: Root,
    out: Annotated[Path, typer.Option(help="The sheet to write, a CSV.")],
    rater: Annotated[str, typer.Option(help="Who will mark it.")],
    double: Annotated[
        str | None, typer.Option(help="Second marking: only this share of what others mark, such as 10%.")
    ] = None,
    seed: Annotated[int, typer.Option(help="The same seed gives the same order and draw.")] = 1,
    ratings: Place = None,
) -> None:
    """Write a sheet of answers to the two stories (vignettes), to be marked without knowing whose, or when.

    Each text stands under a code; what it stands for is only in `ratings.db`. Fill the five columns with
    0, 1, 2 or 3, save as CSV (UTF-8), then `kit marks take`.

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
    more = f"; {written.already_marked} marked before are left out" if written.already_marked else ""
    say(f"{written.path}: {written.texts} texts for {rater}{more}. The key stays in {name}.")


@command.command()
def take(
    marked: Annotated[Path, typer.Argument(metavar="SHEET", help="The sheet, filled.")],
    reason: Annotated[str | None, typer.Option(help="Why levels changed that were taken before.")] = None,
    ratings: Place = None,
) -> None:
    """Read a marked sheet back into the ratings: all of it, or nothing while anything in it is wrong.

    Rows with some of their levels are listed and left; take the sheet again when they are filled. Without
    `--ratings`, `ratings.db` is looked for beside the sheet, in this folder and in `assignments/`.

    Example: `kit marks take vignettes.csv --ratings assignments/ratings.db`
    """
    from kit.ratings import take_sheet

    if not marked.is_file():
        raise NotFound(f"there is no sheet {marked}; check the name.")
    with opened(ratings, _near(marked) if ratings is None else marked.parent, create=False) as store:
        taken = take_sheet(store, marked, reason=reason)
    _warn((*taken.faults, *taken.half))
    if taken.faults:
        say(f"kit: nothing was taken from {marked}; mend what is listed and take it again.", err=True)
        raise typer.Exit(2)
    say(
        f"{marked}: {taken.texts} texts taken, {taken.unchanged} as before, {len(taken.half)} half filled, "
        f"{taken.empty} empty."
    )


@command.command("to-gradebook")
def to_gradebook(
    course_root: Root,
    assignment: _Assignment,
    ratings: Place = None,
    gradebook: Gradebook = None,
) -> None:
    """Write the ratings that count into nbgrader's gradebook.

    A mark that was changed in the gradebook since is left as it is, and named; so is a learner whose
    rating is of an earlier text. Where a level was undone, the gradebook gets back what stood there before.
    These are counted apart.

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
        str | None, typer.Option(help="Who marked there; every level is kept as theirs.")
    ] = None,
    counts: Annotated[
        bool,
        typer.Option("--counts", help="Let levels that differ from the ones that count take their place."),
    ] = False,
    ratings: Place = None,
    gradebook: Gradebook = None,
) -> None:
    """Keep marks that were given in nbgrader's marking page as ratings of whoever marked there.

    The first mark of a text counts. A second round is kept beside it, and changes what counts only with
    `--counts`. Whoever marks there sees the earlier marks, so the two are not independent.

    Example: `kit marks from-gradebook assignments equity --rater "Ana Ruiz"`
    """
    from kit.grading.gradebook import from_gradebook as read

    with opened(ratings, course_root, create=True) as store:
        name = None if rater is None else name_of(rater, "--rater")
        moved = read(store, course_root, assignment, rater=name, counts=counts, gradebook_url=gradebook)
    _warn(moved.left)
    whose = f"{rater}'s" if rater else "ratings"
    say(f"{assignment}: {moved.written} levels kept as {whose}; {moved.unchanged} were here already.")
    _say_put_back(moved.put_back)
    if moved.differing:
        say(
            f"kit: {moved.differing} of them differ from the ones that count, which stay. --counts lets "
            "these count; the others are put back with: "
            f"kit marks to-gradebook {course_root} {assignment}",
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
        say(f"Undone levels taken out of the gradebook: {count}. What stood there before stands again.")


def _warn(sentences: Iterable[str]) -> None:
    for sentence in sentences:
        say(f"kit: {sentence}", err=True)


def _near(marked: Path) -> Path:
    for folder in (marked.parent, Path.cwd(), Path.cwd() / "assignments"):
        if (folder / "ratings.db").is_file():
            return folder
    raise NotFound(
        f"no ratings.db lies beside {marked.name} or in this folder; name the one the sheet was made from "
        "with --ratings."
    )
