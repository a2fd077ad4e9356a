"""Change with its uncertainty: self-ratings, the then-test's shift, the two vignettes, the mixed model."""

from __future__ import annotations

from kit.export.blocks import Block, Bullets, Heading, Paragraph, Table
from kit.export.drawings import Album
from kit.export.wording import HELD_BACK, counted, estimated, reasons
from kit.growth import occasion_name
from kit.growth.results import Change, Cohort, Estimate

_SHOWS = (
    "Each estimate has its interval of 95 % in brackets. Self-ratings say how often learners see themselves "
    "doing something, not what a family saw or felt."
)


def change_section(cohort: Cohort, album: Album, note: str = "") -> list[Block]:
    """Dimensions first, then questions, then what is a quantity of its own."""
    blocks: list[Block] = [Paragraph(_SHOWS)]
    return [
        *blocks,
        *_ratings(cohort, album, note),
        *_shift(cohort),
        *_vignettes(cohort, album, note),
        *_mixed(cohort),
    ]


def _ratings(cohort: Cohort, album: Album, note: str) -> list[Block]:
    blocks: list[Block] = [Heading(3, "Self-ratings")]
    dimensions = [one for one in cohort.changes if one.kind == "dimension"]
    if any(isinstance(one.estimate, Estimate) for one in cohort.summaries):
        from kit.charts.cohort import cohort_drawn

        blocks.append(album.picture(cohort_drawn(cohort, note=note)))
    if not any(isinstance(one.difference, Estimate) for one in dimensions):
        why = reasons(one.difference for one in dimensions) or ["There is no second occasion yet."]
        return [*blocks, Paragraph(f"No change can be shown. {' '.join(why)}")]
    from kit.charts.change import change_drawn

    items = [one for one in cohort.changes if one.kind == "item"]
    return [
        *blocks,
        Bullets(tuple(one.sentence for one in dimensions)),
        album.picture(change_drawn(cohort, note=note)),
        _changes(f"Change by question, {_between(items)}", items),
        *map(Paragraph, reasons(one.difference for one in items)),
    ]


def _changes(caption: str, changes: list[Change]) -> Table:
    rows = [(one.label, estimated(one.difference), estimated(one.effect)) for one in changes]
    return Table(caption, ("Question", "Difference in points of the scale", "Hedges' g"), tuple(rows))


def _between(changes: list[Change]) -> str:
    pairs = dict.fromkeys((occasion_name(one.first), occasion_name(one.last)) for one in changes)
    return "; ".join(f"{first} against {last}" for first, last in pairs)


def _shift(cohort: Cohort) -> list[Block]:
    shifts = [one for one in cohort.shifts if one.kind == "dimension"]
    if not any(isinstance(one.difference, Estimate) for one in shifts):
        return []
    rows = [(one.label, estimated(one.difference), counted(one.pairs)) for one in shifts]
    return [
        Heading(3, "Another measure for the same time"),
        Paragraph(
            "The then-test asks again about the time before the course. The difference to the first answer "
            "is a quantity of its own and no change in what anybody does; neither answer is the truer one."
        ),
        Table("Then-test minus first rating", ("Dimension", "Difference in points", "People"), tuple(rows)),
    ]


def _vignettes(cohort: Cohort, album: Album, note: str) -> list[Block]:
    if not any(isinstance(one.difference, Estimate) for one in cohort.vignettes):
        why = reasons(one.difference for one in cohort.vignettes)
        said = " ".join(why) or "They have no marks on both occasions yet."
        return [Heading(3, "Two stories about other families"), Paragraph(said)]
    from kit.charts.vignettes import vignettes_drawn

    total = next((one for one in cohort.vignettes if one.criterion == "total"), cohort.vignettes[-1])
    rows = [
        (one.label, estimated(one.pre), estimated(one.post), estimated(one.difference))
        for one in cohort.vignettes
    ]
    orders = ", ".join(f"{'A' if o == 'ab' else 'B'} first: {counted(n)}" for o, n in total.orders.items())
    return [
        Heading(3, "Two stories about other families"),
        Paragraph(
            f"{total.sentence} One story came at the start and one near the end, in an order that depends on "
            f"the learner ({orders or HELD_BACK}). They were marked without knowing which came first."
        ),
        album.picture(vignettes_drawn(cohort, note=note)),
        Table("Levels on the two stories", ("Criterion", "First", "Second", "Difference"), tuple(rows)),
    ]  # fmt: skip


def _mixed(cohort: Cohort) -> list[Block]:
    if not any(one.run for one in cohort.mixed):
        said = dict.fromkeys(one.sentence for one in cohort.mixed)
        return [Heading(3, "All occasions in one model"), *map(Paragraph, said)] if said else []
    rows = [
        (one.label, occasion_name(occasion), estimated(found))
        for one in cohort.mixed
        for occasion, found in one.estimates.items()
    ]
    failed = [one.sentence for one in cohort.mixed if not one.converged]
    blocks: list[Block] = [
        Heading(3, "All occasions in one model"),
        Paragraph("A mixed model also takes in people with gaps. It assumes that a gap says nothing that "
                  "their other answers do not say."),
        Table("Difference to the first occasion", ("Dimension", "Occasion", "Difference"), tuple(rows)),
    ]  # fmt: skip
    return [*blocks, *map(Paragraph, failed)]
