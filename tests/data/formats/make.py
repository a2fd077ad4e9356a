# ruff: noqa: E402, I001
"""Make the golden files of every format on disk: ``python tests/data/formats/make.py NEW_FOLDER``.

The files next to this one were made once, in December 2026, by the code of that day, and are NEVER MADE
AGAIN. Somebody's disk may hold such files for years, and a later version must read them as they are. A new
format, or a new form of an old one, gets a new folder next to these. Ids and times differ in each run.

This script is the record of how it was done. It drives the code of commit 41983ffe and doesn't follow later
changes. The class folders' `learners.json`, `ratings.db` and `gradebook.db` were brought to the formats of
the first release afterwards. Everybody in here is made up, and so is every key and passphrase.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "tests"))

from kit.launch.progress import Progress
from typed import kit as typed

from kit.certificates.finished import Standing
from kit.certificates.keys import make_key
from kit.certificates.making import certificates, make
from kit.content import compiled, item_hash
from kit.demo.rehearsals import Rehearsals
from kit.grading.comment_bank import add_entry, note_use
from kit.grading.gradebook import to_gradebook
from kit.grading.gradebook_opening import open_gradebook, url_of
from kit.grading.gradebook_record import cells_of
from kit.grading.texts import marked_text
from kit.handin import hand_in
from kit.handin.feedback import mark_of, note_shown
from kit.handin.feedback_record import read_record
from kit.handin.invitation import keep_invitation, read_invitation
from kit.handin.sending import folder_for, name_folder, send
from kit.handin.weeks import course_weeks
from kit.handin.withdrawing import withdraw
from kit.journal import draw_voice, make_workspace, open_journal, private_folder, update_workspace
from kit.launch.workspace import refresh
from kit.ratings import open_ratings
from kit.ratings.calibration import keep_levels
from kit.ratings.comments import Comments
from kit.ratings.opened import open_text
from kit.ratings.putting_back import Held, PutBack

CASE = "ms_perez"
PASSPHRASE = "four made-up words here"  # of a made-up key
ITEM, CRITERIA = "equity.reflection", ("event", "assumption", "perspective", "strategy", "action")
FIRST, SECOND = "Rosa Klein", "Tom Berg"
LAPTOP = "The school's own list of families had no phone number for her, and I had not asked why."


def kit(*words: object, code: int = 0) -> str:
    """Type a command; return what it printed."""
    ran = typed(*words)
    assert ran.returncode == code, (words, ran.returncode, ran.stdout, ran.stderr)
    return ran.stdout


def write(file: Path, data: object) -> None:
    """Write what a test expects."""
    file.write_text(json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")


@contextmanager
def data_in(folder: Path):
    """Keep the user's data there."""
    before = os.environ.get("KIT_DATA")
    os.environ["KIT_DATA"] = str(folder)
    yield
    os.environ.pop("KIT_DATA") if before is None else os.environ.update(KIT_DATA=before)


def answer(workspace: Path, item: str, value: object, occasion: str = "during", lane: str = "shared") -> str:
    """Choose *Done*; return the id of the answer."""
    journal = open_journal(workspace)
    heads = journal.heads(item, occasion, case=CASE)
    fields = {"case": CASE, "occasion": occasion, "lane": lane, "parent": heads[-1].id if heads else None}
    return journal.save(item, value, item_hash=item_hash(compiled().cases[CASE].item(item)), **fields).id


def drafted(workspace: Path, item: str, value: object, occasion: str = "during", lane: str = "shared") -> str:
    """Write without choosing *Done*; return the time of the draft."""
    journal = open_journal(workspace)
    return journal.save_draft(item, value, case=CASE, occasion=occasion, lane=lane).at.isoformat()


def text_of(learner: str, again: str = "") -> str:
    """Return a made-up reflection."""
    return (
        f"In October a mother laid {learner}'s report face down on the table. I took it for anger. "
        f"I had not asked, and I wrote my reading down as a fact. {again}Next Tuesday I will ask what she "
        "wants the report to say, and I will know by what she changes in it."
    )


