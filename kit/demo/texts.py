"""A made-up text: parts of one story, one a criterion, at the levels it is to earn. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random

from kit.model.sample_class import SampleClass, Story


def composed(
    story: Story, levels: Mapping[str, int], fill: Mapping[str, tuple[str, ...]], chance: Random
) -> str:
    """The text of a story at the given level of each criterion.

    Examples
    --------
    >>> story = Story(id="s", item="equity.reflection",
    ...               parts={"event": ("Well.", "It was {day}.", "A father came on {day}.", "He came.")})
    >>> composed(story, {"event": 2}, {"day": ("Monday",)}, Random(1))
    'A father came on Monday.'
    """
    words = {name: chance.choice(one) for name, one in fill.items()}
    return " ".join(parts[levels[criterion]].format(**words) for criterion, parts in story.parts.items())


def story_for(sample: SampleClass, item: str, chance: Random) -> Story:
    """One of an item's stories."""
    return chance.choice([story for story in sample.stories if story.item == item])
