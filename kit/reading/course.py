"""What the reader needs to know of a course: its criteria, what is said to a writer, the course's own words.

It is taken from the compiled content as that stands in its file. Making the records of a whole course takes
longer than reading a text, and the reader needs few of them.
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
    """What the reader takes from a course."""

    to_try: dict[str, list[str | None]]
    """By criterion, in the rubric's order: what to try next at each level."""
    words: dict[str, str]
    """What is said to a writer, by key."""
    dimensions: tuple[str, ...]
    texts: list[str]
    """Every prompt, every line of a checklist, and the levels as learners read them."""

    @cached_property
    def runs(self) -> frozenset[tuple[str, ...]]:
        """Every run of four words in those texts."""
        return frozenset(run for text in self.texts for run in runs(words(text)))


@cache
def compiled_course() -> Course:
    """The course as ``kit build`` compiled it.

    >>> compiled_course().dimensions[0]
    'equity'
    """
    return _course(json.loads(compiled_file("content.json", "course's compiled content is")))


def course_of(content: Content) -> Course:
    """The same of content that somebody has at hand."""
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
