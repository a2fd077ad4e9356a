"""Whose words a learner reads: her own year's, at every start, and another voice's where another answers."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from started import kit_starting

from kit.content import compiled
from kit.journal import kept_voice, voice_for

LETTER = ".kit-says-ms_perez--letter--equity"


def paragraphs(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r"\n\s*\n", text.strip())]


@pytest.fixture(scope="module")
def eve(tmp_path_factory):
    """The folder of a learner who draws voice b, and a way to start the course in it."""
    assert voice_for("eve") == "b"
    home = tmp_path_factory.mktemp("home")
    with kit_starting(home) as start:

        def address(learner="eve"):
            course = start("--lab", "--workspace", str(home / "course"), "--learner", learner)
            whole = re.sub(r"[^/?]+\.ipynb(\?[^#]*)?.*", r"01_equity.ipynb\1#whole-page", course.address)
            return course, whole

        yield home / "course", address


@pytest.mark.slow
def test_the_learner_of_a_voice_reads_that_voice_after_a_restart_too(chromium, eve):
    workspace, start = eve
    case = compiled().cases["ms_perez"]
    letters = {v.id: next(one for one in v.letters if one.id == "equity") for v in case.voices}
    for again in (False, True):
        course, address = start()
        assert kept_voice(workspace) == "b"
        page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
        # Whatever stands in the page at any time: the first voice is in the notebook, and is not seen.
        page.goto(address)
        letter = page.locator(f"{LETTER}.kit-hers-told")
        expect(letter).to_be_visible(timeout=60_000)
        expect(letter.locator(".kit-hers-en p")).to_have_text(paragraphs(letters["b"].en))
        expect(letter.locator(".kit-hers-es p")).to_have_text(paragraphs(letters["b"].es))
        assert letter.locator(".kit-hers-es").get_attribute("lang") == "es"
        expect(letter.locator(".kit-hers-label")).to_contain_text("Your Ms. Perez this year.")
        another = page.locator(".kit-says-ms_perez--other--equity-answer.kit-hers-told")
        line = next(one for one in case.voice("a").lines if one.id == "equity.answer")
        expect(another).to_contain_text(" ".join(line.es.split()))
        expect(another).to_contain_text("Another Ms. Perez")
        shown = page.locator(".kit-course").inner_text()
        for other in ("a", "c"):
            assert not any(one in shown for one in paragraphs(letters[other].en))
        page.close()
        if not again:
            course.interrupt()


@pytest.mark.slow
def test_a_letter_comes_or_nothing_does_beside_its_spanish_or_above_it_on_a_phone(chromium, eve):
    address = eve[1]()[1]
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    page.route("**/partnership-kit/her_words*", lambda route: route.abort())
    page.goto(address)
    letter = page.locator(f"{LETTER}.kit-hers-told")
    nothing = "Her words could not be loaded, so there is nothing here yet. Reload the page."
    expect(letter).to_have_text(nothing, timeout=60_000)
    expect(page.locator(".kit-hers:not(.kit-hers-told):visible")).to_have_count(0)
    page.unroute("**/partnership-kit/her_words*")
    for width, beside in ((1280, True), (390, False)):
        page.set_viewport_size({"width": width, "height": 900})
        page.reload()
        expect(letter.locator(".kit-hers-en")).to_be_visible(timeout=60_000)
        english, spanish, whole = (
            one.bounding_box()
            for one in (letter.locator(".kit-hers-en"), letter.locator(".kit-hers-es"), letter)
        )
        assert (abs(english["y"] - spanish["y"]) < 2) is beside
        assert (spanish["x"] >= english["x"] + english["width"]) is beside
        assert whole["x"] >= 0
        assert whole["x"] + whole["width"] <= width
        found = Axe().run(page, context=".kit-hers-told").response["violations"]
        assert [one["id"] for one in found] == []
    page.close()
