"""The learner's copy: made, refreshed, and never at the cost of what she wrote."""

from __future__ import annotations

import json
import os
import stat

import pytest
from refused import refused

from kit.content.course_files import source_of
from kit.journal import read_workspace
from kit.pages.notebook_copies import refresh, remember_port, restore

START = "00_start_here.ipynb"


def sources(path):
    return [source_of(cell) for cell in json.loads(path.read_text())["cells"]]


@pytest.fixture
def folder(tmp_path, course):
    refresh(tmp_path / "mine", course=course)
    return tmp_path / "mine"


def test_first_start_copies_notebooks_and_pictures_and_nothing_else(folder):
    there = sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())
    assert there == [
        ".partnership/shipped.json",
        ".partnership/workspace.json",
        START,
        "01_equity.ipynb",
        "pictures/pictures.svg",
    ]


def test_second_start_changes_no_byte(folder, course, write_notebook):
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}
    done = refresh(folder, course=course)
    assert (done.new, done.kept) == ((), ())
    assert before == {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in folder.rglob("*") if p.is_file()}


def test_an_untouched_notebook_is_replaced_by_a_newer_one(folder, course, write_notebook):
    write_notebook(course / "notebooks" / START, ("a", "markdown", "# Start, second edition"))
    done = refresh(folder, course=course)
    assert (done.new, done.kept) == ((START,), ())
    assert "second edition" in (folder / START).read_text()


def test_outputs_and_metadata_do_not_make_a_notebook_changed(folder, course, write_notebook):
    notebook = json.loads((folder / START).read_text())
    notebook["metadata"]["language_info"] = {"name": "python"}
    notebook["cells"][1]["execution_count"] = 4
    (folder / START).write_text(json.dumps(notebook))
    assert refresh(folder, course=course).kept == ()


def test_a_notebook_whose_cells_lack_the_courses_marks_gets_them_and_no_copy_is_kept(folder, course):
    shipped = json.loads((course / "notebooks" / START).read_text())
    for cell in shipped["cells"]:
        cell["metadata"] |= {"editable": False, "deletable": False}
    (course / "notebooks" / START).write_text(json.dumps(shipped))
    assert refresh(folder, course=course) == ((), ()), "its words are the same"
    there = json.loads((folder / START).read_text())
    assert all(cell["metadata"]["editable"] is False for cell in there["cells"])
    there["cells"][0]["metadata"] = {"trusted": True, "editable": False, "deletable": False}
    (folder / START).write_text(json.dumps(there))
    before = (folder / START).read_bytes()
    refresh(folder, course=course)
    assert (folder / START).read_bytes() == before, "what Jupyter adds stays"


def test_one_notebook_is_restored_and_nothing_else(folder, course, write_notebook):
    for name in (START, "01_equity.ipynb"):
        write_notebook(folder / name, ("a", "markdown", "# My own"))
    assert restore(folder, START, course=course) == "00_start_here (yours).ipynb"
    assert sources(folder / START) == ["# Start", "1 + 1"]
    assert (
        sources(folder / "00_start_here (yours).ipynb") == sources(folder / "01_equity.ipynb") == ["# My own"]
    )
    (folder / START).unlink()
    assert restore(folder, START, course=course) is None
    assert sources(folder / START) == ["# Start", "1 + 1"]


@pytest.mark.parametrize("name", ["guide.ipynb", "instructor/guide.ipynb", "../00_start_here.ipynb", ""])
def test_what_is_no_notebook_of_the_course_is_not_restored(folder, course, name):
    with refused("page.none"):
        restore(folder, name, course=course)


def test_a_changed_notebook_is_kept_beside_the_new_one_each_time(folder, course, write_notebook):
    for count, name in enumerate(["00_start_here (yours).ipynb", "00_start_here (yours 2).ipynb"]):
        write_notebook(folder / START, ("a", "markdown", f"# My own {count}"))
        done = refresh(folder, course=course)
        assert done.kept == ((START, name),)
        assert sources(folder / name) == [f"# My own {count}"]
        assert sources(folder / START) == ["# Start", "1 + 1"]
    assert sources(folder / "00_start_here (yours).ipynb") == ["# My own 0"]


