"""A directive in a text becomes static Markdown, so that a notebook reads well on a code host and on paper.

``{{ strategy equity.preferences }}`` stands on a line of its own. Texts of the course are Markdown; what
could be taken for HTML or for mathematics in them is escaped here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from kit.content.directive_parts import (
    alt_text,
    anchor_key,
    blind_anchors,
    calendar_alt_text,
    calendar_picture,
    callout,
    folded,
    law_fold,
    levels,
    listed,
    name,
    picture,
    process_fold,
    prose,
)
from kit.content.her_words import as_markdown, place_of, static
from kit.content.marking_parts import (
    comments,
    decision_tables,
    examples,
    practices,
    special_cases,
    whole_texts,
)
from kit.model import Case, CaseContent, Content, Criterion, Page, RubricKind

T = TypeVar("T")

_DIRECTIVE = re.compile(r"^\{\{\s*(\w+)(?:\s+(.*?))?\s*\}\}\s*$")

TIMES = re.compile(r"^\{\{\s*(minutes|so_far)(?:\s+(\w+))?\s*\}\}\s*$")
"""Directives that tell how long a notebook takes; `kit.content.told_times` fills them in."""


class DirectiveFault(Exception):
    """A directive that names nothing: what is wrong, and what right looks like."""

    def __init__(self, wrong: str, right: str) -> None:
        super().__init__(f"{wrong}; {right}")
        self.wrong, self.right = wrong, right


@dataclass(frozen=True)
class Source:
    """What a directive may draw on: all content, and the case that the notebook is about."""

    content: Content
    case_id: str

    @property
    def case(self) -> Case:
        """The case that the notebook is about."""
        return self.whole.case

    @property
    def whole(self) -> CaseContent:
        """That case with its items, voices and pages."""
        return self.content.cases[self.case_id]


def expand(line: str, source: Source) -> str | None:
    """The Markdown for a directive's line; ``None`` where the line is none.

    Raises `DirectiveFault` where the directive's kind or what it names does not exist.
    """
    found = _DIRECTIVE.match(line)
    if not found:
        if line.lstrip().startswith("{{"):
            wrong = "a directive is not closed or not alone on its line"
            raise DirectiveFault(wrong, "write {{ strategy equity.preferences }}")
        return None
    if found[1] in ("minutes", "so_far"):
        raise DirectiveFault(
            "no time can be told here",
            "write {{ minutes }}, {{ so_far }}, {{ so_far sitting }} or "
            "{{ so_far end }} in a notebook's own text",
        )
    if found[1] not in _KINDS and found[1] in {person.id for person in source.case.people}:
        return _person(found[1], found[2] or "", source)
    if found[1] not in _KINDS:
        raise DirectiveFault(f"no directive is called {found[1]!r}", f"use one of {', '.join(_KINDS)}")
    return _KINDS[found[1]](found[2] or "", source)


def _named(kind: str, argument: str, known: Mapping[str, T]) -> T:
    if argument not in known:
        raise DirectiveFault(f"there is no {kind} {argument!r}", f"use one of {', '.join(known)}")
    return known[argument]


def _dimension(argument: str, source: Source) -> str:
    one = _named("dimension", argument, {d.id: d for d in source.content.framework.dimensions})
    meaning = f"**{name(one.name)}.** {prose(one.meaning)}"
    return f'<div class="kit-dimension kit-dimension-{one.id}">\n\n{meaning}\n\n</div>'


def _strategy(argument: str, source: Source) -> str:
    case, words = source.case, source.content.words
    applied = {a.strategy: a for a in case.applications}
    known = {s.id: s for s in source.content.framework.strategies if s.id in applied}
    one = _named("strategy", argument, known)
    half = applied[argument]
    rows = {row.id: row for row in source.content.law.rows}
    parts = [
        f"### {name(one.name)}",
        prose(one.meaning),
        f"**{words['strategy.all_families']}** {prose(half.halves['all_families'])}",
        callout("case", words.fill("strategy.with_person", person=case.person), prose(half.halves[case.id])),
        callout("ask", words["strategy.ask"], listed(map(prose, half.ask))),
    ]
    if one.law:
        parts.append(law_fold([rows[id] for id in one.law if id in rows], words))
    return "\n\n".join(parts)


def _known(_argument: str, source: Source) -> str:
    facts, words = source.case.facts, source.content.words
    made_up = f" *{words['known.made_up']}*"
    known = [prose(f.text) + ("" if f.provenance == "source" else made_up) for f in facts if f.known]
    unknown = [f"{prose(f.text)} {prose(f.ask or '')}" for f in facts if not f.known]
    return (
        f'<div class="kit-known">\n\n**{words["known.known"]}**\n\n{listed(known)}\n\n'
        f"**{words['known.unknown']}**\n\n{listed(unknown)}\n\n</div>"
    )


def _people(_argument: str, source: Source) -> str:
    return listed([f"**{name(p.name)}.** {prose(p.role)}" for p in source.case.people])


def _rubric(argument: str, source: Source) -> str:
    criteria = source.content.rubric.criteria_of(_rubric_kind("rubric", argument, source))
    parts = [f"**{name(one.name)}**\n\n{levels(one, 'learner')}" for one in criteria]
    about = " · ".join(name(one.name) for one in criteria)
    return folded("rubric", source.content.words["callout.rubric"], about, parts)


def _rubric_kind(directive: str, argument: str, source: Source) -> RubricKind:
    kinds: dict[str, RubricKind] = {"": "reflection", "reflection": "reflection", "plan": "plan"}
    if argument not in kinds or not source.content.rubric.criteria_of(kinds[argument]):
        right = f"write {{{{ {directive} }}}} or {{{{ {directive} plan }}}}"
        raise DirectiveFault(f"there is no rubric {argument!r}", right)
    return kinds[argument]


def _criterion(argument: str, source: Source) -> Criterion:
    return _named("criterion", argument, {c.id: c for c in source.content.rubric.criteria})


def _tables(argument: str, source: Source) -> str:
    kind = _rubric_kind("tables", argument, source)
    return decision_tables(source.content.rubric, kind, source.content.words)


def _rules(argument: str, source: Source) -> str:
    return listed(map(prose, source.content.rubric.rules_of(_rubric_kind("rules", argument, source))))


def _special_cases(_argument: str, source: Source) -> str:
    return special_cases(source.content.rubric)


def _practices(argument: str, source: Source) -> str:
    known = {d.id: d for d in source.content.framework.dimensions if d.practices}
    return practices(_named("list of practices for", argument, known), source.content.words)


def _whole_texts(argument: str, source: Source) -> str:
    kind = _rubric_kind("whole_texts", argument, source)
    texts = [one for one in source.content.marking.texts if one.rubric == kind]
    if not texts:
        raise DirectiveFault("there are no whole texts of that kind", "add them to marking/texts.yaml")
    return whole_texts(texts, source.content.rubric.criteria_of(kind), source.content.words)


def _examples(argument: str, source: Source) -> str:
    texts = _named("set of examples", argument, source.content.marking.shown)
    criteria = source.content.rubric.criteria_of(texts[0].rubric)
    return examples(texts, criteria, source.content.words)


def _comments(argument: str, source: Source) -> str:
    rubric, bank = source.content.rubric, source.content.marking.comments
    known = {c.id: c for c in (*rubric.criteria, *rubric.criteria_of("plan")) if c.id in bank}
    return comments(_named("bank of comments on", argument, known), bank, source.content.words)


def _diagram(argument: str, source: Source) -> str:
    ids = {d.id: d.id for d in source.content.framework.dimensions}
    here = _named("dimension", argument, ids) if argument else ""
    return f"![{alt_text(source.content, here)}](pictures/{picture(here)})"


def _calendar(argument: str, source: Source) -> str:
    if source.case.calendar is None:
        wrong = f"case {source.case_id!r} has no calendar"
        raise DirectiveFault(wrong, "write calendar: with its stations in case.yaml")
    if argument not in ("", "short"):
        raise DirectiveFault(
            f"there is no calendar {argument!r}", "write {{ calendar }} or {{ calendar short }}"
        )
    short = bool(argument)
    words = name(calendar_alt_text(source.content, source.case.calendar, short=short))
    return f"![{words}](pictures/{calendar_picture(source.case_id, short=short)})"


def _says(kind: str, argument: str, source: Source) -> str:
    said = static(source.whole, source.content.words)
    place = place_of(source.case_id, kind, argument)
    if place not in said:
        wrong = f"voices.yaml of {source.case_id!r} has no {kind} {argument!r}"
        raise DirectiveFault(wrong, "write it there for a, b and c, or name one that stands there")
    return as_markdown(said[place], place)


def _person(id: str, argument: str, source: Source) -> str:
    """What a person of the case says, ``{{ aunt }}``, or the person's own page, ``{{ alfredo page }}``."""
    if not argument:
        return _says("person", id, source)
    if argument != "page":
        wrong = f"{id!r} has no {argument!r}"
        raise DirectiveFault(wrong, f"write {{{{ {id} page }}}}, or {{{{ {id} }}}} for what they say")
    pages = source.whole.pages
    if id not in pages:
        raise DirectiveFault(f"{id!r} has no page", f"write case_studies/{source.case_id}/{id}.md")
    return _page(pages[id], "own")


