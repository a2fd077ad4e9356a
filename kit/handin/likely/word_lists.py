"""The lists in ``words.txt``: a section each, in lower case."""

from functools import cache
from importlib.resources import files


@cache
def word_list(section: str) -> frozenset[str]:
    """The words of a section.

    >>> "lupe" in word_list("given"), "friday" in word_list("calendar")
    (True, True)
    """
    text = (files("kit.handin.likely") / "words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    _, _, there = "\n".join(lines).partition(f"[{section}]\n")
    return frozenset(there.partition("\n[")[0].split())
