"""What forms show while the course is silent, and what their questions do, seen without a notebook."""

from __future__ import annotations

import re
import zipfile
from importlib.resources import files

import pytest
from bare_form import BareForm
from playwright.sync_api import expect
from scenes.taken import a_scene

from kit.content import compiled, item_hash
from kit.forms import FormContext
from kit.forms.cards import CardSession, cards
from kit.forms.coming_back import feedback
from kit.forms.handing_in import hand_in
from kit.forms.questions import look_back, prose, sort
from kit.forms.scene import scene
from kit.forms.self_ratings import scale
from kit.forms.session import FormSession
from kit.handin.feedback import take_feedback
from kit.handin.feedback_record import Feedback
from kit.handin.withdrawing import withdraw
from kit.journal import make_workspace, open_journal, update_workspace

CASE = "ms_perez"


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return make_workspace(tmp_path / "course", "ana")


@pytest.fixture
def context(workspace):
    return FormContext(workspace, CASE, compiled().words)


@pytest.fixture
def page(chromium):
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    yield page
    page.close()


def assignment_of(id):
    return next(one for one in compiled().cases[CASE].items.assignments if one.id == id)


def save(context, item, value, **more):
    asked = compiled().cases[CASE].item(item)
    return open_journal(context.workspace).save(item, value, case=CASE, item_hash=item_hash(asked), **more)


def test_a_scene_that_opens_says_nothing_of_a_way_that_it_does_not_know_yet(context, page):
    case, played, value = a_scene()
    for item, said in ((f"scene.{played.id}", value), (f"scene.{played.id}.played", {"played": True})):
        save(context, item, said, lane=case.item(item).lane)
    form = BareForm(page, scene(context, case, played), silent=True)
    around = page.locator(".kit-scene-around")
    expect(around.locator(".kit-state").first).to_have_text("Opening your answer …")
    words = compiled().words
    told = [
        words[f"scene.{one}"][:20]
        for one in ("changed", "take_back_played", "tell_played", "restart", "go_on")
    ]
    shown = around.inner_text()
    assert [one for one in told if one in shown] == []
    form.speak()
    expect(around.get_by_role("button", name=words["scene.take_back_played"])).to_be_visible()
    expect(around.get_by_role("button", name=words["scene.restart"])).to_be_visible()
    expect(around.get_by_text(words["scene.changed"])).to_be_hidden()
    assert page.errors == []


def test_a_question_about_withdrawing_names_every_place_out_of_reach_and_escape_takes_it_back(context, page):
    item = compiled().cases[CASE].item("equity.reflection")
    save(context, item.id, "I asked her.", lane="shared")
    BareForm(page, prose(FormSession(context, [item]), item))
    asked = page.locator(".kit-confirm:visible")
    delete = page.get_by_role("button", name="Delete", exact=True)
    delete.click()
    for place in ("what you sent", "browser's downloads", "feedback on it", "backups", "synced"):
        expect(asked).to_contain_text(place)
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    expect(delete).to_be_visible()
    page.get_by_role("button", name="change").click()
    expect(asked).to_contain_text("browser's downloads")
    page.keyboard.press("Escape")
    expect(asked).to_have_count(0)
    assert [one.lane for one in context.heads(item.id)] == ["shared"]
    delete.click()
    asked.get_by_role("button", name="Delete it").click()
    expect(page.locator(".kit-state")).to_contain_text("Deleted", timeout=10_000)
    assert page.errors == []


def test_escape_closes_who_will_see_an_answer_before_one_is_saved(context, page):
    item = compiled().cases[CASE].item("equity.reflection")
    BareForm(page, prose(FormSession(context, [item]), item))
    change = page.get_by_role("button", name="change")
    change.click()
    expect(page.locator(".kit-lane")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".kit-lane")).to_be_hidden()
    expect(change).to_be_focused()
    assert page.errors == []


