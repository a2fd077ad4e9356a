from __future__ import annotations

import shutil

import pytest

pytest.importorskip("nbgrader")

import make_submissions as make
from desk_course import LEARNERS, WORDS, hand_in, served

from kit.desk import Desk, Sitting
from kit.ratings import open_ratings


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """Three learners' equity, collected and autograded by nbgrader once."""
    root = make.make_course(tmp_path_factory.mktemp("desk") / "course")
    for learner in LEARNERS:
        hand_in(root, learner, WORDS.format(name=learner.title()))
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    assert make.nbgrader_here(root, "autograde", "equity") == 0
    return root


@pytest.fixture
def course(graded, tmp_path):
    """A copy of it, to be marked."""
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def desk(course):
    """One marker's desk on it."""
    with open_ratings(course) as store:
        made = Desk(Sitting(course, "equity", rater="ana"), store)
        yield made
        made.close()


@pytest.fixture
def server(desk):
    with served(desk) as found:
        yield found
