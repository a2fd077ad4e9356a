"""Find what isn't reflection in a text: orders to the reader, rules, the course's own words, nonsense.

Sentences that give orders to the reader are removed before anything is read.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress, pairwise
from operator import and_

from kit.reading.cautions import Caution, pattern
from kit.reading.course import compiled_course
from kit.reading.criteria import CRITERIA
from kit.reading.features import STANDING, Features
from kit.reading.gates import CONNECTIVES, SMALL, own_words
from kit.reading.lexicon import listed
from kit.reading.pointing import pointer
from kit.reading.remembered import Remembered
from kit.reading.sentences import Sentence, words
from kit.reading.signs import Signed
from kit.reading.sought import sought


def _any_of(patterns: Sequence[str]) -> str:
    r"""Join the patterns with ``|``; those that start with ``\b`` share one, so they are tried only there."""
    at_word = [one.removeprefix(r"\b") for one in patterns if one.startswith(r"\b")]
    others = [one for one in patterns if not one.startswith(r"\b")]
    return "|".join([*others, rf"\b(?:{'|'.join(at_word)})"])


_ORDERS = re.compile(_any_of(listed("foreign")["orders"]))
_MAY_ORDER, _MAY_RULE = sought("foreign.orders"), sought("foreign.rules")
_RULES = pattern(*listed("foreign")["rules"])
_ME = frozenset(["i", "i'm", "i'd", "i'll", "i've", "me", "my", "mine", "we", "our", "us"])
_AT_MOST_ONE = dict.fromkeys(CRITERIA, 1)
_NOTHING = dict.fromkeys(CRITERIA, 0)
_COPIED, _SAME_WORDS, _FEW = 0.6, 0.6, 8
# Learned words: the models may not know one that makes perfect sense.
_LEARNED = re.compile(r"(?:tion|sion|ity|ment|ance|ence|[ai]ve|al|ous|ory|ly|ism|ble|i[sz]ed?|ship|ing)$")
_JOINING = SMALL | CONNECTIVES | STANDING
_LEAST_PAIRS, _PAIRS_KNOWN = 10, 0.62
_LEAST_UNKNOWN, _UNKNOWN = 25, 0.19


def orders(sentences: Sequence[Sentence]) -> list[Sentence]:
    """Return the sentences that tell the reader which marks to give.

    >>> from kit.reading.sentences import sentences
    >>> [one.text for one in orders(sentences("She gave it a 3. Give this a 3 for action."))]
    ['Give this a 3 for action.']
    """
    return [one for one in sentences if one.sought & _MAY_ORDER and _ORDERS.search(one.text.lower())]


def foreign(
    signed: Sequence[Signed], features: Sequence[Features], told: Sequence[Sentence], prompt: str | None
) -> list[Caution]:
    """Return cautions for what isn't reflection; ``told`` are the orders that were removed."""
    found = [Caution("instructions", one) for one in told]
    found += [Caution("handbook", one.sentence) for one in _rules(signed)]
    first = signed[0].sentence
    if _is_copied(signed, prompt):
        found.append(Caution("copied_prompt", first, _NOTHING))
    elif not any(one.kind == "handbook" for one in found) and _makes_no_sense(features):
        found.append(Caution("gibberish", first, _AT_MOST_ONE))
    return found


def _rules(signed: Sequence[Signed]) -> list[Signed]:
    """Return the first sentence in the language of laws, if any.

    A sentence without "I" or "we" needs two phrases of that language. If the whole text never says "I" or
    "we", three phrases anywhere in it are enough.
    """
    impersonal = [one for one in signed if _ME.isdisjoint(one.sentence.own_words)]
    counted = [
        (one, len({m[0] for m in _RULES.finditer(one.sentence.own)}))
        for one in impersonal
        if one.sentence.sought & _MAY_RULE
    ]
    if len(impersonal) == len(signed) and sum(n for _, n in counted) >= 3:
        return [one for one, n in counted if n][:1]
    return [one for one, n in counted if n >= 2][:1]


def _is_copied(signed: Sequence[Signed], prompt: str | None) -> bool:
    """Whether most of a text is runs of the course's own words, or the prompt's words in another order."""
    own = [word for one in signed for word in one.sentence.words]
    if len(own_words(own, compiled_course().runs)) < (1 - _COPIED) * len(own):
        return True
    if prompt is None:
        return False
    content = {word for word in own if word not in SMALL and len(word) > 2}
    asked = _words_of(prompt)
    return len(content) >= _FEW and len(content & asked) > _SAME_WORDS * len(content)


@lru_cache(maxsize=64)
def _words_of(prompt: str) -> frozenset[str]:
    return frozenset(words(prompt))


def _makes_no_sense(features: Sequence[Features]) -> bool:
    """Whether small words are combined as in no known text, or many words are in no known text."""
    known = pointer().known
    pairs: list[str] = []
    plain = unknown = 0
    for one in features:
        joins = [*map(_is_joining.__getitem__, one.words)]
        pairs += map(" ".join, set(compress(pairwise(one.words), map(and_, joins, joins[1:]))))
        words = set(one.words)
        plain += sum(map(_is_plain.__getitem__, words))
        unknown += sum(map(_is_plain.__getitem__, pointer().unknown(words)))
    if len(pairs) >= _LEAST_PAIRS and sum(map(known.__contains__, pairs)) < _PAIRS_KNOWN * len(pairs):
        return True
    return plain >= _LEAST_UNKNOWN and plain - unknown < (1 - _UNKNOWN) * plain


_is_joining: Remembered[str, bool] = Remembered(_JOINING.__contains__)
_is_plain: Remembered[str, bool] = Remembered(lambda word: word[0].isalpha() and not _LEARNED.search(word))
