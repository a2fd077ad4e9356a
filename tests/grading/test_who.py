"""``who.csv``: who has to be told what, a row a person and assignment, from the states that all share."""

from __future__ import annotations

import json
from pathlib import Path

import make_submissions as make
import pytest
from downloads import files, zipped
from typed import kit

from kit.classroom import Member, Settings, write_roster
from kit.classroom.new import start_class
from kit.content import sentence_of
from kit.grading.class_states import class_states
from kit.grading.intake import take_in
from kit.grading.learners_file import read_table, write_table
from kit.grading.who import write_who
from kit.model import KitError
from kit.spreadsheet import read_csv

CLASS = [
    Member("jsmith1", "Jordan Smith", "j1@school.example", "jsmith1", "101"),
    Member("jsmith2", "Jordan Smith", "j2@school.example", "jsmith2", "102"),
    *(Member(who, f"{who.title()} Lee", f"{who}@school.example", who, str(n)) for n, who in enumerate(
        ("amy", "ben", "cara", "dan", "eve", "finn", "zoe"), start=103)),
]  # fmt: skip
DAY = "2026-11-30"


def of_start(who: str) -> bytes:
    about = {"schema": 1, "assignment": "start", "learner": who, "at": "2026-11-21T09:00:00+00:00"}
    notebook = (make.CHECKOUT / "assignments/release/start/start.ipynb").read_text("utf-8")
    return zipped(files(who) | {"start.ipynb": notebook, "handin.json": json.dumps(about)})


@pytest.fixture(scope="module")
def came(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A class into which Canvas' download of Equity came, with all that learners take for a hand-in."""
    root = tmp_path_factory.mktemp("who") / "fall"
    start_class(root, Settings())
    (root / "due.csv").write_text(f"assignment,learner,due\nequity,,{DAY}\nstart,,{DAY}\n")
    write_roster(root, CLASS)
    canvas = {
        "smithjordan_101_9001_essay.pdf": b"a text",
        **{f"lee{who}_{n}_90{n}_{who}.zip": zipped(files(who)) for n, who in ((103, "amy"), (104, "ben"))},
        "smithjordan_102_9002_equity.zip": zipped(files("jsmith2", workspace="01JDZZZZZZZZZZZZZZZZZZZZ42")),
        "leecara_105_90105_cara.zip": b"",
        "leedan_106_90106_all of it.zip": zipped({"mine.zip": zipped({"essay.docx": "a text"})}),
        "leeeve_107_90107_start_eve.zip": of_start("eve"),
        "leefinn_108_90108_equity_amy.zip": zipped(files("amy", "Another text.", 3)),
    }
    (root.parent / "submissions.zip").write_bytes(zipped(canvas))
    take_in(root, [root.parent / "submissions.zip"])
    return root


def rows(root: Path) -> dict[tuple[str, str], dict[str, str]]:
    found = [one.cells for one in read_csv(root / "who.csv").rows]
    assert len({(one["id"], one["assignment"]) for one in found}) == len(found), "one row each"
    return {(one["id"], one["assignment"]): one for one in found}


def test_who_sent_what_cannot_be_used_is_not_missing_and_has_their_own_row(came: Path):
    equity = class_states(came).of("equity")
    assert equity.who("missing") == ("zoe",)
    assert equity.who("not_collected") == ("jsmith1", "cara", "dan", "eve", "finn")
    found = {who: row for (who, title), row in rows(came).items() if title == "Equity"}
    assert {*found} == {"jsmith1", "cara", "dan", "eve", "finn", "zoe"}
    assert (found["jsmith1"]["name"], found["jsmith1"]["email"], found["jsmith1"]["login"]) == (
        "Jordan Smith",
        "j1@school.example",
        "jsmith1",
    )
    assert all(row["sentence"] for row in found.values())
    assert {who for who, row in found.items() if "missing" in row["what"]} == {"zoe"}
    assert "Start here" in found["eve"]["sentence"], "last week's file is named"
    assert found["finn"]["sentence"] == sentence_of(KitError("ask.sent_by", assignment="Equity"))
    assert ("eve", "Start here") not in rows(came), "she did hand that in"


def test_who_sent_somebody_elses_file_is_told_so_also_after_the_decision(came: Path):
    table = read_table(came)
    (held,) = table.waits()
    before = table.model_copy(deep=True)
    table.decide(held.code, accept=False)
    write_table(came, table)
    states = class_states(came)
    assert write_who(came, states)
    finn = rows(came)["finn", "Equity"]
    assert (states.held, states.of("equity").rows["finn"].state) == (0, "not_collected")
    assert finn["sentence"] == sentence_of(KitError("ask.sent_by", assignment="Equity"))
    assert "amy" in finn["what"]
    write_table(came, before)


def test_grades_say_the_same_as_who_csv(came: Path, tmp_path: Path):
    said = kit("grades", came, "--for", "csv", "--assignment", "equity", "--out", tmp_path / "g.csv").stdout
    lists = {line.split(", left blank")[0]: line.rpartition(": ")[2] for line in said.splitlines()[1:]}
    assert lists == {
        "Equity, still open": "jsmith2, amy, ben",
        "Equity, handed in but not collected (who.csv says why)": "jsmith1, cara, dan, eve, finn",
        "Equity, nothing handed in": "zoe",
    }


def test_a_file_of_no_known_assignment_or_of_one_of_two_people_makes_nobody_missing(came: Path):
    table = read_table(came)
    before = table.model_copy(deep=True)
    for one in table.left_out:
        one.assignment, one.whose = "", "smithjordan" if one.whose == "jsmith1" else one.whose
    table.uploads = [one for one in table.uploads if one.learner != "jsmith2"]
    write_table(came, table)
    states = class_states(came)
    assert not {"jsmith1", "cara", "dan"} & {*states.of("equity").who("missing")}
    assert "jsmith1" not in states.of("start").who("missing")
    write_table(came, before)


def test_a_hand_in_that_turned_out_to_be_somebody_elses_is_nobodys(came: Path):
    table = read_table(came)
    before = table.model_copy(deep=True)
    next(one for one in table.uploads if one.learner == "ben").decision = "not theirs"
    write_table(came, table)
    assert class_states(came).of("equity").rows["ben"].state == "missing"
    write_table(came, before)
