"""A cohort's tables from the folders of many courses, a few learners at a time."""

import os
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from kit.cohort.engines import Engine
from kit.cohort.finding import find
from kit.cohort.gathering import zone_notes
from kit.cohort.records import Found
from kit.cohort.summary import summary_of
from kit.cohort.tables import RATINGS, READINGS, GrowingTable
from kit.cohort.work import Batch, Part, code, work
from kit.files import replacing
from kit.model import KitError
from kit.reading import reader as find_reader

AT_ONCE = 40
"""Learners in one batch."""


@dataclass(frozen=True)
class Made:
    """What was written, and of how many."""

    table: Path
    readings: Path
    summary: Path | None
    courses: int
    learners: int
    """Found under the paths, consenting or not."""
    consenting: int
    ratings: int
    texts: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def readings_beside(out: Path) -> Path:
    """Where the readings lie: ``cohort.readings.parquet`` beside ``cohort.parquet``."""
    return out.with_name(f"{out.stem}.readings.parquet")


def make_cohort(
    paths: Iterable[Path | str],
    out: Path,
    engine: Engine,
    *,
    summary: Path | None = None,
    reader: str | None = None,
    ids: bool = False,
    progress: Callable[[int, int], object] | None = None,
) -> Made:
    """Read everyone who consents and put the tables in place; where anything stops it, the old ones stay.

    Parameters
    ----------
    paths
        What `kit.cohort.gather` takes.
    out
        The table of ratings; the readings lie beside it (`readings_beside`).
    summary
        Where counts and means by question and occasion go: those that the publisher of group numbers
        gives for each course root, with the ledger there. Courses without one are not in it.
    ids
        Keep learners' ids. Without it each is a code, made with a key that nobody keeps.
    progress
        Called with the learners read so far and all of them.

    Raises
    ------
    KitError
        Nobody consents, or nothing was found; nothing was written.
    """
    used = find_reader(reader) if reader else find_reader()
    found = find(paths)
    key = None if ids else secrets.token_bytes(32)
    readings = readings_beside(out)
    about = {"reader": f"{used.name} {used.version}", "learners": "ids" if ids else "codes"}
    total = _Total()
    # The ratings come last: where they are new, everything is.
    targets = [readings, *([summary] if summary else []), out]
    with replacing(*targets) as new:
        with GrowingTable(new[-1], RATINGS, about) as rated, GrowingTable(new[0], READINGS, about) as read:
            for part in engine.map(work, _batches(found, reader, key)):
                rated.add(part.ratings)
                read.add(part.readings)
                total.add(part)
                if progress:
                    progress(total.learners, len(found.sources))
        problems = tuple(dict.fromkeys((*found.problems, *total.problems)))
        if not total.consenting:
            raise KitError(_nobody(found, total, problems))
        said: list[str] = []
        if summary:
            text, said = summary_of(new[-1], found, key, engine)
            new[1].write_text(text, encoding="utf-8")
    return Made(
        table=out,
        readings=readings,
        summary=summary,
        courses=len({course for course, _ in found.sources}),
        learners=total.learners,
        consenting=total.consenting,
        ratings=rated.rows,
        texts=total.texts,
        problems=problems,
        notes=(*found.notes, *zone_notes(total.offsets), *said),
    )


class _Total:
    """What the parts add up to, their rows left out."""

    def __init__(self) -> None:
        self.learners = self.consenting = self.texts = 0
        self.problems: list[str] = []
        self.offsets: dict[str, set[int]] = defaultdict(set)

    def add(self, part: Part) -> None:
        self.learners += part.learners
        self.consenting += part.consenting
        self.texts += part.texts
        self.problems += part.problems
        for course, minutes in part.offsets.items():
            self.offsets[course] |= minutes


def _batches(found: Found, reader: str | None, key: bytes | None) -> Iterator[Batch]:
    # Codes in the order of ids would tell whose they are to anyone with a list of the class.
    everyone = iter(sorted(found.sources, key=lambda who: (who[0], code(who[0], who[1], key))))
    while learners := tuple(islice(everyone, AT_ONCE)):
        # Workers need not share this process's folder.
        whole = tuple(
            tuple(replace(source, path=os.path.abspath(source.path)) for source in found.sources[who])  # noqa: PTH100
            for who in learners
        )
        yield Batch(whole, reader, key)


def _nobody(found: Found, total: _Total, problems: tuple[str, ...]) -> str:
    first = f"; the first of {len(problems)} problems: {problems[0]}" if problems else "."
    if not found.sources:
        return f"no learner was found, so nothing was written{first}"
    return f"none of {total.learners} learners said yes to consent.use, so nothing was written{first}"
