"""A week on paper."""

from __future__ import annotations

from typing import Any

from pypdfium2 import PdfDocument


def prints_on_nine_sheets(page: Any) -> None:
    words = page.locator(".kit-form[data-kind=prose] textarea")
    words.first.wait_for(state="attached", timeout=40_000)
    printed = PdfDocument(page.pdf(format="Letter"))
    said = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "Cioè-Peña" in said, "the last lines are on paper, too"
    assert "Where would a reader look" not in said, "nobody can ask for it on paper"
    assert len(printed) <= 9
    for title in page.locator(".kit-form[data-kind=prose] .kit-title h3").all_inner_texts():
        sheet = next(one for one in printed if title[:30] in one.get_textpage().get_text_range())
        text = sheet.get_textpage()
        left, bottom, _, _ = text.get_charbox(text.search(title[:30]).get_next()[0])
        assert lines_below(sheet, left, bottom) >= 2, f"there is no line to write on below {title}"


def lines_below(sheet: Any, left: float, bottom: float) -> int:
    """How many lines are drawn across a sheet just below a place, both in points from the lower left."""
    width, height = sheet.get_size()
    top = height - bottom
    below = sheet.render(
        grayscale=True, crop=(left, max(0, bottom - 160), width - left - 200, top)
    ).to_numpy()
    rows = (below < 250).mean(axis=1) > 0.9
    return int((rows[1:] & ~rows[:-1]).sum())
