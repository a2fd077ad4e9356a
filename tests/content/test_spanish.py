"""The Spanish documents are whole, and count as approved only where three people approved the exact text."""

from __future__ import annotations

import re
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from courses import is_fault

from kit.content.family_text import DocumentReview, SpanishReview
from kit.content.reading_grade import grade, plain, too_hard
from kit.content.spanish import FIELDS, Document, approved
from kit.model import Fault

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
    assert course.faults() == [Fault(f"{SMALL}/{id}.md", 1, "content.spanish_missing")]


def test_english_that_is_missing(course):
    (course.root / SMALL / "meeting_notice.en.md").unlink()
    assert course.faults() == [Fault(f"{SMALL}/meeting_notice.en.md", 1, "content.english_missing")]


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        (
            "## Part como {#como}\n\nTest text.\n",
            "",
            "english_sections",
            {"fields": tuple(FIELDS["feedback_form"].split())},
        ),
        ("{#como}\n\nTest text.", "{#como}\n\nTest text.\n\nMore.", "english_parts", {"field": "como"}),
        ("{#como}\n\nTest text.", "{#como}\n\n- Test text.", "english_parts", {"field": "como"}),
        ("id: feedback_form", "id: feedback", "document_id", {"right": "feedback_form"}),
        ("title: Test sheet", "title: Test sheet\nstaff: Us", "unknown_key", {"key": "staff"}),
        ("{#como}", "", "heading_field", {"heading": "## Part como"}),
    ],
)
def test_english_that_is_not_the_same_part_by_part(course, old, new, code, facts):
    course.edit(f"{SMALL}/feedback_form.en.md", old, new)
    (fault,) = course.faults()
    assert fault.file == f"{SMALL}/feedback_form.en.md"
    assert is_fault(fault, f"content.{code}", **facts), fault


def test_a_page_on_the_review_that_cannot_be_read(course):
    page = course.root / SMALL / "how_to_review.md"
    page.write_text(
        "---\nschema_version: 1\nid: how\ntitle: How\n---\n\n## Form {#form}\n\nName: ____\n", "utf-8"
    )
    facts = {"id": "how", "right": "how_to_review"}
    assert course.faults() == [Fault(f"{SMALL}/how_to_review.md", 1, "content.document_id", **facts)]


def test_the_english_is_plain():
    for path in [*(ROOT / ES).glob("*.en.md"), ROOT / ES / "how_to_review.md"]:
        body = path.read_text("utf-8").split("---\n", 2)[2].partition("{#es_parents}")[0].replace("____", "")
        text = plain(re.sub(r"\{#\w+\}", "", body))
        assert not list(too_hard(path.name, 1, "it", text, 8.0)), grade(text)


def test_what_the_table_of_the_translators_took_out_stays_out():
    gone = "forma de ese idioma|de palabra|lo busca y lo paga|sepan de su caso|toma su lugar|quede mejor"
    for id in FIELDS:
        text = document(id).text
        assert not re.search(gone, text), id
        if "IEP" in text:
            assert "Programa de Educación Individualizado" in " ".join(text.split()), id


def test_a_course_may_have_no_documents(course):
    shutil.rmtree(course.root / SMALL)
    assert course.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("## Parte sin_efecto {#sin_efecto}\n", "", "section_missing", {"field": "sin_efecto"}),
        ("{#persona_neutral}", "{#persona}", "section_missing", {"field": "persona_neutral"}),
        ("{#sin_efecto}", "", "heading_field", {"heading": "## Parte sin_efecto"}),
        ("{#mas}\n", "{#mas}\n\n## Otra {#otra}\n", "section_empty", {"field": "mas"}),
        ("{#menos}", "{#mas}", "section_twice", {"field": "mas"}),
        ("id: feedback_form", "id: feedback", "document_id", {"right": "feedback_form"}),
        ("staff: >-", "teacher: >-", "unknown_key", {"key": "teacher"}),
        ("---\n", "", "no_front_matter", {}),
    ],
)
def test_a_document_that_is_not_whole(course, old, new, code, facts):
    course.edit(f"{SMALL}/feedback_form.md", old, new)
    found = course.told(f"content.{code}", **facts)
    assert [file for file, _ in found] == [f"{SMALL}/feedback_form.md"], course.faults()


def test_a_fault_of_the_front_matter_bears_its_line(only):
    only(
        f"{SMALL}/feedback_form.md",
        "schema_version: 1",
        "schema_version: 2",
        "content.none_of",
        key="schema_version",
    )


WHO = "name: A. B., approved_on: 2026-01-02, sha256: "


@pytest.mark.parametrize(
    ("entry", "code", "facts"),
    [
        (
            f"{{translator: null, parents: [{{{WHO}{'a' * 64}}}]}}",
            "review_text",
            {"document": "feedback_form"},
        ),
        (f"{{translator: null, parents: [{{{WHO}yes}}]}}", "no_id", {"key": "sha256", "value": "'yes'"}),
        ("{approved: true}", "unknown_key", {"key": "approved"}),
        ("approved", "no_keys", {"key": "feedback_form", "value": "'approved'"}),
        (
            "{translator: {name: A. B., qualification: court}, parents: []}",
            "missing_key",
            {"key": "approved_on"},
        ),
    ],
)
def test_a_review_that_was_tampered_with(course, entry, code, facts):
    course.edit(
        f"{SMALL}/review.yaml", "feedback_form: {translator: null, parents: []}", f"feedback_form: {entry}"
    )
    found = course.told(f"content.{code}", **facts)
    assert [file for file, _ in found] == [f"{SMALL}/review.yaml"], course.faults()


def test_an_approval_twice_ahead_or_of_no_document(course):
    form = (course.root / SMALL / "feedback_form.md").read_text("utf-8")
    sha = Document("", form).sha256
    who = f"name: A. B., approved_on: 2999-01-02, sha256: {sha}"
    course.edit(
        f"{SMALL}/review.yaml",
        "feedback_form: {translator: null, parents: []}",
        f"feedback_form: {{translator: null, parents: [{{{who}}}, {{{who}}}]}}\n  letter: {{parents: []}}",
    )
    for code, id in (
        ("review_day", "feedback_form"),
        ("review_people", "feedback_form"),
        ("review_document", "letter"),
    ):
        assert len(course.told(f"content.{code}", document=id)) == 1


def test_the_documents_speak_to_any_family():
    for id in FIELDS:
        text = document(id).text
        assert "Pérez" not in text
        assert "Alfredo" not in text
        assert " tu " not in text.lower()
