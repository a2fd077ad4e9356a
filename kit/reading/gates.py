"""Gates: texts that the machine does not read further. They stop only the machine; a person still marks."""

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import NamedTuple

from kit.reading.lexicon import word_list
from kit.reading.phrases import phrases, tokens
from kit.reading.sentences import Sentence, plain, words

_LEAST_WORDS = 25
# Small words that English has nearly for itself, and those that other languages write like it.
_SURE = word_list("sure", "words")
_SMALL = _SURE | word_list("small", "words")
_OTHER, _CONNECTIVES, _HEAVY, _ADDS_NOTHING, _SCHOOL, _WEAK, _ELSEWHERE, _ANIMALS = (
    word_list(name, "words")
    for name in ("other", "connectives", "heavy", "adds_nothing", "school", "weak", "elsewhere", "animals")
)
_KIN, _MINE, _THEIRS = word_list("kin"), word_list("mine", "grammar"), word_list("theirs", "grammar")
_TITLES = {"mr", "mrs", "ms"}
_ROWS = re.compile(
    r"sdf|dfg|fgh|ghj|hjk|jkl|kjh|jhg|hgf|gfd|fds|zxc|xcv|cvb|vbn|bnm|nbv|vcx|cxz|qwe|wqe|lkj|asd|xzc|zmx|mxn|wqp|pqo|"
    r"(?<![a-z])[a-z]*[jqvxz][bcdfghjklmnpqrstvwxz]{2}|q(?!u)[a-z]|[bcdfghjklmnpqrstvwxz]{6}"
)


class Text(NamedTuple):
    """What a gate sees."""

    given: str
    words: Sequence[str]
    sentences: Sequence[Sentence]
    prompt: str | None

    @property
    def outside_quotes(self) -> list[str]:
        """The words that do not stand in quotation marks."""
        return [w for s in self.sentences for w in words(s.own)]


def _other_script(text: Text) -> bool:
    """Most letters are not Latin ones; such a language may not part its words, so they are not counted."""
    letters = [c for c in text.given[:20_000] if c.isalpha()]
    foreign = sum(ord(c) > 0x24F and not 0x1E00 <= ord(c) <= 0x1EFF for c in letters)
    return len(letters) >= 15 and foreign > 0.6 * len(letters)


def _repetition(text: Text) -> bool:
    """Mostly the same words again: fewer than half of all runs of four words are different ones."""
    said = _runs(text.words, 4)
    return len(said) >= 20 and len(set(said)) < 0.5 * len(said)


def _gibberish(text: Text) -> bool:
    """Typed at random, or English words that never make a sentence, or connectives with nothing between."""
    return _is_typed_at_random(text.words) or _only_small_words(text.words) or _is_salad(text.words)


def _is_typed_at_random(own: Sequence[str]) -> bool:
    """Whether many words are runs of keys that no language writes."""
    longer = [w for w in own if w.isascii() and w.isalpha() and len(w) > 2]
    if len(longer) < 10 or _share(own, _SMALL) > 0.25:
        return False
    odd = sum(len(w) > 24 or not set(w) & set("aeiouy") or bool(_ROWS.search(w[:40])) for w in longer)
    return odd > 0.3 * len(longer)


def _only_small_words(own: Sequence[str]) -> bool:
    """Whether connectives stand there with nothing to connect."""
    if len(own) < 20:
        return False
    joined = sum(w in _SMALL or w in _CONNECTIVES for w in own)
    return sum(w in _HEAVY for w in own) > max(5, 0.12 * len(own)) or (
        joined > 0.85 * len(own) and sum(w in _CONNECTIVES for w in own) > 0.25 * len(own)
    )


def _is_salad(own: Sequence[str]) -> bool:
    """Whether English words of the field stand there without the small words that make a sentence."""
    return len(own) >= 20 and _share(own, _SMALL) < 0.14 and _share(own, _known()) > 0.6


@cache
def _known() -> frozenset[str]:
    return phrases().words() | word_list("field", "words")


def _share(own: Sequence[str], known: Collection[str]) -> float:
    return sum(w in known for w in own) / len(own) if own else 0.0


