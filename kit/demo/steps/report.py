"""The cohort's report, from the instructor's notebook."""

from __future__ import annotations

from kit.demo.making import Making, Tick
from kit.report import make_report

NAME = "The sample class"


def run(making: Making, tick: Tick) -> None:
    """Run the notebook by papermill and write the page, the pictures and their tables."""
    make_report(making.places.course, making.places.out, name=NAME, made_up=True)
    tick()
