"""Which words of a text are copied: runs of words that stand in another text too."""

from __future__ import annotations

from collections.abc import Sequence


def runs(own: Sequence[str], n: int) -> list[tuple[str, ...]]:
    """Every run of ``n`` words.

    >>> runs(["a", "b", "c"], 2)
    [('a', 'b'), ('b', 'c')]
    """
    return [tuple(own[k : k + n]) for k in range(len(own) - n + 1)]


def own_words(given: Sequence[str], asked: Sequence[str], n: int = 4) -> list[str]:
    """The words of a text that stand in no run of ``n`` words of the prompt.

    >>> asked = "tell of one moment with a family".split()
    >>> own_words([*asked, "it", "was", "may"], asked)
    ['it', 'was', 'may']
    """
    known = set(runs(asked, n))
    copied = [False] * len(given)
    for at, run in enumerate(runs(given, n)):
        if run in known:
            copied[at : at + n] = [True] * n
    return [word for word, is_copied in zip(given, copied, strict=True) if not is_copied]
