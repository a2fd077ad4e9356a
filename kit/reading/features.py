"""The features that the level models see of a sentence: its own words in plain form, its signs and its place.

Quoted words are left out. All names become one word, and so do kin, languages, days and numbers; *he* becomes
*she*; articles and endings in *-s* are dropped. So names, gender, home language and the slips of a learner of
English hardly change a level. A sentence that denies something ("nothing changed") has no features for its
words.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import compress, pairwise
from operator import attrgetter
from typing import NamedTuple

from kit.reading.lexicon import plain_form, word_list
from kit.reading.remembered import Remembered
from kit.reading.signs import Signed

_KIN, _SEVERAL, _TITLE = word_list("kin"), word_list("several_kin"), word_list("title")
_DAYS, _LANGUAGES = word_list("day") | word_list("month"), word_list("languages")
_WH = word_list("wh", "grammar")
_ARTICLES = frozenset(["a", "an", "the"])
_ALIKE = {
    "he": "she", "his": "her", "him": "her", "hers": "her", "himself": "herself", "boy": "girl",
    "boys": "girl", "son": "daughter", "sons": "daughter",
}  # fmt: skip
_NAME = "<name>"
STANDING = frozenset(["<s>", "</s>", _NAME, "<family>", "<kin>", "<day>", "<language>", "<number>"])
"""Placeholders for the beginning and the end of a sentence, and for any word of a kind."""
# Both patterns begin with a set of capitals, so that the search skips everything in between quickly.
_INSIDE = re.compile(r"[A-Z](?<=[a-z,;:] [A-Z])[a-zé'’-]+")
_AFTER_TITLE = re.compile(r"[MD](?<!\w[MD])(?:(?<=M)(?:rs?|s|iss)|(?<=D)r)\.? ([A-Z][\w'’-]+)")
_NO_NAMES = frozenset(["i", "i'm", "i'd", "i'll", "i've"])
_STATED = (
    "past", "me", "kin", "prof", "titled", "they", "dated", "own_question", "narrated", "near_family", "asks",
)  # fmt: skip
_IS, _stated = [f"is:{flag}" for flag in _STATED], attrgetter(*_STATED)


class Features(NamedTuple):
    """A sentence's features; those that follow from its words are computed on demand."""

    named: list[str]
    """Its signs, its flags, the kind of words that it quotes, and its length."""
    place: list[str]
    """Its place in the text."""
    words: list[str]
    """Its words in order, in plain form, from ``<s>`` to ``</s>``; empty if the sentence denies something."""

    @property
    def single(self) -> set[str]:
        """The named features, the words, and the words' beginnings."""
        return {*self.named, *self.words, *filter(None, map(beginning, self.words))}

    @property
    def joined(self) -> set[str]:
        """Pairs of words that are next to each other, or have one word between them."""
        apart = zip(self.words, self.words[2:], strict=False)
        return {*map(" ".join, pairwise(self.words)), *map(" _ ".join, apart)}


def features(signed: Sequence[Signed], dimension: str | None = None) -> list[Features]:
    """Return the features of each sentence of a text.

    Examples
    --------
    >>> from kit.reading.sentences import sentences
    >>> from kit.reading.signs import sign
    >>> seen = features(sign(sentences("Then Mr. Vang asked her mother.")))[0]
    >>> sorted(one for one in seen.joined if "ask" in one)
    ['. _ asked', '<name> asked', 'asked _ <kin>', 'asked her']
    """
    names = _names(signed)
    return [_features(one, names, dimension, len(signed)) for one in signed]


def _names(signed: Sequence[Signed]) -> frozenset[str]:
    """Return capitalized words inside sentences; a name that only comes first in a sentence is missed."""
    text = "\n".join([one.sentence.text for one in signed])
    found = [*_INSIDE.findall(text), *_AFTER_TITLE.findall(text)]
    plain = {one.lower().replace("’", "'").removesuffix("'s") for one in found}
    return frozenset(plain - _NO_NAMES - _DAYS - _LANGUAGES)


def _features(one: Signed, names: frozenset[str], dimension: str | None, of: int) -> Features:
    named = [*map(_sign.__getitem__, one.signs), *compress(_IS, _stated(one))]
    if one.quotes:
        named += _of_quotes(one.quotes)
    if dimension:
        named += [f"own:{sign}" for sign in one.signs if sign.startswith(f"{dimension}.")]
    named.append(f"words:{min(6, len(one.tokens) // 6)}")
    words = [] if one.has("stance.nothing") else ["<s>", *_plainer(one.tokens, names), "</s>"]
    place = [f"at:{4 * one.at // of}", f"of:{min(4, of // 5)}"]
    place += ["first"] * (one.at == 0) + ["last"] * (one.at == of - 1)
    return Features(named, place, words)


_sign: Remembered[str, str] = Remembered("sign:{}".format)


def _of_quotes(quotes: Iterable[str]) -> Iterable[str]:
    """Yield features for the kind of words that are quoted, never for the words themselves."""
    for quote in quotes:
        said = quote.split()
        yield f"quote:{min(3, len(said) // 4)}"
        if "?" in quote:
            yield "quote:asks"
            if any(word.strip("?,.'") in _WH for word in said[:5]):
                yield "quote:open"
            if "you" in quote:
                yield "quote:you"


def _plainer(tokens: Sequence[str], names: frozenset[str]) -> Iterable[str]:
    if names.isdisjoint(tokens):
        return filter(None, map(_plain_word.__getitem__, tokens))
    found: list[str] = []
    for token in tokens:
        word = _NAME if token in names else _plain_word[token]
        if word and not (word == _NAME and found and found[-1] == _NAME):
            found.append(word)
    return found


def _made_plain(token: str) -> str:
    """Return the same word for words that must not differ, and nothing for articles and titles."""
    if token in _ARTICLES or token in _TITLE:
        return ""
    if token in _SEVERAL:
        return "<family>"
    if token in _KIN:
        return "<kin>"
    if token in _DAYS:
        return "<day>"
    if token in _LANGUAGES:
        return "<language>"
    if token[0].isdigit():
        return "<number>"
    return _ALIKE.get(token) or _without_s(token)


_plain_word: Remembered[str, str] = Remembered(_made_plain)


def _without_s(word: str) -> str:
    if len(word) <= 3 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


def beginning(word: str) -> str:
    """Return the plain form of an irregular verb, or the beginning of a longer word; "" for other words.

    >>> beginning("told"), beginning("interpreter"), beginning("door")
    ('verb:tell', 'begins:inter', '')
    """
    verb = plain_form(word)
    if verb:
        return f"verb:{verb}"
    return f"begins:{word[:5]}" if len(word) > 5 and word[0] != "<" else ""
