"""Read and check the English of each Spanish document, for staff, and the page on having them reviewed.

Both use the same Markdown as the documents. Neither needs an approval, and families get neither.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kit.content.family_text import Block, PageHead
from kit.content.front_matter import head_of
from kit.content.spanish import Document, homes, shape_faults
from kit.content.spanish import read as read_spanish
from kit.files import read_text
from kit.model import ContentFault, Fault

HOW_TO = "how_to_review"
"""The page's id and file name, without ``.md``. The page is optional."""


def read(
    case: Path, root: Path, documents: Mapping[str, Document]
) -> tuple[dict[str, Document], list[Fault]]:
    """Return the English of a case's documents by id, with faults where it is missing or has other parts."""
    found: dict[str, Document] = {}
    faults: list[Fault] = []
    for id, spanish in documents.items():
        path = case / "es" / f"{id}.en.md"
        name = path.relative_to(root).as_posix()
        if not path.is_file():
            faults.append(Fault(name, 1, "content.english_missing"))
            continue
        found[id] = Document(name, read_text(path))
        wrong = list(shape_faults(found[id], id, PageHead))
        faults += wrong or _unlike(found[id], spanish)
    return found, faults


def how_to_review(case: Path, root: Path) -> Document | None:
    """Return the page on having the documents reviewed, or ``None`` if there is none."""
    path = case / "es" / f"{HOW_TO}.md"
    return Document(path.relative_to(root).as_posix(), read_text(path)) if path.is_file() else None


def title_of(document: Document) -> str:
    """Return the title in the front matter; raises `kit.model.ContentFault` if that can't be read."""
    head = head_of(document.text, document.name, PageHead)
    if isinstance(head, list):
        raise ContentFault(*head)
    return head.title


def course_faults(folder: Path, root: Path) -> Iterator[Fault]:
    """Find English that doesn't match the Spanish part by part, and faults in the page on the review."""
    for case in homes(folder)[:1]:
        yield from read(case, root, read_spanish(case, root)[0])[1]
        if page := how_to_review(case, root):
            yield from shape_faults(page, HOW_TO, PageHead)


def _unlike(english: Document, spanish: Document) -> Iterator[Fault]:
    fields = [section.field for section in spanish.sections]
    if [section.field for section in english.sections] != fields:
        yield Fault(english.name, 1, "content.english_sections", fields=tuple(fields))
        return
    for one, other in zip(english.sections, spanish.sections, strict=True):
        if list(map(_shape, one.blocks)) != list(map(_shape, other.blocks)):
            yield Fault(english.name, one.line, "content.english_parts", field=one.field)


def _shape(block: Block) -> tuple[str, int, tuple[int, ...]]:
    return block.kind, len(block.texts), tuple(map(len, block.rows))
