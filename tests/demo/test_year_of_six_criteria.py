"""A rubric of six criteria, four of which no machine reads, from the build to the class report."""

from __future__ import annotations

import json
import re

import nbformat
import pytest
from courses import add_criteria, small_course, standing_for_the_course
from typed import kit

from kit.build import build
from kit.content import compiled
from kit.ratings import open_ratings
from kit.ratings.tables import counting
from kit.statistics.class_folder import open_class

SIX = ["event", "action", "voice", "pace", "tone", "craft"]
UNREAD = SIX[2:]
TEXT = (
    "At the fall conference a father laid our report face down. I took him to be angry with the school and "
    "with me. On Monday I will call him and ask what he would like to know about his son."
)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    root = small_course(tmp_path_factory.mktemp("course"))
    add_criteria(root, UNREAD)
    build(root)
    with standing_for_the_course(root):
        yield root


@pytest.fixture(scope="module")
def year(course, tmp_path_factory, year_without_report):
    """One learner's year."""
    return year_without_report(tmp_path_factory.mktemp("year"), 1)


def test_the_assignment_has_a_cell_for_each(course):
    assert [c.id for c in compiled().rubric.criteria] == SIX
    notebook = nbformat.read(course / "assignments/source/respect/respect.ipynb", 4)
    marked = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    tasks = [one["grade_id"] for one in marked if one.get("task")]
    assert tasks == [f"respect_{one}" for one in SIX]


def test_each_is_marked_and_comes_back_in_the_feedback(year):
    (person,) = year.people
    with open_ratings(year.places.course, create=False) as store:
        marked = {(item, criterion) for _, item, criterion in counting(store.ratings())}
    assert {("respect.reflection", one) for one in SIX} <= marked
    page = (year.places.workspace(person.id) / "feedback" / "respect.html").read_text("utf-8")
    shown = re.findall(r"<h3>(\w+)</h3>\n.*[0-3] of 3</p>", page)
    assert sorted(shown) == sorted(one.capitalize() for one in SIX)


def test_each_mark_counts_in_the_tables_of_the_class(year):
    marks = open_class(year.places.course, consented=False).marks
    counting = marks[marks["counts"] & (marks["assignment"] == "respect")]
    assert sorted(counting["criterion"]) == sorted(SIX)


@pytest.mark.usefixtures("course")
def test_the_reader_leaves_what_it_does_not_know_to_a_person(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = kit("score", "a.txt", "--json", "--html", "page.html", "--csv", "levels.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    score = json.loads(done.stdout.splitlines()[-1])
    assert list(score["criteria"]) == SIX
    why = compiled().words["reading.not_by_machine"]
    assert [score["criteria"][one]["reason"] for one in SIX] == [None, None, *[why] * 4]
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert page.count(why) == 4
    assert all(f">{one.capitalize()}</mark></th>" in page for one in SIX)
    assert (tmp_path / "levels.csv").read_text("utf-8").splitlines()[-1] == "a.txt,reader:partnership,craft,"
    shown = kit("score", "a.txt", cwd=tmp_path)
    assert shown.stdout.count("not read by machine") == 4
