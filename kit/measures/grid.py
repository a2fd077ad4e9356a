"""The long table as people × questions × occasions, each gap with its reason, and the people in each number.

One base group is chosen so that no number gives away another: the people who rated at least two questions of
every dimension on both the first and a later occasion (or, if there are too few of them, on one occasion). A
person's dimension mean uses the same questions on every occasion. Otherwise, a question that somebody
couldn't rate at first would look like change.

If one to nine people in the base didn't rate on another occasion, subtraction would show their answers. So
either all numbers leave them out (if that costs at most a fifth of the base), or that occasion is withheld.
Single questions are shown for the people who rated every question of the dimension.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.measures.change import Floats
from kit.measures.long_table import OCCASIONS, TWO_ANSWERS
from kit.measures.suppress import LEAST, Mask, Released, parted, safe_part
from kit.model import Content

NOT_ANSWERED = "not_answered"
"""The person answered other questions on this occasion, but left this one out."""
NOT_TAKEN = "not_taken"
"""The person answered nothing on this occasion."""


@dataclass(frozen=True)
class Question:
    """One self-rating item of one case."""

    id: str
    """The item's id; if there are several cases, ``case/item``."""
    label: str
    dimension: str


@dataclass(frozen=True)
class Grid:
    """Everyone's ratings."""

    people: tuple[tuple[str, str], ...]
    """Course and learner."""
    questions: tuple[Question, ...]
    dimensions: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Each dimension's id, name, and the indexes of its questions."""
    occasions: tuple[str, ...]
    values: Floats
    """People × questions × occasions; NaN means no number."""
    reasons: NDArray[np.object_]
    """Why there is no number, same shape; an empty string if there is one."""

    def at(self, occasion: str) -> int:
        """Return the index of an occasion."""
        return self.occasions.index(occasion)

    @property
    def rated(self) -> NDArray[np.bool_]:
        """People × questions × occasions: whether there is a number."""
        return np.asarray(~np.isnan(self.values))


def lay_out(rows: Iterable[Mapping[str, Any]], content: Content) -> Grid:
    """Lay out rows of the long table; a ``course`` column distinguishes people who have the same id.

    If two rows for the same person, question and occasion differ, the result is a gap (`TWO_ANSWERS`).

    >>> from kit.content import compiled
    >>> row = {"learner": "lee", "case": "ms_perez", "occasion": "pre", "item": "rate.equity.preferences"}
    >>> grid = lay_out([row | {"value": 3, "missing": None}], compiled())
    >>> grid.people, grid.occasions, grid.values[0, 0, 0], grid.reasons[0, 1, 0]
    ((('', 'lee'),), ('pre',), np.float64(3.0), 'not_answered')
    """
    by_case_and_item = _questions(content)
    questions = tuple(by_case_and_item.values())
    place = {key: n for n, key in enumerate(by_case_and_item)}
    found: dict[tuple[tuple[str, str], int, str], tuple[int | None, str | None]] = {}
    for row in rows:
        asked, occasion = (str(row["case"]), str(row["item"])), str(row["occasion"])
        if asked not in place or occasion not in OCCASIONS:
            continue
        person = (str(row.get("course") or ""), str(row["learner"]))
        answer = (row["value"], row["missing"])
        key = (person, place[asked], occasion)
        found[key] = answer if found.get(key, answer) == answer else (None, TWO_ANSWERS)
    people = tuple(sorted({person for person, _, _ in found}))
    occasions = tuple(o for o in OCCASIONS if any(o == occasion for _, _, occasion in found))
    row_of, column_of = {p: n for n, p in enumerate(people)}, {o: n for n, o in enumerate(occasions)}
    shape = (len(people), len(questions), len(occasions))
    values, reasons = np.full(shape, np.nan), np.full(shape, NOT_ANSWERED, dtype=object)
    for (person, question, occasion), (value, missing) in found.items():
        at = row_of[person], question, column_of[occasion]
        if value is None:
            reasons[at] = missing or NOT_ANSWERED
        else:
            values[at], reasons[at] = value, ""
    absent = (reasons == NOT_ANSWERED).all(axis=1)
    reasons[np.broadcast_to(absent[:, None, :], shape)] = NOT_TAKEN
    return Grid(people, questions, _dimensions(content, questions), occasions, values, reasons)


def _questions(content: Content) -> dict[tuple[str, str], Question]:
    """Return each question by its case and item."""
    names = {s.id: s.name for s in content.framework.strategies}
    several = len(content.cases) > 1
    return {
        (case_id, item.id): Question(
            id=f"{case_id}/{item.id}" if several else item.id,
            label=names.get(item.strategy, item.strategy) + (f" ({case.case.title})" if several else ""),
            dimension=item.strategy.split(".")[0],
        )
        for case_id, case in content.cases.items()
        for item in case.items.items
        if item.kind == "rating" and item.strategy
    }


def _dimensions(
    content: Content, questions: tuple[Question, ...]
) -> tuple[tuple[str, str, tuple[int, ...]], ...]:
    return tuple(
        (d.id, d.name, places)
        for d in content.framework.dimensions
        if (places := tuple(n for n, q in enumerate(questions) if q.dimension == d.id))
    )


ENOUGH = 2
"""Number of a dimension's questions that a person must have rated to have a mean."""
COST = 0.2
"""Share of the base that may be dropped to include another occasion."""


@dataclass(frozen=True)
class Groups:
    """The people in each number, as masks over a grid's people."""

    base: Mask
    core: tuple[str, ...]
    """Occasions on which everyone in the base has ratings."""
    on: Mapping[str, Mask]
    """The people in the dimension means, by occasion; a missing occasion is withheld."""
    kept: Mask
    """People × questions: whether a question counts in a person's dimension mean."""
    items: Mapping[str, Mask]
    """The people in a dimension's single questions; all False if these are withheld."""
    roster: Mask
    """The people whose missing data are described."""
    whole_shown: bool
    """Whether the roster is everyone."""
    released: Released

    def standing(self, occasion: str) -> Mask:
        """Return the people in the dimension means of an occasion; nobody if it is withheld."""
        return self.on.get(occasion, np.zeros_like(self.base))


def groups(grid: Grid, least: int = LEAST) -> Groups:
    """Choose the people for every number."""
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
    items: dict[str, Mask] = {}
    for dimension, _, places in grid.dimensions:
        full = safe_part(blocks, base & use[:, list(places)].all(axis=1), least)
        items[dimension] = full if full.any() and released.release(full) else np.zeros_like(base)
    return Groups(base, core if base.any() else (), on, use, items, roster, whole, released)


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
