"""Check a notebook's text: headings in order, directives that resolve, one call in each cell."""

from collections.abc import Iterable, Iterator

from kit.content.directives import DirectiveFault, Source
from kit.content.notebook_text import Call, NotebookText, Piece, call_of, case_of
from kit.content.steps import without_steps
from kit.content.times import asked, shown_in, with_stretches
from kit.content.yaml_files import Fault
from kit.model import CaseContent, Content

_KINDS = {
    "reflect": {"prose"},
    "choose": {"choice", "several"},
    "sort": {"sort"},
    "plan": {"plan"},
    "table": {"table"},
    "schedule": {"schedule"},
    "look_back": {"prose", "table"},
}
"""Calls that name items, with the kinds of item that each can show."""

_ACTIVITIES = {*_KINDS, "scene", "recall", "rate", "then_test", "vignette", "hand_in"}
_DISPLAYS = {"left_off", "feedback", "growth"}


def faults(texts: Iterable[NotebookText], content: Content | None) -> Iterator[Fault]:
    """Find faults in all notebooks' texts; skipped while the content itself can't be read."""
    if content is not None:
        for text in texts:
            yield from _faults(text, content)


def _faults(text: NotebookText, content: Content) -> Iterator[Fault]:
    if fault := without_steps(text):
        yield fault
    yield from _headings(text, content.words.headings_of(text.stem))
    yield from heading_levels(text)
    code = [piece for piece in text.pieces if piece.kind == "code"]
    case = case_opened(text, content)
    if isinstance(case, Fault):
        yield case
        return
    for piece in code[1:]:
        yield from _cell(text, piece, content.cases[case])
    yield from _unshown(text, code, content.cases[case])
    yield from _directives(text, Source(content, case))
    yield from _required_in_a_stretch(text, Source(content, case))


def case_opened(text: NotebookText, content: Content) -> str | Fault:
    """Return the case that a text's first cell opens, or a fault if it opens none."""
    first = next((piece for piece in text.pieces if piece.kind == "code"), None)
    case = case_of(first.text) if first else None
    if case in content.cases:
        return case
    known = next(iter(content.cases), "ms_perez")
    wrong = "the first cell doesn't open one of the course's cases"
    right = f'write from kit import open_course and course = open_course("{known}")'
    return Fault(text.name, first.line if first else 1, wrong, right)


def _headings(text: NotebookText, allowed: tuple[str, ...]) -> Iterator[Fault]:
    last = -1
    for piece in (p for p in text.pieces if p.kind == "heading" and p.text.startswith("## ")):
        heading = piece.text[3:].strip()
        if heading not in allowed:
            right = f"use one of {' · '.join(allowed)}"
            yield Fault(text.name, piece.line, f"there is no heading {heading!r}", right)
            continue
        if (at := allowed.index(heading)) <= last:
            right = f"keep the order {' · '.join(allowed)}"
            yield Fault(text.name, piece.line, f"{heading!r} comes too late", right)
        last = max(last, at)


def heading_levels(text: NotebookText) -> Iterator[Fault]:
    """Find headings that skip a level, and a title that is missing or repeated."""
    above = 0
    for piece in (piece for piece in text.pieces if piece.kind == "heading"):
        level = len(piece.text) - len(piece.text.lstrip("#"))
        if level > above + 1 or (level == 1 and above):
            right = "write one # title, then ## and ###, and skip no level"
            yield Fault(text.name, piece.line, f"{piece.text!r} breaks the order of headings", right)
        above = level
    if not above:
        yield Fault(text.name, 1, "there is no title", "begin with # and the title")


def _cell(text: NotebookText, piece: Piece, case: CaseContent) -> Iterator[Fault]:
    call = call_of(piece.text)
    if call is None or call.verb not in _ACTIVITIES | _DISPLAYS:
        right = 'write one such as course.reflect("equity.reflection")'
        yield Fault(text.name, piece.line, "this cell must be a single call on the course", right)
        return
    yield from (Fault(text.name, piece.line, *wrong) for wrong in _named(call, case, text.stem))


