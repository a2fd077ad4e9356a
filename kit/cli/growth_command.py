"""``kit growth``: journals in, each learner's picture with its table out."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from kit.model import Content, NotFound
from kit.terminal import say


class Person(NamedTuple):
    """One learner's self-ratings, and whether they may stand in the common table."""

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
    out: Annotated[Path, typer.Option(help="Folder for picture, table and words; made if missing.")],
) -> None:
    """Draw self-ratings over the course's occasions: picture (SVG, PNG), table (CSV, HTML) and alt text.

    Several journals of one learner are read together; several learners get a folder each, and one
    `growth.csv` for all who agreed: these name people and are for you alone. The numbers of a class are in
    `kit class report`. There is no line for bias, and a gap is a gap, never a zero.

    A table (`growth.csv`) may be given in place of journals. It holds no answer about consent: put only
    people into it who agreed.

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
    """The learner's id, with the course before it where there are several."""
    several = len({one.course for one in people}) > 1
    return f"{person.course}/{person.id}" if several and person.course else person.id
