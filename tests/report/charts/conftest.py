from collections.abc import Callable
from itertools import combinations

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from withheld_cells import withheld_cells

from kit.content import compiled
from kit.report.charts.gallery import made_up_charts, made_up_growth
from kit.report.charts.self_ratings import growth_drawn
from kit.report.charts.sheet import SMALL


@pytest.fixture(scope="session")
def cohort():
    return withheld_cells(compiled())


@pytest.fixture(scope="session")
def charts():
    """All charts of the gallery, by name."""
    return {drawn.name: drawn for drawn in made_up_charts(compiled())}


@pytest.fixture(scope="session")
def growth():
    """One learner's chart."""
    return growth_drawn(made_up_growth(compiled()), learner="a made-up learner")


@pytest.fixture(scope="session")
def unreadable() -> Callable[[Figure], list[object]]:
    """A function that finds text that is too small, cut off by the edge, or drawn over other text."""
    return _unreadable


def _unreadable(figure: Figure) -> list[object]:
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    width, height = figure.get_size_inches() * figure.dpi
    found: list[object] = []
    boxes = []
    for text in figure.findobj(Text):
        if not text.get_text().strip() or not text.get_visible():
            continue
        box = text.get_window_extent(renderer)
        inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
        if text.get_fontsize() < SMALL or not inside:
            found.append(text.get_text())
        boxes.append((box, text.get_text()))
    # A line's box extends a little above and below its letters.
    found += [
        (one, other)
        for (a, one), (b, other) in combinations(boxes, 2)
        if min(a.x1, b.x1) - max(a.x0, b.x0) > 1 and min(a.y1, b.y1) - max(a.y0, b.y0) > 3
    ]
    return found
