"""``kit roster`` as it is typed: the class list into roster.csv and into nbgrader's gradebook."""

from __future__ import annotations

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from typed import kit, kit_process

from kit.classroom import Member, read_roster, write_roster

FILES = Path(__file__).parents[1] / "data" / "lms"


@pytest.fixture(scope="module")
def imported(tmp_path_factory):
    """A class made from Canvas' gradebook, and what the command said."""
    root = tmp_path_factory.mktemp("roster") / "course"
    root.mkdir()
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        gradebook.add_student("aruiz", first_name="Ana")
        gradebook.add_student("zoe")
    return root, kit("roster", root, FILES / "canvas_gradebook.csv")


@pytest.fixture
def root(imported, tmp_path):
    return shutil.copytree(imported[0], tmp_path / "course")


def students(root):
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gradebook:
        return {str(s.id): (s.first_name, s.last_name, s.email, s.lms_user_id) for s in gradebook.students}


def test_learners_stand_in_the_roster_and_in_the_gradebook(imported):
    root, done = imported
    assert done.returncode == 0, done.stderr
    assert "5 in the class, 5 new, 0 changed" in done.stdout
    assert "Test students and staff, left out: 1\n  Test Student" in done.stdout
    assert [one.id for one in read_roster(root)] == ["mnunez", "nobrien", "aruiz", "bokafor", "ming.li"]
    assert (root / "roster.csv").stat().st_mode & 0o077 == 0
    listed = students(root)
    assert set(listed) == {"aruiz", "bokafor", "ming.li", "mnunez", "nobrien", "zoe"}
    assert listed["mnunez"] == ("María José", "Núñez", None, "101")
    assert listed["aruiz"][:2] == ("Ana", "Ruiz")


def test_again_changes_nothing_and_another_platform_adds_what_it_knows(root):
    before = (root / "roster.csv").read_bytes()
    done = kit("roster", root.name, FILES / "canvas_gradebook.csv", cwd=root.parent)
    assert "0 new, 0 changed" in done.stdout
    assert (root / "roster.csv").read_bytes() == before
    done = kit("roster", ".", FILES / "moodle_participants.csv", "--yes", cwd=root)
    assert "0 new, 3 changed" in done.stdout
    assert "In the class but not in this file: 2\n  bokafor\n  ming.li" in done.stdout
    assert "with --whole" in done.stdout
    assert "Test students and staff, left out: 1\n  Tove Lind" in done.stdout
    assert students(root)["aruiz"][2] == "aruiz@example.edu"


def test_who_left_is_dated_and_stays_in_the_gradebook(root):
    done = kit("roster", root, FILES / "moodle_participants.csv", "--whole", "--yes")
    assert "Left the class, with today's date; kept in the file: 2" in done.stdout
    assert [one.id for one in read_roster(root) if not one.is_here] == ["bokafor", "ming.li"]
    assert "bokafor" in students(root)


@pytest.mark.attack
def test_a_name_is_no_markup_in_the_gradebook(root, tmp_path):
    name = "<script>alert(1)</script>"
    (tmp_path / "list.csv").write_text(f"Name,Email\n{name},eve@example.org\n", "utf-8")
    assert kit("roster", root, tmp_path / "list.csv").returncode == 0
    assert read_roster(root)[-1].name == name
    assert not set("<>") & set("".join(filter(None, students(root)["eve"])))