def _file(argument: str, source: Source) -> str:
    pages = {str(number): page for number, page in enumerate(source.whole.file, 1)}
    if argument not in pages:
        right = (
            f"use one of {', '.join(pages) or 'none yet'}, or write it in case_studies/{source.case_id}/file"
        )
        raise DirectiveFault(f"there is no page {argument!r} of the file", right)
    return _page(pages[argument], "file")


def _page(page: Page, kind: str) -> str:
    # A heading would begin another cell, in the midst of the page.
    text = re.sub(r"(?m)^#{2,6} +(.*?)[ #]*$", r"**\1**", prose(page.text))
    return f'<div class="kit-page kit-page-{kind}">\n\n**{name(page.title)}**\n\n{text}\n\n</div>'


def _law(argument: str, source: Source) -> str:
    rows = {row.id: row for row in source.content.law.rows}
    if argument not in rows:
        right = f"use one such as {next(iter(rows), 'idea_notice')}"
        raise DirectiveFault(f"there is no row {argument!r} in law.yaml", right)
    return law_fold([rows[argument]], source.content.words)


def _process(_argument: str, source: Source) -> str:
    process = source.content.process
    if process is None:
        raise DirectiveFault("this course has no process.yaml", "write one, with its steps")
    return process_fold(process, source.content.words)


