"""``kit class forget``: afterwards no byte of the course root holds the learner, and nobody else lost any."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typed import kit

pytest.importorskip("nbgrader")

import make_submissions as make
from downloads import WORKSPACES, files, zipped
from marking_page import mark
from nbgrader.api import Gradebook, MissingEntry

from kit.classroom import Member, Settings, read_due, read_roster, write_roster
from kit.classroom.new import start_class
from kit.grading.gradebook_record import read_gradebook
from kit.grading.intake import take_in
from kit.ratings import open_ratings
from kit.ratings.comments import Comments
from kit.spreadsheet import read_csv, write_csv

HER = "gperez77"
HERS = "The grandfather laid our report face down on her desk."
OTHERS = ("amy", "gperez7", "gperez77-2")
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
    take_in(root, "equity", came)
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
            (first,) = store.record({"rater": "Ana", **rating})
            other = store.record({"rater": "Ben", **rating, "level": 1})[0]
            store.make_primary(other, f"I read {id} again", "Ben")
            Comments(store.database).record(
                {"rater": "Ana", "learner": id, "assignment": "equity", "kind": "closing", "at": WHEN,
                 "text": f"{people[id]}, {HERS if id == HER else 'well said.'}"}
            )  # fmt: skip
            assert first.learner == id
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


def test_no_byte_is_left_and_nobody_else_loses_anything(root):
    words = (HER, "Graciela", "Pérez", HERS)
    (root / "report").mkdir()
    # An instructor's own page quotes without a name.
    (root / "report" / "for_instructor_only.html").write_text(f"<p>{HERS}</p>", encoding="utf-8")
    assert {one.partition("/")[0] for one in found_in(root, *words)} == {
        "submitted", "autograded", "feedback", "downloaded", "invitations", "gradebook.db", "ratings.db",
        "roster.csv", "due.csv", "learners.json", "left_out.csv", "marks.csv", "notes.csv",
        "grades_sent.json", "feedback_moodle.zip", "report",
    }  # fmt: skip
    done = kit("class", "forget", ".", HER, "--yes", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    assert found_in(root, *words) == []
    for said in (
        "submitted: 1 assignment",
        "gradebook",
        "roster.csv",
        "may quote",
        "learning platform",
        "backups",
    ):
        assert said in done.stdout
    assert [one.id for one in read_roster(root)] == list(OTHERS)
    assert {key[1] for key in read_due(root).extensions} == {"gperez7"}
    assert {one.stem for one in (root / "invitations").glob("*.json")} == {
        f"invitation_{id}" for id in OTHERS
    }
    assert [row.cells["learner"] for row in read_csv(root / "marks.csv").rows] == list(OTHERS)
    assert read_csv(root / "notes.csv").rows[0].cells["note"] == "Ask (taken out) and gperez77-2 to swap."
    assert json.loads((root / "grades_sent.json").read_bytes()) == {"equity": {id: [10.0] for id in OTHERS}}
    assert read_gradebook(root, ()).learners.keys() == set(OTHERS)
    with open_ratings(root) as store:
        assert {one.learner for one in store.ratings()} == set(OTHERS)
        assert {one.learner for one in store.changes()} == set(OTHERS)
    with zipfile.ZipFile(root / "feedback_moodle.zip") as packed:
        assert len(packed.namelist()) == len(OTHERS)
    for id in OTHERS:
        for step in ("submitted", "autograded", "feedback"):
            assert (root / step / id / "equity").is_dir()
    # Collected once more from what is left of the downloads, it is the class without her.
    taken = take_in(root, "equity")
    assert taken.collected == tuple(sorted(OTHERS))
    assert taken.is_whole
    again = kit("class", "forget", root, HER, "--yes")
    assert again.returncode == 2
    assert "nobody in" in again.stderr


def test_it_asks_first(root):
    before = found_in(root, HER)
    done = kit("class", "forget", root, HER)
    assert done.returncode == 1
    assert "Remove gperez77 (Graciela Pérez, gperez77@example.org)" in done.stdout + done.stderr
    assert found_in(root, HER) == before


ESSAYS = {
    "ohfinn_1033_1_Essay.docx": "finn",
    "other.name_LATE_1033_2_Plan.pdf": "finn",
    "ohfinn_1033_text.html": "finn",
    "hisfile_1055_3_responses.jsonl": "finn",
    "hisfile_1055_4_Plan.pdf": "finn",
    "Finn Oh_1201_assignsubmission_file_/Essay.docx": "finn",
    "Equity_finn_attempt_2026-11-21-09-00-00.txt": "finn",
    "Equity_finn_attempt_2026-11-21-09-00-00_Essay.docx": "finn",
    "ohfinn_1044_5_Essay.docx": "zed",
    "Zed Po_1202_assignsubmission_file_/Essay.docx": "zed",
    "Equity_zed_attempt_2026-11-21-09-00-00_Essay.docx": "zed",
}


@pytest.fixture
def essays(tmp_path):
    """Two people, of whom nobody has handed in a zip yet; one id is a word of letters alone."""
    root = tmp_path / "essays"
    start_class(root, Settings())
    people = [
        Member("finn", name="Finn Oh", login="finn", lms_id="1033"),
        Member("zed", name="Zed Po", login="zed", lms_id="1044"),
    ]
    write_roster(root, people)
    (root / "downloaded/equity/archive").mkdir(parents=True)
    return root


def test_what_was_uploaded_beside_hand_ins_goes_too(essays):
    archive = essays / "downloaded/equity/archive/submissions.zip"
    journal = files("finn", workspace=WORKSPACES["f"])["handin.json"]
    archive.write_bytes(
        zipped({name: journal if "jsonl" in name else "an essay" for name in ESSAYS} | {"index.html": "list"})
    )
    rows = [["equity", name, "1033", "not a zip", "Hand in again."] for name in ESSAYS]
    write_csv(essays / "left_out.csv", ["assignment", "file", "whose", "why", "to_send"], rows)
    done = kit("class", "forget", essays, "finn", "--yes")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not read_csv(essays / "left_out.csv").rows
    with zipfile.ZipFile(archive) as packed:
        left = {name for name in packed.namelist() if name != "index.html"}
    assert left == {name for name, who in ESSAYS.items() if who == "zed"}


def test_a_download_that_may_hold_something_of_theirs_is_named(essays):
    folder = essays / "downloaded/equity/archive"
    (folder / "submissions.zip").write_bytes(
        zipped({"anon_x7Qa_33_Essay.docx": "an essay", "pozed_1044_9_Essay.docx": "an essay"})
    )
    (folder / "group.zip").write_bytes(zipped({"pozed_1044_9_with finn.docx": "an essay"}))
    (folder / "pozed_1044_10_equity_zed.zip").write_bytes(zipped(files("zed", workspace=WORKSPACES["e"])))
    done = kit("class", "forget", essays, "finn", "--yes")
    assert done.returncode == 1
    said = [line for line in done.stdout.splitlines() if "whose these are" in line]
    assert len(said) == 2
    assert said[0].startswith(f"{folder / 'group.zip'}: nothing in it")
    assert "pozed_1044_9_with finn.docx; look" in said[0]
    assert "anon_x7Qa_33_Essay.docx; look" in said[1]
    assert "pozed_1044_9_Essay" not in done.stdout


def test_stopped_in_the_middle_it_goes_on(root, monkeypatch):
    from kit.grading import forgetting

    for name in ("find_uploaders", "forget_rated", "forget_due", "remove_member"):
        with monkeypatch.context() as patch:

            def stopped(*_):
                raise KeyboardInterrupt

            patch.setattr(forgetting, name, stopped)
            with pytest.raises(KeyboardInterrupt):
                forgetting.forget(root, forgetting.find_person(root, HER))
    assert kit("class", "forget", root, HER, "--yes").returncode == 0
    assert found_in(root, HER, HERS) == []
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb, pytest.raises(MissingEntry):
        gb.find_student(HER)


def test_a_file_that_still_names_them_is_named(root):
    (root / "notes.odt").write_bytes(b"about Graciela P\xc3\xa9rez")
    done = kit("class", "forget", root, HER, "--yes")
    assert done.returncode == 1
    assert f"{root / 'notes.odt'}: still names this learner" in done.stdout


def test_a_damaged_download_stops_nothing(root):
    broken = root / "downloaded" / "equity" / "archive" / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 and no more")
    kit("class", "forget", root, HER, "--yes")
    assert found_in(root, HER, HERS) == []
    assert broken.is_file()
    with Gradebook(f"sqlite:///{root / 'gradebook.db'}") as gb, pytest.raises(MissingEntry):
        gb.find_student(HER)


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


def test_an_id_that_is_a_word_and_a_name_that_two_have_harm_nobody(tmp_path):
    write_roster(tmp_path, [Member("may", name="Ana Ruiz"), Member("ana", name="Ana Ruiz")])
    write_csv(tmp_path / "bank.csv", ["text"], [["You may say more."], ["may"]])
    write_csv(tmp_path / "marks.csv", ["id", "name"], [["may", "Ana Ruiz"], ["ana", "Ana Ruiz"]])
    assert kit("class", "forget", tmp_path, "may", "--yes").returncode == 0
    assert [row.cells["text"] for row in read_csv(tmp_path / "bank.csv").rows] == ["You may say more."]
    assert [row.cells["id"] for row in read_csv(tmp_path / "marks.csv").rows] == ["ana"]


@pytest.mark.parametrize("odd", ["..", ".", "../fall", "*", "submitted/amy", ""])
def test_an_id_is_never_a_way_to_a_folder(root, odd):
    before = found_in(root, "amy")
    done = kit("class", "forget", root, odd, "--yes")
    assert done.returncode == 2
    assert "can't be a learner's id" in done.stderr
    assert found_in(root, "amy") == before
