"""``kit class forget``: what it says is gone is gone, what names the learner is listed, others stay."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from decided import decided
from typed import kit

pytest.importorskip("nbgrader")

import make_submissions as make
from downloads import WORKSPACES, files, zipped
from hostile import zipped as deflated
from killing import killed
from marking_page import mark
from nbgrader.api import Gradebook, MissingEntry

from kit.classroom import Member, Settings, read_due, read_roster, write_roster
from kit.classroom.new import start_class
from kit.grading.gradebook_record import read_gradebook
from kit.grading.intake import take_in
from kit.grading.learners_file import read_table
from kit.model import Rating
from kit.ratings import open_ratings
from kit.ratings.comments import Comments
from kit.spreadsheet import write_csv

HER = "gperez77"
HERS = "The grandfather laid our report face down on her desk."
OTHERS = ("amy", "gperez7", "gperez77-2")
STILL_LISTED = {"marks.csv", "invitations/invitations.zip", "to_return/equity_canvas_2.zip"}
WHEN = datetime(2026, 9, 28, tzinfo=UTC)
SPACES = {
    HER: WORKSPACES["g"],
    "amy": WORKSPACES["a"],
    "gperez7": WORKSPACES["b"],
    "gperez77-2": WORKSPACES["c"],
}


def hand_in(who, text=None, seq=0):
    return zipped(files(who, text or f"From {who}.", seq, SPACES[who]))


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """A class that handed in through three platforms, was marked and commented on, and got its feedback."""
    base = tmp_path_factory.mktemp("forget")
    root = base / "fall"
    start_class(root, Settings(course="Fall"))
    people = {HER: "Graciela Pérez", "amy": "Amy Lee", "gperez7": "Gil Perez", "gperez77-2": "Gracia Perez"}
    write_roster(root, [Member(id, name=name, email=f"{id}@example.org") for id, name in people.items()])
    came = base / "came"
    came.mkdir()
    canvas = {f"{id}x_10{n}_90{n}_equity_{id}.zip": hand_in(id) for n, id in enumerate(OTHERS[1:])}
    canvas["perezgraciela_1077_9077_equity_gperez77.zip"] = hand_in(HER, f"An earlier text. {HERS}")
    (came / "submissions.zip").write_bytes(zipped(canvas))
    (came / "equity_gperez77.zip").write_bytes(hand_in(HER, f"A later text. {HERS}", 3))
    (came / "equity_gperez77 (1).zip").write_bytes(b"PK\x03\x04 cut off")
    blackboard = {
        "Equity_amy_attempt_2026-09-21-09-00-00_equity_amy.zip": hand_in("amy"),
        "Equity_gperez77_attempt_2026-09-21-09-00-00.txt": f"Name: Graciela Pérez\n{HERS}",
    }
    (came / "gradebook_1_Equity.zip").write_bytes(zipped(blackboard))
    loose = came / "Graciela Pérez"
    loose.mkdir()
    for name, data in files(HER, f"Loose. {HERS}", 1, SPACES[HER]).items():
        (loose / name).write_text(data, "utf-8")
    take_in(root, [came])
    url = f"sqlite:///{root / 'gradebook.db'}"
    for id in people:
        for criterion in make.CRITERIA:
            mark(url, "equity", id, criterion, 2, f"On {HERS}" if id == HER else "Well said.")
    assert make.nbgrader_here(root, "generate_feedback", "equity") == 0
    with open_ratings(root) as store:
        for id in people:
            rating = {
                "learner": id,
                "item": "equity.reflection",
                "criterion": "event",
                "level": 2,
                "at": WHEN,
            }
            first, other = Rating(**rating, rater="Ana"), Rating(**rating | {"rater": "Ben", "level": 1})
            store.record([first, other])
            store.settle(other, f"I read {id} again", "Ben")
            Comments(store.database).record(
                rater="Ana", learner=id, assignment="equity", kind="closing", at=WHEN,
                text=f"{people[id]}, {HERS if id == HER else 'well said.'}",
            )  # fmt: skip
    lines = [
        "assignment,learner,due",
        "equity,,2026-09-18",
        f"equity,{HER},2026-10-02",
        "equity,gperez7,2026-10-03",
    ]
    (root / "due.csv").write_text("\n".join(lines))
    assert kit("class", "invite", root).returncode == 0
    write_csv(root / "marks.csv", ["learner", "name", "level"], [[id, people[id], 2] for id in people])
    write_csv(root / "notes.csv", ["note"], [["Ask Graciela Pérez and gperez77-2 to swap."]])
    (root / "grades_sent.json").write_text(json.dumps({"equity": {id: [10.0] for id in people}}))
    packed = {f"{people[id]}_1_assignsubmission_file_/equity.html": people[id] for id in people}
    (root / "feedback_moodle.zip").write_bytes(zipped(packed))
    # What she handed in again goes back in a zip of the name that Canvas gave it.
    page = deflated({"equity.html": f"For {HER}: {HERS}"})
    (root / "to_return").mkdir(exist_ok=True)
    (root / "to_return" / "equity_canvas_2.zip").write_bytes(deflated({f"x_equity_{HER}-1.zip": page}))
    (root / "released_groups.json").write_text('{"salt": "x"}')
    return root


@pytest.fixture
def root(marked, tmp_path):
    return Path(shutil.copytree(marked, tmp_path / "fall"))


def texts(name, data):
    """Every text in a file, what is packed in it and the names in there too."""
    yield name.encode()
    yield data
    if name.endswith(".zip") and zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            for one in packed.namelist():
                yield from texts(one, packed.read(one))


def found_in(root, *words):
    """Files in which one of the words stands, as bytes or as JSON writes them; gperez77-2 is another."""
    ways = {way for word in words for way in (word.encode(), json.dumps(word)[1:-1].encode())}
    looks = re.compile(rb"(?:%s)(?!-2)" % b"|".join(map(re.escape, ways)))
    return sorted(
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if any(looks.search(one) for one in texts(path.name, path.read_bytes() if path.is_file() else b""))
    )


def test_work_marks_and_downloads_are_gone_and_what_still_names_them_is_listed(root):
    (root / "report").mkdir()
    # An instructor's own page quotes without a name.
    (root / "report" / "for_instructor_only.html").write_text(f"<p>{HERS}</p>", encoding="utf-8")
    theirs = {id: (root / "submitted" / id / "equity" / "equity.ipynb").read_bytes() for id in OTHERS}
    done = kit("class", "forget", ".", HER, "--yes", cwd=root)
    assert done.returncode == 1, done.stdout + done.stderr
    listed = {"marks.csv", "notes.csv", "feedback_moodle.zip", "invitations/invitations.zip"}
    listed |= {"to_return/equity_canvas_2.zip"}
    assert set(found_in(root, HER, "Graciela", "Pérez", HERS)) == listed
    assert listed < {line.strip() for line in done.stdout.splitlines()}
    assert not (root / "downloaded").exists()
    assert [one.id for one in read_roster(root)] == list(OTHERS)
    assert {learner for _, learner in read_due(root).dates} == {"", "gperez7"}
    assert {one.stem for one in (root / "invitations").glob("*.json")} == {
        f"invitation_{id}" for id in OTHERS
    }
    assert json.loads((root / "grades_sent.json").read_bytes()) == {"equity": {id: [10.0] for id in OTHERS}}
    assert read_gradebook(root, ()).learners.keys() == set(OTHERS)
    with open_ratings(root) as store:
        assert {one.learner for one in store.ratings()} == set(OTHERS)
        assert len(decided(store)) == len(OTHERS)
        assert {key[0] for key in store.settled()} == set(OTHERS)
    for id in OTHERS:
        for step in ("autograded", "feedback"):
            assert (root / step / id / "equity").is_dir()
        assert (root / "submitted" / id / "equity" / "equity.ipynb").read_bytes() == theirs[id]
    # What was collected before stays collected, and a newer hand-in of somebody else can be.
    (root.parent / "equity_amy.zip").write_bytes(hand_in("amy", "A newer text.", 9))
    assert take_in(root, [root.parent / "equity_amy.zip"]).collected["equity"] == tuple(sorted(OTHERS))
    again = kit("class", "forget", root, HER, "--yes")
    assert again.returncode == 2
    assert "nobody in" in again.stderr


def test_while_somebody_elses_hand_in_waits_nothing_is_removed_and_they_are_named(root):
    (root.parent / "equity_amy.zip").write_bytes(zipped(files("amy", "Another's.", 5, WORKSPACES["f"])))
    assert len(take_in(root, [root.parent / "equity_amy.zip"]).held) == 1
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    done = kit("class", "forget", root, HER, "--yes")
    assert done.returncode == 2
    assert "a hand-in waits there from amy;" in done.stderr
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    # What is accepted waits, too, until it is collected.
    held = read_table(root).waits()[0]
    assert kit("class", "learners", root, "--accept", held.code).returncode == 0
    assert kit("class", "forget", root, HER, "--yes").returncode == 2
    assert (root / "downloaded").is_dir()
    # Her own never stops it.
    assert kit("class", "forget", root, "amy", "--yes").returncode == 1
    assert not (root / "downloaded").exists()


def test_it_asks_first(root):
    before = found_in(root, HER)
    done = kit("class", "forget", root, HER)
    assert done.returncode == 1
    assert (
        "Remove gperez77 (Graciela Pérez, gperez77@example.org) and all downloads"
        in done.stdout + done.stderr
    )
    assert found_in(root, HER) == before


@pytest.mark.attack
def test_stopped_anywhere_and_run_again_nothing_is_left_that_it_says_is_gone(root, monkeypatch):
    from kit.grading import forgetting

    def stopped(*_, **__):
        raise KeyboardInterrupt

    for name in ("write_csv", "write_table", "forget_rated", "rewrite", "_still_naming", "write_roster"):
        with monkeypatch.context() as patch:
            patch.setattr(forgetting, name, stopped)
            with pytest.raises(KeyboardInterrupt):
                forgetting.forget(root, HER)
    assert kit("class", "forget", root, HER, "--yes").returncode == 1
    assert set(found_in(root, HER, HERS)) == STILL_LISTED
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb, pytest.raises(MissingEntry):
        gb.find_student(HER)


@pytest.mark.attack
@pytest.mark.skipif(not hasattr(os, "fork"), reason="a command is killed in a forked process")
@pytest.mark.parametrize("times", [4, pytest.param(40, marks=pytest.mark.slow)])
def test_killed_and_run_again_nothing_is_left_that_it_says_is_gone(marked, tmp_path, times):
    chance, stopped = random.Random(times), 0  # noqa: S311 - the same moments every time

    def run(root):
        return kit("class", "forget", root, HER, "--yes")

    whole = Path(shutil.copytree(marked, tmp_path / "whole"))
    touches = killed(whole, lambda: run(whole))[1]
    for n in range(times):
        root = Path(shutil.copytree(marked, tmp_path / f"fall{n}"))
        stopped += killed(root, lambda root=root: run(root), chance.randint(1, touches), 0.002)[0]
        again = run(root)
        assert again.returncode == 1 or "nobody in" in again.stderr
        assert set(found_in(root, HER, HERS)) == STILL_LISTED
        for id in OTHERS:
            assert (root / "submitted" / id / "equity" / "equity.ipynb").is_file()
        shutil.rmtree(root)
    assert stopped >= times // 2


def test_while_another_program_holds_the_gradebook_nothing_is_begun(root):
    import sqlite3

    before = found_in(root, HER)
    with sqlite3.connect(root / "gradebook.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        done = kit("class", "forget", root, HER, "--yes")
        other.execute("rollback")
    assert done.returncode == 2
    assert "in use by another program" in done.stderr
    assert found_in(root, HER) == before


def test_a_name_that_two_have_and_an_id_inside_anothers_list_no_file(tmp_path):
    write_roster(tmp_path, [Member("may", name="Ana Ruiz"), Member("may-2", name="Ana Ruiz")])
    write_csv(tmp_path / "notes.csv", ["id", "name"], [["may-2", "Ana Ruiz"]])
    assert kit("class", "forget", tmp_path, "may", "--yes").returncode == 0
    assert [one.id for one in read_roster(tmp_path)] == ["may-2"]


@pytest.mark.parametrize("odd", ["..", ".", "../fall", "*", "submitted/amy", ""])
def test_an_id_is_never_a_way_to_a_folder(root, odd):
    before = found_in(root, "amy")
    done = kit("class", "forget", root, odd, "--yes")
    assert done.returncode == 2
    assert "can't be a learner's id" in done.stderr
    assert found_in(root, "amy") == before
