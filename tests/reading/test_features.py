"""What the models see: own words made plain, nothing quoted, nothing of a sentence that denies."""

from kit.reading.features import features
from kit.reading.lanes import ZERO, Lanes, lanes
from kit.reading.pointing import Pointer, stored
from kit.reading.sentences import sentences
from kit.reading.signs import sign
from lab.levels.texts import TEXTS, rows


def seen(text):
    (one,) = features(sign(sentences(text)))
    return one


def test_what_must_not_count_is_one_word():
    assert seen("Then Mrs. Vang asked his mother in Hmong.") == seen(
        "Then Mr. Ruiz asked her father in Karen."
    )


def test_articles_and_endings_do_not_count():
    learner, other = (
        seen("My mother say the teacher want a note."),
        seen("My mother says teacher wants note."),
    )
    assert {"say", "want", "note"} <= learner.single & other.single
    assert "teacher want" in learner.joined & other.joined


def test_quoted_words_are_masked_and_only_their_kind_is_seen():
    one = seen("I asked her, “What would you like us to change about mornings?”")
    assert not {"change", "morning", "like"} & one.single
    assert {"quote:asks", "quote:open", "quote:you"} <= one.single


def test_a_sentence_that_denies_shows_its_signs_alone():
    one = seen("I did not learn anything from this.")
    assert "sign:stance.nothing" in one.single
    assert one.joined == frozenset()
    assert "learn" not in one.single


def test_features_found_by_number_are_those_found_by_name():
    pointer, names = Pointer(stored()["pointer"]), stored()["pointer"]["features"].split("\n")
    text = " ".join(row["text"] for row in rows(TEXTS / "hands" / "h03.jsonl")[:5])
    for one in features(sign(sentences(text)), "equity"):
        single, joined = pointer._known_in(one)
        assert {names[place] for place in single - {None}} == pointer.known & one.single
        assert {names[place] for place in joined - {None}} == pointer.known & one.joined


def test_a_long_sentence_or_text_adds_up_as_any_other():
    rows = [bytes([0, 255, 100 + n % 56]) for n in range(600)]
    plain = tuple(sum(byte - ZERO for byte in column) for column in zip(*rows, strict=True))
    assert Lanes(3).total([*map(lanes, rows)]) == plain
    assert Lanes(3).total([]) == (0, 0, 0)
