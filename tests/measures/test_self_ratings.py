import json
from pathlib import Path

import pytest
from ratings_course import course

from kit.measures import COLUMNS, alt_text, long_table, self_ratings
from kit.model import Content, Response

JOURNALS = Path(__file__).parents[1] / "data" / "journals"


@pytest.fixture(scope="module")
def journal() -> list[Response]:
    lines = (JOURNALS / "jo_lindqvist.jsonl").read_text(encoding="utf-8").splitlines()
    return [Response.model_validate_json(line) for line in lines]


@pytest.fixture(scope="module")
def content() -> Content:
    return course()


def row(growth: dict, item: str) -> dict:
    return next(r for r in growth["items"] if r["item"] == item)


def test_fifteen_items_in_the_framework_s_order_with_four_occasions(journal, content):
    growth = self_ratings(long_table(journal, "jo"), content)
    assert growth["occasions"] == ["pre", "post", "then", "follow_up"]
    assert len(growth["items"]) == 15
    assert growth["items"][0]["values"] == {"pre": 1, "post": 3, "then": 1, "follow_up": 3}
    assert growth["items"][0]["dimension"] == "Equity"
    assert growth["scale"][0] == "never"


def test_a_gap_is_none_with_its_reason_and_never_zero(journal, content):
    growth = self_ratings(long_table(journal, "jo"), content)
    express = row(growth, "rate.communication.express")
    assert express["values"]["pre"] is None
    assert express["missing"] == {"pre": "no_chance", "then": "no_chance"}
    goals = row(growth, "rate.commitment.goals")
    assert goals["values"]["follow_up"] is None
    assert goals["missing"] == {}


def test_the_latest_revision_counts_in_whatever_order_lines_come(journal, content):
    backwards = self_ratings(long_table(reversed(journal), "jo"), content)
    assert backwards == self_ratings(long_table(journal, "jo"), content)
    assert row(backwards, "rate.respect.strengths")["values"]["pre"] == 2


def test_two_heads_are_a_gap_that_says_so(journal, content):
    first = journal[0]
    other = first.model_copy(update={"id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "value": 4})
    growth = self_ratings(long_table([*journal, other], "jo"), content)
    assert growth["items"][0]["values"]["pre"] is None
    assert growth["items"][0]["missing"]["pre"] == "two_answers"


def test_the_sentence_compares_first_and_last_and_leaves_the_then_test_out(journal, content):
    sentence = self_ratings(long_table(journal, "jo"), content)["sentence"]
    assert sentence == (
        "Of the 12 questions you rated both before and at the follow-up, "
        "you rated 10 higher, 0 the same and 2 lower."
    )
    only_pre = self_ratings(long_table([r for r in journal if r.occasion == "pre"], "jo"), content)
    assert "nothing to compare" in only_pre["sentence"]
    assert self_ratings([], content)["sentence"] == "There are no self-ratings yet."
    assert alt_text(self_ratings([], content)).startswith("An empty chart")


def test_what_it_cannot_show_is_said(journal, content):
    said = " ".join(self_ratings(long_table(journal, "jo"), content)["cannot_show"])
    assert "may be no change at all" in said
    assert "neither truer nor less biased" in said


def test_a_bias_item_or_a_prose_answer_has_no_row(journal, content: Content):
    stray = json.loads(journal[0].model_dump_json(by_alias=True))
    stray |= {"id": "01ARZ3NDEKTSV4RRFFQ69G5FAV", "item": "equity.habit", "value": "bias"}
    with_stray = [*journal, Response.model_validate(stray)]
    rows = long_table(with_stray, "jo")
    assert rows == long_table(journal, "jo")
    assert all(r["item"].startswith("rate.") for r in rows)


def test_long_table_has_a_row_for_each_answer_and_none_for_silence(journal):
    rows = long_table(journal, "jo")
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 59
    missing = [r for r in rows if r["missing"]]
    assert {r["value"] for r in missing} == {None}
    assert len(missing) == 4


def test_a_value_off_the_scale_is_a_gap(journal, content):
    for bad in (7, -1, "3", {"missing": "=cmd()"}):
        odd = [journal[0].model_copy(update={"value": bad})]
        growth = self_ratings(long_table(odd, "jo"), content)
        assert growth["items"][0]["values"]["pre"] is None
        assert growth["items"][0]["missing"]["pre"] == "not_a_rating"
