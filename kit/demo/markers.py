"""What two made-up markers give a text, and whose level counts where they differ. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from kit.content.sample_class import SampleWords
from kit.demo.answers import Text
from kit.demo.people import marked
from kit.model import Rating

_SURE = (0.86, 0.82)
"""How often each marker finds the level that a text was put together to earn; else one beside it."""


def ratings(text: Text, seed: int, words: SampleWords) -> Iterator[Rating]:
    """Both markers' ratings of one text, the first marker's before the second's."""
    chance = Random(f"{seed}/{text.learner}/{text.item}/marks")  # noqa: S311  # a sample class, no secret
    given = [{c: _found(level, sure, chance) for c, level in text.levels.items()} for sure in _SURE]
    for marker, levels in enumerate(given):
        for criterion, level in levels.items():
            differs = given[0][criterion] != level
            counts = marker == 1 and differs and chance.random() < 0.5
            reason = words.reasons["second" if counts else "first"] if differs else None
            yield Rating(
                rater=words.markers[marker],
                learner=text.learner,
                item=text.item,
                criterion=criterion,
                level=level,
                at=marked(text.week, marker),
                revision=text.revision,
                primary=counts,
                reason=reason,
            )


def _found(level: int, sure: float, chance: Random) -> int:
    if chance.random() < sure:
        return level
    return min(3, max(0, level + chance.choice((-1, 1))))
