"""``python -m lab.bench NAME…``: take measures and print them as a table; without names, list them."""

import sys

from kit.model import KitError, NotFound
from kit.terminal import say
from lab.bench import MEASURES
from lab.measured import Measured, show


def main(*words: str) -> None:
    """Take the named measures; a number after ``cohort`` is how many learners it has."""
    if not words:
        say(f"Measures: {', '.join([*MEASURES, 'levels', 'speed', 'cohort'])}, or all (the first ones).")
        return
    names = [word for word in words if not word.isdigit()]
    show(one for name in (MEASURES if names == ["all"] else names) for one in _taken(name, words))


def _taken(name: str, words: tuple[str, ...]) -> list[Measured]:
    if name == "levels":
        from lab.levels.figures import levels

        return [*levels(), *MEASURES["reading"]()]
    if name == "speed":
        from lab.levels.speed import speed

        return [*speed()]
    if name == "cohort":
        from lab.bench.cohort import cohort

        (learners,) = [int(word) for word in words if word.isdigit()] or (4_000,)
        return [*cohort(learners)]
    if name not in MEASURES:
        raise NotFound(f"there is no measure called {name!r}; choose from {', '.join(MEASURES)}.")
    return [*MEASURES[name]()]


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except KitError as fault:
        sys.exit(f"lab.bench: {fault}")
