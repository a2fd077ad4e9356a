"""A cohort in parts: each is made whole by one worker, put in place at once, and known again.

A part's name tells its number and a digest of what it was made from: whose files, as they were then, and how
they are read. A run that was stopped is gone on with by running it again: what is there by its name is not
made a second time, and where a file changed in between, its part has another name.
"""

import hashlib
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from kit.cohort import places
from kit.cohort.records import Source
from kit.cohort.work import Batch, work

RATINGS, READINGS = "ratings", "readings"
"""Folders of the parts."""

UNFINISHED = "unfinished"
"""The folder of what is needed to go on; it is gone once all parts are there."""

MOST_OF_A_PART = 1_000
"""Problems of a part that are told; of more, the number."""


@dataclass(frozen=True)
class Task:
    """A part that is to be made."""

    number: int
    batch: Batch
    folder: str
    """Where the parts lie, by a name that every worker knows."""
    about: dict[str, str]
    """What a table's own file says of it."""


@dataclass(frozen=True)
class Done:
    """What a part came to; its rows lie in its files."""

    name: str
    number: int
    learners: int
    consenting: int
    texts: int
    ratings: int
    problems: list[str]
    offsets: dict[str, list[int]]
    """Minutes from UTC in which times were written, by course."""


def make_part(task: Task) -> Done:
    """Make a part, or find that it is there."""
    folder = places.place(task.folder)
    name = f"part-{task.number:06}-{_digest(task)}"
    receipt = folder / UNFINISHED / f"{name}.json"
    if (before := places.json_in(receipt)) is not None:
        return Done(**before)
    part = work(task.batch)
    for kind, table in ((RATINGS, part.ratings), (READINGS, part.readings)):
        places.write(file_of(folder, kind, name), _parquet(table, task.about))
    problems = list(dict.fromkeys(part.problems))
    if (more := len(problems) - MOST_OF_A_PART) > 0:
        problems[MOST_OF_A_PART:] = [f"{more} more of {name} are like these and not told one by one."]
    offsets = {course: sorted(minutes) for course, minutes in part.offsets.items()}
    done = Done(
        name,
        task.number,
        part.learners,
        part.consenting,
        part.texts,
        part.ratings.num_rows,
        problems,
        offsets,
    )
    # Last of all: where this lies, the part is whole.
    places.write(receipt, json.dumps(asdict(done)).encode())
    return done


def file_of(folder: Path, kind: str, name: str) -> Path:
    """The Parquet file of a part."""
    return folder / kind / f"{name}.parquet"


def _digest(task: Task) -> str:
    made_of = [task.about, [_stamped(sources) for sources in task.batch.learners]]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()[:12]


def _stamped(sources: Sequence[Source]) -> list[Any]:
    return [[*_fields(one), places.stamp(places.place(one.path))] for one in sources]


def _fields(one: Source) -> tuple[Any, ...]:
    return (one.course, one.learner, one.path, one.kind, one.origin, one.only, one.consents)


def _parquet(table: pa.Table, about: dict[str, str]) -> bytes:
    file = io.BytesIO()
    said = {f"kit.{key}": value for key, value in about.items()}
    pq.write_table(table.replace_schema_metadata(said), file, compression="zstd")
    return file.getvalue()
