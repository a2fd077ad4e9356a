"""The instructor's own page: this week on one screen and one sheet, then all weeks; each sheet is stamped."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from kit.files import replace
from kit.model import Interface
from kit.report.week import Lesson, OwnRecord
from kit.report.week_words import (
    all_weeks,
    day_of,
    done_rows,
    lesson_words,
    none_marked,
    percent,
    who_is_missing,
)
from kit.statistics.shares import Attained
from kit.web_page import web_page

_STYLES = Path(__file__).parent / "templates" / "page"
_BAR, _HIGH = 200, 18
"""Width and height of a criterion's bar, in units of its picture."""


def write_own_page(record: OwnRecord, out: Path) -> Path:
    """Write the instructor's own page; create the folder of `out` if it is missing.

    Other accounts on the computer can't read the file.
    """
    words = record.content.words
    style = "".join((_STYLES / name).read_text("utf-8") for name in ("wide.css", "report.css", "own.css"))
    stamp = stamp_of(record)
    style += f'@page {{ @top-right {{ content: "{stamp}"; font: 700 9pt system-ui, sans-serif }} }}\n'
    body = "\n".join([*_week(record, words, stamp), *_weeks(record, words, stamp)])
    title = words.fill("report.page_title", assignment=record.week.assignment.title)
    out.parent.mkdir(parents=True, exist_ok=True)
    replace(out, web_page(f"{title} ({words['report.stamp']})", body, style).encode("utf-8"), 0o600)
    return out


def stamp_of(record: OwnRecord) -> str:
    """Return the stamp that every page carries."""
    stamp = f"{record.content.words['report.stamp']} · for_instructor_only"
    return f"{record.content.words['report.made_up_class']} · {stamp}" if record.made_up else stamp


def _week(record: OwnRecord, words: Interface, stamp: str) -> Iterator[str]:
    title = words.fill("report.page_title", assignment=record.week.assignment.title)
    yield '<section class="week">'
    yield _head(1, title, stamp)
    yield f'<p class="about">{escape(day_of(record))} {escape(words["report.stamp_means"])}</p>'
    yield '<div class="columns"><div class="facts">'
    yield from _done(record, words)
    yield from _criteria(record, words)
    yield "</div>"
    yield from _teach(record, words)
    yield "</div></section>"


def _head(level: int, title: str, stamp: str) -> str:
    heading = f"<h{level}>{escape(title)}</h{level}>"
    return f'<header class="top">{heading}<p class="stamp">{escape(stamp)}</p></header>'


def _done(record: OwnRecord, words: Interface) -> Iterator[str]:
    rows = done_rows(record)
    heads = (words["report.assignment"], words["report.handed_in"], words["report.marked"])
    yield f'<section class="done"><h2>{escape(words["report.done"])}</h2>'
    # Screen readers need the caption; for the eye, the heading above says the same.
    yield f'<table><caption class="unseen">{escape(words["report.done"])}</caption>'
    columns = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    yield f"<thead><tr>{columns}</tr></thead><tbody>"
    for (name, *cells), one in zip(rows, record.states.assignments, strict=True):
        this = ' class="this"' if one.id == record.week.assignment.id else ""
        numbers = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
        yield f'<tr{this}><th scope="row">{escape(name)}</th>{numbers}</tr>'
    yield f'</tbody></table><p class="small">{escape(who_is_missing(record))}</p></section>'


def _criteria(record: OwnRecord, words: Interface) -> Iterator[str]:
    yield f'<section class="criteria"><h2>{escape(words["report.criteria"])}</h2>'
    if not any(one.of for _, one in record.week.criteria):
        said, command = none_marked(record)
        yield f"<p>{escape(said)}</p>{_command(command)}</section>"
        return
    yield f"<table><caption>{escape(words['report.criteria_table'])}</caption><tbody>"
    for criterion, one in record.week.criteria:
        count = words.fill("report.count", count=one.reached, of=one.of)
        yield (
            f'<tr><th scope="row">{escape(criterion.name)}</th>'
            f'<td class="bar">{_bar(one, record.target) if one.of else ""}</td>'
            f'<td class="number">{escape(count)}</td>'
            f'<td class="number">{escape(percent(one, words))}</td></tr>'
        )
    how = words.fill("report.how_to_read", target=record.target)
    yield f'</tbody></table><p class="small">{escape(how)}</p></section>'


def _command(typed: str) -> str:
    return f'<p class="command"><code>{escape(typed)}</code></p>'


def _bar(one: Attained, target: int) -> str:
    """Draw the share as a bar with its interval and the target; the numbers are next to it."""
    low, high = (round(_BAR * end, 1) for end in one.interval)
    at, middle = _BAR * target / 100, _HIGH / 2
    ends = "".join(f'<path d="M{x} {middle - 4}v8"/>' for x in (low, high))
    return (
        f'<svg viewBox="-2 0 {_BAR + 4} {_HIGH}" aria-hidden="true" focusable="false">'
        f'<rect class="all" x="0" y="3" width="{_BAR}" height="{_HIGH - 6}"/>'
        f'<rect class="reached" x="0" y="3" width="{round(_BAR * one.share, 1)}" height="{_HIGH - 6}"/>'
        f'<path class="halo" d="M{low} {middle}H{high}"/>'
        f'<g class="interval"><path d="M{low} {middle}H{high}"/>{ends}</g>'
        f'<path class="target" d="M{at} 0V{_HIGH}"/></svg>'
    )


def _teach(record: OwnRecord, words: Interface) -> Iterator[str]:
    lessons = record.week.lessons
    if lessons:
        heading = words["report.teach"] if len(lessons) > 1 else words["report.one_to_teach"]
        yield f'<section class="teach"><h2>{escape(heading)}</h2>'
        for lesson in lessons:
            yield from _lesson(lesson, record)
        yield f'<p class="small">{escape(words["report.rule"])}</p></section>'


def _lesson(lesson: Lesson, record: OwnRecord) -> Iterator[str]:
    said = lesson_words(lesson, record)
    yield f"<article><h3>{escape(lesson.criterion.name)}</h3><p>{escape(said.standing)}</p>"
    yield f"<p>{escape(said.asks)}</p><p>{escape(said.question)}</p>"
    yield f'<p class="aloud">{escape(said.aloud)}</p><div class="quotes">'
    for label, text in said.quotes:
        quote = f"<blockquote><p>{escape(text)}</p></blockquote>"
        yield f"<figure><figcaption>{escape(label)}</figcaption>{quote}</figure>"
    yield f'</div><p class="small">{escape(said.guide)}</p></article>'


def _weeks(record: OwnRecord, words: Interface, stamp: str) -> Iterator[str]:
    if not record.weeks:
        return
    yield f'<section class="weeks">{_head(2, words["report.weeks"], stamp)}'
    yield f"<p>{escape(words['report.weeks_differ'])}</p>"
    for columns, rows in all_weeks(record):
        head = "".join(f'<th scope="col">{escape(one)}</th>' for one in columns)
        cells = [[f'<th scope="row">{escape(first)}</th>', *(f"<td>{escape(one)}</td>" for one in rest)]
                 for first, *rest in rows]  # fmt: skip
        body = "".join(f"<tr>{''.join(row)}</tr>" for row in cells)
        caption = escape(words["report.weeks_table"])
        yield f'<div class="wide" tabindex="0" role="group" aria-label="{caption}"><table>'
        yield f"<caption><span>{caption}</span></caption><thead><tr>{head}</tr></thead>"
        yield f"<tbody>{body}</tbody></table></div>"
    yield f"<p>{escape(words['report.to_share'])}</p></section>"
