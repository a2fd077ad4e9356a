"""Hand-ins made to stop a batch, by what is wrong with each. Names and texts are made up."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Callable
from typing import Any

import make_submissions as make

NOTEBOOK = (make.CHECKOUT / "assignments/release/equity/equity.ipynb").read_text("utf-8")


ANSWER = make.line("An answer.")
RAW = {"cell_type": "raw", "metadata": {}, "source": ""}


def notebook(**more: Any) -> str:
    """Return the assignment's notebook, with other entries at its top."""
    return json.dumps(json.loads(NOTEBOOK) | more)


def changed(change: Callable[[dict[str, Any]], object]) -> str:
    """Return the notebook after a change to the cell that holds the answer."""
    made = json.loads(NOTEBOOK)
    change(next(cell for cell in made["cells"] if cell["metadata"].get("nbgrader", {}).get("solution")))
    return json.dumps(made)


def packed(
    learner: object,
    at: object = "2026-10-01T12:00:00Z",
    method: int = zipfile.ZIP_DEFLATED,
    about: dict[str, Any] | None = None,
    **files: str | bytes,
) -> bytes:
    """Return a hand-in; a file's name has ``__`` for the dot."""
    said = {"schema": 1, "assignment": "equity", "learner": learner, "at": at} | (about or {})
    members = {"equity.ipynb": NOTEBOOK, "handin.json": json.dumps(said), "responses.jsonl": ANSWER}
    return zipped(members | {name.replace("__", "."): data for name, data in files.items()}, method)


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return into.getvalue()


def claiming(who: str, size: int, data: bytes) -> bytes:
    """Return a zip that says of one member that it has another size than it has."""
    real = struct.pack("<I", len(data))
    made = packed(who, equity__ipynb=data)
    assert made.count(real) >= 2
    return made.replace(real, struct.pack("<I", size))


def renamed(old: bytes, new: bytes, data: bytes) -> bytes:
    """Return a zip in which a member has a name that no program would write."""
    assert len(old) == len(new)
    assert data.count(old) == 2
    return data.replace(old, new)


def twice(who: str) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for folder in ("a", "b"):
            archive.writestr(f"{folder}/handin.json", packed(who))
            archive.writestr(f"{folder}/more/handin.json", "{}")
        archive.writestr("handin.json", "{}")
    return into.getvalue()


def linked(who: str, mode: int = 0o120777) -> bytes:
    """Return a hand-in whose answers are a link, or a device."""
    into = io.BytesIO(packed(who))
    with zipfile.ZipFile(into, "a") as archive:
        link = zipfile.ZipInfo("more")
        link.external_attr = mode << 16
        archive.writestr(link, "/etc/passwd")
    return into.getvalue()


def locked(who: str) -> bytes:
    made = packed(who)
    places = [6, *(n + 8 for n in range(len(made)) if made[n : n + 4] == b"PK\x01\x02")]
    return bytes(b | 1 if n in places else b for n, b in enumerate(made))


def overlapping(who: str, times: int) -> bytes:
    """Return a zip whose list names one and the same piece of it many times."""
    made = packed(who)
    at = made.index(b"PK\x01\x02")
    listing, end = made[at : made.index(b"PK\x05\x06")], made[made.index(b"PK\x05\x06") :]
    count = times * listing.count(b"PK\x01\x02")
    tail = struct.pack("<HHII", count, count, len(listing) * times, at)
    return made[:at] + listing * times + end[:8] + tail + end[20:]


def deep(levels: int) -> str:
    return '{"a":' * levels + "1" + "}" * levels


def nested(data: bytes, times: int) -> bytes:
    for number in range(times):
        data = zipped({f"{number}.zip": data})
    return data


