"""What instructors read: the guide, its pages one after another, and the cohort report for papermill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kit.build.cells import Cell, code, markdown
from kit.build.notebook import Notebook, assembled, check_directives, read_markdown, sections
from kit.content.directives import Source, expand_all
from kit.content.guide_checks import LINK
from kit.content.notebook_text import NotebookText
from kit.model import Content, ContentFault

REPORT_TEXT = "notebooks/instructor/text/cohort_report.md"
REPORT = "notebooks/instructor/cohort_report.ipynb"


def guide_notebook(pages: Sequence[NotebookText], content: Content) -> Notebook:
    """The notebook of all pages; the first page's title is its title.

    Raises
    ------
    ContentFault
        A page has no title, a directive names nothing, or a cell would run.
    """
    source = Source(content, next(iter(content.cases)))
    titles = {f"{page.stem}.md": _title(page) for page in pages}
    cells = []
    for number, page in enumerate(pages):
        check_directives(page, source)
        text = _linked(expand_all(page.text, source), titles)
        if number:
            text = _one_level_down(text)
        cells += [markdown(part) for part in sections(text)]
    return assembled(cells, _title(pages[0]))


def _title(page: NotebookText) -> str:
    first, *_ = page.text.split("\n", 1)
    if not first.startswith("# "):
        raise ContentFault(f"{page.name}:1: the page has no title; begin with # and its title")
    if "```{" in page.text:
        line = page.text[: page.text.index("```{")].count("\n") + 1
        raise ContentFault(
            f"{page.name}:{line}: the guide holds no cells that run; show commands in a plain ``` block"
        )
    return first[2:].strip()


def _linked(text: str, titles: dict[str, str]) -> str:
    # Jupyter's name for a heading's place: its words, joined by hyphens.
    def within(found: re.Match[str]) -> str:
        title = titles.get(found[1])
        return found[0].replace(f"({found[1]})", f"(#{title.replace(' ', '-')})") if title else found[0]

    return LINK.sub(within, text)


def _one_level_down(text: str) -> str:
    lines = []
    fenced = False
    for line in text.split("\n"):
        fenced ^= line.startswith("```")
        lines.append(f"#{line}" if not fenced and re.match(r"#{1,5} ", line) else line)
    return "\n".join(lines)


def report_notebook(root: Path) -> Notebook | None:
    """The notebook of a checkout's report text; ``None`` where there is no such text.

    Raises
    ------
    ContentFault
        No cell is tagged ``parameters``, so that papermill would fill none.
    """
    path = root / REPORT_TEXT
    if not path.is_file():
        return None
    read = read_markdown(path.read_text(encoding="utf-8"))
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
            f"{REPORT_TEXT}:1: no cell takes parameters; give the first code cell :tags: [parameters]"
        )
    return assembled(cells, str(read.metadata.get("title", path.stem)))
