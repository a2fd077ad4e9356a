"""The student's file is one document, and each of its pages fits on one sheet of paper."""

from __future__ import annotations

import shutil

import pytest
from courses import ROOT, small_course
from pypdfium2 import PdfDocument

from kit.build.printed import student_files
from kit.content import compiled
from kit.content.checking import load


def test_every_page_stands_in_it_in_order_and_nothing_of_an_author_runs(tmp_path):
    root = small_course(tmp_path)
    shutil.copytree(ROOT / "tests" / "data" / "speaking_case", root, dirs_exist_ok=True)
    (html,) = student_files(load(root)).values()
    # A notebook links a page of it by its number.
    titles = {"jana": "What I want my team to know", "page-1": "Strengths", "page-2": "Goals"}
    places = [html.index(f'<section id="{id}">\n<h1>{title}</h1>') for id, title in titles.items()]
    assert places == sorted(places)
    assert "<li>my &lt;b&gt;brother&lt;/b&gt;</li>" in html
    assert "<td>ten books</td>" in html
    assert "http" not in html.replace("http-equiv", "")


def test_a_case_without_pages_has_none(tmp_path):
    assert student_files(load(small_course(tmp_path))) == {}


@pytest.mark.parametrize("case", [id for id, one in compiled().cases.items() if one.file])
def test_each_page_fits_on_one_sheet(chromium, case, tmp_path):
    html = tmp_path / "file.html"
    html.write_text(student_files(compiled())[f"{case}.html"], "utf-8")
    page = chromium.new_page()
    page.goto(html.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    here = compiled().cases[case]
    assert len(PdfDocument(printed)) == len(here.pages) + len(here.file)
