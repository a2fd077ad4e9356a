"""The five dimensions as one picture: five arcs of a circle around the family's voice.

Pictures are files, since JupyterLab takes inline SVG out of a notebook's text. Each is white paper
with ink, so that it reads in either theme, in one colour and in print.
"""

from __future__ import annotations

from html import escape
from math import cos, pi, sin

from kit.build.path_picture import path_pictures
from kit.content.picture_words import alt_text, picture
from kit.model import Content

HUES = ("#1f5fa8", "#b4541a", "#2f7d4f", "#8a3f8f", "#8a6d00")
"""One for each dimension, in order; its name always stands beside it."""

_WIDTH, _HEIGHT, _X, _Y, _RADIUS = 540, 350, 270, 186, 112


def pictures(content: Content) -> dict[str, str]:
    """Every picture by its file name: the plain one, one for each "you are here", and each case's path."""
    places = ["", *(dimension.id for dimension in content.framework.dimensions)]
    hues = dict(zip(places[1:], HUES, strict=False))
    return {picture(here): _picture(content, here) for here in places} | path_pictures(content, hues)


def _picture(content: Content, here: str) -> str:
    arcs = "\n".join(
        _arc(index, dimension.name, HUES[index % len(HUES)], dimension.id == here, bool(here))
        for index, dimension in enumerate(content.framework.dimensions)
    )
    title = "The five dimensions of partnership"
    scale = 0.72 if here else 1
    width, height = f"{_WIDTH * scale:.0f}", f"{_HEIGHT * scale:.0f}"
    voice = f'<text x="{_X}" text-anchor="middle" font-size="20" font-style="italic" fill="#1f2328"'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{width}" \
height="{height}" role="img" aria-labelledby="t d" font-family="ui-serif, Georgia, serif">
<title id="t">{title}</title>
<desc id="d">{escape(alt_text(content, here))}</desc>
<rect width="{_WIDTH}" height="{_HEIGHT}" rx="8" fill="#ffffff"/>
{arcs}
{voice} y="{_Y - 4}">the family's</text>
{voice} y="{_Y + 20}">voice</text>
</svg>
"""


def _arc(index: int, label: str, hue: str, here: bool, some_here: bool) -> str:
    middle = -90 + 72 * index
    half = 25
    thickness = 24 if here else 8 if some_here else 14
    x1, y1 = _point(middle - half, _RADIUS)
    x2, y2 = _point(middle + half, _RADIUS)
    path = f"M {x1} {y1} A {_RADIUS} {_RADIUS} 0 0 1 {x2} {y2}"
    x, y = _point(middle, _RADIUS + 34)
    anchor = (
        "middle" if abs(cos(middle * pi / 180)) < 0.1 else "start" if cos(middle * pi / 180) > 0 else "end"
    )
    if anchor != "middle":
        x += -12 if anchor == "start" else 12
    weight = ' font-weight="700"' if here else ""
    lines = [f'<tspan x="{x}">{escape(label)}</tspan>']
    if sin(middle * pi / 180) > 0.1:
        y += 14
    if here:
        lines.append(f'<tspan x="{x}" dy="20" font-size="15" font-weight="400">you are here</tspan>')
        y -= 8
    return (
        f'<path d="{path}" fill="none" stroke="{hue}" stroke-width="{thickness}" stroke-linecap="butt"/>\n'
        f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}" font-size="19" fill="#1f2328"{weight}>'
        f"{''.join(lines)}</text>"
    )


def _point(angle: float, radius: float) -> tuple[float, float]:
    radians = angle * pi / 180
    return round(_X + radius * cos(radians), 1), round(_Y + radius * sin(radians), 1)