def unsigned(packed: Path) -> None:
    """Take the key and the signature out of a hand-in, as one that was made where no key can be made."""
    with zipfile.ZipFile(packed) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    about = json.loads(files["handin.json"])
    del about["key"], about["signature"]
    files["handin.json"] = json.dumps(about, indent=1).encode() + b"\n"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


def learner(out: Path, work: Path) -> None:
    """A learner's folder with everything that can be in it, and every file that it gives or takes."""
    out.mkdir()
    here, laptop = work / "here", work / "laptop"
    expected: dict[str, object] = {"learner": "rosa"}
    with data_in(work / "laptop_data"):
        make_workspace(laptop, "rosa")
        answer(laptop, "equity.first_thought", LAPTOP)
        answer(laptop, ITEM, text_of("her son", "Written on the laptop. "))
        hand_in(laptop, "equity")
    shutil.copyfile(laptop / "handin" / "equity_rosa.zip", out / "from_the_laptop.zip")
    with data_in(out / "user_data"):
        make_workspace(here)
        draw_voice(here)
        answer(here, "consent.use", "yes")
        answer(here, "consent.quote", "no")
        answer(here, "start.expectations", "That I learn to ask before I plan.")
        answer(here, "rate.equity.preferences", 1, "pre")
        answer(here, "rate.respect.empathy", {"missing": "no_chance"}, "pre")
        first = answer(here, "equity.first_thought", "I thought the phone number was hers to give.")
        answer(here, ITEM, text_of("his sister"))
        last = answer(here, ITEM, text_of("his sister", "She had asked me for it twice. "))
        answer(here, "equity.today", "Half an emoji: \ud83d, and a line\nbreak; ¿y una tilde? Sí.")
        gone = answer(here, "equity.criteria", "TAKEN-BACK words that must not come back.")
        plan = answer(
            here, "equity.plan", {"if": "the form is blank", "then": "I ask", "look_back": "2027-03-01"}
        )
        answer(here, "equity.habit", "PRIVATE habit of mine.", lane="private")
        answer(
            here,
            "equity.own_family",
            {"rows": [{"row": "language", "cells": {"ask": "PRIVATE row"}}]},
            lane="private",
        )
        walked = Rehearsals("rosa", 1)._way(compiled().cases[CASE].scenes["first_call"])
        answer(here, "scene.first_call", walked, lane="private")
        withdraw(here, open_journal(here), (CASE, "equity.criteria", "during"))
        drafted(here, "respect.first_thought", "A draft that isn't Done.")
        drafted(here, "respect.pause", "PRIVATE draft.", lane="private")
        drafted(here, "vignette.b", "A draft of a story, at the end.", "post")
        drafted(here, "equity.two_goals.minute", first, lane="private")
        beside = {
            "lane": "shared",
            "at": "2026-11-20T10:00:00+00:00",
            "value": "Written in another window.",
            "parent": None,
        }
        drafted(here, "respect.first_thought.aside", {"drafts": [beside]}, lane="private")
        # A draft of an edition that knew one case: it names no case and lies beside the case's folder.
        drafts = next((out / "user_data").glob("*/drafts"))
        old = json.loads((drafts / CASE / "respect.pause.json").read_text("utf-8")) | {
            "item": "respect.opening"
        }
        old |= {"value": "A draft from the first edition.", "lane": "shared"}
        del old["case"]
        (drafts / "respect.opening.json").write_text(json.dumps(old), "utf-8")
        said = {
            "schema": 1,
            "learner": "rosa",
            "course": "Partnership, fall 2026",
            "hand_in_to": "Canvas, Assignments",
        }
        said["due"] = {"equity": "2026-12-11", "respect": "2026-12-18"}
        (out / "invitation_rosa.json").write_text(json.dumps(said, indent=1) + "\n", "utf-8")
        keep_invitation(here, read_invitation((out / "invitation_rosa.json").read_text("utf-8")))
        kit("import", out / "from_the_laptop.zip", "--workspace", here)
        hand_in_of = open_journal(here)
        # The two heads of the reflection are settled; those of the first thought stay open.
        hand_in_of.choose(ITEM, last)
        open_two = [r.id for r in hand_in_of.heads("equity.first_thought", case=CASE)]
        hand_in(here, "start")
        shutil.copyfile(here / "handin" / "start_rosa.zip", out / "signed.zip")
        shutil.copyfile(out / "signed.zip", out / "unsigned.zip")
        unsigned(out / "unsigned.zip")
        box = work / "box"
        box.mkdir(mode=0o700)
        name_folder(here, str(box))
        made = hand_in(here, "start")
        send(here, made, str(folder_for(here)))
        sent = json.loads((here / ".partnership" / "workspace.json").read_text("utf-8"))["sent"]
        # No path of the machine on which this was made.
        sent["start"]["to"] = "/home/rosa/hand-ins"
        update_workspace(
            here,
            sent=sent,
            hand_in_to="/home/rosa/hand-ins",
            language="es",
            plans={plan: "looked_back"},
            in_downloads={"start": {"last": sent["start"]["sha256"], "older": True}},
            port=None,
        )
        Progress(here).go_to("01_equity.ipynb", "two-responses-compared")
        Progress(here).go_to("02_respect.ipynb", "on-the-phone")
        record = {
            "learner": "rosa",
            "workspace": open_journal(here).workspace,
            "assignment": "equity",
            "revision": last,
            "schema": 1,
            "levels": dict(zip(CRITERIA, (3, 2, 2, 1, 3), strict=True)),
            "comments": [
                {
                    "text": "You say what you saw.",
                    "criterion": "event",
                    "start": 0,
                    "end": 10,
                    "quote": "In October",
                },
                {
                    "text": "Whose reading was it?",
                    "criterion": "assumption",
                    "start": None,
                    "end": None,
                    "quote": None,
                },
            ],
            "closing": "Thank you, Rosa.",
            "one_thing": "Ask one open question.",
        }
        (work / "equity.json").write_text(json.dumps(record), "utf-8")
        kit("import", work / "equity.json", "--workspace", here)
        shutil.copyfile(here / "feedback" / "equity.json", out / "feedback.json")
        shutil.copyfile(here / "feedback" / "equity.html", out / "feedback.html")
        kept = read_record((out / "feedback.json").read_bytes())
        note_shown(here, "equity", mark_of(kept))
        os.environ["KIT_BACKUP_PASSPHRASE"] = PASSPHRASE
        kit("backup", "--workspace", here, "--out", out / "rosa.backup")
        journal = open_journal(here)
        with (here / "responses.jsonl").open("ab") as file:
            file.write(b'{"crc":"0000abcd","schema":1,"id":"01K0000000000000000000')
        rows = [
            [r.lane, r.item, r.occasion, r.id, r.parent, json.dumps(r.value)] for r in journal.responses()
        ]
        expected |= {
            "workspace": journal.workspace,
            "revisions": rows,
            "deleted": {"id": gone, "item": "equity.criteria"},
            "two_heads": {"item": "equity.first_thought", "ids": open_two},
            "drafts": sorted([d.item, d.occasion, d.lane, json.dumps(d.value)] for d in journal.drafts()),
            "feedback": record,
            "invitation": said,
            "passphrase": PASSPHRASE,
            "start": sorted(r.id for r in made.included),
            "kept": json.loads((here / ".partnership" / "workspace.json").read_text("utf-8")),
        }
        imports = json.loads((private_folder(journal.workspace) / "imports.json").read_text("utf-8"))
        expected["by_import"] = sorted(imports[-1]["ids"])
    shutil.copytree(here, out / "workspace")
    write(out / "expected.json", expected)
    tidy(out)


