"""The cohort report's notebook: words and a few calls, with a cell of parameters that papermill fills."""

from __future__ import annotations

from pathlib import Path

from kit.build.cells import Cell, code, markdown
from kit.build.notebook import Notebook, assembled, sections
from kit.model import ContentFault, MissingExtra

TEXT = "notebooks/instructor/text/cohort_report.md"
BUILT = "notebooks/instructor/cohort_report.ipynb"


def report_notebook(root: Path) -> Notebook | None:
    """The notebook of a checkout's report text; ``None`` where there is no such text.

    Raises
    ------
    ContentFault
        No cell is tagged ``parameters``, so that papermill would fill none.
    """
    path = root / TEXT
    if not path.is_file():
        return None
    try:
        import jupytext
    except ImportError:
        raise MissingExtra("building needs jupytext", "author") from None
    read = jupytext.reads(path.read_text(encoding="utf-8"), fmt="md:myst")
    cells: list[Cell] = []
    for cell in read.cells:
        if cell.cell_type == "code":
            cells.append(code(cell.source))
            if tags := cell.metadata.get("tags"):
                cells[-1]["metadata"]["tags"] = list(tags)
        else:
            cells.extend(markdown(part) for part in sections(cell.source))
    if not any("parameters" in cell["metadata"].get("tags", ()) for cell in cells):
        raise ContentFault(
            f"{TEXT}:1: no cell takes parameters; give the first code cell the line :tags: [parameters]"
        )
    return assembled(cells, str(read.metadata.get("title", path.stem)))
