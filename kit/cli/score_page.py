"""A score on the terminal: the text with its evidence marked, a table, cautions, the next step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

_STYLES = {
    "event": "bold blue",
    "assumption": "bold magenta",
    "perspective": "bold green",
    "strategy": "bold yellow",
    "action": "bold cyan",
}
GATES = {
    "empty": "There is nothing to read yet.",
    "too_short": "Too short for this reader; a person can still read it.",
    "non_english": "Not in English, the only language of this reader. A person who reads it marks it.",
    "gibberish": "This does not look like sentences of a language.",
    "off_topic": "Nothing here is about school or families.",
    "prompt_copy": "Mostly the words of the prompt.",
    "repetition": "Mostly the same words again.",
    "quoted": "Nearly all of it is quoted.",
}
"""Gate → what to say of a text that it stopped."""


def show(text: str, score: Mapping[str, Any], console: Console | None = None) -> None:
    """Print one score; the text itself is printed as text, never as markup."""
    console = console or Console()
    console.rule(Text(score["id"]))
    console.print(_marked(text, score["criteria"]))
    console.print()
    if score["gate"]:
        console.print(Text(GATES.get(score["gate"], score["gate"]), style="italic"))
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("criterion", "level", "sure", "evidence"):
        table.add_column(heading)
    for name, part in score["criteria"].items():
        level = "–" if part["level"] is None else f"{part['level']} of 3"
        words = part["reason"] or " … ".join(_short(e["text"]) for e in part["evidence"]) or "none found"
        table.add_row(
            Text(name, style=_STYLES.get(name, "")), level, f"{part['confidence']:.2f}", Text(words)
        )
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


def _marked(text: str, criteria: Mapping[str, Any]) -> Text:
    shown = Text(text)
    labels: dict[int, list[str]] = {}
    for name, part in criteria.items():
        for piece in part["evidence"]:
            shown.stylize(f"underline {_STYLES.get(name, '')}", piece["start"], piece["end"])
            labels.setdefault(piece["end"], []).append(name)
    # Labels go in from the end, so that the offsets before them stay right.
    for end in sorted(labels, reverse=True):
        shown = Text.assemble(shown[:end], (f" [{', '.join(labels[end])}]", "dim"), shown[end:])
    return shown


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57].rstrip() + "…"
