"""Whose hand-in it is and which one is the newest, as ``kit collect CLASS FILE`` decides it."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from downloads import NOTEBOOK, zipped

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.classroom import Member, write_roster
from kit.classroom.new import start_class
from kit.classroom.settings import Settings
from kit.grading.intake import take_in
from kit.grading.learners_file import read_table, write_table
from kit.spreadsheet import read_csv

AMY, BEN = "01JDZZZZZZZZZZZZZZZZZZZZAA", "01JDZZZZZZZZZZZZZZZZZZZZBB"


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    root = tmp_path_factory.mktemp("released") / "fall"
    start_class(root, Settings())
    for assignment in ("equity", "respect"):
        assert make.nbgrader_here(root, "generate_assignment", assignment) == 0
    return root


@pytest.fixture
def root(released, tmp_path):
    return Path(shutil.copytree(released, tmp_path / "fall"))


def hand_in(learner, text="", *, seq=0, folder=AMY, at="2026-11-21T09:00:00Z", assignment="equity"):
    about = {"schema": 1, "assignment": assignment, "learner": learner, "at": at, "workspace": folder}
    line = make.line(text or f"From {learner}.", seq, workspace=folder)
    notebook = NOTEBOOK.replace("equity_", f"{assignment}_")
    return zipped(
        {
            f"{assignment}.ipynb": notebook,
            "handin.json": json.dumps(about | {"seq": seq}),
            "responses.jsonl": line.replace("equity.reflection", f"{assignment}.reflection"),
        }
    )


def download(folder, entries, name="submissions.zip"):
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(zipped(entries))
    return path


def texts(root, assignment="equity"):
    """The text that would be marked, by learner."""
    found = {}
    for file in sorted(root.glob(f"submitted/*/{assignment}/responses.jsonl")):
        found[file.parts[-3]] = json.loads(file.read_text("utf-8").splitlines()[-1])["value"]
    return found


def decide(root, code, *, accept):
    table = read_table(root)
    table.decide(code, accept=accept)
    write_table(root, table)


def rows(root):
    """Who has to be told what."""
    return [(row.cells["name"], row.cells["what"]) for row in read_csv(root / "who.csv").rows]


def test_a_learner_without_the_invitation_is_taken_by_their_account(root, tmp_path):
    write_roster(root, [Member("amy", "Amy Lee", lms_id="1012")])
    came = download(tmp_path / "came", {"leeamy_1012_9001_equity_learner-zzaa.zip": hand_in(AMY, "Mine.")})
    taken = take_in(root, [came])
    assert texts(root) == {"amy": "Mine."}
    assert taken.without_invitation == ("amy",)
    assert taken.is_whole


def test_two_people_of_one_name_are_two_accounts(root, tmp_path):
    write_roster(
        root,
        [Member("jsmith2", "John Smith", lms_id="410221"), Member("jsmith7", "John Smith", lms_id="410228")],
    )
    canvas = {
        "smithjohn_410221_9001_equity_jsmith2.zip": hand_in("jsmith2"),
        "smithjohn_410228_9002_equity_jsmith7.zip": hand_in("jsmith7", folder=BEN),
    }
    moodle = {
        "John Smith_90219_assignsubmission_file_/a.zip": hand_in("jsmith2", assignment="respect"),
        "John Smith_90222_assignsubmission_file_/a.zip": hand_in("jsmith7", folder=BEN, assignment="respect"),
    }
    taken = take_in(root, [download(tmp_path / "1", canvas), download(tmp_path / "2", moodle)])
    assert (sorted(texts(root)), sorted(texts(root, "respect")), taken.held) == (
        ["jsmith2", "jsmith7"], ["jsmith2", "jsmith7"], (),
    )  # fmt: skip


def test_by_mail_a_newer_one_of_another_folder_replaces_once_it_is_accepted(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(hand_in("amy", "From the desk.", seq=118))
    take_in(root, [tmp_path / "equity_amy.zip"])
    (tmp_path / "equity_amy.zip").write_bytes(
        hand_in("amy", "From the laptop.", folder=BEN, at="2026-11-21T19:00:00Z")
    )
    (held,) = take_in(root, [tmp_path / "equity_amy.zip"]).held
    assert texts(root) == {"amy": "From the desk."}
    decide(root, held.code, accept=True)
    assert take_in(root).replaced == ("amy",)
    assert texts(root) == {"amy": "From the laptop."}


def test_after_a_restored_backup_the_later_work_counts(root, tmp_path):
    before = hand_in("amy", "Before.", seq=32, at="2026-11-21T09:00:00Z")
    after = hand_in("amy", "After the backup.", seq=3, at="2026-11-24T09:00:00Z")
    (tmp_path / "equity_amy.zip").write_bytes(before)
    take_in(root, [tmp_path / "equity_amy.zip"])
    (tmp_path / "equity_amy.zip").write_bytes(after)
    taken = take_in(root, [tmp_path / "equity_amy.zip"])
    assert texts(root) == {"amy": "After the backup."}
    assert taken.replaced == ("amy",)
    # What was seen before is never new.
    (tmp_path / "equity_amy (1).zip").write_bytes(before)
    take_in(root, [tmp_path / "equity_amy (1).zip"])
    assert texts(root) == {"amy": "After the backup."}


def test_a_platforms_number_says_which_is_newer_after_a_restored_backup(root, tmp_path):
    canvas = {
        "leeamy_11_9001_equity_amy.zip": hand_in("amy", "Before.", seq=32),
        "leeamy_11_9005_equity_amy-1.zip": hand_in("amy", "After.", seq=3),
    }
    take_in(root, [download(tmp_path / "came", canvas)])
    assert texts(root) == {"amy": "After."}


def test_a_date_after_the_download_is_not_believed(root, tmp_path):
    came = tmp_path / "equity_amy.zip"
    for text, at, folder in (
        ("A clock ahead.", "2026-11-27T09:00:00Z", AMY),
        ("The newer one.", "2026-11-22T09:00:00Z", AMY),
    ):
        came.write_bytes(hand_in("amy", text, at=at, seq=len(text), folder=folder))
        day = 21 if text.startswith("A clock") else 22
        os.utime(came, (1795251600 + (day - 21) * 86400,) * 2)
        take_in(root, [came])
    assert texts(root) == {"amy": "The newer one."}


@pytest.mark.parametrize(
    "outer",
    ["class_2026_11_wk3/submissions.zip", "gradebook_2026_101_SPED_Respect_2026-11-30-10-11-12.zip"],
)
@pytest.mark.parametrize("platform", ["canvas", "blackboard"])
def test_a_dated_name_above_a_download_holds_nobody(root, tmp_path, outer, platform):
    people = ["amy", "ben", "cara"]
    write_roster(root, [Member(who, login=who) for who in people])
    names = {
        who: f"x{who}_{n}_900{n}_a.zip"
        if platform == "canvas"
        else f"Equity_{who}_attempt_2026-11-21-09-00-0{n}_a.zip"
        for n, who in enumerate(people)
    }
    path = tmp_path / "came" / outer
    path.parent.mkdir(parents=True)
    path.write_bytes(zipped({name: hand_in(who) for who, name in names.items()}))
    for source in (path, tmp_path / "came"):
        taken = take_in(root, [source])
        assert (sorted(texts(root)), taken.held) == (people, ())


def test_a_download_of_another_week_is_sorted_by_what_is_inside(root, tmp_path):
    write_roster(root, [Member(who) for who in ("amy", "ben", "cara")])
    came = download(
        tmp_path / "respect",
        {"a_1_1_a.zip": hand_in("amy"), "b_2_2_b.zip": hand_in("ben", folder=BEN, assignment="respect")},
        "respect.zip",
    )
    assert take_in(root, [came]).is_whole
    assert (sorted(texts(root)), sorted(texts(root, "respect"))) == (["amy"], ["ben"])
    assert not (root / "who.csv").exists()


def test_after_the_due_date_who_is_missing_or_late_has_a_row_with_a_sentence(root, tmp_path):
    write_roster(root, [Member(who, name) for who, name in (("amy", "Amy Lee"), ("ben", "Ben Oh"))])
    came = download(tmp_path / "came", {"leeamy_1_1_a.zip": hand_in("amy")})
    for due, wanted in (
        ("2099-01-01", []),
        ("2026-11-20", [("Amy Lee", "late"), ("Ben Oh", "missing")]),
    ):
        (root / "due.csv").write_text(f"assignment,learner,due\nequity,,{due}\n")
        assert take_in(root, [came]).is_whole
        found = read_csv(root / "who.csv").rows if wanted else []
        assert sorted((row.cells["name"], row.cells["what"]) for row in found) == wanted
        assert all(row.cells["sentence"] for row in found)
        assert (root / "who.csv").exists() == bool(wanted)


def test_two_people_of_one_address_are_both_taken(root, tmp_path):
    both = {"email": "home@school.example"}
    write_roster(root, [Member("amy", "Amy Lee", **both), Member("ben", "Ben Lee", **both)])
    name = "Equity_home@school.example_attempt_2026-11-21-09-00-0{}_a.zip"
    came = {name.format(1): hand_in("amy"), name.format(2): hand_in("ben", folder=BEN)}
    take_in(root, [download(tmp_path / "came", came)])
    assert texts(root) == {"amy": "From amy.", "ben": "From ben."}


def test_what_is_inside_counts_whatever_a_file_is_called_and_without_a_class_list(root, tmp_path):
    write_roster(root, [])
    came = {
        "homework final (3).ZIP": hand_in("amy"),
        "in a zip.zip": zipped({"deeper/renamed.zip": hand_in("ben", folder=BEN)}),
        "an essay.zip": b"PK\x03\x04 a Word file",
    }
    path = tmp_path / "came"
    path.mkdir()
    for name, data in came.items():
        (path / name).write_bytes(data)
    taken = take_in(root, [path])
    assert texts(root) == {"amy": "From amy.", "ben": "From ben."}
    assert [(one.file, one.whose) for one in taken.left_out] == [("an essay.zip", "")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes")
def test_a_named_pipe_is_a_row_and_stops_nobody(root, tmp_path):
    (tmp_path / "came").mkdir()
    os.mkfifo(tmp_path / "came" / "x.zip")
    (tmp_path / "came" / "equity_amy.zip").write_bytes(hand_in("amy"))
    taken = take_in(root, [tmp_path / "came"])
    assert sorted(texts(root)) == ["amy"]
    assert [one.file for one in taken.left_out] == ["x.zip"]


def test_one_file_makes_twenty_rows_at_most(root, tmp_path):
    # A platform names none of these.
    entries = {f"{n}.docx": b"" for n in range(300)}
    came = download(tmp_path / "came", entries | {"b_9_9_a.zip": hand_in("ben")})
    taken = take_in(root, [came])
    assert len(taken.left_out) <= 21
    assert sorted(texts(root)) == ["ben"]
