"""The coach's models made again from the labels: they find what a reader named, and have the shipped form."""

import pytest

from kit.reading.advising import advised
from kit.reading.advising import stored as shipped
from kit.reading.pointing import pointer
from lab.levels.coaching import ASKS, OF_SORTS, SORTS, all_labels, asked, fit
from lab.levels.texts import HANDS, TEXTS, rows


@pytest.fixture(scope="module")
def texts():
    return [asked(*one, HANDS[0], pointer()) for one in all_labels(HANDS[0])]


def test_each_text_of_each_hand_has_one_label_of_known_kinds():
    kinds = {kind for some in ASKS.values() for kind in some}
    for hand in HANDS:
        pairs = all_labels(hand)
        assert [row["id"] for row, _ in pairs] == [
            row["id"] for row in rows(TEXTS / "hands" / f"{hand}.jsonl")
        ]
        for _, label in pairs:
            assert {label["best"], *label["also"], *label["wrong"]} <= kinds
            assert not {label["best"], *label["also"]} & set(label["wrong"])


def test_each_sentence_that_a_label_names_is_found(texts):
    for one in texts:
        assert bool(one.at) == bool(one.label["at"])
        assert bool(one.praise_at) == bool(one.label["praise_at"])


def test_models_fitted_again_have_the_shipped_form_and_find_what_they_learned(texts):
    again = fit(texts)
    stored = shipped()
    assert again.keys() == stored.keys()
    assert again["asking"].keys() == stored["asking"].keys()
    assert again["asking"]["of_sorts"].keys() == stored["asking"]["helps"].keys() == ASKS.keys()
    assert {sort for some in OF_SORTS.values() for sort in some} == SORTS.keys()
    size = len(again["verdict"]["weights"])
    assert size == len(stored["verdict"]["weights"]) == len(stored["praised"]["weights"])
    found = [advised(one.pointed, one.signed, one.words, one.doubtful, again) for one in texts]
    helped = [not one.helps.isdisjoint(ASKS[two.question]) for one, two in zip(texts, found, strict=True)]
    assert sum(helped) >= 0.85 * len(texts)
    praised = [
        (one, max(two.praised, key=two.praised.__getitem__))
        for one, two in zip(texts, found, strict=True)
        if one.praise_at and two.praised
    ]
    right = sum(any(one.signed[at].sentence.start == start for at in one.praise_at) for one, start in praised)
    assert right >= 0.6 * len(praised)
