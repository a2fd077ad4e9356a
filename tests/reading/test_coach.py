"""What a reading says to the writer: chosen from the rubric, about the writer's own words."""

from __future__ import annotations

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading.coach import LEAST_WORDS, coach

TOLD = (
    "At pickup on Friday Ms. Lee read our letter twice and folded it away without a word. I took that for "
    "anger. My own mother folded letters that way when she was angry, so that's where I think I got it from. "
)
FIRST = TOLD[: TOLD.index(" I took")]
PLAIN = (
    "On Monday we went through the binders, and the team sat in the library until it was time to go home. "
)


@pytest.fixture(scope="module")
def rubric():
    return compiled().rubric.criteria


def found(levels, cautions=(), gate=None, evidence=None):
    """A reading of `TOLD`: its first sentence earns whatever has a level above 0."""
    first = [{"start": 0, "end": len(FIRST), "text": FIRST}] if evidence is None else evidence
    parts = {
        c: {"level": level, "confidence": 0.9, "reason": None, "evidence": first if level else []}
        for c, level in levels.items()
    }
    return {"gate": gate, "criteria": parts, "cautions": list(cautions), "next_step": "Ask a person."}


def caution(kind, start, end):
    return {"kind": kind, "start": start, "end": end, "message": "", "caps": {}}


def said(reading, rubric, text=TOLD):
    return coach(text, reading, rubric, compiled().words)


def test_the_weakest_criterion_is_asked_about_and_the_strongest_praised(rubric):
    by_id = {c.id: c for c in rubric}
    one = said(found({"event": 2, "assumption": 3, "perspective": 1, "strategy": 2, "action": 1}), rubric)
    assert one.strength.text == by_id["assumption"].levels[3].coach.strength
    # Of two that are equally weak, the rubric's order decides, but for a moment that one can picture.
    assert one.question.text == by_id["perspective"].levels[1].coach.ask
    assert one.starter == by_id["perspective"].levels[1].coach.starter
    assert one.question.words == FIRST


def test_where_nothing_earns_it_the_question_is_about_another_of_their_sentences(rubric):
    one = said(found({"event": 2, "perspective": 0}), rubric)
    assert one.question.words == FIRST
    nothing = said(found({"event": 0}), rubric)
    assert nothing.question.words == FIRST
    assert nothing.strength is None


def test_a_level_that_is_withheld_is_neither_praised_nor_asked_about(rubric):
    one = said(found({"event": 2, "assumption": None, "action": None}), rubric)
    assert one.question.text == rubric[0].levels[2].coach.ask
    unsure = said(found({c.id: None for c in rubric}), rubric)
    assert unsure.first == compiled().words["opinion.nothing_sure"]
    assert unsure.question is unsure.strength is None


def test_a_short_text_is_told_what_to_write_first_and_nothing_else(rubric):
    short = " ".join(TOLD.split()[: LEAST_WORDS - 1])
    words = compiled().words
    assert said(found({"event": 0}), rubric, short) == (words["opinion.event_first"], None, None, "")
    assert said(found({"event": 2}), rubric, short) == (words["opinion.meaning_first"], None, None, "")
    assert said(found({}, gate="too_short"), rubric, "Hello there.").first == words["opinion.event_first"]
    assert said(found({}, gate="non_english"), rubric).first == "Ask a person."


def test_a_deficit_told_as_fact_is_asked_about_first_and_nothing_weak_is_praised(rubric):
    raised = [caution("negated", 0, 5), caution("deficit_language", len(FIRST) + 1, len(FIRST) + 22)]
    one = said(found({"event": 1, "action": 0}, raised), rubric)
    assert one.question == (
        TOLD[len(FIRST) + 1 : len(FIRST) + 22],
        compiled().words["opinion_about.deficit_language"],
    )
    assert one.strength is None


def test_a_belief_that_is_owned_up_to_is_not_asked_about_as_a_deficit(rubric):
    raised = [caution("deficit_language", 0, len(FIRST))]
    one = said(found({"assumption": 2, "action": 1}, raised), rubric)
    assert one.question.text != compiled().words["opinion_about.deficit_language"]


def test_a_long_sentence_is_cut(rubric):
    long = " ".join(f"word{n}" for n in range(60))
    one = said(found({"event": 2}, evidence=[{"start": 0, "end": 9, "text": long}]), rubric)
    assert one.question.words.endswith("word29 …")


@pytest.mark.parametrize("text", [TOLD + PLAIN, PLAIN * 3, TOLD * 40])
def test_whatever_the_reader_finds_there_is_something_to_say_without_a_number(text, rubric):
    one = said(PartnershipReader().read(text, id="a"), rubric, text)
    assert one.first or one.question
    spoken = [one.first, one.starter, *(s.text for s in (one.strength, one.question) if s)]
    assert not any(ch.isdigit() for ch in "".join(spoken))


def test_everything_that_a_machine_reads_has_something_to_say_at_each_level(rubric):
    from kit.reading.criteria import CRITERIA

    for criterion in rubric:
        if criterion.id in CRITERIA:
            assert all(level.coach for level in criterion.levels)
            assert all(level.coach.strength for level in criterion.levels[2:])