def _non_english(text: Text) -> bool:
    """Outside quotation marks the small words are those of another language."""
    outside = text.outside_quotes
    own = outside if len(outside) >= 10 else text.words
    english, other = _share(own, _SURE), _share(own, _OTHER)
    return not (english >= 0.12 and (english >= 0.2 or english > other) and other < english + 0.08)


def _prompt_copy(text: Text) -> bool:
    """The words are the prompt's, and fewer than 25 are the writer's."""
    if not text.prompt:
        return False
    left = _own_words(text.words, words(text.prompt))
    return len(left) < _LEAST_WORDS and len(left) < 0.7 * len(text.words)


def _quoted(text: Text) -> bool:
    """Most of it is quoted, and what stands outside only says whose words they are, or agrees."""
    own = text.outside_quotes
    adds = [w for w in own if w not in _ADDS_NOTHING]
    return len(own) < 0.5 * len(text.words) and (
        len(adds) < 6 or (len(own) < 12 and len(own) < 0.2 * len(text.words))
    )


def _off_topic(text: Text) -> bool:
    """About something else, however well told: nothing, or next to nothing, about school and families.

    A family unlike any other is on topic; a mother in the kitchen of a text on bread is not enough.
    """
    found = [tokens(sentence.plain) for sentence in text.sentences]
    said = {word for sentence in found for word in sentence}
    school, weak = said & _SCHOOL, (said & _WEAK) - _SCHOOL
    elsewhere = (said & _ELSEWHERE) - _SCHOOL - _WEAK
    titled = not _TITLES.isdisjoint(said)
    others_kin = sum(
        _whose(sentence[max(0, at - 2) : at])
        for sentence in found
        for at, word in enumerate(sentence)
        if word in _KIN
    )
    if not school and not others_kin:
        return len(elsewhere) > (2 if titled else 1) or (len(weak) < 2 and not titled)
    topic = min(others_kin, 3) + len(school) + 0.5 * len(weak)
    animals = len(elsewhere & _ANIMALS)
    # Somebody's parent and something of school: then much may be said of kitchens.
    near_school = bool(school) and (others_kin > 1 or titled) and animals < 2
    return len(elsewhere) >= 3 and len(elsewhere) + 2 * animals > (4 if near_school else 1.4) * topic


def _whose(before: Sequence[str]) -> int:
    """How much a word of kin says that a family is meant whom the writer works with."""
    theirs = not _THEIRS.isdisjoint(before[-1:])
    if not _MINE.isdisjoint(before[-1:]) or (not theirs and not _MINE.isdisjoint(before[:-1])):
        return 0
    return 2 if theirs else 1


GATES: tuple[tuple[str, Callable[[Text], bool]], ...] = (
    ("empty", lambda text: not text.words),
    ("non_english", _other_script),
    ("too_short", lambda text: len(text.words) < _LEAST_WORDS),
    ("repetition", _repetition),
    ("gibberish", _gibberish),
    ("non_english", _non_english),
    ("prompt_copy", _prompt_copy),
    ("quoted", _quoted),
    ("off_topic", _off_topic),
)
"""Name and test, in the order in which they are tried."""

NO_LEVEL = frozenset({"empty", "too_short", "non_english"})
"""Gates after which levels are null, since nothing could be read; after the others they are 0."""


def gate(text: Text) -> str | None:
    """Name of the first gate that stops a text, or ``None``."""
    return next((name for name, holds in GATES if holds(text)), None)


def without_prompt(sentences: Sequence[Sentence], prompt: str | None) -> list[Sentence]:
    """The sentences that are the writer's: those of the prompt, pasted above an answer, earn nothing."""
    if not prompt:
        return list(sentences)
    asked = words(plain(prompt))
    given = [(s, words(s.plain)) for s in sentences]
    return [s for s, w in given if len(_own_words(w, asked)) >= max(1, 0.4 * len(w))] or list(sentences)


def _runs(own: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(own[k : k + n]) for k in range(len(own) - n + 1)]


def _own_words(given: Sequence[str], asked: Sequence[str], n: int = 4) -> list[str]:
    """The words of a text that stand in no run of ``n`` words of the prompt."""
    known = set(_runs(asked, n))
    copied = [False] * len(given)
    for at, run in enumerate(_runs(given, n)):
        if run in known:
            copied[at : at + n] = [True] * n
    return [word for word, is_copied in zip(given, copied, strict=True) if not is_copied]
