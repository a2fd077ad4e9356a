"""A finished chart: its picture, tables and words, and functions to write them and put them on a page.

The style of a page is inside its file, and the page fetches nothing except pictures next to it.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.files import replace
from kit.report.charts.sheet import NOTE
from kit.web_page import web_page

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.text import Text


_STYLES = Path(__file__).parents[1] / "templates"

_DPI = 150
"""Dots per inch of a PNG, enough to be sharp in a printed column."""


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return the table as HTML; the first cell of each row is its header.

        >>> Table("Two", ("Who", "How many"), (("A & B", "2"),)).html().splitlines()[-3]
        '<tr><th scope="row">A &amp; B</th><td>2</td></tr>'
        """
        columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in self.columns)
        rows = "\n".join(
            f'<tr><th scope="row">{escape(first)}</th>{"".join(f"<td>{escape(c)}</td>" for c in rest)}</tr>'
            for first, *rest in self.rows
        )
        return (
            f"<table>\n<caption><span>{escape(self.caption)}</span></caption>\n<thead><tr>{columns}</tr></thead>\n"
            f"<tbody>\n{rows}\n</tbody>\n</table>"
        )


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
    """Make a table from cells of any type, each converted with ``str``."""
    return Table(caption, tuple(columns), tuple(tuple(map(str, row)) for row in rows))


@dataclass(frozen=True)
class Drawn:
    """One chart, with everything that a reader may need in its place."""

    figure: Figure
    tables: tuple[Table, ...]
    """The same numbers, in one table or several."""
    alt: str
    """The picture in words, made from the same numbers."""
    title: str
    name: str
    """A short name for files."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The notes under the chart, each as one line."""
        lines: dict[str, list[str]] = {}
        for line in self._under():
            lines.setdefault(str(line.get_label()), []).append(line.get_text())
        return tuple(map(" ".join, lines.values()))

    @property
    def under(self) -> float:
        """The share of the picture's height that the notes at the bottom take up."""
        return max((float(line.get_position()[1]) for line in self._under()), default=0.0)

    def _under(self) -> list[Text]:
        return [line for line in self.figure.texts if str(line.get_label()).startswith(NOTE)]

    @property
    def table_html(self) -> str:
        """All tables as HTML."""
        return "\n".join(one.html() for one in self.tables)

    def write(self, folder: Path, name: str = "") -> list[Path]:
        """Write the picture as SVG and PNG; the default for ``name`` is the chart's own."""
        svg, png = (folder / f"{name or self.name}.{kind}" for kind in ("svg", "png"))
        replace(svg, self.svg())
        replace(png, self.png())
        return [svg, png]

    def svg(self) -> bytes:
        """Return the picture as SVG with title and description; the same data always gives the same bytes."""
        about = {"Title": self.title, "Description": self.alt, "Date": None, "Creator": None}
        drawn = _saved(self.figure, "svg", about)
        return _described(drawn.decode("utf-8"), self.title, self.alt, self.name).encode("utf-8")

    def png(self) -> bytes:
        """Return the picture as PNG, with title and description in its metadata."""
        # PNG's text chunks are Latin-1; any other character becomes a question mark.
        about = {"Title": self.title, "Description": self.alt}
        plain = {k: v.encode("latin-1", "replace").decode("latin-1") for k, v in about.items()}
        return _saved(self.figure, "png", plain, dpi=_DPI)


def _saved(figure: Figure, kind: str, about: Mapping[str, str | None], **more: Any) -> bytes:
    from matplotlib import rc_context

    file = io.BytesIO()
    # Without a salt, the ids inside an SVG are random in every run.
    with rc_context({"svg.hashsalt": "partnership-kit", "svg.fonttype": "path"}):
        figure.savefig(file, format=kind, metadata=dict(about), **more)
    return file.getvalue()


def _described(svg: str, title: str, alt: str, name: str) -> str:
    """Add a name and a description to an SVG for screen readers."""
    key = f"{re.sub('[^a-z0-9]+', '-', name.lower())}-{hashlib.sha256(alt.encode()).hexdigest()[:8]}"
    svg = re.sub(r"\s*<title>.*?</title>", "", svg, count=1, flags=re.DOTALL)
    start = svg.index("<svg ")
    end = svg.index(">", start)
    head = f'{svg[start:end]} role="img" aria-labelledby="{key}-title {key}-desc">'
    words = f'\n <title id="{key}-title">{escape(title)}</title>\n <desc id="{key}-desc">{escape(alt)}</desc>'
    # Without the XML prolog, the same text works as a file and inside a page.
    return head + words + svg[end + 1 :]


def without_notes(svg: str, under: float) -> str:
    """Cut the notes off the bottom of a picture; a page shows them as text of its own size.

    >>> without_notes('<svg viewBox="0 0 450 200" width="450pt" height="200pt"></svg>', 0.25)
    '<svg viewBox="0 0 450 150" width="450pt" height="150pt"></svg>'
    """
    head, close, rest = svg.partition(">")

    def less(found: re.Match[str]) -> str:
        return f"{found[1]}{float(found[2]) * (1 - under):g}"

    head = re.sub(r'(\bheight=")([\d.]+)', less, head)
    return re.sub(r'(\bviewBox="[\d.]+ [\d.]+ [\d.]+ )([\d.]+)', less, head) + close + rest


def charts_page(title: str, body: str, *styles: str) -> str:
    """Make a page from an escaped body; further style sheets come after the one that all pages share."""
    return web_page(title, body, style_sheet("charts.css", *styles), beside=True)


def style_sheet(*names: str) -> str:
    """Join style sheets of pages, beginning with the one for `wide`."""
    return "".join((_STYLES / name).read_text(encoding="utf-8") for name in ("wide.css", *names))


def wide(label: str, inside: str, *, role: str = "region") -> str:
    """Wrap HTML that may be wider than the screen, so that it scrolls by itself, also with the keyboard."""
    return f'<div class="wide" tabindex="0" role="{role}" aria-label="{escape(label)}">{inside}</div>'


def wide_table(drawn: Drawn) -> str:
    """Return a chart's tables as HTML that can scroll sideways."""
    return wide(f"Table: {drawn.title}", f"\n{drawn.table_html}")
