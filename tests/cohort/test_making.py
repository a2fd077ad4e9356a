import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kit.cohort.engines import engine
from kit.cohort.making import make_cohort, readings_beside
from kit.cohort.tables import RATINGS, READINGS
from kit.content import compiled
from kit.model import KitError, NotFound
from kit.reading import reader

from .made import TEXT, answer, course_folder, submission, ulid, year

pq = pytest.importorskip("pyarrow.parquet")


def rows(path: Path) -> list[dict]:
    return pq.read_table(path).to_pylist()


def made(paths, out, **changes):
    return make_cohort(paths, out, engine("process"), **changes)


def test_the_ratings_are_the_long_table_with_the_course_in_front(courses, tmp_path):
    out = tmp_path / "cohort.parquet"
    done = made([courses], out, ids=True)
    assert (done.courses, done.learners, done.consenting, done.ratings, done.texts) == (2, 16, 14, 28, 14)
    assert pq.read_schema(out).remove_metadata() == RATINGS
    first = rows(out)[0]
    assert (first["course"], first["learner"], first["occasion"], first["value"]) == ("fall", "f00", "pre", 0)
    gap = rows(out)[1]
    assert (gap["value"], gap["missing"]) == (None, "no_chance")


def test_without_consent_nothing_of_a_learner_is_anywhere(courses, tmp_path):
    out = tmp_path / "cohort.parquet"
    made([courses], out, ids=True)
    assert {"f12", "f13"}.isdisjoint(row["learner"] for row in rows(out) + rows(readings_beside(out)))
    assert {row["learner"] for row in rows(readings_beside(out))} >= {"f11", "lee"}


def test_each_text_of_a_graded_reflection_has_a_row_a_criterion(courses, tmp_path):
    out = tmp_path / "cohort.parquet"
    made([courses], out, ids=True)
    read = readings_beside(out)
    assert pq.read_schema(read).remove_metadata() == READINGS
    mine = [row for row in rows(read) if row["learner"] == "lee"]
    assert [row["criterion"] for row in mine] == [one.id for one in compiled().rubric.criteria]
    assert {row["item"] for row in mine} == {"equity.reflection"}
    assert all(row["abstained"] == (row["level"] is None) for row in mine)
    assert b"grandfather" not in read.read_bytes() + out.read_bytes()
    assert pq.read_schema(read).metadata[b"kit.reader"].decode().startswith(reader().name)


def test_a_text_that_stops_at_a_gate_says_which(tmp_path):
    workspace = ulid()
    course_folder(tmp_path / "fall" / "lee", year(workspace, text="Too little."), workspace=workspace)
    out = tmp_path / "cohort.parquet"
    made([tmp_path / "fall"], out)
    assert {(row["gate"], row["level"], row["abstained"]) for row in rows(readings_beside(out))} == {
        ("too_short", None, True)
    }


def test_plans_cards_and_texts_that_are_not_graded_are_not_read(tmp_path):
    workspace = ulid()
    answers = [
        *year(workspace, text=None),
        answer("start.expectations", TEXT, workspace=workspace, seq=8),
        answer("meeting.plan", TEXT, workspace=workspace, seq=9),
    ]
    course_folder(tmp_path / "fall" / "lee", answers, workspace=workspace)
    assert made([tmp_path / "fall"], tmp_path / "cohort.parquet").texts == 0


def test_codes_stand_for_ids_the_same_in_both_tables_and_other_ones_next_time(courses, tmp_path):
    first, second = tmp_path / "first.parquet", tmp_path / "second.parquet"
    made([courses], first)
    made([courses], second)
    codes = {row["learner"] for row in rows(first)}
    assert len(codes) == 14
    assert codes == {row["learner"] for row in rows(readings_beside(first))}
    assert codes.isdisjoint(row["learner"] for row in rows(second))
    assert all(len(code) == 16 for code in codes)


def test_the_order_of_the_rows_does_not_tell_whose_a_code_is(courses, tmp_path):
    out = tmp_path / "cohort.parquet"
    made([courses], out)
    fall = list(dict.fromkeys(row["learner"] for row in rows(out) if row["course"] == "fall"))
    assert fall == sorted(fall)


