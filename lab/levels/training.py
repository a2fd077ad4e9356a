"""Train the level models: rated texts in, weights out.

Run it as ``python -m lab.levels.training --out kit/reading/levels.json`` (some minutes). Nothing is random:
the fits are convex and start from fixed points. A model of levels learns from scores that a sentence model
gave to authors it hadn't seen, so each author is left out in turn. For the figures, each pair of authors is.
"""

import argparse
import json
from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from kit.reading.criteria import CRITERIA
from kit.reading.judging import Seen, bounded, chances, level, ranked, seen_by, summed, sure_of
from kit.reading.pointing import Pointed
from lab.levels import pointing, weighing
from lab.levels.texts import HANDS, Rated, all_rated

_CRITERIA = tuple(CRITERIA)
Models = dict[str, Any]
Pairs = dict[str, list[tuple[int, int]]]
"""Criterion → the level given and the level settled on, text by text."""


class Read(NamedTuple):
    """The reading of one criterion by models that never saw the text's author."""

    level: int
    chance: float
    sure: float
    shown: list[int]


class Trainer:
    """A trainer that fits models with some authors left out, and caches their scores.

    Parameters
    ----------
    texts
        All rated texts. Those of the ten hands train all models; the earlier ones, only the models of
        sentences and words.
    """

    def __init__(self, texts: Sequence[Rated]) -> None:
        self.texts = texts
        self.hands = np.array([text.hand for text in texts])
        self._scored: dict[frozenset[str], dict[int, Seen]] = {}

    @cached_property
    def seen(self) -> pointing.Measured:
        """The texts as matrices."""
        return pointing.measured(self.texts)

    def scored(self, without: Collection[str]) -> dict[int, Seen]:
        """Return the scores of the left-out authors' texts, by index of the text."""
        key = frozenset(without)
        if key not in self._scored:
            out = np.isin(self.hands, list(key))
            sentences, texts = pointing.pointed(self.seen, pointing.fit(self.seen, ~out), out)
            owner, numbers = self.seen.owner[out[self.seen.owner]], np.flatnonzero(out)
            self._scored[key] = {
                int(n): summed(Pointed(sentences[owner == n].tolist(), texts[k].tolist()))
                for k, n in enumerate(numbers)
            }
        return self._scored[key]

    def weighed(self, hands: Sequence[str], without: Collection[str] = ()) -> Models:
        """Fit models of levels to some hands' texts, each text scored without its author."""
        rows = [
            (n, one)
            for hand in hands
            for n, one in self.scored({hand, *without}).items()
            if self.hands[n] == hand
        ]
        found = {}
        for c, criterion in enumerate(_CRITERIA):
            names = sorted(self.texts[0].found[criterion].clues)
            x = np.array([seen_by(c, one, self.texts[n].found[criterion], names) for n, one in rows])
            y = np.array([self.texts[n].levels[criterion] for n, _ in rows])
            found[criterion] = weighing.fit(x, y, names)
        return found

    def read(self, models: Models, scores: dict[int, Seen]) -> dict[int, dict[str, Read]]:
        """Return the models' reading of texts, without withholding any level."""
        return {
            n: {c: self._judged(k, c, models[c], n, one) for k, c in enumerate(_CRITERIA)}
            for n, one in scores.items()
        }

    def _judged(self, c: int, criterion: str, model: Models, n: int, one: Seen) -> Read:
        found = self.texts[n].found[criterion]
        likely = chances(seen_by(c, one, found, model["clues"]), model)
        chosen = bounded(level(likely, model["cuts"]), found)
        sure = sure_of(likely, chosen, model["right"]) if "right" in model else 0.0
        return Read(chosen, likely[chosen], sure, ranked(c, one))


def author_left_out(trainer: Trainer, hands: Sequence[str] = HANDS) -> dict[int, dict[str, Read]]:
    """Read each hand's texts with models that never saw it; confidence comes from other hands' results."""
    plain: dict[int, dict[str, Read]] = {}
    for hand in hands:
        others = [one for one in hands if one != hand]
        plain |= trainer.read(trainer.weighed(others, [hand]), trainer.scored({hand}))
    found = {}
    for hand in hands:
        right = {
            c: how_right(trainer, {n: r for n, r in plain.items() if trainer.hands[n] != hand}, c)
            for c in _CRITERIA
        }
        for n, read in plain.items():
            if trainer.hands[n] == hand:
                found[n] = {
                    c: one._replace(sure=sure_of(_at(one), one.level, right[c])) for c, one in read.items()
                }
    return found


def how_right(trainer: Trainer, read: dict[int, dict[str, Read]], criterion: str) -> dict[str, list[float]]:
    """Measure how often levels with each chance were right."""
    pairs = [
        (r[criterion].chance, r[criterion].level == trainer.texts[n].levels[criterion])
        for n, r in read.items()
    ]
    return weighing.how_often_right([chance for chance, _ in pairs], [right for _, right in pairs])


def _at(read: Read) -> list[float]:
    return [read.chance if k == read.level else 0.0 for k in range(4)]


def train(trainer: Trainer, read: dict[int, dict[str, Read]]) -> dict[str, Any]:
    """Return the content of the weights file; ``read`` is the reading with authors left out."""
    models = trainer.weighed(HANDS)
    weights = pointing.fit(trainer.seen, np.ones(len(trainer.texts), dtype=bool))
    return {
        "schema": 2,
        "texts": len(trainer.texts),
        "criteria": {c: weighing.with_right(models[c], how_right(trainer, read, c)) for c in _CRITERIA},
        "pointer": pointing.stored(weights),
    }


def learning_curve(
    trainer: Trainer, sizes: Sequence[int], tests: Sequence[str]
) -> Iterator[tuple[int, Pairs]]:
    """Yield each number of hands, with the given and settled levels of the tested hands by criterion."""
    for size in sizes:
        pairs: Pairs = {c: [] for c in _CRITERIA}
        for test in tests:
            start = HANDS.index(test)
            known = [HANDS[(start + 1 + k) % len(HANDS)] for k in range(size)]
            out = [hand for hand in HANDS if hand not in known]
            scores = {n: s for n, s in trainer.scored(out).items() if trainer.hands[n] == test}
            for n, read in trainer.read(trainer.weighed(known, out), scores).items():
                for c, one in read.items():
                    pairs[c].append((one.level, trainer.texts[n].levels[c]))
        yield size, pairs


def written(model: dict[str, Any]) -> str:
    """Return the weights file as text."""
    return json.dumps(model, separators=(",", ":")) + "\n"


def main(arguments: Sequence[str] | None = None) -> None:
    """Train on the texts of ``lab/data/reading`` and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m lab.levels.training")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args(arguments)
    trainer = Trainer(all_rated())
    given.out.write_text(written(train(trainer, author_left_out(trainer))), encoding="utf-8")


if __name__ == "__main__":
    main()
