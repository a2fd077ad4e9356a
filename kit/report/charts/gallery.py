"""One page with every chart, from made-up data: as it is, small, in a phone's column, and without color."""

from __future__ import annotations

from html import escape
from pathlib import Path

from kit.files import replace
from kit.model import Content
from kit.report.charts.change import change_drawn, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.drawn import Drawn, web_page, wide_table
from kit.report.charts.made_up import NOTE, made_up_cohort, made_up_growth
from kit.report.charts.missing import missing_drawn
from kit.report.charts.self_ratings import cohort_drawn, growth_drawn
from kit.report.charts.vignettes import vignettes_drawn

_STYLE = """body { max-width: 1080px }
h1, h2, h3 { font-weight: normal }
h2 { margin-top: 72px; border-top: 1px solid #d8d3c8; padding-top: 16px }
h3 { font-size: 16px; color: #5c574e }
.made { border-left: 4px solid #0b6e69; padding-left: 12px }
.sizes { display: flex; flex-wrap: wrap; gap: 32px; align-items: flex-start }
.sizes > div { min-width: 0; max-width: 100% }
.wide img { display: block; width: 600px; max-width: none; height: auto } .phone { width: 390px }
.grey img { filter: grayscale(1) }
@media print { .sizes > div + div, h3, h2 + .made, details { display: none } h1 + .made { margin: 0 }
  h2 { break-before: page; margin: 0 0 8px; border: 0 } body { margin: 0 }
  .wide img { width: auto; max-width: 100% } }
"""


def made_up_charts(content: Content) -> list[Drawn]:
    """Every chart there is, drawn from made-up data and labelled so."""
    cohort = made_up_cohort(content)
    return [
        growth_drawn(made_up_growth(content), learner="a made-up learner"),
        cohort_drawn(cohort, note=NOTE),
        cohort_drawn(cohort, kind="item", note=NOTE),
        change_drawn(cohort, note=NOTE),
        change_drawn(cohort, kind="item", note=NOTE),
        shift_drawn(cohort, note=NOTE),
        missing_drawn(cohort, note=NOTE),
        criteria_drawn(cohort, note=NOTE),
        vignettes_drawn(cohort, note=NOTE),
    ]


def write_gallery(out: Path, content: Content) -> Path:
    """Write ``gallery.html`` with its pictures into a folder, made if missing, and give its path."""
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
<p class="made"><strong>{escape(NOTE)}</strong> The page shows what each chart looks like: at 600 pixels,
without color, and in a phone's column, where it scrolls rather than shrinks.</p>
{sections}"""
    return web_page("Charts of the course, from made-up data", body, _STYLE)


def _section(drawn: Drawn) -> str:
    return f"""<h2>{escape(drawn.title)}</h2>
<p class="made">{escape(NOTE)}</p>
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
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(f"{drawn.title}, {how}")}">'
        f'<img src="{drawn.name}.svg" alt="{escape(alt)}"></div>'
    )