def _unshown(text: NotebookText, code: list[Piece], case: CaseContent) -> Iterator[Fault]:
    calls = [call for piece in code if (call := call_of(piece.text))]
    shown = {argument for call in calls for argument in call.arguments}
    for item in case.items.items:
        if (
            item.notebook == text.stem
            and item.kind not in {"card", "rating", "scene", "played"}
            and item.id not in shown
        ):
            wrong = f"{item.id!r} belongs to this notebook, but no cell shows it"
            yield Fault(text.name, 1, wrong, f'add a cell such as course.reflect("{item.id}")')


def _named(call: Call, case: CaseContent, stem: str) -> Iterator[tuple[str, str]]:
    items = {item.id: item for item in case.items.items}
    assignments = [one.id for one in case.items.assignments]
    notebooks = sorted({item.notebook for item in items.values() if item.notebook})
    carded = sorted({item.notebook for item in items.values() if item.kind == "card" and item.notebook})
    if call.verb == "recall" and call.arguments != (stem,):
        yield "course.recall doesn't name the notebook it is in", f'write course.recall(here="{stem}")'
    elif call.verb == "recall" and not any(name < stem for name in carded):
        right = (
            f"move this cell to a notebook after {', '.join(carded)}, or write cards for an earlier notebook"
        )
        yield "there are no cards about an earlier notebook", right
    for at, argument in enumerate(call.arguments):
        if call.verb in _KINDS:
            # look_back's second item, shown next to the answer, has to be prose.
            shown = {"prose"} if call.verb == "look_back" and at else _KINDS[call.verb]
            if argument not in items:
                yield f"there is no item {argument!r} in items.yaml", "use the id of one that is there"
            elif items[argument].kind not in shown:
                right = f"give it an item of kind {' or '.join(sorted(shown))}"
                kind = items[argument].kind
                yield f"{argument!r} is a {kind}, and course.{call.verb} can't show one", right
        elif call.verb == "scene" and argument not in case.scenes:
            right = f"use one of {', '.join(case.scenes) or 'none yet'}"
            yield f"there is no scene {argument!r}", right
        elif call.verb == "left_off" and argument not in notebooks:
            yield f"there is no notebook {argument!r} with items", f"use one of {', '.join(notebooks)}"
        elif call.verb in {"hand_in", "feedback"} and argument not in assignments:
            right = f"use one of {', '.join(assignments)}"
            yield f"there is no assignment {argument!r} in items.yaml", right
        elif call.verb == "rate" and argument not in {"pre", "post", "follow_up"}:
            yield f"{argument!r} isn't an occasion for rating", "use pre, post or follow_up"
        elif call.verb == "vignette" and argument not in {"first", "second"}:
            yield f"there is no {argument!r} vignette", "use first or second"
    if call.verb == "vignette" and not case.vignettes:
        yield "there are no vignettes in items.yaml", "add two items of kind vignette"


def _required_in_a_stretch(text: NotebookText, source: Source) -> Iterator[Fault]:
    case = source.content.cases[source.case_id]
    for piece, stretch in with_stretches(text, source):
        call = call_of(piece.text) if stretch and piece.kind == "code" else None
        # Cards come up again and again, so they are never required.
        for item, _ in asked(call, case) if call and call.verb != "recall" else ():
            if not item.stretch:
                wrong = f"{item.id!r} is required, but it is in a part that learners may skip"
                file = "its scene" if item.kind == "scene" else "items.yaml"
                right = f"write stretch: true for it in {file}, or move it out of the Stretch part"
                yield Fault(text.name, piece.line, wrong, right)


def _directives(text: NotebookText, source: Source) -> Iterator[Fault]:
    for piece in text.pieces:
        try:
            shown_in(piece, source)
        except DirectiveFault as fault:
            yield Fault(text.name, piece.line, fault.wrong, fault.right)
