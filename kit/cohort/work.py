"""One worker's job: read the files of a few learners, and run the reader on the texts of those who consent.

A worker gets everything it needs in a `Batch` and returns everything it finds in a `Part`, so it works the
same way in this process, in another one, or on another machine.
"""

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import pyarrow as pa

from kit.cohort.gathering import read_learners
from kit.cohort.records import Learner, Source
from kit.cohort.tables import RATINGS, READINGS, ratings, readings
from kit.content import compiled
from kit.journal import heads_of
from kit.measures import long_table
from kit.model import Item, Reader
from kit.reading import reader as find_reader

_IN_MEMORY = 40
"""How many learners' files are held in memory at a time."""


@dataclass(frozen=True)
class Batch:
    """Some learners of a cohort, and how to read them."""

    learners: tuple[tuple[Source, ...], ...]
    reader: str | None = None
    """Name of the reader; ``None`` for the kit's default."""
    key: bytes | None = None
    """The key that turns ids into codes; ``None`` keeps the ids."""


@dataclass
class Part:
    """The results of a batch."""

    ratings: pa.Table
    readings: pa.Table
    problems: list[str]
    offsets: dict[str, set[int]]
    """UTC offsets of the times, in minutes, by course."""
    learners: int
    consenting: int
    texts: int


def code(course: str, learner: str, key: bytes | None) -> str:
    """Return how a table names a learner: a code that needs the key, or the id itself if there is no key.

    >>> code("fall", "ana", None), code("fall", "ana", b"key") == code("fall", "ana", b"other")
    ('ana', False)
    """
    if key is None:
        return learner
    return hmac.new(key, f"{course}\n{learner}".encode(), hashlib.sha256).hexdigest()[:16]


def work(batch: Batch) -> Part:
    """Read a batch of learners; those without consent are counted, but none of their answers are passed on.

    Only `_IN_MEMORY` learners' answers are in memory at a time; for the others, only their rows are kept.
    """
    whole = Part(RATINGS.empty_table(), READINGS.empty_table(), [], defaultdict(set), 0, 0, 0)
    rated, read = [whole.ratings], [whole.readings]
    for at in range(0, len(batch.learners), _IN_MEMORY):
        few = _few(replace(batch, learners=batch.learners[at : at + _IN_MEMORY]))
        rated.append(few.ratings)
        read.append(few.readings)
        whole.problems += few.problems
        for course, minutes in few.offsets.items():
            whole.offsets[course] |= minutes
        whole.learners += few.learners
        whole.consenting += few.consenting
        whole.texts += few.texts
    whole.ratings, whole.readings = pa.concat_tables(rated), pa.concat_tables(read)
    return whole


def _few(batch: Batch) -> Part:
    read = read_learners(batch.learners)
    problems = read.problems
    people = [learner for learner in read.learners if learner.consent is True]
    reader = _reader(batch.reader)
    rows: list[dict[str, Any]] = []
    levels: list[dict[str, Any]] = []
    texts = 0
    for learner in people:
        who = {"course": learner.course, "learner": code(learner.course, learner.id, batch.key)}
        rows += ({**row, **who} for row in long_table(learner.responses, learner.id))
        for item, text in _texts(learner, problems):
            texts += 1
            try:
                score = reader.read(text, id=item.id, dimension=_dimension(item), prompt=item.prompt)
            # The reader may be a third party's; its failure on one text must not cost the others theirs.
            except Exception as fault:
                problems.append(
                    f"the {reader.name} reader failed on {item.id} of {learner.id} in {learner.course}, "
                    f"so that text has no reading ({type(fault).__name__})."
                )
                continue
            levels += ({**who, "item": item.id, **level} for level in _levels(score))
    rated, told = (pa.Table.from_batches([one]) for one in (ratings(rows), readings(levels)))
    return Part(rated, told, problems, read.offsets, len(batch.learners), len(people), texts)


@cache
def _reader(name: str | None) -> Reader:
    return find_reader(name) if name else find_reader()


@cache
def _graded() -> tuple[Item, ...]:
    """Return the items whose text is marked as a reflection, in the course's order."""
    return tuple(
        item
        for case in compiled().cases.values()
        for one in case.items.assignments
        for item in case.items.items
        if item.id == one.graded and one.rubric == "reflection"
    )


def _texts(learner: Learner, problems: list[str]) -> Iterator[tuple[Item, str]]:
    for item in _graded():
        standing = heads_of(learner.responses, item.id)
        if len(standing) > 1:
            problems.append(
                f"{learner.id} in {learner.course} has two latest answers to {item.id}; only the learner can "
                "choose one, so neither is read."
            )
        elif standing and isinstance(standing[0].value, str):
            yield item, standing[0].value


def _dimension(item: Item) -> str | None:
    first = item.id.split(".")[0]
    return first if first in {d.id for d in compiled().framework.dimensions} else None


def _levels(score: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for criterion, found in score["criteria"].items():
        level = found["level"]
        yield {"criterion": criterion, "level": level, "abstained": level is None, "gate": score["gate"]}
