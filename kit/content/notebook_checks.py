"""What a notebook's text keeps to: headings in order, directives that resolve, one call a cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.content.directives import DirectiveFault, Source, expand
from kit.content.notebook_text import Call, NotebookText, Piece, call_of, case_of
from kit.content.prose import plain, words
from kit.content.yaml_files import Fault
from kit.model import CaseContent, Content

LONGEST_STRETCH = 700
"""Words between two activities."""

KINDS = {
    "reflect": {"prose"},
    "choose": {"choice", "several"},
    "sort": {"sort"},
    "plan": {"plan"},
    "look_back": {"prose"},
}
"""Calls that name items, with the kinds of item that each can show."""

ACTIVITIES = {*KINDS, "recall", "rate", "then_test", "vignette", "hand_in"}
DISPLAYS = {"left_off", "feedback", "growth", "recall_missed"}
_LAW = re.compile(r"(?s)<details.*?</details>")


def faults(texts: Iterable[NotebookText], content: Content | None) -> Iterator[Fault]:
    """Faults of all notebooks' texts; none are looked for while the content itself can't be read."""
    if content is not None:
        for text in texts:
            yield from _faults(text, content)


def _faults(text: NotebookText, content: Content) -> Iterator[Fault]:
    yield from _headings(text, content.words.headings_of(text.stem))
    yield from _levels(text)
    code = [piece for piece in text.pieces if piece.kind == "code"]
    case = case_of(code[0].text) if code else None
    if case is None or case not in content.cases:
        line = code[0].line if code else 1
        known = next(iter(content.cases), "ms_perez")
        yield Fault(
            text.name,
            line,
            "the first cell does not open a case of the course",
            f'write from kit import open_course and course = open_course("{known}")',
        )
        return
    for piece in code[1:]:
        yield from _cell(text, piece, content.cases[case])
    yield from _unshown(text, code, content.cases[case])
    yield from _stretches(text, Source(content, case))


def _headings(text: NotebookText, allowed: tuple[str, ...]) -> Iterator[Fault]:
    last = -1
    for piece in text.headings:
        heading = piece.text[3:].strip()
        if heading not in allowed:
            right = f"use one of {' · '.join(allowed)}"
            yield Fault(text.name, piece.line, f"there is no heading {heading!r}", right)
            continue
        if (at := allowed.index(heading)) <= last:
            right = f"keep the order {' · '.join(allowed)}"
            yield Fault(text.name, piece.line, f"{heading!r} stands too late", right)
        last = max(last, at)


def _levels(text: NotebookText) -> Iterator[Fault]:
    above = 0
    for piece in (piece for piece in text.pieces if piece.kind == "heading"):
        level = len(piece.text) - len(piece.text.lstrip("#"))
        if level > above + 1 or (level == 1 and above):
            right = "one # title, then ## and ###, none left out"
            yield Fault(text.name, piece.line, f"{piece.text!r} breaks the order of headings", right)
        above = level


def _cell(text: NotebookText, piece: Piece, case: CaseContent) -> Iterator[Fault]:
    call = call_of(piece.text)
    if call is None or call.verb not in ACTIVITIES | DISPLAYS:
        right = 'write one such as course.reflect("equity.reflection")'
        yield Fault(text.name, piece.line, "this cell is not one call on the course", right)
        return
    yield from (Fault(text.name, piece.line, *wrong) for wrong in _named(call, case, text.stem))


def _unshown(text: NotebookText, code: list[Piece], case: CaseContent) -> Iterator[Fault]:
    calls = [call for piece in code if (call := call_of(piece.text))]
    shown = {argument for call in calls for argument in call.arguments}
    for item in case.items.items:
        if item.notebook == text.stem and item.kind not in {"card", "rating"} and item.id not in shown:
            wrong = f"{item.id!r} belongs to this notebook and no cell shows it"
            yield Fault(text.name, 1, wrong, f'add a cell such as course.reflect("{item.id}")')


def _named(call: Call, case: CaseContent, stem: str) -> Iterator[tuple[str, str]]:
    items = {item.id: item for item in case.items.items}
    notebooks = sorted({item.notebook for item in items.values() if item.notebook})
    if call.verb in {"recall", "recall_missed"} and call.arguments[-1:] != (stem,):
        right = f"course.recall_missed({stem!r})" if call.verb == "recall_missed" else f"here={stem!r}"
        yield "these cards do not know which notebook asks them", f"write {right}".replace("'", '"')
    for argument in call.arguments[: 1 if call.verb == "recall" else None]:
        if call.verb in KINDS:
            if argument not in items:
                yield f"there is no item {argument!r} in items.yaml", "name one that stands there"
            elif items[argument].kind not in KINDS[call.verb]:
                yield (
                    f"{argument!r} is a {items[argument].kind}, which course.{call.verb} does not show",
                    f"give it an item of kind {' or '.join(sorted(KINDS[call.verb]))}",
                )
        elif call.verb in {"recall", "left_off"} and argument not in notebooks:
            yield f"no item belongs to a notebook {argument!r}", f"use one of {', '.join(notebooks)}"
        elif call.verb == "recall" and argument not in (carded := _carded(case)):
            yield (
                f"no card recalls {argument!r}",
                f"use one of {', '.join(carded)}, or write cards for it",
            )
        elif call.verb in {"hand_in", "feedback"} and argument not in {a.id for a in case.items.assignments}:
            yield (
                f"there is no assignment {argument!r} in items.yaml",
                f"use one of {', '.join(a.id for a in case.items.assignments)}",
            )
        elif call.verb == "rate" and argument not in {"pre", "post", "follow_up"}:
            yield f"{argument!r} is no occasion for rating", "use pre, post or follow_up"
        elif call.verb == "vignette" and argument not in {"first", "second"}:
            yield f"there is no {argument!r} vignette", "use first or second"
    if call.verb == "vignette" and not case.vignettes:
        yield "there are no vignettes in items.yaml", "add two items of kind vignette"


def _carded(case: CaseContent) -> list[str]:
    return sorted({item.notebook for item in case.items.items if item.kind == "card" and item.notebook})


def _stretches(text: NotebookText, source: Source) -> Iterator[Fault]:
    count = 0
    for piece in text.pieces:
        if piece.kind == "code":
            call = call_of(piece.text)
            if call and call.verb in ACTIVITIES:
                yield from _too_long(text, piece.line, count)
                count = 0
            continue
        read = piece.text
        if piece.kind == "directive":
            try:
                # The law stands folded: to open it is the reader's choice.
                read = _LAW.sub("", expand(piece.text, source) or "")
            except DirectiveFault as fault:
                yield Fault(text.name, piece.line, fault.wrong, fault.right)
                continue
        count += len(words(plain(read)))
    yield from _too_long(text, text.pieces[-1].line if text.pieces else 1, count)


def _too_long(text: NotebookText, line: int, count: int) -> Iterator[Fault]:
    if count > LONGEST_STRETCH:
        right = f"at most {LONGEST_STRETCH}: put an activity between, or shorten"
        yield Fault(text.name, line, f"{count} words to read since the last activity", right)
