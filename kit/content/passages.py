"""Passages of a text that say one thing to a class and another to a learner who has none.

Whole paragraphs go between marker lines; either part may be left out::

    {{ class }}
    Your instructor's feedback comes back to this place.
    {{ alone }}
    You mark this text yourself.
    {{ end }}

A few words can differ within a line: ``Your ratings {{ class go to your instructor | stay with you }}.``

In the notebook, the words for a learner without a class are an HTML comment, so that a code host and paper
show the words for a class. The course's page picks the right ones before the text is drawn (``passages.js``).
"""

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from kit.model.errors import Fault

Part = Literal["both", "class", "alone"]

_TURNS: dict[str, Literal["class", "alone", "end"]] = {"class": "class", "alone": "alone", "end": "end"}
_LINE = re.compile(r"\{\{\s*(class|alone|end)\s*\}\}\s*")
_WITHIN = re.compile(r"\{\{\s*class\s+([^{}|\n]*?)\s*\|\s*([^{}|\n]*?)\s*\}\}")
_NOT_WITHIN = re.compile(r"```|#{1,6} |\{\{\s*(?:after|end|minutes|so_far)\b")
_BEGINS = re.compile(rf"\s*(?:[-*>]\s+|\d+\.\s+)?{_WITHIN.pattern}")


class _Line(NamedTuple):
    """A line, the part it belongs to, and which passage it begins or ends."""

    number: int
    text: str
    part: Part
    turn: Literal["class", "alone", "end"] | None = None


def _lines(source: str) -> Iterator[_Line]:
    part: Part = "both"
    for number, text in enumerate(source.split("\n"), 1):
        found = _LINE.fullmatch(text)
        turn = _TURNS[found[1]] if found else None
        if turn == "end" and part == "both":
            turn = None  # It ends an {{ after }} block.
        yield _Line(number, text, part, turn)
        part = part if turn is None else "both" if turn == "end" else turn


def said(source: str, *, alone: bool) -> str:
    r"""Return the text as a class or a learner without one reads it; each line keeps its number.

    >>> said("{{ class }}\nTo her.\n{{ alone }}\nTo you.\n{{ end }}", alone=True).split("\n")
    ['', '', '', 'To you.', '']
    >>> said("It goes {{ class to her | nowhere }}.", alone=False)
    'It goes to her.'
    """
    left_out = "class" if alone else "alone"
    kept = (
        "" if one.turn or one.part == left_out else _WITHIN.sub(r"\2" if alone else r"\1", one.text)
        for one in _lines(source)
    )
    return "\n".join(kept)


def in_notebook(source: str) -> str:
    r"""Return the text as a notebook holds it: both wordings, the one without a class in a comment.

    >>> in_notebook("It goes {{ class to her | nowhere }}.")
    'It goes <!-- kit:class -->to her<!-- kit:alone nowhere kit:end -->.'
    """
    made = []
    for one in _lines(source):
        match one.turn, one.part:
            case "class", _:
                made.append("<!-- kit:class -->")
            case "alone", _:
                made.append("<!-- kit:alone")
            case "end", "class":
                made.append("<!-- kit:alone kit:end -->")
            case "end", _:
                made.append("kit:end -->")
            case _:
                within = r"<!-- kit:class -->\1<!-- kit:alone \2 kit:end -->"
                made.append(_WITHIN.sub(within, one.text))
    return "\n".join(made)


_IN_NOTEBOOK = re.compile(r"(?:<!-- kit:class -->(.*?))?<!-- kit:alone\s(.*?)\s?kit:end -->", re.DOTALL)


def shown(source: str, *, alone: bool) -> str:
    """Return a notebook's text as the page shows it to a class or without one. ``passages.js`` does the same.

    >>> shown(in_notebook("It goes {{ class to her | nowhere }}."), alone=True)
    'It goes nowhere.'
    """
    return _IN_NOTEBOOK.sub(lambda found: (found[2] if alone else found[1]) or "", source)


def faults(name: str, source: str) -> Iterator[Fault]:
    """Yield what is wrong with the passages of a text; faults call it ``name``."""
    begun = 0
    for one in _lines(source):
        if one.turn == "class" and one.part != "both":
            yield Fault(name, one.number, "content.passage_within")
        elif one.turn == "alone" and one.part == "alone":
            yield Fault(name, one.number, "content.passage_alone")
        elif one.turn is None and one.part != "both":
            if _NOT_WITHIN.match(one.text):
                yield Fault(name, one.number, "content.passage_holds")
            if "-->" in one.text:
                yield Fault(name, one.number, "content.passage_comment")
        if one.turn is None:
            if _BEGINS.match(one.text):
                yield Fault(name, one.number, "content.passage_begins")
            if re.search(r"\{\{\s*(?:class|alone)\b", _WITHIN.sub("", one.text)):
                yield Fault(name, one.number, "content.passage_incomplete")
        begun = one.number if one.turn in ("class", "alone") else 0 if one.turn == "end" else begun
    if begun:
        yield Fault(name, begun, "content.passage_end")
