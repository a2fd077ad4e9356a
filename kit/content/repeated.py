"""Find sentences that three or more notebooks repeat word for word."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from kit.content.directives import TIMES, Source
from kit.content.notebook_text import NotebookText, call_of
from kit.content.reading_grade import sentences, words
from kit.content.times import opened
from kit.content.yaml_files import Fault

_LEAST_WORDS = 12
_NOTEBOOKS = 3
_ASKED_AGAIN = {"rate", "then_test", "vignette", "recall"}
"""Calls that have to ask the same thing in several notebooks."""


def faults(
    notebooks: Iterable[tuple[NotebookText, Source]], allowed: Collection[str] = ()
) -> Iterator[Fault]:
    """Find repeated sentences, and exceptions in ``allowed`` that fewer than three notebooks use.

    A fault points to the third notebook with the sentence. Folded text (the law, the rubric) is skipped.
    """
    places: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    first = None
    for text, source in notebooks:
        first = first or text
        for line, sentence in _said(text, source):
            places[_same(sentence)].setdefault(text.name, (line, sentence))
    passed = {_same(one): one for one in allowed}
    for same, found in places.items():
        if len(found) >= _NOTEBOOKS and same not in passed:
            file, (line, sentence) = list(found.items())[_NOTEBOOKS - 1]
            wrong = f"{len(found)} notebooks say “{_short(sentence)}”"
            yield Fault(
                file, line, wrong, "say it in at most two, or list it under may_repeat in wording.yaml"
            )
    for same, one in passed.items():
        if first and len(places.get(same, ())) < _NOTEBOOKS:
            wrong = f"may_repeat in wording.yaml lists “{_short(one)}”, but fewer than three notebooks say it"
            yield Fault(first.name, 1, wrong, "remove it from the list")


def _said(text: NotebookText, source: Source) -> Iterator[tuple[int, str]]:
    for piece, shown in opened(text, source):
        call = call_of(piece.text) if piece.kind == "code" else None
        if TIMES.match(piece.text) or (call and call.verb in _ASKED_AGAIN):
            continue
        for one in shown:
            yield from ((piece.line, s) for s in sentences(one) if len(words(s)) >= _LEAST_WORDS)


def _same(sentence: str) -> str:
    return " ".join(words(sentence)).casefold().replace("’", "'")


def _short(sentence: str) -> str:
    """Return the beginning of a sentence.

    >>> _short("One two three four five six seven eight nine ten.")
    'One two three four five six seven eight …'
    """
    parts = sentence.split()
    return " ".join(parts[:8]) + (" …" if len(parts) > 8 else "")
