"""A cohort as large as several universities': memory, time a text, a second worker, the summary."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

import psutil

from kit.bench.cohort_made import COURSES, TEXTS_EACH, most_ratings, write_cohort
from kit.bench.measured import Measured, throwaway
from kit.model import KitError

if TYPE_CHECKING:
    from kit.cohort.making import Made

TEXTS = 100_000
RATINGS = 1_000_000
WORKERS = 2


def cohort(
    texts: int = TEXTS, ratings: int = RATINGS, told: Callable[[str], object] | None = None
) -> Iterator[Measured]:
    """Make a cohort up, then read all of it and a tenth of it with ``kit cohort``'s own parts.

    ``told`` is called with a sentence before each step that takes long.
    """
    least, most = COURSES * TEXTS_EACH, most_ratings(texts)
    if texts < least or not 0 < ratings <= most:
        raise KitError(
            f"--texts {texts} --ratings {ratings} cannot be made up; give at least {least} texts, and "
            f"up to {most} ratings for so many."
        )
    say = told or str
    with throwaway() as folder:
        say(f"Making up {texts:,} texts and {ratings:,} ratings …")
        courses = write_cohort(folder / "courses", texts=texts, ratings=ratings)
        tenth = courses[: len(courses) // COURSES]
        say(f"Reading {len(tenth)} of {len(courses)} courses, one worker …")
        alone = _read(tenth, folder / "alone.parquet", 1)
        say(f"The same, {WORKERS} workers …")
        both = _read(tenth, folder / "both.parquet", WORKERS)
        load = _load()
        say(f"Reading all {len(courses)} courses, {WORKERS} workers …")
        with PeakMemory() as peak:
            whole = _read(courses, folder / "whole.parquet", WORKERS)
        yield Measured(
            "peak memory", peak.bytes / 1e6, "MB",
            f"{whole.texts:,} texts and {whole.ratings:,} ratings, all processes; to stay under 2,000 MB, "
            "so that a laptop can do it",
        )  # fmt: skip
        yield Measured(
            "time a text", whole.seconds / whole.texts * 1000, "ms",
            f"reading, finding and writing, {WORKERS} workers; beside: with {both.texts:,} texts; the same "
            "means that a larger cohort takes longer in proportion, and no more",
            beside=both.seconds / both.texts * 1000,
        )  # fmt: skip
        yield Measured(
            "processor time a text", whole.busy / whole.texts * 1000, "ms",
            f"what the processors worked, whatever else the machine does; beside: with {both.texts:,} texts",
            beside=both.busy / both.texts * 1000,
        )  # fmt: skip
        yield Measured(
            "speed-up", alone.seconds / both.seconds, "×",
            f"{WORKERS} workers against one, {both.texts:,} texts, start of the workers included; "
            f"{WORKERS} would be perfect, and a busy machine gives less{load}",
        )  # fmt: skip
        yield Measured(
            "all of it", whole.seconds, "s",
            f"{whole.learners:,} learners in {len(courses)} courses, from folders to Parquet{_load()}",
        )  # fmt: skip
        yield from _summary(folder / "whole.parquet", whole.ratings)


def _load() -> str:
    """How busy the machine is, where it tells."""
    if not hasattr(os, "getloadavg"):
        return ""
    return f" (now {os.getloadavg()[0]:.1f} processes want {os.cpu_count()} cores)"


class PeakMemory:
    """How much memory this process and all its children take at most while a block runs, in ``bytes``.

    Memory that processes share counts for each of them, so the figure is rather too high than too low.

    >>> with PeakMemory() as peak:
    ...     kept = bytes(1000)
    >>> peak.bytes > 1000
    True
    """

    def __init__(self) -> None:
        self.bytes = 0
        self._end = threading.Event()
        self._looking = threading.Thread(target=self._look, daemon=True)

    def _look(self) -> None:
        own = psutil.Process()
        while True:
            self.bytes = max(self.bytes, self._now(own))
            if self._end.wait(0.2):
                return

    @staticmethod
    def _now(own: psutil.Process) -> int:
        total = 0
        for process in (own, *own.children(recursive=True)):
            with contextlib.suppress(psutil.Error):
                total += process.memory_info().rss
        return total

    def __enter__(self) -> PeakMemory:
        self._looking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, where: TracebackType | None
    ) -> None:
        self._end.set()
        self._looking.join()


class _Done:
    """What a reading took."""

    def __init__(self, made: Made, seconds: float, busy: float) -> None:
        self.texts, self.ratings, self.learners = made.texts, made.ratings, made.learners
        self.seconds = seconds
        self.busy = busy
        """Processor time of all processes; of those of this process alone where the system keeps no more."""


def _read(courses: list[Path], out: Path, workers: int) -> _Done:
    from kit.cohort.engines import engine
    from kit.cohort.making import make_cohort

    began, busy = time.perf_counter(), sum(os.times()[:4])
    used = engine("process", workers=workers)
    try:
        made = make_cohort(courses, out, used)
    finally:
        used.close()
    return _Done(made, time.perf_counter() - began, sum(os.times()[:4]) - busy)


def _summary(table: Path, ratings: int) -> Iterator[Measured]:
    from kit.cohort.engines import engine

    took = {}
    for name in ("duckdb", "process"):
        used = engine(name, workers=1)
        began = time.perf_counter()
        used.summarise(table)
        took[name] = (time.perf_counter() - began) * 1000
    yield Measured(
        "summary by DuckDB", took["duckdb"], "ms",
        f"counts and means of {ratings:,} rows of Parquet, one thread; beside: piece by piece, without it",
        beside=took["process"],
    )  # fmt: skip
