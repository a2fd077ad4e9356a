"""kit roster and kit grades killed at a random moment, and run again: everybody once, no half file."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path

import pytest
from killing import killed
from nbgrader.api import Gradebook
from typed import kit

from kit.classroom import read_roster
from kit.content import compiled

pytestmark = [
    pytest.mark.attack,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="a command is killed in a forked process"),
]

FILES = Path(__file__).parents[1] / "data" / "lms"
CANVAS = FILES / "canvas_gradebook.csv"
CLASS = ["mnunez", "nobrien", "aruiz", "bokafor", "ming.li"]
LEVELS = dict.fromkeys(CLASS, 2)


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A class in the gradebook, everything of Equity marked; no roster yet."""
    root = tmp_path_factory.mktemp("killed") / "course"
    root.mkdir()
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_assignment("equity")
        gradebook.add_notebook("equity", "equity")
        for criterion in compiled().rubric.criteria:
            cell = f"equity_{criterion.id}", "equity", "equity"
            gradebook.add_task_cell(*cell, max_score=3, cell_type="markdown")
        for learner in CLASS[:3]:
            gradebook.add_student(learner)
            gradebook.add_submission("equity", learner)
            for grade in gradebook.find_submission_notebook("equity", "equity", learner).grades:
                grade.manual_score, grade.needs_manual_grade = 2.0, False
        gradebook.db.commit()
    return root


def take(root):
    return kit("roster", root, CANVAS)


def write(root):
    return kit("grades", root, "--for", "canvas", "--into", CANVAS, "--ours", "--out", root / "new.csv")


def listed(root):
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return sorted(str(one.id) for one in gradebook.students)


def kill_and_run_again(marked, into, times):
    shutil.copytree(marked, into / "whole")
    for run in (take, write):
        cut, touches = killed(into / "whole", lambda run=run: run(into / "whole"))
        assert not cut
        assert touches
    expected = (into / "whole" / "new.csv").read_bytes()
    assert expected.count(b",10,") == 3
    chance = random.Random(times)  # noqa: S311 - the same moments every time
    stopped = {take: 0, write: 0}
    for n in range(times):
        root = into / f"course{n}"
        shutil.copytree(marked, root)
        for run, most in ((take, 12), (write, 12)):
            later = chance.random() * 0.004
            cut, _ = killed(root, lambda run=run, root=root: run(root), chance.randint(1, most), later)
            stopped[run] += cut
            # What is there is whole: no roster or all of it, no file or all of it.
            assert [one.id for one in read_roster(root)] in ([], CLASS)
            assert not (root / "new.csv").exists() or (root / "new.csv").read_bytes() == expected
            assert run(root).returncode == 0
        assert [one.id for one in read_roster(root)] == CLASS
        assert listed(root) == sorted(CLASS)
        assert (root / "new.csv").read_bytes() == expected
        shutil.rmtree(root)
    assert min(stopped.values()) >= times // 4, "the kills came too late"
    print(f"killed: roster {stopped[take]} times, grades {stopped[write]}; nobody twice, no half file")


def test_killed_and_run_again_nothing_is_lost_or_twice(marked, tmp_path):
    kill_and_run_again(marked, tmp_path, 4)


@pytest.mark.slow
def test_killed_50_times(marked, tmp_path):
    kill_and_run_again(marked, tmp_path, 50)
