"""A sentence as tokens, and phrases over them: a small language for cues, and one pass that finds them all.

Spelling matters less in tokens: contractions apart, everyday spellings (``I'd``, ``im``, ``ima``) as a
careful writer would have them. Nothing here is shown to anyone; evidence is a piece of the text as given.

An element is a word, ``a|b`` one of several, ``ask+`` any form of a verb, ``assum*`` a beginning, ``$kin`` a
named list, a trailing ``?`` makes it optional, ``~`` stands for up to four tokens, ``~~`` for up to nine.
Phrases are looked up by their first word and every gap is bounded: time grows with the length of a text.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from kit.reading.lexicon import forms, hyphenated, listed, word_list
from kit.reading.lexicon import signs as all_signs

_TOKEN = re.compile(
    r"\d{1,2}:\d\d|\d+(?:st|nd|rd|th)?(?![^\W\d_])|[^\W_]+(?:_[^\W_]+)*|'[^\W_]+|\"\"|[?!;:,.()/=*]"
)
_AS_SPELLED = {word: read for word, *read in map(str.split, listed("spellings")["as_spelled"])}
_ENDINGS = {"'m": "am", "'re": "are", "'ve": "have", "'ll": "will"}
_NOT = re.compile(r"n't\b")
_HYPHENATED = re.compile(r"(?<![a-z-])[a-z]{1,20}(?:-[a-z]{1,20}){1,4}(?![a-z-])")
_DROPPED_G = re.compile(r"(?<=[a-z]{2}in)'(?![a-z])")
_BEFORE_NOUN, _STARTS = word_list("before_noun", "grammar"), word_list("starts", "grammar")


class _Element(NamedTuple):
    words: frozenset[str]
    beginnings: tuple[str, ...]
    least: int
    most: int


class _Phrase(NamedTuple):
    sign: str
    elements: tuple[_Element, ...]
    needs: frozenset[str] | None
    """Words of which one must stand in the sentence, so that most phrases need not be tried."""


Span = tuple[int, int]


def tokens(plain: str) -> list[str]:
    """Tokens of a sentence in its plain form.

    >>> tokens("i'd told her we don't know, ima ask.")
    ['i', "'d", 'told', 'her', 'we', 'do', 'not', 'know', ',', 'i', 'will', 'ask', '.']
    """
    plain = _NOT.sub(" not", plain.replace("can't", "can not").replace("won't", "will not"))
    joined = hyphenated()
    plain = _HYPHENATED.sub(lambda m: m[0].replace("-", "_") if m[0] in joined else m[0], plain)
    found: list[str] = []
    for word in _TOKEN.findall(_DROPPED_G.sub("g", plain)):
        if word in _ENDINGS:
            found.append(_ENDINGS[word])
        elif word == "cause" and (not found or found[-1] not in _BEFORE_NOUN):
            found.append("because")
        elif word in _AS_SPELLED and not (word in {"ill", "id"} and found and found[-1] not in _STARTS):
            found += _AS_SPELLED[word]
        else:
            found.append(word.replace("_", "-"))
    return found


class Phrases:
    """All phrases of all signs, found in one pass.

    >>> Phrases({"belief": ["i had|'d? assum*"]}, {}).find(["so", "i", "assumed", "that"])
    {'belief': [(1, 3)]}
    """

    def __init__(self, signs: Mapping[str, Iterable[str]], named: Mapping[str, str]) -> None:
        self._by_word: dict[str, list[_Phrase]] = {}
        self._by_beginning: dict[str, list[_Phrase]] = {}
        for sign, phrases in signs.items():
            for written in phrases:
                first, *rest = elements = tuple(_element(e, named) for e in written.split())
                if not first.least or first.most > 1:
                    raise ValueError(f"{written!r} starts with something optional")
                needed = [e.words for e in rest if e.least and not e.beginnings]
                phrase = _Phrase(sign, elements, min(needed, key=len, default=None))
                for word in first.words:
                    self._by_word.setdefault(word, []).append(phrase)
                for beginning in first.beginnings:
                    self._by_beginning.setdefault(beginning[:3], []).append(phrase)

    def words(self) -> frozenset[str]:
        """Every word that a phrase may start with."""
        return frozenset(self._by_word)

    def find(self, tokens: Sequence[str]) -> dict[str, list[Span]]:
        """Sign → where it stands (first token, token after the last)."""
        found: dict[str, list[Span]] = {}
        none: list[_Phrase] = []
        words = frozenset(tokens)
        for start, token in enumerate(tokens):
            for options in (self._by_word.get(token, none), self._by_beginning.get(token[:3], none)):
                for sign, elements, needs in options:
                    if needs is not None and needs.isdisjoint(words):
                        continue
                    end = _match(tokens, start, elements, 0)
                    if end:
                        found.setdefault(sign, []).append((start, end))
        return found


@cache
def phrases() -> Phrases:
    """Every sign of the cue lists, ready to be found."""
    named = {name: " ".join(lines) for name, lines in listed("named").items()}
    return Phrases(all_signs(), named)


def _element(written: str, named: Mapping[str, str]) -> _Element:
    if written in {"~", "~~"}:
        return _Element(frozenset(), (), 0, 4 if written == "~" else 9)
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
