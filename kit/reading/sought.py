"""Decide which patterns are worth searching for in a sentence.

Each pattern needs at least one of certain words, and most sentences have none of them. These words are
derived from the patterns, so that anyone can add a line to a cue list without knowing about this.
"""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from kit.reading import dates
from kit.reading.lexicon import listed, word_list
from kit.reading.remembered import Remembered

_DIGIT, _BRACKET = "0", "("
"""Placeholders among the needed words, for any digit and for an opening parenthesis."""
_COMMON = word_list("sure", "words") | word_list("small", "words")
_EVERY = -1


def needed(pattern: str) -> frozenset[str]:
    """Return pieces of words such that every match of a pattern has at least one; empty if there are none.

    It understands only those regular expressions that the cue lists use.

    >>> sorted(needed(r"(?:in|of) the only way (?:she|he) knows?|nobody's? \\w+"))
    ['know', 'nobody']
    """
    return _Reading(pattern).alternatives() or frozenset()


class _Reading:
    """A parser that reads a pattern from left to right."""

    def __init__(self, pattern: str) -> None:
        self._pattern, self._at = pattern, 0

    def alternatives(self) -> frozenset[str] | None:
        """Return what the alternatives need together; ``None`` if one of them needs nothing."""
        found = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            found.append(self._sequence())
        if None in found:
            return None
        return frozenset().union(*(one for one in found if one))

    def _sequence(self) -> frozenset[str] | None:
        """Return what the probably rarest part of a sequence needs."""
        needs: list[frozenset[str]] = []
        run = ""
        while self._next() not in {"", "|", ")"}:
            part = self._part()
            once, often = self._times()
            if isinstance(part, str) and part.isalpha() and once:
                run += part
                if not often:
                    continue
            elif once and part:
                needs.append(frozenset([part]) if isinstance(part, str) else part)
            needs.append(frozenset([run]))
            run = ""
        needs.append(frozenset([run]))
        return max((one for one in needs if "" not in one), key=_worth, default=None)

    def _part(self) -> str | frozenset[str] | None:
        """Return a needed letter or mark, what a group needs, or None."""
        mark = self._next()
        self._at += 1
        if mark == "(":
            return self._group()
        if mark == "[":
            self._at = self._pattern.index("]", self._at + 1) + 1
            return None
        if mark == "\\":
            mark = self._next()
            self._at += 1
            return {"d": _DIGIT, "(": _BRACKET}.get(mark)
        return mark if mark.isalpha() else None

    def _group(self) -> frozenset[str] | None:
        looks = self._pattern.startswith(("?=", "?!", "?<"), self._at)
        self._at += 2 if self._next() == "?" else 0
        found = self.alternatives()
        self._at += 1
        return None if looks else found

    def _times(self) -> tuple[bool, bool]:
        """Return whether the last part occurs at least once, and whether it may occur more often."""
        mark = self._next()
        if mark == "{":
            end = self._pattern.index("}", self._at)
            least, self._at = self._pattern[self._at + 1], end + 1
            return least != "0", True
        if mark in {"?", "*", "+"}:
            self._at += 1
            return mark == "+", mark != "?"
        return True, False

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]


def _worth(needs: frozenset[str]) -> tuple[int, int, int]:
    """Rate how rarely a sentence has any of the pieces; the most common piece counts, and longer is rarer."""
    least = min(0 if one in _COMMON else 9 if one == _DIGIT else len(one) for one in needs)
    return least, -len(needs & _COMMON), -len(needs)


_PATTERNS = {
    **{
        f"cautions.{name}": listed("cautions")[name]
        for name in ("deficit", "family_deficit", "status", "denial")
    },
    **{f"foreign.{name}": listed("foreign")[name] for name in ("orders", "rules")},
    "date": [dates.PATTERN],
    "clock": [dates.CLOCK_PATTERN],
}
_BITS = {name: 1 << at for at, name in enumerate(_PATTERNS)}
_NEEDED: dict[str, int] = {}
_ALWAYS = 0
for _name, _lines in _PATTERNS.items():
    for _line in _lines:
        _words = needed(_line)
        if not _words:
            _ALWAYS |= _BITS[_name]
        for _word in _words:
            _NEEDED[_word] = _NEEDED.get(_word, 0) | _BITS[_name]


_BY_START: dict[str, list[tuple[str, int]]] = {}
for _word, _bits in _NEEDED.items():
    _BY_START.setdefault(_word[:2], []).append((_word, _bits))


def sought(*names: str) -> int:
    """Return the bits of patterns: lists of ``cautions.txt`` or ``foreign.txt``, ``date``, ``clock``."""
    return sum(_BITS[name] for name in names)


def _look_up(word: str) -> int:
    found = _NEEDED.get(_DIGIT, 0) if any(map(str.isdigit, word)) else 0
    for at in range(len(word)):
        for piece, bits in (*_BY_START.get(word[at], ()), *_BY_START.get(word[at : at + 2], ())):
            if word.startswith(piece, at):
                found |= bits
    return found


_sought_by: Remembered[str, int] = Remembered(_look_up)


def sought_in(text: str, words: Iterable[str]) -> int:
    """Return the patterns that may match in a sentence, given its original text and its words."""
    if "<" in text or "&" in text:
        # The forms of a sentence with tags or entities may differ from these words.
        return _EVERY
    found = reduce(or_, map(_sought_by.__getitem__, words), _ALWAYS)
    return found | _NEEDED.get(_BRACKET, 0) if _BRACKET in text else found
