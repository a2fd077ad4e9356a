"""A class's folder: its tables and databases, and marks that were still undecided."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from formats import doors
from formats.doors import golden, run
from kit.grading.class_states import class_states

FACTS = doors.expected("classroom")
FILES = doors.GOLDEN / "classroom"
CRITERIA = tuple(FACTS["feedback"]["amal"])
FIRST, SECOND = "Rosa Klein", "Tom Berg"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class's folder, for tests that only read."""
    return golden("classroom", tmp_path_factory.mktemp("formats") / "classroom") / "course"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The class's folder, for a test that changes it."""
    return golden("classroom", tmp_path / "classroom") / "course"


def test_status_reads_the_class_list_the_dates_and_who_handed_in(course: Path, tmp_path: Path):
    start, equity = (doors.status(course, tmp_path / "s.csv")[one] for one in ("start", "equity"))
    assert (start["submitted"], equity["submitted"], equity["not_collected"]) == ("5", "5", "1")
    assert equity["due"] == FACTS["due"]["equity"]
    # Everybody was late but caleb, who has an extension.
    late = {
        row["name"]
        for row in doors.table(course / "who.csv")
        if row["assignment"] == "Equity" and "late" in row["what"].split("; ")
    }
    assert late == {FACTS["learners"][who] for who in {*FACTS["collected"]["equity"]} - {"caleb"}}
    # Of bina's and dorit's texts not every mark counts, and emil's marks are begun.
    assert equity["unread"] == "3"
    assert equity["returned"] == "1"


def test_the_class_list_has_names_and_those_who_left(course: Path):
    members = doors.members(course)
    assert {who: name for who, (name, here) in members.items() if here} == FACTS["learners"]
    assert [who for who, (_, here) in members.items() if not here] == FACTS["have_left"]


def test_the_settings_are_read_into_each_invitation(own: Path, tmp_path: Path):
    run("class", "invite", own, "--out", tmp_path / "new")
    before, now = (
        doors.invitations(folder) for folder in (FILES / "course" / "invitations", tmp_path / "new")
    )
    assert now == before
    assert now["caleb"]["due"] == {"equity": FACTS["due"]["equity/caleb"]}
    assert now["amal"]["due"] == {"equity": FACTS["due"]["equity"]}
    assert {one["course"] for one in now.values()} == {FACTS["settings"]["course"]}
    assert {one["hand_in_to"] for one in now.values()} == {FACTS["settings"]["hand_in_to"]}


def test_every_decision_on_a_hand_in_is_found_and_what_waits_waits(course: Path):
    found = doors.decisions(course)
    for state, files in (
        ("held", FACTS["waits"]),
        ("not theirs", FACTS["not_theirs"]),
        ("accepted", FACTS["accepted"]),
    ):
        assert files.items() <= {file: who for file, (who, is_) in found.items() if is_ == state}.items(), (
            state
        )
    assert Counter(state for _, state in found.values()) == {
        "taken": 11,
        "accepted": 1,
        "held": 1,
        "not theirs": 1,
    }


def test_the_texts_that_are_marked_are_the_ones_that_were_collected(course: Path):
    assert doors.collected(course, "equity", "equity.reflection") == FACTS["collected"]["equity"]
    assert sorted(doors.collected(course, "start", "consent.use")) == FACTS["collected"]["start"]


def test_collecting_again_changes_no_text_and_no_decision(own: Path):
    before = doors.decisions(own), doors.collected(own, "equity", "equity.reflection")
    run("collect", own, code=1)
    assert (doors.decisions(own), doors.collected(own, "equity", "equity.reflection")) == before
    rows = [row for row in doors.table(own / "who.csv") if row["what"].startswith(("held", "left out"))]
    people = {**FACTS["left_out"], **FACTS["waits"]}.values()
    assert {row["name"] for row in rows} == {FACTS["learners"].get(who, who) for who in people}


def test_every_rating_that_anybody_gave_is_found(course: Path):
    given = Counter((rater, who, item, of, level) for rater, who, item, of, level, _ in doors.ratings(course))
    wanted = Counter(map(tuple, FACTS["ratings"]))
    assert given - wanted == {(FIRST, "emil", "equity.reflection", "event", None): 1}  # the undoing
    assert wanted - given == {}


def test_a_decision_between_two_raters_counts(course: Path):
    counts = {
        (who, of): (rater, level)
        for rater, who, item, of, level, c in doors.ratings(course)
        if c and "eq" in item
    }
    assert counts["amal", "event"] == (SECOND, 2)
    assert counts["amal", "strategy"] == (FIRST, 1)  # here they still differ
    settled = FACTS["settled"]["amal/event"]
    assert doors.decided_between(course)[0] == (
        "amal",
        "event",
        settled["by"],
        settled["reason"],
        settled["rater"],
    )


