"""A notebook's text becomes a notebook: jupytext reads it, directives are expanded, sections become cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kit.build.cells import Cell, code, markdown, with_ids
from kit.content.directives import DirectiveFault, Source, expand, expand_all
from kit.content.notebook_text import NotebookText, case_of
from kit.model import Content, ContentFault, MissingExtra

Notebook = dict[str, Any]
KERNEL = {"display_name": "Partnership Kit", "language": "python", "name": "partnership-kit"}


def assembled(cells: Iterable[Cell], title: str) -> Notebook:
    """A notebook of these cells, with stable ids and no outputs."""
    return {
        "cells": with_ids(cells),
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
    """The notebook of one text.

    Raises
    ------
    ContentFault
        A directive names nothing, or no cell opens a case.
    """
    read = read_markdown(text.text)
    source = Source(content, _case(text, content))
    check_directives(text, source)
    cells: list[Cell] = []
    for cell in read.cells:
        if cell.cell_type == "code":
            cells.append(code(cell.source))
        else:
            cells.extend(markdown(part) for part in sections(expand_all(cell.source, source)))
    return assembled(cells, str(read.metadata.get("title", text.stem)))


def read_markdown(text: str) -> Any:
    """A MyST text as jupytext reads it; raises `MissingExtra` where jupytext is not installed."""
    try:
        import jupytext
    except ImportError:
        raise MissingExtra("building needs jupytext", "author") from None
    return jupytext.reads(text, fmt="md:myst")


def _case(text: NotebookText, content: Content) -> str:
    first = next((piece for piece in text.pieces if piece.kind == "code"), None)
    case = case_of(first.text) if first else None
    if case is None or case not in content.cases:
        line = first.line if first else 1
        raise ContentFault(
            f"{text.name}:{line}: the first cell does not open a case of the course; "
            f'write course = open_course("{next(iter(content.cases), "ms_perez")}")'
        )
    return case


def check_directives(text: NotebookText, source: Source) -> None:
    """Raise the first directive that names nothing, with its line."""
    for piece in text.pieces:
        if piece.kind == "directive":
            try:
                expand(piece.text, source)
            except DirectiveFault as fault:
                raise ContentFault(f"{text.name}:{piece.line}: {fault}") from None


def sections(source: str) -> Iterator[str]:
    """Parts of a markdown cell, split before each heading of the second and third level."""
    yield from (part for part in re.split(r"\n(?=#{2,3} )", source) if part.strip())
