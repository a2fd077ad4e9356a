"""``kit class status``: who is missing, late, unread, to be marked twice, returned; by name only if asked."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime

import pytest
from report_course import line
from typed import kit

from kit.classroom import Member, Settings, write_roster
from kit.classroom.settings import start_settings
from kit.content import compiled
from kit.grading.class_states import HANDED_IN, class_states
from kit.grading.learners_file import read_table, write_table
from kit.grading.packets import pack
from kit.grading.whose import LeftOut, Table, Upload
from kit.handin.feedback_record import Feedback
from kit.model import Rating
from kit.ratings import open_ratings
from kit.spreadsheet import read_csv

CRITERIA = [one.id for one in compiled().rubric.criteria]
WORKSPACE = "01JDZZZZZZZZZZZZZZZZZZZZZZ"


def upload(who, decision="held", **more):
    of = {"learner": who, "assignment": "equity", "file": f"equity_{who}.zip", "code": who}
    return Upload(**of | more, decision=decision)


class Class:
    """A course root of which nbgrader has seen nothing: hand-ins, marks and feedback put there by hand."""

    def __init__(self, root):
        self.root = root
        (root / "nbgrader_config.py").write_text("")
        for one in ("equity", "respect"):
            (root / "release" / one).mkdir(parents=True)
            (root / "release" / one / f"{one}.ipynb").write_text("{}")

    def due(self, *rows):
        lines = [",".join(row) for row in (("assignment", "learner", "due"), *rows)]
        (self.root / "due.csv").write_text("\n".join(lines))

    def hand_in(self, who, day, decision="taken"):
        table, at = read_table(self.root), datetime(2026, 9, day, 12, tzinfo=UTC)
        table.uploads.append(upload(who, decision, code=f"{who} {day}", at=at))
        write_table(self.root, table)
        if decision != "taken":
            return
        about = {"assignment": "equity", "learner": who, "workspace": WORKSPACE, "at": at.isoformat()}
        answer = line(0, WORKSPACE, "equity.reflection", "We met.")
        for step in ("submitted", "autograded"):
            folder = self.root / step / who / "equity"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "handin.json").write_text(json.dumps(about))
            (folder / "responses.jsonl").write_text(answer)
        (self.root / "submitted" / who / "equity" / "timestamp.txt").write_text(f"2026-09-{day:02} 12:00:00")

    def mark(self, who, rater, criteria=CRITERIA, level=2):
        at = datetime(2026, 9, 28, tzinfo=UTC)
        of = {"rater": rater, "learner": who, "item": "equity.reflection", "at": at, "level": level}
        with open_ratings(self.root) as store:
            store.record(Rating(**of, criterion=criterion) for criterion in criteria)

    def feedback(self, who, level=2):
        folder = self.root / "feedback" / who / "equity"
        folder.mkdir(parents=True, exist_ok=True)
        of = {"learner": who, "workspace": WORKSPACE, "assignment": "equity", "revision": None}
        record = Feedback(**of, levels=dict.fromkeys(CRITERIA, level))
        (folder / "equity.json").write_bytes(record.to_json())
        (folder / "equity.html").write_text(f"<head>{record.as_meta()}</head><body></body>")
        return folder / "equity.html"

    def equity(self):
        return class_states(self.root).of("equity")


@pytest.fixture
def course(tmp_path):
    return Class(tmp_path)


def test_who_is_missing_is_told_from_the_roster(course):
    write_roster(
        course.root,
        [
            Member("amy", name="Amy Lee"),
            Member("ben"),
            Member("cara", left=datetime(2026, 9, 1, tzinfo=UTC).date()),
        ],
    )
    course.hand_in("amy", 10)
    course.hand_in("stranger", 10)
    course.due(*((one, "", "2026-09-18") for one in ("equity", "respect", "advocacy")))
    found = class_states(course.root)
    assert dict(found.learners) == {"amy": "Amy Lee", "ben": "ben"}
    equity = found.of("equity")
    assert (equity.who(*HANDED_IN), equity.who("missing")) == (("amy",), ("ben",))
    assert equity.others == ("stranger",)
    assert found.of("respect").who("missing") == ("amy", "ben")
    assert found.of("advocacy").who("missing") == (), "nobody misses what is not released"


def test_who_is_held_or_left_out_is_not_called_missing(course):
    write_roster(course.root, [Member(one) for one in ("amy", "ben", "cara", "dan", "eve")])
    course.hand_in("amy", 10)
    course.due(("equity", "", "2026-09-18"))
    uploads = [upload("ben"), upload("dan", "not theirs")]
    files = {"ben": "equity", "cara": "equity", "eve": "respect"}
    left_out = [
        LeftOut(whose=who, file=f"{of}_{who}.zip", why="is a damaged zip", to_send="Again.", assignment=of)
        for who, of in files.items()
    ]
    write_table(course.root, Table(schema=2, uploads=uploads, left_out=left_out))
    found = course.equity()
    assert (found.who("not_collected"), found.who("missing")) == (("ben", "cara"), ("dan", "eve"))
    done = kit("class", "status", course.root, "--csv", course.root / "status.csv")
    assert "Hand-ins held: 1;" in done.stdout
    assert "equity: 2 sent but not collected" in done.stdout
    named = {
        (row.cells["name"], row.cells["what"].partition(": ")[0])
        for row in read_csv(course.root / "who.csv").rows
    }
    assert {("cara", "left out"), ("ben", "held"), ("dan", "missing")} <= named
    told = {one.cells["assignment"]: one.cells for one in read_csv(course.root / "status.csv").rows}
    assert [told["equity"][name] for name in ("missing", "not_collected")] == ["2", "2"]


def test_one_file_that_is_held_is_one_whoever_sent_it_and_whosever_it_is(course):
    write_roster(course.root, [Member(one) for one in ("amy", "ben")])
    write_table(course.root, Table(schema=2, uploads=[upload("ben", sent_by="amy")]))
    found = class_states(course.root)
    equity = found.of("equity")
    assert (equity.who("not_collected"), found.held, equity.who("missing")) == (("amy", "ben"), 1, ())
    assert "Hand-ins held: 1;" in kit("class", "status", course.root).stdout


def test_who_is_accepted_and_not_collected_yet_is_neither_held_nor_missing(course):
    write_roster(course.root, [Member(one) for one in ("amy", "ben")])
    course.hand_in("amy", 10)
    write_table(course.root, Table(schema=2, uploads=[upload("ben", "accepted")]))
    course.due(("equity", "", "2026-09-18"))
    found = class_states(course.root)
    assert (found.of("equity").who("not_collected"), found.of("equity").who("missing")) == (("ben",), ())
    assert found.held == 0
    assert "--accept" not in kit("class", "learners", course.root).stdout


def test_without_a_roster_whoever_handed_in_is_the_class(course):
    course.hand_in("amy", 10)
    found = class_states(course.root)
    assert list(found.learners) == ["amy"]
    assert not found.by_roster


def test_a_roster_with_headings_alone_is_not_called_missing(course):
    write_roster(course.root, [])
    course.hand_in("amy", 10)
    done = kit("class", "status", course.root)
    assert "there is no roster.csv" not in done.stdout
    assert "1 in the class" in done.stdout


def test_late_is_whose_first_hand_in_came_after_their_own_date(course):
    course.due(("equity", "", "2026-09-18"), ("equity", "eve", "2026-09-25"))
    course.hand_in("amy", 18)
    course.hand_in("ben", 19)
    course.hand_in("cara", 17)
    course.hand_in("cara", 21)
    course.hand_in("eve", 24)
    equity = course.equity()
    assert equity.late("first") == ("ben",)
    assert equity.late("revision") == ("cara",)
    course.due(("respect", "", "2026-09-18"))
    assert course.equity().late("first") == ()


def put(course, who, day, file, assignment="equity"):
    """Somebody handed in, by their own clock at noon of a day; ``file`` is what the platform made of it."""
    course.hand_in(who, day)
    table = read_table(course.root)
    table.uploads[-1].file = file
    write_table(course.root, table)


def test_the_platform_says_who_is_late_whatever_the_learners_clock_says(course):
    course.due(("equity", "", "2026-09-18"), ("equity", "eve", "2026-09-25"))
    put(course, "amy", 10, "leeamy_LATE_11_90_a.zip")
    put(course, "ben", 20, "leeben_12_91_a.zip")  # a clock that is ahead
    put(course, "cara", 17, "leecara_13_92_a.zip")
    put(course, "cara", 18, "leecara_LATE_13_93_a.zip")
    put(course, "eve", 24, "leeeve_LATE_14_94_a.zip")  # Canvas knows nothing of her extension
    equity = course.equity()
    assert (equity.late("first"), equity.late("revision")) == (("amy",), ("cara",))
    course.due(("respect", "", "2026-09-18"))
    assert course.equity().late("first") == ("amy", "eve"), "without a date here, Canvas' counts"


def test_a_platforms_time_is_in_the_zone_of_the_class(course):
    start_settings(course.root, Settings(time_zone="America/Los_Angeles"))
    course.due(("equity", "", "9/8/2026 5:00 PM"))
    for who, clock in (("amy", "16-59-59"), ("ben", "17-00-59"), ("cara", "17-01-00")):
        put(course, who, 10, f"Equity_{who}_attempt_2026-09-08-{clock}_a.zip")
    assert course.equity().late("first") == ("cara",)
    told = kit("class", "status", course.root)
    assert "2026-09-08 17:00" in told.stdout
    assert told.stderr.count("9/8/2026") == 1


def test_what_somebody_else_hands_in_under_an_id_makes_nobody_late(course):
    course.due(("equity", "", "2026-09-18"))
    course.hand_in("amy", 30, "held")
    course.hand_in("amy", 17)
    equity = course.equity()
    assert (equity.late("first"), equity.late("revision")) == ((), ())


def test_unread_double_marking_and_returned(course):
    for who in ("amy", "ben", "cara"):
        course.hand_in(who, 10)
        course.feedback(who)
    course.mark("amy", "Ana")
    course.mark("ben", "Ana", CRITERIA[:3])
    equity = course.equity()
    assert equity.who("unread") == ("ben", "cara")
    assert equity.to_double_mark == 1, "a tenth of three texts, rounded up"
    assert (equity.who("to_return"), equity.who("returned")) == (("amy",), ())
    course.mark("amy", "Ben")
    assert course.equity().to_double_mark == 0
    # A revision that is collected and not autograded yet is unread.
    (course.root / "submitted/amy/equity/handin.json").write_text("{}")
    assert course.equity().who("unread") == ("amy", "ben", "cara")
    shutil.rmtree(course.root / "feedback")
    assert course.equity().who("to_return") == ()


def test_returned_is_what_was_packed_as_it_is_now_and_on_which_day(course):
    pages = {}
    for who in ("amy", "ben", "cara"):
        course.hand_in(who, 10)
        course.mark(who, "Ana")
        pages[who] = course.feedback(who)
    assert pack(course.root, "equity", "mail", {who: pages[who] for who in ("amy", "ben")}).path
    equity = course.equity()
    assert (equity.who("to_return"), equity.who("returned")) == (("cara",), ("amy", "ben"))
    # Ben's mark changes: his feedback is out of date, then made anew, then waits to be packed.
    with open_ratings(course.root) as store:
        old = store.ratings(learner="ben")[0]
        store.record([Rating(**old.model_dump(exclude={"id"}) | {"level": 3, "reason": "Looked again."})])
    assert (course.equity().who("to_return"), course.equity().who("returned")) == (("cara",), ("amy",))
    course.feedback("ben", 3)
    assert course.equity().who("to_return") == ("cara",), "only one of Ben's levels is 3 now"
    course.feedback("amy", 1)
    assert (course.equity().who("to_return"), course.equity().who("returned")) == (("cara",), ())


def test_the_command_names_nobody_and_who_csv_does(course, tmp_path):
    write_roster(course.root, [Member("amy", name="Amy Lee"), Member("ben", name="=Ben\x1b[2J")])
    course.due(("equity", "", "2026-09-01"))
    course.hand_in("amy", 10)
    done = kit("class", "status", ".", "--csv", tmp_path / "status.csv", cwd=course.root)
    assert done.returncode == 0, done.stderr
    (line,) = (line for line in done.stdout.splitlines() if line.startswith("equity"))
    assert line.split() == ["equity", "2026-09-01", "1", "0", "1", "1", "0", "1", "1", "0", "0"]
    assert "revised late" in done.stdout.splitlines()[0]
    for told in (done.stdout, (tmp_path / "status.csv").read_text("utf-8-sig")):
        assert "Amy" not in told
        assert "ben" not in told.lower()
    named = {row.cells["what"]: row.cells["name"] for row in read_csv(course.root / "who.csv").rows}
    assert named == {"missing": "=Ben\x1b[2J", "late": "Amy Lee"}
    assert "'=Ben" in (course.root / "who.csv").read_text("utf-8-sig")
    assert kit("class", "status", tmp_path / "nowhere").returncode == 2
