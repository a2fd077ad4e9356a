"""What an engine must do, whoever writes one, and the cells it counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Protocol, TypeVar, runtime_checkable

T = TypeVar("T")
R = TypeVar("R")


class Cell(NamedTuple):
    """Rows of the ratings table that say the same of one question of a case on one occasion, counted."""

    case: str
    item: str
    occasion: str
    missing: str | None
    """Why there is no number; ``None`` where there is one."""
    n: int
    total: int
    """Sum of the numbers; whole, so that no order of adding changes it."""
    low: int | None
    high: int | None
    """Smallest and largest number; ``None`` where there is none."""


@runtime_checkable
class Engine(Protocol):
    """Made by ``factory(workers, scheduler)``, where ``factory`` is what the entry point names."""

    name: str

    def map(self, work: Callable[[T], R], batches: Iterable[T]) -> Iterator[R]:
        """Results in the order of the batches, of which only a few are on their way at any time."""
        ...

    def summarise(self, table: Path) -> list[Cell]:
        """Count the ratings in a Parquet file, sorted by case, item, occasion and reason."""
        ...

    def close(self) -> None:
        """Let go of processes and connections."""
        ...