PEOPLE = {
    "amal": "Haddad",
    "bina": "Nir",
    "caleb": "Okon",
    "dorit": "Peled",
    "emil": "Roos",
    "fay": "Stern",
    "gil": "Tal",
    "ana": "Ito",
    "ben": "Kaya",
    "cleo": "Lund",
}
HERE, LEFT, RUNNING = ("amal", "bina", "caleb", "dorit", "emil", "fay"), ("gil",), ("ana", "ben", "cleo")
NUMBER = {learner: 201 + n for n, learner in enumerate(PEOPLE)}
GIVEN = {  # the first marker's levels, in the order of CRITERIA
    "amal": (3, 2, 2, 1, 3),
    "bina": (2, 1, 1, 2, 1),
    "caleb": (1, 1, 0, 2, 2),
    "dorit": (2, 2, 2, 2, 0),
}
BY_SECOND = {"amal": (2, 2, 2, 2, 3)}
CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Equity (9001),Current Score
,,,,,Manual Posting,
    Points Possible,,,,,15,(read only)
"""


def home(folder: Path, who: str, text: str, *, pre: bool = True) -> Path:
    """Make a learner's folder, answered and handed in."""
    make_workspace(folder, who)
    draw_voice(folder)
    if pre:
        answer(folder, "consent.use", "no" if who == "emil" else "yes")
        answer(folder, "rate.equity.preferences", 2, "pre")
        answer(folder, "vignette.a", f"I would ask the grandmother first, says {who}.", "pre")
        hand_in(folder, "start")
    answer(folder, ITEM, text)
    hand_in(folder, "equity")
    return folder


