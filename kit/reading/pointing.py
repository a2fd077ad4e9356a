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
_OWN, _TEXT, _BEFORE, _AFTER = (slice(n * TARGETS, (n + 1) * TARGETS) for n in range(4))
LANES = 4 * TARGETS


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

    def point(self, text: Sequence[Features]) -> Pointed:
        """Scores for every sentence of a text, and for the text."""
        sums = [(self._sum(one.single), self._sum([*one.joined, *one.place])) for one in text]
        own = [self._lanes(a + b, n + m)[_OWN] for (a, n), (b, m) in sums]
        around = [self._lanes(a, n) for (a, n), _ in sums]
        nothing = ([0.0] * LANES, 0)
        scores = []
        for at, ((_, n), (_, m)) in enumerate(sums):
            before, few = (around[at - 1], sums[at - 1][0][1]) if at else nothing
            after, more = (around[at + 1], sums[at + 1][0][1]) if at + 1 < len(sums) else nothing
            scale = SCALE / math.sqrt(max(1.0, n + m + NEIGHBOR**2 * (few + more)))
            scores.append(
                [
                    bias + scale * (mine + NEIGHBOR * (one + other))
                    for bias, mine, one, other in zip(
                        self._bias, own[at], before[_BEFORE], after[_AFTER], strict=False
                    )
                ]
            )
        whole, known = self._sum({f for one in text for f in (*one.single, *one.joined)})
        said = self._lanes(whole, known)[_TEXT]
        scale = SCALE / math.sqrt(max(1, known))
        return Pointed(
            scores, [bias + scale * one for bias, one in zip(self._bias[TARGETS:], said, strict=True)]
        )

    def _sum(self, names: Iterable[str]) -> tuple[int, int]:
        known = [weight for weight in map(self._weights.get, names) if weight is not None]
        return sum(known), len(known)

    def _lanes(self, total: int, known: int) -> list[float]:
        lanes = struct.unpack(f"<{LANES}I", total.to_bytes(4 * LANES, "little"))
        # The joined features have no lanes for neighbors, so those hold nothing but the single ones.
        return [(lane - ZERO * known) * step for lane, step in zip(lanes, self._steps, strict=True)]


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
