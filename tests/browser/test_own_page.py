"""The instructor's own page fits one screen and one sheet, with the longest words that the rubric has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from access import violations

from kit.content import compiled
from kit.grading.class_states import AssignmentStates, ClassStates, Row
from kit.report.own_page import write_own_page
from kit.report.week import Lesson, OwnRecord, Quote, Week
from kit.statistics.shares import Attained

LEVELS = (4, 9, 8, 3)


def lesson(criterion, lower, upper) -> Lesson:
    quotes = tuple(Quote(criterion.levels[n].anchor, n) for n in (lower, upper))
    return Lesson(criterion, Attained(criterion.id, LEVELS), upper == 3, lower, upper, ("Event",), quotes)


def record(assignment_id: str) -> OwnRecord:
    """Twenty-four learners and the two lessons with the most words."""
    content = compiled()
    assignment = next(one for one in content.assignments if one.id == assignment_id)
    criteria = content.rubric.criteria_of(assignment.rubric)
    lessons = [lesson(one, *pair) for one in criteria for pair in ((0, 2), (1, 2), (2, 3))]
    lessons.sort(key=lambda one: -sum(len(quote.text) for quote in one.quotes))
    different = list({one.criterion.id: one for one in reversed(lessons)}.values())[::-1]
    everyone = tuple(f"l{n}" for n in range(24))
    rows = {who: Row("marked" if n < 22 else "missing") for n, who in enumerate(everyone)}
    assignments = tuple(
        AssignmentStates(a.id, a.title, bool(a.graded), True, None, rows, (), 0) for a in content.assignments
    )
    names = {who: who for who in everyone}
    week = Week(assignment, tuple((one, Attained(one.id, LEVELS)) for one in criteria), tuple(different[:2]))
    return OwnRecord(
        "Partnership with families, fall 2026", date(2026, 11, 23), False, content,
        ClassStates(names, names, True, 0, (), assignments), 80, week, (week,), (),
        Path("fall_class"),
    )  # fmt: skip


@pytest.fixture(params=["equity", "iep_meeting"])
def page(request, chromium, tmp_path):
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(write_own_page(record(request.param), tmp_path / "own.html").as_uri())
    yield page
    context.close()


@pytest.mark.slow
def test_the_week_is_alone_on_one_screen_and_on_one_sheet(page, tmp_path):
    from pypdfium2 import PdfDocument

    bottom = "document.querySelector('.columns').getBoundingClientRect().bottom"
    assert page.evaluate(bottom) <= 800
    assert page.evaluate("document.querySelector('.weeks').getBoundingClientRect().top") >= 800
    assert violations(page) == []
    for paper in ("Letter", "A4"):
        printed = PdfDocument(page.pdf(format=paper))
        sheets = [sheet.get_textpage().get_text_range() for sheet in printed]
        printed.close()
        assert sheets[0].count("In the guide:") == 2, paper
        assert "All weeks" in sheets[1], paper
        assert all("For your eyes only · for_instructor_only" in one for one in sheets), paper
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
