"""The handouts: one for each dimension, with its three strategies in both halves, on one sheet of paper."""

from __future__ import annotations

import re

import pytest
from courses import ROOT
from pypdfium2 import PdfDocument

from kit.build.printed import FOLDER
from kit.content import compiled

DIMENSIONS = {one.id: one for one in compiled().framework.dimensions}


@pytest.mark.parametrize("id", DIMENSIONS)
def test_a_handout_has_its_strategies_and_fits_on_one_sheet(chromium, id):
    file = ROOT / FOLDER / f"{id}.html"
    html = file.read_text("utf-8")
    rows = re.findall(r"<tr>\s*<td>(.+?)</td>\s*<td>.+?</td>\s*<td>.+?</td>\s*</tr>", html)
    assert rows == [one.name for one in DIMENSIONS[id].strategies]
    assert not re.search(r"<script|https?://", html)
    page = chromium.new_page()
    page.goto(file.as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert len(PdfDocument(printed)) == 1
