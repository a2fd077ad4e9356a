"""An executed notebook as one web page: words, tables and pictures, no code, no request to any host."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kit.export.blocks import MIMETYPE, Block, Heading, Paragraph, from_json
from kit.model import MissingExtra, NotFound

_TEMPLATES = Path(__file__).parent / "templates"


def write_html(notebook: Path, out: Path) -> Path:
    """Write the page of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook as papermill leaves it.
    out
        The page's file; its folder is made if missing.

    Examples
    --------
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
        "lang": str(found["metadata"].get("lang", "en")),
        "notice": notice,
        "style": (_TEMPLATES / "page" / "report.css").read_text(encoding="utf-8"),
    }
    page, _ = exporter.from_notebook_node(found, resources={"report": report})
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(page, encoding="utf-8")
    return out


def opened(notebook: Path) -> Any:
    """An executed notebook, read."""
    try:
        import nbformat
    except ImportError:
        raise MissingExtra(
            "a report needs the instructor's packages; install them with "
            "`pip install 'partnership-kit[instructor]'`."
        ) from None
    if not notebook.is_file():
        raise NotFound(f"there is no notebook {notebook}; run the report's notebook first.")
    return nbformat.read(notebook, as_version=4)  # type: ignore[no-untyped-call]  # nor has nbformat's


def about(notebook: Any) -> tuple[str, str]:
    """The report's title, and the notice that stands on each page: empty for a real course."""
    shown = list(blocks_of(notebook))
    title = next((b.text for b in shown if isinstance(b, Heading)), "Report")
    notice = next((b.text for b in shown if isinstance(b, Paragraph) and b.kind == "notice"), "")
    return title, notice


def blocks_of(notebook: Any) -> Iterator[Block]:
    """Everything an executed notebook shows, cell by cell: its Markdown, and what its cells put out."""
    from kit.export.plain_markdown import blocks_of_markdown

    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from blocks_of_markdown(cell["source"])
        for output in cell.get("outputs", ()):
            yield from from_json(output.get("data", {}).get(MIMETYPE, ()))
