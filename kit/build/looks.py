"""How a notebook looks: which cells are a story, an activity or marked work, and the style of their text.

`Interface.looks` lists the headings of each look. The page reads each cell's metadata and styles the cell.
The badge of marked work is in the text itself.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from kit.model import Interface


def with_looks(cells: list[dict[str, Any]], words: Interface) -> None:
    """Give each run of cells with a look the look's name, and mark the first and last cell of the run.

    >>> words = Interface(schema_version=1, looks={"story": ("A challenge",)})
    >>> cells = [{"cell_type": kind, "source": text, "metadata": {}} for kind, text in
    ...          [("markdown", "## A challenge"), ("markdown", "### The slip"), ("code", "ask()")]]
    >>> with_looks(cells, words)
    >>> [cell["metadata"].get("look") for cell in cells]
    ['story first', 'story last', None]
    """
    looks = {heading: look for look, headings in words.looks.items() for heading in headings}
    run: list[dict[str, Any]] = []
    look = None
    for cell in [*cells, {"cell_type": "markdown", "source": "## ", "metadata": {}}]:
        starts = cell["cell_type"] == "markdown" and cell["source"].startswith("## ")
        if run and (starts or (look == "story" and cell["cell_type"] == "code")):
            for at, one in enumerate(run):
                ends = [name for name, here in (("first", 0), ("last", len(run) - 1)) if at == here]
                one["metadata"]["look"] = " ".join([str(look), *ends])
            run = []
            look = None
        if starts:
            heading, _, rest = cell["source"].partition("\n")
            look = looks.get(heading.removeprefix("## ").strip())
            if look == "marked":
                badge = f'<span class="kit-badge">{words["look.marked"]}</span>'
                cell["source"] = f"{heading}\n\n{badge}\n\n{rest.lstrip()}".rstrip()
        if look:
            run.append(cell)


@cache
def notebook_style() -> str:
    """Return the pages' own rules for what is within a cell, for notebooks in Jupyter and nbconvert's HTML.

    The extension brings them to JupyterLab and Notebook, which take every style out of a notebook's text.
    nbconvert leaves it in.
    """
    look = files("kit") / "static" / "shell" / "look"
    rules = "".join((look / f"{name}.css").read_text(encoding="utf-8") for name in ("ink", "callouts"))
    rules = re.sub(r"/\*.*?\*/", "", rules, flags=re.S).replace(".kit-course", ".jp-RenderedMarkdown")
    return "\n".join(line.strip() for line in rules.splitlines() if line.strip())
