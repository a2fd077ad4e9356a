"""Phrases over tokens: a small language for cues, and one pass that finds them all.

An element is a word, ``a|b`` one of several, ``ask+`` any form of a verb, ``assum*`` a beginning, ``*`` any
token, ``$kin`` a named list; a trailing ``?`` makes it optional. ``~`` stands for up to four tokens, ``~~``
for up to nine. Gaps are bounded, and words tell which phrases to try: time grows with the length of a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, reduce
from operator import or_
from typing import NamedTuple

from kit.reading.lexicon import forms, listed
from kit.reading.lexicon import signs as all_signs

_NEEDED = 4
"""So many elements of a phrase must stand in a sentence, in whatever order, before it is tried there."""

_SPECIAL = frozenset("$+*?")
"""What stands in an element that is more than words."""

Span = tuple[int, int]


class _Element(NamedTuple):
    words: frozenset[str]
    beginnings: tuple[str, ...]
    least: int
    most: int

    def times(self, token: str) -> int:
        """How often a phrase that starts with this token counts: for a word, and for each like beginning.

        The weights were learned from texts that were counted so.
        """
        return (token in self.words) + sum(token[:3] == beginning[:3] for beginning in self.beginnings)


class _Phrase(NamedTuple):
    sign: str
    elements: tuple[_Element, ...]
    fixed: int
    """How many elements at its head are one token each: up to three."""


@dataclass(slots=True)
class _Use:
    """The phrases in which an element, or a word, is of use. A set of phrases is the bits of an integer."""

    first: int = 0
    second: int = 0
    third: int = 0
    needed: int = 0
    """As many sets as there are needed elements, one beside the other."""


class Phrases:
    """All phrases of all signs, found in one pass.

    Words tell which phrases can stand in a sentence at all, and where they may start; few are left to try.

    >>> Phrases({"belief": ["i had|'d? assum*"]}, {}).find(["so", "i", "assumed", "that"])
    {'belief': [(1, 3)]}
    """

    def __init__(self, signs: Mapping[str, Iterable[str]], named: Mapping[str, str]) -> None:
        given = [(sign, phrase.split()) for sign, phrases in signs.items() for phrase in phrases]
        elements = {
            written: _element(written, named) for written in {one for _, phrase in given for one in phrase}
        }
        uses = {written: _Use() for written in elements}
        self._phrases: list[_Phrase] = []
        self._width = len(given)
        self._without = _Use()
        """What holds for phrases with few fixed or needed elements."""
        for number, (sign, phrase) in enumerate(given):
            needed = [written for written in phrase if elements[written].least]
            if phrase[:1] != needed[:1]:
                raise ValueError(f"{' '.join(phrase)!r} starts with something optional")
            fixed = next((k for k in range(1, 3) if phrase[k : k + 1] != needed[k : k + 1]), 3)
            fixed = min(fixed, len(phrase))
            self._phrases.append(_Phrase(sign, tuple(elements[written] for written in phrase), fixed))
            uses[phrase[0]].first |= 1 << number
            (uses[phrase[1]] if fixed > 1 else self._without).second |= 1 << number
            (uses[phrase[2]] if fixed > 2 else self._without).third |= 1 << number
            for at in range(_NEEDED):
                use = uses[needed[at]] if at < len(needed) else self._without
                use.needed |= 1 << number + at * self._width
        self._by_word: dict[str, list[_Use]] = {}
        self._by_beginning: dict[str, list[_Use]] = {}
        for written, element in elements.items():
            for word in element.words:
                self._by_word.setdefault(word, []).append(uses[written])
            for beginning in element.beginnings:
                self._by_beginning.setdefault(beginning, []).append(uses[written])
        self._longest = max(map(len, self._by_beginning), default=0)
        self._use_of = lru_cache(maxsize=30_000)(self._look_up)

    def words(self) -> frozenset[str]:
        """Every word that a phrase may start with."""
        return frozenset(word for phrase in self._phrases for word in phrase.elements[0].words)

    def find(self, tokens: Sequence[str]) -> dict[str, list[Span]]:
        """Sign → where it stands (first token, token after the last)."""
        found: dict[str, list[Span]] = {}
        uses = [*map(self._use_of, tokens), self._without, self._without]
        possible = self._possible(uses)
        phrases = self._phrases
        for start in range(len(tokens)):
            to_try = possible & uses[start].first
            if not to_try:
                continue
            to_try &= uses[start + 1].second & uses[start + 2].third
            while to_try:
                number = to_try.bit_length() - 1
                to_try ^= 1 << number
                sign, elements, fixed = phrases[number]
                end = start + fixed
                if fixed < len(elements):
                    end = _match(tokens, end, elements, fixed)
                if end:
                    times = elements[0].times(tokens[start]) if elements[0].beginnings else 1
                    found.setdefault(sign, []).extend([(start, end)] * times)
        return found

    def _look_up(self, token: str) -> _Use:
        """The phrases in which a word is of use."""
        some = [self._without, *self._by_word.get(token, ())]
        for length in range(self._longest + 1):
            some += self._by_beginning.get(token[:length], ())
        return _Use(
            reduce(or_, (use.first for use in some)),
            reduce(or_, (use.second for use in some)),
            reduce(or_, (use.third for use in some)),
            reduce(or_, (use.needed for use in some)),
        )

    def _possible(self, uses: Sequence[_Use]) -> int:
        """The phrases whose needed elements all stand in a sentence."""
        anywhere = reduce(or_, [use.needed for use in uses], 0)
        possible = anywhere
        for at in range(1, _NEEDED):
            possible &= anywhere >> at * self._width
        return possible


@cache
def phrases() -> Phrases:
    """Every sign of the cue lists, ready to be found."""
    named = {name: " ".join(lines) for name, lines in listed("named").items()}
    return Phrases(all_signs(), named)


def _element(written: str, named: Mapping[str, str]) -> _Element:
    if written in {"~", "~~"}:
        return _Element(frozenset(), (), 0, 4 if written == "~" else 9)
    if _SPECIAL.isdisjoint(written):
        return _Element(frozenset(written.split("|")), (), 1, 1)
    optional = written.endswith("?") and len(written) > 1
    words: set[str] = set()
    beginnings: list[str] = []
    for option in (written[:-1] if optional else written).split("|"):
        if option.startswith("$"):
            inner = _element("|".join(named[option[1:]].split()), named)
            words |= inner.words
            beginnings.extend(inner.beginnings)
        elif option.endswith("+"):
            words |= forms(option[:-1])
        elif option.endswith("*"):
            beginnings.append(option[:-1])
        else:
            words.add(option)
    return _Element(frozenset(words), tuple(beginnings), 0 if optional else 1, 1)


def _match(tokens: Sequence[str], at: int, elements: tuple[_Element, ...], k: int) -> int:
    """Token after the match, or 0."""
    while k < len(elements):
        element = elements[k]
        if element.most > 1:
            for skipped in range(element.most + 1):
                end = _match(tokens, at + skipped, elements, k + 1)
                if end:
                    return end
                if at + skipped < len(tokens) and tokens[at + skipped] in ".;?":
                    return 0
            return 0
        fits = at < len(tokens) and (
            tokens[at] in element.words
            or (element.beginnings != () and tokens[at].startswith(element.beginnings))
        )
        if element.least:
            if not fits:
                return 0
            at += 1
        elif fits:
            end = _match(tokens, at + 1, elements, k + 1)
            if end:
                return end
        k += 1
    return at
