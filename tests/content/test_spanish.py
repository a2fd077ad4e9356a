"""The Spanish documents are whole, and count as approved only where three people approved the exact text."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from kit.content.family_text import DocumentReview, SpanishReview
from kit.content.spanish import FIELDS, Document, approved

ROOT = Path(__file__).parent.parent.parent
ES, SMALL = "case_studies/ms_perez/es", "case_studies/ms_novak/es"
TODAY = date(2027, 2, 1)


def document(id: str = "feedback_form") -> Document:
    return Document(f"{ES}/{id}.md", (ROOT / ES / f"{id}.md").read_text("utf-8"))


def review_of(one: Document, **changes) -> SpanishReview:
    def approval(name: str) -> dict:
        return {"name": name, "approved_on": "2027-01-20", "sha256": one.sha256}

    entry = {
        "translator": {**approval("A. Translator"), "qualification": "certified, English to Spanish"},
        "parents": [approval("P. P."), approval("Q. Q.")],
        **changes,
    }
    return SpanishReview.model_validate({"schema_version": 1, "documents": {one.head.id: entry}})


def test_three_people_approve_an_exact_text():
    one = document()
    assert approved(one, review_of(one), TODAY)


def test_nobody_has_approved_the_documents_yet():
    review = SpanishReview(schema_version=1, documents={id: DocumentReview() for id in FIELDS})
    assert not any(approved(document(id), review) for id in FIELDS)


def test_a_changed_letter_takes_the_approval_away():
    one = document()
    assert not approved(
        Document(one.name, one.text.replace("Gracias", "gracias") + " "), review_of(one), TODAY
    )


def test_line_ends_of_another_system_do_not():
    one = document()
    assert approved(Document(one.name, one.text.replace("\n", "\r\n")), review_of(one), TODAY)


@pytest.mark.parametrize(
    "missing", ["translator", "one parent", "both parents", "same parent", "same person"]
)
def test_too_few_people(missing):
    one = document()
    first = {"name": "P. P.", "approved_on": "2027-01-20", "sha256": one.sha256}
    changes = {
        "translator": {"translator": None},
        "one parent": {"parents": [first]},
        "both parents": {"parents": []},
        "same parent": {"parents": [first, {**first, "name": " p.  P. "}]},
        "same person": {"parents": [first, {**first, "name": "a. translator"}]},
    }[missing]
    assert not approved(one, review_of(one, **changes), TODAY)


def test_approvals_of_another_text_or_of_tomorrow_do_not_count():
    one = document()
    for change in ({"sha256": document("meeting_notice").sha256}, {"approved_on": TODAY + timedelta(1)}):
        good = review_of(one)
        entry = good.documents[one.head.id]
        parents = (entry.parents[0], entry.parents[1].model_copy(update=change))
        for changed in (
            entry.model_copy(update={"parents": parents}),
            entry.model_copy(update={"translator": entry.translator.model_copy(update=change)}),
        ):
            review = good.model_copy(update={"documents": {one.head.id: changed}})
            assert not approved(one, review, TODAY)


def test_approval_of_one_document_is_none_of_another():
    one = document()
    review = review_of(one)
    moved = SpanishReview(schema_version=1, documents={"meeting_notice": review.documents["feedback_form"]})
    assert not approved(one, moved, TODAY)
    assert not approved(document("meeting_notice"), moved, TODAY)


@pytest.mark.parametrize("id", FIELDS)
def test_a_document_that_is_missing(course, id):
    (course.root / SMALL / f"{id}.md").unlink()
    assert course.faults() == [f"{SMALL}/{id}.md:1: Spanish is incomplete: the document is missing; write it"]


def test_no_spanish_at_all(course):
    for path in (course.root / SMALL).iterdir():
        path.unlink()
    (course.root / SMALL).rmdir()
    (fault,) = course.faults()
    assert "Spanish is incomplete: no case has a folder es" in fault


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("## Parte sin_efecto {#sin_efecto}\n", "", "'sin_efecto' is missing"),
        ("{#persona_neutral}", "{#persona}", "'persona_neutral' is missing"),
        ("{#sin_efecto}", "", "has no field"),
        ("{#mas}\n", "{#mas}\n\n## Otra {#otra}\n", "'mas' is empty"),
        ("{#menos}", "{#mas}", "'mas' stands twice"),
        ("id: feedback_form", "id: feedback", "write id: feedback_form"),
        ("staff: >-", "teacher: >-", "unknown key 'teacher'"),
        ("---\n", "", "there is no front matter"),
    ],
)
def test_a_document_that_is_not_whole(course, old, new, words):
    course.edit(f"{SMALL}/feedback_form.md", old, new)
    faults = course.faults()
    assert any(words in fault and fault.startswith(f"{SMALL}/feedback_form.md:") for fault in faults), faults


def test_a_fault_of_the_front_matter_bears_its_line(only):
    only(f"{SMALL}/feedback_form.md", "schema_version: 1", "schema_version: 2", "schema_version")


WHO = "name: A. B., approved_on: 2026-01-02, sha256: "


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (f"{{translator: null, parents: [{{{WHO}{'a' * 64}}}]}}", "for another text"),
        (f"{{translator: null, parents: [{{{WHO}yes}}]}}", "'sha256' is 'yes'"),
        ("{approved: true}", "unknown key 'approved'"),
        ("approved", "'feedback_form' is 'approved'"),
        ("{translator: {name: A. B., qualification: court}, parents: []}", "is missing"),
    ],
)
def test_a_review_that_was_tampered_with(course, entry, words):
    course.edit(
        f"{SMALL}/review.yaml", "feedback_form: {translator: null, parents: []}", f"feedback_form: {entry}"
    )
    faults = course.faults()
    assert any(words in fault and fault.startswith(f"{SMALL}/review.yaml:") for fault in faults), faults


def test_an_approval_twice_ahead_or_of_no_document(course):
    form = (course.root / SMALL / "feedback_form.md").read_text("utf-8")
    sha = Document("", form).sha256
    who = f"name: A. B., approved_on: 2999-01-02, sha256: {sha}"
    course.edit(
        f"{SMALL}/review.yaml",
        "feedback_form: {translator: null, parents: []}",
        f"feedback_form: {{translator: null, parents: [{{{who}}}, {{{who}}}]}}\n  letter: {{parents: []}}",
    )
    faults = "\n".join(course.faults())
    assert "is dated ahead" in faults
    assert "one person approves 'feedback_form' twice" in faults
    assert "there is no document 'letter'" in faults


def test_the_documents_speak_to_any_family():
    for id in FIELDS:
        text = document(id).text
        assert "Pérez" not in text
        assert "Alfredo" not in text
        assert " tu " not in text.lower()
