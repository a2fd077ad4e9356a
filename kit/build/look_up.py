"""What a learner looks up: the glossary, as data and as a page of its own, and the index to search.

The index is the course's text by step, as it reads, with the questions that are asked there. The page
searches it by itself; no server is asked.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from importlib.resources import files
from typing import Any

from kit.content import passages
from kit.content.directives import Source
from kit.content.her_words import BLOCK
from kit.content.notebook_checks import case_opened
from kit.content.notebook_text import NotebookText, call_of
from kit.content.reading_grade import plain
from kit.content.scene_directive import ON_PAPER
from kit.content.steps import steps_of
from kit.model import CaseContent, Content
from kit.web_page import web_page


def glossary_json(content: Content) -> bytes:
    """Each word with what it means, in the order of the alphabet."""
    shown = [{"id": one.id, "term": one.term, "says": one.says.strip()} for one in _sorted(content)]
    return (json.dumps(shown, indent=1, ensure_ascii=False) + "\n").encode()


def glossary_page(content: Content) -> bytes:
    """All words on one page, to read and to print."""
    title = content.words["glossary.title"]
    entries = "\n".join(
        f'<dt id="{one.id}">{escape(one.term)}</dt><dd>{escape(one.says.strip(), quote=False)}</dd>'
        for one in _sorted(content)
    )
    note = escape(content.words["glossary.note"])
    style = files("kit.build").joinpath("glossary.css").read_text(encoding="utf-8")
    return web_page(
        title, f"<h1>{escape(title)}</h1>\n<p>{note}</p>\n<dl>\n{entries}\n</dl>", style, fonts="beside"
    ).encode()


def _sorted(content: Content) -> list[Any]:
    return sorted(content.glossary, key=lambda one: one.term.casefold())


def search_index(
    texts: Iterable[NotebookText], notebooks: Mapping[str, Mapping[str, Any]], content: Content
) -> bytes:
    """The words of every step of every notebook, by its address; ``alone`` where they are others then."""
    found = []
    for text in texts:
        case = str(case_opened(text, content))
        steps = steps_of(text, Source(content, case))
        both = [
            _by_step(_as_read(notebooks[text.stem]["cells"], alone), said.cases[case])
            for alone, said in ((False, content), (True, content.said_to({"alone": True})))
        ]
        for step, words, alone in zip(steps, *both, strict=True):
            entry = {"notebook": f"{text.stem}.ipynb", "step": step.slug, "title": step.title, "text": words}
            found.append(entry if alone == words else {**entry, "alone": alone})
    return (json.dumps(found, indent=0, ensure_ascii=False) + "\n").encode()


def _as_read(cells: Iterable[Mapping[str, Any]], alone: bool) -> Iterator[Mapping[str, Any]]:
    return ({**cell, "source": passages.shown(str(cell["source"]), alone=alone)} for cell in cells)


def _by_step(cells: Iterable[Mapping[str, Any]], case: CaseContent) -> Iterator[str]:
    """The words of each step; what stands before the first heading belongs to the first."""
    parts: list[str] = []
    begun = False
    for cell in cells:
        # What she says is the learner's own voice on the page, and the first one in the notebook.
        # A scene is played there, and what stands in its place on paper is hidden.
        source = ON_PAPER.sub("", BLOCK.sub("", str(cell["source"])))
        heading, _, rest = source.partition("\n")
        if cell["cell_type"] == "code":
            parts += _asked(source, case)
        elif heading.startswith("## "):
            if begun:
                yield _joined(parts)
                parts = []
            begun = True
            parts.append(rest)
        else:
            parts.append(rest if heading.startswith("# ") else source)
    yield _joined(parts)


def _asked(source: str, case: CaseContent) -> Iterator[str]:
    call = call_of(source)
    if call is None or call.verb == "recall":
        return
    names = [f"scene.{one}" for one in call.arguments] if call.verb == "scene" else call.arguments
    for item in case.items.items:
        if item.id in names:
            yield f"{item.title}\n\n{item.prompt or ''}"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(unescape(plain("\n\n".join(parts))).split())
