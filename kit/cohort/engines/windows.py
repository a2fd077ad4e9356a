"""Work handed out a little ahead: only a few batches are on their way, whatever the cohort's size."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R_co = TypeVar("R_co", covariant=True)
R = TypeVar("R")


class Future(Protocol[R_co]):
    """Something that has a result sooner or later."""

    def result(self) -> R_co:
        """Wait for it."""
        ...


def ahead(submit: Callable[[T], Future[R]], batches: Iterable[T], most: int) -> Iterator[R]:
    """Results in order, with at most ``most`` batches handed out and not yet taken back.

    >>> from concurrent.futures import ThreadPoolExecutor
    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(ahead(lambda n: pool.submit(pow, n, 2), range(4), 2))
    [0, 1, 4, 9]
    """
    waiting: deque[Future[R]] = deque()
    for batch in batches:
        waiting.append(submit(batch))
        if len(waiting) >= most:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()
