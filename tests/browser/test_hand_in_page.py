"""*Hand in* in a browser: a warning that can be gone to, a file in the downloads, a receipt that stays."""

from __future__ import annotations

import zipfile

from playwright.sync_api import expect

REFLECTION = "[data-items='equity.reflection']"


def test_a_warning_then_a_file_then_a_receipt(jupyter, open_page, notebook):
    page = open_page(notebook("hand", "course.reflect('equity.reflection')", "course.hand_in('equity')"))
    form = page.locator("[data-kind=hand_in]")
    expect(form).to_contain_text("The marked reflection is missing.", timeout=40_000)
    form.get_by_role("button", name="Hand in", exact=True).click()
    form.locator(".kit-confirm").get_by_role("button", name="Go there").click()
    expect(page.locator(f"{REFLECTION} :focus")).to_have_count(1)
    page.locator(REFLECTION).get_by_label("Your answer").fill("Last fall I met a mother at the door.")
    page.locator(REFLECTION).get_by_role("button", name="Done").click()
    expect(form).to_contain_text("9 words; 80–150 were asked", timeout=20_000)
    assert "Ready to send" not in form.inner_text()
    with page.expect_download() as download:
        form.get_by_role("button", name="Hand in", exact=True).click()
    assert download.value.suggested_filename.startswith("equity_learner-")
    assert "responses.jsonl" in zipfile.ZipFile(download.value.path()).namelist()
    expect(form).to_contain_text("Not sent yet")
    page.reload()
    jupyter.run_all(page)
    receipt = page.locator("[data-kind=hand_in] .kit-receipt")
    expect(receipt).to_contain_text("1 answer, 9 words", timeout=40_000)
    assert "Handed in" not in receipt.inner_text()
    assert page.errors == []
