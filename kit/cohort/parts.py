"""The parts of a cohort: one worker makes each of them, and a later run recognizes it.

A part's name has its number and a digest of its input: the files, with their sizes and times, and how they
are read. To continue an interrupted run, run it again: a part whose name is already there is not made again.
If a file has changed in the meantime, its part gets another name.
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
"""The folder with what an interrupted run needs to continue; deleted when all parts are done."""

MOST_OF_A_PART = 1_000
"""Maximum number of problems reported for a part; beyond that, only their number is."""


@dataclass(frozen=True)
class Task:
    """A part to make."""

    number: int
    batch: Batch
    folder: str
    """The folder of the parts, as an absolute path or an address that every worker can use."""
    about: dict[str, str]
    """Metadata to write into the part's Parquet files."""


@dataclass(frozen=True)
class Done:
    """The outcome of a part; its rows are in its files."""

    name: str
    number: int
    learners: int
    consenting: int
    texts: int
    ratings: int
    problems: list[str]
    offsets: dict[str, list[int]]
    """UTC offsets of the times, in minutes, by course."""


def make_part(task: Task) -> Done:
    """Make a part, unless it is already there."""
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
        problems[MOST_OF_A_PART:] = [f"{name} has {more} more problems like these."]
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
    # Written last, so its presence means that the part is complete.
    places.write(receipt, json.dumps(asdict(done)).encode())
    return done


def file_of(folder: Path, kind: str, name: str) -> Path:
    """Return the path of a part's Parquet file."""
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
