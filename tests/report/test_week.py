"""The instructor's own page: whose numbers and whose words stand on it, and what is said on every sheet."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import stat
from dataclasses import replace
from datetime import UTC, date, datetime
from html import escape
from pathlib import Path

import pytest
from report_course import NO, submitted
from typed import kit

from kit.classroom import Member, Settings, write_roster
from kit.classroom.settings import start_settings
from kit.content import compiled
from kit.model import KitError, NotFound, Rating
from kit.ratings import open_ratings
from kit.ratings.comments import Comments
from kit.report.own_page import write_own_page
from kit.report.week import read_own
from kit.statistics.shares import Attained

SAID = "In the spring a grandmother told me that she wants a map of the building in her own language."
"""What the reader finds at level 2 of perspective, and a learner wrote."""
BEFORE = "At open house a deaf father stood at the back while our principal spoke for twenty minutes."
AFTER = "On Monday I will ask our principal to book an interpreter and to print a map for the next evening."
MADE_UP = {one.id: [level.anchor for level in one.levels] for one in compiled().rubric.criteria}


def says(root: Path, learner: str, text: str, quote: str | None) -> None:
    """Give a learner another reflection, and an answer to whether it may be read in class."""
    for assignment in ("start", "equity"):
        shutil.rmtree(root / "submitted" / learner / assignment)
    agreed = [] if quote is None else [("consent.quote", quote, "during")]
    submitted(root, learner, "start", [("consent.use", "no", "during"), *agreed])
    submitted(root, learner, "equity", [("equity.reflection", text, "during")])


def marked(root: Path, learner: str, level: int, **criteria: int) -> None:
    """Level a learner's reflection anew, by a marker whose levels count."""
    levels = dict.fromkeys(MADE_UP, level) | criteria
    about = {"rater": "ana", "learner": learner, "item": "equity.reflection", "reason": "Read again."}
    with open_ratings(root) as store:
        store.record(Rating(**about, criterion=c, level=n, at=datetime.now(UTC)) for c, n in levels.items())


@pytest.fixture(scope="module")
def root(course, tmp_path_factory) -> Path:
    """The class with texts to read aloud: nobody agreed to the use of answers, some to a reading in class."""
    own = Path(shutil.copytree(course, tmp_path_factory.mktemp("own") / "fall_2026"))
    for learner in sorted(path.name for path in (own / "submitted").iterdir()):
        says(own, learner, "A made-up text of a few words.", None)
    text = f"{BEFORE} {SAID} {AFTER}"
    says(own, "learner_00", text.replace("grandmother", "neighbor"), None)
    says(own, "learner_01", text, "yes")
    says(own, "learner_02", text.replace("grandmother", "uncle"), "no")
    says(own, "learner_04", text.replace("a grandmother", "Mrs. Okonkwo"), "yes")
    says(own, "learner_05", text.replace("a grandmother", "María"), "yes")
    says(own, "learner_06", text.replace("grandmother", "cousin"), "yes")
    for n in range(7):
        marked(own, f"learner_{n:02d}", 2, perspective=2 if n != 6 else 1)
    (own / "class.json").unlink(missing_ok=True)
    start_settings(own, Settings(course="Fall <b>class</b>", target=55))
    return own


@pytest.fixture(scope="module")
def record(root):
    return read_own(root)


@pytest.fixture(scope="module")
def page(record, tmp_path_factory) -> Path:
    return write_own_page(record, tmp_path_factory.mktemp("page") / "own.html")


def test_every_mark_counts_without_consent_and_without_a_least_number(record):
    counts = {criterion.id: one for criterion, one in record.week.criteria}
    # Thirteen people, the one who said no among them; nobody here agreed to the use of answers.
    assert {one.of for one in counts.values()} == {13}
    assert counts["perspective"].reached == 6
    assert record.week.assignment.id == "equity"
    assert sum(1 for who in record.states.learners if who == NO) == 1


