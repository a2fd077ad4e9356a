"""Check that ``interface.yaml`` has the words that kit shows, and that each translation matches it.

A translation has every text, but of the errors' sentences only those that a learner can meet.
"""

from collections.abc import Iterator
from string import Formatter

from kit.content.course_files import compiled
from kit.content.loader import Loaded
from kit.content.yaml_files import YamlFile
from kit.model import Fault, Interface


def faults(loaded: Loaded) -> Iterator[Fault]:
    """Find missing keys, wrong placeholders, and translations with missing words or other placeholders."""
    content = loaded.content
    if content is None:
        return
    file = loaded.files["interface.yaml"]
    have = _keys(content.words)
    for where in _keys(compiled().words).keys() - have.keys():
        yield file.fault(where[:-1], "content.words_missing", key=".".join(where[1:]))
    for where, text in have.items():
        if _places(text) is None:
            yield file.fault(where, "content.words_braces", key=".".join(where[1:]))
    known = {heading for headings in content.words.headings.values() for heading in headings}
    for look, headings in content.words.looks.items():
        for unknown in sorted(set(headings) - known):
            yield file.fault(("looks", look), "content.look_heading", heading=unknown)
    yield from _alone(content.words, content.words, file)
    for language, one in content.translations.items():
        yield from _alone(content.words, one, loaded.files[f"interface.{language}.yaml"])
        yield from _translation(content.words, one, loaded.files[f"interface.{language}.yaml"])


def _translation(words: Interface, other: Interface, file: YamlFile) -> Iterator[Fault]:
    have, said = _keys(words), _keys(other)
    for where in have.keys() - said.keys():
        if where[0] == "texts":
            yield file.fault(where[:-1], "content.words_untranslated", key=".".join(where[1:]))
    for where in said.keys() - have.keys():
        yield file.fault(where, "content.words_extra", key=".".join(where[1:]))
    for where in have.keys() & said.keys():
        if (wanted := _places(have[where])) != _places(said[where]):
            shown = tuple(f"{{{name}}}" for name in sorted(wanted or ())) or ("none",)
            yield file.fault(where, "content.words_places", key=".".join(where[1:]), places=shown)
    for stem, headings in other.headings.items():
        if len(headings) != len(words.headings.get(stem, ())):
            yield file.fault(("headings", stem), "content.headings_number", notebook=stem)


def _alone(words: Interface, other: Interface, file: YamlFile) -> Iterator[Fault]:
    """Check words for a learner without a class: known keys, fitting placeholders, nothing untranslated."""
    have = {".".join(where[1:]): text for where, text in _keys(words).items()}
    for key, text in other.alone.items():
        if key not in have:
            yield file.fault(("alone", key), "content.alone_key", key=key)
        elif not (_places(text) or set()) <= (_places(have[key]) or set()):
            yield file.fault(("alone", key), "content.alone_places", key=key)
    for key in words.alone.keys() - other.alone.keys():
        yield file.fault(("alone",), "content.words_untranslated", key=key)


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
