"""Two markers read every text, vignettes too; all ratings are kept, and the ones that count are entered."""

from __future__ import annotations

from kit.demo.making import Making, Tick
from kit.demo.marks import ratings
from kit.grading.gradebook import to_gradebook
from kit.model import KitError
from kit.ratings import open_ratings


def run(making: Making, tick: Tick) -> None:
    """Record both markers' levels in ``ratings.db``, then write the primary ones into the gradebook."""
    course = making.places.course
    with open_ratings(course / "ratings.db") as store:
        store.record(one for text in making.texts for one in ratings(text, making.seed, making.sample.words))
        tick()
        for assignment in making.graded:
            if any(text.assignment == assignment for text in making.texts):
                moved = to_gradebook(store, course, assignment)
                if moved.left:
                    raise KitError(f"a mark did not reach the gradebook: {moved.left[0]}")
            tick()
