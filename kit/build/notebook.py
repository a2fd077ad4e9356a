"""Make a notebook from a text: expand directives, and turn sections into cells with ids from their words.

This module also makes the instructors' notebooks: the guide with all its pages, and the cohort report for
papermill.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kit.build.looks import notebook_style, with_looks
from kit.content import passages
from kit.content.directives import TIMES, DirectiveFault, Source, expand
from kit.content.glossary import marked
from kit.content.guide_checks import LINK, running_cells
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, Piece, scene_call, scene_in
from kit.content.times import shown_in
from kit.content.told_times import told
from kit.files import read_text
from kit.model import Content, ContentFault, Fault, MissingExtra

Cell = dict[str, Any]
Notebook = dict[str, Any]
REPORT_TEXT = "notebooks/instructor/text/cohort_report.md"
REPORT = "notebooks/instructor/cohort_report.ipynb"
EXPLORE_TEXT = "notebooks/instructor/text/explore.md"
EXPLORE = "notebooks/instructor/explore.ipynb"
KERNEL = {"display_name": "Partnership Kit", "language": "python", "name": "partnership-kit"}


CLOSED = {"deletable": False, "editable": False}
"""The cell metadata that stops Jupyter's editors from changing or deleting a cell."""


def markdown(source: str, **metadata: Any) -> Cell:
    """Return a markdown cell."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source.strip("\n")}


def code(source: str, tags: Iterable[str] = ()) -> Cell:
    """Return a code cell with hidden code: a learner sees only its output."""
    tagged = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}, **tagged},
        "outputs": [],
        "source": source.strip("\n"),
    }


def graded(source: str, grade_id: str, *, points: int, task: bool) -> Cell:
    """Return a cell for nbgrader: the answer (grade and solution), or a locked task that a person marks."""
    return markdown(
        source,
        nbgrader={
            "grade": not task,
            "grade_id": grade_id,
            "locked": task,
            "points": points,
            "schema_version": 3,
            "solution": not task,
            "task": task,
        },
    )


def _with_ids(cells: Iterable[Cell]) -> list[Cell]:
    """Return the cells with ids: the grade id, or a hash of the content, with a number if an id repeats.

    >>> cells = [markdown("a"), markdown("a"), graded("", "x", points=3, task=True)]
    >>> [cell["id"] for cell in _with_ids(cells)]
    ['d004e5b56806', 'd004e5b56806-2', 'x']
    """
    seen: dict[str, int] = {}
    done = []
    for cell in cells:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id")
        text = f"{cell['cell_type']}\0{cell['source']}"
        id = grade_id or hashlib.sha256(text.encode()).hexdigest()[:12]
        seen[id] = seen.get(id, 0) + 1
        done.append({"id": id if seen[id] == 1 else f"{id}-{seen[id]}", **cell})
    return done


def closed(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Yield the cells so that a learner can't edit or delete them, except the answer cell of an assignment.

    >>> [cell["metadata"]["editable"] for cell in closed([markdown("a")])]
    [False]
    """
    for cell in cells:
        answer = cell["metadata"].get("nbgrader", {}).get("solution", False)
        yield cell if answer else {**cell, "metadata": {**cell["metadata"], **CLOSED}}


