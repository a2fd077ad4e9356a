"""What a made-up learner offers in a schedule: most asked for everything first, and some did not."""

from collections.abc import Sequence
from random import Random

from kit.model import Item, Value, VoiceId
from kit.model.schedules import clock, windows

_ASKS = 0.85
"""How many ask a question."""


def schedule_of(item: Item, voice: VoiceId, places: Sequence[str], chance: Random) -> Value:
    """Times that are free of what was asked for, as many as the item wants, each with one of the places.

    >>> from kit.content import compiled
    >>> item = compiled().cases["ms_perez"].item("advocacy.scheduler")
    >>> value = schedule_of(item, "b", ["At the school."], Random(1))
    >>> len(value["options"]), value["options"][0]["how"]
    (2, 'At the school.')
    """
    first = chance.choice(item.layers)
    asked = [layer for layer in item.layers if layer is first or chance.random() < _ASKS]
    free = windows(item.days, [one for layer in asked for one in layer.hours[voice]], item.minutes)
    chosen = [free[at] for at in sorted(chance.sample(range(len(free)), min(item.least, len(free))))]
    offers = [{"day": one.day, "from": clock(one.begin), "how": chance.choice(places)} for one in chosen]
    return {"asked": [layer.id for layer in asked], "options": offers}
