"""Pictures for export, drawn with matplotlib. Nothing here reads a journal, computes, or sets a global.

matplotlib comes with ``partnership-kit[instructor]`` and is imported only when something is drawn.
"""

from kit.charts.needed import figure
from kit.charts.self_ratings import self_ratings_figure

__all__ = ["figure", "self_ratings_figure"]
