"""A page with every chart: at full size, in a phone's column, and without color.

The answers are those of a made-up class of 25. The numbers are computed as for any class, so the page
withholds what a report on 25 people withholds.
"""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from random import Random
from typing import Any

from kit.files import replace
from kit.measures.results import Cohort
from kit.model import LEVELS, Content
from kit.report.charts.change import change_drawn, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.drawn import Drawn, charts_page, wide, wide_table
from kit.report.charts.missing import missing_drawn
from kit.report.charts.self_ratings import cohort_drawn, growth_drawn
from kit.report.charts.vignettes import vignettes_drawn

_NOTE = "Made-up data: nobody gave these answers."
_PEOPLE = 25
_STEPS = {"pre": 0.0, "post": 0.7, "then": -0.4, "follow_up": 0.6}


def made_up_charts(content: Content) -> list[Drawn]:
    """Draw every chart from made-up data and label it so."""
    cohort = made_up_cohort(content)
    return [
        growth_drawn(made_up_growth(content), learner="a made-up learner"),
        cohort_drawn(cohort, note=_NOTE),
        cohort_drawn(cohort, kind="item", note=_NOTE),
        change_drawn(cohort, note=_NOTE),
        change_drawn(cohort, kind="item", note=_NOTE),
        shift_drawn(cohort, note=_NOTE),
        missing_drawn(cohort, note=_NOTE),
        criteria_drawn(cohort, note=_NOTE),
        vignettes_drawn(cohort, note=_NOTE),
    ]


def write_gallery(out: Path, content: Content) -> Path:
    """Write ``gallery.html`` and its pictures into a folder, created if missing; return the page's path."""
    charts = made_up_charts(content)
    out.mkdir(parents=True, exist_ok=True)
    for drawn in charts:
        drawn.write(out)
    page = out / "gallery.html"
    replace(page, _page(charts).encode())
    return page


def _page(charts: list[Drawn]) -> str:
    sections = "\n".join(map(_section, charts))
    body = f"""<h1>Charts of the course</h1>
<p class="made"><strong>{escape(_NOTE)}</strong> The page shows what each chart looks like: at 600 pixels,
without color, and in a phone's column, where it scrolls rather than shrinks.</p>
{sections}"""
    return charts_page("Charts of the course, from made-up data", body, "gallery.css")


def _section(drawn: Drawn) -> str:
    return f"""<h2>{escape(drawn.title)}</h2>
<p class="made">{escape(_NOTE)}</p>
<div class="sizes">
<div><h3>600 pixels</h3>{_picture(drawn, "as it is")}</div>
<div class="phone"><h3>A phone's column</h3>{_picture(drawn, "in a phone's column", told=False)}</div>
<div class="grey"><h3>Without color</h3>{_picture(drawn, "without color", told=False)}</div>
</div>
<details><summary>In words</summary><p>{escape(drawn.alt)}</p></details>
<details><summary>The same numbers as a table</summary>
{wide_table(drawn)}</details>"""


def _picture(drawn: Drawn, how: str, *, told: bool = True) -> str:
    alt = drawn.alt if told else f"The same picture {how}."
    return wide(f"{drawn.title}, {how}", f'<img src="{drawn.name}.svg" alt="{escape(alt)}">')


def made_up_growth(content: Content) -> dict[str, Any]:
    """Make one learner's self-ratings, in the form that `kit.measures.self_ratings` returns."""
    from kit.measures import self_ratings

    return self_ratings(list(_ratings(content, Random(4), 0)), content)  # noqa: S311 - no secret


def made_up_cohort(content: Content) -> Cohort:
    """Compute the numbers of the made-up class; what is withheld for so few people is withheld."""
    from kit.measures.cohort import measure

    chance = Random(2)  # noqa: S311 - no secret
    rows = [row for n in range(_PEOPLE) for row in _ratings(content, chance, n)]
    marks = [mark for n in range(_PEOPLE) for mark in _marks(content, chance, n)]
    return measure(rows, content, marks).cohort


def _ratings(content: Content, chance: Random, person: int) -> Iterator[dict[str, Any]]:
    """Yield rows of the long table; every second person skips the follow-up."""
    for case, found in content.cases.items():
        for n, item in enumerate(one for one in found.items.items if one.kind == "rating"):
            for occasion, step in _STEPS.items():
                if occasion == "follow_up" and person % 2:
                    continue
                gap = chance.random() < 0.01
                likely = 1 + n * 7 % 5 / 4 + step * (0.4 + n % 3 / 2)
                value = None if gap else min(4, max(0, round(chance.gauss(likely, 0.8))))
                missing = "no_chance" if gap else None
                about = {"learner": f"made-up-{person}", "case": case, "occasion": occasion, "item": item.id}
                yield {**about, "value": value, "missing": missing, "at": "2026-01-01T00:00:00+00:00"}


def _marks(content: Content, chance: Random, person: int) -> Iterator[dict[str, Any]]:
    """Yield a level for every criterion of every task and both stories, whose order depends on the person."""
    learner = f"made-up-{person}"
    for found in content.cases.values():
        for task in found.items.assignments:
            for n, criterion in enumerate(content.rubric.criteria_of(task.rubric) if task.graded else ()):
                yield _mark(chance, learner, str(task.graded), criterion.id, 1.9 - n * 0.2)
    for story in ("a", "b"):
        second = (story == "b") == (person % 2 == 0)
        for n, criterion in enumerate(content.rubric.criteria):
            mark = _mark(chance, learner, f"vignette.{story}", criterion.id, 1.2 - n * 0.1 + second * 0.6)
            yield {**mark, "occasion": "post" if second else "pre"}


def _mark(chance: Random, learner: str, item: str, criterion: str, likely: float) -> dict[str, Any]:
    level = min(LEVELS[-1], max(LEVELS[0], round(chance.gauss(likely, 0.9))))
    return {"learner": learner, "item": item, "criterion": criterion, "level": level}
