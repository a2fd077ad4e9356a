"""The section on change: self-ratings, the then-test's shift, the two stories, the mixed model."""

from collections.abc import Iterable

from kit.measures import occasion_name
from kit.measures.group_words import change_sentence, several, story_sentence
from kit.measures.results import Change, Cohort, Estimate, Withheld
from kit.report.blocks import Album, Block, Bullets, Heading, Paragraph
from kit.report.charts.change import change_drawn, changes_in, shift_drawn
from kit.report.charts.drawn import Table
from kit.report.charts.numbers import difference
from kit.report.charts.self_ratings import cohort_drawn
from kit.report.charts.vignettes import vignettes_drawn
from kit.report.limits_section import earlier_sentences

_SHOWS = (
    "Self-ratings show how often learners think they did something, not what a family saw or felt. Each "
    "number has its interval in parentheses. The data are compatible with every value in it."
)
_STRICTER = (
    "A change may be called not distinguishable although its interval excludes zero. The dimensions are "
    "judged together, which sets a higher bar than each interval alone. If none of five has changed, at "
    "least one of them looks changed more often than a single one would. Also, if many people did not answer "
    "again, a change must hold even if theirs was weaker. “How sure we are” explains the rules for verdicts."
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
        Heading(3, "A second rating of the same time"),
        Paragraph(
            "The then-test asks again about the time before the course. Its difference from the first answer "
            "is a separate measure, not a change in what anybody does. Neither answer is the truer one."
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
            "One story came at the start and the other near the end. Which one came first depends on the "
            "learner. They carry no points and are about families that are not in the course. A difference "
            "may also come from time and from practice with such stories, not only from the course."
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
            "A mixed model also includes people with gaps. It assumes that a gap tells us nothing beyond "
            "what their other answers tell us."
        ),
        Table(
            "Difference from the first occasion",
            ("Dimension", "Occasion", "Difference (95% interval)"),
            tuple(rows),
        ),
        *_bullets(_not_used(cohort)),
    ]


def _not_used(cohort: Cohort) -> list[str]:
    """Return why the model has no results, once for all dimensions with the same reason."""
    labels: dict[str, list[str]] = {}
    for one in cohort.mixed:
        if not one.converged:
            labels.setdefault(one.sentence.removeprefix(f"{one.label}: "), []).append(one.label)
    return [f"{several(those)}: {why}" for why, those in labels.items()]


def _bullets(sentences: Iterable[str]) -> list[Block]:
    said = tuple(one for one in sentences if one)
    return [Bullets(said)] if said else []


def _any(numbers: Iterable[Estimate | Withheld]) -> bool:
    return any(isinstance(one, Estimate) for one in numbers)
