"""The word lists that a word is on, as bits of an integer, so that a sentence checks all lists at once."""

from collections.abc import Iterable, Set
from functools import reduce
from operator import or_

from kit.reading.remembered import Remembered

_LISTS: list[Set[str]] = []


def kind(words: Set[str]) -> int:
    """Register a list of words and return its bit; modules do this when they are imported.

    >>> boats, birds = kind({"canoe", "kayak"}), kind({"heron"})
    >>> seen = kinds_in(["a", "heron", "by", "a", "kayak"])
    >>> bool(seen & boats), bool(seen & birds), bool(kinds_in(["a"]) & birds)
    (True, True, False)
    """
    if words not in _LISTS:
        _LISTS.append(words)
        kinds_of.clear()
    return 1 << _LISTS.index(words)


def _look_up(word: str) -> int:
    return sum(1 << at for at, words in enumerate(_LISTS) if word in words)


kinds_of: Remembered[str, int] = Remembered(_look_up)
"""The bits of the lists that a word is on."""


def kinds_in(words: Iterable[str]) -> int:
    """Return the bits of the lists that have any of the words."""
    return reduce(or_, map(kinds_of.__getitem__, words), 0)
