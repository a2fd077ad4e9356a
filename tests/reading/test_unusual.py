"""Odd and adversarial texts: gates and cautions one by one, levels by the share of what was expected."""

import pytest
from score_format import check_format

from lab.levels.texts import TEXTS, rows
from lab.levels.unusual import UNUSUAL, UNUSUAL_120, expectations_missed, score, scored, shares

ODD = rows(TEXTS / UNUSUAL)
LEAST = {
    "all": 0.92,
    "refused": 0.97,
    "cautions": 0.88,
    "no_cautions": 0.97,
    "at_most": 0.9,
    "at_least": 0.82,
}
"""The card's figures for the 120, less a little."""
ONE_BY_ONE = ("gate ", "no caution ", "caution ", "a level where none ")


@pytest.mark.parametrize("row", ODD, ids=lambda row: f"{row['id']} {row['kind']}")
def test_the_gates_and_cautions_of_an_unusual_text_are_as_a_second_person_would_grant(row):
    found = score(row)
    check_format(found, row["text"])
    assert [one for one in expectations_missed(row, found) if one.startswith(ONE_BY_ONE)] == []


def test_most_bounds_on_the_levels_of_unusual_texts_are_kept():
    missed = [
        one for row in ODD for one in expectations_missed(row, score(row)) if not one.startswith(ONE_BY_ONE)
    ]
    bounds = sum(len(row["expect"].get(key, ())) for row in ODD for key in ("max", "min"))
    assert len(missed) <= 0.1 * bounds


def test_every_gate_has_its_near_miss():
    stopped = {row["expect"]["gate"] for row in ODD if row["expect"].get("gate")}
    assert stopped >= {
        "empty", "too_short", "non_english", "gibberish", "off_topic", "prompt_copy", "repetition", "quoted",
    }  # fmt: skip
    assert sum("near miss" in row["kind"] for row in ODD) >= 10
    assert len(ODD) >= 40


def test_hostile_texts_by_somebody_who_had_not_seen_the_reader_are_met_as_the_card_says():
    met = {key: some / all_ for key, (some, all_) in shares(scored(UNUSUAL_120)).items()}
    assert {key: met[key] >= least for key, least in LEAST.items()} == dict.fromkeys(LEAST, True)
