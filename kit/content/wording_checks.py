"""Check every text of the course against ``wording.yaml``, the list of words that the course avoids.

A sentence may not make the child of a case the problem either; only sentences that name the child are
checked. Marked examples are left out.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from pydantic import Field

from kit.content.limits import Limits
from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import Fault, YamlFile, read_as
from kit.model.records import ItemId, Record, Text

NAME = "wording.yaml"


class Instead(Record):
    """Words that the course avoids, and what to write instead."""

    words: tuple[Text, ...] = Field(min_length=1)
    write: Text


class Child(Record):
    """The child of a case: the child's names, and the verbs and nouns that no sentence may give the child."""

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
    limits: Limits | None = None
    """Limits of the whole course; optional."""


def word_list(loaded: Loaded) -> tuple[WordList | None, list[Fault]]:
    """Read a folder's ``wording.yaml`` and list its faults: it must exist, and name items that exist."""
    needed = "add it: it lists the words to avoid"
    file, record, faults = read_as(loaded.folder / NAME, loaded.root, WordList, needed=needed)
    if file and record and loaded.content:
        known = {item.id for case in loaded.content.cases.values() for item in case.items.items}
        right = "use the id of one that is there, or remove the line"
        faults.extend(file.unknown("marked_examples.*", known, "there is no item {} in items.yaml", right))
    return record, faults


def pattern(words: Iterable[str]) -> str:
    """Return a regular expression that matches any of the words as an author wrote them.

    >>> bool(re.search(pattern(["hard-to-reach famil*"]), "A hard to\\nreach FAMILIES", re.I))
    True
    >>> bool(re.search(pattern(["fail*"]), "He did not prefail"))
    False
    """
    return rf"(?<!\w)(?:{'|'.join(_one(word) for word in words)})(?!\w)"


def _one(words: str) -> str:
    return "".join(_SIGNS.get(char) or re.escape(char) for char in " ".join(words.split()))


_SIGNS = {"*": r"\w*", "'": "['’]", "’": "['’]", "-": r"[-‐‑\s]+", " ": r"[-‐‑\s]+"}
_MARKED = re.compile(r"^\s*\|\s*\**\s*Marked examples?\b", re.IGNORECASE)
"""The first line of a table of marked examples."""

_SHOWN_AS_WRONG = {"anchor", "why"}
"""Keys of a rubric's level 0 whose text shows or explains an answer that earns nothing."""


def _pieces(file: YamlFile, marked: Collection[str]) -> Iterator[tuple[int, str]]:
    # Everything but marked examples (items with these ids) and what a rubric shows as wrong.
    left_out = [loc[:-1] for loc, id in file.each("items.*.id") if id in marked]
    for path in ("criteria.*.levels.*.level", "plan.criteria.*.levels.*.level"):
        zeros = [loc[:-1] for loc, level in file.each(path) if level == 0]
        left_out += [(*loc, key) for loc in zeros for key in _SHOWN_AS_WRONG]
    for loc, text in file.prose():
        if not any(loc[: len(one)] == one for one in left_out):
            yield file.line(*loc), text


def _without_tables(text: str) -> str:
    lines, within = [], False
    for line in text.split("\n"):
        within = bool(_MARKED.match(line)) or (within and line.lstrip().startswith("|"))
        lines.append("" if within else line)
    return "\n".join(lines)


_BETWEEN = (
    r"(?:\s+(?:also|always|already|just|never|not|now|often|once|sometimes|still|then|too|again|"
    r"has|have|had|been|is|was|may|might|must|will|would|could|does|did|do|keeps|kept|tends|to|who|"
    r"\w+ly))"
)
"""Words that may stand between a name and its verb."""

_NOT_HIS = r"(?!\s+(?:be|wait)\b)"
"""“He can't be asked to interpret” is about those who ask; “he can't wait” means that he looks forward."""


def faults(loaded: Loaded, texts: Iterable[NotebookText]) -> Iterator[Fault]:
    """Find faults in everything that learners and markers read, and in the list itself."""
    listed, wrong = word_list(loaded)
    yield from wrong
    if listed is None:
        return
    for file in loaded.files.values():
        yield from judged(file.name, _pieces(file, listed.marked_examples), listed)
    for notebook in texts:
        # Tables are blanked, not removed, so that line numbers stay right.
        yield from judged(notebook.name, [(1, _without_tables(notebook.text))], listed)


def judged(file: str, pieces: Iterable[tuple[int, str]], listed: WordList) -> Iterator[Fault]:
    """Yield a fault for each word on the list, and for each sentence that makes the child the problem."""
    child, names = listed.child, pattern(listed.child.names)
    does = rf"{names},?{_BETWEEN}{{0,3}}\s+{pattern(child.never_does)}{_NOT_HIS}"
    has = rf"{names}['’]s\s+(?:\w+\s+)?{pattern(child.never_has)}"
    looked_for = [
        *(
            (pattern(one.words), "is wording that the course doesn't use about anyone", one.write)
            for one in listed.instead
        ),
        *((one, "makes a child the problem", child.write) for one in (does, has)),
    ]
    compiled = [(re.compile(one, re.IGNORECASE), wrong, right) for one, wrong, right in looked_for]
    for line, text in pieces:
        for one, wrong, right in compiled:
            for found in one.finditer(text):
                # In a Markdown file, a line of the text is a line of the file.
                below = text.count("\n", 0, found.start()) if file.endswith(".md") else 0
                yield Fault(file, line + below, f"“{' '.join(found[0].split())}” {wrong}", right)
