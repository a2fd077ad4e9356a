"""A page set by typst, as a tagged PDF (PDF/UA-1) that a screen reader can use: the workbook, others too."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kit.workbook.blocks import Set

_TEMPLATE = Path(__file__).with_name("workbook.typ")


def pdf(shown: Set) -> bytes:
    """The workbook: headings, lists and tables."""
    blocks = [
        one._asdict()
        | ({"rows": one.rows} if one.kind == "table" else {})
        | ({"groups": one.groups} if one.kind == "rows" else {})
        for one in shown.blocks
    ]
    return typeset(_TEMPLATE, "workbook.json", shown._asdict() | {"blocks": blocks})


def typeset(template: Path, name: str, data: Mapping[str, Any]) -> bytes:
    """The file, set with the fonts that typst brings; this machine's own only for letters that those lack.

    ``data`` is what the template reads under ``name``: its texts are never taken for markup.
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
        # A letter that no font here has is a box; the standard forbids those.
        return typst.compile(source, root=place)
