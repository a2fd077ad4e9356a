"""Which texts learners read, and whether each is easy enough; and whether prompts are short."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.prose import HIGHEST_GRADE, grade, plain, words
from kit.content.yaml_files import Fault, YamlFile

LEAST_WORDS = 20
"""A shorter piece is not judged alone: one long word would decide. It counts in its file."""

LONGEST_PROMPT = 60
_UNREAD = {
    "credit",
    "citation",
    "name",
    "id",
    "marker",
    "anchor",
    "evidence",
    "why",
    "kind",
    "provenance",
    "lane",
}
_REFERENCES = {"strategy", "scale", "notebook", "assignment", "graded", "bin", "law", "checked_on"}


def faults(loaded: Loaded, texts: list[NotebookText]) -> Iterator[Fault]:
    """Pieces and files above the highest grade, and prompts above the longest."""
    for name, file in loaded.files.items():
        if re.fullmatch(r"interface\.\w+\.yaml", name):
            continue  # A translation; the measure knows English alone.
        yield from _yaml(file)
        if file.name.endswith("items.yaml") and isinstance(file.data, dict):
            yield from _prompts(file)
    for text in texts:
        yield from _notebook(text)


def _yaml(file: YamlFile) -> Iterator[Fault]:
    pieces: dict[tuple[int | str, ...], list[str]] = {}
    for loc, text in file.texts():
        keys = {part for part in loc if isinstance(part, str)}
        if keys & (_UNREAD | _REFERENCES):
            continue
        # A piece is an entry of the outer list (an item, a row), or a strategy or a level within one.
        depth = 4 if "strategies" in loc or "levels" in loc else 2
        pieces.setdefault(loc[:depth], []).append(plain(text).strip())
    for loc, parts in pieces.items():
        yield from too_hard(file.name, file.line(*loc), f"{_called(file, loc)} reads", "\n\n".join(parts))
    everything = "\n\n".join(part for parts in pieces.values() for part in parts)
    yield from too_hard(file.name, 1, "the whole file reads", everything)


def _called(file: YamlFile, loc: tuple[int | str, ...]) -> str:
    node = file.data
    for part in loc:
        node = node[part]
    label = (node.get("id") or node.get("strategy")) if isinstance(node, dict) else None
    return repr(str(label or loc[-1]))


def _prompts(file: YamlFile) -> Iterator[Fault]:
    items = file.data.get("items")
    for index, item in enumerate(items if isinstance(items, list) else []):
        prompt = item.get("prompt") if isinstance(item, dict) else None
        if isinstance(prompt, str) and (count := len(words(plain(prompt)))) > LONGEST_PROMPT:
            yield file.fault(
                ("items", index, "prompt"),
                f"the prompt of {item.get('id')!r} has {count} words",
                f"at most {LONGEST_PROMPT}: move what explains into the notebook's text",
            )


def _notebook(text: NotebookText) -> Iterator[Fault]:
    sections: list[tuple[int, str, list[str]]] = [(1, "the opening", [])]
    for piece in text.pieces:
        if piece.kind == "heading" and piece.text.startswith("## "):
            sections.append((piece.line, repr(piece.text[3:]), []))
        elif piece.kind == "prose":
            sections[-1][2].append(plain(piece.text))
    for line, label, parts in sections:
        yield from too_hard(text.name, line, f"{label} reads", "\n\n".join(parts))
    yield from too_hard(text.name, 1, "the whole file reads", "\n\n".join(p for s in sections for p in s[2]))


def too_hard(file: str, line: int, reads: str, text: str, highest: float = HIGHEST_GRADE) -> Iterator[Fault]:
    """The fault of one plain text that reads above the highest grade."""
    if len(words(text)) >= LEAST_WORDS and (found := grade(text)) > highest:
        yield Fault(
            file,
            line,
            f"{reads} at grade {found}",
            f"shorten its sentences and take plainer words, to {highest} at most",
        )