def test_a_file_that_is_no_notebook_any_more_is_kept_too(folder, course, write_notebook):
    (folder / START).write_bytes(b"\xff half a notebook")
    ((_, kept),) = refresh(folder, course=course).kept
    assert (folder / kept).read_bytes() == b"\xff half a notebook"


def test_answers_feedback_and_hand_ins_are_never_touched(folder, course, write_notebook):
    for name in ("responses.jsonl", "feedback/equity.html", "handin/equity_a.zip", "notes.txt"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(name)
    write_notebook(course / "notebooks" / START, ("a", "markdown", "# New"))
    refresh(folder, course=course)
    for name in ("responses.jsonl", "feedback/equity.html", "handin/equity_a.zip", "notes.txt"):
        assert (folder / name).read_text() == name


def test_a_link_in_the_workspace_is_not_written_through(folder, course, tmp_path):
    outside = tmp_path / "outside.ipynb"
    outside.write_text("{}")
    (folder / START).unlink()
    (folder / START).symlink_to(outside)
    refresh(folder, course=course)
    assert outside.read_text() == "{}"
    assert not (folder / START).is_symlink()


def test_a_read_only_course_gives_a_workspace_one_can_write_in(tmp_path, course):
    (course / "notebooks" / START).chmod(0o444)
    refresh(tmp_path / "mine", course=course)
    assert (tmp_path / "mine" / START).stat().st_mode & 0o200


def test_port_and_learner_are_remembered_and_the_id_stays(folder, course, write_notebook):
    identity = read_workspace(folder)["id"]
    remember_port(folder, 8899)
    refresh(folder, course=course, learner="lee")
    refresh(folder, course=course)
    facts = read_workspace(folder)
    assert (facts["id"], facts["port"], facts["learner"]) == (identity, 8899, "lee")
    with refused("workspace.other_learner", own="lee", learner="kim"):
        refresh(folder, course=course, learner="kim")


def test_the_course_itself_and_other_peoples_folders_are_refused(tmp_path, course):
    full = tmp_path / "full"
    full.mkdir()
    (full / "thesis.txt").write_text("mine")
    file = tmp_path / "file"
    file.write_text("")
    ours = [(folder, "workspace.is_course") for folder in (course, course / "notebooks")]
    for wrong, code in (*ours, (full, "workspace.other_files"), (file, "workspace.is_file")):
        with refused(code, folder=wrong.resolve()):
            refresh(wrong, course=course)
    assert [p.name for p in full.iterdir()] == ["thesis.txt"]


@pytest.mark.attack
def test_a_link_in_the_place_of_a_folder_is_not_followed(course, tmp_path):
    folder, outside = tmp_path / "w", tmp_path / "outside"
    refresh(folder, course=course)
    (folder / "pictures").rename(outside)
    (outside / "pictures.svg").write_text("mine")
    (folder / "pictures").symlink_to(outside, target_is_directory=True)
    with refused("workspace.folder_is_link"):
        refresh(folder, course=course)
    assert (outside / "pictures.svg").read_text() == "mine"


@pytest.mark.attack
@pytest.mark.parametrize("name", [".partnership", ".partnership/workspace.json", ".partnership/shipped.json"])
def test_a_link_in_the_place_of_what_the_course_knows_is_refused(course, tmp_path, name):
    folder, outside = tmp_path / "w", tmp_path / "outside"
    refresh(folder, course=course)
    (folder / name).rename(outside)
    (folder / name).symlink_to(outside)
    for opening in (lambda: refresh(folder, course=course), lambda: read_workspace(folder)):
        with refused("workspace.link", file=folder / name):
            opening()


@pytest.mark.attack
@pytest.mark.skipif(os.name != "posix", reason="file modes are a thing of POSIX")
def test_a_course_folder_of_before_is_closed_to_others_too(tmp_path, course):
    folder = tmp_path / "mine"
    refresh(folder, course=course)
    folder.chmod(0o777)
    refresh(folder, course=course)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", [START, ".partnership/shipped.json"])
def test_a_file_of_nothing_but_brackets_stops_no_start(folder, course, name):
    brackets = "[" * 200_000
    (folder / name).write_text(brackets)
    kept = refresh(folder, course=course).kept
    assert sources(folder / START) == sources(course / "notebooks" / START)
    if name == START:
        ((_, yours),) = kept
        assert (folder / yours).read_text() == brackets
