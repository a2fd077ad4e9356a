"""Sentences about a cohort: a few are kept in memory, and all of them in a temporary file."""

import tempfile
from collections.abc import Iterator
from typing import IO

MOST_SAID = 20
"""How many sentences are kept in memory, for the report."""


class Said:
    """A collection of sentences, without repeats of those in memory; a context manager that deletes its file.

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
        """The first sentences."""
        return tuple(self._first)

    def add(self, sentence: str) -> None:
        """Add a sentence, unless it is one of the first."""
        if sentence in self._first:
            return
        if len(self._first) < self._most:
            self._first[sentence] = None
        else:
            self.more += 1
        self._file.write(sentence.replace("\n", " ").encode("utf-8", "backslashreplace") + b"\n")

    def lines(self) -> Iterator[bytes]:
        """Yield every sentence as a line of UTF-8."""
        self._file.seek(0)
        yield from self._file

    def __enter__(self) -> "Said":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
