"""What each person gave to each number of the self-ratings, for the ledger of released groups."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from kit.measures.grid import Grid
from kit.measures.groups import Groups
from kit.measures.intervals import Floats
from kit.measures.suppress import Mask

RATINGS = "ratings"
Given = dict[str, dict[str, dict[str, object]]]


def change_bundle(first: str, last: str) -> str:
    """The bundle of changes, or of the then-test's shift, between two occasions."""
    return f"change:{first}:{last}"


def of_ratings(grid: Grid, chosen: Groups, mixed: Mapping[str, Floats]) -> Given:
    """By bundle and cell, people with what they gave.

    Levels and gaps are one bundle; changes between each two occasions are bundles of their own. A person's
    part in a dimension's mean depends on how many of its questions count for them, so that goes along.

    Parameters
    ----------
    mixed
        By dimension, people × occasions of the means that went into a mixed model.
    """
    names = ["\n".join(person) for person in grid.people]
    levels: dict[str, dict[str, object]] = {}
    given: Given = {RATINGS: levels}
    timed = [o for o in grid.occasions if o != "then"]
    for occasion, here in chosen.on.items():
        levels |= _cells(grid, chosen, names, here, (occasion,), f"mean:{occasion}:")
    for first, last in [(timed[0], o) for o in timed[1:]] + [("pre", "then")] if timed else []:
        if first in chosen.on and last in chosen.on:
            both = chosen.on[first] & chosen.on[last]
            given[change_bundle(first, last)] = _cells(grid, chosen, names, both, (first, last), "")
    roster = np.flatnonzero(chosen.roster)
    for place, question in enumerate(grid.questions):
        for at, occasion in enumerate(grid.occasions):
            levels[f"gap:{occasion}:{question.id}"] = {
                names[n]: grid.reasons[n, place, at] or "rated" for n in roster
            }
    for dimension, means in mixed.items():
        inside = np.flatnonzero(~np.isnan(means).all(axis=1))
        levels[f"mixed:{dimension}"] = {names[n]: means[n].tolist() for n in inside}
    return given


def _cells(
    grid: Grid, chosen: Groups, names: list[str], group: Mask, occasions: tuple[str, ...], begin: str
) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    at = [grid.at(o) for o in occasions]
    for dimension, _, places in grid.dimensions:
        counted = chosen.kept[:, list(places)].sum(axis=1)
        alone = chosen.items[dimension] & group
        for place in places:
            answers, id = grid.values[:, place, at], grid.questions[place].id
            kept = np.flatnonzero(group & chosen.kept[:, place])
            found[f"{begin}{id}"] = {names[n]: (answers[n].tolist(), int(counted[n])) for n in kept}
            found[f"{begin}{id}:alone"] = {names[n]: answers[n].tolist() for n in np.flatnonzero(alone)}
    return found
