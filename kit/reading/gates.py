"""Gates: texts that the machine does not read further. They stop only the machine; a person still marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kit.reading.language import is_english, is_other_script, is_salad, is_typed_at_random, only_small_words
from kit.reading.lexicon import word_list
from kit.reading.sentences import Sentence, plain, words
from kit.reading.topic import is_elsewhere

_LEAST_WORDS = 25


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


def empty(text: Text) -> bool:
    """Not a word."""
    return not text.words


def other_script(text: Text) -> bool:
    """Most letters are not Latin ones; such a language may not part its words, so they are not counted."""
    return is_other_script(text.given)


def too_short(text: Text) -> bool:
    """Fewer than 25 words."""
    return len(text.words) < _LEAST_WORDS


def repetition(text: Text) -> bool:
    """Mostly the same words again: fewer than half of all runs of four words are different ones."""
    said = runs(text.words, 4)
    return len(said) >= 20 and len(set(said)) < 0.5 * len(said)


def gibberish(text: Text) -> bool:
    """Typed at random, or English words that never make a sentence, or connectives with nothing between."""
    return is_typed_at_random(text.words) or only_small_words(text.words) or is_salad(text.words)


def non_english(text: Text) -> bool:
    """Outside quotation marks the language is another one."""
    own = text.outside_quotes
    return not is_english(own if len(own) >= 10 else text.words)


def prompt_copy(text: Text) -> bool:
    """The words are the prompt's, and fewer than 25 are the writer's."""
    if not text.prompt:
        return False
    left = own_words(text.words, words(text.prompt))
    return len(left) < _LEAST_WORDS and len(left) < 0.7 * len(text.words)


def quoted(text: Text) -> bool:
    """Most of it is quoted, and what stands outside only says whose words they are, or agrees."""
    own = text.outside_quotes
    adds = [w for w in own if w not in _ADDS_NOTHING]
    return len(own) < 0.5 * len(text.words) and (
        len(adds) < 6 or (len(own) < 12 and len(own) < 0.2 * len(text.words))
    )


_ADDS_NOTHING = word_list("adds_nothing", "words")


def off_topic(text: Text) -> bool:
    """About something else, however well told: nothing, or next to nothing, about school and families."""
    return is_elsewhere(text.sentences)


GATES: tuple[tuple[str, Callable[[Text], bool]], ...] = (
    ("empty", empty),
    ("non_english", other_script),
    ("too_short", too_short),
    ("repetition", repetition),
    ("gibberish", gibberish),
    ("non_english", non_english),
    ("prompt_copy", prompt_copy),
    ("quoted", quoted),
    ("off_topic", off_topic),
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
    kept = [
        s for s in sentences if len(own_words(words(s.plain), asked)) >= max(1, 0.4 * len(words(s.plain)))
    ]
    return kept or list(sentences)


def runs(own: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Every run of ``n`` words.

    >>> runs(["a", "b", "c"], 2)
    [('a', 'b'), ('b', 'c')]
    """
    return [tuple(own[k : k + n]) for k in range(len(own) - n + 1)]


def own_words(given: Sequence[str], asked: Sequence[str], n: int = 4) -> list[str]:
    """The words of a text that stand in no run of ``n`` words of the prompt.

    >>> asked = "tell of one moment with a family".split()
    >>> own_words([*asked, "it", "was", "may"], asked)
    ['it', 'was', 'may']
    """
    known = set(runs(asked, n))
    copied = [False] * len(given)
    for at, run in enumerate(runs(given, n)):
        if run in known:
            copied[at : at + n] = [True] * n
    return [word for word, is_copied in zip(given, copied, strict=True) if not is_copied]
