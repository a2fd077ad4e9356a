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
from kit.content import sentence_of
from kit.desk.texts import learners_of
from kit.grading.class_states import class_states
from kit.grading.learners_file import read_table
from kit.model import KitError
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


def rows(root):
    """Who has to be told what."""
    file = root / "who.csv"
    return [row.cells for row in read_csv(file).rows] if file.exists() else []


def told(root):
    return sorted((one.file, one.whose) for one in read_table(root).left_out)


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
    done = kit("collect", root, came)
    assert done.returncode == 1
    assert done.stdout.splitlines() == [
        "Equity: 7 collected, 7 new.",
        "Left out: 2.",
        f"Who has to be told what, with a sentence to send: {root / 'who.csv'}",
        f"Next: kit mark {root} equity",
    ]
    assert told(root) == [("ohcara_1014_9003_equity_cara.zip", "ohcara"), ("respect_amy.zip", "amy")]
    left = next(row for row in rows(root) if row["name"] == "ohcara")
    assert "damaged zip" in left["what"]
    assert "Hand in again" in left["sentence"]
    whole(root, COLLECTED)
    assert tree(came) == before, "the originals stay as they are"
    archive = tree(root / "downloaded")
    # Once more, from inside the folder, without naming the download, and with the assignment as before.
    for words in ([".", came], ["."], [".", "equity", came]):
        done = kit("collect", *words, cwd=root)
        assert done.stdout.startswith("Equity: 7 collected, 0 new.")
        assert tree(root / "downloaded") == archive
        assert len(done.stderr.splitlines()) == ("equity" in words)
    whole(root, COLLECTED)


def test_a_later_download_of_the_same_name_brings_revisions(root, tmp_path):
    came = tmp_path / "submissions.zip"
    name = "leeamy_1012_9001_equity_amy.zip"
    came.write_bytes(zipped({name: zipped(files("amy", "First. From amy."))}))
    assert kit("collect", root, came).returncode == 0
    later = {name: zipped(files("amy", "Second. From amy.", 1)), "b_1_2_equity_ben.zip": zipped(files("ben"))}
    came.write_bytes(zipped(later))
    done = kit("collect", root, came)
    assert done.returncode == 0
    assert done.stdout.splitlines()[0] == "Equity: 2 collected, 1 new, 1 newer."
    whole(root, ["amy", "ben"])
    assert "Second." in (root / "autograded/amy/equity/equity.ipynb").read_text("utf-8")
    copies = read_table(root).copies
    assert {one.name for one in (root / "downloaded/equity/archive").iterdir()} == {*copies}
    assert sorted(one.path for one in copies.values()) == ["b_1_2_equity_ben.zip", name, name]
    # A draft from before comes at last.
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy", "A draft. From amy.")))
    for _ in range(2):
        done = kit("collect", root, tmp_path / "equity_amy.zip")
        assert done.stdout.splitlines()[0] == "Equity: 2 collected, 0 new."
    assert "Second." in (root / "autograded/amy/equity/equity.ipynb").read_text("utf-8")


def test_nbgraders_queries_are_compiled_once_for_all(root, tmp_path, monkeypatch):
    from nbgrader import api

    made = []
    create = api.create_engine
    monkeypatch.setattr(api, "create_engine", lambda *url, **how: made.append(url) or create(*url, **how))
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (tmp_path / "equity_ben.zip").write_bytes(zipped(files("ben")))
    for who in ("amy", "ben"):
        kit("collect", root, tmp_path / f"equity_{who}.zip")
    whole(root, ["amy", "ben"])
    assert len(made) < 8, "one for each command of nbgrader, not a dozen for each submission"


