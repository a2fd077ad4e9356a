"""Nobody is found: exact attacks on everything that is published, with small groups of every kind."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up_class import ITEMS, OCCASIONS, marks, row
from ratings_course import course

from kit.content import compiled
from kit.measures.cohort import measure
from kit.measures.criteria import criteria_by_dimension
from kit.measures.grid import NOT_ANSWERED, Grid, Groups, Question, groups
from kit.measures.results import Estimate, Withheld
from kit.measures.suppress import Released, counts

LEAST = 3
"""Small, so that every group below it can be tried."""


def grids() -> st.SearchStrategy[Grid]:
    """Up to twelve people, two dimensions of three questions, three occasions, gaps of every kind."""

    def made(people: int, seed: int, gaps: float, skipped: float) -> Grid:
        rng = np.random.default_rng(seed)
        values = rng.integers(0, 5, (people, 6, 3)).astype(float)
        values[rng.random(values.shape) < gaps] = np.nan
        values[np.broadcast_to((rng.random((people, 3)) < skipped)[:, None, :], values.shape)] = np.nan
        questions = tuple(Question(f"rate.d{d}.q{q}", f"q{q}", f"d{d}") for d in range(2) for q in range(3))
        reasons = np.where(np.isnan(values), NOT_ANSWERED, "").astype(object)
        names = tuple(("", f"p{n}") for n in range(people))
        dimensions = (("d0", "D0", (0, 1, 2)), ("d1", "D1", (3, 4, 5)))
        return Grid(names, questions, dimensions, ("pre", "post", "then"), values, reasons)

    shares = st.sampled_from([0.0, 0.05, 0.1, 0.2, 0.35])
    return st.builds(made, st.integers(0, 12), st.integers(0, 10_000), shares, shares)


def published(grid: Grid, chosen: Groups) -> np.ndarray:
    """Every published mean as weights on the answers it is made of: rows × people × questions × occasions."""
    made = []
    for occasion, group in chosen.on.items():
        # A change is about those who stand in the later occasion, and gives their first mean as well.
        for told in dict.fromkeys((occasion, chosen.core[0])):
            for dimension, _, places in grid.dimensions:
                weights = np.zeros(grid.values.shape)
                kept = chosen.kept[:, list(places)] & group[:, None]
                weights[:, list(places), grid.at(told)] = kept / np.maximum(
                    kept.sum(axis=1, keepdims=True), 1
                )
                made.append(weights)
                for place in places:
                    weights = np.zeros(grid.values.shape)
                    weights[chosen.items[dimension] & group, place, grid.at(told)] = 1
                    made.append(weights)
    rows = np.array(made) if made else np.zeros((0, *grid.values.shape))
    return rows[rows.any(axis=(1, 2, 3))]


def revealed(rows: np.ndarray, least: int) -> list[tuple[int, ...]]:
    """Groups smaller than ``least`` of whom some combination of the published rows tells something."""
    if not rows.size:
        return []
    people = rows.shape[1]
    flat = rows.reshape(len(rows), people, -1)
    whole = np.linalg.matrix_rank(flat.reshape(len(rows), -1))
    found = []
    for size in range(1, least):
        for few in combinations(range(people), size):
            others = np.delete(flat, few, axis=1).reshape(len(rows), -1)
            # A combination that is nothing outside the few, and something on them, lowers the rank outside.
            rank = np.linalg.matrix_rank(others) if others.size else 0
            if rank < whole:
                found.append(few)
    return found


@given(grids())
@settings(max_examples=80, deadline=None)
def test_no_sum_or_difference_of_published_means_is_about_a_small_group(grid):
    chosen = groups(grid, LEAST)
    assert revealed(published(grid, chosen), LEAST) == []


def test_the_attack_finds_a_leak_where_there_is_one():
    rows = np.zeros((2, 5, 1, 1))
    rows[0] = 1
    rows[1, :4] = 1
    assert revealed(rows, 2) == [(4,)]


@given(st.lists(st.integers(0, 40), min_size=1, max_size=5), st.sampled_from([3, 10]))
@settings(deadline=None)
def test_what_is_hidden_in_a_row_is_no_one_or_enough(cells, least):
    asked = {str(n): cell for n, cell in enumerate(cells)}
    shown = counts(asked, least)
    hidden = [n for key, n in asked.items() if isinstance(shown[key], Withheld)]
    assert all(shown[key] == n for key, n in asked.items() if not isinstance(shown[key], Withheld))
    assert all(isinstance(shown[key], Withheld) for key, n in asked.items() if 0 < n < least)
    if sum(cells) >= least:
        assert sum(hidden) == 0 or (sum(hidden) >= least and len(hidden) > 1)


@given(st.integers(10, 60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12))
@settings(deadline=None)
def test_no_two_released_counts_differ_by_a_small_group(people, spans):
    whole = np.ones(people, dtype=bool)
    released = Released(whole)
    given_out = [whole]
    for start, end in spans:
        group = (np.arange(people) >= min(start, end)) & (np.arange(people) < max(start, end))
        if released.release(group):
            given_out.append(group)
    for a, b in combinations(given_out, 2):
        if not (a & ~b).any() or not (b & ~a).any():
            assert (a ^ b).sum() == 0 or (a ^ b).sum() >= 10
        if not (a & b).any():
            assert (whole & ~a & ~b).sum() == 0 or (whole & ~a & ~b).sum() >= 10


COHORTS = (
    st.integers(9, 29), st.integers(0, 1000), st.sampled_from([0.0, 0.02, 0.1, 0.4]),
    st.lists(st.integers(0, 14), min_size=4, max_size=4),
)  # fmt: skip


@given(*COHORTS)
@settings(max_examples=6, deadline=None)
def test_no_subtraction_of_a_cohort_s_numbers_shows_one_to_nine_people(people, seed, gaps, absent):
    subtraction_shows_nobody(people, seed, gaps, absent)


@pytest.mark.slow
@given(*COHORTS)
@settings(max_examples=30, deadline=None)
def test_no_subtraction_shows_one_to_nine_people_in_thirty_examples(people, seed, gaps, absent):
    subtraction_shows_nobody(people, seed, gaps, absent)


def subtraction_shows_nobody(people, seed, gaps, absent):
    rng = np.random.default_rng(seed)
    rows = [
        row(f"p{p}", o, i, None if rng.random() < gaps else int(rng.integers(0, 5)))
        for p in range(people)
        for o, away in zip(OCCASIONS, absent, strict=True)
        if p >= away
        for i in ITEMS
    ]
    made = measure(rows, course()).cohort
    whole = made.learners
    numbers = [one.estimate for one in made.summaries]
    numbers += [one.difference for one in (*made.changes, *made.shifts)]
    sizes = {one.n for one in numbers if isinstance(one, Estimate)}
    assert all(n >= 10 for n in sizes)
    if isinstance(whole, Withheld):
        assert not sizes
        assert not made.missing.rows
        return
    assert all(whole - n == 0 or whole - n >= 10 for n in sizes)
    for one in made.missing.rows:
        cells = [one.rated, *one.reasons.values()]
        seen = [n for n in cells if isinstance(n, int)]
        assert all(n == 0 or n >= 10 for n in seen)
        hidden = whole - sum(seen)
        assert hidden == 0 or hidden >= 10
        estimate = next(s.estimate for s in made.summaries if (s.id, s.occasion) == (one.id, one.occasion))
        if isinstance(one.rated, int) and isinstance(estimate, Estimate):
            assert one.rated == estimate.n or one.rated - estimate.n >= 10
    counted = [p.count for p in made.missing.patterns]
    hidden = whole - sum(n for n in counted if isinstance(n, int))
    assert hidden == 0 or hidden >= 10


@given(st.lists(st.integers(0, 30), min_size=6, max_size=6), st.integers(0, 99))
@settings(max_examples=30, deadline=None)
def test_marks_of_small_groups_and_small_levels_are_withheld(marked, seed):
    content = compiled()
    tasks = [a for c in content.cases.values() for a in c.items.assignments if a.graded]
    given_out = [
        mark
        for n, (task, people) in enumerate(zip(tasks, marked, strict=True))
        for mark in marks(
            people, task.graded, [c.id for c in content.rubric.criteria_of(task.rubric)], seed=seed + n
        )
    ]
    made, _ = criteria_by_dimension(given_out, content)
    sizes = set()
    for cell in made.cells:
        if isinstance(cell.n, Withheld):
            assert all(isinstance(n, Withheld) for n in cell.levels)
            assert isinstance(cell.estimate, Withheld)
            continue
        sizes.add(cell.n)
        shown = [n for n in cell.levels if isinstance(n, int)]
        assert shown == [] or (sum(shown) == cell.n and all(n == 0 or n >= 10 for n in shown))
    # These people are nested, so that any two sizes can be subtracted.
    assert all(abs(a - b) >= 10 for a, b in combinations(sizes, 2))


def test_nine_people_give_no_number_at_all():
    content = compiled()
    nine = [row(f"p{p}", o, i, (p + n) % 5) for p in range(9) for o in OCCASIONS for n, i in enumerate(ITEMS)]
    criteria = [c.id for c in content.rubric.criteria]
    made = measure(
        nine, content, [*marks(9, "vignette.a", criteria), *marks(9, "equity.reflection", criteria)]
    ).cohort
    assert "Estimate(" not in repr(made)
    assert isinstance(made.learners, Withheld)
