"""Odd and adversarial texts, with what a second person would grant; the reader was built on them."""

import pytest
from score_format import check_format

from kit.reading import PartnershipReader
from lab.levels.figures import TEXTS, UNUSUAL, expectations_missed, rows

ODD = rows(TEXTS / UNUSUAL)
KNOWN_FAILURES = {
    "u53": "wanting to be there for children reads like a practice",
    "u54": "a practice told without the words of the field",
    "u62": "praise of the course names what courses do",
}


def score(row):
    return PartnershipReader().read(
        row["text"], id=row["id"], dimension=row["dimension"], prompt=row["prompt"]
    )


@pytest.mark.parametrize("row", ODD, ids=lambda row: f"{row['id']} {row['kind']}")
def test_an_unusual_text_is_read_as_a_second_person_would_grant(row):
    found = score(row)
    check_format(found, row["text"])
    missed = expectations_missed(row, found)
    if row["id"] in KNOWN_FAILURES:
        assert missed, "mended: take it off the list"
    else:
        assert not missed


def test_every_gate_has_its_near_miss():
    stopped = {row["expect"]["gate"] for row in ODD if row["expect"].get("gate")}
    assert stopped >= {
        "empty", "too_short", "non_english", "gibberish", "off_topic", "prompt_copy", "repetition", "quoted",
    }  # fmt: skip
    assert sum("near miss" in row["kind"] for row in ODD) >= 10
    assert len(ODD) >= 40
