"""Build what learners look things up in: the glossary, as data and as a page, and the search index.

The index has the text of each step as learners read it, with the questions that the step asks. The search
runs in the page, without a server.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from importlib.resources import files
from typing import Any

from kit.content import passages
from kit.content.course_files import is_style
from kit.content.directives import Source
from kit.content.her_words import BLOCK
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, call_of
from kit.content.reading_grade import plain
from kit.content.scene_directive import ON_PAPER
from kit.content.steps import steps_of
from kit.model import CaseContent, Content
from kit.web_page import web_page

COURSE = "../../index.html"
"""The address of Home for pages in ``static/shell``."""


def glossary_json(content: Content) -> bytes:
    """Return each word with its meaning as JSON, in alphabetical order."""
    shown = [{"id": one.id, "term": one.term, "says": one.says.strip()} for one in _sorted(content)]
    return (json.dumps(shown, indent=1, ensure_ascii=False) + "\n").encode()


def glossary_page(content: Content) -> bytes:
    """Return a page with all words, to read and to print."""
    title = content.words["glossary.title"]
    entries = "\n".join(
        f'<dt id="{one.id}">{escape(one.term)}</dt><dd>{escape(one.says.strip(), quote=False)}</dd>'
        for one in _sorted(content)
    )
    note = escape(content.words["glossary.note"])
    style = files("kit.build").joinpath("glossary.css").read_text(encoding="utf-8")
    return web_page(
        title,
        f"<h1>{escape(title)}</h1>\n<p>{note}</p>\n<dl>\n{entries}\n</dl>",
        style,
        fonts="beside",
        back=(COURSE, content.words["workbook.back"]),
    ).encode()


def _sorted(content: Content) -> list[Any]:
    return sorted(content.glossary, key=lambda one: one.term.casefold())


def search_index(
    texts: Iterable[NotebookText], notebooks: Mapping[str, Mapping[str, Any]], content: Content
) -> bytes:
    """Return the search index: the words of every step of every notebook, with the step's address.

    An entry has ``alone`` if the words differ for a learner without a class.
    """
    found = []
    for text in texts:
        case = str(case_opened(text, content))
        steps = steps_of(text, Source(content, case))
        both = [
            _by_step(_as_read(notebooks[text.stem]["cells"], alone), said.cases[case], alone)
            for alone, said in ((False, content), (True, content.said_to({"alone": True})))
        ]
        for step, words, alone in zip(steps, *both, strict=True):
            entry = {"notebook": f"{text.stem}.ipynb", "step": step.slug, "title": step.title, "text": words}
            found.append(entry if alone == words else {**entry, "alone": alone})
    return (json.dumps(found, indent=0, ensure_ascii=False) + "\n").encode()


def _as_read(cells: Iterable[Mapping[str, Any]], alone: bool) -> Iterator[Mapping[str, Any]]:
    read = (cell for cell in cells if not is_style(cell))
    return ({**cell, "source": passages.shown(str(cell["source"]), alone=alone)} for cell in read)


def _by_step(cells: Iterable[Mapping[str, Any]], case: CaseContent, alone: bool) -> Iterator[str]:
    """Yield the words of each step. Text before the first heading belongs to the first step."""
    parts: list[str] = []
    begun = False
    for cell in cells:
        # Leave out her words: the notebook has voice a, but the page shows the learner's own voice.
        # Leave out the printed form of a scene: the page hides it and plays the scene instead.
        source = ON_PAPER.sub("", BLOCK.sub("", str(cell["source"])))
        heading, _, rest = source.partition("\n")
        if cell["cell_type"] == "code":
            parts += _asked(source, case, alone)
        elif heading.startswith("## "):
            if begun:
                yield _joined(parts)
                parts = []
            begun = True
            parts.append(rest)
        else:
            parts.append(rest if heading.startswith("# ") else source)
    yield _joined(parts)


def _asked(source: str, case: CaseContent, alone: bool) -> Iterator[str]:
    call = call_of(source)
    if call is None or call.verb == "recall":
        return
    names = [f"scene.{one}" for one in call.arguments] if call.verb == "scene" else call.arguments
    for item in case.items.items:
        if item.id in names and not (alone and item.for_class):
            yield f"{item.title}\n\n{item.prompt or ''}"


def _joined(parts: Iterable[str]) -> str:
    # Without the rule under a table's head, and the sign of a quotation.
    signs = r"(?m)^[|\s:-]*-{3,}[|\s:-]*$|^\s*>\s?"
    return " ".join(unescape(plain(re.sub(signs, "", "\n\n".join(parts)))).split())
