"""What instructors read: the guide, its pages one after another, and the cohort report for papermill."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from kit.build.notebook import Notebook, assembled, expanded, from_markdown, markdown, sections
from kit.content.directives import Source
from kit.content.guide_checks import LINK, running_cells
from kit.content.notebook_text import NotebookText
from kit.model import Content, ContentFault

REPORT_TEXT = "notebooks/instructor/text/cohort_report.md"
REPORT = "notebooks/instructor/cohort_report.ipynb"


def guide_notebook(pages: Sequence[NotebookText], content: Content) -> Notebook:
    """The notebook of all pages; the first page's title is its title.

    Raises `ContentFault` where a page has no title, a directive names nothing, or a cell would run.
    """
    source = Source(content, next(iter(content.cases)))
    titles = {f"{page.stem}.md": _title(page) for page in pages}
    cells = []
    for number, page in enumerate(pages):
        text = _linked(expanded(page, source), titles)
        if number:
            text = _one_level_down(text)
        cells += [markdown(part) for part in sections(text)]
    return assembled(cells, _title(pages[0]))


def _title(page: NotebookText) -> str:
    if not page.text.startswith("# "):
        raise ContentFault(f"{page.name}:1: the page has no title; begin with # and its title")
    if fault := next(running_cells(page), None):
        raise ContentFault(str(fault))
    return page.text.partition("\n")[0][2:].strip()


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

    Raises `ContentFault` where no cell is tagged ``parameters``, so that papermill would fill none.
    """
    path = root / REPORT_TEXT
    if not path.is_file():
        return None
    notebook = from_markdown(path.read_text(encoding="utf-8"), path.stem)
    if not any("parameters" in cell["metadata"].get("tags", ()) for cell in notebook["cells"]):
        wrong = "no cell takes parameters; give the first code cell :tags: [parameters]"
        raise ContentFault(f"{REPORT_TEXT}:1: {wrong}")
    return notebook