def test_who_leaves_a_question_about_a_saved_answer_does_not_stand_on_delete(context, page):
    item = compiled().cases[CASE].item("equity.first_thought")
    save(context, item.id, "I asked her.", lane="shared")
    BareForm(page, prose(FormSession(context, [item]), item))
    page.get_by_role("button", name="change").click()
    expect(page.locator(".kit-confirm:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Write again")).to_be_focused()
    assert page.errors == []


@pytest.mark.slow
def test_what_a_first_thought_is_compared_with_opens_after_done_and_stays_while_it_is_changed(context, page):
    item, words = compiled().cases[CASE].item("equity.criteria"), compiled().words
    BareForm(page, prose(FormSession(context, [item]), item))
    page.evaluate(
        """document.querySelector('main').insertAdjacentHTML('beforeend',
        '<div class="kit-after kit-after-equity-criteria"><p>Here are ours.</p></div>')"""
    )
    theirs, field = page.get_by_text("Here are ours."), page.get_by_label(words["prose.your_answer"])
    expect(theirs).to_be_hidden()
    for text in ("Does it start from what he can do?", "Will we know in weeks?"):
        field.fill(text)
        page.get_by_role("button", name="Done").click()
        expect(page.locator(".kit-state")).to_contain_text("Saved")
        expect(theirs).to_be_visible()
        page.get_by_role("button", name=words["form.write_again"]).click()
        expect(theirs).to_be_visible()
    assert [one.value for one in context.heads(item.id)] == ["Will we know in weeks?"]
    assert page.errors == []


@pytest.mark.slow
def test_looking_back_shows_the_first_words_beside_the_latest(context, page):
    items, words = compiled().cases[CASE], compiled().words
    thought, today = items.item("equity.first_thought"), items.item("equity.today")
    form = BareForm(page, prose(FormSession(context, [thought]), thought))
    expect(page.locator(".kit-records")).to_contain_text(words["lane.first_goes"])
    save(context, thought.id, "Call <b>her</b>.", lane="shared")
    form.load(look_back(FormSession(context, [today]), today, thought))
    before = page.locator(".kit-before")
    expect(before).to_be_hidden()
    page.get_by_label(words["prose.your_answer"]).fill("I would ask each family.")
    page.get_by_role("button", name="Done").click()
    expect(before.locator(".kit-reading")).to_have_text(["Call <b>her</b>."])
    expect(before).not_to_contain_text(words["look_back.latest"])
    (head,) = context.heads(thought.id)
    save(context, thought.id, "Ask her when to call.", lane="shared", parent=head.id)
    form.load(look_back(FormSession(context, [today]), today, thought))
    expect(before.locator(".kit-reading")).to_have_text(["Call <b>her</b>.", "Ask her when to call."])
    expect(before).to_contain_text(words["look_back.latest"])
    assert page.errors == []


@pytest.mark.slow
def test_a_sort_is_done_once_every_card_is_placed_and_says_how_it_is_changed(context, page):
    item, words = compiled().cases[CASE].item("start.five"), compiled().words
    BareForm(page, sort(FormSession(context, [item]), item))
    piles, state = page.locator(".kit-sort-to button"), page.locator(".kit-state")
    done = page.get_by_role("button", name=words["form.done"], exact=True)
    again = page.get_by_role("button", name=words["form.answer_again"])
    count, total = page.locator(".kit-sort-card > .kit-small"), len(item.cards)
    piles.first.click()
    done.click()
    expect(state).to_have_text(words.fill("sort.open", open=total - 1, total=total))
    # The first card that is left has come up.
    expect(count).to_have_text(words.fill("sort.card", number=2, total=total))
    expect(piles.first).to_be_focused()
    assert context.heads(item.id) == []
    for _ in range(total - 1):
        piles.first.click()
        if (following := page.get_by_role("button", name=words["sort.next"])).is_visible():
            following.click()
    expect(again).to_be_hidden()
    done.click()
    expect(state).to_contain_text("Saved")
    expect(done).to_be_hidden()
    again.click()
    expect(count).to_have_text(words.fill("sort.card", number=1, total=total))
    expect(piles.first).to_be_focused()
    piles.last.click()
    done.click()
    expect(again).to_be_visible()
    assert context.heads(item.id)[-1].value[item.cards[0].id] == item.bins[-1].id
    assert page.errors == []


