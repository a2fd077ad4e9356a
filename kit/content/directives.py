"""Turn directives into static Markdown, so that a notebook reads well on a code host and on paper.

A directive such as ``{{ strategy equity.preferences }}`` has a line to itself. The course's texts are
Markdown; anything in them that could pass for HTML or math is escaped here.
"""

import re
from collections.abc import Callable

from kit.content.directive_parts import (
    alt_text,
    calendar_alt_text,
    calendar_picture,
    callout,
    folded,
    law_fold,
    listed,
    name,
    picture,
    process_fold,
    prose,
)
from kit.content.directive_source import DirectiveFault, Source, named
from kit.content.her_words import as_markdown, place_of, static
from kit.content.marking_directives import MARKING_KINDS
from kit.content.scene_directive import on_paper
from kit.model import Page

__all__ = ["TIMES", "DirectiveFault", "Source", "expand"]

_DIRECTIVE = re.compile(r"^\{\{\s*(\w+)(?:\s+(.*?))?\s*\}\}\s*$")

TIMES = re.compile(r"^\{\{\s*(minutes|so_far)(?:\s+(\w+))?\s*\}\}\s*$")
"""Directives for how long a notebook takes; `kit.content.told_times` fills them in."""


_AT_FIRST = 5
"""How many facts are shown before the rest is unfolded."""


def expand(line: str, source: Source) -> str | None:
    """Return the Markdown for a directive's line, or ``None`` if the line isn't a directive.

    Raises `DirectiveFault` if the directive is malformed, or if its kind or what it names doesn't exist.
    """
    found = _DIRECTIVE.match(line)
    if not found:
        if line.lstrip().startswith("{{"):
            raise DirectiveFault("content.directive_open")
        return None
    if found[1] in ("minutes", "so_far"):
        raise DirectiveFault("content.directive_time")
    if found[1] not in _KINDS and found[1] in {person.id for person in source.case.people}:
        return _person(found[1], found[2] or "", source)
    if found[1] not in _KINDS:
        raise DirectiveFault("content.directive_unknown", name=found[1], known=tuple(_KINDS))
    return _KINDS[found[1]](found[2] or "", source)


def _dimension(argument: str, source: Source) -> str:
    one = named("dimension", argument, {d.id: d for d in source.content.framework.dimensions})
    meaning = f"**{name(one.name)}.** {prose(one.meaning)}"
    return f'<div class="kit-dimension kit-dimension-{one.id}">\n\n{meaning}\n\n</div>'


def _strategy(argument: str, source: Source) -> str:
    case, words = source.case, source.content.words
    applied = {a.strategy: a for a in case.applications}
    known = {s.id: s for s in source.content.framework.strategies if s.id in applied}
    one = named("strategy", argument, known)
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
    words = source.content.words
    made_up = f" *{words['known.made_up']}*"
    known = (f for f in source.case.facts if f.known)
    lines = [prose(f.text) + ("" if f.provenance == "source" else made_up) for f in known]
    first, rest = listed(lines[:_AT_FIRST]), lines[_AT_FIRST:]
    about = words.fill("known.more_lines", count=len(rest))
    return f"{first}\n\n{folded('known', words['known.more'], about, [listed(rest)])}" if rest else first


def _unknown(_argument: str, source: Source) -> str:
    return listed([f"{prose(f.text)} {prose(f.ask or '')}" for f in source.case.facts if not f.known])


def _people(_argument: str, source: Source) -> str:
    return listed([f"**{name(p.name)}.** {prose(p.role)}" for p in source.case.people])


def _diagram(argument: str, source: Source) -> str:
    ids = {d.id: d.id for d in source.content.framework.dimensions}
    here = named("dimension", argument, ids) if argument else ""
    return f"![{alt_text(source.content, here)}](pictures/{picture(here)})"


def _calendar(argument: str, source: Source) -> str:
    if source.case.calendar is None:
        raise DirectiveFault("content.calendar_missing", case=source.case_id)
    if argument not in ("", "short"):
        raise DirectiveFault("content.calendar_kind", name=argument)
    short = bool(argument)
    words = name(calendar_alt_text(source.content, source.case.calendar, short=short))
    return f"![{words}](pictures/{calendar_picture(source.case_id, short=short)})"


