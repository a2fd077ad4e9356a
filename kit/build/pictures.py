"""Draw the pictures: the five dimensions as arcs around the family's voice, and each case's year.

Pictures are files because JupyterLab removes inline SVG from a notebook's text. Each is transparent, with
inks and hues for light and for dark paper, so that it is readable in both themes, in one color and in print.
"""

import base64
import io
import textwrap
from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from importlib.resources import files
from math import cos, pi, sin
from xml.etree import ElementTree

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from kit.content.directive_parts import alt_text, calendar_alt_text, calendar_picture, picture, who_starts
from kit.model import Calendar, Content, Interface, Station

FAMILY = "Source Serif 4"
_FONTS = files("kit") / "static" / "shell" / "fonts"
_UPRIGHT, _SLANTED = "serif-latin-normal.woff2", "serif-latin-italic.woff2"


def font_rules(drawn: str) -> str:
    """Return the ``@font-face`` rules for the text in an SVG.

    If the font lacks a letter, the browser uses the next family.

    >>> font_rules('<text font-style="italic">a</text>').count("@font-face")
    1
    """
    letters: dict[str, set[str]] = {_UPRIGHT: set(), _SLANTED: set()}
    texts = ElementTree.fromstring(f"<g>{drawn}</g>").iter("text")  # noqa: S314  # drawn here, a moment ago
    for text in texts:
        file = _SLANTED if text.get("font-style") == "italic" else _UPRIGHT
        letters[file].update("".join(text.itertext()))
    return "".join(_font_rule(file, "".join(sorted(found))) for file, found in letters.items() if found)


@cache
def _font_rule(file: str, letters: str) -> str:
    style = " font-style: italic;" if file == _SLANTED else ""
    data = base64.b64encode(_subset(file, letters)).decode()
    return (
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: 200 900;{style} "
        f"src: url(data:font/woff2;base64,{data}) format('woff2') }}\n"
    )


def _subset(file: str, letters: str) -> bytes:
    """Return a shipped font reduced to these letters, as the same bytes each time."""
    options = Options()
    options.layout_features = ["kern"]
    options.hinting = False
    font = TTFont(io.BytesIO((_FONTS / file).read_bytes()), recalcTimestamp=False)
    cut = Subsetter(options)
    cut.populate(text=letters)
    cut.subset(font)
    font.flavor = "woff2"
    out = io.BytesIO()
    font.save(out, reorderTables=False)
    return out.getvalue()


HUES = ("#1f5fa8", "#b4541a", "#2f7d4f", "#8a3f8f", "#8a6d00")
"""One for each dimension, in order. The dimension's name is always next to its color."""

_INK, _QUIET, _PAPER = "#1f2328", "#59636e", "#ffffff"
DARK = dict(
    zip(
        (_INK, _QUIET, _PAPER, *HUES),
        ("#e8e6e1", "#b9b5ab", "#16171a", "#7fb2ee", "#ec9a66", "#76c796", "#d79adb", "#d9b84a"),
        strict=True,
    )
)
"""The color that replaces each color on dark paper. The page's style sheet has the same (look/ink.css)."""

_WIDTH, _HEIGHT, _X, _Y, _RADIUS = 540, 350, 270, 186, 112


def pictures(content: Content) -> dict[str, str]:
    """Return every picture by its file name.

    They are the plain picture of the dimensions, one with "you are here" for each dimension, and each case's
    year, long and short.
    """
    names = {dimension.id: dimension.name for dimension in content.framework.dimensions}
    hues = dict(zip(names, HUES, strict=False))
    drawn = {picture(here): _picture(content, here) for here in ["", *names]}
    for id, case in content.cases.items():
        if calendar := case.case.calendar:
            for short in (False, True):
                drawn[calendar_picture(id, short=short)] = _calendar(calendar, content, names, hues, short)
    return drawn


