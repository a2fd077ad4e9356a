"""What the reader needs from a course: its criteria, the texts for writers, and the course's own words.

It comes straight from the file of compiled content. Building the records of a whole course takes longer than
reading a text, and the reader needs few of them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from kit.content.course_files import compiled_file
from kit.reading.gates import runs
from kit.reading.sentences import words

if TYPE_CHECKING:
    from kit.model import Content


@dataclass(eq=False)
class Course:
    """The parts of a course that the reader uses."""

    to_try: dict[str, list[str | None]]
    """What to try next at each level, by criterion in the rubric's order."""
    words: dict[str, str]
    """The interface texts, by key."""
    dimensions: tuple[str, ...]
    texts: list[str]
    """Every prompt, every line of a checklist, and the levels in the wording for learners."""

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of four words in `texts`."""
        return frozenset(run for text in self.texts for run in runs(words(text)))


@cache
def compiled_course() -> Course:
    """Return the course that ``kit build`` compiled.

    >>> compiled_course().dimensions[0]
    'equity'
    """
    return _course(json.loads(compiled_file("content.json", "course's compiled content is")))


def course_of(content: Content) -> Course:
    """Return the course for content that is already loaded."""
    return _course(content.model_dump(mode="json"))


def _course(content: Mapping[str, Any]) -> Course:
    criteria = content["rubric"]["criteria"]
    items = [item for case in content["cases"].values() for item in case["items"]["items"]]
    asked = [text for item in items for text in (item.get("prompt"), *item.get("checklist", ())) if text]
    return Course(
        {one["id"]: [level.get("try_next") for level in one["levels"]] for one in criteria},
        {
            f"{group}.{name}": text
            for group, texts in content["words"]["texts"].items()
            for name, text in texts.items()
        },
        tuple(dimension["id"] for dimension in content["framework"]["dimensions"]),
        asked + [level["learner"] for one in criteria for level in one["levels"]],
    )
