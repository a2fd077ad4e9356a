"""Half of the learners meet one form first, and nobody meets the same one twice."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from kit.journal.counterbalance import form_for, forms_begun
from kit.model import Item

FORMS = [Item(id=f"vignette.{x}", kind="vignette", title="What next?", story="Once.") for x in "ab"]


def journal(*begun: tuple[str, str], drafted: bool = False):
    def found(item: str, occasion: str, case: str):
        return [1] if (item, occasion) in begun else []

    return SimpleNamespace(
        heads=(lambda *_, case: []) if drafted else found, draft=found if drafted else (lambda *_, case: None)
    )


def test_about_half_of_the_learners_begin_with_each():
    first = [form_for(FORMS, "pre", f"learner-{n}").id for n in range(1000)]
    assert 450 < first.count("vignette.a") < 550


@pytest.mark.parametrize("learner", [None, "amy", "ben", "01KAX2Z0000000000000000000"])
def test_the_second_is_always_the_other(learner):
    asked = [form_for(FORMS, when, learner).id for when in ("pre", "post")]
    assert sorted(asked) == ["vignette.a", "vignette.b"]


@pytest.mark.parametrize("drafted", [False, True])
@pytest.mark.parametrize("learner", ["amy", "ben", "cy", "di"])
@pytest.mark.parametrize("begun", ["vignette.a", "vignette.b"])
@pytest.mark.parametrize("when", ["pre", "post"])
def test_what_was_begun_keeps_its_place_under_another_id(begun, when, learner, drafted):
    kept = journal((begun, when), drafted=drafted)
    later = {"pre": "post", "post": "pre"}[when]
    assert form_for(FORMS, when, learner, forms_begun(FORMS, kept, "ms_perez")).id == begun
    assert form_for(FORMS, later, learner, forms_begun(FORMS, kept, "ms_perez")).id != begun
