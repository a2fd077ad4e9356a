"""A cohort in parts: made once each, gone on with after a kill, and left as they are once they are whole."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.cohort.engines import engine
from kit.cohort.making import make_cohort
from kit.model import KitError

from .made import answer, course_folder, submission, ulid, year

pq = pytest.importorskip("pyarrow.parquet")

KINDS = ("ratings", "readings")


@pytest.fixture(autouse=True)
def small_parts(monkeypatch):
    monkeypatch.setattr("kit.cohort.run.LEAST", 3)


@pytest.fixture
def worked(monkeypatch):
    """The learners of every part that was made, in the order in which they were."""
    from kit.cohort import parts

    made, real = [], parts.work

    def work(batch):
        made.append([files[0].learner for files in batch.learners])
        return real(batch)

    monkeypatch.setattr(parts, "work", work)
    return made


def made(paths, out, **changes):
    return make_cohort(paths, out, engine("process"), **changes)


def rows(folder: Path) -> list[dict]:
    return [row for one in sorted(folder.glob("*.parquet")) for row in pq.read_table(one).to_pylist()]


class Stops:
    """An engine that goes away after some parts."""

    name = "stops"

    def __init__(self, after):
        self.after = after

    def map(self, work, batches):
        for n, batch in enumerate(batches):
            if n == self.after:
                raise RuntimeError("the machine went away")
            yield work(batch)

    def ratings_of(self, course, table):
        return []

    def close(self):
        pass


def test_a_folder_of_parts_holds_the_same_rows_as_one_file(courses, tmp_path):
    one = made([courses], tmp_path / "cohort.parquet", ids=True)
    parts = made([courses], tmp_path / "cohort", ids=True)
    assert (parts.learners, parts.consenting, parts.ratings, parts.texts) == (
        one.learners, one.consenting, one.ratings, one.texts,
    )  # fmt: skip
    for kind, file in zip(KINDS, (one.table, one.readings), strict=True):
        assert len(list((tmp_path / "cohort" / kind).iterdir())) == 6
        assert rows(tmp_path / "cohort" / kind) == pq.read_table(file).to_pylist()
    about = json.loads((tmp_path / "cohort" / "about.json").read_text())
    assert (about["learners"], about["parts"]) == (16, 6)
    assert {one.name for one in (tmp_path / "cohort").iterdir()} == {"about.json", *KINDS}


@pytest.mark.parametrize("name", ["cohort", "cohort.parquet"])
def test_a_run_that_was_stopped_is_gone_on_with_and_makes_no_part_twice(courses, tmp_path, worked, name):
    with pytest.raises(RuntimeError):
        make_cohort([courses], tmp_path / name, Stops(4), ids=True)
    assert len(worked) == 4
    made([courses], tmp_path / name, ids=True)
    assert len(worked) == 6
    assert sorted(one for part in worked for one in part) == ["ana", *(f"f{n:02}" for n in range(14)), "lee"]


def test_codes_are_the_same_before_and_after_the_stop(courses, tmp_path):
    with pytest.raises(RuntimeError):
        make_cohort([courses], tmp_path / "cohort", Stops(3))
    made([courses], tmp_path / "cohort")
    learners = [row["learner"] for row in rows(tmp_path / "cohort" / "ratings") if row["course"] == "fall"]
    assert len(set(learners)) == 12
    assert learners == sorted(learners)
    assert set(learners) <= {row["learner"] for row in rows(tmp_path / "cohort" / "readings")}
    left = [one for one in (tmp_path / "cohort").rglob("*") if one.is_file()]
    assert {one.suffix for one in left} == {".parquet", ".json"}
    assert not [one for one in left if b'"key"' in one.read_bytes()]


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
@pytest.mark.parametrize(
    ("name", "folder"), [("cohort", "cohort/unfinished"), ("cohort.parquet", ".cohort.unfinished")]
)
def test_what_a_stopped_run_leaves_is_for_its_owner_alone(courses, tmp_path, name, folder):
    before = os.umask(0)
    try:
        with pytest.raises(RuntimeError):
            make_cohort([courses], tmp_path / name, Stops(2))
    finally:
        os.umask(before)
    left = tmp_path / folder
    assert [one.name for one in left.rglob("*") if one.is_file() and b'"key"' in one.read_bytes()]
    assert stat.S_IMODE(left.stat().st_mode) == 0o700
    print(f"1 run that was stopped: only its owner opens {folder}")


def test_who_took_consent_back_in_between_is_in_no_part(courses, tmp_path, worked):
    with pytest.raises(RuntimeError):
        make_cohort([courses], tmp_path / "cohort", Stops(5), ids=True)
    file = courses / "fall" / "f0" / "responses.jsonl"
    workspace = json.loads((courses / "fall" / "f0" / ".partnership" / "workspace.json").read_text())["id"]
    from .made import lines

    with file.open("ab") as more:
        more.write(lines([answer("consent.use", "no", workspace=workspace, seq=99)]))
    made([courses], tmp_path / "cohort", ids=True)
    assert [part for part in worked[5:] if "f00" in part]
    assert len(worked) == 7
    assert "f00" not in {row["learner"] for kind in KINDS for row in rows(tmp_path / "cohort" / kind)}
    assert len(list((tmp_path / "cohort" / "ratings").iterdir())) == 6


def test_another_reader_or_ids_begin_again(courses, tmp_path, worked, offered):
    offered(
        "kit.readers", "plain",
        "class Made:\n    name, version = 'plain', '1'\n    def read(self, text, **_):\n"
        "        return {'gate': None, 'criteria': {'event': {'level': 1}}}\n",
    )  # fmt: skip
    for more in ({"ids": True}, {"ids": True, "reader": "plain"}, {"reader": "plain"}):
        worked.clear()
        with pytest.raises(RuntimeError):
            make_cohort([courses], tmp_path / "cohort", Stops(2), **more)
        assert len(worked) == 2
    made([courses], tmp_path / "cohort", reader="plain")
    assert len(worked) == 6
    assert {row["level"] for row in rows(tmp_path / "cohort" / "readings")} == {1}


def test_what_is_whole_or_somebody_else_s_is_left_as_it_is(courses, tmp_path):
    made([courses], tmp_path / "cohort")
    before = {one: one.read_bytes() for one in (tmp_path / "cohort").rglob("*") if one.is_file()}
    with pytest.raises(KitError, match="already holds a complete cohort"):
        made([courses], tmp_path / "cohort")
    assert {one: one.read_bytes() for one in (tmp_path / "cohort").rglob("*") if one.is_file()} == before
    with pytest.raises(KitError, match="is not a new folder"):
        made([courses], courses)


def test_where_nobody_consents_no_folder_is_left(tmp_path):
    submission(tmp_path / "course", "lee", "start", year(ulid(), consent="no"))
    with pytest.raises(KitError, match="none of 1 learners"):
        made([tmp_path / "course"], tmp_path / "cohort")
    assert not (tmp_path / "cohort").exists()


def test_parts_that_this_machine_cannot_see_are_one_sentence(courses, tmp_path):
    class Elsewhere(Stops):
        def map(self, work, batches):
            for done in super().map(work, batches):
                (tmp_path / "cohort" / "ratings" / f"{done.name}.parquet").unlink()
                yield done

    with pytest.raises(KitError, match="has the same path on every machine"):
        make_cohort([courses], tmp_path / "cohort", Elsewhere(99))


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_after_a_kill_the_same_command_makes_the_parts_that_are_missing(courses, tmp_path):
    out = tmp_path / "cohort"
    script = f"""