def test_the_two_that_fewest_reach_are_taught(record):
    shares = {criterion.id: one.share for criterion, one in record.week.criteria}
    taught = [one.criterion.id for one in record.week.lessons]
    assert len(taught) == 2
    assert max(shares[one] for one in taught) <= min(v for key, v in shares.items() if key not in taught)
    assert "perspective" in taught


def test_a_sentence_is_read_aloud_by_consent_quote_alone(record, page):
    text = page.read_text("utf-8")
    (lesson,) = [one for one in record.week.lessons if one.criterion.id == "perspective"]
    assert [quote.level for quote in lesson.quotes] == [lesson.lower, None]
    assert SAID in lesson.quotes[1].text
    for hidden in ("neighbor", "uncle", "Okonkwo", "María told", "cousin"):
        assert hidden not in text, (
            "not asked, said no, has a name, is a classmate, or does not reach the level"
        )
    assert "learner_" not in text
    assert "From this class, chosen by the machine: check it first" in text


def test_who_takes_it_back_is_not_quoted_any_more(root, tmp_path):
    own = Path(shutil.copytree(root, tmp_path / "own"))
    folder = own / "submitted" / "learner_01" / "start"
    first = json.loads((folder / "responses.jsonl").read_text("utf-8").splitlines()[-1])
    later = first | {"id": "01KZZZZZZZZZZZZZZZZZZZZZZZ", "parent": first["id"], "seq": 9, "value": "no"}
    with (folder / "responses.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps(later) + "\n")
    quotes = [quote for one in read_own(own).week.lessons for quote in one.quotes]
    assert {quote.text for quote in quotes} <= {anchor for levels in MADE_UP.values() for anchor in levels}


def test_a_passage_that_a_marker_chose_comes_first_and_is_escaped(root, tmp_path):
    own = Path(shutil.copytree(root, tmp_path / "own"))
    text = (
        f"{SAID} {AFTER} She said <img src=x onerror=alert(1)> is how our page looks to her on her own phone."
    )
    says(own, "learner_01", text, "yes")
    line = (own / "submitted" / "learner_01" / "equity" / "responses.jsonl").read_text("utf-8")
    about = {"rater": "ana", "learner": "learner_01", "assignment": "equity", "kind": "passage"}
    start = text.index("She said")
    with open_ratings(own) as store:
        Comments(store.database).record(
            **about,
            criterion="perspective",
            start=start,
            end=start + 8,
            quote="She said",
            text="Her view, and how you know.",
            revision=json.loads(line)["id"],
        )
    page = write_own_page(read_own(own), tmp_path / "own.html").read_text("utf-8")
    assert "<figcaption>From this class</figcaption>" in page
    assert "She said &lt;img src=x onerror=alert(1)&gt;" in page
    assert "<img src=x" not in page
    assert "Fall &lt;b&gt;class&lt;/b&gt;" in page


def test_the_page_is_stamped_runs_nothing_and_is_closed_to_other_accounts(page, record):
    text = page.read_text("utf-8")
    sections = re.findall(
        r'<section class="(week|weeks)">(.*?)(?=<section class="weeks">|\Z)', text, re.DOTALL
    )
    assert [name for name, _ in sections] == ["week", "weeks"]
    for _, inside in sections:
        assert "for_instructor_only</p>" in inside
    assert '@page { @top-right { content: "For your eyes only · for_instructor_only"' in text
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert "default-src 'none'" in text
    assert not re.search(r"<script|<link|src=\"(?!data:)", text)
    assert "6 of 13" in text
    assert "target 55%" in text
    assert "withheld" not in text
    assert all(re.search(rf"<th scope=\"row\">{c.name}</th>", text) for c, _ in record.week.criteria)


def test_a_target_that_is_met_leads_on_to_level_3(root, tmp_path):
    own = Path(shutil.copytree(root, tmp_path / "own"))
    for learner in (f"learner_{n:02d}" for n in range(12)):
        marked(own, learner, 2)
    lessons = read_own(own).week.lessons
    assert [(one.met, one.lower, one.upper) for one in lessons] == [(True, 2, 3)] * 2
    # Nobody reaches level 3, so nobody is read aloud for it.
    assert [quote.level for one in lessons for quote in one.quotes] == [2, 3, 2, 3]
    page = write_own_page(read_own(own), tmp_path / "own.html").read_text("utf-8")
    assert "so the target is met. Level 3 comes next." in page


def test_who_left_the_class_is_in_no_number(root, tmp_path):
    own = Path(shutil.copytree(root, tmp_path / "own"))
    there = sorted(path.name for path in (own / "submitted").iterdir())
    left = {"learner_01": date(2026, 10, 1)}
    write_roster(own, [Member(one, name=f"Name {one[-2:]}", left=left.get(one)) for one in there])
    record = read_own(own)
    assert {one.of for _, one in record.week.criteria} == {12}
    assert "learner_01" not in record.states.learners
    assert not [quote for one in record.week.lessons for quote in one.quotes if quote.level is None]


def test_a_week_without_marks_says_so(root, tmp_path):
    record = read_own(root, week="respect")
    assert record.week.lessons == ()
    page = write_own_page(record, tmp_path / "own.html").read_text("utf-8")
    assert "No hand-in for this assignment is collected yet" in page
    assert f"kit collect {root.resolve()} respect" in page
    assert "Respect: the class this week" in page


@pytest.mark.parametrize(
    ("week", "fault", "said"),
    [("equality", NotFound, "there is no assignment 'equality'; choose one of: equity, respect"),
     ("start", KitError, "start doesn't get marks, so it has no week; choose one of: equity")],
)  # fmt: skip
def test_a_week_that_is_none_is_one_sentence_and_writes_nothing(root, tmp_path, week, fault, said):
    with pytest.raises(fault, match=re.escape(said)):
        read_own(root, week=week)
    done = kit("class", "report", root, "--week", week, "--out", tmp_path / "out")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr
    assert not (tmp_path / "out").exists()


def test_nobody_s_mark_leaves_an_interval_open():
    one = Attained("event", (0, 0, 0, 0))
    assert one.interval == (0.0, 1.0)
    assert not one.meets(1)


@pytest.mark.parametrize("place", ["", "/srv/our ratings/second.db", "postgresql://ana@host/fall?a=1&b=2"])
@pytest.mark.parametrize("folder", ["fall class", f"Families and schools {'with many words ' * 6}"])
def test_where_nothing_is_marked_the_command_can_be_copied_whole_and_works_anywhere(
    record, tmp_path, monkeypatch, folder, place
):
    unmarked = tuple(
        (criterion, Attained(criterion.id, (0, 0, 0, 0))) for criterion, _ in record.week.criteria
    )
    week = replace(record.week, criteria=unmarked, lessons=())
    monkeypatch.chdir(tmp_path)
    option = f" --ratings {shlex.quote(place)}" if place else ""
    made = replace(record, week=week, course_root=Path(folder), ratings=option)
    command = f"kit mark {shlex.quote(str(tmp_path / folder))} equity{option}"
    said = write_own_page(made, tmp_path / "own.html").read_text("utf-8")
    assert f"<code>{escape(command)}</code>" in said


def test_ratings_in_the_course_root_are_named_in_no_command(root, tmp_path, monkeypatch):
    shutil.copy(root / "ratings.db", tmp_path / "second.db")
    monkeypatch.chdir(tmp_path)
    for usual in (None, root, root / "ratings.db"):
        assert read_own(root, usual).ratings == ""
    for other in (Path("second.db"), "sqlite:///second.db"):
        assert read_own(root, other).ratings == f" --ratings {tmp_path / 'second.db'}"


def test_which_of_two_equal_criteria_is_taught_is_said(record, page):
    rule = record.content.words["report.rule"]
    assert "the lower average level" in rule
    assert page.read_text("utf-8").count(escape(rule)) == 1
