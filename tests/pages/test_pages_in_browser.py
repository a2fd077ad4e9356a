"""The course as pages, as a learner meets it in a browser after ``kit start``."""

from __future__ import annotations

import http.server
import re
import socket
import threading
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil
import pytest
from browser.access import violations
from browser.keyboard import walk_steps
from course_window import HABIT, SEEN, go, ready, to_step, window
from playwright.sync_api import expect
from started import kit_starting

from kit.journal import draw_voice, open_journal, read_workspace, update_workspace


def test_a_draft_is_saved_and_there_after_a_reload_and_done_is_done(page, served, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(served[1].parent / "data"))
    go(page, served, step="private-pause")
    form = page.locator(HABIT)
    field = form.get_by_role("textbox")
    field.fill("She said when she can talk.")
    expect(form.locator(".kit-state")).to_have_text(re.compile("Draft · Saved"), **SEEN)
    page.reload()
    ready(page)
    expect(field).to_have_value("She said when she can talk.")
    form.get_by_role("button", name="Done").click()
    expect(form.locator(".kit-state")).to_have_attribute("data-phase", "done", **SEEN)
    saved = [one for one in open_journal(served[1]).responses() if one.item == "equity.habit"]
    assert [one.value for one in saved] == ["She said when she can talk."]
    page.locator(".kit-bar-where").click()
    done = page.locator("#kit-steps [aria-current=step]")
    expect(done).to_have_attribute("data-state", "done", **SEEN)


def test_what_is_typed_as_the_page_closes_comes_back(page, served):
    go(page, served, "02_respect", "whole-page")
    field = page.locator(".kit-form[data-kind=prose] textarea").first
    field.fill("half a sentence")
    page.reload()
    ready(page)
    expect(field).to_have_value("half a sentence", **SEEN)


def test_the_course_is_walked_by_its_bar_and_the_browser(page, served):
    go(page, served, "00_start_here", "whole-page")
    steps = page.locator(".kit-step:visible")
    expect(steps).to_have_count(page.locator(".kit-step").count())
    page.locator(".kit-bar-where").click()
    page.locator("#kit-steps a").first.click()
    expect(steps).to_have_count(1)
    expect(page.locator("#kit-steps")).to_be_hidden()
    page.locator(".kit-bar-next").click()
    second = page.locator(".kit-step h2:visible").inner_text()
    assert page.evaluate("document.activeElement.textContent") == second
    expect(page).to_have_title(re.compile(f"^{re.escape(second)} · "))
    page.set_viewport_size({"width": 1280, "height": 500})
    # Playwright's own click would scroll first.
    page.evaluate("scrollTo(0, 120), document.querySelector('.kit-bar-next').click()")
    page.evaluate("scrollTo(0, 0)")
    page.go_back()
    expect(page.locator(".kit-step h2:visible")).to_have_text(second)
    assert page.evaluate("scrollY") == 120
    page.go_forward()
    last = page.locator("#kit-steps ol a").last.get_attribute("href").partition("#")[2]
    to_step(page, last)
    page.locator(".kit-step-end .kit-main").click()
    expect(page).to_have_url(re.compile(r"01_equity\.html#"))
    page.locator("h2:focus").wait_for()
    page.locator(".kit-bar-back").click()
    expect(page).to_have_url(re.compile(rf"00_start_here\.html#{last}"))
    # The place of a page that is left before it has opened is kept nowhere.
    ready(page)
    page.locator(".kit-bar-home").click()
    expect(page.locator("h1:visible")).to_have_text("Partnership Kit")
    expect(page.locator(".kit-weeks li")).to_have_count(8)
    # Home leads to a step of this week that isn't done; the last one may have been.
    expect(page.locator(".kit-home-go a")).to_have_attribute("href", re.compile("00_start_here.html#"))


@pytest.mark.slow
def test_the_course_ends_on_a_page_of_its_own(page, served):
    go(page, served, "07_follow_up", "whole-page")
    page.locator(".kit-step-end .kit-main").click()
    expect(page.locator(".kit-ending h1")).to_be_focused()
    expect(page.locator(".kit-step:visible")).to_have_count(0)


