"""Score each sentence for each target: how much it looks like sentences that raters name as evidence.

A *target* is a criterion and a level: "this sentence earns at least 2 in strategy". The weights of all models
are in large integers, with a lane for each target, so that one ``sum`` adds up a sentence's features. The
same file has weights for the words of the whole text.
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
"""Five criteria times three levels above 0."""
NEIGHBOR = 0.5
SCALE = 4.0
LANES = 4 * TARGETS
# A feature's weights for its own sentence, for the text, for the sentence after it and for the one before it.
# Joined features have none for neighbors.
_OWN, _TEXT, _BEFORE, _AFTER = (slice(at, at + TARGETS) for at in range(0, LANES, TARGETS))
_LANES = Lanes(LANES)


class Pointed(NamedTuple):
    """A score for each target: for each sentence, and for the words of the whole text."""

    sentences: list[list[float]]
    text: list[float]


class _Pairs:
    """An index of the known pairs of words."""

    def __init__(self, places: Mapping[str, int]) -> None:
        # First word → second word → place. In "a b" the words are adjacent; in "a _ b" one word is between.
        self._together: dict[str, dict[str, int]] = {}
        self._apart: dict[str, dict[str, int]] = {}
        for name, place in places.items():
            if " " in name:
                first, *between, second = name.split(" ")
                which = self._apart if between else self._together
                which.setdefault(first, {})[second] = place

    def places(self, words: Sequence[str]) -> set[int | None]:
        """Return the places of a sentence's pairs; ``None`` for any unknown pair."""
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
        As in ``levels.json``: ``features`` (one per line), ``lanes`` (base64, one byte per weight),
        ``single`` (how many features have all lanes; the others have only the first two groups), ``steps``,
        ``bias``.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        names = stored["features"].split("\n")
        self._raw, self._single = base64.b64decode(stored["lanes"]), stored["single"]
        self._places = dict(zip(names, range(len(names)), strict=True))
        self._pairs = _Pairs(self._places)
        # Computed on first use, since a text needs few of them.
        self._of_word = Remembered(self._places_of_word)
        self._row_at: Remembered[int, int] = Remembered(lambda place: lanes(self._raw_row(place)))
        self._of_place = Remembered(self._rows_of_place)
        steps: list[float] = stored["steps"]
        self._steps = [*steps[_OWN], *steps[_TEXT], *(NEIGHBOR * step for step in steps[2 * TARGETS :])]
        bias: list[float] = stored["bias"]
        self._bias, self._text_bias = bias[:TARGETS], bias[TARGETS:]

    @property
    def known(self) -> KeysView[str]:
        """The features that occurred in enough of the training texts.

        >>> "i asked" in pointer().known
        True
        """
        return self._places.keys()

    def unknown(self, features: set[str]) -> set[str]:
        """Return the features that are not known."""
        return features.difference(self._places)

    def point(self, text: Sequence[Features]) -> Pointed:
        """Return the scores for every sentence of a text, and for the text."""
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
        """Return the places of a sentence's known features: the single ones and the joined ones."""
        single: set[int | None] = set(map(self._places.get, one.named))
        single.update(chain.from_iterable(map(self._of_word.__getitem__, one.words)))
        return single, self._pairs.places(one.words)

    def _places_of_word(self, word: str) -> tuple[int, ...]:
        """Return the places of a word and of its beginning, if they are known."""
        return tuple(self._places[one] for one in (word, beginning(word)) if one in self._places)

    def _rows_of_place(self, named: tuple[str, ...]) -> list[int]:
        """Return the weights of a sentence's position, which count only for that sentence."""
        places = [self._places[one] for one in named if one in self._places]
        return [lanes(self._raw_row(place)[_OWN]) for place in places]

    def _raw_row(self, place: int) -> bytes:
        """Return all weights of a feature."""
        size, at = LANES, LANES * place
        if (joined := place - self._single) >= 0:
            size, at = 2 * TARGETS, LANES * self._single + 2 * TARGETS * joined
        return self._raw[at : at + size]


def _without_none(places: set[int | None]) -> set[int]:
    places.discard(None)
    return cast("set[int]", places)


@cache
def stored() -> dict[str, Any]:
    """Return the trained weights and models."""
    file = resources.files("kit.reading") / "levels.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found


@cache
def pointer() -> Pointer:
    """Return the models that come with the kit."""
    return Pointer(stored()["pointer"])