def assembled(cells: Iterable[Cell], title: str) -> Notebook:
    """Return a notebook of these cells, with stable ids and no outputs."""
    return {
        "cells": _with_ids(cells),
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": title},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_bytes(notebook: Notebook) -> bytes:
    """Return a notebook as the bytes of its file, always in the same form: sources by line, keys sorted."""
    cells = [{**cell, "source": str(cell["source"]).splitlines(keepends=True)} for cell in notebook["cells"]]
    text = json.dumps({**notebook, "cells": cells}, indent=1, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def from_text(text: NotebookText, content: Content) -> Notebook:
    """Return the notebook of a text.

    Raises `ContentFault` if the text opens no case, or if a directive refers to something that doesn't exist.
    """
    case = case_opened(text, content)
    if isinstance(case, Fault):
        raise ContentFault(case)

    def dressed(cells: list[Cell]) -> None:
        with_looks(cells, content.words)
        found: set[str] = set()
        for cell in cells:
            if cell["cell_type"] == "markdown":
                cell["source"] = marked(cell["source"], content.glossary, found)
        cells.append(markdown(f"<style>\n{notebook_style()}\n</style>"))

    made = from_markdown(timed(text, Source(content, case)), text.stem, dressed)
    return {**made, "cells": [*closed(made["cells"])]}


def from_markdown(text: str, stem: str, dressed: Callable[[list[Cell]], None] | None = None) -> Notebook:
    """Return the notebook of a MyST text: a cell for each section, and code cells hidden, with their tags.

    ``dressed`` changes the cells before they get their ids. Raises `MissingExtra` if jupytext is missing.
    """
    try:
        import jupytext
    except ImportError:
        raise MissingExtra("building needs jupytext", "author") from None
    read = jupytext.reads(text, fmt="md:myst")
    cells: list[Cell] = []
    for cell in read.cells:
        if cell.cell_type == "code":
            cells.append(code(cell.source, cell.metadata.get("tags", ())))
        else:
            cells.extend(markdown(part) for part in sections(cell.source))
    if dressed:
        dressed(cells)
    return assembled(cells, str(read.metadata.get("title", stem)))


def timed(text: NotebookText, source: Source) -> str:
    """Return the text as `expanded` does, with the lines that tell a time filled in too."""
    lines = _lines(text, source, TIMES)
    for number, said in told(text, source).items():
        lines[number - 1] = expand(said, source) or said
    return "\n".join(lines)


def expanded(text: NotebookText, source: Source) -> str:
    """Return the text with each directive's line replaced.

    Text between ``{{ after ITEM }}`` and ``{{ end }}`` must stay within one cell. The item's form hides it
    until the item is *Done*; without a form it is shown. Raises `ContentFault` if it does not stay within one
    cell, or if a directive refers to something that doesn't exist.
    """
    return "\n".join(_lines(text, source))


def _lines(text: NotebookText, source: Source, later: re.Pattern[str] | None = None) -> list[str]:
    # Returns one entry for each line of the text. Lines that match `later` are checked but not replaced.
    if wrong := list(passages.faults(text.name, text.written)):
        raise ContentFault(*wrong)
    lines = []
    begun = 0
    for number, line in enumerate(passages.in_notebook(text.written).split("\n"), 1):
        try:
            if later and later.match(line):
                shown_in(Piece("directive", number, line), source)
                new = None
            else:
                new = expand(line, source)
        except DirectiveFault as fault:
            raise ContentFault(Fault(text.name, number, fault.code, **fault.facts)) from None
        begins, ends = (re.match(rf"\{{\{{\s*{word}\b", line) for word in ("after", "end"))
        if begun and (begins or re.match(r"```|#{1,6} |\{\{\s*scene\b", line)):
            raise ContentFault(Fault(text.name, number, "content.after_holds"))
        if ends and not begun:
            raise ContentFault(Fault(text.name, number, "content.after_missing"))
        begun = number if begins else 0 if ends else begun
        if new is not None and (scene := scene_in(line.strip())):
            new += f"\n\n```{{code-cell}} ipython3\n{scene_call(scene)}\n```\n"
        lines.append(line if new is None else new)
    if begun:
        raise ContentFault(Fault(text.name, begun, "content.passage_end"))
    return lines


def sections(source: str) -> Iterator[str]:
    """Yield the parts of a markdown cell, split before each heading of the second and third level."""
    yield from (part for part in re.split(r"\n(?=#{2,3} )", source) if part.strip())


def guide_notebook(pages: Sequence[NotebookText], content: Content) -> Notebook:
    """Return one notebook of all pages of the guide. Its title is that of the first page.

    Raises `ContentFault` if a page has no title or has a cell that would run, or if a directive refers to
    something that doesn't exist.
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
        raise ContentFault(Fault(page.name, 1, "content.title_missing"))
    if fault := next(running_cells(page), None):
        raise ContentFault(fault)
    return page.text.partition("\n")[0][2:].strip()


def _linked(text: str, titles: dict[str, str]) -> str:
    # Jupyter's anchor for a heading is its words, joined by hyphens.
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


def explore_notebook(root: Path) -> Notebook | None:
    """Return the notebook that explores a class, whose code is shown, or ``None`` if it has no text."""
    path = root / EXPLORE_TEXT
    if not path.is_file():
        return None
    notebook = from_markdown(read_text(path), path.stem)
    for cell in notebook["cells"]:
        cell["metadata"].pop("jupyter", None)
    return notebook


def report_notebook(root: Path) -> Notebook | None:
    """Return the notebook of a checkout's report text, or ``None`` if there is no such text.

    Raises `ContentFault` if no cell is tagged ``parameters``, because papermill could fill in none.
    """
    path = root / REPORT_TEXT
    if not path.is_file():
        return None
    notebook = from_markdown(read_text(path), path.stem)
    if not any("parameters" in cell["metadata"].get("tags", ()) for cell in notebook["cells"]):
        raise ContentFault(Fault(REPORT_TEXT, 1, "content.report_parameters"))
    return notebook
