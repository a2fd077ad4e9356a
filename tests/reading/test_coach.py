"""What a reading says to the writer: questions to choose from; a sentence is quoted where that is sure."""

from __future__ import annotations

from importlib import resources

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading import coach as coaching
from kit.reading.advising import Advice, advise, done_in, stored
from kit.reading.coach import coach
from kit.reading.features import features
from kit.reading.judging import summed
from kit.reading.pointing import pointer
from kit.reading.quoting import shown
from kit.reading.sentences import sentences
from kit.reading.signs import sign

TOLD = (
    "At pickup on Friday the grandmother folded our letter away without a word and smiled. The page was in "
    "English alone, and it was the third page of that kind since the year began in our building by the lake. "
)
VERDICT = "The parents of my sixth graders do not read, and they don't care."
PLAN = "Next Tuesday I will call her and ask which time suits her."


@pytest.fixture(scope="module")
def words():
    return compiled().words


def said(text, words):
    return coach(text, PartnershipReader().read(text, id="a"), words)


def read(gate=None, cautions=(), **levels):
    start = [*shown(TOLD)][1]
    criteria = {name: {"level": one, "evidence": [{"start": start}]} for name, one in levels.items()}
    return {"gate": gate, "cautions": list(cautions), "next_step": "Ask a person.", "criteria": criteria}


@pytest.fixture
def found(monkeypatch, words):
    """What is said of `TOLD` for some advice."""

    def say(kinds=(), verdict=None, asks=None, of_one=True, **levels):
        starts = [*shown(TOLD), -1]
        at = [None if one is None else starts[one] for one in (verdict, asks)]
        monkeypatch.setattr(coaching, "advise", lambda *_: Advice(tuple(kinds), *at, of_one))
        return coach(TOLD, read(**levels), words)

    return say


def test_all_that_the_models_choose_has_words(words):
    kinds = stored()["helps"].keys()
    assert kinds == stored()["harms"].keys()
    assert kinds == words.group("coach_ask").keys() == words.group("coach_ask_of_nobody").keys()
    tries = words.group("coach_try")
    assert tries.keys() == {*kinds, "verdict", "handbook", "copied_prompt"}
    assert all("____" in one for one in tries.values())


def test_questions_are_offered_to_choose_from_and_quote_nothing(found, words):
    one = found(["tell", "check"])
    asks = words.group("coach_ask")
    assert one == ("", None, None, (asks["tell"], asks["check"]), words["coach_try.tell"])
    asks = words.group("coach_ask_of_nobody")
    assert found(["tell"], of_one=False).questions == (asks["tell"],)


def test_a_sure_verdict_is_quoted_and_asked_about_first(found, words):
    one = found(["their_view", "check", "tell", "took_it"], verdict=1)
    assert one.about == ([*shown(TOLD).values()][1], words["opinion_about.verdict"])
    # What the family would say is asked about the verdict already.
    assert one.questions == (words["coach_ask.check"], words["coach_ask.tell"])
    assert one.starter == words["coach_try.verdict"]
    # What can't be quoted is not asked about.
    assert found(["check"], verdict=-1).about is None


def test_where_nothing_is_open_or_sure_that_is_said_or_left_out(found, words):
    one = found(asks=0)
    assert (one.first, one.questions, one.starter) == (words["opinion.nothing_open"], (), "")
    assert one.strength == (next(iter(shown(TOLD).values())), words["opinion.asked"])
    assert found(["tell"]).strength is None


def test_where_nothing_is_open_the_sentence_that_earns_most_is_pointed_to(found, words):
    second = [*shown(TOLD).values()][1]
    assert found(action=3).strength == (second, words["opinion.earns"])
    assert found(perspective=3, action=2).strength == (second, words["opinion.earns"])
    assert found(assumption=3, action=2).strength is None
    assert found(["tell"], action=3).strength is None
    assert found(asks=0, action=3).strength.text == words["opinion.asked"]


@pytest.mark.parametrize("kind", ["handbook", "copied_prompt"])
def test_recited_words_are_asked_about_and_nothing_else(kind, words):
    sentence = next(iter(shown(TOLD).values()))
    one = coach(TOLD, read(cautions=[{"kind": kind, "start": 0}]), words)
    about = (sentence, words[f"opinion_about.{kind}"])
    assert one == ("", None, about, (), words[f"coach_try.{kind}"])


@pytest.mark.parametrize(
    "verdict",
    [
        VERDICT,
        "Some parents want you to raise their kid for them.",
        "Parents here do not listen, they wait for their turn.",
    ],
)
def test_nothing_is_praised_in_a_text_that_judges_a_family(verdict, words):
    asked = 'I asked her mother, "What would you want us to know about her?" and she told me.'
    assert said(f"{TOLD}{asked} {PLAN}", words).strength == (asked, words["opinion.asked"])
    assert said(f"{TOLD}{asked} {verdict} {PLAN}", words).strength is None


