"""Every passage whose wording is judged: all that learners and markers read, but for marked examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import Fault, YamlFile

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

    def fault(self, offset: int, wrong: str, right: str) -> Fault:
        """A fault at an offset of the text."""
        below = self.text.count("\n", 0, offset) if self.lined else 0
        return Fault(self.file, self.line + below, wrong, right)


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
