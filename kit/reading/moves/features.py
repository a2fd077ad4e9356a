"""The features that the move model sees of one sentence: its words, its wording and its manner. Pure Python.

There are four families of features, each a list of names. The trainer counts the same names, so training and
use can't drift apart. Proper names inside a sentence become one word, and so do *she* and *he*, *mother* and
*father*, because what a sentence does must not depend on them. Neighboring sentences don't count.
"""

import contextlib
import re
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from kit.reading.lexicon import listed

LONGEST = 4_000
"""How many characters of a sentence are read; a longer one is not a person's, and must not slow us down."""

_TOKEN = re.compile(r"(?:[^\W\d_]|')+|\d+|[^\w\s]")
_NAME = re.compile(r"(?:(?<=[a-z,;] )|(?<=Mr\. )|(?<=Ms\. )|(?<=Mrs\. )|(?<=Dr\. ))(?!I\b)[A-ZÀ-ÖØ-ÞŠŽČŘ]\w+")
_TWICE_DECODED = re.compile("[ÃÂÅÄâ]")
_STRAIGHT = str.maketrans({"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "`": "'", "ʼ": "'"})
_ENDINGS = ("ing", "ed", "ly", "tion", "s")
_LISTS = dict(listed("moves"))
_SAME = {
    word + end: one + end
    for line in _LISTS.pop("same")
    for one, *words in [line.split()]
    for word in words
    for end in ("", "'s")
}
_KINDS = {name: frozenset(" ".join(lines).split()) for name, lines in _LISTS.items()}
_KEEP = _KINDS.pop("keep")
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words}
_PAIRS = (
    "not&will", "i&past", "i&feel", "i&think", "i&will", "not&i", "not&think", "will&they", "hard&past",
    "hedge&i", "think&past", "we&will", "i&not",
)  # fmt: skip
_same = _SAME.get
_AND = tuple((pair, *pair.split("&")) for pair in _PAIRS)
_MANY = 100_000
_STARTS = ("i", "feel", "think", "will")


class Features(NamedTuple):
    """The names of the features, family by family."""

    words: set[str]
    shapes: set[str]
    stems: set[str]
    manner: list[str]


def mended(text: str) -> str:
    """Repair UTF-8 text that was decoded as Windows-1252; return any other text unchanged.

    >>> mended("MiÅ¡a and señora")
    'MiÅ¡a and señora'
    >>> mended("MiÅ¡a")
    'Miša'
    """
    if _TWICE_DECODED.search(text):
        with contextlib.suppress(UnicodeError):
            return text.encode("cp1252").decode("utf-8")
    return text


def tokens(sentence: str) -> list[str]:
    """Return lower-case words, numbers and marks; wrongly decoded text is repaired first.

    >>> tokens("I didn’t know Zofie, 2 of us!")
    ['i', "didn't", 'know', 'xname', ',', '2', 'of', 'us', '!']
    >>> tokens("She told her mother.") == tokens("He told his father.")
    True
    """
    text = sentence[:LONGEST]
    if not text.isascii():
        text = mended(text).translate(_STRAIGHT)
    found = _TOKEN.findall(_NAME.sub("xname", text).lower())
    return list(map(_same, found, found))


def features(found: list[str]) -> Features:
    """Return the features of a sentence's tokens.

    >>> seen = features(tokens("I felt lost."))
    >>> sorted(seen.words)[:4], "past" in seen.manner, "i&feel" in seen.manner
    (['.', 'felt', 'felt_lost', 'i'], False, True)
    """
    words = set(found)
    words.update([f"{a}_{b}" for a, b in pairwise(found)])
    shape = ["^", *[_shape(token) for token in found], "$"]
    pairs = [f"{a}|{b}" for a, b in pairwise(shape)]
    shapes = set(pairs)
    shapes.update([f"{a}|{b}" for a, b in zip(pairs, shape[2:], strict=False)])
    stems = {stem for token in found for stem in _stems(token)}
    return Features(words, shapes, stems, _manner(found))


@lru_cache(_MANY)
def _shape(token: str) -> str:
    """Return a word's outline: a small word itself; otherwise its kind, if it has one, or its ending."""
    if token in _KEEP:
        return token
    if token in _KIND_OF:
        return "<" + _KIND_OF[token]
    return "*" + next((end for end in _ENDINGS if len(token) > 4 and token.endswith(end)), "")


@lru_cache(_MANY)
def _stems(token: str) -> tuple[str, ...]:
    """Return the beginning and the ending of a longer word."""
    ends = f"{token[:5]}-", f"-{token[-3:]}"
    return ends if len(token) > 5 else ends[1:] if len(token) > 4 else ()


@lru_cache(_MANY)
def _kinds(token: str) -> tuple[str, ...]:
    """Return the kinds that a word counts for."""
    kinds = tuple(kind for kind, words in _KINDS.items() if token in words)
    return (*kinds, "past") if len(token) > 3 and token.endswith("ed") else kinds


def _manner(found: list[str]) -> list[str]:
    size = len(found) or 1
    counts: dict[str, int] = {}
    for token in found:
        for kind in _kinds(token):
            counts[kind] = counts.get(kind, 0) + 1
    seen = [f"n{min(14, ((size + 1) ** 2).bit_length())}", f"comma{min(4, found.count(','))}"]
    for kind, count in counts.items():
        seen += (kind, f"{kind}%{min(6, 20 * count // size)}")
        if count > 1:
            seen.append(f"{kind}+")
    first = {kind for token in found[:3] for kind in _kinds(token)}
    seen += [f"{kind}^" for kind in _STARTS if kind in first]
    past = "past" in counts
    if past != ("now" in counts):
        seen.append("past only" if past else "now only")
    seen += [mark for mark in '?!":;(' if mark in found]
    if any(map(str.isdigit, found)):
        seen.append("digit")
    seen += [pair for pair, a, b in _AND if a in counts and b in counts]
    seen.append(f"who{'i' in counts:d}{'we' in counts:d}{'they' in counts:d}{past:d}")
    seen += [f"{place}={token}" for place, token in enumerate(found[:4])]
    seen += ["b=" + "_".join(found[:2]), "t=" + "_".join(found[:3])]
    return [*seen, f"e={found[-1]}", "f=" + "_".join(found[-2:])] if found else seen
