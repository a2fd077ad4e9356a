"""Hand-ins made to stop a batch: each is left out with its name, and everybody else's is collected."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import make_submissions as make
import pytest
from hostile import HOSTILE, claiming, packed
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kit.grading.checking import marked_cells
from kit.grading.collecting import sort_out
from kit.grading.whose import Table

pytestmark = pytest.mark.attack

EXPECTED = marked_cells(make.CHECKOUT / "assignments/release/equity/equity.ipynb")


def collected(folder: Path, zips: dict[str, bytes]) -> Any:
    folder.mkdir(exist_ok=True)
    for name, data in zips.items():
        (folder / name).write_bytes(data)
    return sort_out(folder, "equity", EXPECTED, Table(schema=2))


GOOD = packed("good")


@pytest.mark.parametrize("kind", HOSTILE)
def test_one_bad_hand_in_is_left_out_by_name_and_the_batch_goes_on(tmp_path: Path, kind: str):
    made = HOSTILE[kind]("bad")
    found = collected(tmp_path / "archive", {"a_equity_bad.zip": made, "equity_good.zip": GOOD})
    assert list(found.newest) == ["good"]
    (left,) = found.left_out
    is_named = "equity_bad.zip" in left.why or left.why.startswith("bad: ")
    assert is_named or (left.whose, "isn't a valid learner id" in left.why) == ("bad", True)
    assert (left.file, "\n" in left.why) == ("a_equity_bad.zip", False)


def test_what_a_zip_says_of_its_size_is_not_believed(tmp_path: Path):
    large = b"\n" * 200_000_000
    for number, bomb in enumerate((claiming("bad", 100, large), packed("bad", equity__ipynb=large))):
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
