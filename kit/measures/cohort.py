"""Put a group's numbers together: each estimate with its interval, or the reason why it is withheld.

`kit.measures.grid` chooses the people in each number, so nothing here has to hide a cell afterwards.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from kit.measures.change import Floats
from kit.measures.criteria import criteria_by_dimension
from kit.measures.dimension_changes import Asked, all_changes, all_shifts, measured
from kit.measures.gaps import missing_pattern, mixed_change
from kit.measures.grid import Grid, Groups, groups, lay_out
from kit.measures.group_words import CANNOT_SHOW, comparisons_sentence
from kit.measures.ledger import Cells
from kit.measures.ratings import scale_words
from kit.measures.results import Cohort, Estimate, MissingRow, MixedChange, Summary, Withheld
from kit.measures.suppress import COMPLEMENT, FEWER, LEAST, Mask, mean_level, rounded
from kit.measures.vignettes import vignette_changes
from kit.model import Content

MOST = 4
"""The top of the self-rating scale."""


class Measured(NamedTuple):
    """A group's numbers, and what each person contributed to each bundle (see `kit.measures.ledger`)."""

    cohort: Cohort
    bundles: Mapping[str, Cells]


def measure(
    rows: Iterable[Mapping[str, Any]],
    content: Content,
    marks: Iterable[Mapping[str, Any]] = (),
    *,
    marked: Set[str] = frozenset(),
    seed: int = 1,
) -> Measured:
    """Compute everything that one report may say about a group.

    `kit.measures.publish` then checks it against earlier reports.

    Parameters
    ----------
    rows
        The long table of the learners who consented, and of nobody else; it may have a ``course`` column.
    marks
        Primary marks of the same learners: ``learner, item, criterion, level``, and for vignettes
        ``occasion`` if it is known (`kit.measures.vignettes.with_occasions`).
    marked
        Items that anybody has a mark on, with or without consent; items in `marks` may be left out. Without
        it, a reader could tell a task where nobody consented from one where a few people did.
    seed
        Seed of the bootstrap.

    Examples
    --------
    >>> from kit.content import compiled
    >>> measure([], compiled()).cohort.learners
    Withheld(reason='fewer than 10 people')
    """
    marks = list(marks)
    grid = lay_out(_enough(list(rows)), content)
    chosen = groups(grid)
    table = measured(grid, chosen)
    missing = missing_pattern(grid, chosen)
    mixed, means = _mixed(grid, chosen)
    models = {one.id: one for one in mixed}
    changes = all_changes(grid, chosen, table, models, seed=seed)
    vignettes, stories = vignette_changes(marks, content, marked=marked, seed=seed)
    criteria, levels = criteria_by_dimension(marks, content, marked=marked)
    made = Cohort(
        learners=missing.learners,
        occasions=grid.occasions,
        scale=scale_words(content),
        summaries=_summaries(grid, chosen, table, missing.rows),
        changes=changes,
        shifts=all_shifts(grid, chosen, table),
        missing=missing,
        mixed=tuple(
            replace(m, estimates={o: rounded(found, 2) for o, found in m.estimates.items()}) for m in mixed
        ),
        vignettes=vignettes,
        criteria=criteria,
        comparisons=comparisons_sentence(changes, vignettes),
        cannot_show=CANNOT_SHOW,
        least=LEAST,
    )
    return Measured(made, of_ratings(grid, chosen, means) | levels | stories)


def _enough(rows: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the rows, or none if they come from too few people, whom the occasions alone would reveal."""
    return rows if len({(row.get("course"), row["learner"]) for row in rows}) >= LEAST else []


def _summaries(
    grid: Grid, chosen: Groups, table: tuple[Asked, ...], rows: tuple[MissingRow, ...]
) -> tuple[Summary, ...]:
    gaps = {(row.id, row.occasion): row.reasons for row in rows}
    return tuple(
        Summary(
            one.id, one.label, one.kind, occasion, _level(grid, chosen, one, occasion),
            gaps.get((one.id, occasion), {}), one.dimension,
        )
        for one, occasion in product(table, grid.occasions)
    )  # fmt: skip


def _level(grid: Grid, chosen: Groups, one: Asked, occasion: str) -> Estimate | Withheld:
    group = chosen.standing(occasion) & one.group
    if group.any():
        return mean_level(one.values[occasion][group], MOST)
    took = grid.rated[:, list(one.places), grid.at(occasion)].any(axis=1).sum()
    return FEWER if took < LEAST else COMPLEMENT


def _mixed(grid: Grid, chosen: Groups) -> tuple[tuple[MixedChange, ...], dict[str, Floats]]:
    """Fit each dimension's model; return all, and the means (people × occasions) that the estimates use."""
    timed = tuple(o for o in grid.occasions if o != "then")
    if len(timed) < 2 or not chosen.base.any():
        return (), {}
    at = [grid.at(o) for o in timed]
    found, means_of = [], {}
    for dimension, label, places in grid.dimensions:
        answers = grid.values[:, list(places)][:, :, at]
        rated = ~np.isnan(answers)
        enough = rated.sum(axis=1) >= min(2, len(places))
        means = np.nansum(answers, axis=1) / np.maximum(rated.sum(axis=1), 1)
        group = chosen.roster & enough.any(axis=1)
        if not chosen.released.release(group):
            group = chosen.base
        used = np.where(enough & group[:, None], means, np.nan)
        found.append(mixed_change(dimension, label, used[group], timed))
        if found[-1].estimates:
            means_of[dimension] = used
    return tuple(found), means_of


RATINGS = "ratings"
Given = dict[str, dict[str, dict[str, object]]]


def of_ratings(grid: Grid, chosen: Groups, mixed: Mapping[str, Floats]) -> Given:
    """Return what each person contributed, by bundle and cell, for the ledger of released groups.

    Levels and gaps form one bundle. The changes between two occasions form a bundle for each pair of
    occasions. How much a question weighs in a person's dimension mean depends on how many questions are kept
    for that person, so the cell includes that count. ``mixed`` holds the means (people × occasions) that
    went into each dimension's model.
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
            given[f"change:{first}:{last}"] = _cells(grid, chosen, names, both, (first, last), "")
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
