from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbgrader")

from kit.content import compiled
from kit.content.sample_class import sample_class
from kit.demo.answers import Writer, Year
from kit.demo.people import people
from kit.demo.places import empty_folder, inside
from kit.demo.steps import STEPS, Making, run

WORKSPACE = "01JDZZZZZZZZZZZZZZZZZZZZZZ"


@pytest.fixture(scope="session")
def written() -> Callable[..., list[Year]]:
    """A function that returns the year of everyone in a class, without writing a file."""

    def write(learners: int, seed: int = 1) -> list[Year]:
        content, sample = compiled(), sample_class()
        return [
            Writer(person, WORKSPACE, seed, learners, content, sample).write()
            for person in people(learners, seed, sample.words.learners)
        ]

    return write


@pytest.fixture(scope="session")
def year_without_report() -> Callable[[Path, int], Making]:
    """A function that makes the year of this many learners: all steps but the real course's report."""

    def make(folder: Path, learners: int) -> Making:
        sample = sample_class()
        everybody = people(learners, 1, sample.words.learners)
        making = Making(empty_folder(folder), 1, everybody, compiled(), sample)
        with inside(making.places):
            for step in STEPS[:-1]:
                run(step, making)
        return making

    return make


class Made:
    """A year made by ``kit demo``, and the home folder in which it ran."""

    def __init__(self, base: Path, learners: int, *more: str) -> None:
        self.out = base / "year"
        self.home = base / "home"
        self.learners = learners
        self.run = self.again(*more)
        assert self.run.returncode == 0, self.run.stderr

    def again(self, *more: str) -> subprocess.CompletedProcess[str]:
        """Run the command with ``home`` as the only folder of the user's that it can reach."""
        (self.home / "tmp").mkdir(parents=True, exist_ok=True)
        mine = ("KIT_", "JUPYTER_", "XDG_", "IPYTHON", "MPL")
        clean = {name: value for name, value in os.environ.items() if not name.startswith(mine)}
        more_env = {"HOME": str(self.home), "TMPDIR": str(self.home / "tmp"), "COLUMNS": "100"}
        kit = str(Path(sys.executable).with_name("kit"))
        return subprocess.run(
            [kit, "demo", "--out", str(self.out), "--learners", str(self.learners), *more],
            env=clean | more_env,
            cwd=self.home,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )

    def read(self, name: str) -> Any:
        """Return a file's text, by its path below the folder."""
        return (self.out / name).read_text(encoding="utf-8-sig")


@pytest.fixture(
    scope="session",
    params=[pytest.param(5, marks=pytest.mark.slow), pytest.param(12, marks=pytest.mark.slow)],
)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """The smallest class that has every kind of learner, and the class of a plain ``kit demo``."""
    return Made(tmp_path_factory.mktemp("year"), request.param)
