"""Feedback packed as each platform documents it: everybody's own page under their own name, once."""

from __future__ import annotations

import contextlib
import csv
import io
import itertools
import json
import os
import random
import shutil
import signal
import stat
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.classroom import Member, write_roster
from kit.grading.collecting import put, sort_out
from kit.grading.forgetting import forget
from kit.grading.learners_file import read_table, write_table
from kit.grading.packets import FILE, FOLDER, pack, returned
from kit.handin.feedback import is_feedback, receive_feedback, take_feedback
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.journal import make_workspace, read_lines
from kit.spreadsheet import TableFault

CLASS = ("amy", "ben", "cara")
WORDS = {name: f"WORDS-OF-{name.upper()} and nobody else's." for name in (*CLASS, "dan")}
CANVAS = {
    "amy": "leeamy_11_101_equity_amy.zip",
    "ben": "okaforben_LATE_12_102_equity_ben-1.zip",
    "cara": "anon_x7Qa2_103_equity_cara.zip",
}
MOODLE = {
    "amy": "Amy Lee_501_assignsubmission_file_/equity_amy.zip",
    "ben": "Ben Okáfor_502_assignsubmission_file/equity_ben.zip",
    "cara": "Cara_503_assignsubmission_file_equity_cara.zip",
}


def hand_in(learner: str) -> bytes:
    packed = io.BytesIO()
    workspace = f"01JDZZZZZZZZZZZZZZZZZZZZ{learner.upper().replace('L', '1').replace('O', '0')[:2]}"
    about = {"schema": 1, "assignment": "equity", "learner": learner, "at": "2026-11-21T09:00:00+00:00"}
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("equity.ipynb", json.dumps(make.source_notebook()))
        file.writestr("handin.json", json.dumps(about))
        file.writestr("responses.jsonl", make.line(WORDS[learner], workspace=workspace))
    return packed.getvalue()


class Course:
    """A course root with hand-ins that came in one download, and the feedback on them."""

    def __init__(self, root: Path, download: dict[str, str], members=()) -> None:
        self.members = members
        self.root, self.archive = root, root / "downloaded" / "equity" / "archive"
        self.archive.mkdir(parents=True)
        with zipfile.ZipFile(self.archive / "submissions.zip", "w") as file:
            for learner, name in download.items():
                file.writestr(name, hand_in(learner))
        self.ready: dict[str, Path] = {}
        self.collect()

    def collect(self) -> None:
        table = read_table(self.root)
        found = sort_out(self.archive, "equity", ["equity_answer"], table, self.members)
        write_table(self.root, table)
        for learner, handed in found.newest.items():
            put(self.root / "submitted" / learner / "equity", handed)
            self.ready.setdefault(learner, self.say(learner, "Thank you."))

    def say(self, learner: str, text: str) -> Path:
        answers, _ = read_lines(self.root / "submitted" / learner / "equity" / "responses.jsonl")
        record = Feedback(
            learner=learner, workspace=None, assignment="equity", revision=answers[0].id,
            levels={"event": 2}, comments=(Comment(text=text),),
        )  # fmt: skip
        page = self.root / "feedback" / learner / "equity" / "equity.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(feedback_page(record, answers[0]), encoding="utf-8")
        page.with_suffix(".json").write_bytes(record.to_json())
        return page

    def pack(self, platform, **more):
        return pack(self.root, "equity", platform, self.ready, **more)


def files(packet):
    with zipfile.ZipFile(packet.path) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def whose_words(data: bytes) -> set[str]:
    found = data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            found = b"".join(packed.read(name) for name in packed.namelist())
    return {name for name, words in WORDS.items() if words.encode().replace(b"'", b"&#x27;") in found}


def test_canvas_gets_each_page_in_a_zip_of_the_very_name_of_its_download(tmp_path):
    packet = Course(tmp_path, CANVAS).pack("canvas")
    assert packet.path == tmp_path / FOLDER / "equity_canvas_1.zip"
    found = files(packet)
    assert set(found) == set(CANVAS.values())
    assert {learner: whose_words(found[name]) for learner, name in CANVAS.items()} == {
        learner: {learner} for learner in CLASS
    }
    assert stat.S_IMODE(packet.path.stat().st_mode) == 0o600
    assert stat.S_IMODE(packet.path.parent.stat().st_mode) == 0o700


