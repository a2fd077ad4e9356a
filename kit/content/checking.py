"""``kit check``: every rule that content keeps to, in one list; and content that may be built from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kit.content import (
    citations,
    content_lock,
    deficit_wording,
    guide_checks,
    interface_checks,
    links,
    named_child,
    notebook_checks,
    reading_grade,
    references,
    sample_class,
    spanish,
)
from kit.content.loader import Loaded, read
from kit.content.marked_examples import passages
from kit.content.notebook_text import NotebookText, read_text
from kit.content.source_runs import copied
from kit.content.word_list import word_list
from kit.content.yaml_files import Fault
from kit.model import Content, ContentFault


def check(folder: Path) -> list[str]:
    """Every fault as ``file:line: what is wrong; what is right``, in the order of files and lines."""
    loaded = read(folder)
    texts = texts_of(loaded.root)
    guide = guide_of(loaded.root)
    resolved = [*loaded.faults, *references.faults(loaded, [text.stem for text in texts])]
    found = [
        *resolved,
        *reading_grade.faults(loaded, texts),
        *(
            fault
            for text in texts
            if loaded.content
            for fault in notebook_checks.faults(text, loaded.content)
        ),
        *guide_checks.faults(guide, loaded.content),
        *citations.faults(loaded),
        *interface_checks.faults(loaded),
        *content_lock.faults(loaded),
        *links.faults(loaded, texts),
        *_wording(loaded, [*texts, *guide]),
        *_copies(loaded, [*texts, *guide]),
        *spanish.course_faults(loaded.folder, loaded.root),
        # The sample class follows the rest: while an id is wrong there, its stories miss it too.
        *(() if resolved else sample_class.faults(loaded)),
    ]
    return [str(fault) for fault in sorted(set(found))]


def load(folder: Path) -> Content:
    """The content of a folder, if every file follows its schema and every id resolves.

    Raises
    ------
    ContentFault
        One line for every fault.
    NotFound
        There is no course in the folder.
    """
    loaded = read(folder)
    faults = [*loaded.faults, *references.faults(loaded, [text.stem for text in texts_of(loaded.root)])]
    if faults or loaded.content is None:
        raise ContentFault("\n".join(map(str, sorted(set(faults)))))
    return loaded.content


def texts_of(root: Path) -> list[NotebookText]:
    """The notebooks' texts of a checkout, in order; none where there is no such folder."""
    place = root / "notebooks" / "text"
    return [read_text(path, str(path.relative_to(root))) for path in sorted(place.glob("*.md"))]


def guide_of(root: Path) -> list[NotebookText]:
    """The pages of the instructor's guide, in order; none where there is no such folder."""
    place = root / "notebooks" / "instructor" / "guide"
    return [read_text(path, str(path.relative_to(root))) for path in sorted(place.glob("*.md"))]


def _wording(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    listed, wrong = word_list(loaded)
    yield from wrong
    if listed is not None:
        judged = list(passages(loaded, texts, listed.marked_examples))
        yield from deficit_wording.faults(judged, listed.instead)
        yield from named_child.faults(judged, listed.child)


def _copies(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    for file in loaded.files.values():
        for loc, text in file.texts():
            if run := copied(text):
                yield file.fault(loc, f"“{run}” stands in the source", "say it in the course's own words")
    for notebook in texts:
        for piece in notebook.pieces:
            if run := copied(piece.text):
                yield Fault(
                    notebook.name,
                    piece.line,
                    f"“{run}” stands in the source",
                    "say it in the course's own words",
                )
