"""A score as a page that needs nothing else: the text with its evidence, a table, cautions, the next step.

Everything that a writer typed is escaped. No script, no address, no number that looks like a mark.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from kit.cli.score_page import stopped
from kit.reading.evidence import pieces

_LINES = (
    ("#0072b2", "solid"),
    ("#a14d80", "dashed"),
    ("#00795c", "double"),
    ("#9a6700", "dotted"),
    ("#b34700", "wavy"),
    ("#56595e", "solid"),
)
"""Colour and kind of underline of the criteria in the rubric's order, again from the first after the last."""
_STYLE = """
:root { color-scheme: light dark; --ink: #1f2328; --paper: #fff; --rule: #d8d3c8; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --paper: #1b1d1f; --rule: #55524b; } }
body { max-width: 70ch; margin: 2rem auto; padding: 0 1rem; color: var(--ink); background: var(--paper);
  font: 18px/1.55 ui-serif, Georgia, serif; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; overflow-wrap: anywhere; }
.said { white-space: pre-wrap; overflow-wrap: anywhere; padding-left: 1rem;
  border-left: 4px solid var(--rule); }
mark { background: none; color: inherit; text-decoration: underline; text-decoration-thickness: 2px;
  text-underline-offset: 4px; }
sup, table, .small { font-family: system-ui, sans-serif; } sup { font-size: .65em; padding: 0 .2em; }
table { border-collapse: collapse; width: 100%; font-size: 16px; }
caption { text-align: left; padding: .5rem 0; }
th, td { text-align: left; vertical-align: top;
  border-bottom: 1px solid var(--rule); padding: .5rem .75rem .5rem 0; }
q { quotes: none; } .small { font-size: 15px; }
@media print { body { margin: 0; font-size: 11pt; } }
"""


def page(read: Sequence[tuple[str, Mapping[str, Any]]]) -> str:
    """The page for texts and their scores.

    >>> "<script>" in page([("<script>alert(1)</script>", _NOTHING)])
    False
    """
    parts = "\n".join(_part(text, score) for text, score in read)
    hues = "".join(
        f".c{n} {{ text-decoration-color: {hue}; text-decoration-style: {line}; }}\n"
        for n, (hue, line) in enumerate(_LINES)
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>A second reading</title>\n<style>{_STYLE}{hues}</style></head>\n"
        "<body>\n<main>\n<h1>A second reading</h1>\n"
        f'<p class="small">{_ABOUT}</p>\n{parts}\n</main>\n</body></html>\n'
    )


_ABOUT = (
    "A program read this. It is a second opinion: it can miss what a person sees, and a person gives the "
    "mark. "
    "The marked sentences are those that it went by."
)


def _part(text: str, score: Mapping[str, Any]) -> str:
    made = score["reader"]
    gate = stopped(score["gate"]) if score["gate"] else ""
    return "\n".join(
        piece
        for piece in (
            f"<section>\n<h2>{_safe(str(score['id']))}</h2>",
            f'<p class="small">{_safe(gate)}</p>' if gate else "",
            f'<div class="said">{_marked(text, score["criteria"])}</div>',
            _table(score["criteria"]),
            _cautions(score["cautions"]),
            f"<p><strong>What to try:</strong> {_safe(score['next_step'])}</p>",
            f'<p class="small">Read by “{_safe(made["name"])}” {_safe(made["version"])}.</p>\n</section>',
        )
        if piece
    )


def _marked(text: str, criteria: Mapping[str, Any]) -> str:
    names, shown = list(criteria), []
    for piece in pieces(text, [part["evidence"] for part in criteria.values()]):
        marked = _safe(piece.text)
        for n in piece.criteria:
            marked = _mark(n, marked)
        ending = ", ".join(names[n] for n in piece.ending)
        shown.append(marked + (f"<sup>{_safe(ending)}</sup>" if ending else ""))
    return "".join(shown)


def _mark(n: int, safe: str) -> str:
    return f'<mark class="c{n % len(_LINES)}">{safe}</mark>'


def _table(criteria: Mapping[str, Any]) -> str:
    rows = "\n".join(_row(n, name, part) for n, (name, part) in enumerate(criteria.items()))
    heads = "".join(f'<th scope="col">{h}</th>' for h in ("Criterion", "Reading", "How sure", "Went by"))
    return (
        "<table><caption>What was found for each criterion</caption>\n"
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody></table>"
    )


def _row(n: int, name: str, part: Mapping[str, Any]) -> str:
    given = part["level"] is not None
    quoted = "<br>".join(f"<q>{_safe(e['text'])}</q>" for e in part["evidence"])
    cells = (
        f"level {part['level']} of 3" if given else "not read",
        _sure(part["confidence"]) if given else "",
        _safe(part["reason"]) if part["reason"] else quoted or "nothing found",
    )
    head = f'<th scope="row">{_mark(n, _safe(name))}</th>'
    return f"<tr>{head}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _cautions(cautions: Sequence[Mapping[str, Any]]) -> str:
    if not cautions:
        return ""
    listed = []
    for one in cautions:
        capped = ", ".join(f"{c} at most {n}" for c, n in one["caps"].items())
        limit = f" ({capped})" if capped else ""
        listed.append(
            f"<li>{_safe(one['kind'].replace('_', ' '))}: {_safe(one['message'])}{_safe(limit)}</li>"
        )
    return "<p>Look at this first:</p>\n<ul>" + "".join(listed) + "</ul>"


def _sure(confidence: float) -> str:
    return "quite sure" if confidence >= 0.7 else "fairly sure" if confidence >= 0.5 else "unsure"


def _safe(text: str) -> str:
    # Half of a surrogate pair can't be written to a file.
    return escape(text.encode("utf-8", "replace").decode("utf-8"))


_NOTHING: dict[str, Any] = {
    "id": "a", "gate": None, "criteria": {}, "cautions": [], "next_step": "",
    "reader": {"name": "r", "version": "1"},
}  # fmt: skip
