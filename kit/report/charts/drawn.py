"""A chart as it is handed on: the picture, its tables and its words, the bytes of each, and a page for them.

A page is one file with its style inside and fetches nothing.
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
"""Dots an inch of a PNG: sharp in a printed column."""


@dataclass(frozen=True)
class Table:
    """A table whose first column names its rows."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """The table as HTML; the first cell of each row is its header.

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
    """A table out of cells of any kind, each as it prints."""
    return Table(caption, tuple(columns), tuple(tuple(map(str, row)) for row in rows))


@dataclass(frozen=True)
class Drawn:
    """One chart with everything a reader may need instead of it."""

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
        """What stands under the picture."""
        lines: dict[str, list[str]] = {}
        for line in self._under():
            lines.setdefault(str(line.get_label()), []).append(line.get_text())
        return tuple(map(" ".join, lines.values()))

    @property
    def under(self) -> float:
        """The share of the picture's height that its notes take, at its foot."""
        return max((float(line.get_position()[1]) for line in self._under()), default=0.0)

    def _under(self) -> list[Text]:
        return [line for line in self.figure.texts if str(line.get_label()).startswith(NOTE)]

    @property
    def table_html(self) -> str:
        """The tables as HTML, one after another."""
        return "\n".join(one.html() for one in self.tables)

    def write(self, folder: Path, name: str = "") -> list[Path]:
        """Write the picture as SVG and as PNG, both under ``name`` or the chart's own."""
        svg, png = (folder / f"{name or self.name}.{kind}" for kind in ("svg", "png"))
        replace(svg, self.svg())
        replace(png, self.png())
        return [svg, png]

    def svg(self) -> bytes:
        """The picture as SVG with title and description; the same bytes for the same data, every time."""
        about = {"Title": self.title, "Description": self.alt, "Date": None, "Creator": None}
        drawn = _saved(self.figure, "svg", about)
        return _described(drawn.decode("utf-8"), self.title, self.alt, self.name).encode("utf-8")

    def png(self) -> bytes:
        """The picture as PNG, with title and description in its metadata."""
        # PNG's text chunks are Latin-1; anything else is written as a question mark rather than refused.
        about = {"Title": self.title, "Description": self.alt}
        plain = {k: v.encode("latin-1", "replace").decode("latin-1") for k, v in about.items()}
        return _saved(self.figure, "png", plain, dpi=_DPI)


def _saved(figure: Figure, kind: str, about: Mapping[str, str | None], **more: Any) -> bytes:
    from matplotlib import rc_context

    file = io.BytesIO()
    # Without a salt, the names inside an SVG are drawn by chance on every run.
    with rc_context({"svg.hashsalt": "partnership-kit", "svg.fonttype": "path"}):
        figure.savefig(file, format=kind, metadata=dict(about), **more)
    return file.getvalue()


def _described(svg: str, title: str, alt: str, name: str) -> str:
    """The SVG with a name and a description that a screen reader finds."""
    key = f"{re.sub('[^a-z0-9]+', '-', name.lower())}-{hashlib.sha256(alt.encode()).hexdigest()[:8]}"
    svg = re.sub(r"\s*<title>.*?</title>", "", svg, count=1, flags=re.DOTALL)
    start = svg.index("<svg ")
    end = svg.index(">", start)
    head = f'{svg[start:end]} role="img" aria-labelledby="{key}-title {key}-desc">'
    words = f'\n <title id="{key}-title">{escape(title)}</title>\n <desc id="{key}-desc">{escape(alt)}</desc>'
    # Without the prolog the same text is a file of its own and may stand inside a page.
    return head + words + svg[end + 1 :]


def without_notes(svg: str, under: float) -> str:
    """A picture without the foot in which its notes stand; a page says them in letters of its own size.

    >>> without_notes('<svg viewBox="0 0 450 200" width="450pt" height="200pt"></svg>', 0.25)
    '<svg viewBox="0 0 450 150" width="450pt" height="150pt"></svg>'
    """
    head, close, rest = svg.partition(">")

    def less(found: re.Match[str]) -> str:
        return f"{found[1]}{float(found[2]) * (1 - under):g}"

    head = re.sub(r'(\bheight=")([\d.]+)', less, head)
    return re.sub(r'(\bviewBox="[\d.]+ [\d.]+ [\d.]+ )([\d.]+)', less, head) + close + rest


def charts_page(title: str, body: str, *styles: str) -> str:
    """A page out of a body that is escaped already; more style sheets come after what all pages share."""
    return web_page(title, body, style_sheet("charts.css", *styles), beside=True)


def style_sheet(*names: str) -> str:
    """Style sheets of pages, one after another, the one for what `wide` makes among them."""
    return "".join((_STYLES / name).read_text(encoding="utf-8") for name in ("wide.css", *names))


def wide(label: str, inside: str, *, role: str = "region") -> str:
    """A place for what may be wider than the screen: it scrolls by itself, and the keyboard can reach it."""
    return f'<div class="wide" tabindex="0" role="{role}" aria-label="{escape(label)}">{inside}</div>'


def wide_table(drawn: Drawn) -> str:
    """A chart's tables in a wide place."""
    return wide(f"Table: {drawn.title}", f"\n{drawn.table_html}")
