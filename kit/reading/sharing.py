"""Read many texts in several processes; results keep the order of the input."""

from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import cache, partial
from itertools import chain, islice
from typing import Any

from kit.pool import Pool
from kit.reading import reader
from kit.reading.lines import checked, read_row

_BATCH = 32
Rows = list[dict[str, Any]]


def read_shared(lines: Iterable[str | bytes], *, name: str, workers: int) -> Iterator[dict[str, Any]]:
    """Read lines like `kit.reading.read_jsonl`, in several processes; each finds the reader by its name."""
    with closing(Pool(workers)) as pool:
        read = partial(_read, name)
        yield from chain.from_iterable(pool.map(read, _batches(checked(lines))))


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[Rows]:
    rows = iter(rows)
    while batch := list(islice(rows, _BATCH)):
        yield batch


def _read(name: str, rows: Rows) -> Rows:
    chosen = _reader(name)
    return [read_row(row, chosen) for row in rows]


@cache
def _reader(name: str) -> Any:
    return reader(name)
