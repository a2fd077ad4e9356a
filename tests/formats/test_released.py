"""A table of self-ratings, and a certificate."""

from __future__ import annotations

from pathlib import Path

import pytest

from formats import doors
from formats.doors import golden, run

FACTS = doors.expected("released")
SAYS = doors.expected("certificate")


def test_a_table_of_self_ratings_is_drawn_again(tmp_path: Path):
    run("growth", doors.GOLDEN / "released" / "growth.csv", "--out", tmp_path / "growth")
    before, now = (
        doors.table(place / "growth.csv") for place in (doors.GOLDEN / "released", tmp_path / "growth")
    )
    assert now == before
    values = {
        who: [int(row["value"] or 0) for row in now if row["learner"] == who] for who in FACTS["growth"]
    }
    assert {who: [len(some), sum(some)] for who, some in values.items()} == FACTS["growth"]


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
