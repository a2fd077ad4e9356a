"""The course as the rules of this folder read it, and everything in it that somebody reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from courses import ROOT

from kit.content.checking import decks_of, guide_of, handouts_of, texts_of
from kit.content.directives import TIMES, Source, expand
from kit.content.loader import Loaded, read
from kit.content.notebook_text import NotebookText, Piece, read_notebook, scene_in
from kit.content.reading_grade import plain
from kit.content.times import shown_in
from kit.content.yaml_files import YamlFile, parse_text


@cache
def the_course() -> Loaded:
    """Return the course of this checkout."""
    return read(ROOT)


def both_wordings(root: Path) -> Iterator[NotebookText]:
    """Yield each notebook's text as a class reads it, and as a learner without a class does."""
    for text in texts_of(root):
        yield text
        yield text.said_alone()


def markdown(root: Path) -> Iterator[NotebookText]:
    """Yield every text that learners, instructors or families read."""
    yield from both_wordings(root)
    for pages in (guide_of(root), decks_of(root), handouts_of(root)):
        yield from pages
    for path in sorted([*root.glob("case_studies/*/*.md"), *root.glob("case_studies/*/file/*.md")]):
        yield read_notebook(path, path.relative_to(root).as_posix())


def made_up_class(root: Path) -> Iterator[YamlFile]:
    """Yield the files of the made-up class."""
    for path in sorted(root.glob("case_studies/demo/*.yaml")):
        file = parse_text(path.read_text("utf-8"), path.relative_to(root).as_posix())
        assert isinstance(file, YamlFile)
        yield file


_FOLDED = re.compile(r'(?s)<details.*?</details>|<(\w+)[^>]*\blang="es"[^>]*>.*?</\1>')


def outside_folds(piece: Piece, source: Source) -> str:
    """Return the English that a reader sees of a piece before unfolding anything."""
    if piece.kind != "directive" or TIMES.match(piece.text) or scene_in(piece.text):
        return shown_in(piece, source)
    return plain(_FOLDED.sub("", expand(piece.text, source) or ""))
