"""The forms' JavaScript and style as the two texts a widget takes, and the words that the script shows.

Each form has a file in ``static/``; they import from one another as ESM modules do. A widget takes one
text, so the files are joined here, what is imported first, without their import lines and exports.
"""

import re
from functools import cache
from importlib.resources import files

from kit.model import Interface

STYLES = (
    *("form", "scale", "growth", "opinion", "hand_in", "feedback", "self_marking", "scene"),
    *("table", "schedule"),
)

_KEY = re.compile(r'\bwords\["([a-z0-9_.]+)"\]')
_IMPORT = re.compile(r'^import\s[^;]* from "\./(\w+)\.js";\n', re.M)
_EXPORT = re.compile(r"^export (?!default)", re.M)


def modules(name: str = "form") -> list[str]:
    """A module and all it imports, each after what it imports itself."""
    needed = [found for one in _IMPORT.findall(_read(f"{name}.js")) for found in modules(one)]
    return list(dict.fromkeys([*needed, name]))


@cache
def script() -> str:
    """All modules as one."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in modules())


@cache
def style() -> str:
    """All style sheets as one."""
    return "\n".join(_read(f"{name}.css") for name in STYLES)


def words_shown(words: Interface) -> dict[str, str]:
    """The words that the script asks for, by key; the script itself holds none."""
    return {key: words[key] for key in _KEY.findall(script())}


@cache
def _read(name: str) -> str:
    return (files("kit.forms") / "static" / name).read_text(encoding="utf-8")
