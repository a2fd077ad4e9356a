"""A table in a hand-in: its words are counted like those of a text, and two of them are told in words."""

from refused import refused

from kit.content import compiled
from kit.handin.checks import checks, rows
from kit.handin.handing import hand_in, preview

CASE = compiled().cases["ms_perez"]
ASKED = next(one for one in CASE.items.items if one.kind == "table" and one.assignment and one.words)
HAND_IN = next(one for one in CASE.items.assignments if one.id == ASKED.assignment)
COLUMN = next(one for one in ASKED.columns if one.input == "text")


def answer(*texts):
    return {
        "rows": [{"row": row.id, "cells": {COLUMN.id: t}} for row, t in zip(ASKED.rows, texts, strict=False)]
    }


def test_its_words_are_counted_and_too_few_are_told(learner):
    ana = learner("course", "ana")
    ana.done(ASKED.id, answer("We could", "call."), lane="shared")
    there = preview(ana.folder, HAND_IN.id)
    assert {row.id: row.words for row in rows(CASE, there)}[ASKED.id] == 3
    (short,) = (one for one in checks(CASE, HAND_IN, there) if one.item == ASKED.id)
    assert (short.what, short.words, short.least) == ("short", 3, ASKED.words.least)


def test_two_of_them_are_told_in_words(learner):
    ana = learner("course", "ana")
    for text in ("By phone.", "By letter."):
        ana.done(ASKED.id, answer(text), again=False, lane="shared")
    with refused("handin.two_versions", item=ASKED.id) as asked:
        hand_in(ana.folder, HAND_IN.id)
    assert "{" not in asked.value.facts["answers"]
    assert ASKED.rows[0].text[:12] in asked.value.facts["answers"]