@pytest.mark.slow
def test_in_the_courses_page_only_its_own_form_shows_a_list_to_compare_with(context, page):
    item = compiled().cases[CASE].item("equity.reflection")
    save(context, item.id, "I asked her.", lane="shared")
    form = BareForm(page, prose(FormSession(context, [item]), item))
    look = files("kit") / "static" / "shell" / "look.css"
    page.add_style_tag(content=re.sub("(?m)^@import.*$", "", look.read_text(encoding="utf-8")))
    page.evaluate(
        """document.documentElement.className = 'kit-shell';
        document.querySelector('main').insertAdjacentHTML('beforeend',
        '<div class="kit-after kit-after-equity-reflection"><p>Here are ours.</p></div>'
        + '<div class="kit-after kit-after-equity-criteria"><p>And these.</p></div>')"""
    )
    ours, others = page.get_by_text("Here are ours."), page.get_by_text("And these.")
    expect(ours).to_be_visible()
    expect(others).to_be_hidden()
    # The form goes, and another one comes.
    form.end()
    expect(ours).to_be_visible()
    page.emulate_media(media="print")
    expect(others).to_be_visible()
    page.emulate_media(media="screen")
    # Before there is any form.
    page.evaluate(
        """document.documentElement.removeAttribute('data-kit-after');
        document.querySelectorAll('[data-kit-after], #kit-after-rest').forEach(one => one.remove())"""
    )
    expect(ours).to_be_hidden()
    expect(others).to_be_hidden()
    page.emulate_media(media="print")
    expect(ours).to_be_visible()
    page.emulate_media(media="screen")
    # In a notebook, nothing is kept back without a form.
    page.evaluate("document.documentElement.className = document.querySelector('main').className = ''")
    expect(ours).to_be_visible()
    expect(others).to_be_visible()
    assert page.errors == []


def test_newer_words_are_thrown_away_only_by_who_says_so_and_the_focus_stays_in_the_form(context, page):
    item, words = compiled().cases[CASE].item("equity.reflection"), compiled().words
    save(context, item.id, "I asked her.", lane="shared")
    form = BareForm(page, prose(FormSession(context, [item]), item))
    field, said = page.get_by_label(words["prose.your_answer"]), page.locator(".kit-state")
    keep = page.get_by_role("button", name=words["form.keep_saved"])
    asked = page.locator(".kit-confirm:visible")
    page.get_by_role("button", name=words["form.write_again"]).click()
    page.keyboard.type("On Friday, ")
    keep.focus()
    page.keyboard.press("Enter")
    expect(asked).to_contain_text(words["form.keep_saved_means"])
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(field).to_have_value(re.compile("On Friday, "))
    keep.click()
    asked.get_by_role("button", name=words["form.keep_saved"]).click()
    expect(said).to_have_text(re.compile("^(?!Draft).* · Saved"))
    expect(said).to_be_focused()
    page.get_by_role("button", name=words["form.write_again"]).click()
    expect(field).to_have_value("I asked her.")
    keep.focus()
    page.keyboard.press("Enter")
    expect(said).to_be_focused()
    # The course hears of it only after the form said that it does not answer.
    page.get_by_role("button", name=words["form.write_again"]).click()
    page.keyboard.type("On Friday, ")
    form.silent = True
    keep.click()
    asked.get_by_role("button", name=words["form.keep_saved"]).click()
    expect(said).to_have_text(re.compile("^Saved .*isn't answering"), timeout=15_000)
    expect(field).to_be_focused()
    form.speak()
    expect(said).to_have_text(re.compile("^(?!Draft).* · Saved"))
    expect(said).to_be_focused()
    assert context.draft(item.id, "during") is None
    expect(asked).to_have_count(0)
    # Whoever has gone on before the course replies stays there.
    page.get_by_role("button", name=words["form.write_again"]).click()
    form.silent = True
    keep.click()
    page.evaluate("document.body.append(document.createElement('textarea'))")
    page.locator("body > textarea").focus()
    form.speak()
    expect(said).to_have_text(re.compile("^(?!Draft).* · Saved"))
    expect(page.locator("body > textarea")).to_be_focused()
    page.get_by_role("button", name=words["form.delete"], exact=True).click()
    asked.get_by_role("button", name=words["form.delete_it"]).click()
    expect(said).to_contain_text("Deleted")
    assert page.errors == []


