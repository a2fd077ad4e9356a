"""Lay out a group's numbers as one tidy table and as JSON; a withheld number is replaced by its reason."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kit.measures.results import Change, Cohort, Estimate, VignetteChange, Withheld

COHORT_COLUMNS = (
    "table", "id", "label", "dimension", "first", "last", "quantity",
    "value", "low", "high", "n", "method", "confidence", "withheld",
)  # fmt: skip
"""Columns of ``cohort.csv``; if a row has only one occasion, it is in ``first``."""

Row = dict[str, Any]


def cohort_table(cohort: Cohort) -> list[Row]:
    """Return one row for each number, or for the reason why it is withheld.

    >>> from kit.content import compiled
    >>> from kit.measures.cohort import measure
    >>> cohort_table(measure([], compiled()).cohort)[0]["withheld"]
    'fewer than 10 people'
    """
    return [
        _row("group", "everyone", "People", "count", cohort.learners),
        *_ratings(cohort),
        *_missing(cohort),
        *_marks(cohort),
    ]


def cohort_json(cohort: Cohort) -> dict[str, Any]:
    """Return the cohort as plain data; a withheld number is ``{"withheld": reason}``."""
    return {"schema": 1, **_plain(cohort)}


def _plain(one: Any) -> Any:
    if isinstance(one, Withheld):
        return {"withheld": one.reason}
    if is_dataclass(one):
        return {field.name: _plain(getattr(one, field.name)) for field in fields(one)}
    if isinstance(one, Mapping):
        return {str(key): _plain(value) for key, value in one.items()}
    return [_plain(value) for value in one] if isinstance(one, tuple) else one


def _row(
    table: str,
    id: str,
    label: str,
    quantity: str,
    number: Estimate | float | Withheld,
    dimension: str = "",
    first: str = "",
    last: str = "",
) -> Row:
    begins = (table, id, label, dimension, first, last, quantity)
    row: Row = dict.fromkeys(COHORT_COLUMNS, "") | dict(zip(COHORT_COLUMNS, begins, strict=False))
    if isinstance(number, Withheld):
        return row | {"withheld": number.reason}
    if isinstance(number, Estimate):
        return row | {field.name: getattr(number, field.name) for field in fields(number)}
    return row | {"value": number}


def _ratings(cohort: Cohort) -> Iterator[Row]:
    for s in cohort.summaries:
        yield _row(s.kind, s.id, s.label, "mean", s.estimate, s.dimension, s.occasion)
    for c in cohort.changes:
        yield from _changed(c, c.kind, c.id, c.dimension, c.first, c.last)
    for t in cohort.shifts:
        yield _row(t.kind, t.id, t.label, "then_minus_first", t.difference, t.dimension, "pre", "then")
    for m in cohort.mixed:
        for occasion, found in m.estimates.items():
            yield _row("mixed", m.id, m.label, "difference", found, m.id, m.first, occasion)


def _changed(
    found: Change | VignetteChange, table: str, id: str, dimension: str, first: str, last: str
) -> Iterator[Row]:
    for quantity, number in (("difference", found.difference), ("hedges_g", found.effect)):
        yield _row(table, id, found.label, quantity, number, dimension, first, last)
    if found.distinguishable is not None:
        yield _row(table, id, found.label, "changed", int(found.distinguishable), dimension, first, last)


def _missing(cohort: Cohort) -> Iterator[Row]:
    for m in cohort.missing.rows:
        for reason, count in {"rated": m.rated, **m.reasons}.items():
            yield _row("missing", m.id, m.label, reason, count, m.dimension, m.occasion)
    for p in cohort.missing.patterns:
        took = [o for o, rated in zip(cohort.missing.occasions, p.rated, strict=True) if rated]
        yield _row("pattern", "+".join(took) or "none", " + ".join(took) or "none", "count", p.count)


def _marks(cohort: Cohort) -> Iterator[Row]:
    for v in cohort.vignettes:
        for occasion, mean in (("pre", v.pre), ("post", v.post)):
            yield _row("vignette", v.criterion, v.label, "mean", mean, first=occasion)
        yield from _changed(v, "vignette", v.criterion, "", "pre", "post")
    for cell in cohort.criteria.cells:
        id, label = f"{cell.item}:{cell.criterion}", f"{cell.dimension_label}: {cell.criterion_label}"
        levels = {f"level_{level}": count for level, count in enumerate(cell.levels)}
        for quantity, number in {"mean": cell.estimate, **levels}.items():
            yield _row("criterion", id, label, quantity, number, cell.dimension)
