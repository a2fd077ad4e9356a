"""A cohort out of and into a store: ``memory://``, and ``s3://`` on a server of this machine."""

import json
import sys

import pytest
from typed import kit

from kit.cohort import gather, places
from kit.cohort.engines import engine
from kit.cohort.making import make_cohort
from kit.model import KitError, MissingExtra

from .made import hand_in_zip, submission, ulid, year

pq = pytest.importorskip("pyarrow.parquet")
fsspec = pytest.importorskip("fsspec")
pytest.importorskip("upath")


@pytest.fixture
def filled(courses, tmp_path):
    """The two courses, and a hand-in beside them; a function puts them into a store."""
    workspace = ulid()
    hand_in_zip(
        courses / "loose" / "start" / "start_zoe.zip", year(workspace), workspace=workspace, learner="zoe"
    )

    def into(address: str) -> None:
        store, inside = fsspec.core.url_to_fs(address)
        for file in courses.rglob("*"):
            if file.is_file():
                path = f"{inside}/{file.relative_to(courses).as_posix()}"
                store.makedirs(path.rpartition("/")[0], exist_ok=True)
                store.pipe_file(path, file.read_bytes())
        store.invalidate_cache()

    return into


@pytest.fixture
def memory():
    store = fsspec.filesystem("memory")
    store.mkdir("/cohort-test")
    yield "memory://cohort-test"
    store.rm("/cohort-test", recursive=True)


@pytest.fixture(scope="module")
def server():
    """An S3 server on a port of its own."""
    moto = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    running = moto.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    host, port = running.get_host_and_port()
    yield f"http://{host}:{port}"
    running.stop()


@pytest.fixture
def s3(server, monkeypatch):
    """An empty bucket's address."""
    import s3fs

    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "made-up")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_ENDPOINT_URL", server)
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    s3fs.S3FileSystem.clear_instance_cache()
    store = s3fs.S3FileSystem()
    store.mkdir("cohort-test")
    yield "s3://cohort-test"
    store.rm("cohort-test", recursive=True)
    s3fs.S3FileSystem.clear_instance_cache()


def tables(out: str) -> list[list[dict]]:
    found = []
    for kind in ("ratings", "readings"):
        store, folder = fsspec.core.url_to_fs(f"{out}/{kind}")
        store.invalidate_cache()
        rows = []
        for name in sorted(store.ls(folder, detail=False)):
            with store.open(name) as file:
                rows += pq.read_table(file).to_pylist()
        found.append(rows)
    return found


@pytest.mark.parametrize("kind", ["memory", pytest.param("s3", marks=pytest.mark.slow)])
def test_a_store_gives_the_same_rows_as_folders(courses, filled, tmp_path, request, kind):
    at = request.getfixturevalue(kind)
    filled(f"{at}/courses")
    local = make_cohort([courses], tmp_path / "cohort.parquet", engine("process"), ids=True)
    there = make_cohort([f"{at}/courses"], f"{at}/cohort", engine("process"), ids=True)
    assert there.problems == local.problems == ()
    counts = ("courses", "learners", "consenting", "ratings", "texts")
    assert [getattr(there, one) for one in counts] == [getattr(local, one) for one in counts]
    assert tables(f"{at}/cohort") == [pq.read_table(one).to_pylist() for one in (local.table, local.readings)]
    store, inside = fsspec.core.url_to_fs(f"{at}/cohort")
    store.invalidate_cache()
    assert {one.rpartition("/")[2] for one in store.ls(inside, detail=False)} == {
        "about.json", "ratings", "readings",
    }  # fmt: skip
    with pytest.raises(KitError, match="already holds a complete cohort"):
        make_cohort([f"{at}/courses"], f"{at}/cohort", engine("process"))


