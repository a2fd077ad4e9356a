"""Whose hand-in it is: Mallory under Amy's name is held and named, and the instructor decides once."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kit.classroom import Member
from kit.grading.collecting import Sorted, sort_out
from kit.grading.handed import collected, is_somebody_elses
from kit.grading.learners_file import FILE, read_table, write_table
from kit.grading.whose import Upload
from kit.handin.handing import hand_in
from kit.journal import open_journal
from kit.journal.workspace import make_workspace, read_workspace
from kit.model import KitError

pytestmark = pytest.mark.attack

EXPECTED = ["equity_answer"]
CLASS = [
    Member("amy", name="Amy Lee", lms_id="11"),
    Member("ben", name="Ben Okafor", lms_id="12"),
    Member("mallory", name="Mallory Doe", login="doemallory", lms_id="9999"),
]
AMYS, MALLORYS = "leeamy_11_22_equity_amy.zip", "doemallory_9999_33_equity_amy.zip"


class Course:
    """A course root, its table, and learners at their computers."""

    def __init__(self, base: Path) -> None:
        self.base, self.root = base, base / "course"
        self.archive = self.root / "downloaded" / "equity" / "archive"
        self.archive.mkdir(parents=True)
        self.members: list[Member] = []

    def made(self, learner: str | None, computer: str, text: str) -> bytes:
        folder = make_workspace(self.base / computer, learner)
        journal = open_journal(folder)
        heads = journal.heads("equity.reflection", case="ms_perez")
        parent = heads[-1].id if heads else None
        journal.save("equity.reflection", text, parent=parent, case="ms_perez", item_hash="0" * 12)
        return hand_in(folder, "equity").zip.read_bytes()

    def put(self, name: str, data: bytes) -> Path:
        path = self.archive / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def hand_in(self, learner: str | None, computer: str, text: str, name: str) -> Path:
        return self.put(name, self.made(learner, computer, text))

    def collect(self) -> Sorted:
        table = read_table(self.root)
        found = sort_out(self.archive, "equity", EXPECTED, table, self.members)
        write_table(self.root, table)
        return found

    def texts(self) -> dict[str, str]:
        found = {}
        for learner, one in self.collect().newest.items():
            lines = one.files["responses.jsonl"].splitlines()
            found[learner] = json.loads(lines[-1])["value"]
        return found

    def held(self) -> list[Upload]:
        self.collect()
        return read_table(self.root).waits()

    def decide(self, one: Upload, *, accept: bool) -> None:
        table = read_table(self.root)
        table.decide(one.code, accept=accept)
        write_table(self.root, table)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return Course(tmp_path)


def packed(data: bytes, **changes: Any) -> bytes:
    """A hand-in with other entries in its handin.json."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(files["handin.json"]) | changes
    files["handin.json"] = json.dumps({k: v for k, v in about.items() if v is not None}).encode()
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return into.getvalue()


def zipped(name: str, data: bytes) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr(name, data)
    return into.getvalue()


@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("first", ["amy", "mallory"])
def test_mallory_under_a_platforms_account_is_never_amy(course: Course, listed: bool, first: str):
    course.members = CLASS if listed else []
    if first == "amy":
        course.hand_in("amy", "amys", "Amy's own.", AMYS)
        course.collect()
    forged = course.made("amy", "mallorys", "Mallory's.")
    amys = read_workspace(course.base / "amys")["id"] if first == "amy" else None
    late = {"at": "9999-12-31T00:00:00Z", "seq": 999, **({"workspace": amys} if amys else {})}
    course.put(MALLORYS, packed(forged, **late))
    course.hand_in("mallory", "her own", "Mallory's own.", "doemallory_9999_32_equity_mallory.zip")
    course.hand_in("amy", "amys", "Amy's own.", AMYS)
    texts = course.texts()
    assert texts.get("amy", "Amy's own.") == "Amy's own."
    if listed:
        assert texts == {"amy": "Amy's own.", "mallory": "Mallory's own."}
    assert MALLORYS in {one.file for one in course.held()}
    print(f"Mallory under her own account with Amy's id and folder, {first} first, listed {listed}: held")


