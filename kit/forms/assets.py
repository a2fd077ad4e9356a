"""Join the forms' JavaScript and CSS into the two texts that a widget takes; find the words the script shows.

Each form has a file in ``static/``; the files import one another as ES modules. A widget takes one text, so
they are joined here, imported modules first, without their import and export keywords.
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
    """Return a module and all its imports, each after its own imports."""
    needed = [found for one in _IMPORT.findall(_read(f"{name}.js")) for found in modules(one)]
    return list(dict.fromkeys([*needed, name]))


@cache
def script() -> str:
    """Return all modules as one text."""
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", _read(f"{name}.js"))) for name in modules())


@cache
def style() -> str:
    """Return all style sheets as one text."""
    return "\n".join(_read(f"{name}.css") for name in STYLES)


def words_shown(words: Interface) -> dict[str, str]:
    """Return the interface text that the script asks for, by key; the script itself has none."""
    return {key: words[key] for key in _keys()}


@cache
def _keys() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_KEY.findall(script())))


@cache
def _read(name: str) -> str:
    return (files("kit.forms") / "static" / name).read_text(encoding="utf-8")
