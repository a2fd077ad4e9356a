"""The coach's models made again from the labels: they find what a reader named, and have the shipped form."""

import pytest

from kit.reading.advising import advised
from kit.reading.advising import stored as shipped
from kit.reading.pointing import pointer
from lab.levels.coaching import KINDS, all_labels, asked, fit
from lab.levels.texts import HANDS, TEXTS, rows


@pytest.fixture(scope="module")
def texts():
    return [asked(*one, HANDS[3], pointer()) for one in all_labels(HANDS[3])]


def test_each_text_of_each_hand_has_one_label_of_known_kinds():
    kinds = {*KINDS, "test", "none"}
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
    again, stored = fit(texts), shipped()
    assert again.keys() == stored.keys()
    assert again["helps"].keys() == stored["helps"].keys() == {*KINDS}
    size = len(again["verdict"]["weights"])
    assert size == len(stored["verdict"]["weights"]) == len(stored["asks"]["weights"])
    found = [(one, advised(one.pointed, one.signed, one.words, one.doubtful, again)) for one in texts]
    helped = [not one.helps.isdisjoint(advice.kinds or ["none"]) for one, advice in found]
    assert sum(helped) >= 0.85 * len(texts)
    starts = [[single.sentence.start for single in one.signed] for one in texts]
    verdicts = [
        at.index(advice.verdict) in one.at
        for at, (one, advice) in zip(starts, found, strict=True)
        if advice.verdict is not None
    ]
    assert verdicts
    assert sum(verdicts) >= 0.8 * len(verdicts)
