"""Measure a cohort as large as several universities': memory, time per text, a second worker, one course."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

from kit.model import PlainError
from lab.bench.cohort_made import COURSES, TEXTS_EACH, most_ratings, write_cohort
from lab.measured import Measured, throwaway

if TYPE_CHECKING:
    from kit.cohort.making import Made

WORKERS = 2
MILLION = 1_000_000


def cohort(texts: int, ratings: int, say: Callable[[str], object]) -> Iterator[Measured]:
    """Make up a cohort, then read a tenth of it and all of it with ``kit cohort``'s own code.

    ``say`` is called with a sentence before each long step. Raises `KitError` if there are too few texts, or
    more ratings than so many texts allow.
    """
    least, most = COURSES * TEXTS_EACH, most_ratings(texts)
    if texts < least or not 0 < ratings <= most:
        raise PlainError(
            f"--texts {texts} --ratings {ratings} is not possible; give at least {least} texts and at most "
            f"{most} ratings for that many texts."
        )
    with throwaway() as folder:
        say(f"Making up {texts:,} texts and {ratings:,} ratings …")
        courses = write_cohort(folder / "courses", texts=texts, ratings=ratings)
        tenth = courses[: len(courses) // COURSES]
        say(f"Reading {len(tenth)} of {len(courses)} courses, one worker …")
        alone = _read(tenth, folder / "alone.parquet", 1)
        say(f"The same, {WORKERS} workers …")
        with peak_memory() as little:
            both = _read(tenth, folder / "both.parquet", WORKERS)
        say(f"Reading all {len(courses)} courses, {WORKERS} workers …")
        with peak_memory() as peak:
            whole = _read(courses, folder / "whole.parquet", WORKERS)
        few, total = both.made.texts, whole.made.texts
        yield Measured(
            "peak memory", peak[0] / 1e6, "MB",
            f"{total:,} texts and {whole.made.ratings:,} ratings, all processes together; compared with "
            f"{few:,} texts. Equal figures mean that a larger cohort takes no more memory. The aim is to "
            "stay under 2,000 MB, so that a laptop can do it",
            beside=little[0] / 1e6,
        )  # fmt: skip
        yield Measured(
            "time per text", whole.seconds / total * 1000, "ms",
            f"finding, reading and writing, {WORKERS} workers; compared with {few:,} texts. Equal figures "
            "mean that a larger cohort takes longer only in proportion to its size",
            beside=both.seconds / few * 1000,
        )  # fmt: skip
        yield Measured(
            "processor time per text", whole.busy / total * 1000, "ms",
            f"the processors' own time, whatever else the machine does; compared with {few:,} texts",
            beside=both.busy / few * 1000,
        )  # fmt: skip
        yield Measured(
            "speed-up", alone.seconds / both.seconds, "×",
            f"{WORKERS} workers against one, {few:,} texts, including the start of the workers. "
            f"{WORKERS} would be perfect; a busy machine gives less. One worker: {alone}. "
            f"{WORKERS} workers: {both}",
        )  # fmt: skip
        yield Measured(
            "whole cohort", whole.seconds, "s",
            f"{whole.made.learners:,} learners in {len(courses)} courses, from folders to Parquet: {whole}",
        )  # fmt: skip
        yield Measured(
            "a million texts", MILLION * whole.seconds / total / 60, "minutes",
            f"at this rate of {total / whole.seconds:,.0f} texts a second, {WORKERS} workers",
        )  # fmt: skip
        yield Measured(
            "100 million texts", 100 * MILLION * whole.busy / total / 3600, "hours",
            "on one processor, from the processor time per text. Divide by the number of processors",
        )  # fmt: skip
        yield from _one_course(folder / "whole.parquet", courses[0].name)


def _load() -> str:
    """Return in words how busy the machine is, if the system reports it."""
    if not hasattr(os, "getloadavg"):
        return "load unknown"
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


@contextlib.contextmanager
def peak_memory() -> Iterator[list[int]]:
    """Measure the most bytes that this process and all its children use at once while the block runs.

    Yields a list with that one number. Shared memory counts once for each process, so the figure errs on the
    high side.

    >>> with peak_memory() as peak:
    ...     kept = bytes(1000)
    >>> peak[0] > 1000
    True
    """
    most, over = [0], threading.Event()

    def look() -> None:
        own = psutil.Process()
        while True:
            total = 0
            for process in (own, *own.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    total += process.memory_info().rss
            most[0] = max(most[0], total)
            if over.wait(0.2):
                return

    looking = threading.Thread(target=look, daemon=True)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


class _Done(NamedTuple):
    """The result of reading a cohort, and what it cost."""

    made: Made
    seconds: float
    busy: float
    """Processor seconds of this process and, where the system reports them, of its children."""
    load: str
    """The machine's load before and after."""

    def __str__(self) -> str:
        return f"{self.seconds:.1f} s, processor time {self.busy:.1f} s, {self.load}"


def _read(courses: list[Path], out: Path, workers: int) -> _Done:
    from kit.cohort.engines import engine
    from kit.cohort.making import make_cohort

    load = _load()
    began, busy = time.perf_counter(), sum(os.times()[:4])
    with contextlib.closing(engine("process", workers=workers)) as used:
        made = make_cohort(courses, out, used)
    seconds, worked = time.perf_counter() - began, sum(os.times()[:4]) - busy
    return _Done(made, seconds, worked, f"{load} before and {_load().removeprefix('load ')} after")


def _one_course(table: Path, course: str) -> Iterator[Measured]:
    from kit.cohort.engines import engine

    took = {}
    for name in ("duckdb", "process"):
        with contextlib.closing(engine(name, workers=1)) as used:
            began = time.perf_counter()
            rows = used.ratings_of(course, table)
            took[name] = (time.perf_counter() - began) * 1000
    yield Measured(
        "one course, with DuckDB", took["duckdb"], "ms",
        f"time to find its {len(rows):,} rows in the Parquet file for the summary, one thread; compared with "
        "the time without DuckDB",
        beside=took["process"],
    )  # fmt: skip