def upload(folder: Path, home: Path, assignment: str, who: str, number: int, by: str = "") -> None:
    """Put a hand-in into a download, under the name that Canvas gives it."""
    account = by or f"{PEOPLE[who].lower()}{who}_{NUMBER[who]}"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(
        home / "handin" / f"{assignment}_{who}.zip", folder / f"{account}_{number}_{assignment}_{who}.zip"
    )


def roster(folder: Path, learners: Iterable[str]) -> Path:
    """Write Canvas' own gradebook, as an instructor exports it."""
    rows = "".join(f'"{PEOPLE[who]}, {who.title()}",{NUMBER[who]},,{who},A,,\n' for who in learners)
    file = folder / "canvas.csv"
    file.write_text(CANVAS + rows, "utf-8")
    return file


def new_class(root: Path, assignments: set[str]) -> None:
    """Make a class's folder, with the assignments that are needed."""
    kit(
        "class",
        "new",
        root,
        "--course",
        "Partnership, fall 2026",
        "--term",
        "Fall 2026",
        "--hand-in-to",
        "Canvas, Assignments",
    )
    for folder in (*root.glob("source/*"), *root.glob("release/*")):
        if folder.is_dir() and folder.name not in assignments:
            shutil.rmtree(folder)
    (root / "due.csv").write_text(
        "assignment,learner,due\nequity,,2026-11-27\nequity,caleb,2099-01-08\n", "utf-8"
    )


def rated(root: Path, who: str, levels: tuple[int, ...], rater: str = FIRST) -> list[dict[str, object]]:
    """Return ratings of a learner's text, for the criteria in order."""
    of = {"rater": rater, "learner": who, "item": ITEM, "revision": marked_text(root, who, "equity", ITEM).id}
    at = datetime(2026, 12, 2, 10, tzinfo=UTC)
    return [of | {"criterion": c, "level": n, "at": at} for c, n in zip(CRITERIA, levels, strict=False)]