def _picture(content: Content, here: str) -> str:
    words = content.words
    mark = words["picture.here"]
    arcs = "\n".join(
        _arc(index, one.name, HUES[index % len(HUES)], mark if one.id == here else "", bool(here))
        for index, one in enumerate(content.framework.dimensions)
    )
    voice = f'<text x="{_X}" text-anchor="middle" font-size="20" font-style="italic" fill="{_INK}"'
    above, _, below = words["picture.voice"].rpartition(" ")
    middle = (
        f'{voice} y="{_Y - 4}">{escape(above, False)}</text>\n{voice} y="{_Y + 20}">{escape(below)}</text>'
    )
    title, size = words["picture.dimensions"], (_WIDTH, _HEIGHT)
    return _svg(f"{arcs}\n{middle}", size, 0.72 if here else 1, title, alt_text(content, here))


def _svg(drawn: str, size: tuple[float, float], scale: float, title: str, words: str) -> str:
    width, height = size
    dark = " ".join(
        f'[{paint}="{light}"] {{ {paint}: {dark} }}'
        for light, dark in DARK.items()
        for paint in ("fill", "stroke")
    )
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" \
width="{width * scale:.0f}" height="{height * scale:.0f}" role="img" aria-labelledby="t d" \
font-family="'{FAMILY}', ui-serif, Georgia, serif">
<title id="t">{escape(title)}</title>
<desc id="d">{escape(words)}</desc>
<style>{font_rules(drawn)}@media (prefers-color-scheme: dark) {{ {dark} }}</style>
{drawn}
</svg>
"""


def _arc(index: int, label: str, hue: str, here: str, some_here: bool) -> str:
    middle = -90 + 72 * index
    half = 25
    thickness = 24 if here else 8 if some_here else 14
    x1, y1 = _point(middle - half, _RADIUS)
    x2, y2 = _point(middle + half, _RADIUS)
    path = f"M {x1} {y1} A {_RADIUS} {_RADIUS} 0 0 1 {x2} {y2}"
    x, y = _point(middle, _RADIUS + 34)
    side = cos(middle * pi / 180)
    anchor = "middle" if abs(side) < 0.1 else "start" if side > 0 else "end"
    x += {"middle": 0, "start": -12, "end": 12}[anchor]
    weight = ' font-weight="700"' if here else ""
    lines = [f'<tspan x="{x}">{escape(label)}</tspan>']
    if sin(middle * pi / 180) > 0.1:
        y += 14
    if here:
        lines.append(f'<tspan x="{x}" dy="20" font-size="15" font-weight="400">{escape(here)}</tspan>')
        y -= 8
    return (
        f'<path d="{path}" fill="none" stroke="{hue}" stroke-width="{thickness}" stroke-linecap="butt"/>\n'
        f'<text x="{x}" y="{round(y, 1)}" text-anchor="{anchor}" font-size="19" fill="{_INK}"{weight}>'
        f"{''.join(lines)}</text>"
    )


def _point(angle: float, radius: float) -> tuple[float, float]:
    radians = angle * pi / 180
    return round(_X + radius * cos(radians), 1), round(_Y + radius * sin(radians), 1)


# The year runs from top to bottom, so that it keeps its size on a phone.

_YEAR_WIDTH = 440
_RETURN, _LINE, _EDGE, _TEXT = 20, 56, 82, 98
"""The distances from the left of the line back, the line down, a station's edge, and its words."""
_TITLE, _BODY, _SMALL = 20, 17, 16
_LETTER = 0.51
"""The width of a letter in a wide serif, as a share of its size. SVG doesn't wrap text, so `_cut` does."""
_TOP, _GAP = 20, 18


def _calendar(
    calendar: Calendar, content: Content, names: Mapping[str, str], hues: Mapping[str, str], short: bool
) -> str:
    parts: list[str] = []
    dots: list[float] = []
    y = _TOP
    for station in calendar.stations:
        lines = list(_lines(station, content.words, short))
        height = sum(leading for _, leading, _ in lines)
        dots.append(y + 24)
        named = " · ".join(names[one] for one in station.dimensions)
        parts += [_station(station, lines, y, height, hues), _named(named, y)]
        y += height + _GAP
    bottom = y - _GAP + _TOP
    parts.insert(0, _ways(dots[0], dots[-1], bottom, calendar.back))
    parts += [
        _mark(at, station, number)
        for number, (at, station) in enumerate(zip(dots, calendar.stations, strict=True), 1)
    ]
    bottom += 34
    size, scale = (_YEAR_WIDTH, bottom), 0.9 if short else 1
    alt = calendar_alt_text(content, calendar, short=short)
    return _svg("\n".join(parts), size, scale, calendar.title, alt)


