"""The course's font within a picture, which may ask for no file: it carries the letters that it shows."""

import base64
import io
from functools import cache
from importlib.resources import files
from xml.etree import ElementTree

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

FAMILY = "Source Serif 4"
_FONTS = files("kit") / "labextension" / "static" / "fonts"
_UPRIGHT, _SLANTED = "serif-latin-normal.woff2", "serif-latin-italic.woff2"


def font_rules(drawn: str) -> str:
    """The ``@font-face`` rules for the text that is drawn in an SVG.

    A letter that the font does not have is left to the family that stands next.

    >>> font_rules('<text font-style="italic">a</text>').count("@font-face")
    1
    """
    letters: dict[str, set[str]] = {_UPRIGHT: set(), _SLANTED: set()}
    texts = ElementTree.fromstring(f"<g>{drawn}</g>").iter("text")  # noqa: S314  # drawn here, a moment ago
    for text in texts:
        file = _SLANTED if text.get("font-style") == "italic" else _UPRIGHT
        letters[file].update("".join(text.itertext()))
    return "".join(_rule(file, "".join(sorted(found))) for file, found in letters.items() if found)


@cache
def _rule(file: str, letters: str) -> str:
    style = " font-style: italic;" if file == _SLANTED else ""
    data = base64.b64encode(_cut(file, letters)).decode()
    return (
        f"@font-face {{ font-family: '{FAMILY}'; font-weight: 200 900;{style} "
        f"src: url(data:font/woff2;base64,{data}) format('woff2') }}\n"
    )


def _cut(file: str, letters: str) -> bytes:
    """A shipped font with these letters alone, the same bytes each time."""
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