def test_nobody_s_consent_is_one_sentence_and_nothing_is_written(tmp_path):
    submission(tmp_path / "course", "lee", "start", year(ulid(), consent="no"))
    out = tmp_path / "tables" / "cohort.parquet"
    with pytest.raises(KitError, match=r"none of 1 learners said yes to consent\.use"):
        made([tmp_path / "course"], out, summary=tmp_path / "tables" / "summary.csv")
    assert list(out.parent.iterdir()) == []


def test_an_empty_course_is_one_sentence_and_leaves_the_old_table(courses, tmp_path):
    out = tmp_path / "cohort.parquet"
    made([courses], out)
    before = out.read_bytes()
    (tmp_path / "empty" / "submitted").mkdir(parents=True)
    with pytest.raises(KitError, match=r"no learner was found.*has nothing in submitted/"):
        made([tmp_path / "empty"], out)
    assert out.read_bytes() == before


def test_a_path_or_a_reader_that_is_not_there_stops_before_anything_is_touched(courses, tmp_path):
    out = tmp_path / "tables" / "cohort.parquet"
    with pytest.raises(NotFound):
        made([courses, tmp_path / "nowhere"], out)
    with pytest.raises(NotFound, match="no reader 'better'"):
        made([courses], out, reader="better")
    assert not out.parent.exists()


def test_an_engine_that_breaks_in_the_middle_leaves_the_old_tables_and_what_is_done(courses, tmp_path):
    out = tmp_path / "tables" / "cohort.parquet"
    made([courses], out)
    before = {file: file.read_bytes() for file in out.parent.iterdir()}

    class Breaks:
        name = "breaks"

        def map(self, work, batches):
            yield work(next(iter(batches)))
            raise RuntimeError("the machine went away")

        def ratings_of(self, course, table):
            return []

        def close(self):
            pass

    with pytest.raises(RuntimeError):
        make_cohort([courses], out, Breaks())
    assert {file: file.read_bytes() for file in out.parent.iterdir() if file.is_file()} == before
    assert [one.name for one in out.parent.iterdir() if one.is_dir()] == [".cohort.unfinished"]
    made([courses], out)
    assert {one.name for one in out.parent.iterdir()} == {one.name for one in before}


@pytest.mark.skipif(os.name != "posix", reason="signals")
def test_a_kill_in_the_middle_leaves_the_old_tables(courses, tmp_path):
    out = tmp_path / "tables" / "cohort.parquet"
    made([courses], out)
    before = out.read_bytes()
    script = f"""
import time
from pathlib import Path
from kit.cohort.engines import engine
from kit.cohort.making import make_cohort
slow = lambda _, of: of and time.sleep(60)
make_cohort([{str(courses)!r}], Path({str(out)!r}), engine("process"), progress=slow)
"""
    running = subprocess.Popen([sys.executable, "-c", script])
    for _ in range(600):
        if list(out.parent.glob(".cohort.parquet.*.new")):
            break
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    assert out.read_bytes() == before
    assert len(rows(readings_beside(out))) == 70


def test_a_reader_that_trips_over_one_text_costs_no_other(courses, tmp_path, offered):
    offered(
        "kit.readers",
        "fussy",
        """
class Made:
    name, version = "fussy", "1"
    def read(self, text, *, id, dimension=None, prompt=None):
        if "Bad" in text:
            raise ZeroDivisionError
        return {"gate": None, "criteria": {"event": {"level": 2}}}
""",
    )
    workspace = ulid()
    course_folder(courses / "fall" / "bad", year(workspace, text="Bad."), workspace=workspace, learner="bad")
    out = tmp_path / "cohort.parquet"
    done = made([courses], out, reader="fussy", ids=True)
    assert done.problems == (
        "the fussy reader failed on equity.reflection of bad in fall, so that text has no reading "
        "(ZeroDivisionError).",
    )
    assert {(row["criterion"], row["level"]) for row in rows(readings_beside(out))} == {("event", 2)}
    assert len(rows(readings_beside(out))) == 14


def test_a_text_finished_differently_on_two_computers_is_not_read_and_said(tmp_path):
    workspace = ulid()
    other = answer("equity.reflection", "Another text.", workspace=workspace, seq=9)
    course_folder(tmp_path / "fall" / "x", [*year(workspace), other], workspace=workspace, learner="lee")
    done = made([tmp_path / "fall"], tmp_path / "cohort.parquet")
    assert done.texts == 0
    assert "lee in fall has two latest answers to equity.reflection" in done.problems[0]
