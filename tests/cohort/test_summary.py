import csv
import io
from itertools import product

import pytest

pytest.importorskip("pyarrow")

from kit.cohort.engines import Cell
from kit.cohort.summary import summary_csv

ITEM = ("ms_perez", "rate.equity.preferences", "pre")


def row(n, missing, learners, *, low=0, high=4):
    cells = [Cell(*ITEM, None, n, 2 * n, low, high)] if n else []
    cells += [Cell(*ITEM, "no_chance", missing, 0, None, None)] if missing else []
    (found,) = csv.DictReader(io.StringIO(summary_csv(cells, learners)))
    return found


def test_no_subtraction_from_the_whole_gives_a_small_group_away():
    for n, missing, silent in product((0, 3, 9, 10, 25, 80), (0, 1, 9, 10, 40), (0, 2, 10, 50)):
        if not n + missing:
            continue
        found = row(n, missing, n + missing + silent)
        cells = [found["n"], found["missing"], found["not_answered"]]
        shown = [int(cell) for cell in cells if cell]
        assert all(cell == 0 or cell >= 10 for cell in shown)
        hidden = n + missing + silent - sum(shown)
        everyone = n + missing + silent
        assert hidden == 0 or hidden >= min(10, everyone)
        assert bool(found["withheld"]) == ("" in cells)


def test_a_mean_is_of_ten_and_more_and_their_number_may_still_be_withheld():
    few = row(9, 0, 9)
    assert (few["mean"], few["withheld"]) == ("", "n: fewer than 10 people; mean: fewer than 10 people")
    most = row(27, 3, 30)
    assert (most["n"], most["mean"], most["missing"]) == ("", "2.0", "")
    assert (row(90, 10, 100)["n"], row(90, 10, 100)["mean"]) == ("90", "2.0")


def test_where_all_said_the_same_there_is_no_mean():
    found = row(20, 0, 20, low=2, high=2)
    assert (found["n"], found["mean"]) == ("20", "")
    assert "alike" in found["withheld"]


def test_a_question_nobody_has_a_number_for_has_a_row():
    assert row(0, 12, 12)["missing"] == "12"
    assert row(0, 12, 12)["mean"] == ""
