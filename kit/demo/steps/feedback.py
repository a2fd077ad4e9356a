"""Feedback is made, and goes back into each learner's workspace."""

from __future__ import annotations

from kit.demo.making import Making, Tick
from kit.demo.nbgrader_here import nbgrader
from kit.grading import return_feedback


def run(making: Making, tick: Tick) -> None:
    """``nbgrader generate_feedback`` for each graded assignment; then each page to its learner."""
    places = making.places
    for assignment in making.graded:
        learners = sorted(path.parent.name for path in places.course.glob(f"autograded/*/{assignment}"))
        if learners:
            nbgrader("generate_feedback", assignment, root=places.course, log=places.log)
        for learner in learners:
            return_feedback(places.course, assignment, places.workspace(learner))
        tick()
