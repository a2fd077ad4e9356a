"""Check that ``interface.yaml`` has exactly the words that kit asks for, and that each translation matches.

The keys are read from kit's own source, so there is no second list to maintain.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from string import Formatter

from kit.content.loader import Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Interface

_PACKAGE = Path(__file__).resolve().parent.parent
_ASKED = re.compile(r"""words(?:\[|\.fill\(|\.group\()\s*f?["'`]([\w.{}$]+)["'`]""")
"""A lookup by a literal key, such as ``words["rated.pre"]``; ``words.group(…)`` asks for a whole group."""

_HANDED_ON = re.compile(
    r"""["'`]((?:page|shell|home|bar|workbook)\.(?!(?:css|js|json|html|typ|docx|pdf|ics)\b)\w+)["'`]"""
)
"""Keys that are chosen in one place and looked up in another. Each is still written out once."""


@cache
def asked() -> Mapping[str, str]:
    """Return the keys that kit's source asks for, each with a file that does; ``*`` matches any name."""
    found: dict[str, str] = {}
    for path in sorted([*_PACKAGE.rglob("*.py"), *_PACKAGE.rglob("*.js")]):
        text = path.read_text("utf-8")
        for key in [*_ASKED.findall(text), *_HANDED_ON.findall(text)]:
            whole = re.sub(r"\$?\{[\w.]+\}", "*", key)
            where = path.relative_to(_PACKAGE.parent).as_posix()
            found.setdefault(whole if "." in whole else f"{whole}.*", where)
    return found


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find missing keys, unused keys, and translations with missing words or other placeholders."""
    content = loaded.content
    if content is None:
        return
    file = loaded.files["interface.yaml"]
    have = _keys(content.words)
    every = "\n".join(have)
    for key, where in asked().items():
        if not (key in have or ("*" in key and re.search(rf"(?m)^{_pattern(key)}$", every))):
            wrong = f"there is no text for {key!r}, which {where} shows"
            yield file.fault(("texts", key.partition(".")[0]), wrong, "add it")
    # One combined pattern: matching each open key against each key separately takes seconds.
    open_keys = re.compile("|".join(_pattern(one) for one in asked() if "*" in one) or "(?!)")
    for key, text in have.items():
        here = ("texts", *key.split("."))
        if key not in asked() and not open_keys.fullmatch(key):
            yield file.fault(here, f"nothing shows {key!r}", "remove the line, or correct its key")
        if _places(text) is None:
            yield file.fault(here, f"the braces of {key!r} don't match", "write each placeholder as {name}")
    known = {heading for headings in content.words.headings.values() for heading in headings}
    for look, headings in content.words.looks.items():
        for unknown in sorted(set(headings) - known):
            wrong = f"{unknown!r} isn't one of the headings for notebooks"
            yield file.fault(("looks", look), wrong, "use one that is listed under headings:")
    yield from _alone(content.words, content.words, file)
    for language, one in content.translations.items():
        yield from _alone(content.words, one, loaded.files[f"interface.{language}.yaml"])
        yield from _translation(content.words, one, loaded.files[f"interface.{language}.yaml"])


def _translation(words: Interface, other: Interface, file: YamlFile) -> Iterator[Fault]:
    have, said = _keys(words), _keys(other)
    for key in have.keys() - said.keys():
        here = ("texts", key.partition(".")[0])
        yield file.fault(here, f"there is no text for {key!r}", "translate it")
    for key in said.keys() - have.keys():
        yield file.fault(("texts", *key.split(".")), f"interface.yaml has no {key!r}", "remove the line")
    for key in have.keys() & said.keys():
        if (wanted := _places(have[key])) != _places(said[key]):
            shown = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "none"
            wrong = f"the placeholders of {key!r} differ from those in interface.yaml"
            yield file.fault(("texts", *key.split(".")), wrong, f"use the same: {shown}")
    for stem, headings in other.headings.items():
        if len(headings) != len(words.headings.get(stem, ())):
            wrong = f"{stem!r} has a different number of headings than in interface.yaml"
            yield file.fault(("headings", stem), wrong, "translate each")


def _alone(words: Interface, other: Interface, file: YamlFile) -> Iterator[Fault]:
    """Check words for a learner without a class: known keys, fitting placeholders, nothing untranslated."""
    have = _keys(words)
    for key, text in other.alone.items():
        if key not in have:
            yield file.fault(("alone", key), f"there is no text for {key!r}", "remove the line")
        elif not (_places(text) or set()) <= (_places(have[key]) or set()):
            wrong = f"{key!r} has a placeholder that its text in interface.yaml doesn't have"
            yield file.fault(("alone", key), wrong, "use only the placeholders of that text")
    for key in words.alone.keys() - other.alone.keys():
        yield file.fault(("alone",), f"there is no text for {key!r}", "translate it")


def _keys(words: Interface) -> dict[str, str]:
    return {f"{group}.{name}": text for group, texts in words.texts.items() for name, text in texts.items()}


def _pattern(key: str) -> str:
    return re.escape(key).replace(r"\*", r"\w+")


def _places(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
