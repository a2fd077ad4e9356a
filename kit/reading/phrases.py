"""Phrases over tokens: a small language for cues, and one pass that finds all of them.

A phrase is a list of elements. An element is a word, ``a|b`` (one of several), ``ask+`` (any form of a verb),
``assum*`` (a beginning), ``*`` (any token) or ``$kin`` (a named list); a trailing ``?`` makes it optional.
``~`` matches up to four tokens, ``~~`` up to nine, but not past ``.``, ``;`` or ``?``. Gaps are bounded and
words decide which phrases to try, so the time is linear in the length of a text.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, reduce
from itertools import pairwise
from operator import or_
from typing import NamedTuple

from kit.reading.lexicon import forms, listed
from kit.reading.lexicon import signs as all_signs
from kit.reading.remembered import Remembered

_NEEDED = 3
"""A phrase is tried only if this many required elements after its head are in the sentence, in any order."""

_SPECIAL = frozenset("$+*?")
"""Characters of an element that isn't just words."""

_STOPS = frozenset(".;?")
"""Tokens that a gap can't cross."""

Span = tuple[int, int]


class _Element(NamedTuple):
    words: frozenset[str]
    beginnings: tuple[str, ...]
    least: int
    most: int

    def times(self, token: str) -> int:
        """Return how often a phrase that starts with this token counts.

        It counts once if the token is a word of the element, and once for each beginning that shares its
        first three letters. The weights were trained on texts counted this way.
        """
        return (token in self.words) + sum(token[:3] == beginning[:3] for beginning in self.beginnings)


class _Phrase(NamedTuple):
    sign: str
    elements: tuple[_Element, ...]
    fixed: int
    """Number of elements at its head that match exactly one token each, at most three."""


@dataclass(slots=True, eq=False)
class _Use:
    """The phrases that have an element or a word, by position; a set of phrases is the bits of an integer."""

    first: int = 0
    second: int = 0
    third: int = 0
    needed: int = 0
    """Three sets side by side in one integer, one for each required element after the head."""

    def __or__(self, other: "_Use") -> "_Use":
        return _Use(
            self.first | other.first,
            self.second | other.second,
            self.third | other.third,
            self.needed | other.needed,
        )


class _Pair(NamedTuple):
    """The phrases that may begin with two given words."""

    whole: tuple[_Phrase, ...]
    """The phrases that are complete with them."""
    more: int
    """The set of phrases that continue after them."""


class Phrases:
    """All phrases of all signs, found in one pass.

    Each pair of neighboring words decides which phrases may start there. This is cached, since the same pairs
    occur again and again. For phrases that continue, the words of the sentence rule most of them out, so few
    are left to try.

    >>> Phrases({"belief": ["i had|'d? assum*"]}, {}).find(["so", "i", "assumed", "that"])
    {'belief': [(1, 3)]}
    """

    def __init__(self, signs: Mapping[str, Iterable[str]], named: Mapping[str, str]) -> None:
        given = [(sign, phrase.split()) for sign, phrases in signs.items() for phrase in phrases]
        elements = {
            written: _element(written, named) for written in {one for _, phrase in given for one in phrase}
        }
        uses = {written: _Use() for written in elements}
        heads = [_head(phrase, elements) for _, phrase in given]
        # Phrases that continue after their head come first, so that sets of them are small integers.
        order = sorted(range(len(given)), key=lambda at: len(given[at][1]) == heads[at])
        self._width = sum(len(phrase) > head for (_, phrase), head in zip(given, heads, strict=True))
        self._phrases: list[_Phrase] = []
        self._without = _Use()
        """The use of any word: the phrases that ask for nothing at a position."""
        for number, (sign, phrase) in enumerate(given[at] for at in order):
            fixed = heads[order[number]]
            self._phrases.append(_Phrase(sign, tuple(elements[written] for written in phrase), fixed))
            uses[phrase[0]].first |= 1 << number
            (uses[phrase[1]] if fixed > 1 else self._without).second |= 1 << number
            (uses[phrase[2]] if fixed > 2 else self._without).third |= 1 << number
            if number < self._width:
                needed = [uses[written] for written in phrase[fixed:] if elements[written].least]
                for at in range(_NEEDED):
                    use = needed[at] if at < len(needed) else self._without
                    use.needed |= 1 << number + at * self._width
        self._uses: dict[tuple[int, int, int, int], _Use] = {}
        self._by_word: dict[str, list[_Use]] = {}
        self._by_beginning: dict[str, list[_Use]] = {}
        for written, element in elements.items():
            for word in element.words:
                self._by_word.setdefault(word, []).append(uses[written])
            for beginning in element.beginnings:
                self._by_beginning.setdefault(beginning, []).append(uses[written])
        self._longest = max(map(len, self._by_beginning), default=0)
        self._use_of = Remembered(self._look_up)
        self._pair_of = Remembered(self._pair)

    def words(self) -> frozenset[str]:
        """Return every word that a phrase may start with."""
        return frozenset(word for phrase in self._phrases for word in phrase.elements[0].words)

    def find(self, tokens: Sequence[str]) -> dict[str, list[Span]]:
        """Find the signs in a sentence: sign → its spans (first token, token after the last)."""
        found: dict[str, list[Span]] = {}
        uses = [*map(self._use_of.__getitem__, tokens), self._without, self._without]
        possible = self._possible(uses)
        for start, pair in enumerate(map(self._pair_of.__getitem__, pairwise(uses[:-1]))):
            if pair is None:
                continue
            for sign, elements, fixed in pair.whole:
                _add(found, sign, elements[0], tokens, start, start + fixed)
            to_try = pair.more & uses[start + 2].third & possible
            while to_try:
                number = to_try.bit_length() - 1
                to_try ^= 1 << number
                sign, elements, fixed = self._phrases[number]
                end = start + fixed
                if fixed < len(elements):
                    end = _match(tokens, end, elements, fixed)
                if end:
                    _add(found, sign, elements[0], tokens, start, end)
        return found

    def _look_up(self, token: str) -> _Use:
        """Return the phrases that have a word, by position."""
        some = list(self._by_word.get(token, ()))
        for length in range(self._longest + 1):
            some += self._by_beginning.get(token[:length], ())
        # Words with the same use share one object, so that fewer pairs are cached.
        use = reduce(or_, some, self._without)
        return self._uses.setdefault((use.first, use.second, use.third, use.needed), use)

    def _pair(self, two: tuple[_Use, _Use]) -> _Pair | None:
        """Return what two words may begin, the phrase with the highest number first."""
        first, second = two
        numbers = _numbers(first.first & second.second)
        if not numbers:
            return None
        phrases = [(number, self._phrases[number]) for number in numbers]
        ends = [(number, one) for number, one in phrases if one.fixed == len(one.elements) < 3]
        more = first.first & second.second & ~sum(1 << number for number, _ in ends)
        return _Pair(tuple(one for _, one in ends), more)

    def _possible(self, uses: Sequence[_Use]) -> int:
        """Return the phrases whose first required elements are all in a sentence, or that are only a head."""
        anywhere = reduce(or_, [use.needed for use in uses])
        possible = anywhere
        for at in range(1, _NEEDED):
            possible &= anywhere >> at * self._width
        return possible | -1 << self._width


