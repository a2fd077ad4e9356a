"""Words that nobody here is called: ``wording.yaml``, and every passage of the course held against it.

No word for what a person or a family *is* that stands on the list, and no sentence that makes the child of
a case the problem; marked examples are left out. Only sentences that name the child are seen: what "he"
does, a reader must judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import Fault, YamlFile, parse, validate
from kit.model.records import ItemId, Record, Text

NAME = "wording.yaml"


class Instead(Record):
    """Words that are not used, and what to write in their place."""

    words: tuple[Text, ...] = Field(min_length=1)
    write: Text


class Child(Record):
    """The child of a case, and what no sentence lets the child do or have."""

    names: tuple[Text, ...] = Field(min_length=1)
    never_does: tuple[Text, ...] = Field(min_length=1)
    never_has: tuple[Text, ...] = Field(min_length=1)
    write: Text


class WordList(Record):
    """``wording.yaml``."""

    schema_version: Literal[1]
    instead: tuple[Instead, ...]
    marked_examples: tuple[ItemId, ...] = ()
    """Items that show such words on purpose."""
    child: Child


def word_list(loaded: Loaded) -> tuple[WordList | None, list[Fault]]:
    """The list of a folder and its faults: it must stand there, and name items that exist."""
    path = loaded.folder / NAME
    shown = str(path.relative_to(loaded.root))
    if not path.is_file():
        return None, [Fault(shown, 1, "the file is missing", "the words that nobody is called stand in it")]
    file = parse(path, shown)
    if isinstance(file, Fault):
        return None, [file]
    record = validate(file, WordList)
    if isinstance(record, list):
        return None, record
    return record, list(_unknown(loaded, record, file))


def _unknown(loaded: Loaded, record: WordList, file: YamlFile) -> Iterable[Fault]:
    cases = loaded.content.cases.values() if loaded.content else ()
    known = {item.id for case in cases for item in case.items.items}
    for index, one in enumerate(record.marked_examples):
        if loaded.content and one not in known:
            yield file.fault(
                ("marked_examples", index),
                f"there is no item {one!r} in items.yaml",
                "name one that stands there, or take the line out",
            )


def pattern(words: Iterable[str]) -> str:
    """A regular expression for any of the words as an author wrote them.

    >>> bool(re.search(pattern(["hard-to-reach famil*"]), "A hard to\\nreach FAMILIES", re.I))
    True
    >>> bool(re.search(pattern(["fail*"]), "He did not prefail"))
    False
    """
    return rf"(?<!\w)(?:{'|'.join(_one(word) for word in words)})(?!\w)"


def _one(words: str) -> str:
    parts = []
    for part in re.split(r"([-\s*'’]+?)", words):
        if part == "*":
            parts.append(r"\w*")
        elif part in {"'", "’"}:
            parts.append("['’]")
        elif part and re.fullmatch(r"[-\s]", part):
            parts.append(r"[-‐‑\s]+")
        else:
            parts.append(re.escape(part))
    return "".join(parts)


MARKED = re.compile(r"^\s*\|\s*\**\s*Marked examples?\b", re.IGNORECASE)
"""The first line of a table of marked examples."""

_NO_PROSE = {
    *("id", "strategy", "scale", "notebook", "assignment", "graded", "bin", "law", "kind", "lane"),
    *("provenance", "citation", "credit", "checked_on"),
}
_SHOWN_AS_WRONG = {"anchor", "why"}
"""What of a rubric's level 0 shows a text that earns nothing."""


@dataclass(frozen=True)
class Passage:
    """A text with its place; a place within it is an offset."""

    file: str
    line: int
    text: str
    lined: bool
    """Whether a line of the text is a line of the file, as it is in Markdown."""

    def fault(self, found: re.Match[str], wrong: str, right: str) -> Fault:
        """A fault of the words that were found in the text."""
        below = self.text.count("\n", 0, found.start()) if self.lined else 0
        return Fault(self.file, self.line + below, f"“{' '.join(found[0].split())}” {wrong}", right)


def passages(loaded: Loaded, texts: Iterable[NotebookText], marked: Iterable[str]) -> Iterator[Passage]:
    """All passages outside marked examples; `marked` are the ids of items that are such examples."""
    ids = set(marked)
    for file in loaded.files.values():
        for loc, text in file.texts():
            keys = {part for part in loc if isinstance(part, str)}
            if not keys & _NO_PROSE and not _level_0(file, loc) and not _item_in(file, loc, ids):
                yield Passage(file.name, file.line(*loc), text, lined=False)
    for notebook in texts:
        # Line by line, with the tables blanked: an offset still tells the line.
        yield Passage(notebook.name, 1, _without_tables(notebook.text), lined=True)


def _level_0(file: YamlFile, loc: tuple[int | str, ...]) -> bool:
    if "levels" not in loc:
        return False
    at = loc.index("levels") + 2
    level = _node(file.data, loc[:at])
    return isinstance(level, dict) and level.get("level") == 0 and bool(_SHOWN_AS_WRONG & set(loc[at:]))


def _item_in(file: YamlFile, loc: tuple[int | str, ...], ids: set[str]) -> bool:
    if not file.name.endswith("items.yaml") or loc[0] != "items":
        return False
    item = _node(file.data, loc[:2])
    return isinstance(item, dict) and item.get("id") in ids


def _node(data: Any, loc: tuple[int | str, ...]) -> Any:
    for part in loc:
        data = data[part]
    return data


def _without_tables(text: str) -> str:
    lines, within = [], False
    for line in text.split("\n"):
        within = bool(MARKED.match(line)) or (within and line.lstrip().startswith("|"))
        lines.append("" if within else line)
    return "\n".join(lines)


_BETWEEN = (
    r"(?:\s+(?:also|always|already|just|never|not|now|often|once|sometimes|still|then|too|again|"
    r"has|have|had|been|is|was|may|might|must|will|would|could|does|did|do|keeps|kept|tends|to|who|"
    r"\w+ly))"
)
"""Words that may stand between a name and its verb."""

_NOT_HIS = r"(?!\s+(?:be|wait)\b)"
"""“He can't be asked to interpret” is about those who ask, and who can't wait looks forward."""


def faults(loaded: Loaded, texts: Iterable[NotebookText]) -> Iterator[Fault]:
    """Faults of all that learners and markers read, and of the list itself."""
    listed, wrong = word_list(loaded)
    yield from wrong
    if listed is not None:
        yield from judged(passages(loaded, texts, listed.marked_examples), listed)


def judged(passages: Iterable[Passage], listed: WordList) -> Iterator[Fault]:
    """A fault for each word of the list, and for each sentence that makes the child the problem."""
    words = [(re.compile(pattern(one.words), re.IGNORECASE), one.write) for one in listed.instead]
    child = listed.child
    names = pattern(child.names)
    does = rf"{names},?{_BETWEEN}{{0,3}}\s+{pattern(child.never_does)}{_NOT_HIS}"
    has = rf"{names}['’]s\s+(?:\w+\s+)?{pattern(child.never_has)}"
    problem = [re.compile(one, re.IGNORECASE) for one in (does, has)]
    for passage in passages:
        for looked_for, write in words:
            for found in looked_for.finditer(passage.text):
                yield passage.fault(found, "is what nobody here is called", write)
        for looked_for in problem:
            for found in looked_for.finditer(passage.text):
                yield passage.fault(found, "makes a child the problem", child.write)
