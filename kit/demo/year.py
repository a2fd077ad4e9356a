"""The made-up year, made from an empty folder to its report; `kit.demo.steps` has the steps."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import NamedTuple

from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.people import people
from kit.demo.places import Places, empty_folder, inside, write_read_me
from kit.demo.steps import STEPS, Making, Step


class Progress(NamedTuple):
    """How far one step is."""

    step: str
    done: int
    units: int


def make_year(
    out: Path, learners: int = 12, seed: int = 1, *, on_progress: Callable[[Progress], None] = lambda _: None
) -> Places:
    """Make a whole year of a class that does not exist, in a folder that is empty or not there yet.

    Twelve learners leave ten complete pairs of learners who consented. The same seed gives the same texts and
    the same marks. Nothing is written outside of the folder. Raises `KitError` where a step comes to a fault.
    """
    content, sample = compiled(), sample_class()
    everybody = people(learners, seed, sample.words.learners)
    places = empty_folder(out)
    making = Making(places, seed, everybody, content, sample)
    with inside(places):
        for step in STEPS:
            run(step, making, on_progress)
    write_read_me(places, everybody, seed, sample.words.banner)
    return places


def run(step: Step, making: Making, on_progress: Callable[[Progress], None] = lambda _: None) -> None:
    """Do one step of a year, and say after each of its units how far it is."""
    units, done = step.units(making), count()

    def tick() -> None:
        on_progress(Progress(step.said, next(done), units))

    tick()
    step.run(making, tick)