import time
from pathlib import Path
from kit.cohort import making, run
run.LEAST = 3
from kit.cohort.engines import engine
slow = lambda done, of: of and done >= 9 and time.sleep(60)
making.make_cohort([{str(courses)!r}], Path({str(out)!r}), engine("process"), progress=slow)
"""
    running = subprocess.Popen([sys.executable, "-c", script])
    for _ in range(1200):
        if len(list((out / "unfinished").glob("part-*.json"))) == 3:
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    there = {one: one.stat().st_mtime_ns for one in out.rglob("part-*.parquet")}
    assert len(there) == 6
    assert made([courses], out).learners == 16
    assert {one: one.stat().st_mtime_ns for one in there} == there
    assert len(list(out.rglob("part-*.parquet"))) == 12
    assert len(rows(out / "ratings")) == 28


def test_a_course_is_listed_and_let_go_before_the_next(tmp_path):
    from kit.cohort.finding import courses as listed

    for course in ("a", "b", "c"):
        workspace = ulid()
        course_folder(tmp_path / course / "lee", year(workspace), workspace=workspace, learner="lee")
    said = []
    found = listed([tmp_path], said.append, said.append)
    assert [one.learner for one in next(found)] == ["lee"]
    # What is not listed yet may still come.
    workspace = ulid()
    course_folder(tmp_path / "c" / "ana", year(workspace), workspace=workspace, learner="ana")
    assert [sorted(one.learner for one in some) for some in found] == [["lee"], ["ana", "lee"]]
    assert said == []


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_course_that_several_paths_name_is_given_once(tmp_path, order):
    from kit.cohort.finding import courses as listed

    for name in ("ana", "lee"):
        workspace = ulid()
        course_folder(tmp_path / "all" / "fall" / name, year(workspace), workspace=workspace, learner=name)
    submission(tmp_path / "all" / "spring", "bo", "start", year(ulid()))
    named = [tmp_path / "all", tmp_path / "all" / "fall", tmp_path / "all" / "fall" / "lee"]
    found = list(listed([named[n] for n in order], pytest.fail, pytest.fail))
    assert sorted(sorted(one.learner for one in some) for some in found) == [["ana", "lee"], ["bo"]]
