"""What a reading says to the writer: about the writer's own words, and only what is sure to fit."""

from __future__ import annotations

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading.coach import LEAST_WORDS, coach
from kit.reading.quoting import Writing
from kit.reading.remarks import ELSE, PRAISES, QUESTIONS, is_open, sentences_for

TOLD = (
    "At pickup on Friday the grandmother folded our letter away without a word and smiled. The page was in "
    "English alone, and it was the third page of that kind since the year began in our building by the lake. "
)
PLAIN = (
    "On Monday we went through the binders, and the team sat in the library until it was time to go home. "
)
LONG = PLAIN * 2


@pytest.fixture(scope="module")
def rubric():
    return compiled().rubric.criteria


@pytest.fixture(scope="module")
def words():
    return compiled().words


def found(text, levels, cautions=(), gate=None, **shown):
    """A reading of a text; the sentences in ``shown`` earn the criteria that they are given for."""

    def spans(sentence):
        at = text.index(sentence)
        return [{"start": at, "end": at + len(sentence), "text": sentence}]

    parts = {
        c: {
            "level": level,
            "confidence": 0.9,
            "reason": None,
            "evidence": spans(shown[c]) if c in shown else [],
        }
        for c, level in levels.items()
    }
    raised = [{"kind": kind, **spans(sentence)[0], "message": "", "caps": {}} for kind, sentence in cautions]
    return {"gate": gate, "criteria": parts, "cautions": raised, "next_step": "Ask a person."}


def said(text, levels, rubric, words, *cautions, **shown):
    return coach(text, found(text, levels, cautions, **shown), rubric, words)


def praise_of(sentence):
    """The first remark that praises a sentence, whatever the reading points to."""
    (line,) = Writing(sentence).lines
    return next((p.name for p in PRAISES if p.fits(line) and not line.has(*p.doubtful)), None)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("asked", 'I asked her mother, "What would you want us to know?"'),
        ("checked", "Then I went back through the call log to see."),
        ("own_part", "I was short with her at the door."),
        ("assumed", "I assumed that she had let it lapse."),
        ("changed", "So I moved the meeting to seven for them."),
        ("unsure", "I still don't know whether she read it."),
        ("plan", "On Monday I will call her mother about the bus."),
        ("their_side", "Maybe she felt that we left her out."),
        ("words", 'A father told me, "For you college is a place."'),
        ("placed", "On Friday a father gave our letter back to us."),
        ("pictured", "His mother nodded at the page for a long while."),
    ],
)
def test_each_praise_has_a_sentence_that_it_fits(name, sentence, words):
    assert praise_of(sentence) == name
    assert words[f"coach_praise.{name}"]


@pytest.mark.parametrize(
    "sentence",
    [
        'I asked her, "Is that okay?"',
        "She asked what I'd have asked him.",
        "If it happens again, then I was wrong twice.",
        "His view is that I should have asked first.",
        "I didn't get asked one question.",
        "Maybe on Monday I will call her mother about it.",
        "Those parents never came, so I checked the log.",
        'The form says "parent or parents, however you can."',
        "I went on with what he said, since he was not there.",
        "It was a long day for all of us here.",
    ],
)
def test_a_sentence_that_does_not_surely_show_it_is_not_praised(sentence):
    assert praise_of(sentence) is None


ALL = {q.name: q for some in (*QUESTIONS.values(), ELSE) for q in some}


def asks(name, text, pointed=True):
    """What a question quotes of a text, "" for the whole, ``None`` where it is not asked."""
    writing, question = Writing(text), ALL[name]
    if not is_open(question, writing):
        return None
    if not question.quotes:
        return ""
    everywhere = {line.start for line in writing.lines} if pointed else set()
    lines = sentences_for(question, writing, {(question.criterion, question.least): everywhere})
    return next((line.shown() for line in lines), None)


