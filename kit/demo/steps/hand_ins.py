"""Everybody hands in what they have; the zips go where an instructor puts what a learning platform gives."""

from __future__ import annotations

import shutil

from kit.demo.making import Making, Tick
from kit.demo.steps.exchange import by_exchange
from kit.handin import hand_in_all


def run(making: Making, tick: Tick) -> None:
    """``kit handin --all`` for everybody; all zips but those of the learner who submits by nbgrader."""
    course = making.places.course
    for person in making.people:
        for done in hand_in_all(making.places.workspace(person.id)).done:
            if not by_exchange(person):
                archive = course / "downloaded" / done.assignment / "archive"
                archive.mkdir(parents=True, exist_ok=True)
                shutil.copy2(done.zip, archive)
        tick()
