"""Make up a cohort to measure with: course folders, self-ratings, and texts of the rubric's anchors.

The seed is fixed, so the cohort is always the same. Only one learner at a time is kept in memory.
"""

import json
import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ulid import ULID

from kit.content import compiled
from lab.measured import journal_line

TEXTS_EACH = 5
"""Graded reflections per learner."""

COURSES = 10
"""The least number of courses."""

_IN_A_COURSE = 200
_OCCASIONS = ("pre", "post", "then", "follow_up")
_BEGAN = datetime(2026, 9, 1, tzinfo=UTC)
_STEP = timedelta(minutes=7)


def write_cohort(folder: Path, *, texts: int, ratings: int) -> list[Path]:
    """Write courses of made-up learners who consent, and return the course folders.

    Each learner gets five texts and an even share of the ratings.
    """
    chance = random.Random(1)  # noqa: S311  # a made-up cohort has no secrets
    write = _Writer(chance)
    learners = max(1, texts // TEXTS_EACH)
    in_a_course = max(1, min(_IN_A_COURSE, learners // COURSES))
    courses: list[Path] = []
    for n in range(learners):
        course = folder / f"course_{n // in_a_course:04}"
        if course not in courses[-1:]:
            courses.append(course)
        share = ratings * (n + 1) // learners - ratings * n // learners
        write.learner(course / f"learner_{n:06}", f"made-up-{n:06}", share)
    return courses


def most_ratings(texts: int) -> int:
    """Return how many ratings the learners who write ``texts`` can give, over all questions and occasions.

    >>> most_ratings(100) % (20 * len(_OCCASIONS))
    0
    """
    asked = [one for case in compiled().cases.values() for one in case.items.items if one.kind == "rating"]
    return texts // TEXTS_EACH * len(asked) * len(_OCCASIONS)


class _Writer:
    """Writes learners one after another, and looks up the content once."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        content = compiled()
        items = [(case.case.id, one) for case in content.cases.values() for one in case.items.items]
        asked = [(case, item.id) for case, item in items if item.kind == "rating"]
        self._ratings = [(case, item, occasion) for occasion in _OCCASIONS for case, item in asked]
        self._graded = [
            (case.case.id, one.graded)
            for case in content.cases.values()
            for one in case.items.assignments
            if one.graded and one.rubric == "reflection"
        ]
        self._sentences = [
            [_sentences(criterion.levels[level].anchor) for criterion in content.rubric.criteria]
            for level in range(4)
        ]

    def learner(self, folder: Path, name: str, ratings: int) -> None:
        """Write one learner's course folder with its journal."""
        workspace = self._ulid()
        (folder / ".partnership").mkdir(parents=True)
        described = {"schema": 1, "id": workspace, "learner": name, "port": None}
        (folder / ".partnership" / "workspace.json").write_text(json.dumps(described), encoding="utf-8")
        with (folder / "responses.jsonl").open("w", encoding="utf-8") as file:
            for seq, (case, item, occasion, value) in enumerate(self._answers(ratings)):
                at = (_BEGAN + seq * _STEP).isoformat()
                about = {"id": self._ulid(), "workspace": workspace, "case": case, "seq": seq, "at": at}
                file.write(journal_line(about | {"item": item, "occasion": occasion, "value": value}))

    def _answers(self, ratings: int) -> Iterator[tuple[str, str, str, Any]]:
        case = self._graded[0][0]
        yield case, "consent.use", "during", "yes"
        bent = self._chance.random()
        for at, item, occasion in self._ratings[:ratings]:
            gap = self._chance.random() < 0.05
            yield at, item, occasion, {"missing": "no_chance"} if gap else self._level(bent)
        for at, item in self._graded[:TEXTS_EACH]:
            yield at, item, "during", self._text(bent)

    def _level(self, bent: float) -> int:
        return min(4, max(0, round(self._chance.gauss(1 + 2 * bent, 1))))

    def _text(self, bent: float) -> str:
        levels = [min(3, max(0, round(self._chance.gauss(3 * bent, 0.8)))) for _ in self._sentences[0]]
        said = [one for n, level in enumerate(levels) for one in self._sentences[level][n]]
        if self._chance.random() < 0.3:
            said.pop(self._chance.randrange(len(said)))
        return " ".join(said)

    def _ulid(self) -> str:
        return str(ULID.from_bytes(self._chance.randbytes(16)))


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text.strip())
