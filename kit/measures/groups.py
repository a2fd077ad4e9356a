"""Whom each number is about: one base of people, chosen so that no number gives away another.

The base are the people with at least two questions of every dimension rated on the first and the later
occasion. A dimension's mean is over the same questions of a person on every occasion: a question that
somebody could not yet rate at first would otherwise look like change. Where one to nine of the base did not
take another occasion, either all numbers do without them (if that costs at most a fifth) or that occasion
is withheld: subtraction would show their answers. Single questions are shown where everyone of the group
rated all of their dimension's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from kit.measures.grid import Grid
from kit.measures.suppress import LEAST, Mask, Released, parted, safe_part

ENOUGH = 2
"""Questions of a dimension that a person must have rated for a mean."""
COST = 0.2
"""The part of the base that may be given up for another occasion."""


@dataclass(frozen=True)
class Groups:
    """Masks over a grid's people."""

    base: Mask
    core: tuple[str, ...]
    """Occasions that everyone of the base took."""
    on: Mapping[str, Mask]
    """Who stands in the dimension means of an occasion; occasions not in it are withheld."""
    kept: Mask
    """People × questions: what goes into a person's dimension means."""
    items: Mapping[str, Mask]
    """Who stands in a dimension's single questions; empty where they are withheld."""
    roster: Mask
    """Of whom missing data are described."""
    whole_shown: bool
    """Whether the roster is everyone."""
    released: Released


def groups(grid: Grid, least: int = LEAST) -> Groups:
    """Choose the people of every number."""
    everyone = np.ones(len(grid.people), dtype=bool)
    core, base = _base(grid, least)
    use = _used(grid, core)
    for occasion in _others(grid, core):
        more = (*core, occasion)
        smaller = base & _complete(grid, _used(grid, more))
        lost = int(base.sum() - smaller.sum())
        if smaller.sum() >= least and (lost == 0 or (lost < least and lost <= COST * base.sum())):
            core, base, use = more, smaller, _used(grid, more)
    on = dict.fromkeys(core, base) if base.any() else {}
    blocks = [base] if base.any() else []
    for occasion in _others(grid, core):
        also = use & grid.rated[:, :, grid.at(occasion)]
        group = safe_part(blocks, base & _complete(grid, also), least)
        if group.any():
            blocks, on[occasion] = parted(blocks, group), group
            use = np.where(group[:, None], also, use)
    whole = bool(base.any()) and (bool((base == everyone).all()) or int((everyone & ~base).sum()) >= least)
    roster = everyone if whole else base
    released = Released(roster, least)
    for group in on.values():
        released.release(group)
    items = {
        dimension: _of_items(base, blocks, base & use[:, list(places)].all(axis=1), released, least)
        for dimension, _, places in grid.dimensions
    }
    return Groups(base, core if base.any() else (), on, use, items, roster, whole, released)


def dimension_means(grid: Grid, chosen: Groups, places: Sequence[int], occasion: str) -> np.ndarray:
    """Each person's mean over the questions kept for them; only those of `Groups.on` have a meaning."""
    columns = list(places)
    kept = chosen.kept[:, columns]
    values = np.where(kept, grid.values[:, columns, grid.at(occasion)], 0.0)
    return np.asarray(values.sum(axis=1) / np.maximum(kept.sum(axis=1), 1))


def _base(grid: Grid, least: int) -> tuple[tuple[str, ...], Mask]:
    timed = [o for o in ("pre", "post", "follow_up") if o in grid.occasions]
    for core in (*combinations(timed, 2), *((o,) for o in timed)):
        base = _complete(grid, _used(grid, core))
        if base.sum() >= least:
            return core, base
    return (), np.zeros(len(grid.people), dtype=bool)


def _others(grid: Grid, core: Sequence[str]) -> list[str]:
    wanted = ("then", "post", "follow_up") if "pre" in core else ("follow_up",)
    return [o for o in wanted if o in grid.occasions and o not in core]


def _used(grid: Grid, core: Sequence[str]) -> Mask:
    return np.asarray(grid.rated[:, :, [grid.at(o) for o in core]].all(axis=2))


def _complete(grid: Grid, use: Mask) -> Mask:
    enough = [use[:, list(p)].sum(axis=1) >= min(ENOUGH, len(p)) for _, _, p in grid.dimensions]
    return np.asarray(np.logical_and.reduce(enough)) if enough else np.zeros(len(grid.people), dtype=bool)


def _of_items(base: Mask, blocks: Sequence[Mask], full: Mask, released: Released, least: int) -> Mask:
    group = safe_part(blocks, full, least)
    return group if group.any() and released.release(group) else np.zeros_like(base)
