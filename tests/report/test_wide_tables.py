"""What is wider than its place scrolls there and says so, and the words over or under it stay in view."""

from __future__ import annotations

import pytest

from kit.report.blocks import Picture, as_html
from kit.report.charts.drawn import Drawn, charts_page, style_sheet, table
from kit.report.charts.sheet import Sheet

CAPTION = "Levels on both stories. " + "A reason that is long enough to need more than one line. " * 4
COLUMNS = ["Criterion", *(f"Differences_{n}_(interval)" for n in range(8))]
READ = """() => {
  const box = document.querySelector(".wide"), seen = box.getBoundingClientRect();
  const words = document.createRange();
  words.selectNodeContents(box.querySelector("caption"));
  const cut = () => [...words.getClientRects()].filter(
    (one) => one.left < seen.left - 1 || one.right > seen.right + 1).length;
  const before = cut(), hint = getComputedStyle(box.querySelector("caption"), "::after").paddingBottom;
  box.scrollLeft = 10000;
  return { moved: box.scrollLeft, before, after: cut(), hint: parseFloat(hint) };
}"""
UNDER = """() => {
  const of = (one) => document.querySelector(one).getBoundingClientRect();
  const box = of("img"), notes = of("figcaption");
  const hint = getComputedStyle(document.querySelector("figure"), "::before").content;
  return { image: box.height / box.width, right: notes.right, text: notes.height > 0, hint: hint !== "none" };
}"""


@pytest.fixture(scope="module")
def page(chromium):
    page = chromium.new_page()
    yield page
    page.close()


def shown(page, width, blocks, kind="report"):
    """Show blocks on a page as wide as that, of a report or of charts."""
    page.set_viewport_size({"width": width, "height": 800})
    plain = f"<!doctype html><style>{style_sheet('page/report.css')}</style><main>{as_html(blocks)}</main>"
    page.set_content(plain if kind == "report" else charts_page("Charts", as_html(blocks)))


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ["report", "charts"])
def test_a_caption_keeps_to_what_is_seen_of_its_table(page, width, kind):
    shown(page, width, [table(CAPTION, COLUMNS, [["Event", *("+1.00 (+0.17 to +1.83)",) * 8]])], kind)
    found = page.evaluate(READ)
    assert found["moved"] > 100, "the table is wider than its place"
    assert (found["before"], found["after"]) == (0, 0)
    assert found["hint"] > 15


@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("kind", ["report", "charts"])
def test_a_table_that_fits_does_not_say_that_it_is_wider(page, width, kind):
    shown(page, width, [table(CAPTION, ["Criterion", "Level"], [["Event", "1.4"]])], kind)
    found = page.evaluate(READ)
    assert (found["moved"], found["before"], found["hint"]) == (0, 0, 0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_picture_s_notes_stand_under_it_as_words_and_are_not_cut(page, width):
    notes = ["n = 12 people. " * 9, "What this cannot show:", "Much. " * 20]
    sheet = Sheet("Title", 3.0, notes)
    drawn = Drawn(sheet.figure, (), "In words", "Title", "chart")
    shown(page, width, [Picture.of(drawn)])
    assert [one.strip() for one in notes] == [*drawn.notes]
    assert page.locator("figcaption p").all_inner_texts() == [*drawn.notes]
    found = page.evaluate(UNDER)
    # What is left of the picture is its title and its body of three inches.
    assert found["image"] == pytest.approx((sheet.top + 3.14) / 6.25, abs=0.01)
    assert found["right"] <= width
    assert (found["text"], found["hint"]) == (True, width == 390)
