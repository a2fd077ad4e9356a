"""What the level models see of a sentence: its own words made plain, its signs, its place; nothing quoted.

Names, kin, languages, days and numbers are one word each, *he* is *she*, articles and endings in *-s* are
gone. So names, gender, home language and the slips of a learner of English hardly move a level. A sentence
that denies ("nothing changed") shows its signs alone.
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
"""What stands for a beginning, an end, or any word of a kind."""
# Both begin with a set of capitals, so that whatever lies between them is skipped at once.
_INSIDE = re.compile(r"[A-Z](?<=[a-z,;:] [A-Z])[a-zé'’-]+")
_AFTER_TITLE = re.compile(r"[MD](?<!\w[MD])(?:(?<=M)(?:rs?|s|iss)|(?<=D)r)\.? ([A-Z][\w'’-]+)")
_NO_NAMES = frozenset(["i", "i'm", "i'd", "i'll", "i've"])
_STATED = (
    "past", "me", "kin", "prof", "titled", "they", "dated", "own_question", "narrated", "near_family", "asks",
)  # fmt: skip
_IS, _stated = [f"is:{flag}" for flag in _STATED], attrgetter(*_STATED)


class Features(NamedTuple):
    """A sentence's features. Those of its words follow from the words, and are named when somebody asks."""

    named: list[str]
    """Its signs, what is stated of it, what kind of words it quotes, how long it is."""
    place: list[str]
    """Where it stands."""
    words: list[str]
    """Its words in order, made plain, from ``<s>`` to ``</s>``; none where it denies."""

    @property
    def single(self) -> set[str]:
        """Single words and how they begin, and what is named."""
        return {*self.named, *self.words, *filter(None, map(beginning, self.words))}

    @property
    def joined(self) -> set[str]:
        """Two words that stand together, or with one between them."""
        apart = zip(self.words, self.words[2:], strict=False)
        return {*map(" ".join, pairwise(self.words)), *map(" _ ".join, apart)}


def features(signed: Sequence[Signed], dimension: str | None = None) -> list[Features]:
    """The features of each sentence of a text.

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
    """Words with a capital inside a sentence; a name that stands first alone is not told from a word."""
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
    """What kind of words are quoted; never which."""
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
    """One word for those that must not differ, nothing for articles and titles."""
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
    """The plain form of an irregular verb, or how a longer word begins; nothing for other words.

    >>> beginning("told"), beginning("interpreter"), beginning("door")
    ('verb:tell', 'begins:inter', '')
    """
    verb = plain_form(word)
    if verb:
        return f"verb:{verb}"
    return f"begins:{word[:5]}" if len(word) > 5 and word[0] != "<" else ""