@pytest.mark.parametrize(
    ("name", "text", "quoted", "answered"),
    [
        ("which_one", "Families matter a great deal to me.", "", "On Friday a father came. He said no."),
        (
            "how_seen",
            "Mrs. Doyle was angry about the form.",
            "Mrs. Doyle was angry about the form.",
            "Mrs. Doyle was angry about the form, she told me.",
        ),
        (
            "when_heard",
            "A father told me that he has seven apps.",
            "A father told me that he has seven apps.",
            "A father told me that he has seven apps. I thought he was joking.",
        ),
        (
            "in_mind",
            "The mother nodded at the last page.",
            "The mother nodded at the last page.",
            "The mother nodded at the last page. I felt my face go hot.",
        ),
        (
            "is_a_guess",
            "Maybe she felt that it was late.",
            "Maybe she felt that it was late.",
            "Maybe she felt that it was late. I will ask her.",
        ),
        (
            "ask_family",
            "The family has not been here yet.",
            "",
            "The family told us that they want mornings.",
        ),
        (
            "ask_about_words",
            "A father told me that the bus is late.",
            "A father told me that the bus is late.",
            "A father told me that the bus is late. I asked him which one.",
        ),
        (
            "next_step",
            "The form was filed. Everyone went home.",
            "",
            "The paper was filed. I'll call her mother.",
        ),
        (
            "first_seen",
            "I'd like to be fair to them.",
            "I'd like to be fair to them.",
            "I'd like to be fair to them on Monday, May 4.",
        ),
        (
            "depends",
            "I will ask her how it was.",
            "I will ask her how it was.",
            "I will ask her how it was. Then we change the hour.",
        ),
        (
            "if_not",
            "On Monday I'll call her mother.",
            "On Monday I'll call her mother.",
            "On Monday I'll call her mother. If nobody answers, I'll write.",
        ),
        (
            "tell_you",
            "So we moved the meeting to the barn.",
            "So we moved the meeting to the barn.",
            "So we moved the meeting to the barn. She told us that it works.",
        ),
        ("come_back", "I assumed that she was dodging me.", "I assumed that she was dodging me.", PLAIN),
        (
            "want_known",
            'A mother told me, "You ask in the hallway."',
            'A mother told me, "You ask in the hallway."',
            'I asked her to mark this up. A mother told me, "You ask in the hallway."',
        ),
        (
            "retell",
            "She looked it over front and back. His mother left.",
            "She looked it over front and back.",
            "My mother was there. She looked it over front and back.",
        ),
        ("put_first", "The grandmother came in.", "", "My own mother never came to school."),
        ("left_out", "Families were there.", "", "Families were there. They can mark it up."),
        ("not_known", PLAIN, "", "I wonder what it was."),
        ("who_hears", PLAIN, "", None),
    ],
)
def test_each_question_fits_a_text_and_is_not_asked_where_it_may_be_answered(
    name, text, quoted, answered, words
):
    assert asks(name, text) == quoted
    if answered:
        assert asks(name, answered) is None
    assert words[f"coach_ask.{name}"]
    assert "____" in words[f"coach_try.{name}"]


def test_every_question_and_praise_is_tried_above(words):
    assert words.group("coach_ask").keys() == ALL.keys()
    assert words.group("coach_praise").keys() == {p.name for p in PRAISES} | {"moment"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("retell", "The nurse smiled and she showed him the steel comb. His mother came."),
        ("depends", "I guess you would have to ask them first."),
        ("depends", "Ask me when I've stopped blushing about it."),
        ("ask_about_words", "- say back what mom told me, in one sentence"),
        ("want_known", "Starting Monday I'll repeat what the mother told me."),
        ("when_heard", "I'd like to have a van at night, and he told me he's willing."),
        ("if_not", "On Friday I will be there if you have questions."),
        ("tell_you", "If by March we changed the hour, she can say."),
    ],
)
def test_a_sentence_on_which_a_question_makes_no_sense_is_not_quoted(name, text):
    assert asks(name, text) is None


def test_what_needs_the_readings_pointer_is_not_quoted_without_it():
    assert asks("if_not", "On Monday I'll call her mother.", pointed=False) is None


def test_the_weakest_criterion_is_asked_about(rubric, words):
    text = TOLD + "I'd like to be fair to them."
    one = said(text, {"event": 2, "assumption": 3, "perspective": 2, "action": 0}, rubric, words)
    assert one.question == ("I'd like to be fair to them.", words["coach_ask.first_seen"])
    assert one.starter == words["coach_try.first_seen"]
    one = said(text, {"event": 2, "assumption": 0, "action": 1}, rubric, words, event=TOLD[:87])
    assert one.question.text == words["coach_ask.in_mind"]