def _says(kind: str, argument: str, source: Source) -> str:
    said = static(source.whole, source.content.words)
    place = place_of(source.case_id, kind, argument)
    if place not in said:
        raise DirectiveFault("content.voice_words", case=source.case_id, kind=kind, name=argument)
    return as_markdown(said[place], place)


def _person(id: str, argument: str, source: Source) -> str:
    """Expand ``{{ aunt }}``, what a person in the case says, or ``{{ alfredo page }}``, the person's page."""
    if not argument:
        return _says("person", id, source)
    if argument != "page":
        raise DirectiveFault("content.person_words", person=id, name=argument)
    pages = source.whole.pages
    if id not in pages:
        raise DirectiveFault("content.person_page", person=id, case=source.case_id)
    return _page(pages[id], "own")


def _file(argument: str, source: Source) -> str:
    pages = {str(number): page for number, page in enumerate(source.whole.file, 1)}
    if argument not in pages:
        known = tuple(pages) or ("none yet",)
        raise DirectiveFault("content.file_page", name=argument, known=known, case=source.case_id)
    return _page(pages[argument], "file")


def _page(page: Page, kind: str) -> str:
    # A heading would start a new cell in the middle of the page.
    text = re.sub(r"(?m)^#{2,6} +(.*?)[ #]*$", r"**\1**", prose(page.text))
    return f'<div class="kit-page kit-page-{kind}">\n\n**{name(page.title)}**\n\n{text}\n\n</div>'


def _law(argument: str, source: Source) -> str:
    rows = {row.id: row for row in source.content.law.rows}
    if argument not in rows:
        raise DirectiveFault("content.law_row", name=argument, example=next(iter(rows), "idea_notice"))
    return law_fold([rows[argument]], source.content.words)


def _process(_argument: str, source: Source) -> str:
    process = source.content.process
    if process is None:
        raise DirectiveFault("content.process_missing")
    return process_fold(process, source.content.words)


def _callout(argument: str, source: Source) -> str:
    kind, _, text = (part.strip() for part in argument.partition("|"))
    if not text:
        raise DirectiveFault("content.callout_text")
    labels = source.content.words.group("callout")
    kinds = {source.case.person: "case"} | {label: id for id, label in labels.items()}
    return callout(named("callout", kind, kinds), kind, prose(text))


def _said(argument: str, _source: Source) -> str:
    who, *said = (part.strip() for part in argument.split("|"))
    if len(said) not in (1, 2) or not all([who, *said]):
        raise DirectiveFault("content.said_words")
    first, *second = (prose(one) for one in said)
    spoken = [f'<span lang="es">{first}</span>', *second] if second else [first]
    return f'<div class="kit-said">\n\n**{name(who)}**\n\n' + "\n\n".join(spoken) + "\n\n</div>"


def _sheet(argument: str, _source: Source) -> str:
    kind, _, title = (part.strip() for part in argument.partition("|"))
    if kind not in _SHEETS or not title:
        raise DirectiveFault("content.sheet_title", known=_SHEETS)
    return f'<div class="kit-sheet kit-sheet-{kind}">\n\n**{name(title)}**\n\n</div>'


_SHEETS = ("letter", "slip", "log", "agenda")
"""Kinds of paper sheets; the list, table or quotation that follows is shown on one."""


def _after(argument: str, source: Source) -> str:
    items = {item.id: item for item in source.content.cases[source.case_id].items.items}
    item = named("item", argument, items)
    return f'<div class="kit-after kit-after-{item.id.replace(".", "-")}">\n'


def _end(argument: str, _source: Source) -> str:
    if argument:
        raise DirectiveFault("content.end_words", words=argument)
    return "\n</div>"


_KINDS: dict[str, Callable[[str, Source], str]] = {
    **MARKING_KINDS,
    "dimension": _dimension,
    "strategy": _strategy,
    "known": _known,
    "unknown": _unknown,
    "people": _people,
    "diagram": _diagram,
    "calendar": _calendar,
    "letter": lambda argument, source: _says("letter", argument, source),
    "line": lambda argument, source: _says("line", argument, source),
    "other": lambda argument, source: _says("other", argument, source),
    "file": _file,
    "scene": on_paper,
    "law": _law,
    "process": _process,
    "callout": _callout,
    "after": _after,
    "end": _end,
    "said": _said,
    "sheet": _sheet,
}
