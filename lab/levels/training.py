"""Training of the level models: rated texts in, weights out.

Deterministic: the fit is convex, folds come from a fixed seed. Run it as
``python -m lab.levels.training RATED.jsonl… --out kit/reading/levels.json``.
"""

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kit.reading.criteria import CRITERIA, Found
from kit.reading.judging import LEVELS, Judged, judge
from kit.reading.sentences import sentences
from kit.reading.signs import sign

RIDGE = 5.0
FOLDS = 10
SEED = 20
_STEPS = 12
_ROUNDS = 6
_EITHER_WAY = (
    "case vague vague_head opinion feeling only_imagined overruled overruled_after no_family empty imagined "
    "set_aside goodwill goodwill_share only_goodwill family_moves excludes unreal refused last_vague acts "
    "wrong"
)
EITHER_WAY = frozenset(_EITHER_WAY.split())
"""Clues that may lower a level; the others can only raise it."""


class Rated(NamedTuple):
    """What each criterion sees in a text, and the levels that a person gave."""

    id: str
    found: dict[str, Found]
    levels: dict[str, int]
    words: int


def rated(file: Path) -> list[Rated]:
    """The rated texts of a JSON Lines file (``id``, ``text``, ``dimension``, ``levels``)."""
    found = []
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        signed = sign(sentences(row["text"]))
        seen = {c: look(signed, row.get("dimension")) for c, look in CRITERIA.items()}
        found.append(Rated(row["id"], seen, row["levels"], len(row["text"].split())))
    return found


def fit(texts: Sequence[Rated], criterion: str, ridge: float = RIDGE) -> dict[str, Any]:
    """Weights of one criterion: three logistic curves with the clues' weights in common."""
    names = list(texts[0].found[criterion].clues)
    x = np.array([[t.found[criterion].clues[n] for n in names] for t in texts])
    y = np.array([t.levels[criterion] for t in texts])
    middle, spread = x.mean(0), x.std(0) + 0.1
    z = (x - middle) / spread
    d, cuts = len(names), LEVELS - 1
    above = (y[:, None] > np.arange(cuts)).astype(float)
    whole = np.zeros(d + cuts)
    penalty = np.diag([ridge] * d + [0.01] * cuts)
    kept = np.ones(d + cuts, dtype=bool)
    for _ in range(_ROUNDS):
        whole[~kept] = 0
        for _ in range(_STEPS):
            p = 1 / (1 + np.exp(-np.clip((z @ whole[:d])[:, None] + whole[d:], -30, 30)))
            slope = np.concatenate([z.T @ (p - above).sum(1), (p - above).sum(0)]) + penalty @ whole
            bend = p * (1 - p)
            curve = penalty.copy()
            curve[:d, :d] += (z * bend.sum(1)[:, None]).T @ z
            curve[:d, d:] += z.T @ bend
            curve[d:, :d] += (z.T @ bend).T
            curve[d:, d:] += np.diag(bend.sum(0))
            whole[kept] -= np.linalg.solve(curve[np.ix_(kept, kept)], slope[kept])
        # A clue that speaks for a level may not speak against it because another one stands beside it.
        wrong = np.array([n not in EITHER_WAY and whole[k] < 0 for k, n in enumerate(names)] + [False] * cuts)
        if not (wrong & kept).any():
            break
        kept &= ~wrong
    weights = whole[:d] / spread
    shift = float((middle * weights).sum())
    return {
        "clues": {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)},
        "above": [round(float(b) - shift, 4) for b in sorted(whole[d:], reverse=True)],
    }


def folds(texts: Sequence[Rated]) -> list[list[int]]:
    """Numbers of the texts in each fold."""
    order = list(range(len(texts)))
    random.Random(SEED).shuffle(order)  # noqa: S311  # folds that anyone can repeat, no secret
    return [order[k::FOLDS] for k in range(FOLDS)]


def cross_validated(texts: Sequence[Rated], criterion: str) -> list[Judged]:
    """The level for each text, from a model that never saw it."""
    found: list[Judged] = [Judged(None, 0.0)] * len(texts)
    for held in folds(texts):
        out = set(held)
        model = {criterion: fit([t for n, t in enumerate(texts) if n not in out], criterion)}
        for n in held:
            found[n] = judge(criterion, texts[n].found[criterion], model)
    return found


def train(texts: Sequence[Rated]) -> dict[str, Any]:
    """The weights file."""
    return {
        "schema": 1,
        "texts": len(texts),
        "ridge": RIDGE,
        "criteria": {c: fit(texts, c) for c in CRITERIA},
    }


def written(model: Mapping[str, Any]) -> str:
    """The weights file as text."""
    return json.dumps(model, indent=1) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the files named and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m lab.levels.training")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    texts = [t for file in given.files for t in rated(file)]
    given.out.write_text(written(train(texts)), encoding="utf-8")


if __name__ == "__main__":
    main()
