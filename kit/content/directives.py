"""A directive in a text becomes static Markdown, so that a notebook reads well on a code host and on paper.

``{{ strategy equity.preferences }}`` stands on a line of its own. Texts of the course are Markdown; what
could be taken for HTML or for mathematics in them is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from kit.content.directive_parts import (
    anchor_key,
    blind_anchors,
    callout,
    law_fold,
    levels,
    listed,
    name,
    prose,
)
from kit.content.picture_words import alt_text, path_alt_text, path_picture, picture
from kit.model import Content, Criterion, Dimension, RubricKind

T = TypeVar("T")

DIRECTIVE = re.compile(r"^\{\{\s*(\w+)(?:\s+(.*?))?\s*\}\}\s*$")
"""A directive's line: its kind and its argument."""


class DirectiveFault(Exception):
    """A directive that names nothing: what is wrong, and what right looks like."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong, self.right = wrong, right


@dataclass(frozen=True)
class Source:
    """What a directive may draw on: all content, and the case that the notebook is about."""

    content: Content
    case: str


def expand(line: str, source: Source) -> str | None:
    """The Markdown for a directive's line; ``None`` where the line is none.

    Raises
    ------
    DirectiveFault
        The directive's kind or what it names does not exist.
    """
    found = DIRECTIVE.match(line)
    if not found:
        if line.lstrip().startswith("{{"):
            raise DirectiveFault(
                "a directive is not closed or not alone on its line",
                "write {{ strategy equity.preferences }}",
            )
        return None
    kind, argument = found[1], found[2] or ""
    if kind not in _KINDS:
        raise DirectiveFault(f"no directive is called {kind!r}", f"use one of {', '.join(_KINDS)}")
    return _KINDS[kind](argument, source)


def expand_all(text: str, source: Source) -> str:
    """A whole text with each directive's line replaced."""
    lines = []
    for line in text.split("\n"):
        expanded = expand(line, source)
        lines.append(line if expanded is None else expanded)
    return "\n".join(lines)


def _named(kind: str, argument: str, known: dict[str, T]) -> T:
    if argument not in known:
        raise DirectiveFault(f"there is no {kind} {argument!r}", f"use one of {', '.join(known)}")
    return known[argument]


def _dimension(argument: str, source: Source) -> Dimension:
    return _named("dimension", argument, {d.id: d for d in source.content.framework.dimensions})


def _dimension_directive(argument: str, source: Source) -> str:
    one = _dimension(argument, source)
    meaning = f"**{name(one.name)}.** {prose(one.meaning)}"
    return f'<div class="kit-dimension kit-dimension-{one.id}">\n\n{meaning}\n\n</div>'


def _strategy_directive(argument: str, source: Source) -> str:
    known = {s.id: s for s in source.content.framework.strategies}
    case = source.content.cases[source.case].case
    applied = {a.strategy: a for a in case.applications}
    if argument not in known or argument not in applied:
        raise DirectiveFault(f"there is no strategy {argument!r}", f"use one of {', '.join(known)}")
    one, half = known[argument], applied[argument]
    rows = {row.id: row for row in source.content.law.rows}
    words = source.content.words
    parts = [
        f"### {name(one.name)}",
        prose(one.meaning),
        f"**{words['strategy.all_families']}** {prose(half.halves['all_families'])}",
        callout("case", words.fill("strategy.with_person", person=case.person), prose(half.halves[case.id])),
        callout("ask", words["strategy.ask"], listed(half.ask)),
    ]
    if one.law:
        parts.append(law_fold([rows[id] for id in one.law if id in rows], words))
    return "\n\n".join(parts)


def _known_directive(_argument: str, source: Source) -> str:
    facts, words = source.content.cases[source.case].case.facts, source.content.words
    made_up = f" *{words['known.made_up']}*"
    known = [prose(f.text) + (made_up if f.provenance == "illustration" else "") for f in facts if f.known]
    unknown = [f"{prose(f.text)} {prose(f.ask or '')}" for f in facts if not f.known]
    return (
        f'<div class="kit-known">\n\n**{words["known.known"]}**\n\n{listed(known, escaped=True)}\n\n'
        f"**{words['known.unknown']}**\n\n{listed(unknown, escaped=True)}\n\n</div>"
    )


def _people_directive(_argument: str, source: Source) -> str:
    people = source.content.cases[source.case].case.people
    return listed([f"**{name(p.name)}.** {prose(p.role)}" for p in people], escaped=True)


def _rubric_directive(argument: str, source: Source) -> str:
    rubric = source.content.rubric
    kinds: dict[str, RubricKind] = {"": "reflection", "reflection": "reflection", "plan": "plan"}
    if argument not in kinds or not rubric.criteria_of(kinds[argument]):
        raise DirectiveFault(f"there is no rubric {argument!r}", "write {{ rubric }} or {{ rubric plan }}")
    parts = []
    for criterion in rubric.criteria_of(kinds[argument]):
        parts.append(f"**{name(criterion.name)}**\n\n{levels(criterion, 'learner')}")
    return '<div class="kit-rubric">\n\n' + "\n\n".join(parts) + "\n\n</div>"


def _criterion(argument: str, source: Source) -> Criterion:
    return _named("criterion", argument, {c.id: c for c in source.content.rubric.criteria})


def _anchors_directive(argument: str, source: Source) -> str:
    return blind_anchors(_criterion(argument, source))


def _anchor_key_directive(argument: str, source: Source) -> str:
    return anchor_key(_criterion(argument, source), source.content.words)


def _diagram_directive(argument: str, source: Source) -> str:
    here = _dimension(argument, source).id if argument else ""
    return f"![{alt_text(source.content, here)}](pictures/{picture(here)})"


def _path_directive(argument: str, source: Source) -> str:
    path = source.content.cases[source.case].case.path
    if path is None:
        raise DirectiveFault(
            f"case {source.case!r} has no path", "write path: with its stations in case.yaml"
        )
    if argument not in ("", "short"):
        raise DirectiveFault(f"there is no path {argument!r}", "write {{ path }} or {{ path short }}")
    words = name(path_alt_text(source.content, source.case, short=bool(argument)))
    return f"![{words}](pictures/{path_picture(source.case, short=bool(argument))})"


def _law_directive(argument: str, source: Source) -> str:
    rows = {row.id: row for row in source.content.law.rows}
    if argument not in rows:
        raise DirectiveFault(
            f"there is no row {argument!r} in law.yaml", f"use one such as {next(iter(rows), 'idea_notice')}"
        )
    return law_fold([rows[argument]], source.content.words)


def _callout_directive(argument: str, source: Source) -> str:
    kind, bar, text = argument.partition("|")
    if not bar or not text.strip():
        raise DirectiveFault("a callout has no text", "write {{ callout Ask | What would she like? }}")
    labels = source.content.words.group("callout")
    person = source.content.cases[source.case].case.person
    kinds = {person: "case"} | {label: id for id, label in labels.items()}
    word = kind.strip()
    return callout(_named("callout", word, kinds), word, prose(text.strip()))


_KINDS: dict[str, Callable[[str, Source], str]] = {
    "dimension": _dimension_directive,
    "strategy": _strategy_directive,
    "known": _known_directive,
    "people": _people_directive,
    "rubric": _rubric_directive,
    "anchors": _anchors_directive,
    "anchor_key": _anchor_key_directive,
    "diagram": _diagram_directive,
    "path": _path_directive,
    "law": _law_directive,
    "callout": _callout_directive,
}