MALLORYS_NAMES = {
    "the file is not called by the assignment": "doemallory_9999_33_amy.zip",
    "another platform's word in her own file's name": "doemallory_9999_33_leeamy_attempt_2026-01-01_amy.zip",
    "a late one on Canvas": "doemallory_LATE_9999_33_leeamy_11_22_equity_amy.zip",
    "on Blackboard": "Equity_doemallory_attempt_2026-01-01-00-00-00_amy.zip",
    "on Moodle without folders": "Mallory Doe_55_assignsubmission_file_leeamy_11_22_equity_amy.zip",
    "a folder that she made": "Mallory Doe_55_assignsubmission_file_/Amy Lee_11_assignsubmission_file_/a.zip",
    "a folder that she called something": "Mallory Doe_55_assignsubmission_file_/leeamy_11_22_equity_amy.zip",
    "a zip in her zip": "doemallory_9999_33_mine.zip!leeamy_11_22_equity_amy.zip",
    "a folder in her zip": "doemallory_9999_33_mine.zip!Amy Lee_11_assignsubmission_file_/equity_amy.zip",
    "a zip in her folder": "Mallory Doe_55_assignsubmission_file_/x.zip!leeamy_11_22_equity_amy.zip",
    "a download with a folder that she made": (
        "submissions.zip!Mallory Doe_55_assignsubmission_file_/Amy Lee_1_assignsubmission_file_/amy.zip"
    ),
    "a zip in her zip in a download": "submissions.zip!doemallory_9999_33_mine.zip",
}


@pytest.mark.parametrize("way", MALLORYS_NAMES)
@pytest.mark.parametrize("listed", [True, False])
def test_no_name_that_a_learner_chose_stands_before_the_accounts(course: Course, way: str, listed: bool):
    course.members = CLASS if listed else []
    outer, _, inner = MALLORYS_NAMES[way].partition("!")
    forged = course.made("amy", "mallorys", "Mallory's.")
    course.put(outer, zipped(inner, forged) if inner else forged)
    own = MALLORYS_NAMES[way].partition("!")[2 if outer == "submissions.zip" else 0]
    is_moodle, is_blackboard = own.startswith("Mallory"), own.startswith("Equity_")
    hers = "Mallory Doe_55_assignsubmission_file_/own.zip" if is_moodle else "doemallory_9999_32_own.zip"
    hers = "Equity_doemallory_attempt_2026-01-02-00-00-00_own.zip" if is_blackboard else hers
    course.hand_in("mallory", "mallorys own", "Mallory's own.", hers)
    assert "amy" not in course.texts()
    (held,) = [one for one in course.held() if one.learner == "amy"]
    assert held.sent_by == ("mallory" if listed else "")
    print(f"one person hands in for two, {way}, listed {listed}: held")


def test_by_mail_another_folder_is_held_until_one_decision_adds_it(course: Course):
    course.hand_in("amy", "desk", "From the desk.", "equity_amy.zip")
    course.collect()
    course.hand_in("amy", "laptop", "From the laptop.", "equity_amy-1.zip")
    assert course.texts() == {"amy": "From the desk."}
    (held,) = course.held()
    course.decide(held, accept=True)
    assert course.texts() == {"amy": "From the laptop."}
    course.hand_in("amy", "laptop", "Later, from the laptop.", "equity_amy-2.zip")
    assert (course.texts(), course.held()) == ({"amy": "Later, from the laptop."}, [])
    assert (course.root / FILE).stat().st_mode & 0o777 == 0o600


def test_what_is_somebody_elses_stays_away_and_the_right_one_follows(course: Course):
    course.hand_in("amy", "mallorys", "Mallory's.", "equity_amy.zip")
    course.collect()
    course.hand_in("amy", "amys", "Amy's own.", "equity_amy-1.zip")
    (held,) = course.held()
    first = next(one for one in read_table(course.root).uploads if one.counts)
    course.decide(first, accept=False)
    assert course.texts() == {}
    course.decide(held, accept=True)
    assert course.texts() == {"amy": "Amy's own."}
    course.hand_in("amy", "mallorys", "Mallory's again.", "equity_amy-2.zip")
    assert course.texts() == {"amy": "Amy's own."}
    assert [one.file for one in course.held()] == ["equity_amy-2.zip"]


