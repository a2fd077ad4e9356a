"""From clues to a level: a small ordinal model for each criterion, its weights in ``levels.json``.

One weight for each clue and three thresholds. A level's chances are the differences of three logistic curves,
so that every level can be explained by the clues that moved it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

LEVELS = 4


@cache
def weights() -> dict[str, Any]:
    """The weights as trained: criterion → ``clues``, ``above`` and ``spread``."""
    found: dict[str, Any] = json.loads(
        (resources.files("kit.reading") / "levels.json").read_text(encoding="utf-8")
    )
    return found


def chances(
    criterion: str, clues: Mapping[str, float], model: Mapping[str, Any] | None = None
) -> list[float]:
    """How likely each of the levels 0 to 3 is.

    >>> round(sum(chances("event", {"told": 1.0})), 6)
    1.0
    """
    trained = (model or weights()["criteria"])[criterion]
    sum_ = sum(weight * clues.get(name, 0.0) for name, weight in trained["clues"].items())
    above = [1.0, *(1 / (1 + math.exp(-max(-30.0, min(30.0, sum_ + b)))) for b in trained["above"]), 0.0]
    return [above[k] - above[k + 1] for k in range(LEVELS)]


def level(likely: list[float], stretch: float = 1.0) -> int:
    """The level nearest to the expected one; ``stretch`` undoes how a small model leans to the middle.

    >>> level([0.1, 0.2, 0.6, 0.1])
    2
    """
    expected = sum(k * p for k, p in enumerate(likely))
    middle = (LEVELS - 1) / 2
    return max(0, min(LEVELS - 1, int(middle + stretch * (expected - middle) + 0.5)))
