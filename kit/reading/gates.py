"""Gates: tests for texts that the machine doesn't read any further. A person still marks these texts."""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kit.reading.lexicon import word_list
from kit.reading.phrases import phrases
from kit.reading.sentences import Sentence, plain, words
from kit.reading.topic import is_elsewhere

_LEAST_WORDS = 15
_LEAST_OWN = 25
"""With this many words besides a copied prompt, the text counts as the writer's answer."""
# `_SURE` are small English words that hardly any other language has; `SMALL` adds those that others have too.
_SURE = word_list("sure", "words")
SMALL = _SURE | word_list("small", "words")
_OTHER, CONNECTIVES, _HEAVY, _ADDS_NOTHING = (
    word_list(name, "words") for name in ("other", "connectives", "heavy", "adds_nothing")
)
_JOINING = SMALL | CONNECTIVES
_ROWS = re.compile(
    r"sdf|dfg|fgh|ghj|hjk|jkl|kjh|jhg|hgf|gfd|fds|zxc|xcv|cvb|vbn|bnm|nbv|vcx|cxz|qwe|wqe|lkj|asd|xzc|zmx|mxn|wqp|pqo|"
    r"(?<![a-z])[a-z]*[jqvxz][bcdfghjklmnpqrstvwxz]{2}|q(?!u)[a-z]|[bcdfghjklmnpqrstvwxz]{6}"
)
_NOT_LATIN = re.compile("[^\u0000-\u024f\u1e00-\u1eff]")


@dataclass(eq=False)
class Text:
    """A text as the gates see it."""

    given: str
    sentences: Sequence[Sentence]
    prompt: str | None

    @cached_property
    def words(self) -> list[str]:
        """All words."""
        if "<" in self.given or "&" in self.given:
            # A tag or an entity may extend past the end of a sentence.
            return words(self.given)
        return [w for s in self.sentences for w in s.words]

    @cached_property
    def outside_quotes(self) -> list[str]:
        """The words outside quotation marks."""
        return [w for s in self.sentences for w in s.own_words]


def _other_script(text: Text) -> bool:
    """Whether most letters aren't Latin; such a language may not separate words, so it counts letters."""
    beginning = text.given[:20_000]
    foreign = sum(map(str.isalpha, _NOT_LATIN.findall(beginning)))
    if not foreign:
        return False
    letters = sum(map(str.isalpha, beginning))
    return letters >= 15 and foreign > 0.6 * letters


def _repetition(text: Text) -> bool:
    """Whether the text mostly repeats itself: fewer than half of all runs of four words are different."""
    said = runs(text.words)
    return len(said) >= 20 and len(set(said)) < 0.5 * len(said)


def _gibberish(text: Text) -> bool:
    """Whether it is typed at random, or has English words but no sentence, or nothing between connectives."""
    return _is_typed_at_random(text.words) or _only_small_words(text.words) or _is_salad(text.words)


def _is_typed_at_random(own: Sequence[str]) -> bool:
    """Whether many words are runs of keys that don't occur in any language."""
    if _share(own, SMALL) > 0.25:
        return False
    longer = [w for w in own if w.isascii() and w.isalpha() and len(w) > 2]
    if len(longer) < 10:
        return False
    odd = sum(len(w) > 24 or not set(w) & set("aeiouy") or bool(_ROWS.search(w[:40])) for w in longer)
    return odd > 0.3 * len(longer)


def _only_small_words(own: Sequence[str]) -> bool:
    """Whether there are connectives with nothing to connect."""
    if len(own) < 20:
        return False
    return _count(own, _HEAVY) > max(5, 0.12 * len(own)) or (
        _count(own, CONNECTIVES) > 0.25 * len(own) and _count(own, _JOINING) > 0.85 * len(own)
    )


def _is_salad(own: Sequence[str]) -> bool:
    """Whether there are English words of the field without the small words that make a sentence."""
    return len(own) >= 20 and _share(own, SMALL) < 0.14 and _share(own, _known()) > 0.6


