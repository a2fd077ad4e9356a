"""What a reading says to the writer: questions to choose from; a sentence is quoted where that is sure."""

from __future__ import annotations

from importlib import resources

import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading import coach as coaching
from kit.reading.advising import SURELY_ANSWERS, Advice, advise
from kit.reading.coach import coach
from kit.reading.quoting import shown
from kit.reading.weighed import SORTS, stored

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

    def say(
        kinds=(), judges=False, verdict=None, leaves=None, of_somebody=True, answers=(), steps=(), **levels
    ):
        starts = [*shown(TOLD), -1]
        shows, asked_of = ({kind: starts[at] for kind, at in dict(one).items()} for one in (answers, steps))
        at = [None if one is None else starts[one] for one in (verdict, leaves)]
        advice = Advice(tuple(kinds), shows, judges, *at, asked_of, of_somebody)
        monkeypatch.setattr(coaching, "advise", lambda *_: advice)
        return coach(TOLD, read(**levels), words)

    return say


def test_all_that_the_models_choose_has_words(words):
    kinds = stored()["helps"].keys()
    assert kinds == stored()["harms"].keys() == stored()["answered"].keys()
    assert kinds == words.group("coach_ask").keys() == words.group("coach_ask_of_nobody").keys()
    assert kinds <= {*SORTS}
    assert {*words.group("coach_shows")} == SURELY_ANSWERS.keys()
    assert {*words.group("coach_ask_of_step")} == {"check", "obstacle", "first_step"}
    tries = words.group("coach_try")
    assert tries.keys() == {*kinds, "verdict", "open", "handbook", "copied_prompt"}
    assert all("____" in one for one in tries.values())


def asks(words, *kinds, group="coach_ask"):
    """Questions without a quotation, each with how an answer may begin."""
    return tuple(("", words[f"{group}.{kind}"], words[f"coach_try.{kind}"]) for kind in kinds)


def grounds(words):
    return ("", words["opinion_about.judged"], words["coach_try.verdict"])


def test_questions_are_offered_to_choose_from_and_quote_nothing(found, words):
    assert found(["tell", "check"]) == ("", None, None, asks(words, "tell", "check"))
    of_nobody = asks(words, "tell", group="coach_ask_of_nobody")
    assert found(["tell"], of_somebody=False).questions == of_nobody


def test_a_sure_verdict_is_quoted_and_asked_about_first(found, words):
    one = found(["their_view", "check", "tell", "took_it"], verdict=1, judges=True)
    verdict = words["opinion_about.verdict"], words["coach_try.verdict"]
    assert one.about == ([*shown(TOLD).values()][1], *verdict)
    # What the family would say is asked about the verdict already.
    assert one.questions == asks(words, "check", "tell")
    # What can't be quoted is not asked about.
    assert found(["check"], verdict=-1).about is None


def test_where_somebody_is_likely_judged_its_grounds_are_asked_first(found, words):
    one = found(["check", "took_it", "their_view", "tell"], judges=True)
    assert one.questions == (grounds(words), *asks(words, "check", "tell"))
    one = found(["tell"], judges=True, of_somebody=False)
    assert one.questions == (*asks(words, "tell", group="coach_ask_of_nobody"), grounds(words))


def test_what_the_writer_leaves_open_is_quoted_and_asked_about(found, words):
    one = found(["ask_them", "check"], leaves=1)
    left_open = words["opinion_about.open"], words["coach_try.open"]
    assert one.about == ([*shown(TOLD).values()][1], *left_open)
    assert one.questions == asks(words, "check")


def test_a_step_is_quoted_and_asked_about_and_then_it_is_not_praised_too(found, words):
    first, second = shown(TOLD).values()
    one = found(["tell", "check"], steps={"check": 1}, answers={"your_move": 1, "check": 0})
    assert one.about == (second, words["coach_ask_of_step.check"], words["coach_try.check"])
    assert one.questions == asks(words, "tell")
    assert one.strength == (first, words["coach_shows.check"], "")
    assert found(["check"], steps={"check": -1}).about is None
    assert found(["tell"], steps={"check": 1}).about is None


def test_a_sentence_that_answers_a_question_is_shown_as_what_works(found, words):
    first, second = shown(TOLD).values()
    one = found(["tell"], answers={"check": 1})
    assert one.strength == (second, words["coach_shows.check"], "")
    told = found(["tell"], answers={"their_view": 0})
    assert told.strength == (first, words["coach_shows.their_view"], "")
    assert found(["tell"], answers={"their_view": -1}).strength is None


