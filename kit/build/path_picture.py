"""The path to the meeting as one upright picture: a line with its stations, and a line that leads back.

Upright, so that it keeps its size on a phone. A station's edge has its dimensions' hues, and their names
stand beside it; black ink alone tells the same.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from html import escape

from kit.content.picture_words import path_alt_text, path_picture
from kit.model import Content, MeetingPath, Station

_WIDTH = 440
_RETURN, _LINE, _EDGE, _TEXT = 20, 56, 82, 98
"""Where the line back, the line, a station's edge and its words stand, from the left."""
_TITLE, _BODY, _SMALL = 20, 17, 16
_LETTER = 0.51
"""A letter's width in a wide serif, against its size: lines are cut here, since a picture cannot flow."""
_INK, _QUIET = "#1f2328", "#59636e"
_TOP, _GAP = 20, 18


def path_pictures(content: Content, hues: Mapping[str, str]) -> dict[str, str]:
    """The path of each case by its file name, with a sentence to each station and with titles alone."""
    drawn = {}
    for id, case in content.cases.items():
        if case.case.path:
            for short in (False, True):
                words = path_alt_text(content, id, short=short)
                names = {one.id: one.name for one in content.framework.dimensions}
                drawn[path_picture(id, short=short)] = _picture(case.case.path, words, names, hues, short)
    return drawn


def _picture(
    path: MeetingPath, words: str, names: Mapping[str, str], hues: Mapping[str, str], short: bool
) -> str:
    parts: list[str] = []
    dots: list[float] = []
    y = _TOP
    for station in path.stations:
        lines = list(_lines(station, short))
        height = sum(leading for _, leading, _ in lines)
        dots.append(y + 24)
        named = " · ".join(names[one] for one in station.dimensions)
        parts += [_station(station, lines, y, height, hues), _named(named, y)]
        y += height + _GAP
    bottom = y - _GAP + _TOP
    first, last = dots[0], dots[-1]
    parts.insert(0, _ways(first, last, bottom, path.back))
    parts += [
        _dot(at, station.meeting, number + 1)
        for number, (at, station) in enumerate(zip(dots, path.stations, strict=True))
    ]
    bottom += 34
    scale = 0.9 if short else 1
    drawn = "\n".join(parts)
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {bottom:.0f}" \
width="{_WIDTH * scale:.0f}" height="{bottom * scale:.0f}" role="img" aria-labelledby="t d" \
font-family="ui-serif, Georgia, 'Times New Roman', serif">
<title id="t">{escape(path.title)}</title>
<desc id="d">{escape(words)}</desc>
<rect width="{_WIDTH}" height="{bottom:.0f}" rx="8" fill="#ffffff"/>
{drawn}
</svg>
"""


def _lines(station: Station, short: bool) -> Iterator[tuple[str, int, str]]:
    """The words of a station, line by line: text, distance to the next line, attributes."""
    yield station.when, 22, f'font-size="{_SMALL}" fill="{_QUIET}"'
    bold = f'font-size="{_TITLE}" font-weight="700" fill="{_INK}"'
    for line in _cut(station.title, _TITLE * 1.1):
        yield line, 24, bold
    if not short:
        for line in _cut(station.text, _BODY):
            yield line, 22, f'font-size="{_BODY}" fill="{_INK}"'


def _cut(text: str, size: float) -> list[str]:
    return textwrap.wrap(" ".join(text.split()), int((_WIDTH - _TEXT - 8) / (size * _LETTER)))


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
        f'<text x="{_WIDTH - 12}" y="{top + 16:.0f}" text-anchor="end" font-size="{_SMALL}" '
        f'font-style="italic" fill="{_INK}">{escape(names)}</text>'
    )


def _dot(y: float, meeting: bool, number: int) -> str:
    radius = 17 if meeting else 13
    paper, ink = (_INK, "#ffffff") if meeting else ("#ffffff", _INK)
    return (
        f'<circle cx="{_LINE}" cy="{y:.1f}" r="{radius}" fill="{paper}" stroke="{_INK}" stroke-width="2"/>\n'
        f'<text x="{_LINE}" y="{y + 5.5:.1f}" text-anchor="middle" font-size="{_SMALL}" fill="{ink}">'
        f"{number}</text>"
    )


def _ways(first: float, last: float, bottom: float, back: str) -> str:
    """The line down, and the dashed one that leads from the last station back to the first."""
    tip = _LINE - 15
    return f"""<path d="M {_LINE} {first:.1f} V {last:.1f}" stroke="{_INK}" stroke-width="3" fill="none"/>
<path d="M {_LINE} {last:.1f} V {bottom - 8:.1f} Q {_LINE} {bottom + 8:.1f} {_LINE - 16} {bottom + 8:.1f} \
H {_RETURN + 12} Q {_RETURN} {bottom + 8:.1f} {_RETURN} {bottom - 4:.1f} V {first + 12:.1f} \
Q {_RETURN} {first:.1f} {_RETURN + 12} {first:.1f} H {tip - 6}" \
stroke="{_QUIET}" stroke-width="2" stroke-dasharray="6 5" fill="none"/>
<path d="M {tip - 10} {first - 6:.1f} L {tip} {first:.1f} L {tip - 10} {first + 6:.1f} Z" fill="{_QUIET}"/>
<text x="{_TEXT}" y="{bottom + 14:.1f}" font-size="{_SMALL}" font-style="italic" fill="{_INK}">\
{escape(back)}</text>"""
