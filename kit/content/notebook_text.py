"""Split a notebook's text by line into headings, directives, code cells and the prose between them.

A line that plays a scene makes two pieces: what paper shows there, and the cell of its form.
"""

import ast
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kit.content import passages
from kit.files import read_text


@dataclass(frozen=True)
class Piece:
    """A run of lines of one kind."""

    kind: Literal["prose", "heading", "directive", "code"]
    line: int
    text: str


@dataclass(frozen=True)
class Call:
    """The one call of a code cell, such as ``course.reflect("equity.today")``."""

    verb: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class NotebookText:
    """A file of ``notebooks/text/``: its stem, such as ``01_equity``, and its name in faults.

    ``text`` and ``pieces`` are what a class reads; ``written`` is the file with both wordings (`passages`).
    """

    stem: str
    name: str
    text: str
    pieces: tuple[Piece, ...]
    written: str

    @property
    def title(self) -> str:
        """Its first-level heading, or its stem if it has none."""
        heads = (p.text[2:].strip() for p in self.pieces if p.kind == "heading" and p.text.startswith("# "))
        return next(heads, self.stem)

    def said_alone(self) -> "NotebookText":
        """Return the same notebook as a learner without a class reads it."""
        text = passages.said(self.written, alone=True)
        return replace(self, text=text, pieces=tuple(_pieces(text)))


def read_notebook(path: Path, name: str) -> NotebookText:
    """Read one file and split it into pieces."""
    return taken_apart(path.stem, name, read_text(path))


def taken_apart(stem: str, name: str, written: str) -> NotebookText:
    """Split a notebook's text, as an author wrote it, into pieces."""
    text = passages.said(written, alone=False)
    return NotebookText(stem, name, text, tuple(_pieces(text)), written)


def call_of(code: str) -> Call | None:
    """Return the call that a cell makes on the course; ``None`` if the cell is anything else.

    >>> call_of('course.look_back("a.b", beside="c.d")')
    Call(verb='look_back', arguments=('a.b', 'c.d'))
    """
    try:
        body = ast.parse(code).body
    except SyntaxError:
        return None
    match body:
        case [ast.Expr(ast.Call(ast.Attribute(ast.Name("course"), verb), args, keywords))]:
            values = [*args, *(word.value for word in keywords)]
            texts = tuple(v.value for v in values if isinstance(v, ast.Constant) and isinstance(v.value, str))
            return Call(verb, texts) if len(texts) == len(values) else None
    return None


_SCENE = re.compile(r"^\{\{\s*scene\s+(\w+)\s*\}\}\s*$")


def scene_in(directive: str) -> str | None:
    """Return the scene that a directive's line plays; ``None`` for any other directive.

    >>> scene_in("{{ scene first_call }}")
    'first_call'
    """
    found = _SCENE.match(directive)
    return found[1] if found else None


def scene_call(name: str) -> str:
    """Return the code that plays a scene; `kit build` puts it in a cell.

    >>> scene_call("first_call")
    'course.scene("first_call")'
    """
    return f'course.scene("{name}")'


def case_of(code: str) -> str | None:
    """Return the case that a notebook's first cell opens, if the cell is exactly the two lines for that.

    >>> case_of('from kit import open_course\\n\\ncourse = open_course("ms_perez")')
    'ms_perez'
    """
    found = re.fullmatch(r'from kit import open_course\s+course = open_course\("(\w+)"\)', code.strip())
    return found[1] if found else None


def _pieces(text: str) -> list[Piece]:
    lines = text.split("\n")
    at = lines.index("---", 1) + 1 if lines[0] == "---" and "---" in lines[1:] else 0
    pieces: list[Piece] = []
    while at < len(lines):
        line = lines[at]
        if line.startswith("```"):
            end = next((i for i in range(at + 1, len(lines)) if lines[i].startswith("```")), len(lines))
            pieces.append(Piece("code", at + 2, "\n".join(lines[at + 1 : end])))
            at = end
        elif re.match(r"#{1,6} ", line):
            pieces.append(Piece("heading", at + 1, line.strip()))
        elif line.lstrip().startswith("{{"):
            pieces.append(Piece("directive", at + 1, line.strip()))
            if name := scene_in(line.strip()):
                pieces.append(Piece("code", at + 1, scene_call(name)))
        elif pieces and pieces[-1].kind == "prose":
            pieces[-1] = replace(pieces[-1], text=f"{pieces[-1].text}\n{line}")
        elif line.strip():
            pieces.append(Piece("prose", at + 1, line))
        at += 1
    return pieces