def test_of_two_windows_the_one_that_has_not_seen_a_draft_asks_which_one_stays(context, page, chromium):
    item, words = compiled().cases[CASE].item("equity.reflection"), compiled().words
    other = chromium.new_page()
    windows = []
    for one in (page, other):
        BareForm(one, prose(FormSession(context, [item]), item))
        windows.append((one.get_by_label(words["prose.your_answer"]), one.locator(".kit-state")))
    (field, said), (late, said_late) = windows
    field.fill("Amari waited.")
    field.blur()
    expect(said).to_contain_text("Draft · Saved")
    late.fill("Short")
    late.blur()
    asked = other.locator(".kit-elsewhere")
    expect(asked).to_contain_text(words["form.elsewhere"])
    expect(said_late).to_contain_text("NOT saved")
    expect(late).to_have_value("Short")
    expect(other.get_by_role("button", name=words["form.done"])).to_be_hidden()
    assert context.draft(item.id).value == "Amari waited."
    asked.get_by_role("button", name=words["form.keep_mine"]).click()
    expect(asked).to_be_hidden()
    expect(said_late).to_contain_text("Draft · Saved")
    expect(said_late).to_be_focused()
    assert context.draft(item.id).value == "Short"
    # Now the first window is late. It looks, and its own words wait in its browser.
    field.press_sequentially(" I asked.")
    page.get_by_role("button", name=words["form.done"]).click()
    page.locator(".kit-elsewhere").get_by_role("button", name=words["form.show_it"]).click()
    expect(field).to_have_value("Short")
    offer = page.locator(".kit-offer")
    expect(offer.locator("blockquote")).to_have_text("Amari waited. I asked.")
    assert context.heads(item.id) == []
    offer.get_by_role("button", name=words["form.use_kept"]).click()
    expect(field).to_have_value("Amari waited. I asked.")
    expect(offer.locator("blockquote")).to_have_text("Short")
    page.get_by_role("button", name=words["form.done"]).click()
    expect(said).to_contain_text("Shared · Saved")
    assert [head.value for head in context.heads(item.id)] == ["Amari waited. I asked."]
    assert page.errors == other.errors == []
    other.close()


def test_what_a_page_shows_of_an_answer_that_was_deleted_elsewhere_is_not_written_again(
    context, page, chromium
):
    item, words = compiled().cases[CASE].item("equity.reflection"), compiled().words
    save(context, item.id, "Deleted.", lane="shared")
    other = chromium.new_page()
    for one in (page, other):
        BareForm(one, prose(FormSession(context, [item]), item))
    page.get_by_role("button", name=words["form.delete"], exact=True).click()
    page.locator(".kit-confirm:visible").get_by_role("button", name=words["form.delete_it"]).click()
    expect(page.locator(".kit-state")).to_contain_text(words["state.deleted"])
    other.get_by_role("button", name=words["form.write_again"]).click()
    other.keyboard.type("On Friday, ")
    other.get_by_label(words["prose.your_answer"]).blur()
    other.locator(".kit-elsewhere").get_by_role("button", name=words["form.show_it"]).click()
    expect(other.get_by_label(words["prose.your_answer"])).to_have_value("")
    assert (context.heads(item.id), context.draft(item.id)) == ([], None)
    assert page.errors == other.errors == []
    other.close()