def _lines(station: Station, words: Interface, short: bool) -> Iterator[tuple[str, int, str]]:
    """Yield the text of a station line by line: the text, the line's height, and its attributes."""
    quiet = f'font-size="{_SMALL}" fill="{_QUIET}"'
    yield station.month, 22, quiet
    bold = f'font-size="{_TITLE}" font-weight="700" fill="{_INK}"'
    for line in _cut(station.title, _TITLE * 1.1):
        yield line, 24, bold
    if not short:
        for line in _cut(station.text, _BODY):
            yield line, 22, f'font-size="{_BODY}" fill="{_INK}"'
    law = f" · {station.paragraph}" if station.paragraph and not short else ""
    for line in _cut(who_starts(station, words) + law, _SMALL):
        yield line, 22, quiet


def _cut(text: str, size: float) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), int((_YEAR_WIDTH - _TEXT - 8) / (size * _LETTER)))


def _station(
    station: Station, lines: list[tuple[str, int, str]], top: float, height: float, hues: Mapping[str, str]
) -> str:
    share = height / len(station.dimensions)
    drawn = [
        f'<rect x="{_EDGE}" y="{top + share * at:.1f}" width="4" height="{share:.1f}" fill="{hues[one]}"/>'
        for at, one in enumerate(station.dimensions)
    ]
    y = top
    for text, leading, attributes in lines:
        drawn.append(f'<text x="{_TEXT}" y="{y + leading - 6:.0f}" {attributes}>{escape(text)}</text>')
        y += leading
    return "\n".join(drawn)


def _named(names: str, top: float) -> str:
    return (
        f'<text x="{_YEAR_WIDTH - 12}" y="{top + 16:.0f}" text-anchor="end" font-size="{_SMALL}" '
        f'font-style="italic" fill="{_INK}">{escape(names)}</text>'
    )


def _mark(y: float, station: Station, number: int) -> str:
    """Draw a station's number: in a square if the family starts, in a circle if the school does, or both."""
    half = 17 if station.meeting else 13
    paper, ink = (_INK, _PAPER) if station.meeting else (_PAPER, _INK)
    drawn = f'fill="{paper}" stroke="{_INK}" stroke-width="2"'
    square = (
        f'<rect x="{_LINE - half}" y="{y - half:.1f}" width="{2 * half}" height="{2 * half}" rx="3" {drawn}/>'
    )
    inner = half - 3 if station.starts == "both" else half
    circle = f'<circle cx="{_LINE}" cy="{y:.1f}" r="{inner}" {drawn}/>'
    shapes = {"family": square, "school": circle, "both": f"{square}\n{circle}"}[station.starts]
    return (
        f'{shapes}\n<text x="{_LINE}" y="{y + 5.5:.1f}" text-anchor="middle" font-size="{_SMALL}" '
        f'fill="{ink}">{number}</text>'
    )


def _ways(first: float, last: float, bottom: float, back: str) -> str:
    """Draw the line down, and the dashed line that leads from the last station back to the first."""
    tip = _LINE - 15
    return f"""<path d="M {_LINE} {first:.1f} V {last:.1f}" stroke="{_INK}" stroke-width="3" fill="none"/>
<path d="M {_LINE} {last:.1f} V {bottom - 8:.1f} Q {_LINE} {bottom + 8:.1f} {_LINE - 16} {bottom + 8:.1f} \
H {_RETURN + 12} Q {_RETURN} {bottom + 8:.1f} {_RETURN} {bottom - 4:.1f} V {first + 12:.1f} \
Q {_RETURN} {first:.1f} {_RETURN + 12} {first:.1f} H {tip - 6}" \
stroke="{_QUIET}" stroke-width="2" stroke-dasharray="6 5" fill="none"/>
<path d="M {tip - 10} {first - 6:.1f} L {tip} {first:.1f} L {tip - 10} {first + 6:.1f} Z" fill="{_QUIET}"/>
<text x="{_TEXT}" y="{bottom + 14:.1f}" font-size="{_SMALL}" font-style="italic" fill="{_INK}">\
{escape(back)}</text>"""
