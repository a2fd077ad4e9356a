import composed_texts as texts
import pytest
from score_format import read

PROMPT = (
    "Describe a meeting with a family in which you noticed an assumption of your own, say where it "
    "came from, and what you will do next, with whom and when, so that the family has a say in it."
)


@pytest.mark.parametrize(
    ("text", "gate"),
    [
        ("", "empty"),
        (" \n\t … 🙂", "empty"),
        ("I met her on Monday.", "too_short"),
        ("a" * 100_000, "too_short"),
        (texts.SPANISH, "non_english"),
        (texts.FRENCH, "non_english"),
        (texts.VIETNAMESE, "non_english"),
        (texts.ARABIC, "non_english"),
        (texts.CHINESE, "non_english"),
        (texts.CONNECTIVES, "gibberish"),
        (texts.KEYBOARD, "gibberish"),
        (texts.FOOTBALL, "off_topic"),
        ("I will call the family on Monday. " * 12, "repetition"),
        ("“" + texts.GENERAL.replace("“", "") + "”", "quoted"),
        (texts.HALF_SPANISH, None),
        (texts.FULL, None),
        (texts.LOG, None),
    ],
)
def test_gates(text, gate):
    assert read(text)["gate"] == gate


@pytest.mark.parametrize("text", ["", "Too short.", texts.SPANISH])
def test_where_the_machine_cannot_read_levels_are_null_and_the_reason_is_kind(text):
    for part in read(text)["criteria"].values():
        assert part["level"] is None
        assert part["reason"]


@pytest.mark.parametrize("text", [texts.KEYBOARD, texts.FOOTBALL, "I will call the family on Monday. " * 12])
def test_where_nothing_can_be_earned_levels_are_zero(text):
    assert {p["level"] for p in read(text)["criteria"].values()} == {0}


def test_a_copied_prompt_is_told_from_an_answer():
    assert read(PROMPT, prompt=PROMPT)["gate"] == "prompt_copy"
    assert read(PROMPT.upper() + " OK.", prompt=PROMPT)["gate"] == "prompt_copy"
    assert read(texts.FULL, prompt=PROMPT)["gate"] is None
    assert read(texts.FULL, prompt="")["gate"] is None