def test_two_people_under_one_id_are_held_and_named(root, tmp_path):
    for number, who in enumerate("ab"):
        one = zipped(files("amy", workspace=WORKSPACES[who]))
        (tmp_path / f"equity_amy-{number}.zip").write_bytes(one)
        done = kit("collect", root, tmp_path / f"equity_amy-{number}.zip")
    assert done.returncode == 1
    assert f"Held: 1 (amy); say whose each is: kit class learners {root}\n" in done.stdout
    (row,) = rows(root)
    assert (row["name"], row["what"].startswith("held: ")) == ("amy", True)
    whole(root, ["amy"])
    (waits,) = read_table(root).waits()
    listed = kit("class", "learners", root).stdout
    for word in ("--accept", "--not-theirs"):
        assert f"kit class learners {root} {word} {waits.code}\n" in listed
    assert kit("class", "learners", root, "--accept", waits.code).returncode == 0
    assert "--accept" not in kit("class", "learners", root).stdout
    assert kit("collect", root).returncode == 0
    assert told(root) == [], "what is decided is not open"
    assert [one.decision for one in read_table(root).uploads] == ["taken", "accepted"]


@pytest.mark.attack
def test_a_decision_while_collecting_is_kept_or_refused_and_never_lost(root, tmp_path, monkeypatch):
    from kit.grading import intake

    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    monkeypatch.setattr("kit.journal.lock.WAIT", 0.1)
    meanwhile = []

    def nbgrader(*words, **more):
        meanwhile.extend(
            kit("class", "learners", root, "--not-theirs", one.code).returncode
            for one in read_table(root).uploads
        )
        return nbgraders(*words, **more)

    nbgraders = intake.nbgrader
    with monkeypatch.context() as patch:
        patch.setattr(intake, "nbgrader", nbgrader)
        kit("collect", root, tmp_path / "equity_amy.zip")
    (one,) = read_table(root).uploads
    assert meanwhile == [0 if one.decision == "not theirs" else 2]
    assert kit("class", "learners", root, "--not-theirs", one.code).returncode == 0
    kit("collect", root)
    assert [one.decision for one in read_table(root).uploads] == ["not theirs"]


def test_a_hand_in_that_is_nobodys_any_more_says_what_mends_it(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    kit("collect", root, tmp_path / "equity_amy.zip")
    (one,) = read_table(root).uploads
    assert kit("class", "learners", root, "--not-theirs", one.code).returncode == 0
    for _ in range(2):
        kit("collect", root)
        (left,) = rows(root)
        assert left["name"] == "amy"
        assert "Ask amy for their own, or move that folder away" in left["what"]
    shutil.rmtree(root / "submitted" / "amy")
    kit("collect", root)
    assert told(root) == []


def test_one_file_that_two_people_uploaded_is_marked_and_goes_back_to_its_learner_alone(root, tmp_path):
    people = {"ben": ("Ben Okafor", "1013"), "eve": ("Eve Fox", "1099")}
    write_roster(root, [Member(who) for who in people])
    bens, eves = "okaforben_1013_9002_equity_ben.zip", "foxeve_1099_9003_equity_ben.zip"
    (tmp_path / "submissions.zip").write_bytes(zipped(dict.fromkeys((bens, eves), zipped(files("ben")))))
    done = kit("collect", root, tmp_path / "submissions.zip")
    assert done.returncode == 1
    assert "Equity: 0 collected" in done.stdout
    assert "Held: 1 (ben)" in done.stdout
    codes = {one.file: one.code for one in read_table(root).waits()}
    assert {*codes} == {bens, eves}
    for word, name in (("--not-theirs", eves), ("--accept", bens)):
        assert kit("class", "learners", root, word, codes[name]).returncode == 0
    for new in (1, 0):
        done = kit("collect", root)
        assert (done.returncode, done.stdout.splitlines()[0]) == (0, f"Equity: 1 collected, {new} new.")
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
    assert kit("collect", root, tmp_path / "submissions.zip").returncode == 0
    whole(root, ["amy", "ben", "cara", "dan"])


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
def test_an_exchange_is_collected_and_who_cannot_be_autograded_is_named(root, tmp_path):
    exchange = tmp_path / "exchange"
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(
            f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\nc.ExchangeCollect.check_owner = False\n"
        )
    doubled = json.dumps(make.doubled(json.loads(NOTEBOOK)))
    lines = {"cara": "{}\n" * 20_001}
    for who, notebook in (("amy", NOTEBOOK), ("ben", doubled), ("cara", NOTEBOOK)):
        sent = exchange / "partnership" / "inbound" / f"{who}+equity+2026-11-21 09:00:00.000000 UTC+x"
        sent.mkdir(parents=True)
        own = files(who) | {"equity.ipynb": notebook}
        for name, data in (own | {"responses.jsonl": lines.get(who, own["responses.jsonl"])}).items():
            (sent / name).write_text(data, "utf-8")
        (sent / "timestamp.txt").write_text("2026-11-21 09:00:00.000000 UTC")
    done = kit("collect", root, "--exchange")
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("Equity: 1 collected, 1 new.")
    assert [row["name"] for row in rows(root)] == ["ben", "cara"]
    assert learners_of(root, "equity") == ["amy"], "the desk ends without what can't be marked"
    states = class_states(root).of("equity")
    assert (states.who("unread"), states.who("not_collected")) == (("amy",), ("ben", "cara"))


@pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
def test_an_exchange_that_is_not_there_is_named(root, tmp_path):
    with (root / "nbgrader_config.py").open("a") as file:
        file.write(f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'none')!r}\n")
    done = kit("collect", root, "--exchange")
    assert done.returncode == 2
    (said,) = done.stderr.splitlines()
    assert f"the folder {tmp_path / 'none'}, isn't there or can't be written to" in said
    assert "c.Exchange.root" in said


