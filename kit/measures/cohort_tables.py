"""A group's numbers as one tidy table and as JSON; what is withheld stands there with its reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from kit.measures.results import Cohort, Estimate, Withheld

COHORT_COLUMNS = (
    "table", "id", "label", "dimension", "first", "last", "quantity",
    "value", "low", "high", "n", "method", "confidence", "withheld",
)  # fmt: skip
"""Columns of ``cohort.csv``: ``first`` is the occasion where there is one alone."""

Row = dict[str, Any]


def cohort_table(cohort: Cohort) -> list[Row]:
    """One row for each number, or for the reason why it is not given.

    Examples
    --------
    >>> from kit.content import compiled
    >>> from kit.measures.cohort import cohort
    >>> cohort_table(cohort([], compiled()))[0]["withheld"]
    'fewer than 10 people'
    """
    return [
        _row("group", "everyone", "People", quantity="count", number=cohort.learners),
        *_ratings(cohort),
        *_missing(cohort),
        *_marks(cohort),
    ]


def cohort_json(cohort: Cohort) -> dict[str, Any]:
    """The whole of it as plain data; a number that is not given is ``{"withheld": reason}``.

    >>> from kit.content import compiled
    >>> from kit.measures.cohort import cohort
    >>> cohort_json(cohort([], compiled()))["learners"]
    {'withheld': 'fewer than 10 people'}
    """
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
    *,
    quantity: str,
    number: Estimate | int | float | Withheld,
    dimension: str = "",
    first: str = "",
    last: str = "",
) -> Row:
    row: Row = dict.fromkeys(COHORT_COLUMNS, "")
    row |= {"table": table, "id": id, "label": label, "dimension": dimension, "first": first, "last": last}
    row["quantity"] = quantity
    if isinstance(number, Withheld):
        row["withheld"] = number.reason
    elif isinstance(number, Estimate):
        row |= {field.name: getattr(number, field.name) for field in fields(number)}
    else:
        row["value"] = number
    return row


def _ratings(cohort: Cohort) -> Iterator[Row]:
    for s in cohort.summaries:
        yield _row(
            s.kind, s.id, s.label, quantity="mean", number=s.estimate, dimension=s.dimension, first=s.occasion
        )
    for c in cohort.changes:
        about = {"dimension": c.dimension, "first": c.first, "last": c.last}
        yield _row(c.kind, c.id, c.label, quantity="difference", number=c.difference, **about)
        yield _row(c.kind, c.id, c.label, quantity="hedges_g", number=c.effect, **about)
        if c.distinguishable is not None:
            yield _row(c.kind, c.id, c.label, quantity="changed", number=int(c.distinguishable), **about)
    for t in cohort.shifts:
        about = {"dimension": t.dimension, "first": "pre", "last": "then"}
        yield _row(t.kind, t.id, t.label, quantity="then_minus_first", number=t.difference, **about)
    for m in cohort.mixed:
        for occasion, found in m.estimates.items():
            about = {"dimension": m.id, "first": m.first, "last": occasion}
            yield _row("mixed", m.id, m.label, quantity="difference", number=found, **about)


def _missing(cohort: Cohort) -> Iterator[Row]:
    for m in cohort.missing.rows:
        about = {"dimension": m.dimension, "first": m.occasion}
        yield _row("missing", m.id, m.label, quantity="rated", number=m.rated, **about)
        for reason, count in m.reasons.items():
            yield _row("missing", m.id, m.label, quantity=reason, number=count, **about)
    for p in cohort.missing.patterns:
        took = [o for o, rated in zip(cohort.missing.occasions, p.rated, strict=True) if rated]
        yield _row(
            "pattern", "+".join(took) or "none", " + ".join(took) or "none", quantity="count", number=p.count
        )


def _marks(cohort: Cohort) -> Iterator[Row]:
    for v in cohort.vignettes:
        for quantity, occasion in (("pre", "pre"), ("post", "post")):
            number = getattr(v, quantity)
            yield _row("vignette", v.criterion, v.label, quantity="mean", number=number, first=occasion)
        about = {"first": "pre", "last": "post"}
        yield _row("vignette", v.criterion, v.label, quantity="difference", number=v.difference, **about)
        yield _row("vignette", v.criterion, v.label, quantity="hedges_g", number=v.effect, **about)
        if v.distinguishable is not None:
            yield _row(
                "vignette", v.criterion, v.label, quantity="changed", number=int(v.distinguishable), **about
            )
    for cell in cohort.criteria.cells:
        id, label = f"{cell.item}:{cell.criterion}", f"{cell.dimension_label}: {cell.criterion_label}"
        yield _row("criterion", id, label, quantity="mean", number=cell.estimate, dimension=cell.dimension)
        for level, count in enumerate(cell.levels):
            yield _row(
                "criterion", id, label, quantity=f"level_{level}", number=count, dimension=cell.dimension
            )
