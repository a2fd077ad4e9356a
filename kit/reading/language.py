"""Is it English, another language, or no language at all? Told by small words, letters and known words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kit.reading.lexicon import phrases, word_list
from kit.reading.sentences import word_set

_SURE = word_list("sure", "words")
"""Small words that English has nearly for itself."""
_SMALL = _SURE | word_set(
    "a an in is be so no me at on do he one we or us these those some any more most other such only own "
    "same too very "
    "over under again once here why both each few nor am being does doing while until upon off down"
)
_OTHER = word_list("other", "words")
_CONNECTIVES = word_list("connectives", "words")
_HEAVY = word_list("heavy", "words")
_ROWS = re.compile(
    r"sdf|dfg|fgh|ghj|hjk|jkl|kjh|jhg|hgf|gfd|fds|zxc|xcv|cvb|vbn|bnm|nbv|vcx|cxz|qwe|wqe|lkj|asd|xzc|zmx|mxn|wqp|pqo|"
    r"(?<![a-z])[a-z]*[jqvxz][bcdfghjklmnpqrstvwxz]{2}|q(?!u)[a-z]|[bcdfghjklmnpqrstvwxz]{6}"
)


def is_other_script(text: str) -> bool:
    """Whether most letters are not Latin ones."""
    letters = [c for c in text[:20_000] if c.isalpha()]
    return len(letters) >= 15 and sum(
        ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF for c in letters
    ) > 0.6 * len(letters)


def is_english(own: Sequence[str]) -> bool:
    """Whether the small words are English ones.

    >>> is_english("on monday the mother told me that she works at night".split())
    True
    >>> is_english("el lunes la madre me dijo que trabaja de noche y no puede venir".split())
    False
    """
    english, other = _share(own, _SURE), _share(own, _OTHER)
    return english >= 0.12 and (english >= 0.2 or english > other) and other < english + 0.08


def is_typed_at_random(own: Sequence[str]) -> bool:
    """Whether many words are runs of keys that no language writes."""
    letters = [w for w in own if w.isascii() and w.isalpha()]
    longer = [w for w in letters if len(w) > 2]
    if len(longer) < 10 or _share(own, _SMALL) > 0.25:
        return False
    odd = sum(len(w) > 24 or not set(w) & set("aeiouy") or bool(_ROWS.search(w[:40])) for w in longer)
    return odd > 0.3 * len(longer)


def only_small_words(own: Sequence[str]) -> bool:
    """Whether connectives stand there with nothing to connect."""
    if len(own) < 20:
        return False
    joined = sum(w in _SMALL or w in _CONNECTIVES for w in own)
    return sum(w in _HEAVY for w in own) > max(5, 0.12 * len(own)) or (
        joined > 0.85 * len(own) and sum(w in _CONNECTIVES for w in own) > 0.25 * len(own)
    )


def is_salad(own: Sequence[str]) -> bool:
    """Whether English words of the field stand there without the small words that make a sentence."""
    return len(own) >= 20 and _share(own, _SMALL) < 0.14 and _share(own, _known()) > 0.6


@cache
def _known() -> frozenset[str]:
    return phrases().words() | word_set(
        "equity respect dimension strategy assumption event perspective evidence observed interpret "
        "tested revised origin concrete "
        "feedback commitment advocacy empathy strength barrier solution evaluate action meaning "
        "partnership communication "
        "reflection growth trust culture inclusion diversity journey stakeholder stakeholders learning "
        "education"
    )


def _share(own: Sequence[str], known: frozenset[str]) -> float:
    return sum(w in known for w in own) / len(own) if own else 0.0