@pytest.mark.parametrize(
    ("text", "words", "said"),
    [
        ("Wer\nAna\n", (), "--column id=Wer"),
        ("Name\nAna\n", ("--column", "Name"), "--column id=HEADING"),
        ("Name,Email\n", (), "no learner"),
        ('Name\n"Ana\n', (), "quotation marks in a cell"),
    ],
)
def test_bad_input_is_one_sentence_and_changes_nothing(root, tmp_path, text, words, said):
    (tmp_path / "list.csv").write_text(text, "utf-8")
    before = {path: path.read_bytes() for path in root.iterdir()}
    done = kit("roster", root, tmp_path / "list.csv", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert {path: path.read_bytes() for path in root.iterdir()} == before


def test_a_locked_gradebook_leaves_the_roster_as_it_was(root):
    other = sqlite3.connect(root / "gradebook.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    before = (root / "roster.csv").read_bytes()
    done = kit("roster", root, FILES / "moodle_participants.csv")
    other.close()
    assert done.returncode == 2
    assert "in use by another program" in done.stderr
    assert (root / "roster.csv").read_bytes() == before


def test_a_run_that_was_cut_off_is_made_whole_by_the_next(root):
    # Cut off after the roster was written, before the gradebook was.
    write_roster(root, [*read_roster(root), Member("late_lee", "Lee")])
    done = kit("roster", root, FILES / "canvas_gradebook.csv")
    assert done.returncode == 0
    assert students(root)["late_lee"][0] == "Lee"


def test_without_nbgrader_nothing_is_written(tmp_path):
    done = kit_process("roster", tmp_path, FILES / "blackboard.xls", missing=("nbgrader",))
    assert done.returncode == 2
    assert "needs nbgrader, which is not installed" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_shares_only_a_name_is_left_out_until_the_roster_says_more(tmp_path):
    root, before, after = tmp_path / "fall", tmp_path / "before.csv", tmp_path / "after.csv"
    root.mkdir()
    before.write_text("Name,Email\nAna Ruiz,ana.ruiz@old.example\nBen Ng,ben@old.example\n")
    after.write_text("Name,Email\nAna Ruiz,aruiz7@new.example\nBen Ng,ben@new.example\n")
    assert kit("roster", root, before).returncode == 0
    done = kit("roster", root, after, "--yes")
    assert [(one.id, one.email) for one in read_roster(root)] == [
        ("ana.ruiz", "ana.ruiz@old.example"),
        ("ben", "ben@new.example"),
    ]
    assert "after.csv, row 2: Ana Ruiz shares only a name with ana.ruiz; left out" in done.stderr
    first, *rest = read_roster(root)
    write_roster(root, [replace(first, email="aruiz7@new.example"), *rest])
    done = kit("roster", root, after)
    assert "0 new" in done.stdout
    assert not done.stderr


def test_two_people_with_one_address_are_both_in_the_class_and_the_address_is_named(root, tmp_path):
    rows = ["Ada Okafor,aokafor,ada@example.org", "Hana Sato,hsato,ada@example.org"]
    (tmp_path / "list.csv").write_text("\n".join(["Name,Username,Email", *rows, ""]), "utf-8")
    for new in (2, 0):
        done = kit("roster", root, tmp_path / "list.csv")
        assert f"7 in the class, {new} new" in done.stdout
        (line,) = done.stderr.splitlines()
        assert "ada@example.org" in line
        assert "hsato" not in done.stdout.partition("not in this file")[2]
    assert {"aokafor", "hsato"} < set(students(root))


PEOPLE = ("Badri Adams,badams9", "Amy Lee,alee", "Núria O'Neil,noneil")


@pytest.fixture
def small(tmp_path):
    root = tmp_path / "small"
    root.mkdir()
    (tmp_path / "first.csv").write_text("\n".join(["Name,Username", *PEOPLE, ""]), "utf-8")
    assert kit("roster", root, tmp_path / "first.csv").returncode == 0
    return root


def again(root, *rows, options=(), headings="Name,Username"):
    (root.parent / "again.csv").write_text("\n".join([headings, *rows, ""]), "utf-8")
    return kit("roster", root, root.parent / "again.csv", *options)


def test_a_list_that_comes_again_with_last_names_first_is_the_same_list(small):
    before = (small / "roster.csv").read_bytes(), students(small)
    done = again(small, '"Adams, Badri",badams9', '"LEE, AMY",alee', '"O\'Neil, Nuria",noneil')
    assert done.returncode == 0, done.stderr
    assert ((small / "roster.csv").read_bytes(), students(small)) == before


@pytest.mark.parametrize(
    ("rows", "options"),
    [
        (["Somebody Else,badams9", "New One,new"], ()),
        (["Badri Adams,badams9"], ("--whole",)),
        (["Badri Adams,badams9,b@new.example"], ()),
    ],
)
def test_nothing_that_somebody_wrote_is_changed_without_a_yes(small, rows, options):
    first, *rest = read_roster(small)
    write_roster(small, [replace(first, email="b@old.example"), *rest])
    before = (small / "roster.csv").read_bytes(), students(small)
    headings = "Name,Username,Email"
    done = again(small, *rows, options=options, headings=headings)
    assert done.returncode == 1
    assert any(word in done.stdout for word in ("badams9", "noneil")), "what would change is shown"
    assert ((small / "roster.csv").read_bytes(), students(small)) == before
    assert again(small, *rows, options=(*options, "--yes"), headings=headings).returncode == 0
    assert (small / "roster.csv").read_bytes() != before[0]


def test_who_is_new_and_what_was_empty_needs_no_yes(small):
    done = again(small, "Badri Adams,badams9,b@a.org", "Cy Ng,cng,c@a.org", headings="Name,Username,Email")
    assert done.returncode == 0
    assert {one.id: one.email for one in read_roster(small)} == {
        "badams9": "b@a.org",
        "alee": "",
        "noneil": "",
        "cng": "c@a.org",
    }
