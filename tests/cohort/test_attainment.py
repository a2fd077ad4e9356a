"""The program's view: marks that count by course and term, guarded as a course's own report is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("sqlalchemy")

import pyarrow.parquet as pq
from typed import kit

from kit.classroom import Settings
from kit.classroom.settings import start_settings
from kit.cohort import dictionary, summary, tables
from kit.cohort.engines import engine
from kit.cohort.making import make_cohort
from kit.cohort.released import LEDGER, released_groups
from kit.content import compiled
from kit.measures.cohort import measure
from kit.measures.publish import publish

from .made import submission, ulid, year

CRITERIA = [one.id for one in compiled().rubric.criteria]


def course(root: Path, people: Iterable[int], term: str | None = None, *, consent: str = "yes") -> Path:
    for n in people:
        submission(root, f"l{n:02}", "start", year(ulid(), consent=consent, text=None))
    start_settings(root, Settings(term=term))
    return root


def marks(people: Iterable[int], level=lambda n, place: (n + place) % 4):
    return [
        {"learner": f"l{n:02}", "item": "equity.reflection", "criterion": one, "level": level(n, place)}
        for n in people
        for place, one in enumerate(CRITERIA)
    ]


def attained(*roots: Path, of):
    """The rows by course and criterion, what was made, and the Parquet's."""
    out = roots[0].parent / "made.parquet"
    target = roots[0].parent / "attainment.csv"
    made = make_cohort(roots, out, engine("process"), attainment=(target, lambda root: of[root.name]))
    with made.attainment[0].open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert pq.read_table(made.attainment[1]).schema.remove_metadata() == tables.ATTAINMENT
    said = pq.read_table(made.attainment[1]).to_pylist()
    assert [{k: "" if v is None else str(v) for k, v in row.items()} for row in said] == rows
    return {(row["course"], row["criterion"]): row for row in rows}, made


def test_courses_and_terms_stand_side_by_side_and_only_who_consents_counts(tmp_path):
    fall = course(tmp_path / "fall", range(60), "Fall 2026")
    course(fall, range(60, 70), consent="no")
    spring = course(tmp_path / "spring", range(12))
    of = {
        "fall": marks(range(70), lambda n, place: 3 if n >= 60 else (n + place) % 4),
        "spring": marks(range(12), lambda n, place: n % 2),
    }
    rows, _ = attained(fall, spring, of=of)
    assert set(rows) == {(name, one) for name in ("fall", "spring") for one in CRITERIA}
    row = rows["fall", "event"]
    assert {k: row[k] for k in ("term", "assignment", "n", "mean", "as_of", "withheld")} == {
        "term": "Fall 2026", "assignment": "equity", "n": "60", "mean": "1.5", "as_of": "", "withheld": "",
    }  # fmt: skip
    assert [row[f"level_{n}"] for n in range(4)] == ["15"] * 4
    assert row["at_level_2"] == "0.5"
    small = rows["spring", "event"]
    # Six people at each of two levels: too few for a count, and the mean stands without it.
    assert (small["term"], small["n"], small["mean"], small["level_0"], small["at_level_2"]) == (
        "", "12", "0.5", "", "",
    )  # fmt: skip
    assert "levels: fewer than 10 people" in small["withheld"]


def report(root: Path, given) -> None:
    """What the class's own report releases of these marks."""
    with released_groups(root) as ledger:
        publish(measure([], compiled(), given), ledger, "2026-09-12")


@pytest.mark.parametrize("before", ["a table", "the class's report"])
def test_a_newcomer_between_two_tables_is_not_found_and_ten_are(tmp_path, before):
    root = course(tmp_path / "fall", range(12))
    first = {}
    if before == "a table":
        first, _ = attained(root, of={"fall": marks(range(12))})
    else:
        report(root, marks(range(12)))
    course(root, range(12, 13))
    second, _ = attained(root, of={"fall": marks(range(13))})
    assert [row["n"] for row in second.values()] == ["12"] * len(CRITERIA)
    assert all(row.pop("as_of") for row in second.values())
    assert not first or second == {
        key: {k: v for k, v in row.items() if k != "as_of"} for key, row in first.items()
    }
    course(root, range(13, 30))
    third, _ = attained(root, of={"fall": marks(range(30))})
    assert {(row["n"], row["as_of"]) for row in third.values()} == {("30", "")}


def test_a_small_course_a_course_without_marks_and_a_lost_ledger_give_no_numbers(tmp_path):
    small = course(tmp_path / "small", range(9))
    silent = course(tmp_path / "silent", range(20, 35))
    lost = course(tmp_path / "lost", range(40, 55))
    (lost / LEDGER).write_text("{", "utf-8")
    of = {"small": marks(range(9)), "silent": [], "lost": marks(range(40, 55))}
    # Of these none agreed: that may not be told from a course where nine did.
    apart = course(tmp_path / "apart", range(60, 61))
    rows, made = attained(small, silent, lost, apart, of=of | {"apart": marks(range(70, 85))})
    assert {course for course, _ in rows} == {"small", "apart"}
    assert len({(row["withheld"], row["assignment"]) for row in rows.values()}) == 1
    assert {(row["n"], row["mean"]) for row in rows.values()} == {("", "")}
    assert "course silent has no marks yet." in made.notes
    assert any("course lost is not in the attainment" in one for one in made.problems)


def test_every_column_is_in_the_data_dictionary_as_it_is_written(tmp_path):
    schemas = {"ratings": tables.RATINGS, "readings": tables.READINGS, "attainment": tables.ATTAINMENT}
    for name, schema in schemas.items():
        assert [(one.name, one.type) for one in dictionary.TABLES[name]] == [
            (field.name, str(field.type)) for field in schema
        ]
    assert tuple(one.name for one in dictionary.TABLES["summary"]) == summary.COLUMNS


def test_the_command_reads_the_ratings_of_a_course_root_and_says_what_it_wrote(tmp_path):
    from datetime import UTC, datetime

    from kit.model import Rating
    from kit.ratings import open_ratings

    root = course(tmp_path / "fall", range(12), "Fall 2026")
    with open_ratings(root, create=True) as store:
        for one in marks(range(12)):
            store.record([Rating(rater="A", at=datetime.now(UTC), revision=None, reason=None, **one)])
    done = kit("cohort", "fall", "--out", "c.parquet", "--attainment", "a.csv", "--workers", 1, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-2:] == [
        "a.csv and a.parquet: levels by course, term, assignment and criterion.",
        "a.dictionary.csv: what each column of these tables is.",
    ]
    with (tmp_path / "a.csv").open() as file:
        assert {(row["term"], row["n"]) for row in csv.DictReader(file)} == {("Fall 2026", "12")}
    with (tmp_path / "a.dictionary.csv").open() as file:
        assert {row["table"] for row in csv.DictReader(file)} == {"ratings", "readings", "attainment"}
