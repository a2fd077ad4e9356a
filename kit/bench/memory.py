"""How much memory a process and all its children take at most, looked at a few times a second."""

from __future__ import annotations

import contextlib
import threading
from types import TracebackType

import psutil

_EVERY = 0.2


class PeakMemory:
    """Looks on while a block runs; ``bytes`` is the most that was seen.

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
            if self._end.wait(_EVERY):
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