@pytest.mark.slow
def test_a_rating_and_a_card_of_another_window_are_asked_about_too(context, page, chromium):
    content = compiled()
    case, words = content.cases[CASE], content.words
    ratings = [case.item("rate.equity.preferences")]
    card = case.item("card.five_dimensions")
    made = {
        "scale": lambda: scale(
            FormSession(context, ratings, "pre"), ratings, case.items.scales[0], content.framework
        ),
        "cards": lambda: cards(CardSession(context, [card], "01_equity", ["01_equity"]), [card]),
    }
    answers = {
        "scale": lambda one, at: one.locator(".kit-rate input").nth(at).check(force=True),
        "cards": lambda one, at: one.get_by_label(words["cards.from_memory"]).fill(f"five of them, {at}"),
    }
    other = chromium.new_page()
    bare = [BareForm(one, made["scale"]()) for one in (page, other)]
    for kind, act in answers.items():
        for form in bare:
            form.load(made[kind]())
        act(page, 1)
        expect(page.locator(".kit-state").first).to_contain_text("Draft · Saved", timeout=10_000)
        act(other, 3)
        asked = other.locator(".kit-elsewhere:visible")
        expect(asked).to_have_count(1, timeout=10_000)
        if kind == "scale":
            asked.get_by_role("button", name=words["form.show_it"]).click()
            expect(other.locator(".kit-rate input").nth(1)).to_be_checked()
        else:
            asked.get_by_role("button", name=words["form.keep_mine"]).click()
            expect(other.locator(".kit-state").first).to_contain_text("Draft · Saved")
            assert context.draft(card.id).value["answer"] == "five of them, 3"
        expect(other.locator(".kit-elsewhere:visible")).to_have_count(0)
    assert context.draft(ratings[0].id, "pre").value == made["scale"]().spec["choices"][1]["value"]
    assert page.errors == other.errors == []
    other.close()


@pytest.mark.slow
def test_a_card_that_is_turned_has_the_focus(context, page):
    item, words = compiled().cases[CASE].item("card.five_dimensions"), compiled().words
    BareForm(page, cards(CardSession(context, [item], "01_equity", ["01_equity"]), [item]))
    page.emulate_media(reduced_motion="no-preference")
    page.get_by_role("button", name=words["cards.turn"]).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".kit-back")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio").first).to_be_focused()
    assert page.errors == []


@pytest.mark.slow
def test_what_was_said_of_a_file_goes_with_the_file(context, page):
    content = compiled()
    case = content.cases[CASE]
    assignment = next(one for one in case.items.assignments if one.id == "equity")
    save(context, "equity.reflection", "word " * 100, lane="shared")
    BareForm(page, hand_in(context, content, assignment, frozenset()))
    said, receipt = page.locator(".kit-state"), page.locator(".kit-receipt")
    with page.expect_download():
        page.get_by_role("button", name="Hand in", exact=True).click()
    expect(said).to_have_text(content.words["hand_in.made"])
    expect(receipt).to_be_visible()
    save(context, "equity.criteria", "What I look for.", lane="shared")
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(receipt).to_contain_text(content.words["hand_in.changed_since"])
    expect(said).to_have_text(content.words["hand_in.made"])
    withdraw(context.workspace, open_journal(context.workspace), (CASE, "equity.reflection", "during"))
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(receipt).to_be_hidden()
    expect(said).to_have_text("")
    expect(page.get_by_text(content.words["hand_in.anew_gone"])).to_be_visible()
    assert page.errors == []