def test_of_two_folders_on_one_day_none_is_taken(course: Course):
    course.hand_in("amy", "amys", "Amy's own.", "equity_amy.zip")
    course.hand_in("amy", "mallorys", "Mallory's.", "equity_amy-1.zip")
    assert (course.texts(), len(course.held())) == ({}, 2)


def test_an_account_that_is_not_listed_is_one_learners(course: Course):
    course.hand_in("amy", "amys", "Amy's own.", AMYS)
    course.collect()
    course.hand_in("amy", "second computer", "From elsewhere.", "leeamy_11_24_equity_amy.zip")
    (held,) = course.held()
    course.decide(held, accept=True)
    assert course.texts() == {"amy": "From elsewhere."}, "her account, from another computer"
    course.hand_in("amy", "amys", "Under a new account.", "other_55_66_equity_amy.zip")
    course.hand_in("zoe", "zoes", "Zoe's under Amy's account.", "leeamy_11_30_equity_zoe.zip")
    assert course.texts() == {"amy": "From elsewhere."}
    assert sorted(one.file for one in course.held()) == [
        "leeamy_11_30_equity_zoe.zip", "other_55_66_equity_amy.zip",
    ]  # fmt: skip


def test_an_account_other_than_the_one_on_the_class_list_is_held(course: Course):
    course.members = CLASS
    course.hand_in("amy", "mallorys", "Mallory's.", "lee_55_66_equity_amy.zip")
    assert (course.texts(), [one.learner for one in course.held()]) == ({}, ["amy"])


def test_a_schools_own_numbers_on_the_class_list_are_no_accounts(course: Course):
    people = {"amy": "Amy Lee", "ben": "Ben Okafor", "mallory": "Mallory Doe"}
    course.members = [
        Member(one, name=name, lms_id=f"90010{n}") for n, (one, name) in enumerate(people.items())
    ]
    for n, (who, name) in enumerate(people.items()):
        part = "".join(reversed(name.lower().split()))
        course.hand_in(who, who, f"{who}'s own.", f"{part}_{n + 11}_{n + 22}_equity.zip")
    assert (course.held(), set(course.texts())) == ([], set(people))
    course.put("doemallory_13_40_equity.zip", course.made("amy", "forged", "Mallory's."))
    assert [(one.learner, one.sent_by) for one in course.held()] == [("amy", "mallory")]


TWO_ACCOUNTS = {
    "Canvas": ("okaforben_11_22_equity_ben.zip", "foxeve_99_33_equity_ben.zip"),
    "Canvas, both of one name": ("okaforben_11_22_equity_ben.zip", "okaforben_99_33_equity_ben.zip"),
    "Canvas, anonymous": ("anon_x7Qa2_22_equity_ben.zip", "anon_y8Rb3_33_equity_ben.zip"),
    "Moodle": (
        "Ben Okafor_11_assignsubmission_file_/equity_ben.zip",
        "Eve Fox_99_assignsubmission_file_/equity_ben.zip",
    ),
    "Moodle, anonymous": (
        "Participant_11_assignsubmission_file_/equity_ben.zip",
        "Participant_99_assignsubmission_file_/equity_ben.zip",
    ),
    "Blackboard": (
        "Equity_ben_attempt_2026-01-01-00-00-00_equity_ben.zip",
        "Equity_eve_attempt_2026-01-01-00-00-00_equity_ben.zip",
    ),
}


@pytest.mark.parametrize("platform", TWO_ACCOUNTS)
@pytest.mark.parametrize("way", ["accept", "not theirs and accept"])
@pytest.mark.parametrize("first", ["both", "one"])
def test_of_one_file_from_two_accounts_the_instructor_says_whose(
    course: Course, platform: str, way: str, first: str
):
    bens, eves = TWO_ACCOUNTS[platform]
    made = course.made("ben", "bens", "Ben's own.")
    course.put(eves, made)
    if first == "one":
        course.collect()
    course.put(bens, made)
    assert course.texts() == {}
    held = {one.file: one for one in course.held()}
    assert {*held} == {bens, eves}
    if way != "accept":
        course.decide(held[eves], accept=False)
    course.decide(held[bens], accept=True)
    for _ in range(2):
        assert (course.texts(), course.held()) == ({"ben": "Ben's own."}, [])
    assert {one.file: one.decision for one in read_table(course.root).uploads} == {
        bens: "accepted", eves: "not theirs",
    }  # fmt: skip


