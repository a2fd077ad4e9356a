"""Whose hand-in it is: Mallory under Amy's name is held and named, and the instructor decides once."""

import json
import shutil
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from kit.classroom import Member
from kit.cli import main
from kit.grading.sender import Sender
from kit.grading.senders import FILE, Senders, read_senders, write_senders
from kit.grading.sorting import Sorted, sort_out
from kit.handin.downloads import kind_and_account
from kit.handin.handing import hand_in
from kit.journal import make_workspace, open_journal
from kit.model import KitError

pytestmark = pytest.mark.attack

EXPECTED = ["equity_answer"]


class Course:
    """A course root and learners at their computers."""

    def __init__(self, base: Path) -> None:
        self.base, self.root = base, base / "course"
        self.archive = self.root / "downloaded" / "equity" / "archive"
        self.archive.mkdir(parents=True)

    def hand_in(self, learner: str, computer: str, text: str, name: str | None = None) -> Path:
        folder = make_workspace(self.base / computer, learner)
        journal = open_journal(folder)
        heads = journal.heads("equity.reflection", case="ms_perez")
        parent = heads[-1].id if heads else None
        journal.save("equity.reflection", text, parent=parent, case="ms_perez", item_hash="0" * 12)
        return self.put(hand_in(folder, "equity").zip, name)

    def put(self, file: Path, name: str | None = None) -> Path:
        return Path(shutil.copy(file, self.archive / (name or file.name)))

    def collect(self) -> Sorted:
        senders = read_senders(self.root)
        found = sort_out(self.archive, "equity", EXPECTED, {}, senders)
        write_senders(self.root, senders)
        return found

    def text(self, learner: str) -> str:
        found = self.collect().newest[learner].files["responses.jsonl"].splitlines()
        return next(v for line in found if (v := json.loads(line)["value"]))  # type: ignore[no-any-return]

    def codes(self, learner: str) -> list[str]:
        return [s.code for s in read_senders(self.root).seen if s.learner == learner and s.held]


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Course:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return Course(tmp_path)


def kit(monkeypatch: pytest.MonkeyPatch, capsys: Any, *words: object) -> str:
    monkeypatch.setattr(sys, "argv", ["kit", *map(str, words)])
    with pytest.raises(SystemExit) as end:
        main()
    said = capsys.readouterr()
    assert not end.value.code, said.err
    return str(said.out)


def repacked(file: Path, **changes: Any) -> None:
    """A hand-in with other entries in its handin.json."""
    with zipfile.ZipFile(file) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(files["handin.json"]) | changes
    files["handin.json"] = json.dumps({k: v for k, v in about.items() if v is not None}).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.mark.parametrize("way", ["her own key", "a changed file", "no signature", "amy's folder named"])
def test_mallory_under_amys_name_is_held_and_named_and_amys_counts(course: Course, way: str):
    amys = course.hand_in("amy", "amys", "Amy's own.")
    with zipfile.ZipFile(amys) as archive:
        folder = json.loads(archive.read("handin.json"))["workspace"]
    course.collect()
    forged = course.hand_in("amy", "mallorys", "Mallory's.", "Mallory Doe_9999_equity_amy.zip")
    late = {"at": "9999-12-31T00:00:00Z", "seq": 999}
    changes: dict[str, dict[str, Any]] = {
        "her own key": {},
        "a changed file": late,
        "no signature": {**late, "key": None, "signature": None},
        "amy's folder named": {**late, "key": None, "signature": None, "workspace": folder},
    }
    if changes[way]:
        repacked(forged, **changes[way])
    found = course.collect()
    assert course.text("amy") == "Amy's own."
    (left,) = found.left_out
    assert left.whose == "amy"
    assert "Mallory Doe_9999_equity_amy.zip" in left.why
    assert course.codes("amy")[0] in left.why
    print(f"Mallory's file under Amy's name, {way}: held and named")