def test_what_cannot_be_done_is_one_sentence_and_changes_nothing(root, tmp_path):
    before = tree(root)
    for words, said in (
        ([tmp_path], "make one with: kit class new"),
        ([root], "has no hand-ins yet"),
        ([root, "equty"], "there is no file or folder equty"),
        ([root, tmp_path / "none.zip"], "there is no file or folder"),
        ([root, tmp_path], "includes the class's own files"),
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
        done = kit("collect", root, tmp_path / "equity_amy.zip")
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
    done = kit("collect", root, came)
    assert done.returncode == 1
    # Whoever isn't on the class list is named and not counted.
    assert done.stdout.splitlines()[:2] == [
        "Equity: 0 collected, 0 new.",
        "Not in roster.csv, so in no number: 2 (ben, finn).",
    ]
    assert "Left out: 8." in done.stdout
    assert f"Next: kit class status {root}\n" in done.stdout
    left_out = read_table(root).left_out
    assert sorted((one.whose, one.file) for one in left_out) == [
        ("", "My homework.docx"),
        ("Equity_hana", "Equity_hana_attempt_2026-11-21-09-00-00_Essay.pdf"),
        ("Gil Po", "onlinetext.html"),
        ("amy", "leeamy_1012_9001_Essay.docx"),
        ("amy", "respect_amy.docx"),
        ("dan", "My homework.docx"),
        ("ohcara", "ohcara_1014_text.html"),
        ("roweve", "roweve_1015_900_equity.ipynb"),
    ]
    told_why = " ".join(row["sentence"] for row in rows(root) if row["what"].startswith("left out"))
    assert all(one.to_send in told_why for one in left_out)
    # Without naming the download again, it is still told.
    before = told(root)
    assert kit("collect", root).returncode == 1
    assert told(root) == before
    # A download that was unpacked by hand says the same, and so does one in which nobody sent a zip.
    only = tmp_path / "submissions.zip"
    only.write_bytes(zipped({name: canvas[name] for name in list(canvas)[:1]}))
    loose = tmp_path / "unpacked"
    loose.mkdir()
    (loose / "leeamy_1012_9001_Essay.docx").write_text("a text")
    for source in (only, loose):
        shutil.rmtree(root / "downloaded", ignore_errors=True)
        (root / "learners.json").unlink()
        kit("collect", root, source)
        assert told(root) == [("leeamy_1012_9001_Essay.docx", "amy")], source


def test_whoever_uploads_another_learners_file_under_their_own_name_is_told_and_not_that_learner(
    root, tmp_path
):
    write_roster(root, [Member("cara", "Cara Oh", lms_id="1014"), Member("dan", "Dan Ng", lms_id="1015")])
    caras = zipped(files("cara"))
    canvas = {"ohcara_1014_9001_equity_cara.zip": caras}
    (tmp_path / "submissions.zip").write_bytes(zipped(canvas))
    assert kit("collect", root, tmp_path / "submissions.zip").returncode == 0
    canvas["ngdan_1015_9002_equity_dan.zip"] = zipped(files("cara", "Another text.", 3))
    (tmp_path / "submissions.zip").write_bytes(zipped(canvas))
    assert kit("collect", root, tmp_path / "submissions.zip").returncode == 1
    (dans,) = rows(root)
    assert dans["name"] == "Dan Ng"
    assert dans["sentence"] == sentence_of(KitError("ask.sent_by", assignment="Equity"))
    assert not any(name in dans["sentence"] for name in ("cara", "Cara"))


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
        kit("collect", root, source)
    assert told(root) == [("equity_ben.docx", "ben"), ("equity_dan.zip", "dan"), (damaged, "cara")]
    (held,) = read_table(root).waits()
    assert (held.file, held.sent_by) == (amys, "amy")
    # Into the same folder, by mail, and in a later download; what was saved first has the earlier time.
    (mail / "equity_ben.zip").write_bytes(zipped(files("ben")))
    (tmp_path / "equity_cara.zip").write_bytes(zipped(files("cara")))
    kit("collect", root, mail)
    kit("collect", root, tmp_path / "equity_cara.zip")
    assert told(root) == [("equity_dan.zip", "dan")]
    monday.write_bytes(zipped({amys.replace("9002", "9003"): zipped(files("amy"))}))
    (mail / "equity_dan (1).zip").write_bytes(zipped(files("dan")))
    assert kit("collect", root, monday).returncode == 1
    assert told(root) == [("equity_dan.zip", "dan")]
    kit("class", "learners", root, "--not-theirs", held.code)
    done = kit("collect", root, mail)
    assert done.returncode == 0
    assert "Not in roster.csv, so in no number: 2 (ben, dan)." in done.stdout
    assert told(root) == []
    # A revision that is damaged is open again, also when the good one is saved once more.
    (mail / "equity_dan (2).zip").write_bytes(b"PK cut")
    kit("collect", root, mail)
    os.utime(mail / "equity_dan (1).zip")
    for words in ([mail], []):
        assert kit("collect", root, *words).returncode == 1
        assert told(root) == [("equity_dan (2).zip", "dan")]


def test_a_notebook_without_its_handin_json_is_a_row_and_a_whole_folder_is_collected(root, tmp_path):
    bos = tmp_path / "came" / "bo"
    bos.mkdir(parents=True)
    (bos / "equity.ipynb").write_text(NOTEBOOK, "utf-8")
    assert kit("collect", root, tmp_path / "came").returncode == 1
    assert told(root) == [("equity.ipynb", "")]
    for name, data in files("bo").items():
        (bos / name).write_text(data, "utf-8")
    assert kit("collect", root, tmp_path / "came").stdout.startswith("Equity: 1 collected, 1 new.")
    assert told(root) == []


def test_nothing_of_a_zip_that_is_no_hand_in_is_kept(root, tmp_path):
    (tmp_path / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (tmp_path / "holiday.zip").write_bytes(zipped({"photo.png": "a picture"}))
    assert kit("collect", root, tmp_path / "equity_amy.zip").returncode == 0
    before = tree(root / "downloaded")
    assert kit("collect", root, tmp_path / "holiday.zip").returncode == 1
    assert [file for file, _ in told(root)] == ["holiday.zip"]
    assert tree(root / "downloaded") == before


def test_a_download_of_many_may_be_larger_than_one_hand_in(root, tmp_path, monkeypatch):
    from kit.handin import reading

    monkeypatch.setattr(reading, "MOST_BYTES", 200_000)
    came = tmp_path / "submissions.zip"
    canvas = {
        "leeamy_1012_9001_equity_amy.zip": zipped(files("amy")),
        "ngben_1013_9002_equity_ben.zip": os.urandom(300_000),
        "ohcara_1014_9003_film.mp4": "a film",
        **{f"Eve Oh_1202_assignsubmission_file_/{name}": data for name, data in files("eve").items()},
    }
    came.write_bytes(zipped(canvas))
    done = kit("collect", root, came)
    assert done.returncode == 1
    assert told(root) == [
        ("ngben_1013_9002_equity_ben.zip", "ngben"),
        ("ohcara_1014_9003_film.mp4", "ohcara"),
    ]
    assert any("larger than 0.2 MB" in row["what"] for row in rows(root))
    whole(root, ["amy", "eve"])
    before = tree(root / "downloaded")
    kit("collect", root, came)
    assert tree(root / "downloaded") == before


@pytest.mark.attack
def test_a_folder_named_in_a_download_leads_out_of_no_folder(root, tmp_path, monkeypatch):
    from kit.handin import reading

    monkeypatch.setattr(reading, "MOST_BYTES", 200_000)
    came = tmp_path / "submissions.zip"
    ways = [f"{'../' * 9}{tmp_path.name}/leeamy_1012_9001_equity_amy.zip", "/ngben_1013_9002_equity_ben.zip"]
    came.write_bytes(
        zipped({**{way: zipped(files(way[-7:-4])) for way in ways}, "filler": os.urandom(300_000)})
    )
    kit("collect", root, came)
    assert {one.path for one in read_table(root).copies.values()} == {*ways}
    assert {one.name for one in (root / "submitted").iterdir()} == {"amy", "ben"}
    assert [one for one in tree(tmp_path) if "9001" in one or "9002" in one] == []


def test_what_is_too_large_or_a_link_is_not_copied(root, tmp_path, monkeypatch):
    from kit.handin import reading

    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    came = tmp_path / "came"
    came.mkdir()
    (came / "equity_amy.zip").write_bytes(zipped(files("amy")))
    (came / "equity_ben.zip").symlink_to(came / "equity_amy.zip")
    (came / "equity_cara.pdf").write_text("not a zip")
    done = kit("collect", root, came)
    assert done.returncode == 1
    assert not (root / "downloaded").exists()
    assert sorted((one.file, one.why.partition(" ")[2]) for one in read_table(root).left_out) == [
        ("equity_amy.zip", "is larger than 0.0001 MB"),
        ("equity_ben.zip", "is a link to another file"),
        ("equity_cara.pdf", "is not a zip"),
    ]


def kill_and_run_again(released, into, times, fresh):
    """From nothing, or released already, to three learners collected, one held and one left out."""
    came = into / "submissions.zip"
    inside = {
        f"x{who}_{n}_{n}_equity_{who}.zip": zipped(files(who)) for n, who in enumerate(("amy", "ben", "cara"))
    }
    # One file from two accounts is held, and a text is left out.
    inside |= {f"{who}_{n}_{n}_equity_dan.zip": zipped(files("dan")) for n, who in enumerate("de", 4)}
    came.write_bytes(zipped(inside | {"f_6_6_essay.docx": "a text"}))

    def start(name):
        root = into / name
        if fresh:
            start_class(root, Settings())
        else:
            shutil.copytree(released, root)
        return root

    from kit.grading.intake import take_in

    root = start("whole")
    cut, touches = killed(root, lambda: take_in(root, [came]))
    assert not cut
    whole(root, ["amy", "ben", "cara"])
    expected = rows(root)
    assert [row["name"] for row in expected] == ["dan", "f"]
    moments = random.Random(f"collect {times} {fresh}")  # noqa: S311  # moments, not secrets
    hits = 0
    for number in range(times):
        one = start(str(number))
        # One moment in each part of the command; every other time a little later, in the middle of a step.
        at = round(touches * (number + moments.random()) / times)
        later = number % 2 * moments.uniform(0, 0.01)
        hits += killed(one, lambda one=one: take_in(one, [came]), max(1, at), later)[0]
        taken = take_in(one, [came])
        assert taken.collected == {"equity": ("amy", "ben", "cara")}, (number, at)
        assert (len(taken.held), len(taken.left_out)) == (2, 1), (number, at)
        assert rows(one) == expected, (number, at)
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
        done = kit("collect", root, tmp_path / "equity_amy.zip")
    assert done.returncode == 2
    assert "gradebook.db is in use by another program" in done.stderr
