"""The made-up year, step by step; `STEPS` says what is done, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.making import Making, Tick
from kit.demo.people import people
from kit.demo.places import Places, empty_folder, inside
from kit.demo.read_me import write_read_me
from kit.demo.steps import (
    autograde,
    collect,
    course_root,
    exchange,
    feedback,
    hand_ins,
    journals,
    marks,
    report,
)


class Step(NamedTuple):
    """One step: what is said while it runs, what it does, and how many units it has."""

    said: str
    run: Callable[[Making, Tick], None]
    units: Callable[[Making], int]


def _learners(making: Making) -> int:
    return len(making.people)


def _assignments(making: Making) -> int:
    return len(making.assignments)


def _graded(making: Making) -> int:
    return len(making.graded)


STEPS = (
    Step("The course root, with eight assignments released", course_root.run, _assignments),
    Step("Made-up learners write their year", journals.run, _learners),
    Step("They hand in", hand_ins.run, _learners),
    Step("One by nbgrader submit", exchange.run, _assignments),
    Step("The others' zips are collected", collect.run, _assignments),
    Step("Answers are put into their cells", autograde.run, _assignments),
    Step("Two made-up markers mark", marks.run, lambda making: 1 + _graded(making)),
    Step("Feedback is made and goes back", feedback.run, _graded),
    Step("The report", report.run, lambda _: 1),
)
"""What is done, in order."""


class Progress(NamedTuple):
    """How far one step is."""

    step: str
    done: int
    units: int


def make_year(
    out: Path, learners: int = 12, seed: int = 1, *, told: Callable[[Progress], None] = lambda _: None
) -> Places:
    """Make a whole year of a class that does not exist, without a screen.

    Parameters
    ----------
    out
        A folder that is empty or not there yet; nothing is written outside of it.
    learners
        How many; twelve leave ten complete pairs of learners who consented.
    seed
        The same seed gives the same texts and the same marks.
    told
        Called as the work goes on.

    Returns
    -------
    Places
        Where everything lies.

    Raises
    ------
    KitError
        The folder is not empty, the number cannot be, or a step came upon a fault.

    Examples
    --------
    >>> make_year(Path("year"), learners=12)                               # doctest: +SKIP
    """
    content, sample = compiled(), sample_class()
    everybody = people(learners, seed, sample.words.learners)
    places = empty_folder(out)
    (case,) = content.cases.values()
    making = Making(places, seed, everybody, content, case, sample)
    with inside(places):
        for step in STEPS:
            _run(step, making, told)
    write_read_me(making)
    return places


def _run(step: Step, making: Making, told: Callable[[Progress], None]) -> None:
    units = step.units(making)
    counted = _counted()
    told(Progress(step.said, next(counted), units))
    step.run(making, lambda: told(Progress(step.said, next(counted), units)))


def _counted() -> Iterator[int]:
    number = 0
    while True:
        yield number
        number += 1
