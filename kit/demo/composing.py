"""A made-up text, put together of the parts of a story to earn a level of each criterion. Pure."""

from collections.abc import Mapping
from random import Random

from kit.content.sample_class import Story


def composed(
    story: Story, levels: Mapping[str, int], fill: Mapping[str, tuple[str, ...]], chance: Random
) -> str:
    """The text of a story at the given level of each criterion.

    >>> story = Story(id="s", item="equity.reflection",
    ...               parts={"event": ("Well.", "It was {day}.", "A father came on {day}.", "He came.")})
    >>> composed(story, {"event": 2}, {"day": ("Monday",)}, Random(1))
    'A father came on Monday.'
    """
    words = {name: chance.choice(one) for name, one in fill.items()}
    return " ".join(parts[levels[criterion]].format(**words) for criterion, parts in story.parts.items())
