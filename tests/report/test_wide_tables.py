"""A table that is wider than its place scrolls there, and what is said over it can be read all the same."""

from __future__ import annotations

import pytest

from kit.report.blocks import as_html
from kit.report.charts.drawn import charts_page, table
from kit.report.documents import _TEMPLATES

CAPTION = "Levels on both stories. " + "A reason that is long enough to need more than one line. " * 4
COLUMNS = ["Criterion", *(f"Differences_{n}_(interval)" for n in range(8))]
READ = """() => {
  const box = document.querySelector(".wide"), seen = box.getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(box.querySelector("caption"));
  const cut = () => [...words.getClientRects()].filter(
    (one) => one.left < seen.left - 1 || one.right > seen.right + 1).length;
  const before = cut();
  box.scrollLeft = 10000;
  return { moved: box.scrollLeft, before, after: cut() };
}"""
_STYLE = (_TEMPLATES / "page" / "report.css").read_text("utf-8")


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page()
    yield page
    page.close()


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ["report", "charts"])
def test_a_caption_keeps_to_what_is_seen_of_its_table(page, width, kind):
    body = as_html([table(CAPTION, COLUMNS, [["Event", *("+1.00 (+0.17 to +1.83)",) * 8]])])
    page.set_viewport_size({"width": width, "height": 800})
    plain = f"<!doctype html><style>{_STYLE}</style><main>{body}</main>"
    page.set_content(plain if kind == "report" else charts_page("Charts", body))
    found = page.evaluate(READ)
    assert found["moved"] > 100, "the table is wider than its place"
    assert (found["before"], found["after"]) == (0, 0)