def typed_in_formgrader(root: Path, who: str, marks: dict[str, float]) -> None:
    """Give marks as nbgrader's own page gives them."""
    with open_gradebook(url_of(root)) as gradebook:
        for cell in cells_of(gradebook, root, "equity", who):
            if cell.criterion in marks:
                cell.grade.manual_score, cell.grade.needs_manual_grade = marks[cell.criterion], False
        for one in gradebook.find_submission("equity", who).notebooks[0].comments:
            one.manual_comment = f"Typed in Formgrader for {who}."
        gradebook.db.commit()


def filled(sheet: Path) -> None:
    """Fill a marker's sheet."""
    with sheet.open(encoding="utf-8-sig", newline="") as file:
        heads, *rows = csv.reader(file)
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [heads, *([*row[:3], 1, 1, 2, 2, 0, "Marked on a sheet."] for row in rows)]
        )


def classroom(out: Path, work: Path) -> None:
    """A class's folder with every table and database, and marks and hand-ins that are still undecided."""
    out.mkdir()
    root, first, second = out / "course", work / "first", work / "second"
    new_class(root, {"start", "equity"})
    kit("roster", root, roster(work, HERE + LEFT))
    kit("roster", root, roster(work, HERE), "--whole")
    with data_in(work / "data"):
        homes = {who: home(work / who, who, text_of(f"{who}'s pupil")) for who in HERE[:-1]}
        for packed in (homes["caleb"] / "handin").glob("*.zip"):
            unsigned(packed)
        for n, (who, there) in enumerate(homes.items()):
            upload(first / "start", there, "start", who, 8001 + n)
            upload(first / "equity", there, "equity", who, 9001 + n)
        (first / "equity" / "sternfay_206_9006_essay.docx").write_bytes(b"not a hand-in")
        kit("collect", root, "start", first / "start")
        kit("collect", root, "equity", first / "equity", code=1)
        with open_ratings(root) as store:
            for who in ("amal", "bina", "dorit"):
                store.record(rated(root, who, GIVEN[who]))
            store.record(rated(root, "amal", BY_SECOND["amal"], SECOND))
            keep_levels(store.database, FIRST, compiled().marking.texts[0].id, {"event": 2, "action": 1})
            open_text(store.database, "desk", FIRST, ITEM, "amal")
            open_text(store.database, "desk", FIRST, ITEM, None)
            bank = Comments(store.database)
            of = {
                "rater": FIRST,
                "learner": "amal",
                "assignment": "equity",
                "revision": marked_text(root, "amal", "equity", ITEM).id,
            }
            bank.record(
                of
                | {
                    "kind": "passage",
                    "criterion": "event",
                    "start": 3,
                    "end": 10,
                    "quote": "October",
                    "text": "A day that I can place.",
                }
            )
            changed = bank.record(
                of | {"kind": "criterion", "criterion": "assumption", "text": "Earlier words."}
            )
            bank.record(
                of
                | {
                    "kind": "criterion",
                    "criterion": "assumption",
                    "text": "Whose reading was it?",
                    "replaces": changed.id,
                }
            )
            bank.record(of | {"kind": "closing", "text": "Thank you, Amal."})
            bank.record(of | {"kind": "one_thing", "text": "Ask one open question."})
            bank.withdraw(
                bank.record(of | {"kind": "criterion", "criterion": "action", "text": "WITHDRAWN."}).id, FIRST
            )
        kit(
            "marks",
            "settle",
            root,
            "amal",
            ITEM,
            "event",
            "--rater",
            SECOND,
            "--by",
            FIRST,
            "--reason",
            "We read it again.",
        )
        kit("marks", "to-gradebook", root, "equity")
        typed_in_formgrader(root, "bina", {"event": 3.0, "action": 2.5})
        # The second download: a revision, two other computers, and somebody else's upload.
        answer(homes["dorit"], ITEM, text_of("dorit's pupil", "Then I asked her. "))
        hand_in(homes["dorit"], "equity")
        upload(second, homes["dorit"], "equity", "dorit", 9011)
        for who, by in (("bina", ""), ("emil", ""), ("amal", "doejo_299")):
            there = home(work / f"{who}2", who, text_of(f"{who}'s pupil", "Elsewhere. "))
            answer(there, "equity.today", "So this hand-in is the later one, by date and by number.")
            hand_in(there, "equity")
            upload(second, there, "equity", who, 9012, by)
        kit("collect", root, "equity", second, code=1)
        codes = {
            one["file"]: one["code"]
            for one in json.loads((root / "learners.json").read_text("utf-8"))["seen"]
        }
        theirs, others = "roosemil_205_9012_equity_emil.zip", "doejo_299_9012_equity_amal.zip"
        kit("class", "learners", root, "--accept", codes[theirs], "--not-theirs", codes[others])
        kit("collect", root, "equity", code=1)
        with open_ratings(root) as store:
            # A mark of Formgrader, overwritten at the desk. The level was undone: the mark waits.
            typed_in_formgrader(root, "emil", {"event": 2.0})
            (one, _) = store.record(rated(root, "emil", (1, 1)))
            to_gradebook(store, root, "equity", over={("emil", ITEM, "event"): "2"})
            store.take_back(one, put_back=PutBack(Held(2.0, None, False), None))
            # The desk was killed before it wrote these: new ones, and one that was read again.
            store.record(rated(root, "caleb", GIVEN["caleb"]))
            again = rated(root, "bina", (2, 1, 1, 3))[-1]
            store.record(again | {"primary": True, "reason": "Read again."})
        add_entry(root, "event", 2, 'You write "{quote}". When was it?')
        note_use(root, "event", 2, 'You write "{quote}". When was it?', uses=2)
        kit("marks", "sheet", root, "--out", out / "sheet.csv", "--rater", FIRST)
        kit("marks", "sheet", root, "--out", work / "second.csv", "--rater", SECOND)
        filled(work / "second.csv")
        kit("marks", "take", work / "second.csv", "--ratings", root / "ratings.db")
        kit("feedback", root, "equity", "--for", "canvas", "--closing", "See you on Tuesday.")
        kit("grades", root, "--for", "canvas", "--into", roster(work, HERE), "--out", work / "filled.csv")
        kit("class", "invite", root)
        kit("marks", "table", root, "--out", out / "ratings.csv")
        kit("class", "report", root)
    write(
        out / "expected.json",
        {
            "learners": {who: f"{who.title()} {PEOPLE[who]}" for who in HERE},
            "have_left": [*LEFT],
            "settings": {
                "course": "Partnership, fall 2026",
                "term": "Fall 2026",
                "hand_in_to": "Canvas, Assignments",
            },
            "due": {"equity": "2026-11-27", "equity/caleb": "2099-01-08"},
            "collected": {
                "start": [*homes],
                "equity": {
                    **{who: text_of(f"{who}'s pupil") for who in ("amal", "bina", "caleb")},
                    "dorit": text_of("dorit's pupil", "Then I asked her. "),
                    "emil": text_of("emil's pupil", "Elsewhere. "),
                },
            },
            "left_out": {"sternfay_206_9006_essay.docx": "fay"},
            "waits": {"nirbina_202_9012_equity_bina.zip": "bina"},
            "accepted": {theirs: "emil"},
            "not_theirs": {others: "amal"},
            "ratings": [
                *(
                    [FIRST, who, ITEM, c, n]
                    for who, levels in GIVEN.items()
                    for c, n in zip(CRITERIA, levels, strict=True)
                ),
                *([SECOND, "amal", ITEM, c, n] for c, n in zip(CRITERIA, BY_SECOND["amal"], strict=True)),
                [FIRST, "bina", ITEM, "strategy", 3],
                *([FIRST, "emil", ITEM, c, 1] for c in ("event", "assumption")),
                *(
                    [SECOND, who, "vignette.a", c, n]
                    for who in [*homes][:4]
                    for c, n in zip(CRITERIA, (1, 1, 2, 2, 0), strict=True)
                ),
            ],
            "settled": {"amal/event": {"rater": SECOND, "by": FIRST, "reason": "We read it again."}},
            "gradebook": {
                "amal": dict(zip(CRITERIA, (2.0, *GIVEN["amal"][1:]), strict=True)),
                "bina": dict(zip(CRITERIA, (3.0, 1, 1, 2, 2.5), strict=True)),
                "caleb": dict.fromkeys(CRITERIA),
                "dorit": dict(zip(CRITERIA, GIVEN["dorit"], strict=True)),
                "emil": {
                    "event": 1.0,
                    "assumption": 1.0,
                    "perspective": None,
                    "strategy": None,
                    "action": None,
                },
            },
            "undelivered": {
                "bina": {"strategy": 3},
                "caleb": dict(zip(CRITERIA, GIVEN["caleb"], strict=True)),
            },
            "left_as_is": {"bina": {"event": [3, 2], "action": [2.5, 1]}},
            "of_an_earlier_text": ["dorit"],
            "to_put_back": {"emil/event": 2.0},
            "comments": [
                ["passage", "event", "A day that I can place.", "October"],
                ["criterion", "assumption", "Whose reading was it?", None],
                ["closing", None, "Thank you, Amal.", None],
                ["one_thing", None, "Ask one open question.", None],
            ],
            "typed_in_formgrader": ["bina", "emil"],
            "own_comment": ["event", 2, 'You write "{quote}". When was it?', 2],
            "calibration": {compiled().marking.texts[0].id: {"event": 2, "action": 1}},
            "feedback": {"amal": dict(zip(CRITERIA, (2, *GIVEN["amal"][1:]), strict=True))},
            "sheet": 4,
        },
    )
    tidy(out)


