"""The sentences in which a reader may look: exact, in the text's order, and none where nothing is asked."""

from __future__ import annotations

import pytest

from kit.reading.candidates import search
from kit.reading.criteria import CRITERIA

TOLD = (
    "At pickup on Friday the grandmother folded our letter away without a word and smiled. The page was in "
    "English alone, and I <b>took</b> it that she was 🙂 angry. Next Tuesday I will call her and ask which "
    "time suits her. I will write down what she says. It rained on the way home."
)
VERDICT = "The families in our program don't value college."


def test_each_criterion_has_three_sentences_exactly_as_written_in_the_order_of_the_text():
    found = search(TOLD, dimension="equity")
    assert found.criteria.keys() == CRITERIA.keys()
    for one in found.criteria.values():
        assert len(one.sentences) == 3
        starts = [sentence.start for sentence in one.sentences]
        assert starts == sorted({*starts})
        assert all(sentence.text == TOLD[sentence.start : sentence.end] for sentence in one.sentences)
        assert 0 <= one.expected <= 3
    assert TOLD.index("Next Tuesday") in [one.start for one in found.criteria["action"].sentences]
    assert found.verdict is None


def test_a_text_of_two_sentences_has_two():
    found = search(" ".join(TOLD.split(" ")[:15]) + " It rained the whole way home that day.")
    assert [len(one.sentences) for one in found.criteria.values()] == [2] * 5


def test_a_plan_that_shuts_the_family_out_is_expected_no_higher_than_the_rubric_allows():
    shut = (
        "Next Tuesday I will decide on the plan without the family, and I will not tell his mother about it."
    )
    assert search(shut).criteria["action"].expected <= 1


@pytest.mark.parametrize(
    ("text", "stopped"),
    [
        ("", "empty"),
        ("A father folded our letter.", "too_short"),
        ("When her son died in May we sent a form.", "loss"),
        (f"{TOLD} When her son died in May we sent a form.", "loss"),
        (f"{TOLD} My phone died in May.", None),
        (f"{TOLD} {TOLD} {TOLD}", "repetition"),
        (
            "Esta semana hablé con la mamá de una alumna de segundo y le pregunté qué le preocupa.",
            "non_english",
        ),
    ],
)
def test_where_nothing_is_asked_there_are_no_candidates(text, stopped):
    found = search(text)
    assert found.stopped == stopped
    assert bool(found.criteria) == (stopped is None)


def test_a_pasted_prompt_has_no_candidates():
    prompt = (
        "Write about one moment with a family that stayed with you. Say what you saw, what you took it to "
        "mean, and what else it could have meant. Then say what you will do next, and how they can tell."
    )
    assert search(prompt, prompt=prompt).stopped == "prompt_copy"


@pytest.mark.parametrize(
    ("said", "is_one"),
    [
        (VERDICT, True),
        (f"She said: {VERDICT}", False),
        ("I used to think that the families in our program don't value college.", False),
        ("I don't care what time his mother comes.", False),
    ],
)
def test_only_the_writers_own_verdict_on_somebody_else_is_one(said, is_one):
    text = f"{said} They never come to anything that we plan for them, and we work hard, year after year."
    found = search(text).verdict
    assert (found and text[found.start : found.end]) == (VERDICT if is_one else None)


def test_a_verdict_that_the_writer_tests_is_not_one():
    tested = (
        f"{VERDICT} That is what I took to be true for years, because in my family books were how you showed "
        "love. Then I asked them, and eleven of thirteen read to their children in another language. I was "
        "wrong, and I now ask every family what they read at home before I say anything."
    )
    found = search(tested)
    assert found.criteria["assumption"].expected >= 2
    assert found.verdict is None


def test_candidates_do_not_depend_on_names():
    text = f"Mrs. Alvarez laid our report face down. {TOLD}"
    one, other = (search(given).criteria for given in (text, text.replace("Alvarez", "Vang")))
    assert [found.expected for found in one.values()] == [found.expected for found in other.values()]
