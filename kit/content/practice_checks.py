"""Check that practice doesn't turn into filling in forms: few cards, no model to copy, varied choices."""

import re
from collections.abc import Iterable, Iterator

from kit.content.directives import Source
from kit.content.loader import Loaded
from kit.content.notebook_text import NotebookText, call_of
from kit.content.yaml_files import Fault

_SHOWS_A_MODEL = re.compile(r"(?m)^\s*(?:\||>|[-*+] |\d+\. )")
"""A table, a quotation or a list."""

_WRITTEN = ("reflect", "plan", "table", "schedule")
"""Calls that ask learners to write in their own words."""

_SHEET = re.compile(r"\{\{\s*(?:sheet|said|known)\b")


def faults(loaded: Loaded, notebooks: Iterable[tuple[NotebookText, Source]]) -> Iterator[Fault]:
    """Find faults in all notebooks and in the choices of every case."""
    for text, source in notebooks:
        graded = {one.graded for one in source.content.cases[source.case_id].items.assignments}
        yield from _recalls(text)
        yield from _models(text, graded)
    yield from _wins(loaded)


def _recalls(text: NotebookText) -> Iterator[Fault]:
    # One call shows at most four cards.
    calls = [(p.line, call_of(p.text)) for p in text.pieces if p.kind == "code"]
    for line, _ in [(line, call) for line, call in calls if call and call.verb == "recall"][1:]:
        yield Fault(
            text.name,
            line,
            "this notebook has a second course.recall",
            "keep only one, which shows up to four cards",
        )


def _models(text: NotebookText, graded: set[str | None]) -> Iterator[Fault]:
    # Look between each cell that asks for writing and the next heading or cell. A list about something else
    # has its own heading.
    answered = ""
    waiting = False
    for piece in text.pieces:
        if piece.kind in ("heading", "code"):
            call = call_of(piece.text) if piece.kind == "code" else None
            asks = bool(call and call.verb in _WRITTEN and call.arguments[0] not in graded)
            answered, waiting = (call.arguments[0] if call and asks else ""), False
            continue
        if piece.kind == "directive" and (found := re.match(r"\{\{\s*(after|end)\b", piece.text)):
            waiting = found[1] == "after"
            continue
        look = _SHEET if piece.kind == "directive" else _SHOWS_A_MODEL
        if answered and not waiting and (shown := look.search(piece.text)):
            line = piece.line + piece.text.count("\n", 0, shown.end())
            right = f"put it between {{{{ after {answered} }}}} and {{{{ end }}}}, or under its own heading"
            yield Fault(
                text.name,
                line,
                f"learners can see a model answer to {answered!r} before they have answered",
                right,
            )
            answered = ""


def _wins(loaded: Loaded) -> Iterator[Fault]:
    for name, case in loaded.content.cases.items() if loaded.content else ():
        file = loaded.files[f"{name}/items.yaml"]
        won = {"asking": 0, "other": 0, "neither": 0}
        for index, item in enumerate(case.items.items):
            if item.wins:
                won[item.wins] += 1
            elif item.kind in ("choice", "several"):
                right = "add wins: asking, wins: other, or, if no choice is better, wins: neither"
                yield file.fault(
                    ("items", index), f"{item.id!r} doesn't say why its best choice is right", right
                )
        if won["other"] < won["asking"]:
            wrong = (
                f"asking the family is the best answer in {won['asking']} choices, "
                f"something else in only {won['other']}"
            )
            yield file.fault(
                ("items",), wrong, "let something else be the best answer in at least half of them"
            )
