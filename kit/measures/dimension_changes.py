"""Compute changes and shifts for every dimension and question of a grid, over the chosen groups."""

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from kit.measures.change import Floats, PairedChange
from kit.measures.grid import ENOUGH, Grid, Groups
from kit.measures.results import Change, Kind, MixedChange, Shift, Withheld
from kit.measures.suppress import COMPLEMENT, FEWER, LEAST, Mask, mean_difference, shown_change
from kit.measures.verdict import GAP, MIXED, Evidence, judged, paired_evidence, standard_error, verdicts


class Asked(NamedTuple):
    """One dimension or question, with everyone's values and the people who may be in its numbers."""

    id: str
    label: str
    kind: Kind
    dimension: str
    places: tuple[int, ...]
    values: dict[str, Floats]
    group: Mask


def measured(grid: Grid, chosen: Groups) -> tuple[Asked, ...]:
    """Return each dimension, followed by its questions."""
    found: list[Asked] = []
    for dimension, name, places in grid.dimensions:
        # A person's mean uses only the questions kept for that person.
        kept = chosen.kept[:, list(places)]
        rated = {o: np.where(kept, grid.values[:, list(places), grid.at(o)], 0.0) for o in chosen.on}
        means = {o: of.sum(axis=1) / np.maximum(kept.sum(axis=1), 1) for o, of in rated.items()}
        found.append(Asked(dimension, name, "dimension", dimension, places, means, chosen.base))
        for place in places:
            asked = grid.questions[place]
            values = {o: grid.values[:, place, grid.at(o)] for o in chosen.on}
            group = chosen.items[dimension]
            found.append(Asked(asked.id, asked.label, "item", dimension, (place,), values, group))
    return tuple(found)


def all_changes(
    grid: Grid,
    chosen: Groups,
    table: tuple[Asked, ...],
    mixed: Mapping[str, MixedChange],
    *,
    seed: int,
) -> tuple[Change, ...]:
    """Compare every later occasion with the first.

    The dimensions are judged together, and at only one later occasion: after the course if enough people
    answered then, otherwise at the follow-up. More verdicts would lower the power of each; the other changes
    only have intervals. If many people have no later answer, the verdict rests on the dimension's mixed
    model, provided that the model gave an estimate for this change.
    """
    timed = [o for o in grid.occasions if o != "then"]
    first = chosen.core[0] if chosen.core and chosen.core[0] in timed else timed[0] if timed else ""
    judged_at = chosen.core[1] if len(chosen.core) > 1 and chosen.core[0] == first else ""
    changes: list[Change] = []
    found: dict[int, PairedChange] = {}
    for last in timed[timed.index(first) + 1 :] if first else ():
        for one in table:
            both = _pairs(grid, chosen, one, first, last)
            pairs = both if isinstance(both, Withheld) else both.shape[1]
            shown = (both, both, None) if isinstance(both, Withheld) else shown_change(both[0], both[1], seed)
            difference, effect, paired = shown
            if paired and one.kind == "dimension" and last == judged_at:
                found[len(changes)] = paired
            ids = (one.id, one.label, one.kind, first, last)
            changes.append(Change(*ids, pairs, difference, effect, None, dimension=one.dimension))
    given = [_evidence(grid, changes[at], paired, mixed.get(changes[at].id)) for at, paired in found.items()]
    for at, evidence, verdict in zip(found, given, verdicts(given), strict=True):
        said = judged(verdict, evidence, found[at].difference.n, len(given))
        changes[at] = replace(changes[at], basis=evidence.basis, **said)
    return tuple(changes)


def _evidence(grid: Grid, change: Change, paired: PairedChange, model: MixedChange | None) -> Evidence:
    places = next(places for id, _, places in grid.dimensions if id == change.id)
    rated = grid.rated[:, list(places)].sum(axis=1) >= min(ENOUGH, len(places))
    first, last = rated[:, grid.at(change.first)], rated[:, grid.at(change.last)]
    evidence = paired_evidence(paired, 1 - np.count_nonzero(first & last) / np.count_nonzero(first))
    # The model measures every change from its own first occasion, which may be another one.
    same = model is not None and model.first == change.first and change.last in model.estimates
    if evidence.missing <= GAP or model is None or not same:
        return evidence
    found, df = model.estimates[change.last], int(min(first.sum(), last.sum())) - 1
    return evidence._replace(value=found.value, error=standard_error(found, df), df=df, basis=MIXED)


def all_shifts(grid: Grid, chosen: Groups, table: tuple[Asked, ...]) -> tuple[Shift, ...]:
    """Return the then-test minus the first rating; empty if the group has no then-test."""
    if not {"pre", "then"} <= set(grid.occasions):
        return ()
    shifts = []
    for one in table:
        both = _pairs(grid, chosen, one, "pre", "then")
        pairs = both if isinstance(both, Withheld) else both.shape[1]
        difference = both if isinstance(both, Withheld) else mean_difference(both[1] - both[0])
        shifts.append(Shift(one.id, one.label, one.kind, pairs, difference, one.dimension))
    return tuple(shifts)


def _pairs(grid: Grid, chosen: Groups, one: Asked, first: str, last: str) -> Floats | Withheld:
    """Return occasions × people for those with a number on both occasions, or why none may be shown."""
    group = chosen.standing(first) & chosen.standing(last) & one.group
    if group.sum() >= LEAST:
        return np.array([one.values[first][group], one.values[last][group]])
    rated = grid.rated[:, list(one.places)][:, :, [grid.at(first), grid.at(last)]].any(axis=1).all(axis=-1)
    return FEWER if not chosen.base.any() or rated.sum() < LEAST else COMPLEMENT
