"""``kit cohort`` as it is typed."""

import pytest
from typed import kit

from .made import submission, ulid, year

pytest.importorskip("pyarrow")


def cohort(*arguments, cwd):
    return kit("cohort", *arguments, cwd=cwd, env={"COLUMNS": "200"})


def test_two_courses_become_tables_and_the_command_says_where(courses, tmp_path):
    done = cohort(
        "courses", "--out", "cohort.parquet", "--summary", "summary.csv", "--workers", 2, cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "14 of 16 learners in 2 courses said yes and are in the tables; codes replace learners' ids "
        "(--ids keeps the ids).",
        "cohort.parquet: 28 self-ratings.",
        "cohort.readings.parquet: 14 texts, read for a second opinion; nothing in it is a mark.",
        "summary.csv: counts and means by question and occasion.",
    ]
    names = {"courses", "cohort.parquet", "cohort.readings.parquet", "summary.csv"}
    assert {one.name for one in tmp_path.iterdir()} == names


def test_what_is_broken_is_named_skipped_and_makes_the_exit_code_three(courses, tmp_path):
    file = submission(courses / "spring", "zoe", "start", year(ulid()))
    with file.open("ab") as more:
        more.write(b"{broken\n")
    (courses / "fall" / "private.jsonl").write_text("never opened")
    done = cohort("courses", "--out", "cohort.parquet", "--workers", 1, cwd=tmp_path)
    assert done.returncode == 3
    assert f"kit: {file}:5: this line is not an answer; it is skipped." in done.stderr
    assert "private.jsonl is private and never read" in done.stderr
    assert "15 of 17 learners" in done.stdout
    assert len((tmp_path / "cohort.problems.txt").read_text("utf-8").splitlines()) == 2


def test_a_hundred_problems_are_a_file_and_the_first_of_them_is_shown(courses, tmp_path):
    for n in range(100):
        submission(courses / "spring", f"z{n:03}", "start", []).write_bytes(b"{broken\n")
    done = cohort("courses", "--out", "cohort.parquet", "--workers", 1, cwd=tmp_path)
    assert done.returncode == 3
    said = done.stderr.splitlines()
    assert len([one for one in said if "is not an answer" in one]) == 20
    assert said[-1] == "kit: 80 more problems, one on each line of cohort.problems.txt."
    assert len((tmp_path / "cohort.problems.txt").read_text("utf-8").splitlines()) == 100


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere", "--out", "c.parquet"], "there is no file or folder nowhere; check the name."),
        (["courses", "--out", "courses"], "courses is not a new folder; name a new folder"),
        (["courses", "--out", "c.parquet", "--summary", "c.parquet"], "two files would have the name"),
        (["courses", "--out", "c.parquet", "--engine", "spark"], "there is no engine 'spark'"),
        (["courses", "--out", "c.parquet", "--scheduler", "tcp://x:1"], "is only for --engine dask"),
        (["empty", "--out", "c.parquet"], "no learner was found, so nothing was written"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_leaves_nothing(courses, tmp_path, arguments, sentence):
    (tmp_path / "empty").mkdir()
    done = cohort(*arguments, "--workers", "1", cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert {one.name for one in tmp_path.iterdir()} == {"courses", "empty"}


def test_a_course_may_be_named_while_standing_in_it(courses):
    done = cohort("spring", "--out", "c.parquet", "--workers", 1, cwd=courses / "spring")
    assert done.returncode == 0, done.stderr
    assert "2 of 2 learners in 1 course said yes" in done.stdout
