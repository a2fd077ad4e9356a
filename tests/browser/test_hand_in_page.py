"""In a browser: a warning to go to, a file in the downloads, its receipt; feedback that comes back."""

from __future__ import annotations

import re
import zipfile

import pytest
from access import violations
from playwright.sync_api import expect

from kit.content import compiled
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.handin.sending import name_folder
from kit.journal import learner_of, make_workspace, open_journal
from kit.pages.workbook import Chosen, put_out

REFLECTION = "[data-items='equity.reflection']"


DROP = """(node, text) => {
  const data = new DataTransfer();
  data.items.add(new File([text], "equity.json"));
  for (const type of ["dragover", "drop"]) {
    node.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
  }
}"""


CALLS = "course.reflect('equity.reflection')", "course.hand_in('equity')", "course.feedback('equity')"


@pytest.mark.slow
def test_a_warning_a_file_a_receipt_one_that_is_sent_and_feedback_that_is_dropped_shown_and_revised(
    jupyter, open_page, notebook, tmp_path
):
    page = open_page(notebook("hand", *CALLS))
    form = page.locator("[data-kind=hand_in]")
    expect(form).to_contain_text("The marked reflection is missing.", timeout=40_000)
    form.get_by_role("button", name="Hand in", exact=True).click()
    form.locator(".kit-confirm").get_by_role("button", name="Go there").click()
    expect(page.locator(REFLECTION).get_by_label("Your answer")).to_be_focused()
    page.locator(REFLECTION).get_by_label("Your answer").fill("Last fall I met Mrs. Okafor at her door.")
    page.locator(REFLECTION).get_by_role("button", name="Done").click()
    expect(form).to_contain_text("9 words; 80–150 were asked for", timeout=20_000)
    note = page.locator(REFLECTION).get_by_role("status").filter(has_text="may tell who somebody is")
    expect(note).to_contain_text("“Mrs. Okafor” (a name)")
    expect(note).to_contain_text("It may miss some")
    expect(form).to_contain_text("May tell who somebody is: “Mrs. Okafor” (a name)")
    page.locator(REFLECTION).get_by_role("button", name="Write again").click()
    expect(note).to_have_count(0)
    page.locator(REFLECTION).get_by_role("button", name="Keep the saved answer").click()
    expect(note).to_be_visible()
    assert "Ready to send" not in form.inner_text()
    with page.expect_download() as download:
        form.get_by_role("button", name="Hand in", exact=True).click()
    assert download.value.suggested_filename.startswith("equity_learner-")
    assert "responses.jsonl" in zipfile.ZipFile(download.value.path()).namelist()
    expect(form).to_contain_text("Not sent yet")
    state = page.locator(f"{REFLECTION} .kit-state").first
    expect(state).to_have_text(re.compile("^Shared · Saved .* · Ready to send$"))
    page.reload()
    jupyter.run_all(page)
    receipt = page.locator("[data-kind=hand_in] .kit-receipt")
    expect(receipt).to_contain_text("1 answer, 9 words", timeout=40_000)
    assert "Handed in" not in receipt.inner_text()
    folder = tmp_path / "class"
    folder.mkdir(mode=0o700)
    name_folder(jupyter.workspace, str(folder))
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(form).to_contain_text(f"copies it to the folder of your class: {folder}", timeout=20_000)
    expect(receipt).to_contain_text("Not sent yet")
    form.get_by_role("button", name="Hand in", exact=True).click()
    expect(receipt).to_contain_text(f"Sent to {folder}, ", timeout=20_000)
    expect(state).to_have_text(re.compile(" · Handed in$"))
    assert [one.name for one in folder.iterdir()] == [download.value.suggested_filename]

    (saved,) = open_journal(jupyter.workspace).heads("equity.reflection", case="ms_perez")
    comment = Comment(text="<b>When</b>?", start=0, end=9, quote="Last fall")
    record = Feedback(
        learner=learner_of(jupyter.workspace), workspace=None, assignment="equity", revision=saved.id,
        levels={"event": 1}, comments=(comment,),
    )  # fmt: skip
    form = page.locator("[data-kind=feedback]")
    expect(form).to_contain_text("Nothing has come back yet.", timeout=40_000)
    form.locator(".kit-question").evaluate(DROP, record.to_json().decode())
    shown = form.frame_locator("iframe")
    expect(shown.locator("mark")).to_have_text("Last fall", timeout=20_000)
    expect(shown.locator(".note")).to_contain_text("<b>When</b>?")
    form.get_by_role("button", name="Revise once").click()
    field = page.locator(REFLECTION).get_by_label("Your answer")
    expect(field).to_have_value("Last fall I met Mrs. Okafor at her door.")
    expect(field).to_be_focused()
    field.fill("I asked her on Friday.")
    page.locator(REFLECTION).get_by_role("button", name="Done").click()
    expect(form).to_contain_text("You have revised your answer since then.", timeout=20_000)
    assert page.errors == []


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_pages_that_one_keeps_can_be_read_by_everybody(chromium, scheme, tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = make_workspace(tmp_path / "course", "ana")
    save, more = open_journal(folder).save, {"case": "ms_perez", "item_hash": "-"}
    answer = save("equity.reflection", "I asked her.", **more)
    save("equity.habit", "Mine.", lane="private", **more)
    record = Feedback(
        learner="ana", workspace=None, assignment="equity", revision=answer.id,
        levels={one.id: 2 for one in compiled().rubric.criteria},
        comments=(Comment(text="When?", start=0, end=7), Comment(text="On all.")), closing="Thank you.",
    )  # fmt: skip
    pages = [
        feedback_page(record, answer),
        put_out(folder, "html", Chosen(private=True)).decode(),
    ]
    page = chromium.new_page(color_scheme=scheme, viewport={"width": 390, "height": 800})
    for one in pages:
        page.set_content(one)
        page.evaluate("document.fonts.ready")
        shown = page.evaluate(
            "[...document.fonts].filter(one => one.status == 'loaded').map(one => one.family)"
        )
        assert {"Source Serif 4", "Source Sans 3"} <= {family.strip('"') for family in shown}
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.close()
