"""``kit check``: apply every rule for content, and load content that is fit to build from."""

from pathlib import Path
from typing import Any

from pydantic import BaseModel

from kit.content import (
    content_lock,
    family_english,
    guide_checks,
    interface_checks,
    links,
    notebook_checks,
    passages,
    reading_grade,
    references,
    sample_class,
    scene_checks,
    schedule_checks,
    spanish,
    voice_checks,
)
from kit.content.case_pages import PageHead
from kit.content.family_text import SpanishReview
from kit.content.loader import GLOSSARY, MARKING, PER_CASE, PROCESS, SHARED, VOICES_FILE, Loaded, read
from kit.content.notebook_text import NotebookText, read_notebook
from kit.model import Content, ContentFault, Fault, Glossary, Overlay, Process, Voices
from kit.model.scenes import Scene


def check(folder: Path) -> list[Fault]:
    """Return every fault of a course, in the order of files and lines."""
    return faults_of(read(folder))


def faults_of(loaded: Loaded) -> list[Fault]:
    """Return what `check` says of a folder that has already been read."""
    texts = texts_of(loaded.root)
    # Each text as a class reads it, and also as a learner without a class does where the words differ.
    both = [*texts, *(one for text in texts if (one := text.said_alone()).text != text.text)]
    resolved = [*loaded.faults, *references.faults(loaded, [text.stem for text in texts])]
    worded = list(interface_checks.faults(loaded))
    # Directives use the interface's words, so they wait until those have no faults.
    content = None if worded else loaded.content
    found = [
        *resolved,
        *worded,
        *(fault for text in texts for fault in passages.faults(text.name, text.written)),
        *reading_grade.faults(loaded, both),
        *notebook_checks.faults(both, content),
        *guide_checks.faults(guide_of(loaded.root), content),
        *guide_checks.faults(decks_of(loaded.root), content, pictures=True),
        *guide_checks.faults(handouts_of(loaded.root), content),
        *voice_checks.faults(loaded, texts),
        *scene_checks.faults(loaded),
        *schedule_checks.faults(loaded),
        *content_lock.faults(loaded),
        *links.faults(loaded, both),
        *spanish.course_faults(loaded.folder, loaded.root),
        *family_english.course_faults(loaded.folder, loaded.root),
        # The sample class waits until all ids resolve: a wrong id would show up again in its stories.
        *(() if resolved else sample_class.faults(loaded)),
    ]
    return sorted(set(found))


def load(folder: Path) -> Content:
    """Return the content of a folder, if every file follows its schema and every id exists.

    Raises `ContentFault` with a line for every fault, or `KitError` if there is no course in the folder.
    """
    loaded = read(folder)
    texts = [text.stem for text in texts_of(loaded.root)]
    faults = [
        *loaded.faults,
        *references.faults(loaded, texts),
        *scene_checks.unnamed(loaded),
    ]
    if faults or loaded.content is None:
        raise ContentFault(*faults)
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