def running(out: Path, work: Path) -> None:
    """A course in the middle of a week: a learner's folder, and her class; one hand-in isn't signed."""
    out.mkdir()
    root, here, downloads = out / "course", work / "here", work / "downloads"
    new_class(root, {"equity", "respect"})
    kit("roster", root, roster(work, RUNNING))
    with data_in(work / "data"):
        others = [home(work / who, who, text_of(f"{who}'s pupil"), pre=False) for who in RUNNING[1:]]
        unsigned(others[0] / "handin" / "equity_ben.zip")
    with data_in(out / "user_data"):
        make_workspace(here)
        draw_voice(here)
        kit("class", "invite", root)
        keep_invitation(
            here, read_invitation((root / "invitations" / "invitation_ana.json").read_text("utf-8"))
        )
        home(here, "ana", text_of("ana's pupil"), pre=False)
        answer(here, "equity.habit", "PRIVATE habit.", lane="private")
        for n, (who, there) in enumerate(zip(RUNNING, (here, *others), strict=True)):
            upload(downloads, there, "equity", who, 9001 + n)
        kit("collect", root, "equity", downloads)
        with open_ratings(root) as store:
            store.record(rated(root, "ana", GIVEN["amal"]))
            store.record(rated(root, "ben", (1, 2)))
        kit("marks", "to-gradebook", root, "equity")
        kit("feedback", root, "equity", "--for", "canvas")
        kit("import", root / "feedback" / "ana" / "equity" / "equity.html", "--workspace", here)
        answer(here, "respect.first_thought", "She knows him, and I know the form.")
        answer(here, "respect.short_meeting", "ask")
        drafted(here, "respect.reflection", "In November a father ")
        drafted(here, "respect.pause", "PRIVATE, half a thought", lane="private")
        Progress(here).go_to("02_respect.ipynb", "the-first-minute")
        journal = open_journal(here)
        write(
            out / "expected.json",
            {
                "workspace": journal.workspace,
                "revisions": [
                    [r.lane, r.item, r.occasion, r.id, r.parent, json.dumps(r.value)]
                    for r in journal.responses()
                ],
                "drafts": sorted([d.item, d.occasion, d.lane, json.dumps(d.value)] for d in journal.drafts()),
                "collected": {who: text_of(f"{who}'s pupil") for who in RUNNING},
                "signed": ["ana", "cleo"],
                "gradebook": {
                    "ana": dict(zip(CRITERIA, GIVEN["amal"], strict=True)),
                    "ben": dict(zip(CRITERIA, (1, 2, None, None, None), strict=True)),
                    "cleo": dict.fromkeys(CRITERIA),
                },
            },
        )
    shutil.copytree(here, out / "workspace")
    tidy(out)


