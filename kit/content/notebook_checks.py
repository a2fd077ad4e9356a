"""Check a notebook's text: headings in order, directives that resolve, one call in each cell."""

from collections.abc import Iterable, Iterator

from kit.content.directives import DirectiveFault, Source
from kit.content.notebook_text import Call, NotebookText, Piece, call_of, case_of
from kit.content.steps import without_steps
from kit.content.times import asked, shown_in, with_stretches
from kit.model import CaseContent, Content, Fault, KitError

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
_DISPLAYS = {"feedback", "growth"}


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
    return Fault(text.name, first.line if first else 1, "content.case_unopened", case=known)


def _headings(text: NotebookText, allowed: tuple[str, ...]) -> Iterator[Fault]:
    last, known = -1, " · ".join(allowed)
    for piece in (p for p in text.pieces if p.kind == "heading" and p.text.startswith("## ")):
        heading = piece.text[3:].strip()
        if heading not in allowed:
            yield Fault(text.name, piece.line, "content.heading_unknown", heading=heading, known=known)
            continue
        if (at := allowed.index(heading)) <= last:
            yield Fault(text.name, piece.line, "content.heading_late", heading=heading, known=known)
        last = max(last, at)


def heading_levels(text: NotebookText) -> Iterator[Fault]:
    """Find headings that skip a level, and a title that is missing or repeated."""
    above = 0
    for piece in (piece for piece in text.pieces if piece.kind == "heading"):
        level = len(piece.text) - len(piece.text.lstrip("#"))
        if level > above + 1 or (level == 1 and above):
            yield Fault(text.name, piece.line, "content.heading_level", heading=piece.text)
        above = level
    if not above:
        yield Fault(text.name, 1, "content.title_missing")


def _cell(text: NotebookText, piece: Piece, case: CaseContent) -> Iterator[Fault]:
    call = call_of(piece.text)
    if call is None or call.verb not in _ACTIVITIES | _DISPLAYS:
        yield Fault(text.name, piece.line, "content.cell_call")
        return
    for error in _named(call, case, text.stem):
        yield Fault(text.name, piece.line, error.code, **error.facts)


def _unshown(text: NotebookText, code: list[Piece], case: CaseContent) -> Iterator[Fault]:
    calls = [call for piece in code if (call := call_of(piece.text))]
    shown = {argument for call in calls for argument in call.arguments}
    for item in case.items.items:
        if (
            item.notebook == text.stem
            and item.kind not in {"card", "rating", "scene", "played"}
            and item.id not in shown
        ):
            yield Fault(text.name, 1, "content.item_unshown", item=item.id)


def _named(call: Call, case: CaseContent, stem: str) -> Iterator[KitError]:
    items = {item.id: item for item in case.items.items}
    assignments = [one.id for one in case.items.assignments]
    carded = sorted({item.notebook for item in items.values() if item.kind == "card" and item.notebook})
    if call.verb == "recall" and call.arguments != (stem,):
        yield KitError("content.recall_here", notebook=stem)
    elif call.verb == "recall" and not any(name < stem for name in carded):
        yield KitError("content.recall_cards", notebooks=tuple(carded))
    for at, argument in enumerate(call.arguments):
        if call.verb in _KINDS:
            # look_back's second item, shown next to the answer, has to be prose.
            shown = {"prose"} if call.verb == "look_back" and at else _KINDS[call.verb]
            if argument not in items:
                yield KitError("content.cell_item", item=argument)
            elif items[argument].kind not in shown:
                kind, kinds = items[argument].kind, " or ".join(sorted(shown))
                yield KitError("content.cell_kind", item=argument, kind=kind, call=call.verb, kinds=kinds)
        elif call.verb == "scene" and argument not in case.scenes:
            yield KitError("content.cell_scene", scene=argument, known=tuple(case.scenes) or ("none yet",))
        elif call.verb in {"hand_in", "feedback"} and argument not in assignments:
            yield KitError("content.cell_assignment", assignment=argument, known=tuple(assignments))
        elif call.verb == "rate" and argument not in {"pre", "post", "follow_up"}:
            yield KitError("content.cell_occasion", occasion=argument)
        elif call.verb == "vignette" and argument not in {"first", "second"}:
            yield KitError("content.cell_vignette", vignette=argument)
    if call.verb == "vignette" and not case.vignettes:
        yield KitError("content.vignettes_missing")


def _required_in_a_stretch(text: NotebookText, source: Source) -> Iterator[Fault]:
    case = source.content.cases[source.case_id]
    for piece, stretch in with_stretches(text, source):
        call = call_of(piece.text) if stretch and piece.kind == "code" else None
        # Cards come up again and again, so they are never required.
        for item, _ in asked(call, case) if call and call.verb != "recall" else ():
            if not item.stretch:
                code = "content.scene_in_stretch" if item.kind == "scene" else "content.item_in_stretch"
                yield Fault(text.name, piece.line, code, item=item.id)


def _directives(text: NotebookText, source: Source) -> Iterator[Fault]:
    for piece in text.pieces:
        try:
            shown_in(piece, source)
        except DirectiveFault as fault:
            yield Fault(text.name, piece.line, fault.code, **fault.facts)
