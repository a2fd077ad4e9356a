"""``kit collect``: from every kind of download, whole or not at all, and what it says of the rest."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from downloads import NOTEBOOK, WORKSPACES, downloads, files, zipped
from killing import killed
from marking_page import mark
from typed import kit

pytest.importorskip("nbgrader")

import make_submissions as make
from nbgrader.api import Gradebook

from kit.classroom import Member, write_roster
from kit.classroom.new import start_class
from kit.classroom.settings import Settings
from kit.grading.senders import read_senders
from kit.spreadsheet import read_csv


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """A class with one assignment released, which takes nbgrader some seconds."""
    root = tmp_path_factory.mktemp("released") / "fall"
    start_class(root, Settings())
    assert make.nbgrader_here(root, "generate_assignment", "equity") == 0
    return root


@pytest.fixture
def root(released, tmp_path):
    return Path(shutil.copytree(released, tmp_path / "fall"))


COLLECTED = {"amy", "ben", "dan", "eve", "finn", "gil", "hana"}


def tree(folder):
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def whole(root, learners):
    """Everybody is collected and in the gradebook, once, and nothing half made lies about."""
    for step in ("submitted", "autograded"):
        assert {one.name for one in (root / step).iterdir()} == set(learners)
        for who in learners:
            assert [one.name for one in (root / step / who).iterdir()] == ["equity"]
            text = (root / step / who / "equity" / "equity.ipynb").read_text("utf-8")
            assert (f"From {who}." in text) == (step == "autograded"), who
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb:
        assert sorted(one.student_id for one in gb.assignment_submissions("equity")) == sorted(learners)
    assert not list((root / "downloaded").rglob(".*"))


def test_every_kind_of_download_is_collected_and_nothing_twice(root, tmp_path):
    came = downloads(tmp_path / "came")
    before = tree(came)
    done = kit("collect", root, "equity", came)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "equity: 7 collected, 7 of them new.",
        "Newer revisions: 0.",
        "Held: 0.",
        f"Left out: 1; why, and a sentence to send each: {root / 'left_out.csv'}.",
        f"Next: kit mark {root} equity",
    ]
    (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
    assert (left["file"], left["whose"]) == ("ohcara_1014_9003_equity_cara.zip", "cara")
    assert "damaged zip" in left["why"]
    assert "Hand in again" in left["to_send"]
    whole(root, COLLECTED)
    assert tree(came) == before, "the originals stay as they are"
    archive = tree(root / "downloaded")
    # Once more, from inside the folder, and without naming the download.
    for words in ([".", "equity", came], [".", "equity"]):
        done = kit("collect", *words, cwd=root)
        assert done.stdout.startswith("equity: 7 collected, 0 of them new.\nNewer revisions: 0.")
        assert tree(root / "downloaded") == archive
    whole(root, COLLECTED)


def test_a_later_download_of_the_same_name_brings_revisions(root, tmp_path):
    came = tmp_path / "submissions.zip"
    name = "leeamy_1012_9001_equity_amy.zip"
    came.write_bytes(zipped({name: zipped(files("amy", "First. From amy."))}))
    assert kit("collect", root, "equity", came).returncode == 0
    later = {name: zipped(files("amy", "Second. From amy.", 1)), "b_1_2_equity_ben.zip": zipped(files("ben"))}
    came.write_bytes(zipped(later))
    done = kit("collect", root, "equity", came)
    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        "equity: 2 collected, 1 of them new.",
        "Newer revisions: 1 (amy).",
    ]
    whole(root, ["amy", "ben"])
    assert "Second." in (root / "autograded/amy/equity/equity.ipynb").read_text("utf-8")
    names = {one.name for one in (root / "downloaded/equity/archive").iterdir()}
    assert names == {"submissions.zip", "submissions (2).zip"}
    # A draft from before comes at last.
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy", "A draft. From amy.")))
    for said in (
        "An older hand-in than the one already collected; the newer one is kept: 1 (amy).",
        "Held: 0.",
    ):
        done = kit("collect", root, "equity", tmp_path / "equity_amy.zip")
        assert done.stdout.splitlines()[1:3] == ["Newer revisions: 0.", said]
    assert "Second." in (root / "autograded/amy/equity/equity.ipynb").read_text("utf-8")


def test_nbgraders_queries_are_compiled_once_for_all(root, tmp_path, monkeypatch):
    from nbgrader import api

    made = []
    create = api.create_engine
    monkeypatch.setattr(api, "create_engine", lambda *url, **how: made.append(url) or create(*url, **how))
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (tmp_path / "equity_ben.zip").write_bytes(zipped(files("ben")))
    for who in ("amy", "ben"):
        kit("collect", root, "equity", tmp_path / f"equity_{who}.zip")
    whole(root, ["amy", "ben"])
    assert len(made) < 8, "one for each command of nbgrader, not a dozen for each submission"


def test_two_people_under_one_id_are_held_and_named(root, tmp_path):
    for number, who in enumerate("ab"):
        one = zipped(files("amy", workspace=WORKSPACES[who]))
        (tmp_path / f"equity_amy-{number}.zip").write_bytes(one)
        done = kit("collect", root, "equity", tmp_path / f"equity_amy-{number}.zip")
    assert done.returncode == 1
    assert f"Held: 1 (amy); say whose each is: kit class learners {root}\n" in done.stdout
    assert "Left out: 0." in done.stdout
    table = (root / "left_out.csv").read_text("utf-8-sig")
    assert f"if it is theirs: kit class learners {root} --accept " in table
    assert f"if not: kit class learners {root} --not-theirs " in table
    whole(root, ["amy"])
    code = table.partition(" --accept ")[2].partition(";")[0]
    assert kit("class", "learners", root, "--accept", code).returncode == 0
    assert told(root) == [], "what is decided is not open"
    listed = kit("class", "learners", root).stdout
    assert "Waits for you" not in listed
    assert f"{code} equity, equity_amy-1.zip: accepted; to collect it: kit collect {root} equity" in listed
    assert kit("collect", root, "equity").returncode == 0
    assert "accepted" not in kit("class", "learners", root).stdout


def test_a_hand_in_that_is_nobodys_any_more_says_what_mends_it(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    kit("collect", root, "equity", tmp_path / "equity_amy.zip")
    code = read_senders(root).seen[0].code
    assert kit("class", "learners", root, "--not-theirs", code).returncode == 0
    for _ in range(2):
        kit("collect", root, "equity")
        (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
        assert (left["file"], left["whose"]) == ("submitted/amy", "amy")
        assert "Ask amy for their own, or move that folder away" in left["why"]
    shutil.rmtree(root / "submitted" / "amy")
    kit("collect", root, "equity")
    assert told(root) == []


def test_one_file_that_two_people_uploaded_is_marked_and_goes_back_to_its_learner_alone(root, tmp_path):
    people = {"ben": ("Ben Okafor", "1013"), "eve": ("Eve Fox", "1099")}
    # Where the class list has their names, the platform's account says who sent it.
    write_roster(root, [Member(who) for who in people])
    bens, eves = "okaforben_1013_9002_equity_ben.zip", "foxeve_1099_9003_equity_ben.zip"
    (tmp_path / "submissions.zip").write_bytes(zipped(dict.fromkeys((bens, eves), zipped(files("ben")))))
    done = kit("collect", root, "equity", tmp_path / "submissions.zip")
    assert done.returncode == 1
    assert "equity: 0 collected" in done.stdout
    assert "Held: 1 (ben)" in done.stdout
    listed = kit("class", "learners", root).stdout
    codes = {
        name: line.split()[0] for line in listed.splitlines() for name in (bens, eves) if f"{name}:" in line
    }
    for word, name, said in (
        ("--accept", bens, "accepted as ben's"),
        ("--not-theirs", eves, "kept apart, because it is not ben's"),
    ):
        done = kit("class", "learners", root, word, codes[name])
        assert f"{name}: {said}" in done.stdout, done.stderr
    for new in (1, 0):
        done = kit("collect", root, "equity")
        assert (done.returncode, done.stdout.splitlines()[:4]) == (
            0,
            [f"equity: 1 collected, {new} of them new.", "Newer revisions: 0.", "Held: 0.", "Left out: 0."],
        )
        whole(root, ["ben"])
    for criterion in make.CRITERIA:
        mark(f"sqlite:///{root / 'gradebook.db'}", "equity", "ben", criterion, 2)
    assert "1 is ready" in kit("feedback", root, "equity", "--for", "canvas").stdout
    with zipfile.ZipFile(next((root / "to_return").glob("*.zip"))) as packed:
        assert packed.namelist() == [bens]
    heads = "Student,ID,SIS User ID,SIS Login ID,Section,Equity (9001)\n    Points Possible,,,,,15\n"
    rows = "".join(f"{name},{number},,{who},A,\n" for who, (name, number) in people.items())
    (tmp_path / "grades.csv").write_text(heads + rows, "utf-8")
    out = tmp_path / "new.csv"
    done = kit("grades", root, "--for", "canvas", "--into", tmp_path / "grades.csv", "--out", out)
    assert done.returncode == 0, done.stderr
    points = 2 * len(make.CRITERIA)
    assert out.read_text("utf-8") == heads + rows.replace(",ben,A,", f",ben,A,{points}")


def test_where_hand_ins_are_anonymous_nobody_is_taken_for_one_uploader(root, tmp_path):
    canvas = {
        f"anon_x{n}Qa_900{n}_equity_{who}.zip": zipped(files(who)) for n, who in enumerate(("amy", "ben"))
    }
    moodle = {
        f"Participant_{n}_assignsubmission_file_/equity_{who}.zip": zipped(files(who))
        for n, who in enumerate(("cara", "dan"))
    }
    (tmp_path / "submissions.zip").write_bytes(zipped(canvas | moodle))
    assert kit("collect", root, "equity", tmp_path / "submissions.zip").returncode == 0
    whole(root, ["amy", "ben", "cara", "dan"])


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
def test_an_exchange_is_collected_and_who_cannot_be_autograded_is_named(root, tmp_path):
    exchange = tmp_path / "exchange"
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(
            f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.ExchangeCollect.check_owner = False\n"
        )
    doubled = json.dumps(make.doubled(json.loads(NOTEBOOK)))
    for who, notebook in (("amy", NOTEBOOK), ("ben", doubled)):
        sent = exchange / "partnership" / "inbound" / f"{who}+equity+2026-11-21 09:00:00.000000 UTC+x"
        sent.mkdir(parents=True)
        for name, data in (files(who) | {"equity.ipynb": notebook}).items():
            (sent / name).write_text(data, "utf-8")
        (sent / "timestamp.txt").write_text("2026-11-21 09:00:00.000000 UTC")
    done = kit("collect", root, "equity", "--exchange")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("equity: 1 collected, 2 of them new.")
    (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
    assert (left["whose"], left["file"]) == ("ben", "submitted/ben")
    assert "equity_answer appears twice" in left["why"]


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
def test_an_exchange_that_is_not_there_is_named(root, tmp_path):
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'none')!r}\n")
    done = kit("collect", root, "equity", "--exchange")
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert f"the folder {tmp_path / 'none'}, isn't there or can't be written to" in said
    assert "c.Exchange.root" in said


def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(root, tmp_path):
    before = tree(root)
    for words, said in (
        ([tmp_path, "equity"], "make one with: kit class new"),
        ([root, "equty"], "'equty' is not an assignment; name one of start, equity"),
        ([root, "equity"], "has no hand-ins of equity yet"),
        ([root, "equity", tmp_path / "none.zip"], "there is no file or folder"),
        ([root, "equity", tmp_path], "includes the class's own files"),
    ):
        done = kit("collect", *words)
        assert done.returncode == 2, words
        assert len(done.stderr.splitlines()) == 1
        assert said in done.stderr
    assert tree(root) == before


def test_while_another_program_holds_the_gradebook_nothing_is_begun(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    with sqlite3.connect(root / "gradebook.db", isolation_level=None) as other:
        other.execute("begin exclusive")
        done = kit("collect", root, "equity", tmp_path / "equity_amy.zip")
        other.execute("rollback")
    assert done.returncode == 2
    assert "is in use by another program" in done.stderr
    assert not (root / "downloaded").exists()


def test_what_was_uploaded_and_is_no_zip_is_a_row_with_a_sentence(root, tmp_path):
    write_roster(root, [Member("amy", name="Amy Lee", lms_id="1012"), Member("dan", name="Dan Ng")])
    canvas = {
        "leeamy_1012_9001_Essay.docx": "a text",
        "ngben_LATE_1013_9002_equity_ben.zip": zipped(files("ben")),
        "ngben_LATE_1013_9003_photo.png": "a picture",
        "ohcara_1014_text.html": "typed into Canvas",
        **{f"roweve_1015_90{n}_{name}": data for n, (name, data) in enumerate(files("eve").items())},
        "index.html": "Canvas's own list",
    }
    moodle = {
        "Dan Ng_1201_assignsubmission_file_/My homework.docx": "a text",
        "Dan Ng_1201_assignsubmission_onlinetext_/onlinetext.html": "see my file",
        "Finn Oh_1202_assignsubmission_file_/equity_finn.zip": zipped(files("finn")),
        "Finn Oh_1202_assignsubmission_onlinetext_/onlinetext.html": "see my file",
        "Gil Po_1203_assignsubmission_onlinetext_/onlinetext.html": "typed into Moodle",
    }
    blackboard = {
        "Equity_hana_attempt_2026-11-21-09-00-00.txt": "Name: Hana",
        "Equity_hana_attempt_2026-11-21-09-00-00_Essay.pdf": "a text",
    }
    came = tmp_path / "came"
    came.mkdir()
    (came / "My homework.docx").write_text("a text")
    (came / "respect_amy.docx").write_text("of another week")
    for name, members in (("submissions", canvas), ("EDU 101", moodle), ("gradebook_EDU101", blackboard)):
        (came / f"{name}.zip").write_bytes(zipped(members))
    done = kit("collect", root, "equity", came)
    assert done.returncode == 1
    assert done.stdout.splitlines()[0] == "equity: 2 collected, 2 of them new."
    assert "Left out: 10; why" in done.stdout
    rows = [row.cells for row in read_csv(root / "left_out.csv").rows]
    assert sorted((one["whose"], one["file"]) for one in rows) == [
        ("", "My homework.docx"),
        ("1013", "ngben_LATE_1013_9003_photo.png"),
        ("1014", "ohcara_1014_text.html"),
        ("1015", "roweve_1015_900_equity.ipynb"),
        ("1015", "roweve_1015_901_handin.json"),
        ("1015", "roweve_1015_902_responses.jsonl"),
        ("Gil Po", "onlinetext.html"),
        ("amy", "leeamy_1012_9001_Essay.docx"),
        ("dan", "My homework.docx"),
        ("hana", "Equity_hana_attempt_2026-11-21-09-00-00_Essay.pdf"),
    ]
    said = {one["file"]: one["to_send"] for one in rows}
    assert "Hand in again: open the notebook, choose Hand in, and upload" in said["My homework.docx"]
    assert said["ngben_LATE_1013_9003_photo.png"].startswith("Your zip has arrived.")
    # Without naming the download again, what isn't in the archive is told still.
    assert kit("collect", root, "equity").returncode == 1
    assert [row.cells["file"] for row in read_csv(root / "left_out.csv").rows] == [
        one["file"] for one in rows
    ]
    # A download that was unpacked by hand says the same, and so does one in which nobody sent a zip.
    only = tmp_path / "submissions.zip"
    only.write_bytes(zipped({name: canvas[name] for name in list(canvas)[:1]}))
    loose = tmp_path / "unpacked"
    loose.mkdir()
    (loose / "leeamy_1012_9001_Essay.docx").write_text("a text")
    for source in (only, loose):
        shutil.rmtree(root / "downloaded")
        done = kit("collect", root, "equity", source)
        assert "Left out: 1; why" in done.stdout, source
        (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
        assert left["whose"] == "amy"


def test_nobody_is_told_that_a_zip_came_which_is_not_collected(root, tmp_path):
    write_roster(root, [Member("amy", lms_id="1012"), Member("ben", lms_id="1013")])
    mailed = {"equity_gil.zip": zipped(files("gil")), "Reflection Bo Chen.docx": "a text"}
    canvas = {
        "leeamy_1012_9001_equity_amy.zip": zipped(files("amy"))[:500],
        "leeamy_1012_9002_Essay.docx": "a text",
        "ngben_1013_9003_equity_ben.zip": zipped(files("ben")),
        "ngben_1013_9004_photo.png": "a picture",
    }

    def said(source):
        assert kit("collect", root, "equity", source).returncode == 1
        return {row.cells["file"]: row.cells["to_send"] for row in read_csv(root / "left_out.csv").rows}

    for kind in ("a folder", "a zip"):
        shutil.rmtree(root / "downloaded", ignore_errors=True)
        came = tmp_path / ("mailed" if kind == "a folder" else "mailed.zip")
        if kind == "a folder":
            came.mkdir()
            for name, data in mailed.items():
                (came / name).write_bytes(data if isinstance(data, bytes) else data.encode())
        else:
            came.write_bytes(zipped(mailed))
        told = said(came)["Reflection Bo Chen.docx"]
        assert told.startswith("Reflection Bo Chen.docx is not the zip"), kind
    shutil.rmtree(root / "downloaded")
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    for name, data in canvas.items():
        (unpacked / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    (tmp_path / "submissions.zip").write_bytes(zipped(canvas))
    assert "sent along with your zip" in said(unpacked)["leeamy_1012_9002_Essay.docx"]
    shutil.rmtree(root / "downloaded")
    told = said(tmp_path / "submissions.zip")
    assert "has arrived" not in told["leeamy_1012_9002_Essay.docx"]
    assert told["ngben_1013_9004_photo.png"].startswith("Your zip has arrived.")


def test_whoever_uploads_another_learners_file_under_their_own_name_is_told_and_not_that_learner(
    root, tmp_path
):
    write_roster(root, [Member("cara", "Cara Oh", lms_id="1014"), Member("dan", "Dan Ng", lms_id="1015")])
    caras = zipped(files("cara"))
    canvas = {"ohcara_1014_9001_equity_cara.zip": caras, "ngdan_1015_9002_equity_dan.zip": caras}
    canvas["pogil_1016_9003_equity_gil.zip"] = caras
    came = tmp_path / "submissions.zip"
    came.write_bytes(zipped(canvas))
    assert kit("collect", root, "equity", came).returncode == 1
    dans, gils = (row.cells for row in read_csv(root / "left_out.csv").rows)
    assert (dans["whose"], gils["whose"]) == ("dan", "1016")
    assert dans["to_send"].startswith("The file that you sent is another learner's hand-in")
    assert gils["to_send"].startswith(
        "The id in the file that you sent doesn't match the id in its file name"
    )
    assert not any(name in one["to_send"] for one in (dans, gils) for name in ("cara", "Cara", "ohcara"))


def told(root):
    file = root / "left_out.csv"
    rows = [row.cells for row in read_csv(file).rows] if file.exists() else []
    return sorted((one["file"], one["whose"]) for one in rows)


def test_who_has_handed_in_since_is_asked_nothing_more(root, tmp_path):
    write_roster(root, [Member("amy", "Amy Lee", lms_id="1012"), Member("cara", "Cara Oh", lms_id="1014")])
    monday, mail = tmp_path / "submissions.zip", tmp_path / "mail"
    damaged, amys = "ohcara_1014_9001_equity_cara.zip", "leeamy_1012_9002_equity_amy.zip"
    monday.write_bytes(zipped({damaged: b"PK cut", amys: zipped(files("cara"))}))
    mail.mkdir()
    (mail / "equity_ben.docx").write_text("a text")
    (mail / "equity_dan.zip").write_bytes(b"PK cut")
    for source in (monday, mail):
        os.utime(source, ns=(10**9, 10**9))
        kit("collect", root, "equity", source)
    assert told(root) == [
        ("equity_ben.docx", "ben"), ("equity_dan.zip", "dan"), (amys, "amy"), (damaged, "cara"),
    ]  # fmt: skip
    # Into the same folder, by mail, and in a later download; what was saved first has the earlier time.
    (mail / "equity_ben.zip").write_bytes(zipped(files("ben")))
    (tmp_path / "equity_cara.zip").write_bytes(zipped(files("cara")))
    kit("collect", root, "equity", mail)
    kit("collect", root, "equity", tmp_path / "equity_cara.zip")
    assert told(root) == [("equity_dan.zip", "dan"), (amys, "amy")]
    monday.write_bytes(zipped({amys.replace("9002", "9003"): zipped(files("amy"))}))
    (mail / "equity_dan (1).zip").write_bytes(zipped(files("dan")))
    assert kit("collect", root, "equity", monday).returncode == 1
    assert told(root) == [("equity_dan.zip", "dan")]
    done = kit("collect", root, "equity", mail)
    assert done.returncode == 0
    assert "Collected but not in roster.csv, so in no number: ben, dan." in done.stdout
    assert told(root) == []
    # A revision that is damaged is open again, also when the good one is saved once more.
    (mail / "equity_dan (2).zip").write_bytes(b"PK cut")
    kit("collect", root, "equity", mail)
    os.utime(mail / "equity_dan (1).zip")
    for words in ([mail], []):
        assert kit("collect", root, "equity", *words).returncode == 1
        assert told(root) == [("equity_dan (2).zip", "dan")]


def test_a_folder_that_says_nobodys_name_is_collected_as_the_row_says(root, tmp_path):
    came = tmp_path / "came"
    (came / "bo").mkdir(parents=True)
    (came / "bo" / "equity.ipynb").write_text(NOTEBOOK, "utf-8")
    assert kit("collect", root, "equity", came).returncode == 1
    (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
    assert "or an unzipped folder to equity_LEARNER" in left["why"]
    Path(left["why"].partition("; if it is not a hand-in, delete ")[2]).unlink()
    (came / "bo").rename(came / "equity_bo")
    assert kit("collect", root, "equity", came).stdout.startswith("equity: 1 collected")


def test_a_stray_zip_in_the_archive_says_how_to_clear_it(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (tmp_path / "holiday.zip").write_bytes(zipped({"photo.png": "a picture"}))
    assert kit("collect", root, "equity", tmp_path / "equity_amy.zip").returncode == 0
    assert kit("collect", root, "equity", tmp_path / "holiday.zip").returncode == 1
    (left,) = (row.cells for row in read_csv(root / "left_out.csv").rows)
    stray = left["why"].partition("; if it is not a hand-in, delete ")[2]
    assert Path(stray) == root / "downloaded/equity/archive/holiday.zip"
    Path(stray).unlink()
    assert kit("collect", root, "equity").returncode == 0


def test_a_download_of_many_may_be_larger_than_one_hand_in(root, tmp_path, monkeypatch):
    from kit.grading import archive

    monkeypatch.setattr(archive, "MOST_BYTES", 200_000)
    came = tmp_path / "submissions.zip"
    canvas = {
        "leeamy_1012_9001_equity_amy.zip": zipped(files("amy")),
        "ngben_1013_9002_equity_ben.zip": os.urandom(300_000),
        "ohcara_1014_9003_film.mp4": "a film",
        **{f"Eve Oh_1202_assignsubmission_file_/{name}": data for name, data in files("eve").items()},
    }
    came.write_bytes(zipped(canvas))
    done = kit("collect", root, "equity", came)
    assert done.returncode == 1
    rows = [row.cells for row in read_csv(root / "left_out.csv").rows]
    assert [(one["file"], one["whose"]) for one in rows] == [
        ("ngben_1013_9002_equity_ben.zip", "1013"),
        ("ohcara_1014_9003_film.mp4", "1014"),
    ]
    assert "larger than 0.2 MB" in rows[0]["why"]
    whole(root, ["amy", "eve"])
    before = tree(root / "downloaded")
    kit("collect", root, "equity", came)
    assert tree(root / "downloaded") == before


@pytest.mark.attack
def test_a_folder_named_in_a_download_leads_out_of_no_folder(root, tmp_path, monkeypatch):
    from kit.grading import archive

    monkeypatch.setattr(archive, "MOST_BYTES", 200_000)
    came = tmp_path / "submissions.zip"
    ways = [f"{'../' * 9}{tmp_path.name}/leeamy_1012_9001_equity_amy.zip", "/ngben_1013_9002_equity_ben.zip"]
    came.write_bytes(
        zipped({**{way: zipped(files(way[-7:-4])) for way in ways}, "filler": os.urandom(300_000)})
    )
    before = {*tree(tmp_path)} - {*tree(root)}
    kit("collect", root, "equity", came)
    assert {one for one in {*tree(tmp_path)} - before if "equity_amy" in str(one)} != set()
    out = [str(one) for one in tree(tmp_path) if "9001" in str(one) or "9002" in str(one)]
    assert len(out) == 2
    assert [one for one in out if "downloaded/equity/archive/" not in one] == []


def test_what_is_too_large_or_a_link_is_not_copied(root, tmp_path, monkeypatch):
    from kit.grading import archive

    monkeypatch.setattr(archive, "MOST_BYTES", 100)
    came = tmp_path / "came"
    came.mkdir()
    (came / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (came / "equity_ben.zip").symlink_to(came / "equity_amy.zip")
    (came / "equity_cara.pdf").write_text("not a zip")
    done = kit("collect", root, "equity", came)
    assert done.returncode == 1
    assert [*tree(root / "downloaded")] == ["equity/left_out.csv"]
    rows = [row.cells for row in read_csv(root / "left_out.csv").rows]
    assert [(one["file"], one["why"].partition(" ")[2]) for one in rows] == [
        ("equity_amy.zip", "is larger than 0.0001 MB"),
        ("equity_ben.zip", "is a link to another file"),
        ("equity_cara.pdf", "a zip"),
    ]


def kill_and_run_again(released, into, times, fresh):
    """From nothing, or released already, to three learners collected."""
    came = into / "submissions.zip"
    inside = {
        f"x{who}_1_{n}_equity_{who}.zip": zipped(files(who)) for n, who in enumerate(("amy", "ben", "cara"))
    }
    came.write_bytes(zipped(inside))

    def start(name):
        root = into / name
        if fresh:
            start_class(root, Settings())
        else:
            shutil.copytree(released, root)
        return root

    from kit.grading.intake import take_in

    root = start("whole")
    cut, touches = killed(root, lambda: take_in(root, "equity", came))
    assert not cut
    whole(root, ["amy", "ben", "cara"])
    moments = random.Random(f"collect {times} {fresh}")  # noqa: S311  # moments, not secrets
    hits = 0
    for number in range(times):
        one = start(str(number))
        # One moment in each part of the command; every other time a little later, in the middle of a step.
        at = round(touches * (number + moments.random()) / times)
        later = number % 2 * moments.uniform(0, 0.01)
        hits += killed(one, lambda one=one: take_in(one, "equity", came), max(1, at), later)[0]
        taken = take_in(one, "equity", came)
        assert taken.is_whole, (number, at)
        assert taken.collected == ("amy", "ben", "cara")
        whole(one, ["amy", "ben", "cara"])
        shutil.rmtree(one)
    print(f"kit collect: killed {hits} of {times} times while it ran, none wrong after a rerun")
    assert hits >= times / 2


forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="a command is killed in a forked process")


@forks
def test_killed_3_times(released, tmp_path):
    kill_and_run_again(released, tmp_path, 3, fresh=False)


@forks
@pytest.mark.slow
@pytest.mark.parametrize("fresh", [False, True])
def test_killed_50_times(released, tmp_path, fresh):
    kill_and_run_again(released, tmp_path, 50, fresh)


def test_a_program_that_takes_the_gradebook_halfway_stops_collecting(root, tmp_path, monkeypatch):
    from kit.grading import steps

    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    with contextlib.closing(sqlite3.connect(root / "gradebook.db", isolation_level=None)) as other:

        def taken(self, nb, resources):
            if not other.in_transaction:
                other.execute("begin exclusive")
            return nb, resources

        monkeypatch.setattr(steps.InjectAnswer, "preprocess", taken)
        done = kit("collect", root, "equity", tmp_path / "equity_amy.zip")
    assert done.returncode == 2
    assert "gradebook.db is in use by another program" in done.stderr
