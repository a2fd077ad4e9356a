"""Two markers, each with a class folder, give 300 levels each on one PostgreSQL server at the same time."""

from __future__ import annotations

import shutil
import threading
from collections import Counter

import pytest

from kit.grading.counting import marks_that_count
from kit.ratings import open_ratings
from kit.ratings.tables import counting
from lab.bench.desk import make_class, running_desk

LEARNERS = 60
MARKERS = {"ana": 1, "ben": 2}


def mark_everything(root, address, rater, level, acknowledged):
    """Give each criterion of each text a level, as fast as the desk takes them."""
    with running_desk(root, "--db", address, "--rater", rater, "--blind") as desk:
        for text in desk.ask("desk")["texts"]:
            one = desk.ask(f"text/{text['code']}")
            for criterion in one["criteria"]:
                of = {
                    "code": one["code"],
                    "criterion": criterion,
                    "level": level,
                    "revision": one["revision"],
                }
                told = desk.ask("level", of)
                assert told["criteria"][criterion]["own"] == level
                acknowledged.append((rater, one["code"], criterion))


@pytest.mark.slow
def test_two_markers_give_300_levels_each_and_none_is_lost(postgresql_address, tmp_path):
    root = tmp_path / "ana"
    root.mkdir()
    make_class(root, LEARNERS)
    shutil.copytree(root, tmp_path / "ben")
    acknowledged = []
    markers = [
        threading.Thread(
            target=mark_everything, args=(tmp_path / who, postgresql_address, who, level, acknowledged)
        )
        for who, level in MARKERS.items()
    ]
    for one in markers:
        one.start()
    for one in markers:
        one.join(300)
    assert Counter(rater for rater, _, _ in acknowledged) == dict.fromkeys(MARKERS, 300)
    with open_ratings(postgresql_address, create=False) as store:
        kept = store.ratings()
        assert Counter(one.rater for one in kept) == dict.fromkeys(MARKERS, 300)
        assert all(one.level == MARKERS[one.rater] for one in kept)
        primary = {(who, criterion): one.level for (who, _, criterion), one in counting(kept).items()}
        assert len(primary) == 300
    counted = marks_that_count(root, postgresql_address)
    assert {(one["learner"], one["criterion"]): one["level"] for one in counted.marks} == primary
    assert {cell.criterion: cell.level for cell in counted.gradebook.cells}.keys() == {c for _, c in primary}
    assert all(cell.level == primary[cell.learner, cell.criterion] for cell in counted.gradebook.cells)
    both = Counter(one.rater for one in counting(kept).values())
    print(f"600 levels by two markers, {len(kept)} kept, {dict(both)} of them count, 0 lost")
