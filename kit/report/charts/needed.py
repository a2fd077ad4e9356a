"""matplotlib, on request: a figure without pyplot, so that no backend or setting is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model import MissingExtra

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def figure(width: float, height: float) -> Figure:
    """An empty figure of that size in inches; says what to install where matplotlib is missing."""
    try:
        from matplotlib.figure import Figure
    except ImportError as missing:
        raise MissingExtra(
            'pictures need matplotlib, which is missing; type: pip install "partnership-kit[instructor]"'
        ) from missing
    return Figure(figsize=(width, height), facecolor="white")
