"""The long table as people × questions × occasions, each gap with its reason, and whom each number is about.

One base of people is chosen so that no number gives away another: those with at least two questions of every
dimension rated on the first and the later occasion. A dimension's mean is over the same questions of a person
on every occasion: a question that somebody could not yet rate at first would otherwise look like change.
Where one to nine of the base did not take another occasion, either all numbers do without them (if that costs
at most a fifth) or that occasion is withheld: subtraction would show their answers. Single questions are
shown where everyone of the group rated all of their dimension's.
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
"""The occasion was taken, the question left out."""
NOT_TAKEN = "not_taken"
"""Nothing was rated on that occasion."""


@dataclass(frozen=True)
class Question:
    """One self-rating item of one case."""

    id: str
    """The item's; where there are several cases, after the case's."""
    label: str
    dimension: str


@dataclass(frozen=True)
class Grid:
    """Everyone's ratings."""

    people: tuple[tuple[str, str], ...]
    """Course and learner."""
    questions: tuple[Question, ...]
    dimensions: tuple[tuple[str, str, tuple[int, ...]], ...]
    """Id, name and the places of its questions."""
    occasions: tuple[str, ...]
    values: Floats
    """People × questions × occasions, NaN where there is no number."""
    reasons: NDArray[np.object_]
    """Why there is none; empty where there is one."""

    def at(self, occasion: str) -> int:
        """The place of an occasion."""
        return self.occasions.index(occasion)

    @property
    def rated(self) -> NDArray[np.bool_]:
        """Where there is a number."""
        return np.asarray(~np.isnan(self.values))


def lay_out(rows: Iterable[Mapping[str, Any]], content: Content) -> Grid:
    """Lay out rows of the long table; a ``course`` in them tells people of the same id apart.

    Two rows of one person, question and occasion that differ are a gap, as two answers of one learner are.

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
    """Each question by its case and item."""
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

    def standing(self, occasion: str) -> Mask:
        """Who stands in the dimension means of an occasion; nobody where it is withheld."""
        return self.on.get(occasion, np.zeros_like(self.base))


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