def test_her_words_are_those_of_the_learners_voice_alone(page, served):
    go(page, served, "01_equity", "from-alfredo-s-mother")
    voices = page.locator("[data-voice] .kit-hers:visible").evaluate_all(
        "all => all.map(one => one.closest('[data-voice]').dataset.voice)"
    )
    assert set(voices) == {draw_voice(served[1])}


def test_nothing_that_depends_on_the_reader_shows_before_it_is_known(page, served):
    asked = []
    page.route("**/ask/open", lambda route: asked.append(route))
    there = urlsplit(served[0])
    page.goto(
        f"http://{there.netloc}/partnership-kit/course/01_equity.html#{there.fragment}&step=a-challenge"
    )
    page.locator(".kit-top").wait_for()
    assert not page.locator(".kit-bar-state[data-phase=saved]").count()
    seen = page.locator(".kit-hers, [data-for]").evaluate_all(
        "all => all.filter(one => one.checkVisibility({ visibilityProperty: true })).length"
    )
    assert seen == 0
    assert page.locator(".kit-form").count() >= 10, "forms are drawn before anything was answered"
    for route in asked:
        route.continue_()
    ready(page)


@pytest.mark.slow
def test_both_wordings_and_the_forms_follow_whether_a_class_is_there(page, served):
    go(page, served)
    text = page.locator(".kit-step:visible")
    expect(text).to_contain_text("a reflection, which you mark yourself,", use_inner_text=True)
    page.locator(".kit-bar-home").click()
    page.get_by_role("button", name="With a class").click()
    expect(page.locator(".kit-taken-line")).to_be_focused(**SEEN)
    go(page, served)
    expect(text).to_contain_text("a reflection, which is marked,", use_inner_text=True, **SEEN)
    expect(text).not_to_contain_text("which you mark yourself", use_inner_text=True)
    assert read_workspace(served[1])["alone"] is False
    update_workspace(served[1], alone=None)


@pytest.mark.slow
def test_buttons_and_pages_speak_spanish_and_the_text_stays_english(page, served):
    try:
        go(page, served, step="from-alfredo-s-mother")
        page.locator(".kit-bar-help").click()
        page.get_by_role("button", name="Español").click()
        expect(page.locator("html")).to_have_attribute("lang", "es", **SEEN)
        expect(page.locator(".kit-bar-state")).to_have_text("Todo guardado", **SEEN)
        expect(page.locator("#kit-page")).to_have_attribute("lang", "en")
        expect(page.locator(HABIT)).to_have_attribute("lang", "es")
        assert violations(page) == []
    finally:
        update_workspace(served[1], language="en")


