import os
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import Any

import pytest

from kit.cohort.engines import Engine, engine
from kit.cohort.making import make_cohort, readings_beside
from kit.cohort.tables import SUMMED, GrowingTable, ratings_of
from kit.model import KitError, MissingExtra, NotFound
from kit.pool import as_done

pq = pytest.importorskip("pyarrow.parquet")


def everything(courses, out, used):
    """What an engine makes of two courses: tables, a course's rows, and the summary's text."""
    try:
        summary = out.with_suffix(".csv")
        make_cohort([courses], out, used, ids=True, summary=summary)
        tables = [pq.read_table(path).to_pylist() for path in (out, readings_beside(out))]
        return tables, used.ratings_of(tables[0][0]["course"], out), summary.read_text()
    finally:
        used.close()


@pytest.fixture
def small_pieces(monkeypatch):
    """Several batches and several row groups, so that there is something to put together."""
    monkeypatch.setattr("kit.cohort.run.LEAST", 3)
    monkeypatch.setattr("kit.cohort.tables.ROW_GROUP", 5)


@pytest.fixture
def alone(courses, tmp_path, small_pieces):
    """What one process makes of it."""
    return everything(courses, tmp_path / "alone.parquet", engine("process"))


def test_one_process_finds_a_course_in_the_table(alone):
    course = alone[0][0][0]["course"]
    own = [row for row in alone[0][0] if row["course"] == course]
    assert 0 < len(own) < len(alone[0][0])
    assert alone[1] == [{key: row[key] for key in SUMMED} for row in own]


def test_two_processes_give_the_same(courses, tmp_path, alone):
    assert everything(courses, tmp_path / "two.parquet", engine("process", workers=2)) == alone


def test_duckdb_gives_the_same(courses, tmp_path, alone):
    pytest.importorskip("duckdb")
    assert everything(courses, tmp_path / "sql.parquet", engine("duckdb", workers=2)) == alone


@pytest.mark.slow
def test_dask_gives_the_same(courses, tmp_path, alone):
    pytest.importorskip("distributed")
    assert everything(courses, tmp_path / "dask.parquet", engine("dask", workers=2)) == alone


@pytest.mark.attack
def test_nobody_else_can_use_the_cluster():
    distributed = pytest.importorskip("distributed")

    def function_run_by(address: str, security: Any = None) -> int:
        with distributed.Client(address, security=security, timeout="2s", set_as_default=False) as client:
            return client.submit(os.getppid, pure=False).result(10)

    plain = {"n_workers": 1, "threads_per_worker": 1, "host": "127.0.0.1", "dashboard_address": None}
    with distributed.LocalCluster(**plain) as cluster:
        assert function_run_by(cluster.scheduler_address) > 0, "the attack works on a cluster as it comes"
    used = engine("dask", workers=1)
    try:
        address = used._cluster.scheduler_address
        workers = used._cluster.scheduler_info["workers"]
        nannies = [about["nanny"] for about in workers.values()]
        assert [one for one in (address, *workers, *nannies) if not one.startswith("tls://127.0.0.1:")] == []
        tried = [(address, distributed.Security.temporary())]
        tried += [(one.replace("tls", "tcp"), None) for one in (address, *workers)]
        for one, security in tried:
            with pytest.raises((OSError, ValueError)):
                function_run_by(one, security)
        print(f"{len(tried)} connections without the cluster's key: each is refused")
    finally:
        used.close()


@pytest.mark.slow
def test_dask_takes_a_cluster_that_runs_already(courses, tmp_path, alone):
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as cluster:
        used = engine("dask", scheduler=cluster.scheduler_address)
        assert everything(courses, tmp_path / "there.parquet", used) == alone
        # It is somebody else's, and goes on.
        assert cluster.scheduler_info["workers"]


def test_results_may_come_in_any_order(courses, tmp_path, alone):
    class Backwards:
        name = "backwards"

        def map(self, work, batches):
            return reversed(list(map(work, batches)))

        def ratings_of(self, course, table):
            return ratings_of(course, table)

        def close(self):
            pass

    assert everything(courses, tmp_path / "backwards.parquet", Backwards()) == alone


