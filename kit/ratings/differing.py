"""Where raters of one text differ, from the latest rating of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from kit.model import Rating
from kit.ratings.tables import Key, key_of


class Difference(NamedTuple):
    """One criterion of one text to which raters gave different levels."""

    learner: str
    item: str
    criterion: str
    ratings: tuple[Rating, ...]
    """The latest of each rater, in the order in which the raters first came."""


def latest(ratings: Iterable[Rating]) -> list[Rating]:
    """Of each rater the latest rating of a criterion of a text; ``ratings`` come in the order of keeping."""
    return list({(one.rater, key_of(one)): one for one in ratings}.values())


def differences(ratings: Iterable[Rating], settled: Mapping[Key, datetime] | None = None) -> list[Difference]:
    """Every criterion of a text with two levels or more, the furthest apart first.

    A rater who left a criterion without a level differs from nobody. What somebody decided after the last
    of its ratings (`kit.ratings.Ratings.settled`) is left out.
    """
    together: dict[Key, list[Rating]] = {}
    for one in latest(ratings):
        if one.level is not None:
            together.setdefault(key_of(one), []).append(one)
    settled = settled or {}
    found = [
        Difference(*key, tuple(some))
        for key, some in together.items()
        if len({r.level for r in some}) > 1
        and not (key in settled and settled[key] >= max(r.at for r in some))
    ]
    return sorted(found, key=lambda one: -_apart(one))


def _apart(one: Difference) -> int:
    levels = [rating.level for rating in one.ratings if rating.level is not None]
    return max(levels) - min(levels)
