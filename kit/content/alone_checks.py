"""Check that no text, question, button or message mentions an instructor to a learner without a class."""

import re
from collections.abc import Iterable, Iterator

from kit.content import passages
from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText
from kit.content.yaml_files import Fault
from kit.model import Interface

_INSTRUCTOR = re.compile(r"\binstructor", re.IGNORECASE)
"""The word is the same in English and in Spanish."""

_WRONG = "a learner without a class would read about an instructor here"


def faults(loaded: Loaded, texts: Iterable[NotebookText]) -> Iterator[Fault]:
    """Find malformed passages, and mentions of an instructor in what a learner without a class would read."""
    for text in texts:
        yield from (Fault(text.name, *fault) for fault in passages.faults(text.written))
        for number, line in enumerate(text.said_alone().text.split("\n"), 1):
            if _INSTRUCTOR.search(line):
                right = (
                    "put it below {{ class }}, write what is true without a class below {{ alone }}, "
                    "and end with {{ end }}"
                )
                yield Fault(text.name, number, _WRONG, right)
    if loaded.content is None:
        return
    for id, case in loaded.content.cases.items():
        file = loaded.files[f"{id}/items.yaml"]
        for at, item in enumerate(case.items.items):
            if _INSTRUCTOR.search(item.said_alone().model_dump_json()):
                yield file.fault(
                    ("items", at),
                    _WRONG,
                    "write alone: with the title, prompt or choices for a learner without a class",
                )
    for name, words in _interfaces(loaded.content.words, loaded.content.translations):
        for group, said in words.said_alone().texts.items():
            for key, told in said.items():
                if _INSTRUCTOR.search(told):
                    right = f"under alone:, write {group}.{key} for a learner without a class"
                    yield loaded.files[name].fault(("texts", group, key), _WRONG, right)


def _interfaces(words: Interface, translations: dict[str, Interface]) -> Iterator[tuple[str, Interface]]:
    yield "interface.yaml", words
    for language, one in translations.items():
        yield f"interface.{language}.yaml", one
