"""Files of a growth picture: SVG, PNG, alt text, HTML table, and the long CSV of all learners."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from kit.charts.self_ratings import self_ratings_figure
from kit.growth import COLUMNS, alt_text, long_table, occasion_name, self_ratings
from kit.growth.words import gap_name
from kit.model import Content, NotFound, Response


class Written(NamedTuple):
    """One learner's picture, and the sentence that stands over it."""

    learner: str
    picture: Path
    sentence: str


def write_growth(
    learners: Iterable[tuple[str, Sequence[Response]]], out: Path, content: Content
) -> list[Written]:
    """Write every learner's files below ``out``; one learner's lie there, several have numbered folders.

    Parameters
    ----------
    learners
        Learner and saved revisions. A learner's name is printed, never made into a path.
    out
        A folder, made if missing.
    content
        The compiled course.
    """
    everyone = list(learners)
    if not any(long_table(responses, name) for name, responses in everyone):
        raise NotFound(
            "there are no self-ratings in what was named; rate the fifteen questions in 00_start_here first."
        )
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for n, (name, responses) in enumerate(everyone, 1):
        folder = out if len(everyone) == 1 else out / f"learner_{n:03d}"
        folder.mkdir(exist_ok=True)
        growth = self_ratings(responses, content)
        shown = "" if _NUMBER.fullmatch(name) else name
        _picture(growth, shown, folder)
        (folder / "growth_alt.txt").write_text(alt_text(growth) + "\n", encoding="utf-8")
        (folder / "growth.html").write_text(_page(growth, shown or "the learner"), encoding="utf-8")
        written.append(Written(name, folder / "growth.svg", growth["sentence"]))
    with (out / "growth.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, COLUMNS)
        table.writeheader()
        for name, responses in everyone:
            table.writerows(long_table(responses, _plain(name)))
    return written


# A learner without a name is known by the number of the workspace, which means nothing to a reader.
_NUMBER = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def _picture(growth: dict[str, Any], name: str, folder: Path) -> None:
    drawn = self_ratings_figure(growth, learner=name)
    about = {"Title": "Self-ratings over the course", "Description": alt_text(growth), "Date": None}
    drawn.savefig(folder / "growth.svg", metadata=about)
    drawn.savefig(
        folder / "growth.png",
        dpi=150,
        metadata={"Title": about["Title"], "Description": about["Description"]},
    )


def _plain(name: str) -> str:
    # A spreadsheet runs a cell that begins like a formula.
    return f"'{name}" if name[:1] in "=+-@\t" else name


def _page(growth: dict[str, Any], name: str) -> str:
    occasions = growth["occasions"]
    head = "".join(f'<th scope="col">{escape(occasion_name(o))}</th>' for o in occasions)
    rows = "\n".join(
        f'<tr><th scope="row">{escape(row["strategy"])}<br><small>{escape(row["label"])}</small></th>'
        + "".join(f"<td>{escape(_cell(row, o, growth['scale']))}</td>" for o in occasions)
        + "</tr>"
        for row in growth["items"]
    )
    limits = "\n".join(f"<li>{escape(line)}</li>" for line in growth["cannot_show"])
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Self-ratings of {escape(name)}</title>
<style>
body {{ font: 18px/1.55 ui-serif, Georgia, serif; color: #1f2328; margin: 32px auto; padding: 0 16px;
  max-width: 72ch }}
table {{ border-collapse: collapse; font: 16px/1.4 system-ui, sans-serif }} img {{ max-width: 100% }}
th, td {{ border-bottom: 1px solid #d8d3c8; padding: 8px; text-align: left; vertical-align: top }}
.wide {{ overflow-x: auto }} h1 {{ overflow-wrap: anywhere }} small {{ font-weight: normal }}
</style></head><body>
<h1>Self-ratings of {escape(name)}</h1>
<p>{escape(growth["sentence"])}</p>
<p><img src="growth.svg" alt="{escape(alt_text(growth))}"></p>
<div class="wide" tabindex="0" role="region" aria-label="Table of self-ratings"><table>
<caption>The same numbers as in the picture</caption>
<thead><tr><th scope="col">Question</th>{head}</tr></thead>
<tbody>
{rows}
</tbody></table></div>
<h2>What this cannot show</h2>
<ul>
{limits}
</ul>
</body></html>
"""


def _cell(row: dict[str, Any], occasion: str, scale: dict[int, str]) -> str:
    value = row["values"].get(occasion)
    if value is None:
        return gap_name(row["missing"].get(occasion))
    return f"{value} · {scale[value]}" if value in scale else str(value)