def test_a_verdict_is_quoted_unless_somebody_else_may_have_said_it():
    after = " They never come to anything that we plan for them, and we work hard, year after year."
    assert advise(VERDICT + after).verdict == 0
    assert advise(f"They said: {VERDICT}{after}").verdict is None


@pytest.mark.parametrize(
    "near", ["But I have no time for it.", "And who would have the time for that in October?"]
)
def test_nothing_is_praised_near_a_turn_or_a_question_to_nobody(near):
    asked = 'I asked her mother, "What would you want us to know about her?" and she told me.'
    assert advise(f"{TOLD}{asked} It was a list.").asks == len(TOLD)
    assert advise(f"{TOLD}{asked} It was a list. {near}").asks is None


@pytest.mark.parametrize(
    ("text", "done"),
    [
        (PLAN, {"first_step", "your_move"}),
        ('His mother said, "Which one? We have moved four times."', {"tell"}),
        ("I will ask her what she would like us to change.", {"ask_them"}),
        ("If not, we will meet at the library.", {"obstacle"}),
        ("I want to find out whether it works at her end.", {"check"}),
        ("I asked him to tell me what else I had made up.", {"check"}),
        ("We check back in May.", {"check"}),
        ("The page was long.", set()),
    ],
)
def test_what_a_text_has_plainly_done_is_not_asked(text, done):
    signed = sign(sentences(text))
    assert done <= done_in(signed, summed(pointer().point(features(signed))))
    if not done:
        assert not done_in(signed, summed(pointer().point(features(signed))))
    assert not set(advise(text).kinds) & done


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("", "event_first"),
        ("Hello there.", "event_first"),
        ("Equal is fair, and fair is what we are here for.", "event_first"),
        ("Going forward I will call each family once every two weeks.", "plan_first"),
        ("His mother came to the door on Friday and gave the form back.", "meaning_first"),
    ],
)
def test_a_short_text_is_told_one_thing_by_what_is_in_it(text, first, words):
    for gate in (None, "too_short"):
        assert coach(text, read(gate), words) == (words[f"opinion.{first}"], None, None, (), "")


def test_of_another_language_nothing_is_asked(words):
    spanish = (
        "Esta semana hablé por teléfono con la mamá de una alumna de segundo y le pregunté qué le preocupa."
    )
    other, also = words["opinion.other_language"], words["opinion.in_spanish"]
    assert coach(spanish, read("non_english"), words).first == f"{other} {also}"
    assert coach("Guten Tag.", read("non_english"), words).first == other
    assert coach(TOLD, read("off_topic"), words).first == "Ask a person."


def test_a_text_without_full_stops_is_quoted_as_a_piece():
    text = (TOLD.replace(".", "").lower() + "and i'm gonna ask her mama friday if it's better ") * 2
    assert all(one.startswith("… ") and one.endswith(" …") for one in shown(text).values())


def test_a_quotation_is_shown_whole_and_what_others_said_alone_is_not():
    text = 'A dad told her, "Every year they say developing. Developing into what?" That word stuck with me.'
    first, *_, last = shown(text).values()
    assert first.endswith('Developing into what?"')
    assert last == "That word stuck with me."
    assert not any(one.startswith("Developing") for one in shown(text).values())


def test_of_a_long_sentence_the_beginning_is_shown():
    (only,) = shown(f"The list named {'a red pen and ' * 20}a folder.").values()
    assert only.endswith(" …")
    assert len(only.split()) < 50


def test_numbers_of_a_text_do_not_depend_on_names(words):
    text = f"Mrs. Alvarez laid our report face down. {TOLD}{PLAN}"
    assert advise(text).kinds == advise(text.replace("Alvarez", "Vang")).kinds


@pytest.mark.parametrize("text", [TOLD + PLAN, VERDICT * 8, TOLD * 40, f"{TOLD}\n- one\n- two\n- a third"])
def test_whatever_stands_there_the_panel_quotes_only_that_and_gives_no_number(text, words):
    one = said(text, words)
    assert one.first or one.questions or one.about
    quoting = [said for said in (one.strength, one.about) if said]
    spoken = [one.first, one.starter, *one.questions, *(said.text for said in quoting)]
    assert not any(ch.isdigit() for ch in "".join(spoken))
    plain = " ".join(text.split())
    assert all(said.words in plain for said in quoting)


def test_all_weights_together_are_small():
    folder = resources.files("kit.reading")
    own = [one for one in folder.iterdir() if one.name.endswith(".json")]
    assert {one.name for one in own} == {"coach.json", "levels.json"}
    moves = list((folder / "moves" / "trained").iterdir())
    assert sum(len(one.read_bytes()) for one in (*own, *moves)) < 3_000_000
