"""The coach's models made again from the labels: they find what readers named, and have the shipped form."""

import pytest

from kit.reading.advising import advised
from kit.reading.pointing import pointer
from kit.reading.weighed import SORTS
from kit.reading.weighed import stored as shipped
from lab.levels import answering
from lab.levels.asked import KINDS, LATER, all_labels, asked
from lab.levels.coaching import Weighed, fit
from lab.levels.texts import HANDS, TEXTS, rows


@pytest.fixture(scope="module")
def texts():
    return [asked(*labels, HANDS[3], pointer()) for labels in all_labels(HANDS[3])]


@pytest.fixture(scope="module")
def sentences(texts):
    return answering.fit(texts)


@pytest.fixture(scope="module")
def weighed(texts, sentences):
    return [*map(Weighed, texts, answering.said(texts, sentences))]


def test_each_text_of_each_hand_has_its_labels_of_known_kinds():
    kinds = {*KINDS, "test", "none"}
    for hand in (*HANDS, *LATER):
        labels = all_labels(hand)
        file = TEXTS / ("later" if hand in LATER else "hands") / f"{hand}.jsonl"
        assert [row["id"] for row, *_ in labels] == [row["id"] for row in rows(file)]
        for _, label, answered in labels:
            assert {label["best"], *label["also"], *label["wrong"]} <= kinds
            assert not {label["best"], *label["also"]} & set(label["wrong"])
            assert answered["answers"].keys() <= {*SORTS}
            assert answered["of"] in {"one", "several", "case", "none"}


def test_each_sentence_that_a_label_names_is_found(texts):
    for one in texts:
        assert bool(one.at) == bool(one.asked["at"])
        assert all(at < len(one.signed) for sort in SORTS for at in one.answers(sort))


def test_sentence_models_fitted_again_have_the_shipped_form_and_find_what_they_learned(weighed, sentences):
    stored = shipped()["sentences"]
    assert sentences.keys() == stored.keys()
    assert len(sentences["bias"]) == len(stored["bias"]) == len(SORTS)
    assert [*map(len, sentences["weights"])] == [*map(len, stored["weights"])]
    for at, sort in enumerate(SORTS):
        best = [
            max(range(len(one.said)), key=lambda n, one=one, at=at: one.said[n][at]) in one.text.answers(sort)
            for one in weighed
            if one.text.answers(sort)
        ]
        assert not best or sum(best) >= 0.7 * len(best), sort


def test_models_of_texts_fitted_again_have_the_shipped_form_and_find_what_they_learned(weighed):
    again, stored = fit(weighed), shipped()
    assert {*again, "sentences"} == stored.keys()
    assert again["helps"].keys() == stored["helps"].keys() == {*KINDS}
    assert len(again["nothing"]["weights"]) == len(stored["nothing"]["weights"])
    found = [(one.text, advised(one.text.pointed, one.text.signed, one.said, again)) for one in weighed]
    helped = [not one.helps.isdisjoint(advice.kinds or ["none"]) for one, advice in found]
    assert sum(helped) >= 0.85 * len(weighed)
