"""``kit growth``: journals in, pictures with their tables out; of ten people the group's numbers too."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from kit.measures.results import Cohort
    from kit.model import Content, Response


class Person(NamedTuple):
    """One learner's answers, and whether they may be counted."""

    course: str
    id: str
    responses: tuple[Response, ...]
    counts: bool


def command(
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH",
            help="Journals, workspace folders, hand-in zips, nbgrader's course root, or a growth.csv.",
        ),
    ],
    out: Annotated[Path, typer.Option("--out", help="Folder for picture, table and words; made if missing.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same verdicts.")] = 1,
) -> None:
    """Draw self-ratings over the course's occasions: picture (SVG, PNG), table (CSV, HTML) and alt text.

    Several journals of one learner are read together; several learners get a folder each, and one
    `growth.csv` for all who agreed: these name people and are for you alone. Of ten or more who agreed,
    `cohort.csv`, `cohort.json` and the group's pictures hold means, changes and their intervals, and no
    number about fewer than ten. There is no line for bias, and a gap is a gap, never a zero.

    A table (`growth.csv`) may be given in place of journals. It holds no answer about consent: put only
    people into it who agreed.

    Example: `kit growth ~/partnership-course --out growth`
    """
    from kit.content import compiled
    from kit.report.charts.learner_files import write_growth

    content = compiled()
    people = [*_gathered([p for p in paths if not _is_table(p)]), *_tables(paths, content)]
    group = _group(people, paths, content, seed) if len(people) > 1 else None
    agreed = {_name(p, people) for p in people if p.counts}
    each = [(_name(p, people), p.responses) for p in people]
    for written in write_growth(each, out, content, counts=agreed.__contains__):
        typer.echo(f"{written.picture}: {written.sentence}")
    typer.echo(
        f"{out / 'growth.csv'}: the same numbers as a table; growth.html and growth_alt.txt say it in words."
    )
    if group is not None:
        from kit.report.charts.group_files import write_group
        from kit.report.class_record import MADE_UP_NAMES
        from kit.report.cohort_report import MADE_UP

        made_up = all(one.id.startswith(MADE_UP_NAMES) for one in people)
        for line in write_group(group, out, note=f"{MADE_UP}." if made_up else ""):
            typer.echo(line)


def _needs_scipy() -> None:
    if importlib.util.find_spec("scipy") is None:
        from kit.model import MissingExtra

        raise MissingExtra("a group's numbers need scipy", "instructor")


def _is_table(path: Path) -> bool:
    return path.suffix.lower() == ".csv"


def _gathered(paths: list[Path]) -> list[Person]:
    from kit.cohort import gather

    if not paths:
        return []
    found = gather(paths)
    for said in (*found.problems, *found.notes):
        typer.echo(f"kit: {said}", err=True)
    return [Person(one.course, one.id, one.responses, one.consent is True) for one in found.learners]


def _tables(paths: Iterable[Path], content: Content) -> list[Person]:
    from kit.measures.csv_table import as_responses, read_csv
    from kit.model import KitError, NotFound

    people: dict[tuple[str, str], list[dict[str, object]]] = {}
    for path in filter(_is_table, paths):
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise NotFound(f"there is no table at {path}; check the name.") from None
        except UnicodeDecodeError:
            raise KitError(f"{path} is not written in UTF-8; save it as CSV UTF-8.") from None
        for row in read_csv(text, str(path), content):
            people.setdefault((str(row.get("course") or ""), row["learner"]), []).append(row)
    return [Person(course, learner, as_responses(rows), True) for (course, learner), rows in people.items()]


def _name(person: Person, people: list[Person]) -> str:
    """The learner's id, with the course before it where there are several."""
    several = len({one.course for one in people}) > 1
    return f"{person.course}/{person.id}" if several and person.course else person.id


def _group(people: list[Person], paths: list[Path], content: Content, seed: int) -> Cohort:
    """The numbers of those who agreed, and nobody else's."""
    _needs_scipy()
    from kit.measures import long_table
    from kit.measures.cohort import cohort

    consenting = [one for one in people if one.counts]
    rows = [{"course": one.course, **row} for one in consenting for row in long_table(one.responses, one.id)]
    marks = _marks(paths, consenting, content)
    return cohort(rows, content, marks, seed=seed)


def _marks(paths: list[Path], consenting: list[Person], content: Content) -> list[dict[str, object]]:
    """The marks that count of one course root that was named, where it has any."""
    from kit.measures.vignettes import with_occasions

    roots = [p for p in paths if (p / "ratings.db").is_file() or (p / "gradebook.db").is_file()]
    if len(roots) != 1 or len({one.course for one in consenting}) != 1:
        return []
    from kit.grading.counting import marks_that_count

    ids = {one.id: one.responses for one in consenting}
    marks = [mark for mark in marks_that_count(roots[0], content=content).marks if mark["learner"] in ids]
    course = consenting[0].course
    return [{"course": course, **mark} for mark in with_occasions(marks, ids)]
