"""Lines of text that fit a width, measured in the very letters that are drawn."""

from __future__ import annotations

from functools import lru_cache

SMALL = 9.0
"""Smallest size of letters in points: 12 pixels where a picture is 600 pixels wide."""


# Letters on a screen of dots are rounded to whole dots, so a line may come out a little wider.
_SAFE = 0.97


def width_of(text: str, size: float = SMALL, family: str = "sans-serif") -> float:
    """Width of one line in points.

    >>> width_of("never") < width_of("most of the time")
    True
    """
    return _measured(text, size, family)


def wrapped(text: str, width: float, size: float = SMALL, family: str = "sans-serif") -> list[str]:
    """The text in lines no wider than ``width`` points; a word wider than that is broken.

    >>> wrapped("to be or not to be", 60)
    ['to be or not', 'to be']
    """
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if width_of(longer, size, family) <= width * _SAFE:
            line = longer
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width, size, family)
        lines.extend(full)
    return [*lines, line] if line else lines


def stacked(text: str, width: float, size: float = SMALL) -> list[str]:
    """Like `wrapped`, but a remark in brackets begins a line of its own before it is broken.

    >>> stacked("withheld (fewer than 10)", 80)
    ['withheld', '(fewer than 10)']
    """
    if width_of(text, size) <= width * _SAFE:
        return [text]
    return [line for part in text.replace(" (", "\n(").split("\n") for line in wrapped(part, width, size)]


def _broken(word: str, width: float, size: float, family: str) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, family) > width * _SAFE:
            pieces.append("")
        pieces[-1] += letter
    return pieces


@lru_cache(maxsize=4096)
def _measured(text: str, size: float, family: str) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import text_to_path

    found = text_to_path.get_text_width_height_descent(text, FontProperties(family=family, size=size), False)
    return float(found[0])
