"""Comments by keyboard alone: a sentence, the bank, the end, undone and changed; what the learner sees."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from access import violations
from playwright.sync_api import expect

pytest.importorskip("nbgrader")

import make_submissions as make
from desk_course import WORDS, autograded, desk_page

from kit.desk import Desk, Sitting
from kit.ratings import open_ratings
from kit.ratings.comments import Comments

TEXT = WORDS.format(name="🌻 Ana & Bo <b>") + "\nMe dijo que no. It was Friday."


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    return autograded(tmp_path_factory.mktemp("remarks") / "course", {"amy": TEXT})


@pytest.fixture(scope="module")
def desk(course):
    with open_ratings(course) as store:
        yield Desk(Sitting(course, "equity", rater="ana"), store)


@pytest.fixture(scope="module")
def page(chromium, desk):
    with desk_page(chromium, desk) as page:
        yield page


def kept(desk):
    return {one.kind: one for one in Comments(desk.marks.ratings.database).standing("equity")}


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def shot(page, name):
    folder = os.environ.get("KIT_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def asks_before_closing(page):
    """Whether the browser asks before the page closes, since something would be lost."""
    return page.evaluate("!dispatchEvent(new Event('beforeunload', { cancelable: true }))")


def closed(page):
    expect(page.locator(".comment-box")).to_be_hidden(timeout=20_000)


def test_a_sentence_is_chosen_by_key_and_the_comment_stands_beside_it_once_it_is_on_disk(page, desk):
    press(page, "2", "n", "n", "k")
    box = page.locator(".comment-box")
    expect(box.locator("blockquote")).to_have_text("I took it for anger, and I had not asked.")
    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)
    assert not asks_before_closing(page)
    page.keyboard.type("What else could **no** mean? <i>u k b</i>")
    assert asks_before_closing(page)
    assert violations(page) == []
    shot(page, "comment-writing")
    press(page, "Enter")
    closed(page)
    expect(page.locator(".words mark.said")).to_have_text("I took it for anger, and I had not asked.")
    expect(page.locator(".words .remark")).to_contain_text("What else could **no** mean? <i>u k b</i>")
    one = kept(desk)["passage"]
    assert (one.quote, one.text) == (
        "I took it for anger, and I had not asked.",
        "What else could **no** mean? <i>u k b</i>",
    )
    assert desk.text(desk.code_of["amy"]).text[one.start : one.end] == one.quote
    assert page.locator(".row.now .name").inner_text() == "Assumption", "typing gave no levels"
    assert not asks_before_closing(page)


def test_the_bank_is_one_key_away_and_a_number_takes_what_may_be_changed(page, desk):
    press(page, "b")
    box = page.locator(".comment-box")
    expect(box.locator("h2")).to_have_text("To start from: Event, level 2")
    press(page, "ArrowLeft")
    expect(box.locator("h2")).to_have_text("To start from: Event, level 1")
    assert violations(page) == []
    shot(page, "comment-bank")
    press(page, "Escape")
    closed(page)
    press(page, "b", "1")
    expect(box.locator("textarea")).to_be_focused()
    taken = box.locator("textarea").input_value()
    page.keyboard.type(" Tell me.")
    press(page, "Enter")
    closed(page)
    # The criterion that got its level last, and not the one that the desk went on to.
    one = kept(desk)["criterion"]
    assert (one.criterion, one.text) == ("event", f"{taken} Tell me.")
    expect(page.locator(".remarks")).to_contain_text("Tell me.")


def test_words_take_the_place_in_an_entry_and_an_empty_place_is_not_kept(page, desk):
    press(page, "n", "b")
    box = page.locator(".comment-box")
    press(page, "ArrowLeft")
    expect(box.locator("h2")).to_have_text("To start from: Event, level 1")
    with_words = box.locator("li", has_text='You write "').locator("kbd").inner_text()
    press(page, with_words)
    expect(box.locator("textarea")).to_be_focused()
    assert box.locator("textarea").input_value().startswith('You write "🌻 Ana & Bo <b> said no". Who')
    press(page, "Escape")
    closed(page)
    # What stands beside the words is no part of them.
    press(page, "p", "k")
    expect(box.locator("blockquote")).to_have_text("It was Friday.")
    page.keyboard.type("{quote}")
    press(page, "Enter")
    expect(box.locator(".said")).to_contain_text("where the braces are")
    # What was refused is there again, until the marker clears it.
    page.keyboard.type(" And then?")
    press(page, "Escape")
    closed(page)
    press(page, "k")
    expect(box.locator("textarea")).to_have_value("{quote} And then?")
    press(page, "Control+a", "Delete", "Escape")
    closed(page)
    press(page, "k")
    expect(box.locator("textarea")).to_have_value("")
    press(page, "Escape")
    closed(page)
    assert set(kept(desk)) == {"passage", "criterion"}


def test_the_end_and_one_thing_to_try_are_kept_undone_and_changed(page, desk):
    press(page, "0", "1", "2", "0", "e")
    page.keyboard.type("See you on Monday.")
    press(page, "Enter")
    closed(page)
    press(page, "y")
    expect(page.locator(".comment-box h2")).to_have_text("One thing to try next")
    field = page.locator(".comment-box textarea")
    expect(field).not_to_have_value("")
    begun = field.input_value()
    press(page, "Enter")
    closed(page)
    found = kept(desk)
    assert (found["closing"].text, found["one_thing"].text) == ("See you on Monday.", begun)
    assert found["one_thing"].criterion in {"assumption", "action"}
    press(page, "u")
    expect(page.locator(".spoken")).to_have_text("The comment is as it was before.", timeout=20_000)
    expect(page.locator(".remarks")).not_to_contain_text(begun)
    assert "one_thing" not in kept(desk)
    press(page, "e")
    expect(field).to_have_value("See you on Monday.")
    press(page, "End")
    page.keyboard.type(" Bring her words.")
    press(page, "Enter")
    closed(page)
    assert kept(desk)["closing"].text == "See you on Monday. Bring her words."
    shot(page, "comment-all")


def test_a_comment_is_changed_and_withdrawn_by_tab_and_enter(page, desk):
    page.get_by_role("button", name="Change comment 1").focus()
    press(page, "Enter")
    field = page.locator(".comment-box textarea")
    expect(field).to_have_value("What else could **no** mean? <i>u k b</i>")
    press(page, "Control+a")
    page.keyboard.type("What else could **no** mean?")
    press(page, "Enter")
    closed(page)
    expect(page.locator(".words .remark")).to_contain_text("What else could **no** mean?")
    page.get_by_role("button", name="Withdraw comment 2").focus()
    press(page, "Enter")
    expect(page.locator(".remarks")).not_to_contain_text("Tell me.", timeout=20_000)
    assert set(kept(desk)) == {"passage", "closing"}
    press(page, "u")
    expect(page.locator(".remarks")).to_contain_text("Tell me.", timeout=20_000)
    assert violations(page) == []
    refused = [one for one in page.errors if "409" in one]
    assert (len(refused), page.errors) == (1, refused), "the empty place alone was refused"


def test_the_learner_sees_the_comment_beside_the_sentence(page, desk, course, chromium):
    assert make.nbgrader_here(course, "generate_feedback", "equity") == 0
    learners = chromium.new_page(viewport={"width": 1280, "height": 800})
    learners.goto((course / "feedback/amy/equity/equity.html").as_uri())
    mark = learners.locator(".words mark")
    expect(mark).to_have_text("I took it for anger, and I had not asked.")
    expect(learners.locator(".note")).to_contain_text("What else could no mean?")
    expect(learners.locator(".note strong")).to_have_text("no")
    words, note = mark.bounding_box(), learners.locator(".note").bounding_box()
    assert note["x"] > words["x"] + 200, "beside the words"
    assert abs(note["y"] - words["y"]) < 60
    expect(learners.locator(".closing")).to_have_text("See you on Monday. Bring her words.")
    expect(learners.locator(".criteria section").first).to_contain_text("Tell me.")
    assert violations(learners) == []
    shot(learners, "comment-learner")
    learners.close()


def test_while_the_desk_is_dead_every_word_that_is_not_saved_is_in_sight(page, desk):
    code = page.locator(".text").get_attribute("data-code")
    before = kept(desk)
    reason = "Nobody is named. " * 50 + "End."
    words = "Who was there?\nAnd <b>when</b>?"
    page.route("**/api/**", lambda route: route.abort())
    notices, spoken = page.locator(".wrong p"), page.locator(".spoken")
    for key in ("g", "w", "d", "m", "c"):
        spoken.evaluate("node => { node.textContent = '' }")
        press(page, key)
        expect(spoken).to_have_text("The desk doesn't answer.", timeout=20_000)
    expect(notices).to_contain_text(["waits for your next command"])
    expect(page.locator(".saved")).to_have_text("No answer")
    # Nothing is left of a step that is undone, so nothing is to be entered again.
    press(page, "ArrowUp", "1")
    expect(notices).to_contain_text(["waits for your next command", "enter it again in the new page"])
    press(page, "u")
    expect(spoken).to_contain_text("undone as soon as the desk answers")
    expect(notices).to_have_count(1)
    expect(page.locator(".unsaved")).to_be_hidden()
    expect(page.locator(".saved")).to_have_text("No answer")
    press(page, "ArrowUp", "1", "r")
    page.keyboard.insert_text(reason)
    press(page, "Enter", "n", "k")
    box, listed = page.locator(".comment-box"), page.locator(".unsaved li")
    page.keyboard.type("Who was there?")
    press(page, "Shift+Enter")
    page.keyboard.type("And <b>when</b>?")
    press(page, "Enter")
    expect(box.locator(".said")).to_contain_text("Not saved.", timeout=20_000)
    quote = box.locator("blockquote").inner_text()
    expect(listed).to_have_count(3)
    expect(listed.nth(0)).to_have_text(re.compile(f"Text {code}: .+ 1$"))
    expect(listed.nth(1)).to_contain_text(reason)
    expect(listed.nth(2)).to_contain_text(f'Comment on "{quote}"')
    expect(listed.nth(2)).to_contain_text("And <b>when</b>?")
    # Nothing of it can be written over or closed while it waits, and the box covers none of the list.
    press(page, "Escape")
    page.keyboard.type("more")
    expect(box.locator("textarea")).to_have_value(words)
    shot(page, "comment-not-saved")
    its, those = box.bounding_box(), page.locator(".unsaved").bounding_box()
    assert those["y"] + those["height"] <= its["y"]
    assert violations(page) == []
    # The list is longer than its place, and scrolls by key.
    last = listed.nth(2)
    more = page.locator(".unsaved .more")
    expect(more).to_be_visible()
    page.locator(".unsaved .long").focus()
    press(page, "End")
    expect(last).to_be_in_viewport(ratio=1)
    expect(more).to_be_hidden()
    page.get_by_role("button", name="Copy this list").focus()
    press(page, "Enter")
    expect(page.locator(".unsaved [role=status]")).not_to_be_empty()
    chosen = page.evaluate("String(getSelection())")
    assert reason in chosen
    assert words in chosen
    assert kept(desk) == before
    page.unroute_all()
    closed(page)
    expect(page.locator(".unsaved")).to_be_hidden()
    assert any(one.text == words for one in Comments(desk.marks.ratings.database).standing("equity"))
    assert desk.marks.ratings.ratings()[-1].reason == reason


def test_a_chosen_sentence_stays_chosen_when_the_comments_come_late(page):
    held = []
    page.route(re.compile("/comments/"), lambda route: held.append(route))
    page.reload()
    page.wait_for_selector(".words:not(:empty)")
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(50)
    press(page, "n")
    chosen = page.evaluate("String(getSelection())")
    assert chosen
    held[0].continue_()
    page.wait_for_selector(".words mark.said")
    assert page.evaluate("String(getSelection())") == chosen
    page.unroute_all()


def test_that_another_desk_took_this_ones_place_is_said(page):
    page.wait_for_load_state("networkidle")  # a level is only given while no text is on its way
    page.route("**/api/**", lambda route: route.fulfill(status=403, body="403"))
    press(page, "ArrowUp", "2")
    expect(page.locator(".wrong p")).to_contain_text(["Another desk now runs", "not saved. Enter it again"])
    expect(page.locator(".unsaved li")).to_have_count(1)
    press(page, "g")
    expect(page.locator(".spoken")).to_have_text("This desk has ended.")
    page.unroute_all()
