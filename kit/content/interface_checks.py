"""Check that ``interface.yaml`` has the words that kit shows, and that each translation matches it.

A translation has every text, but of the errors' sentences only those that a learner can meet.
"""

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
    for where in _keys(compiled().words).keys() - have.keys():
        wrong = f"there is no text for {'.'.join(where[1:])!r}, which kit shows"
        yield file.fault(where[:-1], wrong, "add it")
    for where, text in have.items():
        if _places(text) is None:
            key = ".".join(where[1:])
            yield file.fault(where, f"the braces of {key!r} don't match", "write each placeholder as {name}")
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
    for where in have.keys() - said.keys():
        if where[0] == "texts":
            yield file.fault(where[:-1], f"there is no text for {'.'.join(where[1:])!r}", "translate it")
    for where in said.keys() - have.keys():
        yield file.fault(where, f"interface.yaml has no {'.'.join(where[1:])!r}", "remove the line")
    for where in have.keys() & said.keys():
        if (wanted := _places(have[where])) != _places(said[where]):
            shown = ", ".join(f"{{{name}}}" for name in sorted(wanted or ())) or "none"
            wrong = f"the placeholders of {'.'.join(where[1:])!r} differ from those in interface.yaml"
            yield file.fault(where, wrong, f"use the same: {shown}")
    for stem, headings in other.headings.items():
        if len(headings) != len(words.headings.get(stem, ())):
            wrong = f"{stem!r} has a different number of headings than in interface.yaml"
            yield file.fault(("headings", stem), wrong, "translate each")


def _alone(words: Interface, other: Interface, file: YamlFile) -> Iterator[Fault]:
    """Check words for a learner without a class: known keys, fitting placeholders, nothing untranslated."""
    have = {".".join(where[1:]): text for where, text in _keys(words).items()}
    for key, text in other.alone.items():
        if key not in have:
            yield file.fault(("alone", key), f"there is no text for {key!r}", "remove the line")
        elif not (_places(text) or set()) <= (_places(have[key]) or set()):
            wrong = f"{key!r} has a placeholder that its text in interface.yaml doesn't have"
            yield file.fault(("alone", key), wrong, "use only the placeholders of that text")
    for key in words.alone.keys() - other.alone.keys():
        yield file.fault(("alone",), f"there is no text for {key!r}", "translate it")


def _keys(words: Interface) -> dict[tuple[str, ...], str]:
    """Return every text and every error's sentence by its place in the file."""
    texts = {
        ("texts", group, name): text for group, here in words.texts.items() for name, text in here.items()
    }
    return texts | {("errors", code): text for code, text in words.errors.items()}


def _places(text: str) -> set[str] | None:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None