def rated_by(home: Path) -> list[int]:
    """Return how many self-ratings somebody gave, and their sum."""
    items = [r.value for r in open_journal(home).responses("shared") if r.item.startswith("rate.")]
    return [len(items), sum(value for value in items if isinstance(value, int))]


def released(out: Path, work: Path) -> None:
    """A table of self-ratings, as ``kit growth`` writes it."""
    out.mkdir()
    kit("demo", "--out", work / "demo")
    learners = sorted((work / "demo" / "workspaces").iterdir())[:2]
    kit("growth", *learners, "--out", work / "growth")
    shutil.copyfile(work / "growth" / "growth.csv", out / "growth.csv")
    write(out / "expected.json", {"growth": {one.name: rated_by(one) for one in learners}})


def opened(out: Path, work: Path) -> None:
    """A learner's folder with a notebook as it was shipped and one that the learner has changed."""
    with data_in(work):
        refresh(out, learner="rosa")
    for gone in {*out.iterdir()} - {
        out / ".partnership",
        out / "05_commitment.ipynb",
        out / "07_follow_up.ipynb",
    }:
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    changed = json.loads((out / "07_follow_up.ipynb").read_text("utf-8"))
    note = {
        "cell_type": "markdown",
        "id": "mine",
        "metadata": {},
        "source": ["My own note under the last step."],
    }
    changed["cells"].append(note)
    (out / "07_follow_up.ipynb").write_text(json.dumps(changed, indent=1, ensure_ascii=False) + "\n", "utf-8")


