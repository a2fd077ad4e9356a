"""A made-up class: rows of the long table and marks, from a seed."""

from __future__ import annotations

from typing import Any

import numpy as np
from ratings_course import NAMES

OCCASIONS = ("pre", "post", "then", "follow_up")
ITEMS = tuple(f"rate.{d}.{s}" for d, names in NAMES.items() for s in names)
Row = dict[str, Any]


def latent(
    rng: np.random.Generator, shape: tuple[int, ...], steps: tuple[float, ...], questions: int = 3
) -> np.ndarray:
    """Return ratings 0–4 (…, people, questions, occasions): a level, noise and steps, rounded, clipped."""
    person = rng.normal(0, 0.7, (*shape, 1, 1))
    noise = rng.normal(0, 0.8, (*shape, questions, len(steps)))
    return np.clip(np.rint(1.6 + person + noise + np.array(steps)), 0, 4)


def rows(
    people: int,
    *,
    seed: int = 1,
    steps: tuple[float, ...] = (0.0, 0.7, -0.3, 0.6),
    no_chance: float = 0.0,
    dropped: dict[str, int] | None = None,
) -> list[Row]:
    """Return a class's rows; ``dropped`` says how many people, counted from the last, skip an occasion."""
    rng = np.random.default_rng(seed)
    values = latent(rng, (people,), steps, len(ITEMS))
    gap = rng.random(values.shape) < no_chance
    made = []
    for p in range(people):
        for o, occasion in enumerate(OCCASIONS[: len(steps)]):
            if p >= people - (dropped or {}).get(occasion, 0):
                continue
            for i, item in enumerate(ITEMS):
                made.append(row(f"p{p:03d}", occasion, item, None if gap[p, i, o] else int(values[p, i, o])))
    return made


def row(learner: str, occasion: str, item: str, value: int | None) -> Row:
    return {
        "learner": learner,
        "case": "ms_perez",
        "occasion": occasion,
        "item": item,
        "value": value,
        "missing": None if value is not None else "no_chance",
        "at": "2026-09-07T15:40:09+00:00",
    }


def marks(people: int, item: str, criteria: list[str], *, seed: int = 1, low: int = 0) -> list[Row]:
    """Return everyone's levels on one item."""
    rng = np.random.default_rng(seed)
    return [
        {"learner": f"p{p:03d}", "item": item, "criterion": c, "level": int(rng.integers(low, 4))}
        for p in range(people)
        for c in criteria
    ]
