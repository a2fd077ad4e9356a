"""How hard a text is to read: words, sentences, syllables, Flesch–Kincaid grade. Text in, numbers out."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from kit.model import MissingExtra

HIGHEST_GRADE = 9.0
"""What the course allows a piece that learners read."""

_WORD = re.compile(r"[^\W_](?:[\w’'\-./]*[^\W_])?")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’')\]*_]*\s+|\n+")
_ABBREVIATION = re.compile(r"\b(Ms|Mr|Mrs|Dr|Sra|St|vs|etc|e\.g|i\.e|No|Cir|ed)\.")


def plain(markdown: str) -> str:
    """The text that a reader sees of Markdown: no code, HTML, addresses, headings' marks or emphasis.

    >>> plain("See **this** [page](https://example.org).")
    'See this page.'
    """
    text = re.sub(r"(?ms)^```.*?^```\s*$", "", markdown)
    text = re.sub(r"!\[[^\]]*\]\([^)]*\)", "", text)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<[^>\n]+>", "", text)
    text = re.sub(r"(?m)^\s*(?:#{1,6}|[-*+>]|\d+\.)\s+", "", text)
    return re.sub(r"[*`|\\]|(?<!\w)_|_(?!\w)", "", text)


def words(text: str) -> list[str]:
    """The words of a plain text, in order.

    >>> words("It’s Ms. Perez, at 10:30.")
    ['It’s', 'Ms', 'Perez', 'at', '10', '30']
    """
    return _WORD.findall(text)


def sentences(text: str) -> list[str]:
    """The sentences of a plain text; a blank line or a new list entry ends one too.

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
    """Syllables of a word: by hyphenation, or by its vowel groups where those are more.

    Hyphenation patterns miss breaks that a printer would not make; counting vowels alone hears a
    silent *e*. The larger of the two is the stricter reading.

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
    """Flesch–Kincaid grade of a plain text; 0.0 for a text without words.

    .39 · words a sentence + 11.8 · syllables a word − 15.59 (Kincaid et al., 1975).

    >>> grade("We ask her. She tells us.") < 2 < grade("Professionals institutionalise accountability.")
    True
    """
    tokens = words(text)
    if not tokens:
        return 0.0
    per_sentence = len(tokens) / max(1, len(sentences(text)))
    per_word = sum(syllables(token) for token in tokens) / len(tokens)
    return round(0.39 * per_sentence + 11.8 * per_word - 15.59, 1)
