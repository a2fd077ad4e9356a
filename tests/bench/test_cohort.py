import json

import pytest
from typed import kit

from kit.bench.cohort_made import write_cohort
from kit.cohort import consenting, gather

pytest.importorskip("duckdb")


def bench(*arguments, cwd):
    return kit("bench", *arguments, cwd=cwd, env={"COLUMNS": "120"})


def test_the_cohort_has_the_size_that_was_asked_for_and_one_seed_makes_it_again(tmp_path):
    courses = write_cohort(tmp_path / "a", texts=100, ratings=777)
    found = gather(courses)
    assert found.problems == ()
    assert len(consenting(found)) == 20
    items = [one.item for learner in found.learners for one in learner.responses]
    assert sum(item.startswith("rate.") for item in items) == 777
    assert sum(item.endswith(".reflection") for item in items) == 100
    write_cohort(tmp_path / "b", texts=100, ratings=777)
    for file in sorted((tmp_path / "a").rglob("responses.jsonl")):
        assert file.read_bytes() == (tmp_path / "b" / file.relative_to(tmp_path / "a")).read_bytes()


def test_a_small_one_measured_says_what_each_figure_means_and_leaves_nothing(tmp_path):
    done = bench("cohort", "--texts", "50", "--ratings", "100", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    measured = {one["name"]: one for one in json.loads(done.stdout)["measured"]}
    assert list(measured) == [
        "peak memory", "time per text", "processor time per text", "speed-up", "whole cohort",
        "a million texts", "100 million texts", "one course, with DuckDB",
    ]  # fmt: skip
    assert all(one["value"] > 0 and one["how"] for one in measured.values())
    assert "Making up 50 texts and 100 ratings" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["cohort", "--texts", "10"], ["cohorts"]])
def test_what_cannot_be_measured_is_one_sentence(tmp_path, arguments):
    done = bench(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
