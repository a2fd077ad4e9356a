"""A made-up group with every kind of withheld cell, and with bars in cells that other groups withhold."""

from __future__ import annotations

from kit.measures.results import (
    Change,
    Cohort,
    CriteriaByDimension,
    CriteriaCell,
    Estimate,
    Kind,
    MissingPattern,
    MissingRow,
    Pattern,
    Shift,
    Summary,
    VignetteChange,
    Withheld,
)
from kit.model import Content

FEW = Withheld("fewer than 10 people")
ALONE = Withheld("together with the other numbers it would reveal something about fewer than 10 people")
_OCCASIONS = ("pre", "post", "then", "follow_up")
_STEPS = {"pre": 0.0, "post": 0.7, "then": -0.4, "follow_up": 0.6}
_PEOPLE = {"pre": 24, "post": 22, "then": 21, "follow_up": 15}
_CRITERIA = ("Event", "Assumption", "Perspective", "Strategy", "Action")


def withheld_cells(content: Content) -> Cohort:
    """Return a group of 24 with gaps, withheld cells, and changes that can and can't be told from none."""
    rows = _questions(content)
    return Cohort(
        learners=24,
        occasions=_OCCASIONS,
        scale={0: "never", 1: "a few", 2: "half", 3: "most", 4: "every"},
        summaries=tuple(s for n, row in enumerate(rows) for s in _summaries(n, *row)),
        changes=tuple(_change(n, last, *row) for last in ("post", "follow_up") for n, row in enumerate(rows)),
        shifts=tuple(_shift(n, *row) for n, row in enumerate(rows)),
        missing=_missing(rows),
        mixed=(),
        vignettes=_vignettes(),
        criteria=_criteria(content),
        comparisons="Ten comparisons were made; the verdicts are corrected for that (Holm).",
        cannot_show=(),
    )


def _questions(content: Content) -> list[tuple[str, str, Kind, str]]:
    rows: list[tuple[str, str, Kind, str]] = []
    for dimension in content.framework.dimensions:
        rows.append((dimension.id, dimension.name, "dimension", dimension.id))
        rows += [(f"rate.{s.id}", s.name, "item", dimension.id) for s in dimension.strategies]
    return rows


def _around(value: float, half: float, n: int) -> Estimate:
    return Estimate(value, value - half, value + half, n, "t interval")


def _summaries(n: int, key: str, label: str, kind: Kind, dimension: str) -> list[Summary]:
    made = []
    for occasion in _OCCASIONS:
        people = _PEOPLE[occasion] - n % 4
        value = 1.2 + n % 5 * 0.3 + _STEPS[occasion] * (0.5 + n % 3 / 4)
        few = occasion == "follow_up" and n in (6, 12)
        cell = FEW if few else _around(round(value, 2), 0.25 + n % 4 * 0.08, people)
        missing = {"no_chance": FEW, "not_answered": FEW} if few else {"no_chance": n % 4, "not_answered": 0}
        if occasion == "follow_up" and n in (2, 13):
            cell = ALONE
        made.append(Summary(key, label, kind, occasion, cell, missing, dimension))
    return made


def _change(n: int, last: str, key: str, label: str, kind: Kind, dimension: str) -> Change:
    few = last == "follow_up" and n in (6, 12)
    value = round(_STEPS[last] * (0.2 + n % 5 * 0.35) - 0.1, 2)
    half = 0.24 + n % 4 * 0.07
    told = None if few or kind == "item" else value > half
    pairs = _PEOPLE[last] - n % 4
    return Change(
        key, label, kind, "pre", last, FEW if few else pairs,
        FEW if few else _around(value, half, pairs),
        FEW if few else _around(round(value * 1.1, 2), half, pairs),
        told, None, dimension,
    )  # fmt: skip


def _shift(n: int, key: str, label: str, kind: Kind, dimension: str) -> Shift:
    return Shift(key, label, kind, 21, _around(round(-0.1 - n % 5 * 0.12, 2), 0.3, 21), dimension)


def _missing(rows: list[tuple[str, str, Kind, str]]) -> MissingPattern:
    cells = []
    for n, (key, label, kind, dimension) in enumerate(rows):
        for occasion in _OCCASIONS if kind == "item" else ():
            gone, chance = 24 - _PEOPLE[occasion], n % 4
            few = occasion == "follow_up" and n in (6, 11)
            hidden = FEW if few else ALONE if n == 9 and occasion == "then" else None
            counts = {"no_chance": chance, "not_answered": gone}
            reasons = {why: hidden or people for why, people in counts.items() if people}
            rated = hidden or 24 - gone - chance
            cells.append(MissingRow(key, label, occasion, rated, reasons, dimension))
    patterns = (
        Pattern((True, True, True, True), 14),
        Pattern((True, True, True, False), FEW),
        Pattern((True, True, False, False), FEW),
        Pattern((True, False, False, False), FEW),
    )
    said = "Fourteen of 24 rated on all four occasions."
    return MissingPattern(24, _OCCASIONS, tuple(cells), patterns, said)


def _vignettes() -> tuple[VignetteChange, ...]:
    made = []
    for n, name in enumerate((*_CRITERIA, "Sum of the criteria")):
        times = 5 if n == 5 else 1
        first = _around((0.9 + n % 4 * 0.25) * times, 0.3 * times, 20)
        last = _around((1.5 + n % 3 * 0.2) * times, 0.3 * times, 20)
        step = round(last.value - first.value, 2)
        few = n == 3
        made.append(
            VignetteChange(
                "total" if n == 5 else name.lower(), name, 3 * times,
                FEW if few else first, FEW if few else last, FEW if few else 20,
                FEW if few else _around(step, 0.35 * times, 20), FEW if few else _around(step, 0.5, 20),
                {"ab": FEW, "ba": FEW} if few else {"ab": 10, "ba": 10},
                step > 0.35 * times if n == 5 else None,
            )
        )  # fmt: skip
    return tuple(made)


def _criteria(content: Content) -> CriteriaByDimension:
    own = [(name.lower(), name) for name in _CRITERIA]
    plan = [(c.id, c.name) for c in content.rubric.criteria_of("plan")]
    tasks = [(d.id, d.name, own) for d in content.framework.dimensions] + [
        ("iep_meeting", "IEP meeting", plan)
    ]
    cells = tuple(
        _cell(n, k, task, label, *criterion)
        for n, (task, label, criteria) in enumerate(tasks)
        for k, criterion in enumerate(criteria)
    )
    names = tuple((task, label) for task, label, _ in tasks)
    return CriteriaByDimension(names, (*own, *plan), cells, "")


def _cell(n: int, k: int, task: str, label: str, criterion: str, name: str) -> CriteriaCell:
    few = n == 4 and k > 2
    top, low = (n * 2 + k * 3) % 6, (n + k) % 4 + 1
    levels = (low, low + 4, 22 - 2 * low - 4 - top, top)
    mean = round(sum(level * people for level, people in enumerate(levels)) / 22, 2)
    return CriteriaCell(
        task, label, f"{task}.reflection", criterion, name, FEW if few else 22,
        (FEW,) * 4 if few or n == 3 else levels, FEW if few else _around(mean, 0.3, 22),
    )  # fmt: skip
