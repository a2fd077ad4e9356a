"""The sheet a chart is drawn on: title above, body, then n and what the picture cannot show.

A sheet is 600 pixels wide on a screen and fits a printed column. Places are given in inches from the top
left of the body, so that nothing moves when another font or another length of caption comes along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kit.report.charts.colours import INK, QUIET
from kit.report.charts.lettering import SMALL, wrapped
from kit.report.charts.needed import figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

WIDTH = 6.25
_EDGE = 0.08
_TITLE, _LEADING = 12.0, 1.32


class Sheet:
    """A figure with its words in place and room for a body of ``height`` inches."""

    def __init__(self, title: str, height: float, notes: Sequence[str], *, said: str = "") -> None:
        room = (WIDTH - 2 * _EDGE) * 72
        over = [(line, _TITLE, "serif", INK) for line in wrapped(title, room, _TITLE, "serif")]
        over += [(line, SMALL + 0.5, "sans-serif", INK) for line in wrapped(said, room, SMALL + 0.5)]
        under = [line for note in notes for line in wrapped(note, room)]
        self.top = _EDGE + sum(size * _LEADING for _, size, _, _ in over) / 72 + 0.12
        self.height = self.top + height + 0.14 + len(under) * SMALL * _LEADING / 72 + _EDGE
        self.figure = figure(WIDTH, self.height)
        y = _EDGE
        for line, size, family, colour in over:
            self._line(_EDGE, y, line, fontsize=size, family=family, color=colour)
            y += size * _LEADING / 72
        y = self.top + height + 0.14
        for line in under:
            self._line(_EDGE, y, line, fontsize=SMALL, color=QUIET)
            y += SMALL * _LEADING / 72

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """Axes without a frame, at a place in the body."""
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
        """Words at a place in the body; their top is at ``top`` unless ``va`` says otherwise."""
        return self._line(left, self.top + top, words, **look)

    def _line(self, left: float, top: float, words: str, **look: Any) -> Text:
        settings: dict[str, Any] = {
            "ha": "left",
            "va": "top",
            "fontsize": SMALL,
            "color": INK,
            "parse_math": False,
        }
        settings.update(look)
        return self.figure.text(left / WIDTH, 1 - top / self.height, words, **settings)
