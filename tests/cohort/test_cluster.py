"""A Dask cluster as it stands on several machines: processes that share neither a parent nor a folder."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typed import kit

pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("distributed")

_WORKERS = 2


@pytest.fixture
def scheduler(tmp_path: Path) -> Iterator[str]:
    """The address of a scheduler with two workers, each in a working folder of its own."""
    file = tmp_path / "scheduler.json"
    common = ["--scheduler-file", str(file), "--interface", "lo" if sys.platform == "linux" else "lo0"]
    commands = [["scheduler", "--port", "0", "--no-dashboard"]]
    commands += [["worker", "--nthreads", "1", "--no-nanny", "--no-dashboard"] for _ in range(_WORKERS)]
    running = []
    try:
        for n, (what, *more) in enumerate(commands):
            here = tmp_path / f"machine_{n}"
            here.mkdir()
            running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "dask", what, *more, *common],
                    cwd=here, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                )
            )  # fmt: skip
        yield _address(file)
    finally:
        for one in reversed(running):
            one.terminate()
        for one in running:
            one.wait(300)  # a worker that is asked to go says so to its scheduler first


def _address(file: Path) -> str:
    import json

    import distributed

    for _ in range(600):
        if file.exists() and (text := file.read_text()):
            address = str(json.loads(text)["address"])
            with distributed.Client(address, set_as_default=False) as client:
                client.wait_for_workers(_WORKERS, timeout=60)
                folders = client.run(os.getcwd)
                assert len(set(folders.values())) == _WORKERS
            return address
        time.sleep(0.1)
    raise AssertionError("no scheduler")


@pytest.mark.slow
def test_two_workers_in_other_folders_give_the_same_table(courses, tmp_path, scheduler, monkeypatch):
    monkeypatch.setattr("kit.cohort.run.LEAST", 3)
    more = ("--ids", "--summary")
    # Everything is named as seen from the folder that the command is typed in.
    alone = kit("cohort", "courses", "--out", "a.parquet", "--workers", 1, *more, "a.csv", cwd=tmp_path)
    both = kit(
        "cohort", "courses", "--out", "b.parquet", "--engine", "dask", "--scheduler", scheduler,
        *more, "b.csv",
        cwd=tmp_path,
    )  # fmt: skip
    assert (alone.returncode, both.returncode) == (0, 0), both.stderr
    assert both.stdout.replace("b.", "a.") == alone.stdout
    for name in ("parquet", "readings.parquet"):
        assert (
            pq.read_table(tmp_path / f"a.{name}").to_pylist()
            == pq.read_table(tmp_path / f"b.{name}").to_pylist()
        )
    parts = kit(
        "cohort", "courses", "--out", "parts", "--engine", "dask", "--scheduler", scheduler, cwd=tmp_path
    )
    assert parts.returncode == 0, parts.stderr
    assert len(list((tmp_path / "parts" / "ratings").iterdir())) == 6
    assert [one.name for one in sorted(tmp_path.glob("machine_*/**/*.parquet"))] == []
