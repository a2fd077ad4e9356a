"""Read the Markdown pages of a case: each person's own page, and the pages of the student's file."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from kit.content.front_matter import head_of, split
from kit.files import read_text
from kit.model import Fault, Page
from kit.model.records import Record, Text

FILE = "file"
"""The folder of the student's file. Each page's name begins with its number, as in ``1_strengths.md``."""


class PageHead(Record):
    """The front matter of a page."""

    schema_version: Literal[1]
    title: Text


def people_pages(case: Path, root: Path, people: Iterable[str]) -> tuple[dict[str, Page], list[Fault]]:
    """Read a case's pages by the person's id, and list what is wrong with them."""
    known = set(people)
    found: dict[str, Page] = {}
    faults: list[Fault] = []
    for path in sorted(case.glob("*.md")):
        page = _read(path, root)
        if path.stem not in known:
            name = path.relative_to(root).as_posix()
            faults.append(
                Fault(name, 1, "content.page_of_nobody", person=path.stem, known=tuple(sorted(known)))
            )
        elif isinstance(page, list):
            faults += page
        else:
            found[path.stem] = page
    return found, faults


def file_pages(case: Path, root: Path) -> tuple[tuple[Page, ...], list[Fault]]:
    """Read the pages of the student's file in order, and list what is wrong with them."""
    pages: list[Page] = []
    faults: list[Fault] = []
    for number, path in enumerate(sorted((case / FILE).glob("*.md")), 1):
        page = _read(path, root)
        if not path.name.startswith(f"{number}_"):
            name = path.relative_to(root).as_posix()
            faults.append(Fault(name, 1, "content.page_number", number=number))
        elif isinstance(page, list):
            faults += page
        else:
            pages.append(page)
    return tuple(pages), faults


def _read(path: Path, root: Path) -> Page | list[Fault]:
    name, text = path.relative_to(root).as_posix(), read_text(path)
    head = head_of(text, name, PageHead)
    if isinstance(head, list):
        return head
    _, body, line = split(text)
    wrong = [
        Fault(name, line + at, "content.page_title")
        for at, words in enumerate(body.split("\n"))
        if re.match(r"# ", words)
    ]
    if not body.strip():
        wrong.append(Fault(name, 1, "content.page_empty"))
    return wrong or Page(title=head.title, text=body)
