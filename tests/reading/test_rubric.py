"""The rubric says which criteria there are; the reader reads those that it knows."""

import composed_texts as texts
import pytest

from kit.content import compiled
from kit.reading import PartnershipReader
from kit.reading.criteria import CRITERIA


@pytest.fixture(scope="module")
def six():
    """The course with a criterion more, which no machine reads."""
    content = compiled()
    first, *_ = content.rubric.criteria
    voice = first.model_copy(update={"id": "voice", "name": "Voice"})
    rubric = content.rubric.model_copy(update={"criteria": (*content.rubric.criteria, voice)})
    return content.model_copy(update={"rubric": rubric})


@pytest.mark.parametrize("text", [texts.FULL, texts.GENERAL, texts.FOOTBALL, texts.SPANISH, ""])
def test_a_criterion_that_the_reader_does_not_know_is_left_to_a_person(six, text):
    score = PartnershipReader(six).read(text, id="a", dimension="communication")
    assert list(score["criteria"]) == [c.id for c in six.rubric.criteria]
    assert score["criteria"].pop("voice") == {
        "level": None,
        "confidence": 0.0,
        "reason": six.words["reading.not_by_machine"],
        "evidence": [],
    }
    assert score == PartnershipReader().read(text, id="a", dimension="communication")


def test_a_rubric_without_some_of_its_criteria_is_read_by_the_others():
    content = compiled()
    kept = [c for c in content.rubric.criteria if c.id in ("action", "event")][::-1]
    rubric = content.rubric.model_copy(update={"criteria": tuple(kept)})
    score = PartnershipReader(content.model_copy(update={"rubric": rubric})).read(texts.FULL, id="a")
    assert list(score["criteria"]) == ["action", "event"]
    assert score["strategies"] == []
    whole = PartnershipReader().read(texts.FULL, id="a")
    assert score["criteria"] == {name: whole["criteria"][name] for name in ("action", "event")}


def test_what_is_said_comes_from_the_content(six):
    words = {group: dict.fromkeys(texts, "Palabras.") for group, texts in six.words.texts.items()}
    other = six.model_copy(update={"words": six.words.model_copy(update={"texts": words})})
    for text in ("", texts.FOOTBALL, texts.DEFICIT):
        score = PartnershipReader(other).read(text, id="a")
        said = [part["reason"] for part in score["criteria"].values() if part["reason"]]
        said += [caution["message"] for caution in score["cautions"]]
        if score["gate"]:
            said.append(score["next_step"])
        assert said
        assert set(said) == {"Palabras."}


def test_every_criterion_that_is_read_says_what_to_try_next_at_each_level():
    for criterion in compiled().rubric.criteria:
        if criterion.id in CRITERIA:
            assert all(level.try_next and level.try_next.endswith("?") for level in criterion.levels)
