"""``kit growth``: read journals, and draw each learner's self-ratings with a table."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kit.model import Content, NotFound
from kit.terminal import say


class Person(NamedTuple):
    """One learner's self-ratings, and whether they may go into the common table."""

    course: str
    id: str
    rows: list[dict[str, Any]]
    counts: bool


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Journals, workspace folders, hand-in zips, nbgrader's course root, or a growth.csv.",
        ),
    ],
    out: Annotated[
        Path, typer.Option(help="Folder for the picture, the table and the description; made if missing.")
    ],
) -> None:
    """Draw how self-ratings change over the course: picture (SVG, PNG), table (CSV, HTML), and alt text.

    Several journals of one learner are combined. With several learners, each gets a folder, and one
    `growth.csv` holds everybody who agreed. These files name people and are for you alone. For the numbers of
    a class, use `kit class report`. Bias is not rated and has no line. A missing rating is a gap, not a zero.

    You can give a table (`growth.csv`) in place of journals. It doesn't record consent, so include only
    people who agreed.

    Example: `kit growth ~/partnership-course --out growth`
    """
    from kit.content import compiled
    from kit.report.charts.learner_files import write_growth

    content = compiled()
    people = [*_gathered([p for p in paths if not _is_table(p)]), *_tables(paths, content)]
    agreed = {_name(p, people) for p in people if p.counts}
    each = [(_name(p, people), p.rows) for p in people]
    for written in write_growth(each, out, content, counts=agreed.__contains__):
        say(f"{written.picture}: {written.sentence}")
    say(f"{out / 'growth.csv'}: the same numbers as a table; growth.html and growth_alt.txt say it in words.")


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _gathered(paths: list[Path]) -> list[Person]:
    from kit.cohort import gather
    from kit.measures import long_table

    if not paths:
        return []
    found = gather(paths)
    for said in (*found.problems, *found.notes):
        say(f"kit: {said}", err=True)
    return [
        Person(one.course, one.id, long_table(one.responses, one.id), one.consent is True)
        for one in found.learners
    ]


def _tables(paths: Iterable[Path], content: Content) -> list[Person]:
    from kit.measures.long_table import read_long_table

    people: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for path in filter(_is_table, paths):
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            raise NotFound(f"there is no table at {path}; check the name.") from None
        for row in read_long_table(data, str(path), content):
            people.setdefault((str(row.get("course") or ""), row["learner"]), []).append(row)
    return [Person(course, learner, rows, True) for (course, learner), rows in people.items()]


def _name(person: Person, people: list[Person]) -> str:
    """Return the learner's id, with the course in front of it if there are several courses."""
    several = len({one.course for one in people}) > 1
    return f"{person.course}/{person.id}" if several and person.course else person.id
