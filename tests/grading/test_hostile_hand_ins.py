"""Hand-ins made to stop a batch: each is left out with its name, and everybody else's is collected."""

from __future__ import annotations

import io
import json
import struct
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kit.grading.collecting import sort_out
from kit.grading.whose import Table

pytestmark = pytest.mark.attack

EXPECTED = ["equity_answer", "equity_event"]


def notebook(**more: Any) -> dict[str, Any]:
    cells = [
        {
            "cell_type": "markdown",
            "id": name.replace("_", "-"),
            "metadata": {"nbgrader": {"schema_version": 3, "grade_id": name}},
            "source": "",
        }
        for name in EXPECTED
    ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more


def packed(
    learner: str,
    at: object = "2026-10-01T12:00:00Z",
    method: int = zipfile.ZIP_DEFLATED,
    **files: str | bytes,
) -> bytes:
    about = json.dumps({"schema": 1, "assignment": "equity", "learner": learner, "at": at})
    members = {"equity.ipynb": json.dumps(notebook()), "handin.json": about, "responses.jsonl": ""}
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", method) as archive:
        for name, data in (members | {k.replace("__", "."): v for k, v in files.items()}).items():
            archive.writestr(name, data)
    return into.getvalue()


def collected(folder: Path, zips: dict[str, bytes]) -> Any:
    folder.mkdir(exist_ok=True)
    for name, data in zips.items():
        (folder / name).write_bytes(data)
    return sort_out(folder, "equity", EXPECTED, Table(schema=2))


GOOD = packed("good")


def claiming(size: int, data: bytes) -> bytes:
    """A zip whose one member is said to have another size than it has."""
    real = struct.pack("<I", len(data))
    zipped = packed("bad", equity__ipynb=data)
    assert zipped.count(real) >= 2
    return zipped.replace(real, struct.pack("<I", size))


def renamed(old: bytes, new: bytes, data: bytes) -> bytes:
    assert data.count(old) == 2
    return data.replace(old, new)


def twice() -> bytes:
    into = io.BytesIO(packed("bad"))
    with zipfile.ZipFile(into, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("handin.json", "{}")
    return into.getvalue()


def many_members() -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        for number in range(30_000):
            archive.writestr(f"{number}", b"")
    return into.getvalue()


HOSTILE: dict[str, Callable[[], bytes]] = {
    "one wrong byte": lambda: bytes(b ^ (i == 45) for i, b in enumerate(GOOD)),
    "metadata null": lambda: packed("bad", equity__ipynb=json.dumps(notebook(metadata=None))),
    "cells null": lambda: packed("bad", equity__ipynb=json.dumps(notebook(cells=None))),
    "a cell that is a number": lambda: packed("bad", equity__ipynb=json.dumps(notebook(cells=[1]))),
    "source null": lambda: packed(
        "bad",
        equity__ipynb=json.dumps(notebook(cells=[c | {"source": None} for c in notebook()["cells"]])),
    ),
    "a notebook 900 deep": lambda: packed(
        "bad",
        equity__ipynb=json.dumps(notebook()).replace('"metadata": {},', f'"metadata": {deep(900)},'),
    ),
    "an answer 900 deep": lambda: packed(
        "bad", responses__jsonl=f'{{"lane":"shared","value":{deep(900)}}}\n'
    ),
    "an answer 100,000 deep": lambda: packed("bad", responses__jsonl="[" * 100_000),
    "LZMA": lambda: packed("bad", method=zipfile.ZIP_LZMA),
    "bz2": lambda: packed("bad", method=zipfile.ZIP_BZIP2),
    "a name that is no UTF-8": lambda: renamed(
        "h\u00e4ndin".encode(), b"h\xff\xffndin", packed("bad", händin="x")
    ),
    "a file twice": twice,
    "30,000 files": many_members,
    "a notebook of 45 MB": lambda: packed("bad", equity__ipynb=json.dumps(notebook(x="y" * 45_000_000))),
    "200,000 cells": lambda: packed(
        "bad",
        equity__ipynb=json.dumps(
            notebook(
                cells=[*notebook()["cells"], *[{"cell_type": "raw", "metadata": {}, "source": ""}] * 200_000]
            )
        ),
    ),
    "100 bytes that are 60 MB": lambda: claiming(100, b"\n" * 60_000_000),
    "a locked zip": lambda: bytes(
        b | 1 if i in (6, GOOD.find(b"PK\x01\x02") + 8) else b for i, b in enumerate(GOOD)
    ),
}


def deep(levels: int) -> str:
    return '{"a":' * levels + "1" + "}" * levels


@pytest.mark.parametrize("kind", HOSTILE)
def test_one_bad_hand_in_is_left_out_by_name_and_the_batch_goes_on(tmp_path: Path, kind: str):
    made = HOSTILE[kind]()
    found = collected(tmp_path / "archive", {"a_equity_bad.zip": made, "equity_good.zip": GOOD})
    assert list(found.newest) == ["good"]
    (left,) = found.left_out
    assert "equity_bad.zip" in left.why or left.why.startswith("bad: ")
    assert (left.file, "\n" in left.why) == ("a_equity_bad.zip", False)


def test_what_a_zip_says_of_its_size_is_not_believed(tmp_path: Path):
    lying, honest = claiming(100, b"\n" * 200_000_000), packed("bad", equity__ipynb=b"\n" * 200_000_000)
    for number, bomb in enumerate((lying, honest)):
        tracemalloc.start()
        try:
            found = collected(tmp_path / str(number), {"equity_bad.zip": bomb})
            peak = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
        assert len(found.left_out) == 1
        assert peak < 30_000_000


def test_zips_in_a_zip_together_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    from kit.handin import reading

    monkeypatch.setattr(reading, "MOST_TOGETHER", 3_000_000)
    inner = packed("bad", more=b"\n" * 2_000_000, method=zipfile.ZIP_STORED)
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
            archive.writestr(f"a{number}_equity_p{number}.zip", inner)
    found = collected(tmp_path / "archive", {"submissions.zip": into.getvalue(), "equity_good.zip": GOOD})
    # The first of the five is within the limit.
    assert (list(found.newest), len(found.left_out)) == (["bad", "good"], 4)
    assert "in total" in found.left_out[-1].why


@pytest.mark.parametrize(
    "at",
    [
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-01-01T00:00:00Z", "soon", "",
        "1999-12-31T00:00:00Z", 7, None, "2" * 5_000,
    ],
)  # fmt: skip
def test_an_impossible_time_refuses_nobody(tmp_path: Path, at: object):
    found = collected(tmp_path / "archive", {"equity_bad.zip": packed("bad", at), "equity_good.zip": GOOD})
    assert sorted(found.newest) == ["bad", "good"]
    assert abs((found.newest["bad"].order.at - datetime.now(UTC)).total_seconds()) < 600
    assert found.newest["good"].order.at.isoformat() == "2026-10-01T12:00:00+00:00"


def test_a_file_without_a_name_in_a_zip_keeps_nobody_from_being_collected(tmp_path: Path):
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w") as archive:
        archive.writestr("no name", "x")
    bad = into.getvalue().replace(b"no name", b"\0o name")
    found = collected(tmp_path / "archive", {"equity_bad.zip": bad, "equity_good.zip": GOOD})
    assert list(found.newest) == ["good"]
    assert "damaged zip" in found.left_out[0].why


def flipped(folder: Path, examples: int) -> int:
    """So many damaged copies of one hand-in, each collected beside a good one; how many were left out."""
    folder.mkdir()
    (folder / "equity_good.zip").write_bytes(GOOD)
    bad = folder / "equity_bad.zip"
    base = packed("bad", responses__jsonl='{"lane":"shared","value":"An answer."}\n')
    left = 0

    change = st.tuples(st.integers(0, len(base) - 1), st.integers(0, 255))

    @seed(20261126)
    @settings(max_examples=examples, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(change, min_size=1, max_size=6), st.integers(0, 3))
    def one(changes: list[tuple[int, int]], cut: int) -> None:
        nonlocal left
        data = bytearray(base)
        for place, byte in changes:
            data[place] = byte
        bad.write_bytes(bytes(data[: len(data) - cut * cut]))
        found = sort_out(folder, "equity", EXPECTED, Table(schema=2))
        assert "good" in found.newest
        assert len(found.newest) + len(found.left_out) == 2
        left += len(found.left_out)

    one()
    return left


def test_500_flipped_zips(tmp_path: Path):
    left = flipped(tmp_path / "archive", 500)
    print(f"500 flipped zips: {left} left out by name, 0 uncaught")
    assert left > 125


@pytest.mark.slow
def test_20_000_flipped_zips(tmp_path: Path):
    left = flipped(tmp_path / "archive", 20_000)
    print(f"20,000 flipped zips: {left} left out by name, 0 uncaught")
