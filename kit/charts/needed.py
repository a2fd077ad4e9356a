"""matplotlib, on request: a figure without pyplot, so that no backend or setting is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model import MissingExtra

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OKABE_ITO = {
    "black": "#000000",
    "orange": "#E69F00",
    "sky": "#56B4E9",
    "green": "#009E73",
    "yellow": "#F0E442",
    "blue": "#0072B2",
    "vermillion": "#D55E00",
    "purple": "#CC79A7",
}
"""Colours that stay apart for colour-blind readers (Okabe and Ito, 2008)."""


def figure(width: float, height: float) -> Figure:
    """An empty figure of that size in inches; says what to install where matplotlib is missing."""
    try:
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise MissingExtra(
            'pictures need matplotlib, which is missing; type: pip install "partnership-kit[instructor]"'
        ) from missing
    return Figure(figsize=(width, height), facecolor="white")