def test_another_package_s_engine_gives_the_same(courses, tmp_path, alone, offered):
    offered(
        "kit.engines",
        "trivial",
        """
from kit.cohort.tables import ratings_of

class Made:
    name = "trivial"
    def __init__(self, workers, scheduler):
        pass
    def map(self, work, batches):
        return map(work, batches)
    def ratings_of(self, course, table):
        return ratings_of(course, table)
    def close(self):
        pass
""",
    )
    used = engine("trivial")
    assert isinstance(used, Engine)
    assert used.name == "trivial"
    assert everything(courses, tmp_path / "trivial.parquet", used) == alone


def test_only_a_few_batches_are_on_their_way():
    taken = []

    def batches():
        for n in range(100):
            taken.append(n)
            yield n

    used = engine("process", workers=2)
    try:
        results = used.map(abs, batches())
        first = next(results)
        assert len(taken) <= 4
        assert sorted([first, *results]) == list(range(100))
    finally:
        used.close()


def test_a_worker_that_is_killed_is_one_sentence():
    used = engine("process", workers=2)
    try:
        with pytest.raises(KitError, match="because memory ran out"):
            list(used.map(_die, range(4)))
    finally:
        used.close()


def _die(_):
    import os

    os._exit(1)


def test_an_engine_or_a_number_of_workers_that_is_wrong_is_one_sentence(monkeypatch):
    with pytest.raises(NotFound, match=r"choose one of: dask, duckdb, process\."):
        engine("spark")
    with pytest.raises(KitError, match="--workers 0"):
        engine("process", workers=0)
    with pytest.raises(KitError, match="--scheduler is only for --engine dask"):
        engine("duckdb", scheduler="tcp://127.0.0.1:1")


def test_what_is_not_installed_is_said_with_the_command(monkeypatch):
    monkeypatch.delitem(sys.modules, "kit.cohort.engines.sql", raising=False)
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(MissingExtra, match=r"\[scale\]"):
        engine("duckdb")


def test_a_scheduler_that_does_not_answer_is_one_sentence(monkeypatch):
    cluster = pytest.importorskip("kit.cohort.engines.cluster")
    monkeypatch.setattr(cluster, "_PATIENCE", "1s")
    with pytest.raises(KitError, match=r"no Dask scheduler answers at tcp://127\.0\.0\.1:9"):
        engine("dask", scheduler="tcp://127.0.0.1:9")


def test_a_table_without_rows_is_a_table(tmp_path):
    from kit.cohort.tables import RATINGS

    with GrowingTable(tmp_path / "none.parquet", RATINGS, {"reader": "none 0"}):
        pass
    for name in ("duckdb", "process"):
        assert engine(name).ratings_of("fall", tmp_path / "none.parquet") == []


def test_a_large_cluster_gets_batches_for_every_thread(monkeypatch):
    cluster = pytest.importorskip("kit.cohort.engines.cluster")
    sent = []

    class Large:
        loop = None

        def scheduler_info(self):
            return {"workers": dict.fromkeys(range(5))}

        def nthreads(self):
            return dict.fromkeys(range(40), 1)

        def submit(self, work, batch, **_):
            sent.append(batch)
            return SimpleNamespace(result=lambda: work(batch))

    class LastFirst(list):
        """As the futures of a cluster come: here, the last one first."""

        def __init__(self, loop):
            super().__init__()

        add = list.append

        def __next__(self):
            return self.pop()

    monkeypatch.setattr(
        cluster, "_dask", SimpleNamespace(as_completed=LastFirst, scheduler=cluster._dask.scheduler)
    )
    dask = object.__new__(cluster.DaskEngine)
    dask._client = Large()
    assert next(dask.map(abs, iter(range(500)))) == 80
    assert len(sent) == 81


def test_one_slow_batch_keeps_none_of_the_others_waiting():
    go_on = threading.Event()
    with ThreadPoolExecutor(2) as pool:
        results = as_done(lambda n: pool.submit(lambda: n if n else go_on.wait(60) and 0), range(50), 4)
        first = [next(results) for _ in range(40)]
        assert 0 not in first
        go_on.set()
        assert sorted([*first, *results]) == list(range(50))
