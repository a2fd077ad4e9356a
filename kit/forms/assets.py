"""Join JavaScript modules and style sheets into single texts; find the words that a script shows.

The files in ``kit/static`` import one another as ES modules. A widget takes one text, and a browser takes
longer to load seventy small modules than to draw a form. So each module becomes the scope of a function here,
imported modules first.
"""

import re
from functools import cache
from importlib.resources import files
from posixpath import dirname, join, normpath

from kit.model import Interface

FORMS = "forms/form.js"
"""The module that a widget runs."""
STYLES = (
    *(f"forms/{name}.css" for name in ("form", "scale", "growth", "opinion", "hand_in", "feedback")),
    *("forms/self_marking.css", "scenes/scene.css", "forms/table.css", "forms/schedule.css"),
)

_KEY = re.compile(r'\bwords\["([a-z0-9_.]+)"\]')
_IMPORT = re.compile(r'\bimport\s*(\{[^}]*\}|\w+)\s*from\s*"(\.[^"]+)";\n?')
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.M)
_LIST = re.compile(r"\bexport\s*\{([^}]*)\};?")
_DEFAULT = re.compile(r"^export default ([^;]+);", re.M)


def modules(name: str = FORMS) -> list[str]:
    """Return the path of a module and of all that it imports, each after its own imports."""
    needed = [found for one in _imports(name) for found in modules(one)]
    return list(dict.fromkeys([*needed, name]))


@cache
def script(name: str = FORMS) -> str:
    """Return a module and all that it imports as one module, which exports its default."""
    *others, last = map(_scope, modules(name))
    return "\n".join([*others, last, f"export default {_variable(name)}.default;\n"])


@cache
def style() -> str:
    """Return all style sheets of the forms as one text."""
    return "\n".join(map(_read, STYLES))


def words_shown(words: Interface) -> dict[str, str]:
    """Return the interface text that the script asks for, by key; the script itself has none."""
    return {key: words[key] for key in _keys()}


@cache
def _keys() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_KEY.findall(script())))


def _scope(name: str) -> str:
    """Return a module as a function that returns what it exports."""
    text = _IMPORT.sub(
        lambda found: f"const {_taken(found[1])} = {_variable(_at(name, found[2]))};\n", _read(name)
    )
    exported = {found[2]: found[2] for found in _EXPORT.finditer(text)}
    for listed in _LIST.findall(text):
        for one in listed.split(","):
            inside, _, outside = one.partition(" as ")
            exported[outside.strip() or inside.strip()] = inside.strip()
    if default := _DEFAULT.search(text):
        exported["default"] = default[1]
    text = _DEFAULT.sub("", _LIST.sub("", _EXPORT.sub(r"\1", text)))
    gives = ", ".join(f"{outside}: {inside}" for outside, inside in exported.items())
    return f"const {_variable(name)} = (() => {{\n{text}\nreturn {{ {gives} }};\n}})();"


def _taken(names: str) -> str:
    """Return the names of an import as a pattern."""
    return names.replace(" as ", ": ") if names.startswith("{") else f"{{ default: {names} }}"


def _imports(name: str) -> list[str]:
    return [_at(name, found[2]) for found in _IMPORT.finditer(_read(name))]


def _at(name: str, address: str) -> str:
    return normpath(join(dirname(name), address))


def _variable(name: str) -> str:
    return "module_" + re.sub(r"\W", "_", name.removesuffix(".js"))


@cache
def _read(name: str) -> str:
    text = (files("kit") / "static" / name).read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*$", "", text, flags=re.M)
