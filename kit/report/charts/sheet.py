"""The sheet that a chart is drawn on: title, body, then n and what the picture can't show.

A sheet is 600 pixels wide on a screen and fits a printed column. Positions are in inches from the top left of
the body, so nothing moves when the font or the length of the caption changes. Text is wrapped by measuring
the letters that are drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.model import MissingExtra

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

INK, QUIET, RULE = "#1f2328", "#5c574e", "#d8d3c8"
"""Colors of main text, of secondary text, and of lines that show no number."""

OKABE_ITO = {"green": "#009E73", "blue": "#0072B2", "vermillion": "#D55E00", "purple": "#CC79A7"}
"""Colors of shapes that show numbers; color-blind readers can tell them apart (Okabe and Ito, 2008)."""

SMALL = 9.0
"""The smallest font size in points; 12 pixels if a picture is 600 pixels wide."""

NOTE = "note-"
"""The prefix of the label of a line under the body; the number of the note follows."""

WIDTH = 6.25
_EDGE = 0.08
_TITLE, _LEADING = 12.0, 1.32

# On a screen, letters are rounded to whole pixels, so a line may come out a little wider.
_SAFE = 0.97


class Sheet:
    """A figure with title and notes in place, and room for a body of ``height`` inches."""

    def __init__(self, title: str, height: float, notes: Sequence[str], *, said: str = "") -> None:
        room = (WIDTH - 2 * _EDGE) * 72
        over = [(line, _TITLE, "serif", INK) for line in wrapped(title, room, _TITLE, "serif")]
        over += [(line, SMALL + 0.5, "sans-serif", INK) for line in wrapped(said, room, SMALL + 0.5)]
        under = [(line, f"{NOTE}{n}") for n, note in enumerate(notes) for line in wrapped(note, room)]
        self.top = _EDGE + sum(size * _LEADING for _, size, _, _ in over) / 72 + 0.12
        self.height = self.top + height + 0.14 + len(under) * SMALL * _LEADING / 72 + _EDGE
        # Avoid pyplot, which keeps a backend and every figure in memory.
        from matplotlib.figure import Figure

        self.figure = Figure(figsize=(WIDTH, self.height), facecolor="white")
        y = _EDGE
        for line, size, family, color in over:
            self._line(_EDGE, y, line, fontsize=size, family=family, color=color)
            y += size * _LEADING / 72
        y = self.top + height + 0.14
        for line, label in under:
            self._line(_EDGE, y, line, color=QUIET, label=label)
            y += SMALL * _LEADING / 72

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Add axes without a frame at a position in the body."""
        below = self.height - self.top - top - height
        made: Axes = self.figure.add_axes(
            (left / WIDTH, below / self.height, width / WIDTH, height / self.height)
        )
        made.patch.set_visible(False)
        for side in made.spines.values():
            side.set_visible(False)
        made.tick_params(length=0, labelsize=SMALL, labelcolor=INK)
        made.set_axisbelow(True)
        return made

    def text(self, left: float, top: float, words: str, **look: Any) -> Text:
        """Add text at a position in the body; ``top`` is its top unless ``va`` says otherwise."""
        return self._line(left, self.top + top, words, **look)

    def _line(self, left: float, top: float, words: str, **look: Any) -> Text:
        usual = {"ha": "left", "va": "top", "fontsize": SMALL, "color": INK, "parse_math": False}
        return self.figure.text(left / WIDTH, 1 - top / self.height, words, **{**usual, **look})


def interval_line(axes: Axes, x: tuple[float, float], y: tuple[float, float], color: str) -> None:
    """Draw an interval as a line that is thick enough to be seen next to its dot."""
    axes.plot(x, y, "-", color=color, linewidth=2.4, zorder=3, clip_on=False, solid_capstyle="butt")


@lru_cache(maxsize=4096)
def width_of(text: str, size: float = SMALL, family: str = "sans-serif") -> float:
    """Return the width of one line in points; raise `MissingExtra` if matplotlib is missing."""
    # Lines are measured before anything is drawn, so a missing matplotlib shows up here.
    try:
        from matplotlib.font_manager import FontProperties
        from matplotlib.textpath import text_to_path
    except ImportError as missing:
        raise MissingExtra("a picture needs matplotlib", "instructor") from missing
    found = text_to_path.get_text_width_height_descent(text, FontProperties(family=family, size=size), False)
    return float(found[0])


def wrapped(text: str, width: float, size: float = SMALL, family: str = "sans-serif") -> list[str]:
    """Wrap text into lines no wider than ``width`` points; a wider word is broken.

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


def stacked(text: str, width: float) -> list[str]:
    """Like `wrapped`, but text that is too wide is first split before each opening parenthesis.

    >>> stacked("withheld (fewer than 10)", 80)
    ['withheld', '(fewer than 10)']
    """
    if width_of(text, SMALL) <= width * _SAFE:
        return [text]
    return [line for part in text.replace(" (", "\n(").split("\n") for line in wrapped(part, width, SMALL)]


def _broken(word: str, width: float, size: float, family: str) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, family) > width * _SAFE:
            pieces.append("")
        pieces[-1] += letter
    return pieces
