from __future__ import annotations

import shutil

import pytest

pytest.importorskip("nbgrader")

from desk_course import LEARNERS, WORDS, autograded, served

from kit.desk import Desk, Sitting
from kit.ratings import open_ratings


@pytest.fixture(scope="session")
def graded(tmp_path_factory):
    """A course root with three learners' equity hand-ins, autograded by nbgrader once."""
    words = {learner: WORDS.format(name=learner.title()) for learner in LEARNERS}
    return autograded(tmp_path_factory.mktemp("desk") / "course", words)


@pytest.fixture
def course(graded, tmp_path):
    """A copy of the graded course, to be marked."""
    shutil.copytree(graded, tmp_path / "course")
    return tmp_path / "course"


@pytest.fixture
def desk(course):
    """One marker's desk on the course."""
    with open_ratings(course) as store:
        made = Desk(Sitting(course, "equity", rater="ana"), store)
        yield made
        made.close()


@pytest.fixture
def server(desk):
    with served(desk) as found:
        yield found
