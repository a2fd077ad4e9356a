"""What is looked up for a word, kept: the same few thousand words are most of any text."""

from collections.abc import Callable, Hashable
from typing import TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")

_MOST = 30_000


class Remembered(dict[K, V]):
    """What a function gives, kept for each thing asked for; all is forgotten when there are too many.

    It is a dictionary, so that asking for all words of a sentence is one ``map``.

    >>> lengths = Remembered(len)
    >>> list(map(lengths.__getitem__, ["so", "what", "so"])), len(lengths)
    ([2, 4, 2], 2)
    """

    def __init__(self, look_up: Callable[[K], V], most: int = _MOST) -> None:
        self._look_up, self._most = look_up, most

    def __missing__(self, key: K) -> V:
        if len(self) >= self._most:
            self.clear()
        self[key] = found = self._look_up(key)
        return found
