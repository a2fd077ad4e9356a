"""Read the Markdown pages of a case: each person's own page, and the pages of the student's file."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

from kit.content.front_matter import head_of, split
from kit.content.yaml_files import Fault
from kit.files import read_text
from kit.model import Page
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
            right = f"name the file after one of {', '.join(sorted(known))}"
            faults.append(Fault(name, 1, f"nobody in case.yaml has the id {path.stem!r}", right))
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
            right = f"give it a name such as {number}_strengths.md"
            faults.append(
                Fault(name, 1, f"the name of page {number} of the file doesn't begin with its number", right)
            )
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
        Fault(
            name,
            line + at,
            "a page's title belongs in its front matter",
            "begin each heading in the text with ##",
        )
        for at, words in enumerate(body.split("\n"))
        if re.match(r"# ", words)
    ]
    if not body.strip():
        wrong.append(Fault(name, 1, "the page is empty", "write its text below the second ---"))
    return wrong or Page(title=head.title, text=body)
