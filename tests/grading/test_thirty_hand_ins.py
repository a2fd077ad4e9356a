"""Thirty people of a class hand in, on Monday and on Friday, as each platform and mail bring it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from hostile import packed, zipped

pytest.importorskip("nbgrader")

import make_submissions as make

from kit.classroom import Member, write_roster
from kit.grading.class_states import class_states
from kit.grading.collecting import collect
from kit.grading.download import bring
from kit.grading.learners_file import read_table, write_table
from kit.grading.who import write_who
from kit.spreadsheet import read_csv

KINDS = (
    *["once"] * 8,
    *["twice"] * 4,
    *["from a second computer on Friday"] * 3,
    *["from a restored backup on Friday"] * 2,
    *["an old draft on Friday"] * 2,
    *["without the invitation"] * 2,
    "with p00's id on Friday",
    "p01's very file on Friday",
    *["a Word file"] * 2,
    *["a damaged zip"] * 2,
    "without a reflection",
    *["of one name with another"] * 2,
)
PEOPLE = {f"p{n:02}": kind for n, kind in enumerate(KINDS)}


class Sent(NamedTuple):
    """What a person sends on one day."""

    who: str
    file: str
    data: bytes


def folder_of(number: int, computer: int = 0) -> str:
    return f"01JDZZZZZZZZZZZZZZZZZZ{computer:02}{number:02}"


@cache
def made(
    number: int, day: int, seq: int, computer: int = 0, whose: str | None = None, text: str = ""
) -> bytes:
    """Return a hand-in that says on which day it was written."""
    learner, folder = whose or f"p{number:02}", folder_of(number, computer)
    about = {"seq": seq, "workspace": folder}
    line = make.line(text or f"Of day {day}.", seq, workspace=folder)
    return packed(learner, f"2026-11-{day}T09:00:00+00:00", about=about, responses__jsonl=line)


def on_monday() -> Iterator[Sent]:
    for number, (who, kind) in enumerate(PEOPLE.items()):
        data = made(number, 16, 30)
        match kind:
            case "a Word file":
                yield Sent(who, f"equity_{who}.docx", b"PK a text")
                continue
            case "a damaged zip":
                data = data[:-100]
            case "without the invitation":
                data = made(number, 16, 30, whose=folder_of(number))
            case "without a reflection":
                data = made(number, 16, 30, text=" ")
            case "p01's very file on Friday":
                continue
        yield Sent(who, f"equity_{who}.zip", data)


def on_friday() -> Iterator[Sent]:
    for number, (who, kind) in enumerate(PEOPLE.items()):
        match kind:
            case "twice":
                data = made(number, 20, 40)
            case "from a second computer on Friday":
                data = made(number, 20, 3, computer=1)
            case "from a restored backup on Friday":
                data = made(number, 20, 5)
            case "an old draft on Friday":
                data = made(number, 15, 10)
            case "with p00's id on Friday":
                data = made(number, 20, 50, whose="p00")
            case "p01's very file on Friday":
                data = made(1, 16, 30)
            case _:
                continue
        yield Sent(who, f"equity_{who}-1.zip", data)


def name_of(who: str) -> str:
    return "Kim Lee" if "one name" in PEOPLE[who] else f"Ana{who[1:]} Roe{who[1:]}".translate(LETTERS)


LETTERS = str.maketrans("0123456789", "abcdefghij")


def entry(platform: str, sent: Sent, day: int) -> str:
    """Return the path of a file inside the platform's download."""
    number, (first, last) = int(sent.who[1:]), name_of(sent.who).split()
    if platform == "canvas":
        late = "LATE_" if number == 7 else ""
        return f"{last}{first}_{late}{1000 + number}_{day}{number:02}_{sent.file}".lower()
    if platform == "moodle":
        return f"{first} {last}_{200 + number}_assignsubmission_file_/{sent.file}"
    if platform == "blackboard":
        return f"Equity_login{number:02}_attempt_2026-11-{day}-09-30-00_{sent.file}"
    return sent.file


def listed(kind: str) -> list[Member]:
    people = [(who, name_of(who), int(who[1:])) for who in PEOPLE]
    return {
        "platform's ids": [
            Member(who, name, f"{who}@school.example", f"login{n:02}", str(1000 + n))
            for who, name, n in people
        ],
        "names and sign-in names": [Member(who, name, login=f"login{n:02}") for who, name, n in people],
        "the school's numbers": [
            Member(who, name, login=f"login{n:02}", lms_id=f"9{n:05}") for who, name, n in people
        ],
        "nobody": [],
    }[kind]


def collected(root: Path) -> dict[str, str]:
    """Return the text of what counts of each, by learner."""
    found = {}
    for path in root.glob("submitted/*/equity/responses.jsonl"):
        found[path.parents[1].name] = json.loads(path.read_text("utf-8").splitlines()[-1])["value"]
    return found


@pytest.mark.parametrize(
    ("platform", "listing"),
    [
        *[("canvas", one) for one in ("platform's ids", "names and sign-in names", "the school's numbers")],
        ("moodle", "platform's ids"),
        ("blackboard", "names and sign-in names"),
        ("mail", "names and sign-in names"),
        ("canvas", "nobody"),
        ("blackboard", "nobody"),
    ],
)
def test_everybody_is_collected_held_or_told_and_the_newest_counts(
    tmp_path: Path, platform: str, listing: str
):
    root, members = tmp_path / "fall", listed(listing)
    shutil.copytree(make.CHECKOUT / "assignments/release/equity", root / "release" / "equity")
    write_roster(root, members)
    for day, sent in ((16, on_monday()), (20, on_friday())):
        came = tmp_path / f"submissions ({day}).zip"
        came.write_bytes(zipped({entry(platform, one, day): one.data for one in sent}))
        table = read_table(root)
        bring(root, table, came, members)
        write_table(root, table)
        collect(root, "equity")
    # The list says whose an account is; without one, Canvas and Moodle still name accounts.
    is_placed = bool(members) and platform != "mail"
    has_accounts = is_placed or platform in ("canvas", "moodle")
    gives_times = platform in ("canvas", "blackboard")
    newest = {
        "twice": 20,
        "from a second computer on Friday": 20 if has_accounts else 16,
        "from a restored backup on Friday": 20,
        "an old draft on Friday": 15 if gives_times else 16,
        "without a reflection": None,
    }
    nothing = {"p01's very file on Friday", "a Word file", "a damaged zip"}
    expected = {
        folder_of(n) if kind == "without the invitation" and not is_placed else who: newest.get(kind, 16)
        for n, (who, kind) in enumerate(PEOPLE.items())
        if kind not in nothing
    }
    assert collected(root) == {who: f"Of day {day}." if day else " " for who, day in expected.items()}
    held = {("p00", "p21" if is_placed else "")}
    if platform != "mail":
        held |= {("p01", ""), ("p01", "p22" if is_placed else "")}
    if not has_accounts:
        held |= {(who, "") for who, kind in PEOPLE.items() if "second computer" in kind}
    waits = read_table(root).waits()
    assert {(one.learner, one.sent_by) for one in waits} == held
    ends = sorted(one.file.split("equity_")[-1] for one in read_table(root).left_out)
    assert ends == ["p23.docx", "p24.docx", "p25.zip", "p26.zip"]
    assert write_who(root, class_states(root))
    told = [row.cells for row in read_csv(root / "who.csv").rows]
    kinds = Counter(row["what"].partition(":")[0] for row in told)
    assert kinds == {
        "held": len({one.sent_by or one.learner for one in waits}),
        "left out": 4,
        "without a reflection": 1,
    }
    assert all(row["name"] and row["sentence"] for row in told)
