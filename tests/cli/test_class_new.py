"""``kit class new``: a course root that is whole, outside the course's own files, and never overwritten."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from typed import kit

pytest.importorskip("nbgrader")

import make_submissions as make
from nbgrader.api import Gradebook

from kit.classroom import read_roster, read_settings
from kit.classroom.new import IGNORED
from kit.content import compiled
from kit.demo.class_root import fill_class
from kit.demo.places import empty_folder
from kit.model import KitError

CHECKOUT = Path(__file__).parents[2]
ASSIGNMENTS = [one.id for one in compiled().assignments]


def contents(root):
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()
    }


def test_a_new_class_is_ready_for_nbgrader(tmp_path):
    done = kit("class", "new", "fall class", "--course", "Fall", "--hand-in-to", "Canvas", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    root = tmp_path / "fall class"
    assert "kit roster 'fall class'" in done.stdout
    assert sorted(path.name for path in (root / "source").iterdir()) == sorted(ASSIGNMENTS)
    assert not any(path.is_symlink() for path in root.rglob("*"))
    assert sys.platform == "win32" or root.stat().st_mode & 0o777 == 0o700
    assert (read_settings(root).course, read_settings(root).hand_in_to) == ("Fall", "Canvas")
    assert (root / "nbgrader_config.py").read_bytes() == (
        CHECKOUT / "assignments/nbgrader_config.py"
    ).read_bytes()
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    assert (root / "release/equity/equity.ipynb").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_the_folder_of_a_made_up_class_is_closed_too(tmp_path, monkeypatch):
    assert empty_folder(tmp_path / "deep" / "year").out.stat().st_mode & 0o777 == 0o700

    def stopped(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("kit.demo.class_root.run", stopped)
    root = tmp_path / "other" / "practice"
    with pytest.raises(KeyboardInterrupt):
        fill_class(root, marked=True, learners=2)
    assert root.stat().st_mode & 0o777 == 0o700


def test_git_leaves_out_the_same_as_in_the_checkout():
    kept = (CHECKOUT / "assignments" / ".gitignore").read_text("utf-8").splitlines()[1:]
    assert set(kept) == set(IGNORED.splitlines()[1:]) - {"!class.json"}


def test_what_a_class_is_called_stays_and_is_said_to(tmp_path):
    root = tmp_path / "fall"
    kit("class", "new", root, "--course", "Fall")
    done = kit("class", "new", root, "--course", "Spring", "--term", "2027")
    said = done.stdout.splitlines()
    assert (
        f"--course Spring was not used: in {root / 'class.json'}, course stays Fall. Change it there." in said
    )
    assert f"--term 2027 was not used: in {root / 'class.json'}, term stays empty. Change it there." in said
    assert read_settings(root).course == "Fall"
    assert "not taken" not in kit("class", "new", root, "--course", "Fall").stdout


def test_what_is_there_stays_and_what_is_missing_is_added(tmp_path):
    root = tmp_path / "fall"
    kit("class", "new", root)
    (root / "due.csv").write_text("assignment,learner,due\nequity,,2026-09-18\n", "utf-8")
    (root / "source/equity/equity.ipynb").write_text("mine", "utf-8")
    shutil.rmtree(root / "source/respect")
    before = contents(root)
    done = kit("class", "new", root)
    assert "added source/respect." in done.stdout
    assert before.items() <= contents(root).items()
    assert "nothing was missing" in kit("class", "new", ".", cwd=root).stdout


@pytest.mark.parametrize("place", ["assignments/mine", ".", "case_studies", "..", "link"])
def test_the_courses_own_files_are_no_place_for_a_class(tmp_path, place):
    folder = CHECKOUT / place
    if place == "link":
        folder = tmp_path / "link" / "new"
        (tmp_path / "link").symlink_to(CHECKOUT)
    existed = folder.exists()
    done = kit("class", "new", folder)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "the course's own files" in done.stderr
    assert folder.exists() == existed


def test_a_file_and_two_ways_of_filling_are_refused(tmp_path):
    (tmp_path / "a.txt").write_text("mine")
    assert "is a file; name a folder" in kit("class", "new", tmp_path / "a.txt").stderr
    assert "is a file; name a folder" in kit("class", "new", tmp_path / "a.txt", "--unmarked").stderr
    assert "use only one" in kit("class", "new", tmp_path / "new", "--sample", "--unmarked").stderr
    assert "--course must be" in kit("class", "new", tmp_path / "new", "--course", "a\nb").stderr
    assert not (tmp_path / "new").exists()


@pytest.mark.slow
def test_a_made_up_class_that_was_stopped_goes_on_and_is_collected_and_not_marked(tmp_path, monkeypatch):
    root = tmp_path / "practice"
    kit("class", "new", root, "--course", "Mine")
    before = contents(root)
    moved = Path.rename

    def stopped(self, target):
        if Path(target).name == "gradebook.db":
            raise KeyboardInterrupt
        return moved(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "rename", stopped)
        with pytest.raises(KeyboardInterrupt):
            fill_class(root, marked=False, learners=2)
    assert not (root / "gradebook.db").exists()
    fill_class(root, marked=False, learners=2)
    assert not list(root.glob(".made_up*"))
    assert before.items() <= contents(root).items()
    learners = [one.id for one in read_roster(root)]
    assert len(learners) == 2
    assert all(one.startswith("made-up-") for one in learners)
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
        assert {one.student_id for one in gb.assignment_submissions("equity")} == set(learners)
        assert all(one.needs_manual_grade for one in gb.assignment_submissions("equity"))
    assert not (root / "ratings.db").exists()
    with pytest.raises(KitError, match="already has a class in it"):
        fill_class(root, marked=True, learners=2)