def test_a_second_computer_is_held_until_one_decision_adds_it(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    course.hand_in("amy", "desk", "From the desk.")
    course.collect()
    course.hand_in("amy", "laptop", "From the laptop.", "equity_amy-1.zip")
    assert course.text("amy") == "From the desk."
    (code,) = course.codes("amy")
    listed = kit(monkeypatch, capsys, "class", "learners", course.root)
    first, theirs, not_theirs = listed.splitlines()[:3]
    assert first.startswith("Waits for you: amy, equity, equity_amy-1.zip: equity_amy-1.zip is signed with")
    assert theirs == f"  It is amy's: kit class learners {course.root} --accept {code}"
    assert not_theirs == f"  It is not: kit class learners {course.root} --not-theirs {code}"
    assert f"{code} equity, equity_amy-1.zip: HELD: equity_amy-1.zip is signed with a different key" in listed
    said = kit(monkeypatch, capsys, "class", "learners", course.root, "--accept", code)
    assert said.strip().endswith(
        f"equity_amy-1.zip: accepted as amy's. Now run: kit collect {course.root} equity"
    )
    course.hand_in("amy", "laptop", "Later, from the laptop.", "equity_amy-2.zip")
    assert course.collect().left_out == []
    assert course.text("amy") == "Later, from the laptop."
    assert (course.root / FILE).stat().st_mode & 0o777 == 0o600


def test_what_is_somebody_elses_stays_away_and_the_right_one_follows(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    course.hand_in("amy", "mallorys", "Mallory's.")
    course.collect()
    course.hand_in("amy", "amys", "Amy's own.", "equity_amy-1.zip")
    course.collect()
    first = next(s.code for s in read_senders(course.root).seen if not s.held)
    kit(monkeypatch, capsys, "class", "learners", course.root, "--not-theirs", first)
    assert course.text("amy") == "Amy's own."
    course.hand_in("amy", "mallorys", "Mallory's again.", "equity_amy-2.zip")
    found = course.collect()
    assert course.text("amy") == "Amy's own."
    # What was decided is settled; a new one from the same sender is named.
    (held,) = found.held
    assert held.why.startswith(
        "equity_amy-2.zip is signed with the same key as equity_amy.zip, which you said is not amy's"
    )
    assert found.left_out == found.held
    listed = kit(monkeypatch, capsys, "class", "learners", course.root)
    assert f"{first} equity, equity_amy.zip: KEPT APART" in listed
    kit(monkeypatch, capsys, "class", "learners", course.root, "--not-theirs", held.why.split()[-1])
    found = course.collect()
    assert (found.held, found.left_out) == ([], [])
    assert course.text("amy") == "Amy's own."


def test_refusing_one_of_several_that_one_key_signed_refuses_that_one(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    course.hand_in("amy", "amys", "First.", "equity_amy-1.zip")
    course.hand_in("amy", "amys", "Second.", "equity_amy-2.zip")
    course.hand_in("amy", "amys", "Third.", "equity_amy-3.zip")
    assert course.text("amy") == "Third."
    codes = {s.file: s.code for s in read_senders(course.root).seen}
    code, first = codes["equity_amy-3.zip"], codes["equity_amy-1.zip"]
    said = kit(monkeypatch, capsys, "class", "learners", course.root, "--not-theirs", code)
    assert f"The same key also signed equity_amy-1.zip (taken, code {first})" in said
    assert said.count("equity_amy-3.zip") == said.count("equity_amy-2.zip (taken, code ") == 1
    for _ in range(2):
        found = course.collect()
        assert course.text("amy") == "Second."
        assert (found.held, [one.name for one in found.older]) == ([], ["equity_amy-1.zip"])
    course.hand_in("amy", "amys", "Fourth.", "equity_amy-4.zip")
    assert course.text("amy") == "Fourth."
    # Once it is accepted after all, it is the third again.
    decide(course, code, True)
    assert "equity_amy-3.zip" in [one.name for one in course.collect().older]


def test_the_sentence_to_send_fits_what_came(course: Course):
    course.hand_in("amy", "hers", "Amy's.")
    course.hand_in("amy", "mallorys", "Mallory's.", "equity_amy-1.zip")
    for one in course.collect().held:
        assert one.to_send.startswith(
            "I received 2 hand-ins under the id amy that don't look like one person's"
        )
        assert "type uv run kit import FILE" in one.to_send
        assert "look like the others" not in one.to_send


def test_a_hand_in_of_another_assignment_says_where_each_goes(course: Course):
    file = course.hand_in("amy", "hers", "Amy's.", "mine.zip")
    repacked(file, assignment="respect")
    (left,) = course.collect().left_out
    assert left.to_send.startswith(
        "What you sent for Equity is your hand-in for Respect. Please open the note"
    )
    assert "isn't under Respect yet, upload it there too" in left.to_send


def test_two_keys_on_one_day_are_both_held(course: Course):
    course.hand_in("amy", "amys", "Amy's own.")
    course.hand_in("amy", "mallorys", "Mallory's.", "equity_amy-1.zip")
    found = course.collect()
    assert not found.newest
    assert len(found.left_out) == 2


def test_what_is_held_is_named_before_what_is_broken(course: Course):
    # On the screen stand the first few.
    for n in range(5):
        (course.archive / f"a{n}.zip").write_bytes(b"no zip")
    course.hand_in("amy", "one", "Amy's words.", "one_equity_amy.zip")
    course.hand_in("amy", "two", "Somebody's words.", "two_equity_amy.zip")
    assert [one.whose for one in course.collect().left_out][:2] == ["amy", "amy"]


def test_a_changed_or_unsigned_file_is_held_where_a_key_is_known(course: Course):
    course.hand_in("amy", "amys", "Amy's own.")
    course.collect()
    course.hand_in("amy", "amys", "Revised.", "equity_amy-1.zip")
    whole = (course.archive / "equity_amy-1.zip").read_bytes()
    for change, why in (
        ({"seq": 99}, "signature doesn't match"),
        ({"learner": "amy", "at": "2026-11-01T00:00:00Z"}, "signature doesn't match"),
        ({"signature": "0" * 128}, "signature doesn't match"),
        ({"signature": None, "key": None}, "has no signature, unlike amy's earlier hand-ins"),
    ):
        repacked(course.archive / "equity_amy-1.zip", **change)
        (left,) = course.collect().left_out
        assert why in left.why
        assert course.text("amy") == "Amy's own."
        (course.archive / "equity_amy-1.zip").write_bytes(whole)
    assert course.text("amy") == "Revised."


def test_who_uploaded_outranks_a_signature(course: Course):
    amys = course.hand_in("amy", "amys", "Amy's own.", "leeamy_11_22_equity_amy.zip")
    course.hand_in("mallory", "mallorys", "Mallory's own.", "doemallory_33_44_equity_mallory.zip")
    assert sorted(course.collect().newest) == ["amy", "mallory"]
    amys.unlink()
    course.hand_in("amy", "amys", "Under Mallory's account.", "doemallory_33_45_equity_amy.zip")
    (left,) = course.collect().left_out
    assert "'doemallory', who also uploaded a hand-in under the id mallory" in left.why
    course.hand_in("amy", "amys", "Under a new account.", "other_55_66_equity_amy.zip")
    assert any(
        "uploaded by 'other', but amy's earlier hand-ins were uploaded by 'leeamy'" in one.why
        for one in course.collect().left_out
    )


def test_a_clock_a_year_ahead_beats_no_revision(course: Course):
    first = course.hand_in("amy", "amys", "First.")
    repacked(first, at="2026-11-26T00:00:00Z", signature=None, key=None)
    later = course.hand_in("amy", "amys", "Revised.", "equity_amy-1.zip")
    repacked(later, at="2021-01-01T00:00:00Z", signature=None, key=None)
    assert course.text("amy") == "Revised."


def test_an_unsigned_hand_in_of_an_earlier_version_goes_on_working(course: Course):
    old = course.hand_in("amy", "amys", "Old.")
    repacked(old, signature=None, key=None, seq=None, responses_sha256=None, answers_sha256=None)
    assert course.text("amy") == "Old."
    course.hand_in("amy", "amys", "New.", "equity_amy-1.zip")
    assert course.text("amy") == "New."
    found = course.collect()
    assert (found.left_out, len(found.older)) == ([], 1)


def test_half_emojis_in_a_hand_in_stop_no_record(course: Course):
    odd = course.hand_in("amy", "amys", "Amy's own.", "\udcff_1_2_equity_amy.zip")
    repacked(odd, workspace="\ud800" * 1000, key="\ud800", seq=True)
    course.collect()
    course.collect()
    assert [s.learner for s in read_senders(course.root).seen] == ["amy"]


def test_a_damaged_file_of_decisions_is_a_sentence(course: Course):
    (course.root / FILE).write_text("{")
    from kit.model import KitError

    with pytest.raises(KitError, match=r"learners\.json cannot be read"):
        read_senders(course.root)
    assert Senders(schema=1).learners == {}


def _inside(*files: tuple[Path, str], at: Path) -> None:
    with zipfile.ZipFile(at, "w") as archive:
        for file, name in files:
            archive.writestr(name, file.read_bytes())


MALLORYS_NAMES = {
    "the file is not called by the assignment": "doemallory_9999_33_amy.zip",
    "another platform's word stands in her own file's name": (
        "doemallory_9999_33_leeamy_attempt_2026-01-01-00-00-00_equity_amy.zip"
    ),
    "a late one on Canvas": "doemallory_LATE_9999_33_leeamy_11_22_equity_amy.zip",
    "on Blackboard": "Equity_doemallory_attempt_2026-01-01-00-00-00_amy.zip",
    "on Moodle without folders": "doemallory_55_assignsubmission_file_leeamy_attempt_1_equity_amy.zip",
    "a folder that she made on Moodle": (
        "doemallory_55_assignsubmission_file_/leeamy_11_assignsubmission_file_/equity_amy.zip"
    ),
    "a folder that she called something": "doemallory_55_assignsubmission_file_/my work/amy.zip",
    "a zip in her zip": "doemallory_9999_33_mine.zip!leeamy_11_22_equity_amy.zip",
    "a folder in her zip": "doemallory_9999_33_mine.zip!leeamy_11_assignsubmission_file_/equity_amy.zip",
    "a zip in her folder": "doemallory_55_assignsubmission_file_/x.zip!leeamy_11_22_equity_amy.zip",
    "a platform's zip with a folder that she made": (
        "submissions.zip!doemallory_55_assignsubmission_file_/leeamy_1_assignsubmission_file_/equity_amy.zip"
    ),
}


@pytest.mark.parametrize("way", MALLORYS_NAMES)
def test_no_name_that_a_learner_chose_stands_before_the_uploaders(course: Course, way: str):
    outer, _, inner = MALLORYS_NAMES[way].partition("!")
    forged = course.hand_in("amy", "mallorys", "Mallory's.")
    place = course.archive / outer
    place.parent.mkdir(parents=True, exist_ok=True)
    if inner:
        _inside((forged, inner), at=place)
    else:
        shutil.copy(forged, place)
    forged.unlink()
    course.hand_in("mallory", "mallorys own", "Mallory's own.", "doemallory_9999_32_equity_mallory.zip")
    course.collect()
    assert {s.uploader for s in read_senders(course.root).seen} == {"doemallory"}
    assert "'doemallory'" in str(read_senders(course.root).seen[0].held)
    print(f"one person uploads for two, {way}: held and named")


def test_the_same_hand_in_from_another_uploader_is_held_though_its_words_are_known(course: Course):
    amys = course.hand_in("amy", "amys", "Amy's own.", "leeamy_11_22_equity_amy.zip")
    course.collect()
    again = course.put(amys, "zzmallory_9999_33_equity_amy.zip")
    with zipfile.ZipFile(again) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    notebook = json.loads(files["equity.ipynb"])
    notebook["cells"].append({"cell_type": "markdown", "id": "rude", "metadata": {}, "source": "Rude words."})
    files["equity.ipynb"] = json.dumps(notebook).encode()
    with zipfile.ZipFile(again, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    found = course.collect()
    assert b"Rude words." not in found.newest["amy"].files["equity.ipynb"]
    assert "zzmallory" in found.left_out[0].why
    print("Amy's own words sent again by another uploader, with a cell more: held and named")


def test_an_upload_that_came_in_two_downloads_is_listed_once(
    course: Course, monkeypatch: pytest.MonkeyPatch, capsys: Any
):
    name = "leeamy_11_22_equity_amy.zip"
    course.hand_in("amy", "amys", "Amy's own.", name)
    course.collect()
    forged = course.hand_in("amy", "mallorys", "Mallory's.")
    for download in ("submissions.zip", "submissions (1).zip"):
        _inside(
            (course.archive / name, name), (forged, "zz_9_8_equity_amy.zip"), at=course.archive / download
        )
    (course.archive / name).unlink()
    forged.unlink()
    course.collect()
    assert len(read_senders(course.root).seen) == 4
    listed = kit(monkeypatch, capsys, "class", "learners", course.root)
    assert listed.count("Waits for you") == 1
    assert listed.count(f"{name}: taken") == 1
    assert listed.count("zz_9_8_equity_amy.zip: HELD") == 1


def test_a_code_stands_for_one_learners_hand_in_alone(course: Course):
    plain = course.hand_in("zoe", "mallorys", "One text.")
    repacked(plain, key=None, signature=None, learner=None)
    course.put(plain, "equity_amy.zip")
    course.collect()
    codes = [s.code for s in read_senders(course.root).seen]
    assert len(set(codes)) == len(codes) == 2
    assert all(len(code) >= 16 for code in codes), "two of one code can be searched for"
    print("one file under two ids: two codes, so a decision about one is not about the other")


def test_accepting_one_unsigned_hand_in_takes_back_no_other_decision(course: Course):
    amys = course.hand_in("amy", "amys", "Amy's own.", "1_equity_amy.zip")
    forged = course.hand_in("amy", "mallorys", "Mallory's.", "2_equity_amy.zip")
    for file in (amys, forged):
        repacked(file, key=None, signature=None)
    course.collect()
    senders = read_senders(course.root)
    hers, mallorys = (next(s.code for s in senders.seen if s.file == file.name) for file in (amys, forged))
    senders.decide(mallorys, False)
    senders.decide(hers, True)
    assert [s.code for s in senders.refused] == [mallorys]
    print("two unsigned hand-ins, one refused and one accepted: the refused one stays refused")


BENS, EVES = "okaforben_11_22_equity_ben.zip", "foxeve_99_33_equity_ben.zip"
TWO_ACCOUNTS = {
    "Canvas": (BENS, EVES),
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


def both_upload(course: Course, bens: str = BENS, eves: str = EVES) -> None:
    made = course.hand_in("ben", "bens", "Ben's own.")
    for name in (bens, eves):
        (course.archive / name).parent.mkdir(exist_ok=True)
        course.put(made, name)
    made.unlink()


def uploads(course: Course, bens: str = BENS) -> tuple[Sender, Sender]:
    """Ben's and the other one, as they stand now."""
    one, other = read_senders(course.root).seen
    account = kind_and_account(bens.rpartition("/")[2], bens.rpartition("/")[0])
    return (one, other) if one.account == account else (other, one)


def decide(course: Course, code: str, theirs: bool) -> None:
    senders = read_senders(course.root)
    senders.decide(code, theirs)
    write_senders(course.root, senders)


@pytest.mark.parametrize("platform", TWO_ACCOUNTS)
@pytest.mark.parametrize("way", ["accept", "not theirs", "both"])
def test_of_one_file_from_two_people_one_upload_is_taken_as_the_instructor_says(
    course: Course, platform: str, way: str
):
    bens, eves = TWO_ACCOUNTS[platform]
    both_upload(course, bens, eves)
    found = course.collect()
    assert not found.newest
    assert len(found.held) == 2
    for one in found.held:
        assert "and the very same file was uploaded by" in one.why
        assert "own; if ben handed it in from this account: kit class learners" in one.why
        assert one.to_send.startswith(
            "The very same hand-in under the id ben was uploaded from two accounts."
        )
        assert not any(
            name in one.to_send for name in ("okafor", "Okafor", "fox", "Fox", "eve", "account 99")
        )
    mine, other = uploads(course, bens)
    assert mine.code != other.code
    if way != "not theirs":
        decide(course, mine.code, True)
    if way != "accept":
        decide(course, other.code, False)
    for _ in range(2):
        found = course.collect()
        assert course.text("ben") == "Ben's own."
        mine, other = uploads(course, bens)
        known = read_senders(course.root).learners["ben"]
        assert mine.held is None
        assert known.sent_as.get(mine.hand_in) == mine.sent_as
        assert other.account not in known.accounts["equity"]
        if way == "accept":
            (held,) = found.held
            assert "is the very same file that" in held.why
            assert "collected as ben's" in held.why
        else:
            assert (found.held, found.left_out) == ([], [])
            assert other.held == f"{other.file}: you said that it is not ben's"


@pytest.mark.parametrize("column", ["Equity", "Unit_1", "Unit_a"])
@pytest.mark.parametrize("roster", [True, False])
def test_two_sign_in_names_of_blackboard_with_one_ending_are_two_people(
    course: Course, column: str, roster: bool
):
    when = "attempt_2026-01-01-00-00-00"
    anns, bos = (f"{column}_{who}_{when}_equity_ann.zip" for who in ("a_ng", "b_ng"))
    made = course.hand_in("ann", "anns", "Ann's own.")
    for name in (anns, bos, f"{column}_ng_{when}_equity_ann.zip"):
        course.put(made, name)
    made.unlink()
    members = [Member("ann", login="a_ng"), Member("bo", login="b_ng"), Member("ng")] if roster else []
    senders = read_senders(course.root)
    found = sort_out(course.archive, "equity", EXPECTED, {}, senders, members)
    assert [*found.newest] == (["ann"] if roster else [])
    assert {one.uploader for one in senders.seen} == {"a_ng", "b_ng", "ng"}
    assert {one.account for one in senders.seen} == {"login a_ng", "login b_ng", "login ng"}
    assert [one.whose for one in found.held] == (["bo", "ng"] if roster else ["ann"] * 3)


def test_the_upload_that_came_first_yields_to_the_one_that_is_accepted(course: Course):
    both_upload(course)
    (course.archive / BENS).rename(course.base / "later.zip")
    course.collect()
    course.put(course.base / "later.zip", BENS)
    (held,) = course.collect().held
    assert "okaforben" in held.file
    senders = read_senders(course.root)
    collected = senders.seen[0].model_copy(update={"code": senders.seen[0].hand_in, "uploader": None})
    assert senders.is_of_two(collected), "feedback waits: it would go to whoever came first"
    decide(course, uploads(course)[0].code, True)
    known = read_senders(course.root).learners["ben"]
    assert (known.uploaders, [*known.sent_as.values()]) == (["okaforben"], [BENS])
    (held,) = course.collect().held
    assert "foxeve" in held.file
    assert not read_senders(course.root).is_of_two(collected)


def test_one_file_of_which_neither_upload_is_the_learners_is_nobodys(course: Course):
    both_upload(course)
    course.collect()
    for one in uploads(course):
        decide(course, one.code, False)
    found = course.collect()
    assert (found.newest, found.held, found.left_out) == ({}, [], [])
    # Collected through another way, what is in it says so, too.
    senders = read_senders(course.root)
    assert senders.is_refused(uploads(course)[0].model_copy(update={"code": "", "uploader": None}))
    # What was decided can be decided anew.
    decide(course, uploads(course)[0].code, True)
    assert course.text("ben") == "Ben's own."
    assert [one.file for one in read_senders(course.root).seen if one.held] == [EVES]
    assert course.collect().held == [], "the other one stays settled"


def test_what_one_upload_is_refused_for_is_not_said_of_what_is_in_it(course: Course):
    both_upload(course)
    course.collect()
    mine, other = uploads(course)
    decide(course, other.code, False)
    senders = read_senders(course.root)
    collected = mine.model_copy(update={"code": mine.hand_in, "uploader": None, "account": None})
    assert not senders.is_refused(collected)
    # Also when the learner's own is not there any more.
    decide(course, mine.code, True)
    (course.archive / BENS).unlink()
    course.collect()
    decide(course, other.code, False)
    assert not read_senders(course.root).is_refused(collected)


def test_a_second_uploader_is_held_also_where_the_key_is_known_from_another_way(course: Course):
    course.hand_in("ben", "bens", "First.", "equity_ben.zip")
    course.collect()
    made = course.hand_in("ben", "bens", "Second.", "equity_ben-1.zip")
    made.rename(course.archive / BENS)
    course.put(course.archive / BENS, EVES)
    assert {one.file for one in course.collect().held} == {BENS, EVES}
    assert course.text("ben") == "First.", "what was collected before stays"


def as_before_codes_of_uploads(course: Course) -> str:
    """The file of decisions as it was written when one code was for what is in a hand-in; that code."""
    file = course.root / FILE
    told = json.loads(file.read_text())
    for one in (*told["seen"], *told["refused"]):
        one["code"] = one.pop("hand_in")
        del one["account"]
    for known in told["learners"].values():
        del known["accounts"], known["decided"]
    file.write_text(json.dumps(told))
    return str(told["seen"][0]["code"])


def test_an_older_code_means_what_it_meant(course: Course):
    both_upload(course)
    course.collect()
    old = as_before_codes_of_uploads(course)
    with pytest.raises(KitError, match=r"foxeve.* and okaforben.* are the very same .* Collect equity again"):
        decide(course, old, True)
    course.collect()
    with pytest.raises(KitError, match="are the very same hand-in"):
        decide(course, old, False)
    decide(course, uploads(course)[0].code, True)
    (course.archive / EVES).unlink()
    course.collect()
    assert as_before_codes_of_uploads(course) == old
    assert (course.collect().held, course.text("ben")) == ([], "Ben's own.")
    # Typed from an older list, where only one has it.
    decide(course, old, False)
    assert course.collect().newest == {}


def test_what_was_refused_by_an_older_code_is_refused_whoever_uploads_it(course: Course):
    both_upload(course)
    (course.archive / BENS).rename(course.base / "later.zip")
    course.collect()
    decide(course, read_senders(course.root).seen[0].code, False)
    as_before_codes_of_uploads(course)
    course.put(course.base / "later.zip", BENS)
    found = course.collect()
    assert (found.newest, found.held) == ({}, [])
    # It can still be accepted by the code of its own upload, which the list shows.
    decide(course, uploads(course)[0].code, True)
    assert course.text("ben") == "Ben's own."
