"""What a reading says to the writer: a model chooses it, and it is about the writer's own words."""

from __future__ import annotations

from importlib import resources

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader, advising
from kit.reading import coach as coaching
from kit.reading.advising import Advice, advise, stored
from kit.reading.coach import coach
from kit.reading.quoting import shown

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


def read(gate=None, cautions=()):
    return {"gate": gate, "cautions": list(cautions), "next_step": "Ask a person."}


def advice(text, question="see_it", asked=0, praised=1, **more):
    """What a model could have found: the sentences of a text by number."""
    starts = list(shown(text))
    worth = {start: float(n == asked) for n, start in enumerate(starts)}
    praise = {start: float(n == praised) for n, start in enumerate(starts)}
    found = Advice(question, worth, praise, dict.fromkeys(starts, "owned"), True, frozenset(), frozenset())
    return found._replace(**more)


@pytest.fixture
def found(monkeypatch, words):
    """What is said of `TOLD` for some advice."""

    def say(**more):
        monkeypatch.setattr(coaching, "advise", lambda *_: advice(TOLD, **more))
        return coach(TOLD, read(), words)

    return say


def test_all_that_the_models_choose_has_words(words):
    questions = stored()["asking"]["helps"].keys() - {"none"}
    asks, tries = words.group("coach_ask"), words.group("coach_try")
    assert questions <= asks.keys()
    assert {one.removesuffix("_move") for one in asks} == questions
    assert tries.keys() - {"handbook", "copied_prompt"} == asks.keys()
    assert all("____" in one for one in tries.values())
    assert {*stored()["praises"]["kinds"], "keep"} == words.group("coach_praise").keys()


def test_a_strength_and_a_question_stand_beside_sentences_of_their_own(found, words):
    first, second = shown(TOLD).values()
    one = found()
    who = words["coach_who.family"]
    assert one.strength == (second, words["coach_praise.owned"])
    assert one.question == (first, words.fill("coach_ask.see_it", who=who))
    assert one.starter == words["coach_try.see_it"]
    assert one.first == ""
    # Both would stand beside the same sentence: the next best one is praised.
    assert found(praised=0).strength.words == second


def test_what_is_asked_about_is_not_shown_again_as_praised_with_the_next_few_words(monkeypatch, words):
    text = TOLD + "There were muffins."
    monkeypatch.setattr(coaching, "advise", lambda *_: advice(text, asked=1, praised=2))
    one = coach(text, read(), words)
    assert one.question.words not in one.strength.words


def test_a_move_and_families_are_asked_about_as_such(found, words):
    (start, *_) = shown(TOLD)
    one = found(question="works", moves=frozenset([start]), of_many=frozenset([start]))
    who = words["coach_who.families"]
    assert one.question.text == words.fill("coach_ask.works_move", who=who)
    assert one.starter == words["coach_try.works_move"]
    # There is no other wording of it for a move.
    assert found(question="tell", moves=frozenset([start])).question.text == words["coach_ask.tell"]


def test_where_nothing_is_open_or_to_be_praised_that_is_said_or_left_out(found, words):
    one = found(question="none")
    assert (one.first, one.question, one.starter) == (words["opinion.nothing_open"], None, "")
    assert one.strength.text == words["coach_praise.owned"]
    assert found(is_praised=False).strength is None


@pytest.mark.parametrize("kind", ["handbook", "copied_prompt"])
def test_recited_words_are_asked_about_first_and_nothing_is_praised(kind, words):
    sentence = next(iter(shown(TOLD).values()))
    one = coach(TOLD, read(cautions=[{"kind": kind, "start": 0}]), words)
    assert one == ("", None, (sentence, words[f"opinion_about.{kind}"]), words[f"coach_try.{kind}"])


@pytest.mark.parametrize(
    "verdict",
    [
        VERDICT,
        "Some parents want you to raise their kid for them.",
        "These are tiger parents, it is what it is.",
        "Parents here do not listen, they wait for their turn.",
    ],
)
def test_who_judges_a_family_is_asked_about_that_and_not_praised_for_it(verdict, words):
    one = said(f"{TOLD}{verdict} {PLAN}", words)
    asked = ("coach_ask.verdict", "coach_ask.see_it")
    assert one.question.words == verdict
    assert one.question.text in {words.fill(name, who=words["coach_who.families"]) for name in asked} | {
        words.fill(name, who=words["coach_who.family"]) for name in asked
    }
    assert one.strength is None or one.strength.words != verdict


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
        assert coach(text, read(gate), words) == (words[f"opinion.{first}"], None, None, "")


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
    assert advise(text).question == advise(text.replace("Alvarez", "Vang")).question


@pytest.mark.parametrize("text", [TOLD + PLAN, VERDICT * 8, TOLD * 40, f"{TOLD}\n- one\n- two\n- a third"])
def test_whatever_stands_there_the_panel_quotes_it_and_gives_no_number(text, words):
    one = said(text, words)
    assert one.first or one.question or one.strength
    spoken = [one.first, one.starter, *(s.text for s in (one.strength, one.question) if s)]
    assert not any(ch.isdigit() for ch in "".join(spoken))
    plain = " ".join(text.split())
    assert all(s.words in plain for s in (one.strength, one.question) if s)


def test_all_weights_together_are_small():
    folder = resources.files("kit.reading")
    own = [one for one in folder.iterdir() if one.name.endswith(".json")]
    assert {one.name for one in own} == {"coach.json", "levels.json"}
    moves = list((folder / "moves" / "trained").iterdir())
    assert sum(len(one.read_bytes()) for one in (*own, *moves)) < 3_000_000
    assert advising.stored()["verdict"]["surely"] > advising.stored()["verdict"]["hardly"]
