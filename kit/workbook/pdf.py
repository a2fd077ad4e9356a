"""The workbook as a tagged PDF (PDF/UA-1): headings, lists and tables that a screen reader can use."""

import json
import tempfile
from pathlib import Path

from kit.workbook.blocks import Set

_TEMPLATE = Path(__file__).with_name("workbook.typ")


def pdf(shown: Set) -> bytes:
    """The file, set with the fonts that typst brings; this machine's own only for letters that those lack."""
    import typst

    blocks = [one._asdict() | {"rows": one.rows if one.columns else []} for one in shown.blocks]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "workbook.typ").write_bytes(_TEMPLATE.read_bytes())
        (place / "workbook.json").write_text(json.dumps(shown._asdict() | {"blocks": blocks}), "utf-8")
        source = place / "workbook.typ"
        for alone in (True, False):
            try:
                return typst.compile(source, root=place, pdf_standards="ua-1", ignore_system_fonts=alone)
            except typst.TypstError:
                continue
        # A letter that no font here has is a box; the standard forbids those.
        return typst.compile(source, root=place)
