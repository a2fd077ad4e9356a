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


@pytest.mark.parametrize(
    ("said", "is_loss"),
    [
        ("In February the family lost their baby girl at five weeks.", True),
        ("They lost the baby in October.", True),
        ("His grandmother passed away over the break.", True),
        ("Her mother had passed, and her aunt does her hair now.", True),
        ("It was the suit he'd worn to bury his mother.", True),
        ("Her second child was stillborn.", True),
        ("She miscarried in the spring.", True),
        ("We moved the meeting, since they had a funeral that day.", True),
        ("The mother, and this I learned late, never told us that his father is dead.", True),
        ("He has been quiet since his mother's death.", True),
        ("She lost her three-year-old son to the flood.", True),
        ('She told me, "My husband died in May."', True),
        ("They lost their child care when the center closed.", False),
        ("He lost his baby brother's coat.", False),
        ("My phone died in the middle of the call.", False),
        ("The father said that he lost the form.", False),
        ("On Monday he lost his tooth in the lunch line.", False),
        ("We lost his mother's number in the move.", False),
        ("I lost her on the second page of the report.", False),
        ("His mother passed me in the hall and did not look up.", False),
        ("His sister passed the test that week.", False),
        ("We lost a family last year when the plant closed.", False),
        ("The school calls a flat audiogram a loss of hearing.", False),
    ],
)
def test_a_loss_is_noticed_in_other_words_and_a_lost_thing_is_none(said, is_loss):
    found = search(f"{TOLD} {said}")
    assert found.stopped == ("loss" if is_loss else None)
    assert bool(found.criteria) != is_loss


def offered(text):
    return {one.text for found in search(text).criteria.values() for one in found.sentences}


def test_headings_and_a_few_words_are_offered_only_where_there_is_nothing_else():
    assert offered(f"{TOLD} Next? I am. And this is what I plan to do:") == offered(TOLD)
    few = "She asked me. I said no. He was there. They sat down. We went home. It was late."
    assert offered(few) <= {f"{one}." for one in few.rstrip(".").split(". ")}
    assert [len(found.sentences) for found in search(few).criteria.values()] == [3] * 5
    left = "At pickup the grandmother folded our letter away. She smiled. She left. It rained. I am."
    assert offered(left) == {"At pickup the grandmother folded our letter away. She smiled."}


def test_a_few_words_are_offered_with_the_sentence_that_they_belong_to():
    text = f"{TOLD} I took it that she never reads our letters. I was wrong. Next? I will call her on Monday."
    texts = offered(text)
    assert "I took it that she never reads our letters. I was wrong." in texts
    assert "Next? I will call her on Monday." in texts
    assert min(len(one.split()) for one in texts) >= 5


@pytest.mark.parametrize(
    "line",
    [
        "Her view:\nthe letter is in English and she was ashamed to ask",
        "How she may see it –\nanother letter that wants money from her",
        "4.\nHow she may see it: another letter that wants money from her",
    ],
)
def test_a_label_is_offered_with_its_words(line):
    text = f"{TOLD}\n{line}\nThat was on Friday, and I will call her on Tuesday."
    assert line in {one.text for one in search(text).criteria["perspective"].sentences}


RUN_ON = (
    "so this was at dismissal and there was this mom who kept standing across the street and my "
    "cooperating teacher said oh she's always like that and then it rained and I walked the little girl "
    "over and there's a four inch curb on our side and with her chair she can't get up there and "
    "everybody's been saying she stays away and I mean how would you feel you'd feel like the school "
    "never thought you would come so I told the principal and I'm gonna write up the three times he ran "
    "and give it to the team tomorrow and call the mom on Friday to ask her what else we never saw"
)


def test_no_passage_of_a_run_on_text_begins_or_ends_inside_a_clause():
    texts = offered(RUN_ON)
    assert any("everybody's been saying she stays away" in one for one in texts)
    for one in texts:
        start = RUN_ON.index(one)
        assert start == 0 or one.split()[0] in {"so", "and", "but", "then"}
        rest = RUN_ON[start + len(one) :].split()
        assert not rest or rest[0] in {"so", "and", "but", "then"}


def test_a_short_quotation_is_offered_as_a_whole():
    quoted = 'In the daily note for her son I always wrote: "Great day! Loved art!"'
    assert offered(f"{quoted} {TOLD}") & {quoted}
    assert not {one for one in offered(f"{quoted} {TOLD}") if one.count('"') % 2}


def test_level_0_is_sure_only_where_nothing_was_told():
    general = (
        "Families are important in education. Teachers and parents need each other, and trust matters. "
        "Every child can learn when all adults work together."
    )
    assert search(general).criteria["event"].surely_none
    assert not search(TOLD).criteria["event"].surely_none


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
        ("The mother is the problem.", True),
        ("Some families do not put in the effort.", True),
        ("Some people should not have kids.", True),
        ("Is it true that the mother is the problem?", False),
        ("My aide says that the mother is the problem.", False),
        ("We talk as if the family is the problem.", False),
        ("I used to think that the families in our program don't value college.", False),
        ("I don't care what time his mother comes.", False),
    ],
)
def test_only_the_writers_own_verdict_on_somebody_else_is_one(said, is_one):
    text = f"{said} They never come to anything that we plan for them, and we work hard, year after year."
    found = search(text).verdict
    assert (found and text[found.start : found.end]) == (said if is_one else None)


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
