"""Which sentence earns it: for each sentence and criterion, how much it looks like those that raters name.

The weights of all models lie in large integers, a lane of 32 bits for each target, so that adding up a
sentence's features is one ``sum``, exact and the same on every machine. A *target* is a criterion and a
level: "this sentence earns at least 2 in strategy". The same file holds what a text's words say
by themselves.
"""

import base64
import json
import math
import struct
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from kit.reading.features import Features

TARGETS = 15
"""Five criteria, three levels above 0."""
ZERO = 128
NEIGHBOR = 0.5
SCALE = 4.0
LANES = 4 * TARGETS
# What a feature says of its own sentence, of the text, of the sentence after and of the one before. Joined
# features have no lanes for neighbors.
_OWN, _TEXT, _AROUND = slice(TARGETS), slice(TARGETS, 2 * TARGETS), slice(2 * TARGETS, LANES)
_UNPACK = struct.Struct(f"<{LANES}I").unpack


class Pointed(NamedTuple):
    """For each sentence a score for each target, and the scores of the whole text's words."""

    sentences: list[list[float]]
    text: list[float]


class Pointer:
    """The trained models of sentences and words.

    Parameters
    ----------
    stored
        As in ``levels.json``: ``features`` (a line each), ``lanes`` (base64, a byte a weight), ``single``
        (how many features have all lanes; the others have the first two groups), ``steps``, ``bias``.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        names, raw = stored["features"].split("\n"), base64.b64decode(stored["lanes"])
        self._weights: dict[str, int] = {}
        at = 0
        for n, name in enumerate(names):
            size = LANES if n < stored["single"] else 2 * TARGETS
            # A byte becomes a lane of four.
            lanes = bytearray(4 * size)
            lanes[::4] = raw[at : at + size]
            self._weights[name] = int.from_bytes(lanes, "little")
            at += size
        self._steps: list[float] = stored["steps"]
        self._bias: list[float] = stored["bias"]

    def knows(self, feature: str) -> bool:
        """Whether a feature stood in enough of the texts learnt from.

        >>> pointer().knows("i asked")
        True
        """
        return feature in self._weights

    def point(self, text: Sequence[Features]) -> Pointed:
        """Scores for every sentence of a text, and for the text."""
        known = [(self._known(one.single), self._known(one.joined), self._known(one.place)) for one in text]
        sums = [(_sum(single), _sum(joined | place)) for single, joined, place in known]
        own = [self._lanes(a + b, n + m, _OWN) for (a, n), (b, m) in sums]
        around = [self._lanes(a, n, _AROUND) for (a, n), _ in sums]
        nothing = ([0.0] * 2 * TARGETS, 0)
        scores = []
        for at, ((_, n), (_, m)) in enumerate(sums):
            before, few = (around[at - 1], sums[at - 1][0][1]) if at else nothing
            after, more = (around[at + 1], sums[at + 1][0][1]) if at + 1 < len(sums) else nothing
            scale = SCALE / math.sqrt(max(1.0, n + m + NEIGHBOR**2 * (few + more)))
            scores.append(
                [
                    bias + scale * (mine + NEIGHBOR * (one + other))
                    for bias, mine, one, other in zip(
                        self._bias, own[at], before[:TARGETS], after[TARGETS:], strict=False
                    )
                ]
            )
        words: dict[str, int] = {}
        for single, joined, _ in known:
            words |= single
            words |= joined
        whole, many = _sum(words)
        said = self._lanes(whole, many, _TEXT)
        scale = SCALE / math.sqrt(max(1, many))
        return Pointed(
            scores, [bias + scale * one for bias, one in zip(self._bias[TARGETS:], said, strict=True)]
        )

    def _known(self, names: Iterable[str]) -> dict[str, int]:
        """The features that have weights, with them."""
        get = self._weights.get
        return {name: weight for name in names if (weight := get(name))}

    def _lanes(self, total: int, known: int, group: slice) -> list[float]:
        lanes = _UNPACK(total.to_bytes(4 * LANES, "little"))[group]
        zero = ZERO * known
        return [(lane - zero) * step for lane, step in zip(lanes, self._steps[group], strict=True)]


def _sum(known: Mapping[str, int]) -> tuple[int, int]:
    return sum(known.values()), len(known)


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