def _callout(argument: str, source: Source) -> str:
    kind, _, text = (part.strip() for part in argument.partition("|"))
    if not text:
        raise DirectiveFault("a callout has no text", "write {{ callout Ask | What would she like? }}")
    labels = source.content.words.group("callout")
    kinds = {source.case.person: "case"} | {label: id for id, label in labels.items()}
    return callout(_named("callout", kind, kinds), kind, prose(text))


def _said(argument: str, _source: Source) -> str:
    who, *said = (part.strip() for part in argument.split("|"))
    if len(said) not in (1, 2) or not all([who, *said]):
        right = "write {{ said Ms. Perez | her words | the same in English }}, or her words alone"
        raise DirectiveFault("a line needs who says it, and what", right)
    first, *second = (prose(one) for one in said)
    spoken = [f'<span lang="es">{first}</span>', *second] if second else [first]
    return f'<div class="kit-said">\n\n**{name(who)}**\n\n' + "\n\n".join(spoken) + "\n\n</div>"


def _sheet(argument: str, _source: Source) -> str:
    kind, _, title = (part.strip() for part in argument.partition("|"))
    if kind not in _SHEETS or not title:
        right = f"write {{{{ sheet agenda | The agenda }}}}, or another of {', '.join(_SHEETS)}"
        raise DirectiveFault("a sheet has no kind or no title", right)
    return f'<div class="kit-sheet kit-sheet-{kind}">\n\n**{name(title)}**\n\n</div>'


_SHEETS = ("letter", "slip", "log", "agenda")
"""Things of paper: the list, table or quotation that follows stands on it."""


def _after(argument: str, source: Source) -> str:
    items = {item.id: item for item in source.content.cases[source.case_id].items.items}
    item = _named("item", argument, items)
    return f'<div class="kit-after kit-after-{item.id.replace(".", "-")}">\n'


def _end(argument: str, _source: Source) -> str:
    if argument:
        raise DirectiveFault(f"nothing stands behind end, and here stands {argument!r}", "write {{ end }}")
    return "\n</div>"


_KINDS: dict[str, Callable[[str, Source], str]] = {
    "dimension": _dimension,
    "strategy": _strategy,
    "known": _known,
    "people": _people,
    "rubric": _rubric,
    "anchors": lambda argument, source: blind_anchors(_criterion(argument, source)),
    "anchor_key": lambda argument, source: anchor_key(_criterion(argument, source), source.content.words),
    "tables": _tables,
    "rules": _rules,
    "special_cases": _special_cases,
    "practices": _practices,
    "whole_texts": _whole_texts,
    "examples": _examples,
    "comments": _comments,
    "diagram": _diagram,
    "calendar": _calendar,
    "letter": lambda argument, source: _says("letter", argument, source),
    "line": lambda argument, source: _says("line", argument, source),
    "other": lambda argument, source: _says("other", argument, source),
    "file": _file,
    "law": _law,
    "process": _process,
    "callout": _callout,
    "after": _after,
    "end": _end,
    "said": _said,
    "sheet": _sheet,
}
