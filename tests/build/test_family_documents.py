"""The draft mark stands on every page of a Spanish document that three people have not approved."""

from __future__ import annotations

import inspect
import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument
from refused import refused_at

from kit.build import build
from kit.build.family_documents import DRAFT, page, page_with_english, pages
from kit.content.family_text import SpanishReview
from kit.content.spanish import FIELDS, Document
from kit.model import ContentFault

ES = "case_studies/ms_novak/es"
EMPTY = SpanishReview(schema_version=1, documents={})


def approve(checkout: Path, id: str) -> None:
    """Write a review as three people would leave it."""
    sha = Document(id, (checkout / ES / f"{id}.md").read_text("utf-8")).sha256
    tail = f"approved_on: 2026-01-02, sha256: {sha}"
    entry = (
        f"{id}: {{translator: {{name: A. Translator, qualification: certified, {tail}}}, "
        f"parents: [{{name: P. P., {tail}}}, {{name: Q. Q., {tail}}}]}}"
    )
    path = checkout / ES / "review.yaml"
    path.write_text(
        path.read_text("utf-8").replace(f"{id}: {{translator: null, parents: []}}", entry), "utf-8"
    )


def made(checkout: Path, id: str) -> str:
    return (checkout / f"notebooks/family_documents/{id}.html").read_text("utf-8")


def test_all_four_are_drafts(built):
    beside = {f"{id}_with_english" for id in FIELDS}
    assert {path.stem for path in built.glob("notebooks/family_documents/*.html")} == {*FIELDS, *beside}
    for id in [*FIELDS, *beside]:
        html = made(built, id)
        assert f'<div class="draft-mark" aria-hidden="true"><span>{DRAFT}</span></div>' in html
        assert html.count(f'<p class="draft-line">{DRAFT}</p>') == 2
        assert ".draft-mark { position: fixed; inset: 0;" in html
        assert f"<title>{DRAFT}: " in html


def test_approval_lifts_the_mark_of_that_document_alone(checkout):
    approve(checkout, "meeting_notice")
    build(checkout)
    assert "BORRADOR" not in made(checkout, "meeting_notice")
    assert "draft" not in made(checkout, "meeting_notice").lower()
    assert DRAFT in made(checkout, "feedback_form")


def test_a_text_changed_after_review_is_a_draft_again(checkout):
    approve(checkout, "meeting_notice")
    build(checkout)
    path = checkout / ES / "meeting_notice.md"
    path.write_text(path.read_text("utf-8").replace("Texto de prueba", "Otro texto", 1), "utf-8")
    build(checkout)
    assert DRAFT in made(checkout, "meeting_notice")


@pytest.mark.parametrize("cut", ["sha256: ", "parents: [{name: P. P.,", "name: A. Translator"])
def test_a_review_that_cannot_be_read_builds_nothing_and_approves_nothing(checkout, cut):
    approve(checkout, "meeting_notice")
    path = checkout / ES / "review.yaml"
    at = path.read_text("utf-8").rindex(cut)
    path.write_text(path.read_text("utf-8")[:at], "utf-8")
    with pytest.raises(ContentFault) as error:
        build(checkout)
    assert {one.file for one in error.value.faults} == {f"{ES}/review.yaml"}
    assert DRAFT in made(checkout, "meeting_notice")


def test_without_a_review_nothing_is_built(checkout):
    (checkout / ES / "review.yaml").unlink()
    with refused_at(f"{ES}/review.yaml", 1, "content.no_review"):
        pages(checkout)


def test_a_page_takes_no_word_on_its_approval():
    assert list(inspect.signature(page).parameters) == ["document", "review", "today"]
    assert list(inspect.signature(page_with_english).parameters) == ["document", "english", "review", "today"]


def test_approval_lifts_the_mark_of_the_page_with_english_too(checkout):
    approve(checkout, "meeting_notice")
    build(checkout)
    assert "BORRADOR" not in made(checkout, "meeting_notice_with_english")
    assert DRAFT in made(checkout, "feedback_form_with_english")