def test_one_sentence_is_never_praised_and_asked_about(rubric, words):
    text = LONG + "I assumed that she was dodging me."
    one = said(text, {"assumption": 3}, rubric, words)
    assert one.question.words == "I assumed that she was dodging me."
    assert one.strength is None


def test_a_question_names_the_one_relative_of_a_text(rubric, words):
    def asked(text):
        return said(LONG + text, {"event": 3}, rubric, words).question.text

    mother = words.fill("coach_ask.put_first", who=words["coach_who.mother"])
    assert asked("His mother was in the room.") == mother
    family = words.fill("coach_ask.put_first", who=words["coach_who.family"])
    assert asked("His mother and his aunt were in the room.") == family
    left_out = words.fill("coach_ask.left_out", who=words["coach_who.family"])
    assert asked("Mrs. Hall was in the room with her father's horn.") == left_out


def test_a_text_without_full_stops_is_asked_about_as_a_whole(rubric, words):
    text = TOLD.replace(".", "")
    one = said(text, {"event": 2, "assumption": 0}, rubric, words)
    assert one.question.words == ""
    assert one.strength == ("", words["coach_praise.moment"])


def test_a_level_that_is_withheld_is_not_asked_about(rubric, words):
    one = said(TOLD, {"event": 3, "action": None}, rubric, words)
    assert one.question.text != words["coach_ask.next_step"]
    unsure = said(TOLD, {c.id: None for c in rubric}, rubric, words)
    assert unsure.first == words["opinion.nothing_sure"]
    assert unsure.question is unsure.strength is None


def test_a_moment_is_praised_only_where_the_reading_is_sure_of_one(rubric, words):
    assert said(LONG, {"event": 2}, rubric, words).strength == ("", words["coach_praise.moment"])
    assert said(LONG, {"event": 1}, rubric, words).strength is None


def test_a_short_text_is_told_what_to_write_first_and_nothing_else(rubric, words):
    short = " ".join(TOLD.split()[: LEAST_WORDS - 1])
    assert said(short, {"event": 0}, rubric, words) == (words["opinion.event_first"], None, None, "")
    assert said(short, {"event": 2}, rubric, words) == (words["opinion.meaning_first"], None, None, "")
    gated = found("Hello there.", {}, gate="too_short")
    assert coach("Hello there.", gated, rubric, words).first == words["opinion.event_first"]
    gated = found(TOLD, {}, gate="non_english")
    assert coach(TOLD, gated, rubric, words).first == "Ask a person."


@pytest.mark.parametrize("caution", [True, False])
def test_a_deficit_told_as_fact_is_asked_about_first_and_little_is_praised(rubric, words, caution):
    lacks = "Families here don't value school."
    text = TOLD + "I was short with her. " + lacks
    raised = [("deficit_language", lacks)] if caution else []
    one = said(text, {"event": 1, "action": 0}, rubric, words, *raised)
    assert one.question == (lacks, words["opinion_about.deficit_language"])
    assert one.starter == words["coach_try.deficit_language"]
    assert not one.strength or one.strength.text == words["coach_praise.placed"]


@pytest.mark.parametrize(
    "sentence",
    [
        "The teachers say some parents don't care.",
        "I care about these families a great deal.",
        "I now meet those parents in person on the steps.",
        "I assumed that the parents don't care.",
    ],
)
def test_what_others_say_and_what_was_thought_once_is_no_judgment(sentence, rubric, words):
    one = said(TOLD + sentence, {"action": 1}, rubric, words, ("deficit_language", sentence))
    assert one.question.text != words["opinion_about.deficit_language"]


def test_a_belief_that_is_owned_up_to_is_not_asked_about_as_a_deficit(rubric, words):
    theory = "My theory is that they don't value it."
    text = TOLD + theory
    raised = ("deficit_language", theory)
    one = said(text, {"assumption": 2, "action": 1}, rubric, words, raised, assumption=theory)
    assert one.question.text != words["opinion_about.deficit_language"]


@pytest.mark.parametrize("text", [TOLD + PLAIN, PLAIN * 3, TOLD * 40])
def test_whatever_the_reader_finds_there_is_something_to_say_without_a_number(text, rubric, words):
    one = coach(text, PartnershipReader().read(text, id="a"), rubric, words)
    assert one.first or one.question
    spoken = [one.first, one.starter, *(s.text for s in (one.strength, one.question) if s)]
    assert not any(ch.isdigit() for ch in "".join(spoken))
