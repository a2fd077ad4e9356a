import pytest

from kit.cohort import consenting, gather
from lab.bench.cohort_made import write_cohort

pytest.importorskip("duckdb")


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


@pytest.mark.slow
def test_a_small_one_measured_says_what_each_figure_means():
    from lab.bench.cohort import cohort

    told = []
    measured = {one.name: one for one in cohort(50, 100, told.append)}
    assert list(measured) == [
        "peak memory", "time per text", "processor time per text", "speed-up", "whole cohort",
        "a million texts", "100 million texts", "one course, with DuckDB",
    ]  # fmt: skip
    assert all(one.value > 0 and one.how for one in measured.values())
    assert "Making up 50 texts and 100 ratings" in "\n".join(told)
