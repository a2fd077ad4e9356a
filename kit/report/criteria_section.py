"""The sections on what the class can do, from marks that count, and what to teach next, by a stated rule."""

from collections.abc import Sequence
from typing import NamedTuple

from kit.measures.attained import DOES
from kit.measures.group_words import several
from kit.measures.results import Cohort, CriteriaCell, Estimate
from kit.model import Content, Criterion
from kit.report.blocks import Album, Block, Bullets, Heading, Paragraph
from kit.report.charts.criteria import criteria_drawn
from kit.report.charts.numbers import interval, number

_AVERAGES = (
    "Averages say nothing about single texts; some are above and some are below. If level 2 is inside the "
    "interval in parentheses, the true average may be on either side of it."
)
_RULE = (
    "The rule: of the criteria whose averages may be shown, choose the two with the lowest average over the "
    "tasks, but none with 2.5 or more. In a tie, the first in the rubric comes first. If averages are close, "
    "their order may be chance. The rule looks only at marks. You know the class."
)
_GUIDE = "notebooks/instructor/guide.ipynb"


class Standing(NamedTuple):
    """One criterion, with the tasks whose average may be shown."""

    criterion: Criterion
    shown: tuple[tuple[CriteriaCell, Estimate], ...]

    @property
    def average(self) -> float:
        """The mean of the averages shown; each task counts once."""
        return sum(found.value for _, found in self.shown) / len(self.shown)

    @property
    def lowest(self) -> tuple[CriteriaCell, Estimate]:
        """The task with the lowest average; the earliest one in a tie."""
        return min(self.shown, key=lambda pair: pair[1].value)

    @property
    def highest(self) -> tuple[CriteriaCell, Estimate]:
        """The task with the highest average; the earliest one in a tie."""
        return max(self.shown, key=lambda pair: pair[1].value)


def standings(cohort: Cohort, content: Content) -> list[Standing]:
    """Return every criterion with an average that may be shown, in the rubric's order."""
    criteria = (*content.rubric.criteria, *content.rubric.criteria_of("plan"))
    return [Standing(one, shown) for one in criteria if (shown := _shown(cohort, one.id))]


def taught_next(found: Sequence[Standing]) -> list[Standing]:
    """Return the one or two criteria with the lowest averages, lowest first, if below 2.5."""
    return [one for one in sorted(found, key=lambda one: one.average)[:2] if one.average < 2.5]


def criteria_section(cohort: Cohort, content: Content, album: Album) -> list[Block]:
    """Return the picture and, in the rubric's words, what texts on average do and don't do yet."""
    found = standings(cohort, content)
    if not found:
        return []
    can = [one for one in found if one.lowest[1].value >= DOES]
    not_yet = [one for one in found if one.lowest[1].value < DOES]
    picture = album.picture(criteria_drawn)
    blocks: list[Block] = [Paragraph(cohort.criteria.sentence), picture, Paragraph(_AVERAGES)]
    for heading, lines in (
        ("At level 2 or above on average, in every task shown", tuple(map(_does, can))),
        ("Below level 2 on average, in at least one task", tuple(map(_lacks, not_yet))),
    ):
        if lines:
            blocks += [Heading(3, heading), Bullets(lines)]
    return blocks


def _shown(cohort: Cohort, criterion: str) -> tuple[tuple[CriteriaCell, Estimate], ...]:
    return tuple(
        (cell, cell.estimate)
        for cell in cohort.criteria.cells
        if cell.criterion == criterion and isinstance(cell.estimate, Estimate)
    )


def _does(one: Standing) -> str:
    level = one.criterion.levels[2].learner
    return f"{one.criterion.name}: {_range(one)}. Level 2 reads: “{level}”"


def _lacks(one: Standing) -> str:
    below = [cell.dimension_label for cell, found in one.shown if found.value < DOES]
    where = "every task shown" if len(below) == len(one.shown) > 1 else several(below)
    where = "" if len(one.shown) == 1 else f"; below level 2 in {where}"
    return f"{one.criterion.name}: {_range(one)}{where}. Level 2 reads: “{one.criterion.levels[2].learner}”"


def _range(one: Standing) -> str:
    (cell, low), (top, high) = one.lowest, one.highest
    if low.value == high.value:
        where = cell.dimension_label if len(one.shown) == 1 else f"each of {len(one.shown)} tasks"
        return f"average level {interval(low)} in {where}"
    return (
        f"average level from {interval(low)} in {cell.dimension_label} to {interval(high)} in "
        f"{top.dimension_label}"
    )


def next_week_section(cohort: Cohort, content: Content) -> list[Block]:
    """Return at most two criteria, each with two made-up texts to compare and pages of the guide."""
    found = standings(cohort, content)
    if not found:
        return []
    chosen = taught_next(found)
    if not chosen:
        return [Paragraph("Every average is 2.5 or more, so the rule chooses none."), Paragraph(_RULE)]
    return [*(block for one in chosen for block in _lesson(one, content)), Paragraph(_RULE)]


def guide_pages(criterion: Criterion, task: str, content: Content) -> str:
    """Name the pages of the guide that help to teach a criterion, in quotation marks."""
    # The guide has a discussion for each dimension, and the anchors of a reflection's criteria only.
    if criterion in content.rubric.criteria_of("plan"):
        return "“Role cards”"
    return f"“{task} in 30 minutes”, and “Calibrate” for all anchors"


def _lesson(one: Standing, content: Content) -> list[Block]:
    criterion, (cell, low) = one.criterion, one.lowest
    reached = min(int(one.average), 2)
    before, after = criterion.levels[reached], criterion.levels[reached + 1]
    pages = guide_pages(criterion, cell.dimension_label, content)
    where = f"{cell.dimension_label} (n = {low.n})"
    if len(one.shown) > 1:
        lowest = f"{number(low.value)}, n = {low.n}"
        where = f"{len(one.shown)} tasks, lowest in {cell.dimension_label} ({lowest})"
    return [
        Heading(3, criterion.name),
        Paragraph(
            f"Average level {number(one.average)} in {where}. The question to ask of a text: "
            f"{criterion.question}"
        ),
        Paragraph(f"What the next level asks for, as learners read it: {after.learner}"),
        Paragraph("Read these two made-up texts aloud. Ask what the second does that the first does not:"),
        Paragraph(before.anchor, "quote"),
        Paragraph(after.anchor, "quote"),
        Paragraph(f"{after.why} In the guide ({_GUIDE}): {pages}."),
    ]
