"""``wording.yaml``: the words that an author may read, add to and argue with, as patterns to look for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from kit.content.yaml_files import Fault, YamlFile, parse, validate
from kit.model.records import ItemId
from kit.model.written import Record, Text

if TYPE_CHECKING:
    from kit.content.loader import Loaded

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
