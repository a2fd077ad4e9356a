"""``kit check``: apply every rule for content, and load content that is fit to build from."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kit.content import (
    alone_checks,
    content_lock,
    family_english,
    glossary,
    guide_checks,
    interface_checks,
    links,
    notebook_checks,
    reading_grade,
    recordings,
    references,
    sample_class,
    scene_checks,
    schedule_checks,
    spanish,
    voice_checks,
    wording_checks,
)
from kit.content.case_pages import PageHead, texts_of_cases
from kit.content.family_text import SpanishReview
from kit.content.limits import Limits, over
from kit.content.loader import GLOSSARY, MARKING, PER_CASE, PROCESS, SHARED, VOICES_FILE, Loaded, read
from kit.content.notebook_text import NotebookText, read_notebook
from kit.content.source_runs import copies
from kit.content.wording_checks import WordList
from kit.content.yaml_files import Fault
from kit.model import Content, ContentFault, Glossary, Overlay, Process, Voices
from kit.model.scenes import Scene


def check(folder: Path) -> list[str]:
    """Return every fault as ``file:line: what is wrong; what is right``, in the order of files and lines."""
    return faults_of(read(folder))


def faults_of(loaded: Loaded) -> list[str]:
    """Return what `check` says of a folder that has already been read."""
    texts, guide = texts_of(loaded.root), guide_of(loaded.root)
    decks, handouts = decks_of(loaded.root), handouts_of(loaded.root)
    # Each text as a class reads it, and also as a learner without a class does where the words differ.
    both = [*texts, *(one for text in texts if (one := text.said_alone()).text != text.text)]
    everything = [*both, *guide, *decks, *handouts, *texts_of_cases(loaded.folder, loaded.root)]
    resolved = [*loaded.faults, *references.faults(loaded, [text.stem for text in texts])]
    worded = list(interface_checks.faults(loaded))
    # Directives use the interface's words, so they wait until those have no faults.
    content = None if worded else loaded.content
    limits = limits_of(loaded)
    found = [
        *resolved,
        *worded,
        *(over(loaded, texts, limits) if limits and limits.held else reading_grade.faults(loaded, both)),
        *notebook_checks.faults(both, content),
        *alone_checks.faults(loaded, texts),
        *guide_checks.faults(guide, content),
        *guide_checks.faults(decks, content, pictures=True),
        *guide_checks.faults(handouts, content),
        *voice_checks.faults(loaded, texts),
        *scene_checks.faults(loaded, texts, limits),
        *recordings.faults(loaded),
        *schedule_checks.faults(loaded),
        *glossary.faults(loaded, texts),
        *content_lock.faults(loaded),
        *links.faults(loaded, both),
        *wording_checks.faults(loaded, everything),
        *_copies(loaded, everything),
        *spanish.course_faults(loaded.folder, loaded.root),
        *family_english.course_faults(loaded.folder, loaded.root),
        # The sample class waits until all ids resolve: a wrong id would show up again in its stories.
        *(() if resolved else sample_class.faults(loaded)),
    ]
    return [str(fault) for fault in sorted(set(found))]


def limits_of(loaded: Loaded) -> Limits | None:
    """Return the limits of a course; ``None`` if it has none, or ``wording.yaml`` can't be read."""
    listed, _ = wording_checks.word_list(loaded)
    return listed.limits if listed else None


def not_held(loaded: Loaded) -> list[str]:
    """Return what is over the limits of a course whose ``held`` is still false, as `check` would say it."""
    limits = limits_of(loaded)
    if limits is None or limits.held or loaded.content is None:
        return []
    return [str(fault) for fault in sorted(set(over(loaded, texts_of(loaded.root), limits)))]


def load(folder: Path) -> Content:
    """Return the content of a folder, if every file follows its schema and every id exists.

    Raises `ContentFault` with a line for every fault, or `NotFound` if there is no course in the folder.
    """
    loaded = read(folder)
    texts = [text.stem for text in texts_of(loaded.root)]
    faults = [
        *loaded.faults,
        *references.faults(loaded, texts),
        *scene_checks.unnamed(loaded, limits_of(loaded)),
    ]
    if faults or loaded.content is None:
        raise ContentFault("\n".join(map(str, sorted(set(faults)))))
    return loaded.content


def schemas() -> dict[str, dict[str, Any]]:
    """Return the JSON Schema of each kind of file that authors write, by the file's name.

    >>> sorted(schemas())[:3]
    ['case.yaml', 'file_page.md', 'framework.yaml']
    """
    kinds: dict[str, type[BaseModel]] = {
        **SHARED,
        **PER_CASE,
        **MARKING,
        VOICES_FILE: Voices,
        "file_page.md": PageHead,
        "overlay.yaml": Overlay,
        "scene.yaml": Scene,
        GLOSSARY: Glossary,
        PROCESS: Process,
        "review.yaml": SpanishReview,
        wording_checks.NAME: WordList,
    }
    return {name: record.model_json_schema() for name, record in kinds.items()}


def texts_of(root: Path, folder: str = "notebooks/text") -> list[NotebookText]:
    """Read the notebooks' texts of a checkout, in order; none if there is no such folder."""
    return [read_notebook(path, str(path.relative_to(root))) for path in sorted((root / folder).glob("*.md"))]


def guide_of(root: Path) -> list[NotebookText]:
    """Read the pages of the instructor's guide, in order; none if there is no such folder."""
    return texts_of(root, "notebooks/instructor/guide")


def decks_of(root: Path) -> list[NotebookText]:
    """Read the decks' texts, in order; none if there is no such folder."""
    return texts_of(root, "notebooks/instructor/decks")


def handouts_of(root: Path) -> list[NotebookText]:
    """Read the handouts' texts, in order; none if there is no such folder."""
    return texts_of(root, "notebooks/instructor/handouts")


def _copies(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    for file in loaded.files.values():
        yield from copies(file.name, ((file.line(*loc), text) for loc, text in file.texts()))
    for notebook in texts:
        yield from copies(notebook.name, ((piece.line, piece.text) for piece in notebook.pieces))
