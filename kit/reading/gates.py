"""Gates: texts that the machine does not read further. They stop only the machine; a person still marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from kit.reading.cues import cues
from kit.reading.sentences import Sentence, plain, without_quotes, word_set, words

_LEAST_WORDS = 25
_ENGLISH = word_set(
    "the and of to in that it was for with his her she they i you my we our not had have has were be "
    "been is are at this from by on but what when who which as so if would could will their them there "
    "than then into about because an me he him did do said how can all one out up no"
)
_OTHER = word_set(
    "el la los las de del que y en un una por con para su sus se lo le es al como pero más muy era fue "
    "mi nos der die das und ist nicht ich wir mit ein eine den dem zu auf für sie hat war als auch les "
    "des une est dans pour pas qui sur avec je nous il elle au du et ce cette os da do em uma não com "
    "ele ela ao na di il che non per sono mia"
)
_TOPIC = cues(
    r"school\w*|teach\w*|student\w*|class\w*|parents?|famil(?:y|ies)|meeting\w*|conference\w*|iep|"
    r"practicum|principal|home visit|special education|pupils?|caseload|mentor|lesson\w*|interpreter|aide|"
    "district|grade|mrs|ms|guardian|mothers?|moms?|fathers?|dads?|grand(?:mother|father|ma|pa)|children|"
    r"child|kids?|therap\w+|placement|educat\w+|kindergarten|preschool|disabilit\w+|caregivers?"
)


class Text(NamedTuple):
    """What a gate sees."""

    given: str
    words: Sequence[str]
    sentences: Sequence[Sentence]
    prompt: str | None


_CONNECTIVES = word_set(
    "however moreover furthermore therefore thus hence consequently nevertheless nonetheless additionally "
    "accordingly whereas whereby likewise conversely notwithstanding although"
)


def empty(text: Text) -> bool:
    """Not a word."""
    return not text.words


def too_short(text: Text) -> bool:
    """Fewer than 25 words."""
    return len(text.words) < _LEAST_WORDS


def repetition(text: Text) -> bool:
    """Mostly the same words again: fewer than half of all runs of four words are different ones."""
    runs = _runs(text.words, 4)
    return len(runs) >= 20 and len(set(runs)) < 0.5 * len(runs)


def gibberish(text: Text) -> bool:
    """Strings that no language writes (hardly a vowel, words of great length), or a heap of connectives."""
    # Connectives with nothing between them fool a reader that counts cues.
    if sum(w in _CONNECTIVES for w in text.words) > max(5, 0.12 * len(text.words)):
        return True
    letters = [w for w in text.words if w.isascii() and w.isalpha() and len(w) > 3]
    if len(letters) < 10 or _share(text.words, _ENGLISH) > 0.15:
        return False
    odd = sum(len(w) > 22 or not set(w) & set("aeiouy") or _longest_cluster(w) > 4 for w in letters)
    return odd > 0.3 * len(letters)


def non_english(text: Text) -> bool:
    """Outside quotation marks the small words are another language's, or the letters are."""
    own = words(without_quotes(plain(text.given))) or text.words
    if len(own) < 10:
        own = list(text.words)
    english, other = _share(own, _ENGLISH), _share(own, _OTHER)
    return english < 0.15 or other > english


def prompt_copy(text: Text) -> bool:
    """Most runs of five words stand in the prompt."""
    if not text.prompt:
        return False
    runs, asked = _runs(text.words, 5), set(_runs(words(text.prompt), 5))
    return bool(runs) and sum(r in asked for r in runs) > 0.6 * len(runs)


def quoted(text: Text) -> bool:
    """Outside quotation marks nearly nothing is left."""
    own = words(without_quotes(plain(text.given)))
    return len(own) < 12 and len(own) < 0.2 * len(text.words)


def off_topic(text: Text) -> bool:
    """No word about school, learners or families anywhere."""
    return not any(_TOPIC.search(s.plain) for s in text.sentences)


def other_script(text: Text) -> bool:
    """Most letters are not Latin ones; such a language may not part its words, so they are not counted."""
    letters = [c for c in text.given[:20_000] if c.isalpha()]
    return len(letters) >= 20 and sum(ord(c) > 0x24F for c in letters) > 0.6 * len(letters)


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
"""In this order; the first that holds stops the reading."""

WITHOUT_LEVEL = {
    "empty": "There is no text yet.",
    "too_short": f"Under {_LEAST_WORDS} words there is too little to read; a person can still read it.",
    "non_english": "This reader knows English only; a person who reads this language marks it.",
}
"""Gates after which levels are null, with the reason; after the others they are 0."""


def gate(text: Text) -> str | None:
    """Name of the first gate that stops a text, or ``None``."""
    return next((name for name, holds in GATES if holds(text)), None)


def _share(own: Sequence[str], known: frozenset[str]) -> float:
    return sum(w in known for w in own) / len(own) if own else 0.0


def _runs(own: Sequence[str], n: int) -> list[tuple[str, ...]]:
    return [tuple(own[k : k + n]) for k in range(len(own) - n + 1)]


def _longest_cluster(word: str) -> int:
    longest = run = 0
    for letter in word:
        run = 0 if letter in "aeiouy" else run + 1
        longest = max(longest, run)
    return longest
