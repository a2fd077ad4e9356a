"""The parts of a report: paragraphs, lists, tables and pictures, as HTML for its page and JSON for its PDF.

A cell of the notebook shows its blocks as HTML and also carries them as JSON, so the executed notebook alone
is enough to make the PDF. All text is escaped. The HTML has no script and fetches nothing.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

from pydantic import TypeAdapter

from kit.files import replace
from kit.measures.results import Cohort
from kit.report.charts.drawn import Drawn, Table, wide, without_notes
from kit.spreadsheet import write_csv

MIMETYPE = "application/vnd.partnership-kit.blocks+json"
"""The MIME type of the blocks in an executed notebook's output."""


@dataclass(frozen=True)
class Heading:
    """A heading. A report's title has level 1; headings that a cell shows usually have level 3."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Sentences. ``kind`` is ``plain``, ``notice`` (Made-up learners) or ``quote`` (an anchor's text)."""

    text: str
    kind: Literal["plain", "notice", "quote"] = "plain"


@dataclass(frozen=True)
class Bullets:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture as SVG text, with its alternative text and its tables."""

    name: str
    """File name without extension; only letters, digits and underscores."""
    svg: str
    alt: str
    title: str
    tables: tuple[Table, ...]
    notes: tuple[str, ...] = ()
    """The lines of text at the bottom of the picture."""
    under: float = 0.0
    """The share of the picture's height that the notes take up."""

    @classmethod
    def of(cls, drawn: Drawn, name: str = "") -> "Picture":
        """Make the picture of a chart, with the chart's name unless another is given."""
        svg = drawn.svg().decode("utf-8")
        return cls(name or drawn.name, svg, drawn.alt, drawn.title, drawn.tables, drawn.notes, drawn.under)


@dataclass(frozen=True)
class PageBreak:
    """A page break on paper."""


Block = Heading | Paragraph | Bullets | Table | Picture | PageBreak

_READERS: dict[str, TypeAdapter[Block]] = {
    kind.__name__.lower(): TypeAdapter(kind)
    for kind in (Heading, Paragraph, Bullets, Table, Picture, PageBreak)
}


def as_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """Convert blocks to data for JSON.

    >>> as_json([Bullets(("a", "b"))])
    [{'block': 'bullets', 'items': ('a', 'b')}]
    """
    return [{"block": type(one).__name__.lower(), **asdict(one)} for one in blocks]


def from_json(found: Iterable[Mapping[str, Any]]) -> list[Block]:
    """Read blocks from the data that `as_json` returns.

    >>> from_json([{"block": "bullets", "items": ["a", "b"]}])
    [Bullets(items=('a', 'b'))]
    """
    return [_READERS[one["block"]].validate_python(one) for one in found]


def as_html(blocks: Iterable[Block]) -> str:
    """Return the HTML of some blocks."""
    return "\n".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    match block:
        case Heading(level, text):
            return f"<h{level}>{escape(text)}</h{level}>"
        case Paragraph(text, "quote"):
            return f"<blockquote><p>{escape(text)}</p></blockquote>"
        case Paragraph(text, "notice"):
            return f'<p class="notice">{escape(text)}</p>'
        case Paragraph(text):
            return f"<p>{escape(text)}</p>"
        case Bullets(items):
            return "<ul>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + "\n</ul>"
        case Table():
            return _table(block)
        case Picture():
            return _picture(block)
        case PageBreak():
            return ""


def _table(table: Table) -> str:
    return wide(f"Table: {table.caption}", f"\n{table.html()}\n", role="group")


def _picture(picture: Picture) -> str:
    # Inside the picture, notes would shrink with it and be cut off where it scrolls.
    data = b64encode(without_notes(picture.svg, picture.under).encode()).decode()
    notes = "".join(f"<p>{escape(note)}</p>" for note in picture.notes)
    caption = f"<figcaption>{notes}</figcaption>\n" if notes else ""
    image = f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(picture.alt)}">'
    tables = "\n".join(map(_table, picture.tables))
    return (
        f'<figure aria-label="{escape(picture.title)}">\n'
        f"{wide(f'Picture: {picture.title}', image, role='group')}\n{caption}</figure>\n"
        f"<details>\n<summary>{escape(f'As a table: {picture.title}')}</summary>\n{tables}\n</details>"
    )


class Album:
    """All charts of one group's report; each caption begins with ``note``."""

    def __init__(self, cohort: Cohort, note: str = "") -> None:
        self.cohort = cohort
        self.note = note
        self._drawn: dict[tuple[object, ...], Drawn] = {}

    def picture(self, chart: Callable[..., Drawn], **options: Any) -> Picture:
        """Return the picture of a chart, which is drawn once and kept for `save`."""
        key = (chart, *options.items())
        drawn = self._drawn[key] = self._drawn.get(key) or chart(self.cohort, note=self.note, **options)
        return Picture.of(drawn)

    def save(self, out: Path) -> list[Path]:
        """Write each chart as SVG, PNG and text in ``pictures/``, and its tables as CSV in ``tables/``."""
        pictures, tables = out / "pictures", out / "tables"
        pictures.mkdir(parents=True, exist_ok=True)
        tables.mkdir(exist_ok=True)
        written = []
        for drawn in self._drawn.values():
            name, words = drawn.name, pictures / f"{drawn.name}.txt"
            replace(words, f"{drawn.alt}\n".encode())
            written += [*drawn.write(pictures), words]
            for n, table in enumerate(drawn.tables, 1):
                written.append(tables / (f"{name}.csv" if n == 1 else f"{name}_{n}.csv"))
                write_csv(written[-1], table.columns, table.rows, bom=True)
        return written
