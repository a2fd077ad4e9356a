"""What the report says of its markers."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kit.measures.ledger import Ledger
from kit.measures.results import Withheld
from kit.measures.suppress import COMPLEMENT
from kit.model import Rating
from kit.report.class_record import markers

AT = datetime(2026, 11, 25, 10, tzinfo=UTC)


def rated(rater, n, level, *, later=0):
    about = {"rater": rater, "learner": f"l{n}", "item": "equity.reflection", "criterion": "event"}
    return Rating(**about, level=level, at=AT + timedelta(hours=later))


def said_of(ratings, people, ledger=None):
    return markers(ratings, frozenset(f"l{n}" for n in range(people)), ledger or Ledger(), "2026-11-25")


def test_one_text_more_or_another_level_of_one_does_not_change_what_is_said():
    given = [rated(who, n, n % 4) for who in ("ana", "ben") for n in range(13)]
    ledger = Ledger()
    first = said_of(given, 12, ledger)
    assert said_of(given, 13, ledger) == f"As of November 25, 2026: {first}"
    other = [rated("ben", 3, 0, later=1), *given][::-1]
    assert said_of(other, 12, ledger) == f"As of November 25, 2026: {first}"
    assert said_of(given, 12, ledger) == first


def test_the_latest_level_of_a_rater_counts():
    first = [rated("ana", n, n % 4) for n in range(12)]
    second = [rated("ben", n, 3) for n in range(12)]
    # Kept last, though a clock that went wrong puts it first.
    again = [rated("ben", n, n % 4, later=-1) for n in range(12)]
    said = said_of([*first, *second, *again], 12)
    assert said.startswith("2 people marked the same texts: the same level in 100%")


def test_nine_people_are_too_few_and_nobody_without_consent_counts():
    given = [rated(who, n, n % 4) for who in ("ana", "ben") for n in range(12)]
    assert isinstance(said_of(given, 9), Withheld)
    assert "marked the same texts" in said_of(given, 10)


@pytest.mark.parametrize("who", [("ana", "ben"), ("ana", "ben", "cleo")])
def test_one_learner_more_than_stand_in_the_tables_is_not_found_by_subtraction(who):
    given = [rated(one, n, n % 4) for one in who for n in range(11)]
    said = said_of(given, 11)
    assert not re.search(r"\d+ (texts|levels)|\b11\b", said)


def test_a_sentence_kept_when_it_still_counted_texts_is_not_shown_again():
    given = [rated(who, n, n % 4) for who in ("ana", "ben") for n in range(13)]
    ledger = Ledger()
    said_of(given, 12, ledger)
    (kept,) = ledger.releases
    ledger.releases = [replace(kept, numbers="2 people marked the same 83 texts (415 levels).")]
    assert said_of(given, 13, ledger) == COMPLEMENT


def test_three_markers_get_one_coefficient():
    given = [rated(who, n, n % 4) for who in ("ana", "ben", "cleo") for n in range(12)]
    assert "At least two of 3 people marked each text" in said_of(given, 12)
    assert "alpha for ordered levels 1.00" in said_of(given, 12)


def test_levels_that_never_vary_have_no_coefficient():
    given = [rated(who, n, 2) for who in ("ana", "ben") for n in range(12)]
    assert "cannot be computed here" in said_of(given, 12)


def test_a_text_without_a_level_is_not_marked():
    given = [rated(who, n, None if who == "ben" else 2) for who in ("ana", "ben") for n in range(12)]
    assert isinstance(said_of(given, 12), Withheld)


def test_markers_who_saw_each_other_s_marks_did_not_work_apart():
    from kit.grading.gradebook import BESIDE

    first = [rated("ana", n, n % 4) for n in range(12)]
    second = [rated("ben", n, n % 4) for n in range(12)]
    assert "did not work independently" not in said_of([*first, *second], 12)
    seen = [one.model_copy(update={"reason": BESIDE}) for one in second]
    assert "did not work independently" in said_of([*first, *seen], 12)
