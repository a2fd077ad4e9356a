"""Check that ``interface.yaml`` has the words that kit shows, and that each translation matches it."""

from collections.abc import Iterator
from string import Formatter

from kit.content.course_files import compiled
from kit.content.loader import Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Interface


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find missing keys, wrong placeholders, and translations with missing words or other placeholders."""
    content = loaded.content
    if content is None:
        return
    file = loaded.files["interface.yaml"]
    have = _keys(content.words)
    for key in _keys(compiled().words).keys() - have.keys():
        group = key.partition(".")[0]
        yield file.fault(("texts", group), f"there is no text for {key!r}, which kit shows", "add it")
    for key, text in have.items():
        if _places(text) is None:
            here = ("texts", *key.split("."))
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


def _places(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
