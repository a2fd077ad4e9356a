"""The long table laid out as people × questions × occasions, each gap with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.measures.intervals import Floats
from kit.measures.long_table import OCCASIONS, TWO_ANSWERS
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

    Examples
    --------
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