HOSTILE: dict[str, Callable[[str], bytes]] = {
    "nothing at all": lambda who: b"",
    "an empty zip": lambda who: zipped({}),
    "cut off": lambda who: packed(who)[:-200],
    "another program's archive": lambda who: b"Rar!\x1a\x07\x01\x00" + bytes(500),
    "text called a zip": lambda who: b"I could not make the zip, so here is my text.",
    "one wrong byte": lambda who: bytes(b ^ (i == 45) for i, b in enumerate(packed(who))),
    "LZMA": lambda who: packed(who, method=zipfile.ZIP_LZMA),
    "bz2": lambda who: packed(who, method=zipfile.ZIP_BZIP2),
    "a locked zip": locked,
    "a name that is no UTF-8": lambda who: renamed(
        "h\u00e4ndin".encode(), b"h\xff\xffndin", packed(who, händin="x")
    ),
    "a name that is empty": lambda who: renamed(b"noname", b"\0oname", packed(who, noname="x")),
    "a file twice": twice,
    "a link": linked,
    "30,000 files": lambda who: zipped({str(number): b"" for number in range(30_000)}),
    "one piece 1,000 times": lambda who: overlapping(who, 1_000),
    "100 bytes that are 60 MB": lambda who: claiming(who, 100, b"\n" * 60_000_000),
    "answers of 60 MB": lambda who: packed(who, responses__jsonl=b"\n" * 60_000_000),
    "answers of 6 MB": lambda who: packed(who, responses__jsonl=b" " * 6_000_000),
    "20,001 lines": lambda who: packed(who, responses__jsonl=b"{}\n" * 20_001),
    "a photo in a zip": lambda who: zipped({"photo.png": b"\x89PNG"}),
    "no handin.json": lambda who: zipped({"equity.ipynb": NOTEBOOK}),
    "no notebook": lambda who: zipped({"handin.json": json.dumps({"assignment": "equity", "learner": who})}),
    "another course": lambda who: packed(who, about={"assignment": "algebra"}),
    "a path for an assignment": lambda who: packed(who, about={"assignment": "../../equity"}),
    "a path for an id": lambda who: packed(f"../{who}"),
    "a letter that no id has": lambda who: packed(f"{who}é"),
    "a turned id": lambda who: packed(f"{who}\u202e"),
    "an id of 65 letters": lambda who: packed("a" * 65),
    "an id that is a number": lambda who: packed(7),
    "handin.json is a list": lambda who: packed(who, handin__json="[]"),
    "handin.json 100,000 deep": lambda who: packed(who, handin__json="[" * 100_000),
    "handin.json of 1 MB": lambda who: packed(who, handin__json=" " * 1_000_000),
    "a notebook that is none": lambda who: packed(who, equity__ipynb="My text."),
    "a notebook in UTF-16": lambda who: packed(who, equity__ipynb=NOTEBOOK.encode("utf-16")),
    "a notebook of 45 MB": lambda who: packed(who, equity__ipynb=notebook(x="y" * 45_000_000)),
    "a notebook 900 deep": lambda who: packed(
        who, equity__ipynb=changed(lambda cell: cell["metadata"].update(json.loads(deep(900))))
    ),
    "200,000 cells": lambda who: packed(
        who, equity__ipynb=notebook(cells=[*json.loads(NOTEBOOK)["cells"], *[RAW] * 200_000])
    ),
    "300,000 letters": lambda who: packed(
        who, equity__ipynb=changed(lambda cell: cell.update(source="x" * 300_000))
    ),
    "metadata null": lambda who: packed(who, equity__ipynb=notebook(metadata=None)),
    "cells null": lambda who: packed(who, equity__ipynb=notebook(cells=None)),
    "a cell that is a number": lambda who: packed(who, equity__ipynb=notebook(cells=[1])),
    "source null": lambda who: packed(who, equity__ipynb=changed(lambda cell: cell.update(source=None))),
    "no cell to mark": lambda who: packed(who, equity__ipynb=notebook(cells=[])),
    "the answer's cell twice": lambda who: packed(
        who, equity__ipynb=json.dumps(make.doubled(json.loads(NOTEBOOK)))
    ),
    "marking data of another version": lambda who: packed(
        who, equity__ipynb=changed(lambda cell: cell["metadata"]["nbgrader"].update(schema_version=1))
    ),
    "marking data without an id": lambda who: packed(
        who, equity__ipynb=changed(lambda cell: cell["metadata"].update(nbgrader=[]))
    ),
    "an answer 900 deep": lambda who: packed(
        who, responses__jsonl=f'{{"lane":"shared","value":{deep(900)}}}\n'
    ),
    "an answer 100,000 deep": lambda who: packed(who, responses__jsonl="[" * 100_000),
}
"""Each of these is left out; the argument is the learner's id."""

HARMLESS: dict[str, Callable[[str], bytes]] = {
    "a device": lambda who: linked(who, 0o060777),
    "a way out": lambda who: packed(who, **{"../../../escaped__txt": "x", "/escaped__txt": "x"}),
    "a program before the zip": lambda who: b"MZ" + bytes(200) + packed(who),
    "a clock in the year 9999": lambda who: packed(who, "9999-12-31T23:59:59-14:00"),
    "a time of 5,000 digits": lambda who: packed(who, "2" * 5_000),
    "a number that is none": lambda who: packed(who, about={"seq": True, "workspace": "\ud800" * 1000}),
    "answers that are noise": lambda who: packed(who, responses__jsonl=bytes(range(256)) * 20),
    "an answer of another kind": lambda who: packed(who, responses__jsonl=make.line({"a": [1]})),
    "private answers": lambda who: packed(who, responses__jsonl=make.line(make.PRIVATE, lane="private")),
    "scripts": lambda who: packed(
        who,
        responses__jsonl=make.line(make.HOSTILE),
        equity__ipynb=json.dumps(
            make.changed(json.loads(NOTEBOOK), locked=make.HOSTILE, typed=make.HOSTILE, more=make.HOSTILE)
        ),
    ),
}
"""Each of these is collected, and what is wrong with it does nothing."""
