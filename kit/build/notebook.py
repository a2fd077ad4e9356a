"""A text becomes a notebook: directives are expanded, sections become cells with ids of their own words.

What instructors read is made here too: the guide, its pages one after another, and the cohort report for
papermill.
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kit.build.looks import with_looks
from kit.content import passages
from kit.content.directives import TIMES, DirectiveFault, Source, expand
from kit.content.glossary import marked
from kit.content.guide_checks import LINK, running_cells
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, Piece, scene_call, scene_in
from kit.content.times import shown_in
from kit.content.told_times import told
from kit.content.yaml_files import Fault
from kit.files import read_text
from kit.model import Content, ContentFault, MissingExtra

Cell = dict[str, Any]
Notebook = dict[str, Any]
REPORT_TEXT = "notebooks/instructor/text/cohort_report.md"
REPORT = "notebooks/instructor/cohort_report.ipynb"
KERNEL = {"display_name": "Partnership Kit", "language": "python", "name": "partnership-kit"}


CLOSED = {"deletable": False, "editable": False}
"""The metadata by which Jupyter's editors leave a cell as it is."""


def markdown(source: str, **metadata: Any) -> Cell:
    """A markdown cell."""
    return {"cell_type": "markdown", "metadata": metadata, "source": source.strip("\n")}


def code(source: str, tags: Iterable[str] = ()) -> Cell:
    """A code cell whose code is hidden: a learner sees what it shows."""
    tagged = {"tags": list(tags)} if tags else {}
    return {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {"jupyter": {"source_hidden": True}, **tagged},
        "outputs": [],
        "source": source.strip("\n"),
    }


def graded(source: str, grade_id: str, *, points: int, task: bool) -> Cell:
    """A cell that nbgrader knows: the answer (grade and solution), or a locked task that a person marks."""
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
    """The cells with their ids: the grade id, else a hash of the content (counted where it repeats).

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
    """Cells that a learner can neither edit nor delete, but for the answer cell of an assignment.

    >>> [cell["metadata"]["editable"] for cell in closed([markdown("a")])]
    [False]
    """
    for cell in cells:
        answer = cell["metadata"].get("nbgrader", {}).get("solution", False)
        yield cell if answer else {**cell, "metadata": {**cell["metadata"], **CLOSED}}


def assembled(cells: Iterable[Cell], title: str) -> Notebook:
    """A notebook of these cells, with stable ids and no outputs."""
    return {
        "cells": _with_ids(cells),
        "metadata": {"kernelspec": KERNEL, "language_info": {"name": "python"}, "title": title},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def as_bytes(notebook: Notebook) -> bytes:
    """A notebook as it is written: sources line by line, keys in order, one form for all."""
    cells = [{**cell, "source": str(cell["source"]).splitlines(keepends=True)} for cell in notebook["cells"]]
    text = json.dumps({**notebook, "cells": cells}, indent=1, ensure_ascii=False, sort_keys=True)
    return (text + "\n").encode()


def from_text(text: NotebookText, content: Content) -> Notebook:
    """The notebook of a text; raises `ContentFault` where it opens no case or a directive names nothing."""
    case = case_opened(text, content)
    if isinstance(case, Fault):
        raise ContentFault(str(case))

    def dressed(cells: list[Cell]) -> None:
        with_looks(cells, content.words)
        found: set[str] = set()
        for cell in cells:
            if cell["cell_type"] == "markdown":
                cell["source"] = marked(cell["source"], content.glossary, found)

    made = from_markdown(timed(text, Source(content, case)), text.stem, dressed)
    return {**made, "cells": [*closed(made["cells"])]}


def from_markdown(text: str, stem: str, dressed: Callable[[list[Cell]], None] | None = None) -> Notebook:
    """The notebook of a MyST text: a cell for each section, code hidden, the tags of code kept.

    ``dressed`` changes the cells before they get their ids.
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
    """As `expanded`, and the lines that tell a time are filled in."""
    lines = _lines(text, source, TIMES)
    for number, said in told(text, source).items():
        lines[number - 1] = expand(said, source) or said
    return "\n".join(lines)


def expanded(text: NotebookText, source: Source) -> str:
    """The text with each directive's line replaced; raises `ContentFault` where one names nothing.

    What stands between ``{{ after ITEM }}`` and ``{{ end }}`` is one piece of one cell, which the item's form
    keeps back until it is *Done*. It is shown where there is no form.
    """
    return "\n".join(_lines(text, source))


def _lines(text: NotebookText, source: Source, later: re.Pattern[str] | None = None) -> list[str]:
    # One entry a line of the text; those that match `later` are looked at and left as they are.
    for at, wrong, right in passages.faults(text.written):
        raise ContentFault(f"{text.name}:{at}: {wrong}; {right}")
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
            raise ContentFault(f"{text.name}:{number}: {fault}") from None
        begins, ends = (re.match(rf"\{{\{{\s*{word}\b", line) for word in ("after", "end"))
        if begun and (begins or re.match(r"```|#{1,6} |\{\{\s*scene\b", line)):
            wrong = "what waits for an answer ends before the next heading, cell or {{ after }}"
            raise ContentFault(f"{text.name}:{number}: {wrong}; write {{{{ end }}}} above this line")
        if ends and not begun:
            raise ContentFault(f"{text.name}:{number}: nothing waits here; write {{{{ after ITEM }}}} first")
        begun = number if begins else 0 if ends else begun
        if new is not None and (scene := scene_in(line.strip())):
            new += f"\n\n```{{code-cell}} ipython3\n{scene_call(scene)}\n```\n"
        lines.append(line if new is None else new)
    if begun:
        raise ContentFault(f"{text.name}:{begun}: what waits for an answer has no end; write {{{{ end }}}}")
    return lines


def sections(source: str) -> Iterator[str]:
    """Parts of a markdown cell, split before each heading of the second and third level."""
    yield from (part for part in re.split(r"\n(?=#{2,3} )", source) if part.strip())


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
    notebook = from_markdown(read_text(path), path.stem)
    if not any("parameters" in cell["metadata"].get("tags", ()) for cell in notebook["cells"]):
        wrong = "no cell takes parameters; give the first code cell :tags: [parameters]"
        raise ContentFault(f"{REPORT_TEXT}:1: {wrong}")
    return notebook
