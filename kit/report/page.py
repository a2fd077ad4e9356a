"""An executed notebook as one web page: words, tables and pictures, no code, no request to any host."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kit.files import replace
from kit.report.executed import about, opened

_TEMPLATES = Path(__file__).parent / "templates"


def write_html(notebook: Path, out: Path) -> Path:
    """Write the page of a notebook as papermill leaves it; the folder of `out` is made if missing.

    >>> write_html(Path("cohort_report.ipynb"), Path("report.html"))       # doctest: +SKIP
    """
    from nbconvert import HTMLExporter
    from traitlets.config import Config

    found = opened(notebook)
    title, notice = about(found)
    exporter: Any = HTMLExporter(  # type: ignore[no-untyped-call]  # nbconvert's has no types
        config=Config(),
        template_name="page",
        extra_template_basedirs=[str(_TEMPLATES)],
        exclude_anchor_links=True,
        exclude_input=True,
    )
    report = {
        "title": title,
        "notice": notice,
        "style": (_TEMPLATES / "page" / "report.css").read_text(encoding="utf-8"),
    }
    page, _ = exporter.from_notebook_node(found, resources={"report": report})
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, page.encode("utf-8"))
    return out
