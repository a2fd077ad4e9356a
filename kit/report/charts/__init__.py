"""Pictures for export, drawn with matplotlib. Nothing here reads a journal, computes, or sets a global.

matplotlib comes with the extra ``instructor`` and is imported only when something is drawn. Every
chart is a `Drawn`: a figure, the same numbers as a table, and the same in words.
"""

from kit.report.charts.change import change_drawn, shift_drawn
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.drawn import Drawn
from kit.report.charts.missing import missing_drawn
from kit.report.charts.self_ratings import cohort_drawn, growth_drawn
from kit.report.charts.vignettes import vignettes_drawn

__all__ = [
    "Drawn",
    "change_drawn",
    "cohort_drawn",
    "criteria_drawn",
    "growth_drawn",
    "missing_drawn",
    "shift_drawn",
    "vignettes_drawn",
]
