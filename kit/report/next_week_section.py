"""What to teach next week: the lowest criteria by a stated rule, anchors to read, a page to turn to."""

from __future__ import annotations

from kit.measures.results import Cohort
from kit.model import Content
from kit.report.blocks import Block, Heading, Paragraph
from kit.report.charts.numbers import number
from kit.report.criteria_section import Standing, standings

RULE = (
    "The rule: of the criteria whose averages may be shown, the two with the lowest average over the tasks; "
    "of equals, the first in the rubric; none of 2.5 or more. Averages that lie close may stand in this "
    "order by chance. It looks at marks alone. You know the class."
)
_GUIDE = "notebooks/instructor/guide.ipynb"


def next_week_section(cohort: Cohort, content: Content) -> list[Block]:
    """At most two criteria, each with two made-up texts to compare and a discussion of the guide."""
    found = standings(cohort, content)
    if not found:
        return [
            Paragraph(
                "No average may be shown yet, so nothing follows from marks. Take the anchors: "
                f"read two of one criterion aloud and ask what the second does ({_GUIDE}, “Calibrate”)."
            )
        ]
    lowest = sorted(found, key=lambda one: one.average)[:2]
    chosen = [one for one in lowest if one.average < 2.5]
    if not chosen:
        return [
            Paragraph("Every average is 2.5 or more, so the rule names none."),
            Paragraph(RULE),
        ]
    blocks: list[Block] = []
    for one in chosen:
        blocks += _lesson(one, content)
    return [*blocks, Paragraph(RULE)]


def _lesson(one: Standing, content: Content) -> list[Block]:
    criterion, (cell, low) = one.criterion, one.lowest
    reached = min(int(one.average), 2)
    before, after = criterion.levels[reached], criterion.levels[reached + 1]
    plan = criterion in content.rubric.criteria_of("plan")
    # The guide has a discussion for each dimension, and the anchors of a reflection's criteria.
    pages = (
        "“Role cards”" if plan else f"“{cell.dimension_label} in 30 minutes”, and “Calibrate” for all anchors"
    )
    tasks = "one task" if len(one.shown) == 1 else f"{len(one.shown)} tasks"
    return [
        Heading(3, criterion.name),
        Paragraph(
            f"Average level {number(one.average)} over {tasks}, lowest in {cell.dimension_label} "
            f"({number(low.value)}, n = {low.n}). The question to put to a text: {criterion.question}"
        ),
        Paragraph(f"What the next level asks for, in the learners' words: {after.learner}"),
        Paragraph("Read these two made-up texts aloud. Ask what the second does that the first does not:"),
        Paragraph(before.anchor, "quote"),
        Paragraph(after.anchor, "quote"),
        Paragraph(f"{after.why} In the guide ({_GUIDE}): {pages}."),
    ]
