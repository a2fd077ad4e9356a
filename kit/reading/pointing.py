"""Which sentence earns it: for each sentence and criterion, how much it looks like those that raters name.

The weights of all models lie in large integers, a lane for each target, so that adding up a sentence's
features is one ``sum``. A *target* is a criterion and a
level: "this sentence earns at least 2 in strategy". The same file holds what a text's words say
by themselves.
"""

import base64
import json
import math
from collections.abc import KeysView, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, repeat
from operator import add, mul
from typing import Any, NamedTuple, cast

from kit.reading.features import Features, beginning
from kit.reading.lanes import Lanes, lanes
from kit.reading.remembered import Remembered

TARGETS = 15
"""Five criteria, three levels above 0."""
NEIGHBOR = 0.5
SCALE = 4.0
LANES = 4 * TARGETS
# What a feature says of its own sentence, of the text, of the sentence after and of the one before. Joined
# features say nothing of neighbors.
_OWN, _TEXT, _AROUND = slice(TARGETS), slice(TARGETS, 2 * TARGETS), slice(2 * TARGETS, LANES)
# What is added up for a sentence has the lanes for the text left out.
_BEFORE, _AFTER = slice(TARGETS, 2 * TARGETS), slice(2 * TARGETS, 3 * TARGETS)
_SENTENCE, _WHOLE = Lanes(3 * TARGETS), Lanes(TARGETS)


class Pointed(NamedTuple):
    """For each sentence a score for each target, and the scores of the whole text's words."""

    sentences: list[list[float]]
    text: list[float]


class _Pairs:
    """Which of the known pairs of words stand in a sentence.

    Words are numbered, and a pair is a number too: no text is put together to look one up.
    """

    def __init__(self, names: Sequence[str]) -> None:
        pairs = [(place, name.split(" ")) for place, name in enumerate(names) if " " in name]
        # "a b" stand together, "a _ b" with a word between them.
        words = dict.fromkeys(word for _, (first, *_, second) in pairs for word in (first, second))
        bits = len(words).bit_length()
        self._second = {word: at for at, word in enumerate(words, 1)}
        self._first = {word: at << bits for word, at in self._second.items()}
        self._together: dict[int, int] = {}
        self._apart: dict[int, int] = {}
        for place, (first, *between, second) in pairs:
            which = self._apart if between else self._together
            which[self._first[first] + self._second[second]] = place

    def places(self, words: Sequence[str]) -> set[int | None]:
        """The places of the pairs of a sentence, and ``None`` where one is not known."""
        first = [*map(self._first.get, words, repeat(0))]
        second = [*map(self._second.get, words, repeat(0))]
        return {
            *map(self._together.get, map(add, first, second[1:])),
            *map(self._apart.get, map(add, first, second[2:])),
        }


class Pointer:
    """The trained models of sentences and words.

    Parameters
    ----------
    stored
        As in ``levels.json``: ``features`` (a line each), ``lanes`` (base64, a byte a weight), ``single``
        (how many features have all lanes; the others have the first two groups), ``steps``, ``bias``.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        names = stored["features"].split("\n")
        self._raw, self._single = base64.b64decode(stored["lanes"]), stored["single"]
        self._places = dict(zip(names, range(len(names)), strict=True))
        self._pairs = _Pairs(names)
        # Made when they are first asked for: a text needs few of them.
        self._of_word = Remembered(self._places_of_word)
        self._of_single = Remembered(self._single_at)
        self._of_joined = Remembered(self._joined_at)
        self._said = Remembered(self._said_at)
        steps: list[float] = stored["steps"]
        self._steps = steps[_OWN] + [NEIGHBOR * step for step in steps[_AROUND]]
        self._text_steps = steps[_TEXT]
        bias: list[float] = stored["bias"]
        self._bias, self._text_bias = bias[:TARGETS], bias[TARGETS:]

    @property
    def known(self) -> KeysView[str]:
        """The features that stood in enough of the texts learnt from.

        >>> "i asked" in pointer().known
        True
        """
        return self._places.keys()

    def unknown(self, features: set[str]) -> set[str]:
        """Those of some features that are not known."""
        return features.difference(self._places)

    def point(self, text: Sequence[Features]) -> Pointed:
        """Scores for every sentence of a text, and for the text."""
        rows: list[list[float]] = []
        counts: list[tuple[int, int]] = []
        said: set[int | None] = set()
        for one in text:
            single, joined = self._known_in(one)
            said |= single
            said |= joined
            joined.update(map(self._places.get, one.place))
            known, too = _without_none(single), _without_none(joined)
            counts.append((len(known), len(too)))
            rows.append(
                [
                    *map(
                        mul,
                        _SENTENCE.read(
                            sum(map(self._of_single.__getitem__, known))
                            + sum(map(self._of_joined.__getitem__, too))
                        ),
                        self._steps,
                    )
                ]
            )
        nothing = [0.0] * TARGETS
        scores = []
        for at, (mine, (n, m)) in enumerate(zip(rows, counts, strict=True)):
            before, few = (rows[at - 1][_BEFORE], counts[at - 1][0]) if at else (nothing, 0)
            after, more = (rows[at + 1][_AFTER], counts[at + 1][0]) if at + 1 < len(rows) else (nothing, 0)
            scale = SCALE / math.sqrt(max(1.0, n + m + NEIGHBOR**2 * (few + more)))
            scores.append(
                [
                    bias + scale * (own + (one + other))
                    for bias, own, one, other in zip(self._bias, mine, before, after, strict=False)
                ]
            )
        whole = _without_none(said)
        words = map(mul, _WHOLE.read(sum(map(self._said.__getitem__, whole))), self._text_steps)
        scale = SCALE / math.sqrt(max(1, len(whole)))
        return Pointed(scores, [bias + scale * one for bias, one in zip(self._text_bias, words, strict=True)])

    def _known_in(self, one: Features) -> tuple[set[int | None], set[int | None]]:
        """Places of the known features of a sentence, the single and the joined ones."""
        single: set[int | None] = set(map(self._places.get, one.named))
        single.update(chain.from_iterable(map(self._of_word.__getitem__, one.words)))
        return single, self._pairs.places(one.words)

    def _places_of_word(self, word: str) -> tuple[int, ...]:
        """Places of a word itself and of how it begins, where they are known."""
        return tuple(self._places[one] for one in (word, beginning(word)) if one in self._places)

    def _single_at(self, place: int) -> int:
        """Weights of a feature for its own sentence and for those beside it."""
        row = self._row(place)
        return lanes(row[_OWN] + row[_AROUND])

    def _joined_at(self, place: int) -> int:
        """Weights of a feature for its own sentence alone."""
        return lanes(self._row(place)[_OWN])

    def _said_at(self, place: int) -> int:
        """Weights of a feature for the whole text."""
        return lanes(self._row(place)[_TEXT])

    def _row(self, place: int) -> bytes:
        size, at = LANES, LANES * place
        if (joined := place - self._single) >= 0:
            size, at = 2 * TARGETS, LANES * self._single + 2 * TARGETS * joined
        return self._raw[at : at + size]


def _without_none(places: set[int | None]) -> set[int]:
    places.discard(None)
    return cast("set[int]", places)


@cache
def stored() -> dict[str, Any]:
    """The weights as trained."""
    file = resources.files("kit.reading") / "levels.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@cache
def pointer() -> Pointer:
    """The models that come with the course."""
    return Pointer(stored()["pointer"])
