"""Spanish documents for families: read, checked for what each must contain, and approved or not.

A document is approved once a qualified translator and two Spanish-speaking parents have approved its exact
text (``es/review.yaml``). Code that renders one asks `approved`; nothing else removes the draft mark.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from kit.content.family_text import Approval, DocumentHead, PageHead, Section, SpanishReview, sections
from kit.content.front_matter import head_of, split
from kit.content.yaml_files import YamlFile, read_as
from kit.files import read_text
from kit.model import ContentFault, Fault

FIELDS = {
    "communication_preferences": (
        "para_que nombres idioma interprete manera horas temas personas acceso cambios"
    ),
    "meeting_notice": (
        "de_que para_que cuando_y_donde quienes invitar interprete "
        "antes durante despues si_no_puede transicion derechos contacto"
    ),
    "feedback_form": (
        "voluntario sin_efecto como persona_neutral mas menos diferencia cambiar despues derechos"
    ),
    "you_said_we_changed": "gracias tabla no_pudimos corregir sin_efecto contacto",
}
"""The four documents, and the sections that each must have."""
_FOLDER = "es"
_REVIEW = "review.yaml"
_PARENTS = 2
"""The number of parents, in addition to the translator, who must approve a text."""


@dataclass(frozen=True)
class Document:
    """A document and the name of its file in faults. What is shown and its hash both come from ``text``."""

    name: str
    text: str

    @property
    def sha256(self) -> str:
        """The hash of the exact text; CRLF and LF count as the same."""
        return hashlib.sha256(self.text.replace("\r\n", "\n").encode()).hexdigest()

    @cached_property
    def head(self) -> DocumentHead:
        """The front matter; raises `kit.model.ContentFault` if it can't be read."""
        found = head_of(self.text, self.name, DocumentHead)
        if isinstance(found, list):
            raise ContentFault(*found)
        return found

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """What families read, in order."""
        return tuple(sections(*split(self.text)[1:])[0])


def approved(document: Document, review: SpanishReview, today: date | None = None) -> bool:
    """Return whether a translator and two parents, three people, have approved this exact text by today."""
    entry = review.documents.get(document.head.id)
    if entry is None or entry.translator is None:
        return False
    given = (entry.translator, *entry.parents)
    day, text = today or date.today(), document.sha256
    valid = [one for one in given if one.sha256 == text and one.approved_on <= day]
    return entry.translator in valid and len(_people(valid)) >= 1 + _PARENTS


def _people(given: Iterable[Approval]) -> set[str]:
    return {" ".join(one.name.casefold().split()) for one in given}


def read(
    case: Path, root: Path
) -> tuple[dict[str, Document], YamlFile | None, SpanishReview | None, list[Fault]]:
    """Return a case's documents by id, the review's file and its approvals, and the faults in all of them."""
    faults: list[Fault] = []
    found: dict[str, Document] = {}
    folder = case / _FOLDER
    for id, fields in FIELDS.items():
        path = folder / f"{id}.md"
        name = path.relative_to(root).as_posix()
        if not path.is_file():
            faults.append(Fault(name, 1, "content.spanish_missing"))
            continue
        document = Document(name, read_text(path))
        wrong = list(_document_faults(document, id, fields.split()))
        faults.extend(wrong)
        if not wrong:
            found[id] = document
    missing = "content.no_review"
    file, review, wrong = read_as(folder / _REVIEW, root, SpanishReview, missing=missing)
    return found, file, review, faults + wrong


def homes(folder: Path) -> list[Path]:
    """Return the cases in ``case_studies/`` that hold documents; a course has one, or none."""
    return [path.parent for path in sorted(folder.glob(f"*/{_FOLDER}")) if path.is_dir()]


def course_faults(folder: Path, root: Path) -> Iterator[Fault]:
    """Find what is missing or wrong in the Spanish of ``case_studies/``; one set serves every family."""
    cases = homes(folder)
    if not cases:
        return
    for path in cases[1:]:
        yield Fault((path / _FOLDER).relative_to(root).as_posix(), 1, "content.spanish_twice")
    documents, file, review, found = read(cases[0], root)
    yield from found
    if file is None or review is None:
        return
    for id, entry in review.documents.items():
        where = ("documents", id)
        if id not in FIELDS:
            yield file.fault(where, "content.review_document", document=id, known=tuple(FIELDS))
            continue
        given = [one for one in (entry.translator, *entry.parents) if one is not None]
        if id in documents and any(one.sha256 != documents[id].sha256 for one in given):
            yield file.fault(where, "content.review_text", document=id, sha256=documents[id].sha256)
        if any(one.approved_on > date.today() for one in given):
            yield file.fault(where, "content.review_day", document=id)
        if len(_people(given)) < len(given):
            yield file.fault(where, "content.review_people", document=id)


def _document_faults(document: Document, id: str, fields: list[str]) -> Iterator[Fault]:
    yield from shape_faults(document, id, DocumentHead)
    if isinstance(head_of(document.text, document.name, DocumentHead), list):
        return
    found = document.sections
    names = [section.field for section in found]
    for field in fields:
        if field not in names:
            yield Fault(document.name, 1, "content.section_missing", field=field)
    for index, section in enumerate(found):
        if not section.blocks:
            yield Fault(document.name, section.line, "content.section_empty", field=section.field)
        if section.field in names[:index]:
            yield Fault(document.name, section.line, "content.section_twice", field=section.field)


def shape_faults(document: Document, id: str, record: type[PageHead]) -> Iterator[Fault]:
    """Find front matter that can't be read or names another document, and text outside any section."""
    head = head_of(document.text, document.name, record)
    if isinstance(head, list):
        yield from head
        return
    if head.id != id:
        yield Fault(document.name, 1, "content.document_id", id=head.id, right=id)
    for line, error in sections(*split(document.text)[1:])[1]:
        yield Fault(document.name, line, error.code, **error.facts)
