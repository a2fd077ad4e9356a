"""The forms' JavaScript and style as the two texts a widget takes.

Each form has a file in ``static/``; they import from one another as ESM modules do. A widget takes one
text, so the files are joined here in the order of `MODULES`, without their import lines and exports.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

MODULES = (
    "dom",
    "talk",
    "keep",
    "saying",
    "answer",
    "lane",
    "frame",
    "prose",
    "plan",
    "choice",
    "sort",
    "cards",
    "scale",
    "look_back",
    "left_off",
    "hand_in",
    "feedback",
    "growth",
    "opinion",
    "form",
)

STYLES = ("form", "scale", "growth", "opinion")

_IMPORT = re.compile(r"^import\s[^;]*;\n", re.M)
_EXPORT = re.compile(r"^export (?!default)", re.M)


@cache
def script() -> str:
    """All modules as one."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in MODULES)


@cache
def style() -> str:
    """All style sheets as one."""
    return "\n".join(_read(f"{name}.css") for name in STYLES)


def _read(name: str) -> str:
    return (files("kit.forms") / "static" / name).read_text(encoding="utf-8")
