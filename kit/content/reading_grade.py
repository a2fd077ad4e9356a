"""Measure how hard a text is to read, and check that learners' texts are easy."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import YamlFile
from kit.model import Fault, MissingExtra

HIGHEST_GRADE = 9.0
"""The highest grade that the course allows for learners' texts."""

_LEAST_WORDS = 20
"""A shorter piece isn't judged alone, since one long word would decide. It counts in its file."""

_UNREAD = {"name", "marker", "anchor", "evidence", "why"}
"""Keys of names, and of texts that only markers read."""


def faults(loaded: Loaded, texts: list[NotebookText], highest: float = HIGHEST_GRADE) -> Iterator[Fault]:
    """Find pieces and files above the highest grade."""
    for name, file in loaded.files.items():
        if re.fullmatch(r"interface\.\w+\.yaml", name):
            continue  # A translation; the formula is for English only.
        yield from _yaml(file, highest)
    for text in texts:
        yield from _notebook(text, highest)


def _yaml(file: YamlFile, highest: float) -> Iterator[Fault]:
    pieces: dict[tuple[int | str, ...], list[str]] = {}
    for loc, text in file.prose():
        if _UNREAD.isdisjoint(loc):
            # A piece is an entry of the outer list (an item, a row), or a strategy or a level within one. The
            # sentences of errors, most of them for a terminal, are judged together.
            depth = 1 if loc[0] == "errors" else 4 if "strategies" in loc or "levels" in loc else 2
            pieces.setdefault(loc[:depth], []).append(plain(text).strip())
    for loc, parts in pieces.items():
        yield from too_hard(file.name, file.line(*loc), _called(file, loc), "\n\n".join(parts), highest)
    everything = "\n\n".join(part for parts in pieces.values() for part in parts)
    yield from too_hard(file.name, 1, "the whole file", everything, highest)


def _called(file: YamlFile, loc: tuple[int | str, ...]) -> str:
    node = file.at(*loc)
    label = (node.get("id") or node.get("strategy")) if isinstance(node, dict) else None
    return repr(str(label or loc[-1]))


def _notebook(text: NotebookText, highest: float) -> Iterator[Fault]:
    sections = by_section(text, "## ", plain)
    for line, label, prose in sections:
        yield from too_hard(text.name, line, label, prose, highest)
    whole = "\n\n".join(prose for _, _, prose in sections)
    yield from too_hard(text.name, 1, "the whole file", whole, highest)


def by_section(text: NotebookText, mark: str, read: Callable[[str], str]) -> list[tuple[int, str, str]]:
    """Return the prose under each heading that begins with ``mark``, after an opening without one.

    Each entry holds the heading's line and name, and the prose as ``read`` returns it.
    """
    sections: list[tuple[int, str, list[str]]] = [(1, "the opening", [])]
    for piece in text.pieces:
        if piece.kind == "heading" and piece.text.startswith(mark):
            sections.append((piece.line, repr(piece.text.lstrip("# ")), []))
        elif piece.kind == "prose":
            sections[-1][2].append(read(piece.text))
    return [(line, label, "\n\n".join(parts)) for line, label, parts in sections]


def too_hard(file: str, line: int, part: str, text: str, highest: float = HIGHEST_GRADE) -> Iterator[Fault]:
    """Yield a fault if a plain text reads above the highest grade."""
    if len(words(text)) >= _LEAST_WORDS and (found := grade(text)) > highest:
        yield Fault(file, line, "content.too_hard", part=part, grade=found, highest=highest)


_WORD = re.compile(r"[^\W_](?:[\w’'\-./]*[^\W_])?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]*_]*\s+|\n+")
_ABBREVIATION = re.compile(r"\b(Ms|Mr|Mrs|Dr|Sra|St|vs|etc|e\.g|i\.e|No|Cir|ed)\.")


def plain(markdown: str) -> str:
    """Return what a reader sees of Markdown: no code blocks, HTML, addresses, heading marks or emphasis.

    >>> plain("See **this** [page](https://example.org).")
    'See this page.'
    """
    text = re.sub(r"(?ms)^```.*?^```\s*$", "", markdown)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>\n]+>", "", text)
    text = re.sub(r"(?m)^[ \t]*(?:#{1,6}|>)[ \t]+", "", text)
    # A list entry ends the sentence above it.
    text = re.sub(r"(?m)^[ \t]*(?:[-*+]|\d+\.)[ \t]+", "\n", text)
    return re.sub(r"[*`|\\]|(?<!\w)_|_(?!\w)", "", text)


def words(text: str) -> list[str]:
    """Return the words of a plain text, in order.

    >>> words("It’s Ms. Perez, at 10:30.")
    ['It’s', 'Ms', 'Perez', 'at', '10', '30']
    """
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """Return the sentences of a plain text; a blank line or a new list entry ends one, too.

    >>> sentences("Ask Ms. Perez. Then wait.\\n\\nListen")
    ['Ask Ms Perez.', 'Then wait.', 'Listen']
    """
    joined = re.sub(r"(?<![\n.!?:…])\n(?!\n)", " ", _ABBREVIATION.sub(lambda m: m[1].replace(".", ""), text))
    return [part.strip() for part in _SENTENCE_END.split(joined) if part.strip() and words(part)]


@cache
def _hyphenation() -> Any:
    try:
        import pyphen
    except ImportError:
        raise MissingExtra("the reading grade needs pyphen", "author") from None
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """Count a word's syllables: by hyphenation or by its vowel groups, whichever finds more.

    Hyphenation misses breaks that a printer wouldn't make, and adjacent vowels count as one group. A silent
    *e*, *ed* or *es* at the end is no group. A word with one group has one syllable.

    >>> [syllables(w) for w in ("ask", "family", "interpreter", "2026")]
    [1, 3, 4, 1]
    """
    letters = re.sub(r"[^a-z]", "", word.lower())
    if not letters:
        return 1
    spoken = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouyscgxzh])es$", "", letters)
    vowels = len(re.findall(r"[aeiouy]+", spoken))
    hyphens = len(_hyphenation().positions(letters)) + 1
    return max(1, vowels, hyphens if vowels > 1 else 1)


def grade(text: str) -> float:
    """Return the Flesch–Kincaid grade of a plain text; 0.0 for a text without words.

    0.39 · words per sentence + 11.8 · syllables per word − 15.59 (Kincaid et al., 1975).

    >>> grade("We ask her. She tells us.") < 2 < grade("Professionals institutionalise accountability.")
    True
    """
    tokens = words(text)
    if not tokens:
        return 0.0
    per_sentence = len(tokens) / max(1, len(sentences(text)))
    per_word = sum(syllables(token) for token in tokens) / len(tokens)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)
