"""The section on change: self-ratings, the then-test's shift, the two stories, the mixed model."""

from collections.abc import Iterable

from kit.measures import occasion_name
from kit.measures.group_words import change_sentence, story_sentence
from kit.measures.results import Change, Cohort, Estimate, Withheld
from kit.report.blocks import Album, Block, Bullets, Heading, Paragraph
from kit.report.charts.change import change_drawn, changes_in, shift_drawn
from kit.report.charts.drawn import Table
from kit.report.charts.numbers import difference
from kit.report.charts.self_ratings import cohort_drawn
from kit.report.charts.vignettes import vignettes_drawn
from kit.report.limits_section import earlier_sentences

_SHOWS = (
    "Self-ratings say how often learners see themselves doing something, not what a family saw or felt. Each "
    "number has its interval in brackets; the data fit every value in it."
)
_STRICTER = (
    "A change may be called not distinguishable although its interval leaves zero out. The dimensions are "
    "judged together, which asks for more than each interval by itself: of five that never changed, one or "
    "another looks changed more often than a single one would. And where many people did not answer again, a "
    "change must stand although theirs may lie against it. “How sure we are” says what verdicts rest on."
)


def change_section(cohort: Cohort, album: Album) -> list[Block]:
    """Return self-ratings (dimensions, then questions), shift, stories and model, each only with a number."""
    blocks = [
        *_ratings(cohort, album),
        *_shift(cohort, album),
        *_stories(cohort, album),
        *_mixed(cohort),
    ]
    return [*map(Paragraph, earlier_sentences(cohort)), *blocks] if blocks else []


def _ratings(cohort: Cohort, album: Album) -> list[Block]:
    blocks: list[Block] = [Heading(3, "Self-ratings"), Paragraph(_SHOWS)]
    dimensions = [one for one in cohort.changes if one.kind == "dimension"]
    if _any(one.estimate for one in cohort.summaries):
        blocks.append(album.picture(cohort_drawn))
    if not _any(one.difference for one in dimensions):
        return blocks if len(blocks) > 2 else []
    judged = [one for one in dimensions if one.distinguishable is not None]
    blocks += _bullets(change_sentence(one) for one in judged or dimensions)
    if any(looks_changed(one) for one in judged):
        blocks.append(Paragraph(_STRICTER))
    blocks.append(album.picture(change_drawn))
    if _any(one.difference for one in changes_in(cohort, "item")):
        blocks.append(album.picture(change_drawn, kind="item"))
    return blocks


def looks_changed(change: Change) -> bool:
    """Whether a change is not distinguishable although its interval excludes zero."""
    found = change.difference
    return change.distinguishable is False and isinstance(found, Estimate) and found.low * found.high > 0


def _shift(cohort: Cohort, album: Album) -> list[Block]:
    if not _any(one.difference for one in cohort.shifts if one.kind == "dimension"):
        return []
    return [
        Heading(3, "Another measure for the same time"),
        Paragraph(
            "The then-test asks again about the time before the course. The difference to the first answer "
            "is a quantity of its own and no change in what anybody does. Neither answer is the truer one."
        ),
        album.picture(shift_drawn),
    ]


def _stories(cohort: Cohort, album: Album) -> list[Block]:
    if not _any(one.difference for one in cohort.vignettes):
        return []
    total = [story_sentence(one) for one in cohort.vignettes if one.criterion == "total"]
    return [
        Heading(3, "Two stories about other families"),
        Paragraph(
            "One story came at the start and the other near the end, in an order that depends on the "
            "learner. They carry no points, and ask about families that the course does not speak of. "
            "Between the two lie time and practice with such stories too, not the course alone."
        ),
        *_bullets(total),
        album.picture(vignettes_drawn),
    ]


def _mixed(cohort: Cohort) -> list[Block]:
    if not any(one.estimates for one in cohort.mixed):
        return []
    rows = [
        (
            one.label,
            occasion_name(occasion),
            f"{difference(found)}, n\N{NO-BREAK SPACE}=\N{NO-BREAK SPACE}{found.n}",
        )
        for one in cohort.mixed
        for occasion, found in one.estimates.items()
    ]
    return [
        Heading(3, "All occasions in one model"),
        Paragraph(
            "A mixed model also takes in people with gaps. It assumes that a gap says nothing that their "
            "other answers do not say."
        ),
        Table(
            "Difference to the first occasion",
            ("Dimension", "Occasion", "Difference (95 % interval)"),
            tuple(rows),
        ),
        *_bullets(one.sentence for one in cohort.mixed if not one.converged),
    ]


def _bullets(sentences: Iterable[str]) -> list[Block]:
    said = tuple(one for one in sentences if one)
    return [Bullets(said)] if said else []


def _any(numbers: Iterable[Estimate | Withheld]) -> bool:
    return any(isinstance(one, Estimate) for one in numbers)
