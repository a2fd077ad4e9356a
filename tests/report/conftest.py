"""A small made-up class as a course root: journals in ``submitted``, a gradebook, and two raters' ratings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from report_course import AT, NO, submitted

pytest.importorskip("nbgrader")

from nbgrader.api import Gradebook

from kit.content import compiled
from kit.model import Rating
from kit.ratings import open_ratings


@pytest.fixture(scope="session")
def make_class(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """A function that makes a course root with this many learners who gave consent, and one who didn't."""
    case = compiled().cases["ms_perez"]
    ratings = [item.id for item in case.items.items if item.kind == "rating"]
    titles = {one.id: one.graded for one in case.items.assignments}

    def make(learners: int, *, gradebook: bool = True, extreme: int = 0) -> Path:
        root = tmp_path_factory.mktemp("course") / "fall_2026"
        everyone = [*(f"learner_{n:02d}" for n in range(learners)), NO]
        marks = []
        for n, who in enumerate(everyone):
            start = [("consent.use", "no" if who == NO else "yes", "during")]
            value = extreme if who == NO else None
            start += [
                (item, (n + k) % 3 if value is None else value, "pre") for k, item in enumerate(ratings)
            ]
            submitted(root, who, "start", start)
            submitted(
                root, who, "equity", [("equity.reflection", "A made-up text of a few words.", "during")]
            )
            if who != "learner_03":
                after = [
                    (item, 1 + (n + k) % 4 if value is None else value, "post")
                    for k, item in enumerate(ratings)
                ]
                after.append((titles["iep_meeting"], "I will ask first.", "during"))
                submitted(root, who, "iep_meeting", after)
            for criterion, level in zip(
                (one.id for one in compiled().rubric.criteria), (3, 1, 0, 2, 2), strict=True
            ):
                given = extreme if who == NO else min(3, max(0, level + n % 2))
                for rater in ("ana", "ben"):
                    about = {"rater": rater, "learner": who, "item": titles["equity"], "at": AT}
                    marks.append({**about, "criterion": criterion, "level": given})
        with open_ratings(root) as store:
            store.record(Rating(**one) for one in marks)
        (root / "release" / "iep_meeting").mkdir(parents=True)
        (root / "release" / "iep_meeting" / "iep_meeting.ipynb").touch()
        (root / "due.csv").write_text("assignment,learner,due\niep_meeting,,2026-11-26\n")
        if gradebook:
            with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
                for who in [*everyone, "late_lee"]:
                    gb.add_student(who)
                gb.find_student("learner_03").first_name = "=María"
                gb.find_student("learner_03").last_name = "O'Brien"
                gb.db.commit()
        return root

    return make


@pytest.fixture(scope="session")
def course(make_class: Callable[..., Path]) -> Path:
    """A course root with twelve learners who gave consent, one who didn't, and one who handed in nothing."""
    return make_class(12)
