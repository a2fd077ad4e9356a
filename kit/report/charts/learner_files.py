"""Write files about learners' own growth: a picture, text and page for each, and one long table."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from kit.files import replace
from kit.measures import COLUMNS, self_ratings
from kit.model import Content, NotFound
from kit.report.charts.drawn import Drawn, charts_page, wide_table
from kit.report.charts.self_ratings import growth_drawn
from kit.spreadsheet import write_csv

_FILES = ("growth.svg", "growth.png", "growth_alt.txt", "growth.html")


class Written(NamedTuple):
    """One learner's picture, and the sentence above it."""

    learner: str
    picture: Path
    sentence: str


def write_growth(
    learners: Iterable[tuple[str, Sequence[Mapping[str, Any]]]],
    out: Path,
    content: Content,
    *,
    counts: Callable[[str], bool] = lambda _: True,
) -> list[Written]:
    """Write every learner's files: directly into ``out`` for one learner, into numbered folders for several.

    Each learner comes with their rows of the long table. Names are printed and never become part of a path.
    With several learners, `counts` says who may be in the common table, because its rows don't show consent.
    """
    everyone = list(learners)
    if not any(rows for _, rows in everyone):
        raise NotFound(
            "there are no self-ratings in the files named; rate the fifteen questions in 00_start_here first."
        )
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for n, (name, rows) in enumerate(everyone, 1):
        folder = out if len(everyone) == 1 else out / f"learner_{n:03d}"
        folder.mkdir(exist_ok=True)
        growth = self_ratings(rows, content)
        shown = "" if _NUMBER.fullmatch(name) else name
        drawn = growth_drawn(growth, learner=shown)
        picture, _ = drawn.write(folder)
        replace(folder / "growth_alt.txt", f"{drawn.alt}\n".encode())
        replace(folder / "growth.html", _page(growth, shown or "the learner", drawn).encode())
        written.append(Written(name, picture, growth["sentence"]))
    together = [
        [name, *(row[column] for column in COLUMNS[1:])]
        for name, rows in everyone
        if len(everyone) == 1 or counts(name)
        for row in rows
    ]
    write_csv(out / "growth.csv", COLUMNS, together)
    _drop_earlier(out, len(everyone))
    return written


def _drop_earlier(out: Path, learners: int) -> None:
    """Delete the files of an earlier run that had more learners, or only one."""
    kept = {out} if learners == 1 else {out / f"learner_{n:03d}" for n in range(1, learners + 1)}
    for folder in {out, *out.glob("learner_[0-9][0-9][0-9]*")} - kept:
        for name in _FILES:
            (folder / name).unlink(missing_ok=True)
        if folder != out and not any(folder.iterdir()):
            folder.rmdir()


# A learner without a name has the id of the workspace, which means nothing to a reader.
_NUMBER = re.compile(r"[0-7][0-9A-HJKMNP-TV-Z]{25}")


def _page(growth: dict[str, Any], name: str, drawn: Drawn) -> str:
    limits = "\n".join(f"<li>{escape(line)}</li>" for line in growth["cannot_show"])
    body = f"""<h1>Self-ratings of {escape(name)}</h1>
<p>{escape(growth["sentence"])}</p>
<p><img src="{drawn.name}.svg" alt="{escape(drawn.alt)}"></p>
{wide_table(drawn)}
<h2>What this cannot show</h2>
<ul>
{limits}
</ul>"""
    return charts_page(f"Self-ratings of {name}", body)