def certificate(out: Path, work: Path) -> None:
    """A certificate, and the key that signed it."""
    out.mkdir()
    key = make_key(out, PASSPHRASE)
    weeks = tuple(week for week in course_weeks() if "follow_up" not in week.notebook)
    made = certificates([Standing("amal", "Amal Haddad", weeks, ())], out, "Partnership, fall 2026")
    make(made, key, compiled().words, on=date(2026, 12, 11))
    says = {
        "name": "Amal Haddad",
        "course": "Partnership, fall 2026",
        "on": "2026-12-11",
        "weeks": len(weeks),
    }
    write(out / "expected.json", says | {"passphrase": PASSPHRASE, "key": key.public})


def tidy(out: Path) -> None:
    """Remove what nothing reads: locks, and large pages that are made from the records next to them."""
    for gone in out.rglob("locks-*"):
        shutil.rmtree(gone)
    pages = (
        *("for_instructor_only.html", "workspace/feedback/*.html"),
        *("running/course/to_return", "running/course/feedback/*/*/*.html"),
    )
    for gone in (one for page in pages for one in out.parent.rglob(page)):
        shutil.rmtree(gone) if gone.is_dir() else gone.unlink()
    # These tables name the folder in commands to type.
    for table in out.glob("course/*.csv"):
        table.write_bytes(table.read_bytes().replace(str(out / "course").encode(), b"fall-class"))
    # It would hide the class from git, here too.
    for gone in out.rglob(".gitignore"):
        gone.unlink()


if __name__ == "__main__":
    out = Path(sys.argv[1])
    for part in (learner, classroom, running, released, opened, certificate):
        if not sys.argv[2:] or part.__name__ in sys.argv[2:]:
            with tempfile.TemporaryDirectory() as folder:
                part(out / part.__name__, Path(folder))
