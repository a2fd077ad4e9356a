"""Everybody else's zips are collected, one ``zip_collect`` for each assignment."""

from __future__ import annotations

from kit.demo.making import Making, Tick
from kit.demo.nbgrader_here import nbgrader


def run(making: Making, tick: Tick) -> None:
    """Collect the zips of each assignment that has any."""
    places = making.places
    for assignment in making.assignments:
        if (places.course / "downloaded" / assignment / "archive").is_dir():
            nbgrader("zip_collect", assignment, root=places.course, log=places.log)
        tick()
