"""A score on the terminal: the text with its evidence marked, a table, cautions, the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from kit.content import compiled
from kit.reading.evidence import pieces

_STYLES = ("blue", "magenta", "green", "yellow", "cyan", "red")
"""Of the criteria in the rubric's order, again from the first where there are more."""


def show(text: str, score: Mapping[str, Any], console: Console | None = None) -> None:
    """Print one score; the text itself is printed as text, never as markup."""
    console = console or Console()
    console.rule(Text(score["id"]))
    console.print(_marked(text, score["criteria"]))
    console.print()
    if score["gate"]:
        console.print(Text(stopped(score["gate"]), style="italic"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("criterion", "level", "sure", "evidence"):
        table.add_column(heading)
    for n, (name, part) in enumerate(score["criteria"].items()):
        level = "–" if part["level"] is None else f"{part['level']} of 3"
        words = part["reason"] or " … ".join(_short(e["text"]) for e in part["evidence"]) or "none found"
        table.add_row(Text(name, style=_style(n)), level, f"{part['confidence']:.2f}", Text(words))
    console.print(table)
    for caution in score["cautions"]:
        capped = ", ".join(f"{c} at most {n}" for c, n in caution["caps"].items())
        console.print(
            Text(f"Caution ({caution['kind'].replace('_', ' ')}): {caution['message']} {capped}".rstrip())
        )
    console.print(Text(f"Next: {score['next_step']}"))
    made = score["reader"]
    console.print(
        Text(
            f"A second opinion by the reader “{made['name']}” {made['version']}. A person gives the mark.",
            style="dim",
        )
    )


def stopped(gate: str) -> str:
    """What to say of a text that a gate stopped; the name of one that this course has no words for."""
    words = compiled().words
    return words.group("reading_gate").get(gate, gate)


def _marked(text: str, criteria: Mapping[str, Any]) -> Text:
    names, shown = list(criteria), Text()
    for piece in pieces(text, [part["evidence"] for part in criteria.values()]):
        shown.append(piece.text, f"underline {_style(piece.criteria[-1])}" if piece.criteria else "")
        if piece.ending:
            shown.append(f" [{', '.join(names[n] for n in piece.ending)}]", "dim")
    return shown


def _style(n: int) -> str:
    return f"bold {_STYLES[n % len(_STYLES)]}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