@pytest.mark.slow
def test_the_command_reads_and_writes_s3_with_two_processes_and_names_what_is_broken(courses, filled, s3):
    submission(courses / "spring", "zoe", "start", []).write_bytes(b"{broken\n")
    filled(f"{s3}/courses")
    done = kit("cohort", f"{s3}/courses", "--out", f"{s3}/cohort", "--workers", 2, env={"COLUMNS": "200"})
    assert done.returncode == 3, done.stderr
    assert "15 of 18 learners in 3 courses said yes" in done.stdout
    assert f"{s3}/cohort/ratings: 30 self-ratings." in done.stdout
    assert f"kit: {s3}/courses/spring/submitted/zoe/start/responses.jsonl:1" in done.stderr
    problems = fsspec.open(f"{s3}/cohort/problems.txt", "rt")
    with problems as file:
        assert len(file.readlines()) == 1


def test_a_course_in_a_store_takes_as_many_requests_to_list_with_few_learners_as_with_many(
    s3, filled, courses, monkeypatch
):
    import s3fs

    asked = []
    real = s3fs.S3FileSystem._call_s3

    async def counted(self, method, *arguments, **more):
        asked.append(method)
        return await real(self, method, *arguments, **more)

    filled(f"{s3}/few")
    for n in range(30):
        workspace = ulid()
        submission(courses / "spring", f"more{n:02}", "start", year(workspace))
    filled(f"{s3}/many")
    monkeypatch.setattr(s3fs.S3FileSystem, "_call_s3", counted)
    needed = []
    from kit.cohort.finding import courses as listed

    for name in ("few", "many"):
        asked.clear()
        found = [one for some in listed([f"{s3}/{name}"], pytest.fail, pytest.fail) for one in some]
        needed.append([one for one in asked if one != "get_object"])
    assert len(found) == 47
    assert len(needed[1]) <= len(needed[0])


def test_a_course_in_a_store_has_no_ledger_and_so_no_group_numbers(filled, memory, tmp_path):
    filled(f"{memory}/courses")
    summary = tmp_path / "summary.csv"
    done = make_cohort([f"{memory}/courses"], f"{memory}/cohort", engine("process"), summary=summary)
    assert len(summary.read_text("utf-8").splitlines()) == 1
    assert any("there is no course root" in one for one in done.notes)


def test_a_run_that_was_stopped_goes_on_in_the_store(filled, memory, monkeypatch):
    from kit.cohort import run

    filled(f"{memory}/courses")
    monkeypatch.setattr(run, "LEAST", 3)

    def stop(done: int, of: int | None) -> None:
        if of and done > 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        make_cohort([f"{memory}/courses"], f"{memory}/cohort", engine("process"), progress=stop)
    store = fsspec.filesystem("memory")
    before = {one: store.info(one)["created"] for one in store.find("/cohort-test/cohort/ratings")}
    assert len(before) == 3
    make_cohort([f"{memory}/courses"], f"{memory}/cohort", engine("process"))
    assert {one: store.info(one)["created"] for one in before} == before
    assert len(store.find("/cohort-test/cohort/ratings")) == 6
    assert json.loads(store.cat_file("/cohort-test/cohort/about.json"))["parts"] == 6


def test_gather_reads_a_store_too(filled, memory):
    filled(f"{memory}/courses")
    found = gather([f"{memory}/courses/fall"])
    assert found.problems == ()
    assert [(one.course, one.id) for one in found.learners[:2]] == [("fall", "f00"), ("fall", "f01")]


def test_an_address_that_cannot_be_used_is_one_sentence(monkeypatch, tmp_path, memory):
    for name, sentence in (
        ("nowhere://x/y", "nowhere://x/y can't be used"),
        (f"{memory}/nothing", "there is no file or folder"),
    ):
        done = kit("cohort", name, "--out", "cohort", cwd=tmp_path)
        assert done.returncode == 2
        assert sentence in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1
    monkeypatch.setitem(sys.modules, "upath", None)
    with pytest.raises(MissingExtra, match=r"\[s3\]"):
        places.place("s3://bucket/x")
