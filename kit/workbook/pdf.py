"""Typeset the workbook and other pages with typst, as tagged PDF (PDF/UA-1) that screen readers can use."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.workbook.blocks import Block, Set
from kit.workbook.objects import drawn

_TEMPLATE = Path(__file__).with_name("workbook.typ")


def pdf(shown: Set) -> bytes:
    """Return the workbook as a PDF with headings, lists and tables."""
    blocks = [
        one._asdict()
        | {"week": one.week and {"dimension": one.week.dimension}, "drawn": _drawn(one)}
        | ({"rows": one.rows} if one.kind == "table" else {})
        | ({"groups": one.groups} if one.kind == "rows" else {})
        for one in shown.blocks
    ]
    path = [one._asdict() for one in shown.path]
    return typeset(_TEMPLATE, "workbook.json", shown._asdict() | {"blocks": blocks, "path": path})


def _drawn(block: Block) -> str:
    return ((block.week and drawn(block.week.notebook)) or b"").decode()


def typeset(template: Path, name: str, data: Mapping[str, Any]) -> bytes:
    """Return a PDF made from a typst template.

    The template reads ``data`` from the file ``name``; texts in it are never treated as markup. The fonts are
    typst's own. If they lack a letter, the fonts of this computer are used too.
    """
    import typst

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        source = place / template.name
        source.write_bytes(template.read_bytes())
        (place / name).write_text(json.dumps(data), "utf-8")
        for alone in (True, False):
            try:
                return typst.compile(source, root=place, pdf_standards="ua-1", ignore_system_fonts=alone)
            except typst.TypstError:
                continue
        # A letter that no font has becomes a box, which the standard forbids.
        return typst.compile(source, root=place)