def test_english_stands_beside_the_spanish_part_by_part(real):
    html = made(real, "meeting_notice_with_english")
    pairs = re.findall(
        r'<div class="pair"><section>(.*?)<div lang="en"><section>(.*?)</div></div>', html, re.S
    )
    assert len(pairs) == len(FIELDS["meeting_notice"].split())
    for spanish, english in pairs:
        assert re.sub(r">[^<]*<", "><", spanish) == re.sub(r">[^<]*<", "><", english)
    assert "¿" not in "".join(english for _, english in pairs)
    assert "This page is not for families." in html


def test_without_the_english_nothing_is_built(checkout):
    (checkout / ES / "feedback_form.en.md").unlink()
    with refused_at(f"{ES}/feedback_form.en.md", 1, "content.english_missing"):
        pages(checkout)


def test_the_page_on_the_review_names_each_text_and_has_both_forms(real):
    html = made(real, "how_to_review")
    for id in FIELDS:
        text = (real / f"case_studies/ms_perez/es/{id}.md").read_text("utf-8")
        assert f"<td>{id}</td><td>{Document(id, text).sha256}</td>" in html
    (parents,) = re.findall(r'<section lang="es-US">(.*?)</section>', html, re.S)
    assert parents.count('class="write"') >= 5
    assert "<h2>Form for the translator</h2>" in html


@pytest.mark.parametrize("place", ["title: ", "## ", "| a | ", "- [ ] ", "- ", "Día: "])
def test_what_an_author_writes_is_escaped(place):
    evil = "<script>alert('x')</script><style>.draft-mark{display:none}</style>"
    title = evil if place == "title: " else "T"
    heading = evil if place == "## " else "H"
    body = "" if place in ("title: ", "## ") else f"{place}{evil}" + (" |\n|---|---|" if "|" in place else "")
    head = f'---\nschema_version: 1\nid: x\ntitle: "{title}"\nstaff: "{evil}"\n---\n'
    html = page(Document("x.md", f"{head}\n## {heading} {{#f}}\n\n{body or 'x'}\n"), EMPTY, date(2026, 1, 1))
    assert "<script" not in html
    assert html.count("<style") == 1
    assert "&lt;script&gt;" in html


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag for name, _ in attrs if name in ("src", "href", "action", "srcset", "data")]


@pytest.mark.parametrize("id", [*FIELDS, *(f"{id}_with_english" for id in FIELDS)])
def test_a_page_asks_the_network_for_nothing(real, id):
    html, links = made(real, id), Links()
    links.feed(html)
    assert links.found == []
    assert not re.search(r"url\(|@import|https?:", html)
    assert "default-src 'none'" in html
    assert '<html lang="es-US">' in html


@pytest.fixture
def printed(chromium, tmp_path):
    """A page as Chromium prints it: ``printed(html, "name")`` gives the PDF."""
    context = chromium.new_context()

    def write(html: str, name: str) -> Path:
        page = context.new_page()
        page.set_content(html)
        page.pdf(path=tmp_path / name / "page.pdf", prefer_css_page_size=True, print_background=True)
        return tmp_path / name / "page.pdf"

    yield write
    context.close()


@pytest.mark.parametrize(
    "id", ["meeting_notice_with_english", *(pytest.param(one, marks=pytest.mark.slow) for one in FIELDS)]
)
def test_every_printed_page_bears_the_mark(real, printed, id):
    html = made(real, id)
    pdf = printed(html, "whole")
    pages_of_text = [page.get_textpage().get_text_range() for page in PdfDocument(pdf)]
    assert len(pages_of_text) > 1
    assert all(DRAFT in one for one in pages_of_text)

    # Where a browser prints no text in its margins, the mark across the page has to do alone.
    alone = re.sub(r"@page \{ @top-center.*?\} \}", "", html, flags=re.DOTALL)
    alone = re.sub(r'<p class="draft-line">.*?</p>', "", alone)
    greys = grey(printed(alone, "alone"))
    assert len(greys) > 1
    assert all(share > 0.01 for share in greys), greys
    unmarked = re.sub(r'<div class="draft-mark".*?</div>', "", alone)
    assert all(share < 0.01 for share in grey(printed(unmarked, "unmarked")))


def grey(pdf: Path) -> list[float]:
    """For each page, the share of it that has the mark's grey."""
    dots = [page.render(grayscale=True).to_numpy() for page in PdfDocument(pdf)]
    return [float(((one >= 200) & (one <= 205)).mean()) for one in dots]