def test_a_text_written_again_is_asked_about_before_the_file_is_made(context, page):
    words = compiled().words
    journal = open_journal(context.workspace)
    save(context, "respect.reflection", "word " * 100, lane="shared")
    save(context, "respect.today", "What was done.", lane="shared")
    BareForm(page, hand_in(context, compiled(), assignment_of("respect"), frozenset()))
    go = page.get_by_role("button", name=words["hand_in.button"], exact=True)
    said, question = page.locator(".kit-state"), page.locator(".kit-confirm")
    anyway = question.get_by_role("button", name=words["hand_in.older"], exact=True)
    with page.expect_download():
        go.click()
    expect(said).to_have_text(words["hand_in.made"])

    # Drafts are saved while another step is on the screen; a draft sends no word of it. A step may be long.
    page.evaluate("document.querySelector('main').hidden = true")
    page.evaluate("document.querySelector('main').style.paddingTop = '3000px'")
    journal.save_draft("respect.today", "A newer draft.", lane="shared", case=CASE)
    expect(page.get_by_text(words["hand_in.newer_draft"])).to_have_count(0)
    # A step that comes back before the browser has drawn the page without it was never out of sight.
    page.evaluate("() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    page.evaluate("document.querySelector('main').hidden = false")
    expect(page.get_by_text(words["hand_in.newer_draft"]).first).to_be_visible()
    expect(page.get_by_text(words["hand_in.newer_draft"]).first).not_to_be_in_viewport()
    # Tab brings it into sight, too: what has the focus then keeps it.
    row = page.locator(".kit-go").first
    row.focus()
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    expect(row).to_be_focused()
    page.evaluate("window.scrollTo(0, 0)")
    expect(row).not_to_be_in_viewport()
    # Where the whole page is shown, it comes into sight by scrolling.
    journal.discard_draft("respect.today", case=CASE)
    go.scroll_into_view_if_needed()
    expect(page.get_by_text(words["hand_in.newer_draft"])).to_have_count(0)
    journal.save_draft("respect.today", "A newer draft.", lane="shared", case=CASE)

    # The press looks again: a second one came meanwhile. Nothing is made yet, nor said of the last file.
    journal.save_draft("respect.reflection", "Newer.", lane="shared", case=CASE)
    downloads = []
    page.on("download", lambda one: downloads.append(one))
    go.click()
    expect(question.locator("p")).to_have_count(2)
    said_first = (
        f"{compiled().cases[CASE].item('respect.reflection').title} · Marked: {words['hand_in.newer_draft']}"
    )
    expect(question.locator("p").first).to_have_text(said_first)
    expect(question.locator("p").last).to_contain_text(compiled().cases[CASE].item("respect.today").title)
    expect(said).to_have_text("")
    expect(question.get_by_role("button", name=words["hand_in.anyway"], exact=True)).to_have_count(0)

    # What was asked about is gone: the question is another one, also for whoever says yes to the old one.
    journal.discard_draft("respect.today", case=CASE)
    anyway.click()
    expect(question.locator("p")).to_have_count(1)
    withdraw(context.workspace, journal, (CASE, "respect.reflection", "during"))
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(question).to_contain_text(words["hand_in.marked_missing"])
    expect(question).not_to_contain_text(words["hand_in.newer_draft"])
    expect(question.get_by_role("button", name=words["hand_in.anyway"], exact=True)).to_be_visible()
    assert downloads == []

    save(context, "respect.reflection", "word " * 90, lane="shared")
    journal.save_draft("respect.reflection", "Newer.", lane="shared", case=CASE)
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    with page.expect_download() as download:
        anyway.click()
    packed = zipfile.ZipFile(download.value.path()).read("responses.jsonl")
    assert packed.count(b"word") == 90
    assert b"Newer." not in packed
    assert page.errors == []


@pytest.mark.parametrize("language", ["es", pytest.param("en", marks=pytest.mark.slow)])
def test_a_file_made_anew_is_saved_before_it_is_ready_to_send(context, page, chromium, language):
    content = compiled().speaking(language)
    words = content.words
    assignment = assignment_of("equity")
    save(context, "equity.reflection", "word " * 100, lane="shared")
    save(context, "equity.criteria", "What I look for.", lane="shared")
    form = hand_in(FormContext(context.workspace, CASE, words), content, assignment, frozenset())
    BareForm(page, form)
    said, receipt = page.locator(".kit-state"), page.locator(".kit-receipt")
    with page.expect_download():
        page.get_by_role("button", name=words["hand_in.button"], exact=True).click()
    expect(receipt).to_contain_text(words["hand_in.ready"])
    withdraw(context.workspace, open_journal(context.workspace), (CASE, "equity.criteria", "during"))
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(receipt).to_contain_text(words["hand_in.anew"])
    expect(said).to_have_text("")
    fresh = chromium.new_page(viewport={"width": 390, "height": 900}, accept_downloads=True)
    BareForm(fresh, form)
    receipt = fresh.locator(".kit-receipt")
    expect(receipt).to_contain_text(words["hand_in.anew"])
    expect(receipt).not_to_contain_text(words["hand_in.ready"])
    expect(receipt).not_to_contain_text(words["hand_in.where"])
    with fresh.expect_download() as download:
        receipt.get_by_role("button", name=words["hand_in.save_new"]).click()
    assert b"What I look for." not in zipfile.ZipFile(download.value.path()).read("responses.jsonl")
    expect(receipt).to_contain_text(words["hand_in.ready"])
    expect(receipt).to_contain_text(words["hand_in.anew_saved"])
    expect(fresh.locator(".kit-state")).to_be_focused()
    assert page.errors == fresh.errors == []
    fresh.close()


SIGNS = {
    "its window is focused": "window.dispatchEvent(new Event('focus'))",
    "its tab is shown again": "document.dispatchEvent(new Event('visibilitychange'))",
    "another window says so": "new BroadcastChannel('kit:came').postMessage('came')",
}


@pytest.mark.parametrize("sign", SIGNS.values(), ids=SIGNS)
def test_feedback_that_came_elsewhere_shows_in_a_form_that_was_in_sight_all_along(context, page, sign):
    content = compiled()
    save(context, "equity.reflection", "I asked her.", lane="shared")
    (head,) = context.heads("equity.reflection")
    BareForm(page, feedback(context, content, assignment_of("equity")))
    nothing = page.get_by_text(content.words["feedback.nothing_yet"])
    expect(nothing).to_be_visible()
    record = Feedback(
        learner="ana", workspace=None, assignment="equity", revision=head.id, levels={"event": 1}
    )
    take_feedback(context.workspace, record.to_json(), "equity.json")
    page.evaluate(sign)
    expect(nothing).to_be_hidden()
    revise = page.get_by_role("button", name=content.words["feedback.revise"])
    revise.focus()
    page.evaluate(sign)
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    page.evaluate("() => new Promise(done => setTimeout(done, 300))")
    expect(revise).to_be_focused()
    assert page.errors == []


@pytest.mark.slow
def test_alone_nothing_is_said_of_handing_in_again_nor_of_another_file(context, page):
    content = compiled()
    save(context, "equity.reflection", "I asked her.", lane="shared")
    (head,) = context.heads("equity.reflection")
    record = Feedback(
        learner="ana", workspace=None, assignment="equity", revision=head.id, levels={"event": 1}
    )
    take_feedback(context.workspace, record.to_json(), "equity.json")
    update_workspace(context.workspace, alone=True)
    BareForm(page, feedback(context, content, assignment_of("equity")))
    expect(page.get_by_text(content.words["feedback.revise_means_alone"], exact=True)).to_be_visible()
    expect(page.get_by_text(content.words["feedback.another"])).to_be_hidden()
    save(context, "equity.reflection", "I asked her on Friday.", lane="shared", parent=head.id)
    page.evaluate("window.dispatchEvent(new CustomEvent('kit:saved'))")
    expect(page.get_by_text(content.words["feedback.revised_alone"], exact=True)).to_be_visible()
    assert page.errors == []
