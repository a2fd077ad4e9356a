"""Answers are put into their cells and the gradebook gets its rows; nothing is marked by a machine."""

from __future__ import annotations

from kit.demo.making import Making, Tick
from kit.demo.nbgrader_here import nbgrader


def run(making: Making, tick: Tick) -> None:
    """``nbgrader autograde`` for each assignment."""
    places = making.places
    for assignment in making.assignments:
        if any(places.course.glob(f"submitted/*/{assignment}")):
            nbgrader("autograde", assignment, root=places.course, log=places.log)
        tick()
