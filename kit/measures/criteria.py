"""Levels by task and criterion, from primary marks: six different tasks side by side, never called growth.

Only tasks on which at least ten people have every mark are counted. If at least ten people have every mark on
all of these tasks, and they are at least four fifths of the largest task's people, all tasks show the same
people, so that tasks can be compared. Otherwise each task shows its own people, as long as subtracting one
group from another never reveals fewer than ten.
"""

from collections.abc import Iterable, Mapping, Set
from typing import Any, NamedTuple

import numpy as np

from kit.measures.change import Floats, t_interval
from kit.measures.results import CriteriaByDimension, CriteriaCell, Withheld
from kit.measures.suppress import ALIKE, COMPLEMENT, FEWER, LEAST, Mask, Released, counts, mean_level
from kit.model import LEVELS, Content, Criterion

SAME_PEOPLE = 0.8
NONE_YET = Withheld("no marks yet")
NO_INTERVAL = Withheld("no interval")
APART = "These are different tasks: no line joins them, and a difference between two is not growth."
DIFFER = "People differ from task to task."


class Task(NamedTuple):
    """The graded item of one assignment, with its criteria."""

    id: str
    label: str
    item: str
    criteria: tuple[Criterion, ...]


def criteria_by_dimension(
    marks: Iterable[Mapping[str, Any]], content: Content, *, marked: Set[str] = frozenset()
) -> tuple[CriteriaByDimension, dict[str, dict[str, dict[str, object]]]]:
    """Return the distribution and mean of levels for every task, and each counted person's level.

    ``marks`` are ``learner, item, criterion, level``, one primary mark each; a level of ``None`` is no mark.
    ``marked`` are the items that anybody has a mark on, shown or not. The second value gives people's levels
    by task and criterion, for `kit.measures.ledger`.

    >>> from kit.content import compiled
    >>> criteria_by_dimension([], compiled())[0].cell("equity", "event").estimate
    Withheld(reason='no marks yet')
    """
    tasks = _tasks(content)
    people, levels = _levels(marks, tasks)
    groups = _people(levels, marked)
    cells = []
    given: dict[str, dict[str, dict[str, object]]] = {}
    for task in tasks:
        held = groups[task.item]
        inside = given[f"marks:{task.item}"] = {}
        for place, criterion in enumerate(task.criteria):
            ids = (task.id, task.label, task.item, criterion.id, criterion.name)
            if isinstance(held, Withheld):
                cells.append(CriteriaCell(*ids, held, (held,) * 4, held))
                inside[criterion.id] = {}
            else:
                column = levels[task.item][:, place]
                cells.append(_cell(ids, column[held]))
                inside[criterion.id] = {people[n]: int(column[n]) for n in np.flatnonzero(held)}
    shown = [g for g in groups.values() if not isinstance(g, Withheld)]
    criteria = dict.fromkeys((c.id, c.name) for task in tasks for c in task.criteria)
    labels = tuple((t.id, t.label) for t in tasks)
    return CriteriaByDimension(labels, tuple(criteria), tuple(cells), _sentence(shown)), given


def every_level(marks: Iterable[Mapping[str, Any]], content: Content) -> CriteriaByDimension:
    """Return every mark, with nothing withheld, for the instructor's own view only.

    ``marks`` are as in `criteria_by_dimension`. A task without marks is left out.

    >>> from kit.content import compiled
    >>> every_level([], compiled()).cells
    ()
    """
    tasks = _tasks(content)
    _, levels = _levels(marks, tasks)
    cells = [
        _own_cell((t.id, t.label, t.item, c.id, c.name), levels[t.item][:, place])
        for t in tasks
        if not np.isnan(levels[t.item]).all()
        for place, c in enumerate(t.criteria)
    ]
    criteria = dict.fromkeys((c.criterion, c.criterion_label) for c in cells)
    labels = dict.fromkeys((c.dimension, c.dimension_label) for c in cells)
    return CriteriaByDimension(tuple(labels), tuple(criteria), tuple(cells), APART)


