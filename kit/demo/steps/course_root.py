"""A course root with the course's own assignments, released as an instructor does."""

from __future__ import annotations

import shutil

from kit.content.course_files import course_root
from kit.demo.configuration import FILE
from kit.demo.making import Making, Tick
from kit.demo.nbgrader_here import nbgrader


def run(making: Making, tick: Tick) -> None:
    """Copy the sources, and let nbgrader make the release of each and put it into the exchange."""
    places = making.places
    shutil.copytree(course_root() / "assignments" / "source", places.course / "source")
    (places.course / "nbgrader_config.py").write_text(FILE, encoding="utf-8")
    for assignment in making.assignments:
        nbgrader("generate_assignment", assignment, root=places.course, log=places.log)
        tick()
