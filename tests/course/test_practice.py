"""Practice isn't filling in forms: nothing to copy, few cards, varied choices, no sentence three times."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

import pytest
from course.prose import outside_folds, the_course

from kit.content.count_tables import measured
from kit.content.directives import TIMES, Source
from kit.content.loader import read
from kit.content.notebook_text import NotebookText, call_of, taken_apart
from kit.content.reading_grade import sentences, words
from kit.content.times import Part
from kit.model import CaseContent

_SHOWS_A_MODEL = re.compile(r"(?m)^\s*(?:\||>|[-*+] |\d+\. )")
"""A table, a quotation or a list."""

_WRITTEN = ("reflect", "plan", "table", "schedule")
"""Calls that ask learners to write in their own words."""

_SHEET = re.compile(r"\{\{\s*(?:sheet|said|known)\b")

_AT_EACH_FOOT = "the people in this course were composed for it and no family has reviewed them yet"
"""The one sentence with which every week ends."""
_LEAST_WORDS, _NOTEBOOKS = 12, 3
_ASKED_AGAIN = ("rate", "then_test", "vignette", "recall")
"""Calls that have to ask the same thing in several notebooks."""


def second_recalls(text: NotebookText) -> list[int]:
    """Return the lines that recall cards again: one call shows up to four."""
    calls = [(piece.line, call_of(piece.text)) for piece in text.pieces if piece.kind == "code"]
    return [line for line, call in calls if call and call.verb == "recall"][1:]


def models_in_view(text: NotebookText, graded: Iterable[str | None]) -> Iterator[str]:
    """Yield where a model answer is in view below the cell that asks for one.

    A list about something else has its own heading.
    """
    answered, waiting = "", False
    for piece in text.pieces:
        if piece.kind in ("heading", "code"):
            call = call_of(piece.text) if piece.kind == "code" else None
            asks = call and call.verb in _WRITTEN and call.arguments[0] not in graded
            answered, waiting = (call.arguments[0] if call and asks else ""), False
        elif piece.kind == "directive" and (found := re.match(r"\{\{\s*(after|end)\b", piece.text)):
            waiting = found[1] == "after"
        elif answered and not waiting:
            look = _SHEET if piece.kind == "directive" else _SHOWS_A_MODEL
            if look.search(piece.text):
                yield f"{text.name}:{piece.line}: put it between {{{{ after {answered} }}}} and {{{{ end }}}}"
                answered = ""


def one_sided(case: CaseContent) -> list[str]:
    """Return choices without ``wins:``, and ``asking`` if asking her wins more often than anything else."""
    won = Counter(item.wins for item in case.items.items if item.wins)
    choices = [item for item in case.items.items if item.kind in ("choice", "several")]
    return [item.id for item in choices if not item.wins] + ["asking"] * (won["asking"] > won["other"])


def repeated(notebooks: Iterable[tuple[NotebookText, Source, list[Part]]]) -> list[str]:
    """Return the sentences of twelve words or more that three notebooks say outside folds."""
    places: dict[str, set[str]] = defaultdict(set)
    for text, source, parts in notebooks:
        for part in parts:
            call = call_of(part.piece.text) if part.piece.kind == "code" else None
            if not TIMES.match(part.piece.text) and not (call and call.verb in _ASKED_AGAIN):
                shown = part.shown if call else (outside_folds(part.piece, source),)
                for sentence in (sentence for one in shown for sentence in sentences(one)):
                    places[" ".join(words(sentence)).casefold().replace("’", "'")].add(text.name)
    return [
        one
        for one, in_files in places.items()
        if len(one.split()) >= _LEAST_WORDS and len(in_files) >= _NOTEBOOKS and one != _AT_EACH_FOOT
    ]


def test_the_course_lets_learners_practice():
    course = the_course()
    notebooks = measured(course)
    for text, source, _ in notebooks:
        graded = {one.graded for one in source.content.cases[source.case_id].items.assignments}
        assert list(models_in_view(text, graded)) == []
        assert second_recalls(text) == []
    assert [one_sided(case) for case in course.content.cases.values()] == [[]]
    assert repeated(notebooks) == []


# -- the rules can fail ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "model",
    ["| Ask | Why |\n|---|---|\n| a | b |", "> She says so.", "- one\n- two", "1. one", "{{ known }}"],
)
def test_a_model_in_view_is_found_unless_it_waits(model):
    cell = '```{code-cell} ipython3\ncourse.reflect("equity.habit")\n```\n\n'
    for between, found in ((model, 1), (f"{{{{ after equity.habit }}}}\n\n{model}\n\n{{{{ end }}}}", 0)):
        assert len(list(models_in_view(taken_apart("a", "a.md", cell + between), ()))) == found
    assert list(models_in_view(taken_apart("a", "a.md", f"{cell}### Next\n\n{model}"), ())) == []


def test_a_second_recall_is_found():
    cell = '```{code-cell} ipython3\ncourse.recall(here="a")\n```\n'
    assert second_recalls(taken_apart("a", "a.md", cell * 2)) == [5]


def test_choices_without_a_reason_and_too_much_asking_are_found(small):
    items = "case_studies/ms_novak/items.yaml"
    small.edit(items, "  - id: consent.use\n", "  - id: consent.use\n    wins: asking\n")
    case = read(small.root).content.cases["ms_novak"]
    assert one_sided(case) == ["respect.note", "asking"]


def test_a_sentence_in_three_notebooks_is_found(small):
    said = "We say this one sentence of twelve words in every notebook here."
    for name, heading in (("00_start_here", "Hand in"), ("01_respect", "Your plan")):
        small.edit(f"notebooks/text/{name}.md", f"## {heading}\n", f"## {heading}\n\n{said}\n")
    assert repeated(measured(read(small.root))) == []
    small.edit("notebooks/text/02_meeting.md", "## Looking back\n", f"## Looking back\n\n*{said}*\n")
    assert repeated(measured(read(small.root))) == [said.rstrip(".").casefold()]