def _own_cell(ids: tuple[str, str, str, str, str], column: Floats) -> CriteriaCell:
    given = column[~np.isnan(column)]
    row = tuple(int((given == level).sum()) for level in LEVELS)
    if given.size < 2 or np.ptp(given) == 0:
        # A single text, or texts with the same level, have a mean but no interval.
        return CriteriaCell(*ids, len(given), row, NO_INTERVAL)
    return CriteriaCell(*ids, len(given), row, t_interval(given))


def _cell(ids: tuple[str, str, str, str, str], given: Floats) -> CriteriaCell:
    row = counts({str(level): int((given == level).sum()) for level in range(4)})
    people = tuple(row.values())
    # The mean and the interval are two more equations: with part of the row, they would give away the rest.
    if any(isinstance(n, Withheld) for n in people):
        people = (FEWER,) * 4
    elif np.ptp(given) == 0:
        people = (ALIKE,) * 4
    return CriteriaCell(*ids, len(given), people, mean_level(given, 3))


def _tasks(content: Content) -> tuple[Task, ...]:
    dimensions = {d.id: d.name for d in content.framework.dimensions}
    return tuple(
        Task(a.id, dimensions.get(a.id, a.title), a.graded, content.rubric.criteria_of(a.rubric))
        for case in content.cases.values()
        for a in case.items.assignments
        if a.graded
    )


def _levels(
    marks: Iterable[Mapping[str, Any]], tasks: tuple[Task, ...]
) -> tuple[list[str], dict[str, Floats]]:
    """Return the people, and an array of people × criteria for each item; NaN means no mark."""
    column = {(t.item, c.id): n for t in tasks for n, c in enumerate(t.criteria)}
    found: dict[tuple[str, str], dict[int, int]] = {}
    for mark in marks:
        key = (str(mark["item"]), str(mark["criterion"]))
        if key in column and mark["level"] is not None:
            person = f"{mark.get('course') or ''}\n{mark['learner']}"
            found.setdefault((person, key[0]), {})[column[key]] = int(mark["level"])
    row = {person: n for n, person in enumerate(sorted({person for person, _ in found}))}
    levels = {t.item: np.full((len(row), len(t.criteria)), np.nan) for t in tasks}
    for (person, item), given in found.items():
        for place, level in given.items():
            levels[item][row[person], place] = level
    return list(row), levels


def _people(levels: Mapping[str, Floats], marked: Set[str]) -> dict[str, Mask | Withheld]:
    complete = {item: np.asarray(~np.isnan(table).any(axis=1)) for item, table in levels.items()}
    # Saying "no marks yet" about a marked task would reveal that nobody consented.
    given_to = marked | {item for item, table in levels.items() if not np.isnan(table).all()}
    held: dict[str, Mask | Withheld] = {item: FEWER if item in given_to else NONE_YET for item in complete}
    alive = {item: mask for item, mask in complete.items() if mask.sum() >= LEAST}
    if not alive:
        return held
    everywhere = np.logical_and.reduce(list(alive.values()))
    if everywhere.sum() >= max(LEAST, SAME_PEOPLE * max(m.sum() for m in alive.values())):
        return {item: everywhere if item in alive else held[item] for item in held}
    released = Released(np.ones(everywhere.size, dtype=bool), whole_known=False)
    given: list[Mask] = []
    for item, mask in sorted(alive.items(), key=lambda pair: pair[1].sum()):
        tries = [mask, *sorted((mask & g for g in given), key=lambda m: -m.sum())]
        fitting = next((one for one in tries if released.release(one)), None)
        held[item] = COMPLEMENT if fitting is None else fitting
        given += [] if fitting is None else [fitting]
    return held


def _sentence(shown: list[Mask]) -> str:
    if not shown:
        return f"No task has marks that may be shown yet. {APART}"
    if len(shown) > 1 and all((mask == shown[0]).all() for mask in shown):
        return f"The same {int(shown[0].sum())} people are in all {len(shown)} tasks shown. {APART}"
    return f"{APART} {DIFFER}" if len(shown) > 1 else APART