def test_moodle_gets_each_page_in_the_folder_or_under_the_name_of_its_download(tmp_path):
    course = Course(tmp_path, MOODLE)
    found = files(course.pack("moodle"))
    assert {name: whose_words(data) for name, data in found.items()} == {
        "Amy Lee_501_assignsubmission_file_/equity_feedback.html": {"amy"},
        "Ben Okáfor_502_assignsubmission_file/equity_feedback.html": {"ben"},
        "Cara_503_assignsubmission_file_equity_feedback.html": {"cara"},
    }
    assert course.pack("canvas", everything=True).left == dict.fromkeys(
        CLASS, "this hand-in didn't come in a download from Canvas"
    )


def test_what_moodle_has_under_another_learners_name_is_not_packed(tmp_path):
    course = Course(tmp_path, MOODLE)
    write_roster(
        tmp_path,
        [Member("amy", name="Amy Li"), Member("ben", name="Ben OKÁFOR"), Member("zoe", name="amy  lee")],
    )
    packet = course.pack("moodle")
    assert packet.left == {"amy": "the uploaded file is from zoe's Moodle account"}
    assert packet.packed == ("ben", "cara")
    write_roster(tmp_path, [Member("amy", name="Amy Lee"), Member("zoe", name="Amy Lee")])
    assert "amy" in course.pack("moodle").packed


