"""Numbers that a class released in December 2026, its tables, and a certificate."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats import doors
from formats.doors import golden, run

FACTS = doors.expected("released")
SAYS = doors.expected("certificate")


def test_what_was_released_about_groups_is_known(tmp_path: Path):
    found = doors.released(golden("released", tmp_path / "released") / "course")
    assert {bundle: day for bundle, (day, _) in found.items()} == FACTS["bundles"]
    _, numbers = found["ratings"]
    assert numbers["learners"] == FACTS["learners"]
    assert {
        one["occasion"]: one["estimate"]["value"]
        for one in numbers["summaries"]
        if (one["kind"], one["id"]) == ("dimension", "equity")
    } == FACTS["equity"]


def test_a_table_of_self_ratings_is_drawn_again(tmp_path: Path, undrawn: None):
    run("growth", doors.GOLDEN / "released" / "growth.csv", "--out", tmp_path / "growth")
    before, now = (
        doors.table(place / "growth.csv") for place in (doors.GOLDEN / "released", tmp_path / "growth")
    )
    assert now == before
    values = {
        who: [int(row["value"] or 0) for row in now if row["learner"] == who] for who in FACTS["growth"]
    }
    assert {who: [len(some), sum(some)] for who, some in values.items()} == FACTS["growth"]


def test_the_tables_of_a_cohort_are_those_of_their_dictionary():
    import pyarrow.parquet as parquet

    place = doors.GOLDEN / "released"
    described: dict[str, list[str]] = {}
    for row in doors.table(place / "attainment.dictionary.csv"):
        described.setdefault(row["table"], []).append(row["column"])
    names = {"ratings": "cohort", "readings": "cohort.readings", "attainment": "attainment"}
    found = {name: parquet.read_table(place / f"{file}.parquet") for name, file in names.items()}
    assert {name: one.column_names for name, one in found.items()} == {
        name: described[name] for name in names
    }
    assert found["ratings"].num_rows == FACTS["self_ratings"]
    assert [*doors.table(place / "summary.csv")[0]] == described["summary"]
    rows = doors.table(place / "attainment.csv")
    assert [(row["assignment"], row["criterion"]) for row in rows] == [
        (row["assignment"], row["criterion"]) for row in found["attainment"].to_pylist()
    ]


def test_a_certificate_is_true_and_says_what_it_says():
    place = doors.GOLDEN / "certificate"
    for file in ("certificate_amal.pdf", "certificate_amal.txt"):
        told = run("certificate", "--verify", place / file, "--key", place / "certificate_key.pub")
        assert SAYS["name"] in told
        assert SAYS["on"] in told


@pytest.mark.parametrize("file", ["certificate_amal.pdf", "certificate_amal.txt"])
def test_a_certificate_with_one_letter_changed_is_not(tmp_path: Path, file: str):
    place = golden("certificate", tmp_path / "certificate")
    data = (place / file).read_bytes()
    at = data.rindex(b"PKC1") + 40
    (place / file).write_bytes(data[:at] + (b"B" if data[at : at + 1] == b"A" else b"A") + data[at + 1 :])
    run("certificate", "--verify", place / file, "--key", place / "certificate_key.pub", code=1)


def test_the_key_of_a_course_is_opened_with_its_passphrase(tmp_path: Path):
    place = golden("certificate", tmp_path / "certificate")
    assert doors.certificate_key(place, SAYS["passphrase"]) == SAYS["key"]
