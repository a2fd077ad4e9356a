"""Sentences about a cohort: however many there are, a few are kept, and all of them can stand in a file."""

import tempfile
from collections.abc import Iterator
from typing import IO

MOST_SAID = 20
"""Sentences that are kept to be told."""


class Said:
    """Takes sentences; one that is still kept counts once. A context manager, since its file goes with it.

    >>> with Said(most=2) as said:
    ...     for one in ("a", "a", "b", "c"):
    ...         said.add(one)
    ...     print(said.first, said.more, b"".join(said.lines()))
    ('a', 'b') 1 b'a\\nb\\nc\\n'
    """

    def __init__(self, most: int = MOST_SAID) -> None:
        self._most, self._first = most, dict[str, None]()
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving
        self.more = 0

    @property
    def first(self) -> tuple[str, ...]:
        """Those that came first."""
        return tuple(self._first)

    def add(self, sentence: str) -> None:
        """Take one in."""
        if sentence in self._first:
            return
        if len(self._first) < self._most:
            self._first[sentence] = None
        else:
            self.more += 1
        self._file.write(sentence.replace("\n", " ").encode("utf-8", "backslashreplace") + b"\n")

    def lines(self) -> Iterator[bytes]:
        """All of them, a line each."""
        self._file.seek(0)
        yield from self._file

    def __enter__(self) -> "Said":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
