"""One learner hands in by ``nbgrader submit``, through an exchange."""

from __future__ import annotations

import sys

from kit.demo.making import Making, Tick
from kit.demo.nbgrader_here import nbgrader
from kit.demo.people import Person


def by_exchange(person: Person) -> bool:
    """Whether a learner hands in by the exchange; nbgrader has none on Windows."""
    return person.submits and sys.platform != "win32"


def run(making: Making, tick: Tick) -> None:
    """Release each assignment into the exchange, submit what was handed in, and collect it."""
    places = making.places
    for assignment in making.assignments:
        for person in filter(by_exchange, making.people):
            handed = places.workspace(person.id) / "handin"
            if (handed / assignment).is_dir():
                where = {"root": places.course, "log": places.log}
                nbgrader("release_assignment", assignment, **where)
                whose = (f"--Exchange.assignment_dir={handed}", f"--student={person.id}")
                nbgrader("submit", assignment, *whose, **where)
                nbgrader("collect", assignment, **where)
        tick()
