"""Which sentence earns it: for each sentence and criterion, how much it looks like those that raters name.

The weights of all models lie in large integers, a lane for each target, so that adding up a sentence's
features is one ``sum``. A *target* is a criterion and a
level: "this sentence earns at least 2 in strategy". The same file holds what a text's words say
by themselves.
"""

import base64
import json
import math
from collections.abc import Callable, KeysView, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import chain, repeat
from operator import mul
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
_OWN, _TEXT, _BEFORE, _AFTER = (slice(at, at + TARGETS) for at in range(0, LANES, TARGETS))
_LANES = Lanes(LANES)


class Pointed(NamedTuple):
    """For each sentence a score for each target, and the scores of the whole text's words."""

    sentences: list[list[float]]
    text: list[float]


class _Pairs:
    """Which of the known pairs of words stand in a sentence."""

    def __init__(self, places: Mapping[str, int]) -> None:
        # First word → second word → place: "a b" stand together, "a _ b" with a word between them.
        self._together: dict[str, dict[str, int]] = {}
        self._apart: dict[str, dict[str, int]] = {}
        for name, place in places.items():
            if " " in name:
                first, *between, second = name.split(" ")
                which = self._apart if between else self._together
                which.setdefault(first, {})[second] = place

    def places(self, words: Sequence[str]) -> set[int | None]:
        """The places of the pairs of a sentence, and ``None`` where one is not known."""
        none: repeat[dict[str, int]] = repeat({})
        return {
            *map(_get, map(self._together.get, words, none), words[1:]),
            *map(_get, map(self._apart.get, words, none), words[2:]),
        }


_get: Callable[[dict[str, int], str], int | None] = dict.get


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
        self._pairs = _Pairs(self._places)
        # Made when they are first asked for: a text needs few of them.
        self._of_word = Remembered(self._places_of_word)
        self._row_at: Remembered[int, int] = Remembered(lambda place: lanes(self._raw_row(place)))
        self._of_place = Remembered(self._rows_of_place)
        steps: list[float] = stored["steps"]
        self._steps = [*steps[_OWN], *steps[_TEXT], *(NEIGHBOR * step for step in steps[2 * TARGETS :])]
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
        said: set[int] = set()
        row = self._row_at.__getitem__
        for one in text:
            single, joined = map(_without_none, self._known_in(one))
            said |= single
            said |= joined
            where = self._of_place[tuple(one.place)]
            counts.append((len(single), len(joined) + len(where)))
            total = _LANES.total([*map(row, single), *map(row, joined), *where])
            rows.append([*map(mul, total, self._steps)])
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
        words = [*map(mul, _LANES.total([*map(row, said)]), self._steps)][_TEXT]
        scale = SCALE / math.sqrt(max(1, len(said)))
        return Pointed(scores, [bias + scale * one for bias, one in zip(self._text_bias, words, strict=True)])

    def _known_in(self, one: Features) -> tuple[set[int | None], set[int | None]]:
        """Places of the known features of a sentence, the single and the joined ones."""
        single: set[int | None] = set(map(self._places.get, one.named))
        single.update(chain.from_iterable(map(self._of_word.__getitem__, one.words)))
        return single, self._pairs.places(one.words)

    def _places_of_word(self, word: str) -> tuple[int, ...]:
        """Places of a word itself and of how it begins, where they are known."""
        return tuple(self._places[one] for one in (word, beginning(word)) if one in self._places)

    def _rows_of_place(self, named: tuple[str, ...]) -> list[int]:
        """What is said of a sentence, and of no other, by where it stands."""
        places = [self._places[one] for one in named if one in self._places]
        return [lanes(self._raw_row(place)[_OWN]) for place in places]

    def _raw_row(self, place: int) -> bytes:
        """All weights of a feature."""
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
