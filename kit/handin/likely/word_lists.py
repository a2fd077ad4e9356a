"""Read the lists in ``words.txt``: one for each section, in lower case."""

from functools import cache
from importlib.resources import files


@cache
def _sections() -> dict[str, frozenset[str]]:
    text = (files("kit.handin.likely") / "words.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    _, *sections = "\n".join(lines).split("[")
    named = (section.partition("]") for section in sections)
    return {name: frozenset(words.split()) for name, _, words in named}


def word_list(section: str) -> frozenset[str]:
    """Return the words of a section.

    >>> "lupe" in word_list("given"), "friday" in word_list("calendar")
    (True, True)
    """
    return _sections()[section]
