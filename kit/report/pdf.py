"""An executed notebook as a PDF for every reader: tagged (PDF/UA-1), with alternative texts and a title."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from kit.files import replace
from kit.model import KitError, MissingExtra
from kit.report.blocks import Block, Heading, Paragraph, Picture, as_json
from kit.report.executed import about, blocks_of, opened

_TEMPLATE = Path(__file__).parent / "templates" / "report.typ"


def write_pdf(notebook: Path, out: Path, *, paper: str = "us-letter") -> Path:
    """Write the PDF of a notebook as papermill leaves it, on ``us-letter`` or ``a4``.

    typst sets it with the fonts that it brings; nothing of this machine or of the net is used.

    >>> write_pdf(Path("cohort_report.ipynb"), Path("report.pdf"))         # doctest: +SKIP
    """
    try:
        import typst
    except ImportError:
        raise MissingExtra("a PDF needs typst", "instructor") from None
    found = opened(notebook)
    title, notice = about(found)
    shown = list(_once(blocks_of(found), title, notice))
    report = {
        "title": title,
        "description": f"{title}. {notice}".strip(),
        "notice": notice,
        "paper": paper,
        "blocks": as_json(shown),
        "tables_title": "The pictures' numbers as tables",
    }
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "report.typ").write_bytes(_TEMPLATE.read_bytes())
        (place / "report.json").write_text(json.dumps(report), encoding="utf-8")
        for picture in (one for one in shown if isinstance(one, Picture)):
            if not re.fullmatch(r"\w+", picture.name):
                raise KitError(f"{picture.name!r} is no name for a picture; use letters, digits and _.")
            (place / f"{picture.name}.svg").write_text(picture.svg, encoding="utf-8")
        made = typst.compile(
            place / "report.typ",
            root=place,
            format="pdf",
            pdf_standards=["ua-1"],
            ignore_system_fonts=True,
        )
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, made)
    return out


def _once(blocks: Iterable[Block], title: str, notice: str) -> Iterator[Block]:
    """Blocks without the title, which typst sets itself, and with one notice: each page's head repeats it."""
    said = False
    for block in blocks:
        if block == Heading(1, title) or (block == Paragraph(notice, "notice") and said):
            continue
        said = said or block == Paragraph(notice, "notice")
        yield block