@cache
def _known() -> frozenset[str]:
    return phrases().words() | word_list("field", "words")


def _share(own: Sequence[str], known: Collection[str]) -> float:
    return _count(own, known) / len(own) if own else 0.0


def _count(own: Sequence[str], known: Collection[str]) -> int:
    return sum(map(known.__contains__, own))


def _non_english(text: Text) -> bool:
    """Whether the small words outside quotation marks are those of another language."""
    outside = text.outside_quotes
    own = outside if len(outside) >= 10 else text.words
    english, other = _share(own, _SURE), _share(own, _OTHER)
    # A log has few small words, but hardly any of another language.
    if english >= 0.09 and 5 * other <= english:
        return False
    return not (english >= 0.12 and (english >= 0.2 or english > other) and other < english + 0.08)


def _prompt_copy(text: Text) -> bool:
    """Whether the words are the prompt's, with fewer than `_LEAST_OWN` of the writer's."""
    if not text.prompt:
        return False
    left = own_words(text.words, _runs_of(text.prompt))
    return len(left) < _LEAST_OWN and len(left) < 0.7 * len(text.words)


def _quoted(text: Text) -> bool:
    """Whether most of it is quoted, and the rest only says whose words they are, or agrees."""
    own = text.outside_quotes
    return len(own) < 0.5 * len(text.words) and (
        len(own) - _count(own, _ADDS_NOTHING) < 6 or (len(own) < 12 and len(own) < 0.2 * len(text.words))
    )


GATES: tuple[tuple[str, Callable[[Text], bool]], ...] = (
    ("empty", lambda text: not text.words),
    ("non_english", _other_script),
    ("too_short", lambda text: len(text.words) < _LEAST_WORDS),
    ("repetition", _repetition),
    ("gibberish", _gibberish),
    ("non_english", _non_english),
    ("prompt_copy", _prompt_copy),
    ("quoted", _quoted),
    ("off_topic", lambda text: is_elsewhere(text.sentences)),
)
"""The name and the test of each gate, in the order in which they are tried."""

NO_LEVEL = frozenset({"empty", "too_short", "non_english"})
"""Gates after which levels are null, since nothing could be read; after the other gates, levels are 0."""


def gate(text: Text) -> str | None:
    """Return the name of the first gate that stops a text, or ``None``."""
    return next((name for name, holds in GATES if holds(text)), None)


def without_prompt(sentences: Sequence[Sentence], prompt: str | None) -> list[Sentence]:
    """Return the sentences that weren't pasted from the prompt; return all if that leaves none."""
    if not prompt:
        return list(sentences)
    asked = _runs_of(plain(prompt))
    own = [s for s in sentences if len(own_words(s.words, asked)) >= max(1, 0.4 * len(s.words))]
    return own or list(sentences)


def runs(own: Sequence[str], n: int = 4) -> list[tuple[str, ...]]:
    """Return every run of ``n`` words.

    >>> runs(["what", "did", "you", "see", "then"])
    [('what', 'did', 'you', 'see'), ('did', 'you', 'see', 'then')]
    """
    return list(zip(*(own[k:] for k in range(n)), strict=False))


@lru_cache(maxsize=64)
def _runs_of(prompt: str) -> frozenset[tuple[str, ...]]:
    # Cached, since a class answers the same few prompts.
    return frozenset(runs(words(prompt)))


def own_words(given: Sequence[str], known: frozenset[tuple[str, ...]]) -> list[str]:
    """Return the words that aren't part of any known run of four words."""
    found = runs(given)
    if known.isdisjoint(found):
        return list(given)
    copied = [False] * len(given)
    for at, run in enumerate(found):
        if run in known:
            copied[at : at + 4] = [True] * 4
    return [word for word, is_copied in zip(given, copied, strict=True) if not is_copied]
