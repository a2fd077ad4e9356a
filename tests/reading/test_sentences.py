import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.reading.sentences import sentences


@pytest.mark.parametrize(
    ("text", "split"),
    [
        (
            "Mr. and Mrs. Batz came at 4 p.m. on Monday. We sat.",
            ["Mr. and Mrs. Batz came at 4 p.m. on Monday.", "We sat."],
        ),
        ("It was late… She left.", ["It was late…", "She left."]),
        ("“Why?” she asked. I said nothing!", ["“Why?” she asked.", "I said nothing!"]),
        ("i met her. she was tired. ok", ["i met her.", "she was tired.", "ok"]),
        ("- one thing\n- another thing\n", ["- one thing", "- another thing"]),
        ("He is 3.5 years old. Yes.", ["He is 3.5 years old.", "Yes."]),
        ("J. Odom said no. E.g. on Friday, twice.", ["J. Odom said no.", "E.g. on Friday, twice."]),
        ("", []),
        ("... !!! —", []),
    ],
)
def test_splitting(text, split):
    assert [s.text for s in sentences(text)] == split


@settings(deadline=None)
@given(st.text())
def test_every_sentence_is_a_piece_of_the_text_in_order(text):
    last = 0
    for one in sentences(text):
        assert one.text == text[one.start : one.end]
        assert one.text.strip() == one.text
        assert one.start >= last
        last = one.end
