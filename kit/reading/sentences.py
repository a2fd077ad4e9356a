"""Sentences with exact offsets in the text as given. Nothing here judges what a sentence says.

Offsets count code points. For reading, a sentence also has a *plain* form (lower case, straight
quotes, no zero-width marks) and an *own* form without what stands in quotation marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_END = re.compile(r"(?<![.!?…])[.!?…]+[\"”’')\]*_]*(?=\s|$)|\n")


def word_set(listed: str) -> frozenset[str]:
    """A set from words with spaces between them.

    >>> sorted(word_set("of the"))
    ['of', 'the']
    """
    return frozenset(listed.split())


_ABBREVIATIONS = word_set(
    "mr mrs ms mx dr st prof jr sr vs etc e.g i.e a.m p.m approx dept fig feb mar apr jun jul aug "
    "sep sept oct nov dec jan"
)
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\u00ad]")
_QUOTE = re.compile(r'"[^"\n]{1,2000}"')
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "ʼ": "'"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Sentence:
    """One sentence: where it stands, its words as given, and two forms for reading."""

    start: int
    end: int
    text: str
    plain: str
    own: str

    def span(self) -> dict[str, int | str]:
        """The sentence as a piece of evidence."""
        return {"start": self.start, "end": self.end, "text": self.text}


def sentences(text: str) -> list[Sentence]:
    """Split a text; every sentence's ``text`` is ``text[start:end]``.

    >>> [s.text for s in sentences("Ms. Ruiz called at 4 p.m. today. I said: “Why?” and she laughed.")]
    ['Ms. Ruiz called at 4 p.m. today.', 'I said: “Why?” and she laughed.']
    """
    found, start = [], 0
    for match in _END.finditer(text):
        if text[match.start()] != "\n" and not _ends(text, match.start(), match.end()):
            continue
        found.append((start, match.end()))
        start = match.end()
    found.append((start, len(text)))
    return [one for a, b in found if (one := _sentence(text, a, b)) is not None]


def plain(text: str) -> str:
    """Lower case, straight quotes, single spaces, no invisible marks."""
    return _SPACE.sub(" ", _INVISIBLE.sub("", text).translate(_STRAIGHT)).strip().lower()


def words(text: str) -> list[str]:
    """The words of a text in their plain form.

    >>> words("Don’t — it's 4 o'clock")
    ["don't", "it's", '4', "o'clock"]
    """
    return _WORD.findall(plain(text))


def without_quotes(plain_text: str) -> str:
    """A plain text with quoted words taken out and the marks left.

    >>> without_quotes('she said "no way" twice')
    'she said "" twice'
    """
    return _QUOTE.sub('""', plain_text)


def _ends(text: str, mark: int, after: int) -> bool:
    following = text[after : after + 40].lstrip()
    if not following:
        return True
    if text[mark] == "." and after - mark == 1:
        last = text[max(0, mark - 8) : mark].split()[-1:]
        word = last[0].lower().lstrip("(\"'“‘*") if last else ""
        if word in _ABBREVIATIONS and not (word in {"a.m", "p.m", "etc"} and following[0].isupper()):
            return False
        if len(word) == 1 and word.isalpha() and word != "i":
            return False
    # "Why?" she asked: the sentence goes on. A writer who never uses capitals still ends with a full stop.
    closed = text[after - 1] in "\"”’')…"
    return not (closed and following[0].islower())


def _sentence(text: str, start: int, end: int) -> Sentence | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    piece = text[start:end].rstrip()
    end = start + len(piece)
    as_read = plain(piece)
    if not _WORD.search(as_read):
        return None
    return Sentence(start, end, piece, as_read, without_quotes(as_read))
