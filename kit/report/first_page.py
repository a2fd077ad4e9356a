"""The first page of the version to share: what may be shown about a class, on one screen and one sheet.

Every number on it also appears in a later section, with the same withholding. Nothing is read or published
here.
"""

from collections.abc import Iterator

from kit.measures import occasion_name
from kit.measures.group_words import several, story_sentence
from kit.measures.results import Change, Cohort, Estimate
from kit.measures.verdict import LEVEL, PAIRED
from kit.model import Interface
from kit.report.blocks import Block, Bullets, Heading, Paragraph
from kit.report.change_section import looks_changed
from kit.report.charts.drawn import Table
from kit.report.charts.numbers import difference, interval
from kit.report.class_record import ClassRecord
from kit.report.criteria_section import Standing, standings, taught_next
from kit.report.limits_section import left_out_whole


def first_page(record: ClassRecord) -> list[Block]:
    """Return marks, change, what to teach and what is left out; one sentence if nothing may be shown."""
    words, cohort = record.content.words, record.cohort
    found = standings(cohort, record.content)
    shown = [
        *_criteria(found, words),
        *_change(cohort, words),
        *_stories(cohort, words),
        *_teach(found, words),
    ]
    without = left_out_whole(cohort, record.markers)
    if not shown:
        what = "; ".join(f"{several(names)} ({reason})" for reason, names in without.items())
        return [Paragraph(words.fill("report.nothing_yet", what=what))]
    said = [words.fill("report.left_out", what=several(n), reason=reason) for reason, n in without.items()]
    return [Heading(2, words["report.in_short"]), *shown, *([Paragraph(" ".join(said))] if said else [])]


def _criteria(found: list[Standing], words: Interface) -> Iterator[Block]:
    if not found:
        return
    columns = (words["report.criterion"], words["report.lowest"], words["report.highest"])
    rows = []
    for one in found:
        (low_cell, low), (high_cell, high) = one.lowest, one.highest
        differ = low.value < high.value
        same = not differ and len(one.shown) > 1
        where = words["report.each_task"] if same else low_cell.dimension_label
        lowest = words.fill("report.level_in", level=interval(low), task=where)
        highest = words.fill("report.level_in", level=interval(high), task=high_cell.dimension_label)
        rows.append((one.criterion.name, lowest, highest if differ else ""))
    yield Table(words["report.levels_on_average"], columns, tuple(rows))


def _change(cohort: Cohort, words: Interface) -> Iterator[Block]:
    judged = [one for one in cohort.changes if one.kind == "dimension" and one.distinguishable is not None]
    said = {True: words["report.is_change"], False: words["report.no_change_seen"]}
    rows = tuple(
        (
            one.label,
            difference(one.difference),
            _why_not(one, words) if looks_changed(one) else said[bool(one.distinguishable)],
        )
        for one in judged
        if isinstance(one.difference, Estimate)
    )
    if rows:
        when = {"first": occasion_name(judged[0].first), "last": occasion_name(judged[0].last)}
        columns = (words["report.dimension"], words["report.change"], words["report.judged"])
        yield Table(words.fill("report.self_ratings", **when), columns, rows)
        return
    means = [
        (one.label, interval(one.estimate), one.occasion)
        for one in cohort.summaries
        if one.kind == "dimension" and isinstance(one.estimate, Estimate)
    ]
    if means:
        last = list(dict.fromkeys(when for *_, when in means))[-1]
        caption = words.fill("report.self_ratings_so_far", when=occasion_name(last))
        on_average = tuple((label, mean) for label, mean, when in means if when == last)
        yield Table(caption, (words["report.dimension"], words["report.average"]), on_average)


def _why_not(change: Change, words: Interface) -> str:
    """Say why a change is not distinguishable although its interval excludes zero."""
    by_holm = change.basis == PAIRED and change.p is not None and change.p > LEVEL
    return words["report.no_change_together"] if by_holm else words["report.no_change_more"]


def _stories(cohort: Cohort, words: Interface) -> Iterator[Block]:
    for one in cohort.vignettes:
        if one.criterion == "total" and isinstance(one.difference, Estimate):
            yield Paragraph(words.fill("report.two_stories", said=story_sentence(one)))


def _teach(found: list[Standing], words: Interface) -> Iterator[Block]:
    lines = tuple(
        words.fill("report.teach_line", criterion=one.criterion.name, question=one.criterion.question)
        for one in taught_next(found)
    )
    if lines:
        yield Heading(3, words["report.teach"] if len(lines) > 1 else words["report.one_to_teach"])
        yield Bullets(lines)
