"""Downloads from learning platforms, with each platform's file names. Hand-ins and people are made up."""

from __future__ import annotations

import io
import json
import zipfile

import make_submissions as make

NOTEBOOK = (make.CHECKOUT / "assignments/release/equity/equity.ipynb").read_text("utf-8")
WORKSPACES = {name: f"01JDZZZZZZZZZZZZZZZZZZZZ{number:02}" for number, name in enumerate("abcdefgh")}
"""A workspace id for each first letter of a learner's id."""


def files(who, text="", seq=0, workspace=None):
    about = {"schema": 1, "assignment": "equity", "learner": who, "at": "2026-11-21T09:00:00+00:00"}
    line = make.line(text or f"From {who}.", seq, workspace=workspace or WORKSPACES[who[0]])
    return {"equity.ipynb": NOTEBOOK, "handin.json": json.dumps(about), "responses.jsonl": line}


def zipped(members):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        for name, data in members.items():
            file.writestr(name, data)
    return packed.getvalue()


def downloads(folder):
    """Make one download of each kind: Canvas, Moodle (a zip and loose files), Blackboard, and single ones."""
    folder.mkdir()
    canvas = {
        "leeamy_1012_9001_equity_amy.zip": zipped(files("amy")),
        "ngben_LATE_1013_9002_equity_ben.zip": zipped(files("ben")),
        "ohcara_1014_9003_equity_cara.zip": b"PK\x03\x04 cut off",
    }
    moodle = {
        "Dan Ng_1201_assignsubmission_file_/equity_dan.zip": zipped(files("dan")),
        "Dan Ng_1201_assignsubmission_onlinetext_/onlinetext.html": "see my file",
        **{f"Eve Oh_1202_assignsubmission_file_/{name}": data for name, data in files("eve").items()},
    }
    blackboard = {
        "Equity_finn_attempt_2026-11-21-09-00-00_equity_finn.zip": zipped(files("finn")),
        "Equity_finn_attempt_2026-11-21-09-00-00.txt": "Name: Finn",
    }
    (folder / "submissions.zip").write_bytes(zipped(canvas))
    (folder / "EDU 101-Equity-4711.zip").write_bytes(zipped(moodle))
    (folder / "gradebook_EDU101_Equity_2026-11-22-10-00-00.zip").write_bytes(zipped(blackboard))
    again = {f"equity_gil/{name}": data for name, data in files("gil").items()}
    (folder / "equity_gil.zip").write_bytes(zipped(again))
    loose = folder / "equity_hana"
    loose.mkdir()
    for name, data in files("hana").items():
        (loose / name).write_text(data, "utf-8")
    (folder / ".DS_Store").write_bytes(b"\0")
    (folder / "respect_amy.zip").write_bytes(b"of another week")
    return folder
