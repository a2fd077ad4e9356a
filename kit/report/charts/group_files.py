"""Files of a group's numbers: one tidy table, JSON, and the pictures with their tables and words."""

from __future__ import annotations

import csv
import json
from html import escape
from pathlib import Path

from kit.measures.cohort_tables import COHORT_COLUMNS, cohort_json, cohort_table
from kit.measures.results import Cohort, Withheld
from kit.report.charts.change import change_drawn, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.drawn import Drawn
from kit.report.charts.missing import missing_drawn
from kit.report.charts.numbers import lines
from kit.report.charts.self_ratings import cohort_drawn
from kit.report.charts.vignettes import vignettes_drawn
from kit.report.charts.web_page import web_page, wide_table


def write_group(cohort: Cohort, out: Path, *, note: str = "") -> list[str]:
    """Write the group's files; what there is to say about them, a line each.

    Parameters
    ----------
    cohort
        The group's numbers.
    out
        A folder that is there.
    note
        Stands over the page and in each picture, such as "Made-up learners."
    """
    drawn = [] if isinstance(cohort.learners, Withheld) else _drawn(cohort, note)
    for one in drawn:
        one.write(out)
    with (out / "cohort.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COHORT_COLUMNS)
        table.writeheader()
        table.writerows(cohort_table(cohort))
    text = json.dumps(cohort_json(cohort), ensure_ascii=False, indent=1, allow_nan=False)
    (out / "cohort.json").write_text(text + "\n", encoding="utf-8")
    (out / "cohort.html").write_text(_page(cohort, drawn, note), encoding="utf-8")
    said = [f"Group: {sentence}" for sentence in cohort.sentences]
    where = f"{out / 'cohort.html'}, cohort.csv and cohort.json: the group's numbers, none about fewer than"
    return [*said, f"{where} {cohort.least} people; they name nobody and may be shown."]


def _drawn(cohort: Cohort, note: str) -> list[Drawn]:
    made = [cohort_drawn(cohort, note=note), missing_drawn(cohort, note=note)]
    if cohort.changes:
        made.append(change_drawn(cohort, note=note))
    if cohort.shifts:
        made.append(shift_drawn(cohort, note=note))
    if any(not isinstance(one.difference, Withheld) for one in cohort.vignettes):
        made.append(vignettes_drawn(cohort, note=note))
    if any(not isinstance(cell.estimate, Withheld) for cell in cohort.criteria.cells):
        made.append(criteria_drawn(cohort, note=note))
    return made


def _figure(one: Drawn) -> str:
    return (
        f"<h2>{escape(one.title)}</h2>\n"
        f'<figure><img src="{escape(one.name)}.svg" alt="{escape(one.alt)}">\n'
        f"<details><summary>The same numbers as a table</summary>\n{wide_table(one)}\n</details></figure>"
    )


def _page(cohort: Cohort, drawn: list[Drawn], note: str) -> str:
    said = "\n".join(f"<p>{escape(sentence)}</p>" for sentence in lines(note, *cohort.sentences))
    figures = "\n".join(map(_figure, drawn))
    more = [one.sentence for one in cohort.mixed]
    others = "".join(f"<li>{escape(sentence)}</li>" for sentence in dict.fromkeys(more))
    limits = "".join(f"<li>{escape(line)}</li>" for line in cohort.cannot_show)
    body = f"""<h1>Self-ratings of a group</h1>
{said}
{figures}
<h2>How far this can be trusted</h2>
<p>{escape(cohort.comparisons)}</p>
<p>{escape(cohort.missing.sentence)}</p>
<ul>{others}</ul>
<h2>What this cannot show</h2>
<ul>{limits}</ul>"""
    return web_page("Self-ratings of a group", body, "figure { margin: 16px 0; overflow-x: auto }\n")