def test_where_nothing_is_open_that_is_said(found, words):
    one = found()
    assert one == (words["opinion.nothing_open"], None, None, ())


def test_of_several_sentences_the_surest_that_can_be_quoted_is_shown(found, words):
    first, second = shown(TOLD).values()
    one = found(answers={"your_move": 1, "check": 0})
    assert one.strength == (second, words["coach_shows.your_move"], "")
    one = found(answers={"your_move": -1, "check": 0})
    assert one.strength == (first, words["coach_shows.check"], "")


def test_a_program_asks_nothing_where_somebody_died(words):
    one = said(f"{TOLD}When her son died in May we sent a form. {PLAN}", words)
    assert one == (words["opinion.loss"], None, None, ())
    assert said(f"{TOLD}My phone died in May. {PLAN}", words).questions


@pytest.mark.parametrize("kind", ["handbook", "copied_prompt"])
def test_recited_words_are_asked_about_and_nothing_else(kind, words):
    sentence = next(iter(shown(TOLD).values()))
    one = coach(TOLD, read(cautions=[{"kind": kind, "start": 0}]), words)
    about = (sentence, words[f"opinion_about.{kind}"], words[f"coach_try.{kind}"])
    assert one == ("", None, about, ())


ASKED = 'I asked her mother, "What would you want us to know about her?" and she told me.'


@pytest.mark.parametrize("verdict", [VERDICT, "Some parents want you to raise their kid for them."])
def test_nothing_is_praised_in_a_text_that_judges_a_family(verdict, words):
    before = f"{TOLD}I called her, and she laughed. {ASKED}"
    assert said(before, words).strength.words == ASKED
    judged = said(f"{before} {verdict} {verdict} {verdict}", words)
    assert judged.strength is None


def test_a_verdict_is_quoted_unless_somebody_else_may_have_said_it():
    after = " They never come to anything that we plan for them, and we work hard, year after year."
    assert advise(VERDICT + after).verdict == 0
    assert advise(f"They said: {VERDICT}{after}").verdict is None


def test_what_is_left_open_has_to_say_that_it_isnt_known():
    text = f"{TOLD}I don't know what she needs. {PLAN}"
    assert advise(text).open == len(TOLD)
    assert advise(f"{TOLD}I don't have a triumph to report, and nobody came. {PLAN}").open is None


@pytest.mark.parametrize(
    ("answer", "kind"),
    [(ASKED, "ask_them"), ("In May I'll ask her if it did any good.", "check")],
)
def test_what_a_text_answers_is_found_and_not_asked(answer, kind):
    before = f"{TOLD}I called her, and she laughed. "
    advice = advise(before + answer)
    assert advice.answers[kind] == len(before)
    assert advice.kinds
    assert not {kind, "check"} & {*advice.kinds}


def test_of_two_questions_that_are_alike_one_is_offered():
    for text in (TOLD + PLAN, VERDICT * 8, TOLD * 4, TOLD + ASKED):
        assert not {"their_view", "ask_them"} <= {*advise(text).kinds}


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
        assert coach(text, read(gate), words) == (words[f"opinion.{first}"], None, None, ())


def test_of_another_language_nothing_is_asked(words):
    spanish = (
        "Esta semana hablé por teléfono con la mamá de una alumna de segundo y le pregunté qué le preocupa."
    )
    other, also = words["opinion.other_language"], words["opinion.in_spanish"]
    assert coach(spanish, read("non_english"), words).first == f"{other} {also}"
    assert coach("Guten Tag.", read("non_english"), words).first == other
    assert coach(TOLD, read("gibberish"), words).first == "Ask a person."
    # It may be wrong about this, and says so.
    assert coach(TOLD, read("off_topic"), words).first == words["opinion.off_topic"]


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
    spoken = [one.first, *(word for said in (*one.questions, *quoting) for word in said[1:])]
    assert not any(ch.isdigit() for ch in "".join(spoken))
    plain = " ".join(text.split())
    assert all(said.words in plain for said in quoting)


def test_all_weights_together_are_small():
    folder = resources.files("kit.reading")
    own = [one for one in folder.iterdir() if one.name.endswith(".json")]
    assert {one.name for one in own} == {"coach.json", "levels.json"}
    moves = list((folder / "moves" / "trained").iterdir())
    assert sum(len(one.read_bytes()) for one in (*own, *moves)) < 3_000_000