@pytest.mark.slow
def test_a_term_is_explained_and_the_search_leads_to_a_step(page, served):
    go(page, served, step="whole-page")
    page.locator("a.kit-term:visible").first.focus()
    expect(page.locator(".kit-tip")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    page.locator("#kit-search-field").fill("lunch")
    hit = page.locator(".kit-search li a").first
    expect(hit).to_be_visible(**SEEN)
    step = hit.get_attribute("href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(step)))
    expect(page.locator(".kit-search")).to_have_count(0)


@pytest.mark.slow
def test_pages_to_print_open_apart_and_on_paper_all_steps_show(page, served):
    go(page, served)
    page.emulate_media(media="print")
    # Handing in is for the screen alone, and so its step would be a heading over nothing.
    left_out = page.locator(".kit-step").filter(visible=False)
    assert left_out.count() == left_out.filter(has=page.locator("[data-verb=hand_in]")).count() == 1
    assert page.locator(".kit-step-end:visible, .kit-side:visible").count() == 0
    page.emulate_media(media="screen")
    for link in page.locator(".kit-text a[href^='marked/'], .kit-text a[href^='http']").all():
        assert link.get_attribute("target") == "_blank"


def test_without_a_script_a_page_is_read_from_its_start_to_its_end(served, chromium):
    with window(chromium, java_script_enabled=False) as page:
        page.goto(f"{served[0].partition('#')[0].rpartition('/')[0]}/01_equity.html")
        assert page.locator(".kit-step:visible").count() == page.locator(".kit-step").count()
        assert (
            page.locator(".kit-hers:visible").count() == page.locator("[data-voice=a] .kit-hers").count() > 0
        )
        assert page.locator("[data-for=alone]:visible").count() == 0


@pytest.mark.attack
def test_the_token_is_in_no_address_and_nothing_goes_elsewhere(page, served):
    token = urlsplit(served[0]).fragment.split("&")[0].removeprefix("token=")
    go(page, served, step="a-challenge")
    page.locator(".kit-bar-next").click()
    ready(page)
    assert token not in page.evaluate("location.href + document.cookie + document.documentElement.outerHTML")
    with_token = [one for one in page.requests if token in str(one.headers) + one.url + (one.post_data or "")]
    assert with_token
    for one in with_token:
        assert (one.method, one.headers["authorization"], "cookie" in one.headers) == (
            "POST",
            f"token {token}",
            False,
        )
        assert token not in one.url + (one.post_data or "")
    assert {urlsplit(one.url).netloc for one in page.requests} == {urlsplit(served[0]).netloc}
    print(f"{len(page.requests)} requests, {len(with_token)} of them with the token, all in a header")


def test_a_page_opened_without_the_token_says_how_to_begin_and_asks_nothing(page, served):
    page.goto(f"{served[0].partition('#')[0].rpartition('/')[0]}/01_equity.html")
    expect(page.locator(".kit-notice")).to_have_attribute("data-key", "shell.unknown_window", **SEEN)
    assert [one.url for one in page.requests if one.method == "POST"] == []


def test_the_link_past_the_bar_leads_into_the_step(page, served):
    go(page, served, step="before-the-conference")
    page.locator(".kit-skip").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#kit-page")).to_be_focused()
    assert urlsplit(page.url).fragment == "before-the-conference"


@contextmanager
def impostor(port):
    """Another program on the port of a course that has ended; what it is told."""
    told = []

    class Listening(http.server.BaseHTTPRequestHandler):
        def _answer(self):
            told.append(
                str(self.headers)
                + self.path
                + self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            )
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = _answer

        def log_message(self, *_):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield told
        server.shutdown()


def killed(started):
    for process in psutil.Process(started.process.pid).children(recursive=True):
        process.kill()
    started.process.wait(60)


@pytest.mark.attack
def test_a_course_that_ends_and_starts_again_loses_nothing_and_another_program_hears_nothing(tmp_path, page):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with kit_starting(tmp_path) as start:
        first = start("--workspace", str(tmp_path / "course"), "--port", str(port))
        served = first.address, tmp_path / "course"
        go(page, served, step="private-pause")
        form = page.locator(HABIT)
        field = form.get_by_role("textbox")
        field.fill("before")
        expect(form.locator(".kit-state")).to_have_text(re.compile("Draft · Saved"), **SEEN)
        killed(first)
        with impostor(port) as told:
            field.fill("typed at 4711 while it was gone")
            expect(form.locator(".kit-state")).to_have_attribute("data-phase", "failed", **SEEN)
            expect(page.locator(".kit-notice")).to_have_attribute("data-key", "shell.started_anew", **SEEN)
            assert told
            assert not [one for one in told if "4711" in one or urlsplit(first.address).fragment[6:] in one]
            assert all("/proof" in one for one in told)
            print(f"{len(told)} requests to another program: challenges alone")
        field.fill("typed at 4711 while nothing was there")
        page.get_by_role("button", name="Try again").click()
        expect(page.locator(".kit-notice")).to_have_attribute("data-key", "shell.still_gone", **SEEN)
        expect(page.locator(".kit-bar-state")).to_have_attribute("data-phase", "failed")
        page.evaluate("window.same = true")
        second = start("--workspace", str(tmp_path / "course"), "--port", str(port))
        # The page that the course opens gives this browser the new token, and this page notices.
        other = page.context.new_page()
        go(other, (second.address, served[1]))
        expect(page.locator(".kit-notice")).to_be_empty(**SEEN)
        expect(form.locator(".kit-state")).to_have_text(re.compile("Draft · Saved"), **SEEN)
        assert page.evaluate("window.same")
        to = urlsplit(page.url).fragment
        go(page, (second.address, served[1]), step=to)
        expect(field).to_have_value("typed at 4711 while nothing was there")


@pytest.mark.slow
def test_a_page_older_than_the_course_asks_to_be_loaded_again(page, served):
    def older(route):
        route.fulfill(
            response=route.fetch(), body=route.fetch().text().replace('"edition":"', '"edition":"0')
        )

    page.route("**/01_equity.html", older)
    there = urlsplit(served[0])
    page.goto(f"http://{there.netloc}/partnership-kit/course/01_equity.html#{there.fragment}")
    expect(page.locator(".kit-notice")).to_contain_text("was updated", **SEEN)
    page.unroute("**/01_equity.html")
    page.get_by_role("button", name="Reload").click()
    ready(page)


@pytest.mark.slow
def test_the_course_stops_when_asked_and_the_page_says_so(tmp_path, page):
    with kit_starting(tmp_path) as start:
        started = start("--workspace", str(tmp_path / "course"))
        go(page, (started.address, tmp_path / "course"))
        page.locator(".kit-bar-help").click()
        page.get_by_role("button", name=re.compile("^Stop the course")).click()
        assert page.evaluate("localStorage.getItem('kit:token')")
        page.locator(".kit-notice").get_by_role("button", name="Stop the course").click()
        expect(page.locator("h1:visible")).to_have_text("The course has ended", **SEEN)
        # Another program may have this address next.
        assert page.evaluate("localStorage.getItem('kit:token')") is None
        started.process.wait(60)
        # Somebody pastes the address that `kit start` printed next over this one.
        started = start("--workspace", str(tmp_path / "course"))
        ended, new = urlsplit(page.url), urlsplit(started.address)
        assert ended.netloc == new.netloc
        page.evaluate("to => { location.hash = to }", new.fragment)
        expect(page.locator("h1:visible")).not_to_have_text("The course has ended", **SEEN)


@pytest.mark.slow
def test_a_week_opens_as_a_notebook_from_its_page_and_from_home(page, served):
    go(page, served, "02_respect")
    page.locator(".kit-bar-help").click()
    page.get_by_role("button", name=re.compile("^Open this week as a notebook")).click()
    # JupyterLab starts; a browser opens a tab only for a press that was a moment ago.
    with page.context.expect_page(timeout=90_000) as opened:
        page.locator(".kit-notice").get_by_role("button", name="Open the notebook").click(timeout=90_000)
    expect(page.locator(".kit-notice")).to_be_empty()
    opened.value.wait_for_url("**/tree/02_respect.ipynb*", wait_until="commit")
    assert "token=" not in opened.value.url
    opened.value.close()
    go(page, served, "index")
    with page.context.expect_page(timeout=30_000) as opened:
        page.locator("main").get_by_role("button", name="Open this week as a notebook").click()
    opened.value.wait_for_url("**/tree/02_respect.ipynb*", wait_until="commit")


def test_the_workbook_is_chosen_and_given_as_a_file(page, served):
    go(page, served, "index")
    page.get_by_role("button", name="Open my workbook").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible(**SEEN)
    assert violations(page, ".kit-workbook") == []
    with page.expect_download(timeout=60_000) as given:
        dialog.get_by_role("button", name=re.compile("Word")).click()
    assert given.value.suggested_filename == "partnership_workbook.docx"


@pytest.mark.slow
def test_a_whole_week_is_done_by_keyboard_alone(tmp_path, page):
    with kit_starting(tmp_path) as start:
        started = start("--workspace", str(tmp_path / "course"))
        go(page, (started.address, tmp_path / "course"))
        titles = walk_steps(page, until="02_respect")
    assert len(titles) == 15
