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
from collections.abc import KeysView, Mapping, Sequence, Set
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


class _Weights(dict[str, int]):
    """A feature's weights as one integer, made when they are first asked for: a text needs few of them."""

    def __init__(self, names: Sequence[str], raw: bytes, single: int) -> None:
        self.places = dict(zip(names, range(len(names)), strict=True))
        self._raw, self._single = raw, single

    def __missing__(self, name: str) -> int:
        place = self.places[name]
        size, at = LANES, LANES * place
        if (joined := place - self._single) >= 0:
            size, at = 2 * TARGETS, LANES * self._single + 2 * TARGETS * joined
        # A byte becomes a lane of four.
        lanes = bytearray(4 * size)
        lanes[::4] = self._raw[at : at + size]
        self[name] = made = int.from_bytes(lanes, "little")
        return made


class Pointer:
    """The trained models of sentences and words.

    Parameters
    ----------
    stored
        As in ``levels.json``: ``features`` (a line each), ``lanes`` (base64, a byte a weight), ``single``
        (how many features have all lanes; the others have the first two groups), ``steps``, ``bias``.
    """

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self._weights = _Weights(
            stored["features"].split("\n"), base64.b64decode(stored["lanes"]), stored["single"]
        )
        self._steps: list[float] = stored["steps"]
        self._bias: list[float] = stored["bias"]

    @property
    def known(self) -> KeysView[str]:
        """The features that stood in enough of the texts learnt from.

        >>> "i asked" in pointer().known
        True
        """
        return self._weights.places.keys()

    def point(self, text: Sequence[Features]) -> Pointed:
        """Scores for every sentence of a text, and for the text."""
        have = self.known
        known = [(have & one.single, have & one.joined, have & one.place) for one in text]
        sums = [(self._sum(single), self._sum(joined | place)) for single, joined, place in known]
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
        words: set[str] = set()
        for single, joined, _ in known:
            words |= single
            words |= joined
        whole, many = self._sum(words)
        said = self._lanes(whole, many, _TEXT)
        scale = SCALE / math.sqrt(max(1, many))
        return Pointed(
            scores, [bias + scale * one for bias, one in zip(self._bias[TARGETS:], said, strict=True)]
        )

    def _sum(self, known: Set[str]) -> tuple[int, int]:
        """Weights of known features, added up, and how many they are."""
        return sum(map(self._weights.__getitem__, known)), len(known)

    def _lanes(self, total: int, known: int, group: slice) -> list[float]:
        lanes = _UNPACK(total.to_bytes(4 * LANES, "little"))[group]
        zero = ZERO * known
        return [(lane - zero) * step for lane, step in zip(lanes, self._steps[group], strict=True)]


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