def _add(
    found: dict[str, list[Span]], sign: str, first: _Element, tokens: Sequence[str], start: int, end: int
) -> None:
    times = first.times(tokens[start]) if first.beginnings else 1
    if sign in found:
        found[sign] += [(start, end)] * times
    else:
        found[sign] = [(start, end)] * times


def _numbers(phrases: int) -> list[int]:
    """Return the members of a set of phrases, the highest first."""
    found = []
    while phrases:
        found.append(phrases.bit_length() - 1)
        phrases ^= 1 << found[-1]
    return found


def _head(phrase: Sequence[str], elements: Mapping[str, _Element]) -> int:
    """Return how many elements at the head of a phrase match exactly one token each, at most three.

    Raises ValueError if the phrase starts with something optional.
    """
    needed = [written for written in phrase if elements[written].least]
    if phrase[:1] != needed[:1]:
        raise ValueError(f"{' '.join(phrase)!r} starts with something optional")
    fixed = next((k for k in range(1, 3) if phrase[k : k + 1] != needed[k : k + 1]), 3)
    return min(fixed, len(phrase))


@cache
def phrases() -> Phrases:
    """Return the compiled phrases of every sign in the cue lists."""
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
    """Match the elements from ``k`` on; return the index of the token after the match, or 0."""
    while k < len(elements):
        words, beginnings, least, most = elements[k]
        k += 1
        if most > 1:
            return _match_after_gap(tokens, at, elements, k, most)
        fits = at < len(tokens) and (
            tokens[at] in words or (beginnings != () and tokens[at].startswith(beginnings))
        )
        if least:
            if not fits:
                return 0
            at += 1
        elif fits:
            end = _match(tokens, at + 1, elements, k)
            if end:
                return end
    return at


def _match_after_gap(
    tokens: Sequence[str], at: int, elements: tuple[_Element, ...], k: int, most: int
) -> int:
    """Match after a gap of at most ``most`` tokens; the nearest match counts."""
    if k == len(elements):
        return at
    words, beginnings, least, longest = elements[k]
    if not least or longest > 1:
        for here in range(at, at + most + 1):
            end = _match(tokens, here, elements, k)
            if end or (here < len(tokens) and tokens[here] in _STOPS):
                return end
        return 0
    for here, token in enumerate(tokens[at : at + most + 1], at):
        if token in words or (beginnings != () and token.startswith(beginnings)):
            end = _match(tokens, here + 1, elements, k + 1)
            if end:
                return end
        if token in _STOPS:
            return 0
    return 0