def test_the_gradebook_has_every_mark_also_those_changed_in_it(own: Path):
    assert doors.marks(own, "equity") == FACTS["gradebook"]
    assert {*doors.typed_comments(own, "equity")} == {*FACTS["typed_in_formgrader"]}


@pytest.mark.parametrize("name", ["classroom", "running"])
def test_reading_a_class_writes_nothing(name: str, tmp_path: Path):
    root = golden(name, tmp_path / name) / "course"
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert class_states(root).of("equity").who("unread", "marked", "to_return", "returned")
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before


def test_grades_leave_blank_what_is_open_or_unclear(course: Path, tmp_path: Path):
    points = doors.grades(course, tmp_path / "grades.csv")
    caleb = sum(FACTS["gradebook"]["caleb"].values())
    assert {who: float(n) for who, n in points.items() if n} == {"amal": 10.0, "caleb": caleb}
    assert {*points} == {*FACTS["learners"]}


def test_grades_that_were_sent_are_known_as_ours(own: Path, tmp_path: Path):
    theirs = tmp_path / "export.csv"
    head = "Student,ID,SIS User ID,SIS Login ID,Section,Equity (9001)\n    Points Possible,,,,,15\n"
    theirs.write_text(head + '"Haddad, Amal",201,,amal,A,10\n"Okon, Caleb",203,,caleb,A,7\n', "utf-8")
    # Ten was sent from here, so it may change with the mark; seven was not, so it stays.
    doors.change_mark(own, "amal", "event", 1)
    run("grades", own, "--for", "canvas", "--into", theirs, "--out", tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        now = {row[3]: row[5] for row in csv.reader(file)}
    assert (float(now["amal"]), float(now["caleb"])) == (9, 7)


def test_comments_of_markers_the_bank_and_calibration_are_found(course: Path):
    assert doors.comments(course, "equity", "amal") == FACTS["comments"]
    assert FACTS["own_comment"] in doors.bank(course)
    assert doors.calibration(course, FIRST) == FACTS["calibration"]


def test_feedback_that_was_returned_is_not_made_or_packed_again(own: Path, tmp_path: Path):
    told = run("feedback", own, "equity", "--for", "canvas", "--closing", "See you on Tuesday.")
    packets = sorted(file.name for file in (own / "to_return").iterdir())
    assert packets == ["equity_canvas_1.zip", "equity_canvas_2.zip"], told
    # All of caleb's marks are there, so his page is new, and amal's isn't packed again.
    (name,) = doors.packed(own / "to_return" / "equity_canvas_2.zip")
    assert "caleb" in name
    assert doors.feedback_made(own, "amal", "equity")["levels"] == FACTS["feedback"]["amal"]
    said = {one["text"] for one in doors.feedback_made(own, "amal", "equity")["comments"]}
    assert "Whose reading was it?" in said


def test_the_packed_feedback_is_taken_in_by_its_learner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = doors.new_workspace(tmp_path / "amal", "amal")
    ((name, page),) = doors.packed(FILES / "course" / "to_return" / "equity_canvas_1.zip").items()
    (tmp_path / name).write_bytes(page)
    run("import", tmp_path / name, "--workspace", workspace)
    assert doors.feedback(workspace, "equity")["levels"] == FACTS["feedback"]["amal"]


def test_a_sheet_that_was_given_out_can_still_be_read_in(own: Path, tmp_path: Path):
    sheet = tmp_path / "sheet.csv"
    rows = doors.table(FILES / "sheet.csv")
    assert len(rows) == FACTS["sheet"]
    with sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0]])
        writer.writeheader()
        writer.writerows(row | dict.fromkeys(CRITERIA, "2") for row in rows)
    doors.rated_in(sheet, own / "ratings.db")
    new = [one for one in doors.ratings(own) if one[0] == FIRST and one[2] == "vignette.a"]
    assert {(who, of, level) for _, who, _, of, level, _ in new} == {
        (who, of, 2) for who in ("amal", "bina", "caleb", "dorit") for of in CRITERIA
    }


def test_a_table_of_ratings_is_read_by_agree(tmp_path: Path):
    run("agree", FILES / "ratings.csv", "--out", tmp_path / "agreement.csv")
    (row,) = doors.table(tmp_path / "agreement.csv")
    # The two marked one text in common, by five criteria, and differ by one level in two of them.
    assert row["raters"] == f"{FIRST}, {SECOND}"
    assert (row["n"], row["exact"], row["within_one"]) == ("5", "0.6", "1.0")
