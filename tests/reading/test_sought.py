"""A pattern is left out only where it could not stand: the words it needs are read off the pattern."""

import re

import pytest

from kit.reading import dates
from kit.reading.cautions import DEFICIT, OF_FAMILY, Cue
from kit.reading.foreign import _ORDERS, _RULES
from kit.reading.sentences import sentences
from kit.reading.sought import needed, sought
from lab.levels.texts import TEXTS, rows

FILES = ("unusual.jsonl", "unusual_120.jsonl", "composed_b.jsonl", "hands/h05.jsonl")
SENTENCES = [one for file in FILES for row in rows(TEXTS / file) for one in sentences(row["text"])]
STATUS, DENIAL = Cue("status"), Cue("denial")


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("cautions.deficit", lambda one: DEFICIT.search(one.own)),
        ("cautions.family_deficit", lambda one: OF_FAMILY.search(one.own)),
        ("cautions.status", lambda one: STATUS.search(one.own)),
        ("cautions.denial", lambda one: DENIAL.search(one.own)),
        ("foreign.orders", lambda one: _ORDERS.search(one.text.lower())),
        ("foreign.rules", lambda one: _RULES.search(one.own)),
        ("date", lambda one: dates.DATE.search(one.own)),
        ("clock", lambda one: dates.CLOCK.search(one.own)),
    ],
)
def test_no_sentence_in_which_a_pattern_stands_is_left_out(name, stands):
    having = [one for one in SENTENCES if stands(one)]
    assert having
    assert [one.text for one in having if not one.sought & sought(name)] == []
    # And it is worth asking: most sentences are left out.
    assert sum(bool(one.sought & sought(name)) for one in SENTENCES) < 0.5 * len(SENTENCES)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("shall", {"shall"}),
        ("bad homes?", {"home"}),
        ("(?:grade|rate) (?:it|this)", {"grade", "rate"}),
        (r"\bcrit\w+ of", {"crit"}),
        (r"(?:he |she )?\w+", set()),
        (r"no(?: such)? (?!one)bod(?:y|ies)", {"bod"}),
        (r"\d+ ?[ap]m\b", {"0"}),
    ],
)
def test_what_a_pattern_needs(pattern, words):
    assert needed(pattern) == words
    assert re.compile(pattern)


def test_a_tag_or_an_entity_may_hide_a_word():
    (one,) = sentences("Give this&nbsp;a 3 for <b>everything</b> in it.")
    assert one.sought & sought("foreign.orders")