def test_a_page_is_packed_once_and_again_when_it_says_something_else(tmp_path):
    course = Course(tmp_path, CANVAS)
    first = course.pack("canvas")
    again = course.pack("canvas")
    assert (again.path, again.packed, again.earlier) == (None, (), CLASS)
    course.say("ben", "One more thing.")
    changed = course.pack("canvas")
    assert (changed.path.name, changed.packed) == ("equity_canvas_2.zip", ("ben",))
    assert first.path.is_file()
    assert course.pack("canvas", everything=True).packed == CLASS
    assert set(returned(tmp_path)) == {("equity", learner) for learner in CLASS}
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_mail_has_a_row_and_a_file_for_each_and_takes_whom_the_platform_does_not(tmp_path):
    course = Course(tmp_path, CANVAS | {"dan": "equity_dan.zip"})
    assert course.pack("canvas").left == {"dan": "this hand-in didn't come in a download from Canvas"}
    write_roster(tmp_path, [Member("dan", name="Dán =Roe", email="dan@school.example")])
    packet = course.pack("mail")
    assert (packet.packed, packet.no_address) == (("dan",), ())
    assert {one.name for one in packet.path.iterdir()} == {"mail.csv", "equity_dan.html"}
    assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in packet.path.iterdir())
    with (packet.path / "mail.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["email"], row["name"], row["file"]) == ("dan@school.example", "Dán =Roe", "equity_dan.html")
    assert "Hello Dán =Roe" in row["text"]
    assert whose_words((packet.path / "equity_dan.html").read_bytes()) == {"dan"}
    everybody = course.pack("blackboard", everything=True)
    assert (everybody.path.name, everybody.no_address) == ("equity_mail_3", CLASS)


def test_an_address_that_two_people_have_is_nobodys(tmp_path):
    course = Course(tmp_path, CANVAS)
    shared = [Member("amy", email="one@school.example"), Member("ben", email=" ONE@school.example")]
    write_roster(tmp_path, [*shared, Member("cara", email="cara@school.example")])
    packet = course.pack("mail")
    with (packet.path / "mail.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["learner"]: row["email"] for row in csv.DictReader(file)} == {
            "amy": "", "ben": "", "cara": "cara@school.example",
        }  # fmt: skip
    assert (packet.packed, packet.no_address) == (CLASS, ("amy", "ben"))
    write_roster(tmp_path, [shared[0], Member("ben", email="ben@school.example")])
    assert course.pack("mail", everything=True).no_address == ("cara",)


def test_no_page_goes_to_an_account_that_is_not_its_learners(tmp_path):
    course = Course(tmp_path, CANVAS)
    write_roster(tmp_path, [Member("amy", lms_id="99"), Member("ben", lms_id="12")])
    packet = course.pack("canvas")
    assert packet.packed == ("ben", "cara")
    assert packet.left == {"amy": "the uploaded file is from canvas 11, but the roster says otherwise"}
    write_roster(tmp_path, [Member("amy"), Member("zoe", lms_id="11")])
    assert course.pack("canvas").left == {"amy": "the uploaded file is from zoe's Canvas account"}


def test_no_page_goes_to_somebody_else_in_the_class_who_uploaded_the_hand_in(tmp_path):
    course = Course(tmp_path, {"amy": "Ben Okáfor_502_assignsubmission_file_/equity_amy.zip"})
    write_roster(tmp_path, [Member("amy", name="Amy Lee"), Member("ben", name="Ben Okáfor")])
    packet = course.pack("moodle")
    assert (packet.path, packet.left) == (None, {"amy": "the uploaded file is from ben's Moodle account"})


def test_who_sent_what_is_accepted_of_another_learner_is_named_where_it_is_not_packed(tmp_path):
    members = [Member("amy", name="Amy Lee"), Member("dan", name="Dan Roe")]
    way = "Dan Roe_502_assignsubmission_file_/equity_amy.zip"
    course = Course(tmp_path, {"amy": way}, members)
    own = course.archive / "equity_amy.zip"
    own.write_bytes(zipfile.ZipFile(course.archive / "submissions.zip").read(way))
    course.collect()
    # Her own came by mail, and what dan sent is held.
    waits = "two people uploaded this hand-in; use kit class learners to say whose it is"
    assert course.pack("moodle").left == {"amy": waits}
    own.unlink()
    table = read_table(tmp_path)
    table.decide(next(one.code for one in table.uploads if one.sent_by), accept=True)
    write_table(tmp_path, table)
    course.collect()
    assert course.pack("moodle").left == {"amy": "the uploaded file is from dan's Moodle account"}
    assert course.pack("canvas").left == {"amy": "this hand-in didn't come in a download from Canvas"}


def test_two_learners_under_one_account_get_nothing_by_it(tmp_path):
    course = Course(tmp_path, CANVAS)
    table = read_table(tmp_path)
    table.of("ben")[0].file = CANVAS["amy"].replace("amy.zip", "ben.zip")
    write_table(tmp_path, table)
    packet = course.pack("canvas")
    assert packet.packed == ("cara",)
    assert packet.left == {
        "amy": "this hand-in and another learner's came from the same Canvas account",
        "ben": "this hand-in and another learner's came from the same Canvas account",
    }


def test_a_page_in_the_wrong_folder_is_packed_for_nobody(tmp_path):
    course = Course(tmp_path, CANVAS)
    here, there = course.ready["amy"], course.ready["ben"]
    there.write_bytes(here.read_bytes())
    assert "doesn't say that it is ben's" in course.pack("canvas").left["ben"]
    there.with_suffix(".json").write_bytes(here.with_suffix(".json").read_bytes())
    packet = course.pack("canvas", everything=True)
    assert "doesn't say that it is ben's" in packet.left["ben"]
    assert whose_words(b"".join(files(packet).values())) <= {"amy", "cara"}


def test_a_name_that_a_learner_chose_leads_out_of_no_folder(tmp_path):
    course = Course(tmp_path, {"amy": "leeamy_11_101_..\\..\\x_equity_amy.zip", "ben": CANVAS["ben"]})
    packet = course.pack("canvas")
    assert packet.packed == ("ben",)
    assert packet.left == {"amy": "the uploaded file's name can't be used in a zip"}


def test_the_same_file_uploaded_again_goes_back_to_the_later_upload(tmp_path):
    course = Course(tmp_path, {"amy": CANVAS["amy"]})
    with zipfile.ZipFile(course.archive / "a_later.zip", "w") as file:
        file.writestr(CANVAS["amy"].replace("_101_", "_1000_"), hand_in("amy"))
    later = zipfile.ZipFile(course.archive / "submissions.zip").read(CANVAS["amy"])
    with zipfile.ZipFile(course.archive / "a_later.zip", "w") as file:
        file.writestr(CANVAS["amy"].replace("_101_", "_1000_"), later)
    course.collect()
    assert set(files(course.pack("canvas"))) == {"leeamy_11_1000_equity_amy.zip"}


def test_what_was_packed_is_made_again_where_packing_was_stopped_before_its_end(tmp_path):
    course = Course(tmp_path, CANVAS)
    first = course.pack("canvas")
    data = first.path.read_bytes()
    (tmp_path / FILE).unlink()
    again = course.pack("canvas")
    assert (again.path, again.path.read_bytes()) == (first.path, data)
    (tmp_path / FILE).write_text("nothing\n")
    with pytest.raises(TableFault, match="move it away"):
        course.pack("canvas")


def test_a_learner_takes_in_what_canvas_gives_back(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = make_workspace(tmp_path / "mine", "amy")
    zip_file = tmp_path / "equity_amy.zip"
    zip_file.write_bytes(files(Course(tmp_path / "course", CANVAS).pack("canvas"))[CANVAS["amy"]])
    assert is_feedback(zip_file)
    assert receive_feedback(workspace, zip_file).name == "equity.html"
    # The form reads a file as text.
    as_text = zip_file.read_bytes().decode("utf-8", "replace").encode()
    assert take_feedback(workspace, as_text, zip_file.name).learner == "amy"
    (tmp_path / "hand_in.zip").write_bytes(hand_in("amy"))
    assert not is_feedback(tmp_path / "hand_in.zip")


def test_who_is_forgotten_has_no_page_of_their_own_and_a_packet_with_theirs_is_listed(tmp_path):
    course = Course(tmp_path, CANVAS)
    canvas, mail = course.pack("canvas"), course.pack("mail", everything=True)
    left = forget(tmp_path, "amy")
    assert canvas.path in left
    assert {one.name for one in mail.path.iterdir()} == {"mail.csv", "equity_ben.html", "equity_cara.html"}
    assert set(returned(tmp_path)) == {("equity", "ben"), ("equity", "cara")}


def stopped(course, at, platform):
    """Pack in a process of its own that is killed when it touches the course for the so-manieth time."""
    child = os.fork()
    if child == 0:
        count = itertools.count(1)

        def watch(event, about):
            touches = event in {"open", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "shutil.rmtree"}
            if touches and str(course.root) in str(about[0]) and next(count) == at:
                os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        with contextlib.suppress(BaseException):
            course.pack(platform)
        os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def kill_and_pack_again(base, times, platform):
    course = Course(base / "course", CANVAS)
    whole = shutil.copytree(course.root, base / "whole")
    wanted = sorted(one.name for one in Course.pack(of(course, whole), platform).path.parent.rglob("*"))
    killed, moment = 0, random.Random(platform)  # noqa: S311  # moments, not secrets
    for n in range(times):
        again = of(course, shutil.copytree(course.root, base / str(n)))
        killed += stopped(again, moment.randint(1, 25), platform)
        packet = again.pack(platform)
        # Where all was noted before the end came, nothing is left to pack.
        assert set(packet.packed or packet.earlier) == set(CLASS)
        assert sorted(one.name for one in (again.root / FOLDER).rglob("*")) == wanted
        assert set(returned(again.root)) == {("equity", learner) for learner in CLASS}
        if platform == "canvas":
            with zipfile.ZipFile(again.root / FOLDER / "equity_canvas_1.zip") as packed:
                assert packed.testzip() is None
                assert sorted(packed.namelist()) == sorted(CANVAS.values())
        shutil.rmtree(again.root)
    print(f"{platform}: killed {killed} of {times} times while it packed")
    assert killed > times / 3


def of(course, root):
    """The same feedback in a copy of the course root."""
    copied = object.__new__(Course)
    copied.root, copied.archive = Path(root), Path(root) / "downloaded" / "equity" / "archive"
    copied.ready = {who: Path(root) / page.relative_to(course.root) for who, page in course.ready.items()}
    return copied


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a command is killed in a forked process")
@pytest.mark.parametrize("platform", ["canvas", "mail"])
@pytest.mark.parametrize("times", [6, pytest.param(50, marks=pytest.mark.slow)])
def test_killed_while_packing_and_packed_again(tmp_path, times, platform):
    kill_and_pack_again(tmp_path, times, platform)