def test_one_file_of_which_neither_upload_is_the_learners_is_nobodys(course: Course):
    made = course.made("ben", "bens", "Ben's own.")
    for name in TWO_ACCOUNTS["Canvas"]:
        course.put(name, made)
    for one in course.held():
        course.decide(one, accept=False)
    assert (course.texts(), course.held()) == ({}, [])
    # What was decided can be decided anew.
    course.decide(read_table(course.root).uploads[0], accept=True)
    assert course.texts() == {"ben": "Ben's own."}


def test_what_is_refused_is_known_also_where_it_was_collected(course: Course):
    path = course.hand_in("amy", "mallorys", "Mallory's.", "equity_amy.zip")
    course.collect()
    submitted = course.root / "submitted" / "amy" / "equity"
    submitted.mkdir(parents=True)
    with zipfile.ZipFile(path) as archive:
        archive.extractall(submitted)
    table = read_table(course.root)
    assert not is_somebody_elses(table, submitted, "equity", "amy")
    one = collected(submitted, "equity", "amy")
    assert one is not None
    assert one.upload.hand_in == table.uploads[0].hand_in
    table.decide(table.uploads[0].code, accept=False)
    assert is_somebody_elses(table, submitted, "equity", "amy")


def test_the_same_hand_in_with_other_cells_from_another_account_is_held(course: Course):
    made = course.made("amy", "amys", "Amy's own.")
    course.put(AMYS, made)
    course.collect()
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    notebook = json.loads(files["equity.ipynb"])
    notebook["cells"].append({"cell_type": "markdown", "id": "rude", "metadata": {}, "source": "Rude words."})
    files["equity.ipynb"] = json.dumps(notebook).encode()
    with zipfile.ZipFile(course.archive / "zz_9998_33_equity_amy.zip", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    assert all(b"Rude words." not in one.files["equity.ipynb"] for one in course.collect().newest.values())
    assert "zz_9998_33_equity_amy.zip" in {one.file for one in course.held()}


def test_an_upload_that_came_in_two_downloads_is_one_row(course: Course):
    course.hand_in("amy", "amys", "Amy's own.", AMYS)
    course.collect()
    forged = course.made("amy", "mallorys", "Mallory's.")
    for download in ("submissions.zip", "submissions (1).zip"):
        course.put(download, zipped("zz_9_8_equity_amy.zip", forged))
    assert [one.file for one in course.held()] == ["zz_9_8_equity_amy.zip"]
    assert len(read_table(course.root).uploads) == 2


def test_who_sent_anothers_file_waits_too_and_keeps_their_own(course: Course):
    course.members = CLASS
    bens = course.made("ben", "bens", "Ben's own.")
    course.put("leeamy_11_40_equity_ben.zip", bens)
    course.hand_in("amy", "amys", "Amy's own.", AMYS)
    assert course.texts() == {"amy": "Amy's own."}
    table = read_table(course.root)
    assert [(one.learner, one.sent_by) for one in table.waits()] == [("ben", "amy")]


def test_a_code_that_nobody_has_and_a_damaged_table_are_sentences(course: Course):
    with pytest.raises(KitError):
        read_table(course.root).decide("0" * 16, accept=True)
    (course.root / FILE).write_text("{")
    with pytest.raises(KitError, match=r"learners\.json cannot be read"):
        read_table(course.root)


def test_half_emojis_in_a_hand_in_stop_no_record(course: Course):
    made = packed(course.made("amy", "amys", "Amy's own."), workspace="\ud800" * 1000, seq=True)
    course.put("\udcff_1_2_equity_amy.zip", made)
    course.collect()
    assert [one.learner for one in read_table(course.root).uploads] == ["amy"]
