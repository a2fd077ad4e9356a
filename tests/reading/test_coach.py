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
SECOND = "I took that for anger."
PLAIN = (
    "On Monday we went through the binders, and the team sat in the library until it was time to go home. "
)


@pytest.fixture(scope="module")
def rubric():
    return compiled().rubric.criteria


def spans(*sentences):
    return [{"start": 0, "end": len(one), "text": one} for one in sentences]


def found(levels, cautions=(), gate=None, **evidence):
    """A reading of `TOLD`: its first sentence earns whatever has a level above 0 and no ``evidence`` here."""
    parts = {
        c: {
            "level": level,
            "confidence": 0.9,
            "reason": None,
            "evidence": evidence.get(c, spans(FIRST)) if level else [],
        }
        for c, level in levels.items()
    }
    return {"gate": gate, "criteria": parts, "cautions": list(cautions), "next_step": "Ask a person."}


def caution(kind, start, end):
    return {"kind": kind, "start": start, "end": end, "message": "", "caps": {}}


def said(reading, rubric, text=TOLD):
    return coach(text, reading, rubric, compiled().words)


def test_the_weakest_criterion_is_asked_about_and_something_solid_praised(rubric):
    by_id = {c.id: c for c in rubric}
    levels = {"event": 2, "assumption": 3, "perspective": 1, "strategy": 2, "action": 1}
    felt = "Maybe she felt that we left her out of it."
    one = said(found(levels, assumption=spans(SECOND), perspective=spans(felt)), rubric)
    assert one.strength == (SECOND, by_id["assumption"].levels[3].coach.strength)
    # Of two that are equally weak, the rubric's order decides.
    assert one.question == (felt, by_id["perspective"].levels[1].coach.ask)
    assert one.starter == by_id["perspective"].levels[1].coach.starter


def test_of_a_moment_that_one_can_place_nothing_is_asked_while_anything_else_can_be(rubric):
    by_id = {c.id: c for c in rubric}
    assert said(found({"event": 2, "action": 3}), rubric).question.text == by_id["action"].levels[3].coach.ask
    assert said(found({"event": 1, "action": 3}), rubric).question.text == by_id["event"].levels[1].coach.ask


def test_one_sentence_is_never_praised_and_asked_about(rubric):
    one = said(found({"event": 2}), rubric)
    assert one.question.words == FIRST
    assert one.strength is None


def test_what_is_missing_is_asked_about_the_moment_and_without_a_quote_where_none_fits(rubric):
    assert said(found({"event": 2, "perspective": 0}), rubric).question.words == FIRST
    assert said(found({"event": 0}), rubric).question.words == FIRST
    assert said(found({"perspective": 1}), rubric).question.words == ""


@pytest.mark.parametrize(
    ("criterion", "sentence"),
    [
        ("perspective", 'He said, "I waited for an hour and nobody came out."'),
        ("perspective", "There was a pause, and he said, \"Ma'am, we sharpen knives."),
        ("assumption", "What did I assume about this family here?"),
        ("assumption", "The office had nothing to say to her."),
        ("strategy", "She's now in charge of the snack table."),
    ],
)
def test_a_sentence_that_does_not_show_it_is_not_praised(criterion, sentence, rubric):
    one = said(found({criterion: 3, "action": 1}, **{criterion: spans(sentence)}), rubric)
    assert one.strength is None
    mine = "I thought so, and then we asked what they like to hear."
    one = said(found({criterion: 3, "action": 1}, **{criterion: spans(sentence, mine)}), rubric)
    assert one.strength.words == mine


def test_a_text_without_full_stops_is_asked_about_as_a_whole(rubric):
    text = TOLD.replace(".", "")
    one = coach(text, found({"event": 2, "action": 1}), rubric, compiled().words)
    assert one.question.words == ""
    assert one.strength is None


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
    lacks = "Families like this one don't value school."
    text = TOLD + lacks
    raised = [caution("negated", 0, 5), caution("deficit_language", len(TOLD), len(text))]
    one = said(found({"event": 1, "action": 0}, raised), rubric, text)
    assert one.question == (lacks, compiled().words["opinion_about.deficit_language"])
    assert one.strength is None


def test_what_others_are_said_to_think_is_not_asked_about_as_the_writers(rubric):
    text = TOLD + "The teachers say some parents don't care."
    at = text.index("The teachers")
    one = said(found({"action": 1}, [caution("deficit_language", at, len(text))]), rubric, text)
    assert one.question.text != compiled().words["opinion_about.deficit_language"]


def test_a_belief_that_is_owned_up_to_is_not_asked_about_as_a_deficit(rubric):
    raised = [caution("deficit_language", 0, len(FIRST))]
    one = said(found({"assumption": 2, "action": 1}, raised), rubric)
    assert one.question.text != compiled().words["opinion_about.deficit_language"]


def test_a_long_sentence_is_cut_and_a_list_item_loses_its_dash(rubric):
    long = "- " + " ".join(f"word{n}" for n in range(60))
    one = said(found({"event": 1}, event=spans(long)), rubric)
    assert one.question.words.startswith("word0")
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
