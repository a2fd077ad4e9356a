"""The marking desk in a browser: twelve learners by keys alone, each key on disk, nothing that runs."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path

import pytest
from access import violations
from decided import decided
from playwright.sync_api import expect

pytest.importorskip("nbgrader")

import make_submissions as make
from desk_course import WORDS, autograded, desk_page
from marking_page import mark

from kit.content import compiled
from kit.desk import Desk, Differing, Sitting
from kit.ratings import open_ratings
from kit.ratings.tables import counting

LEARNERS = [f"learner-{n:02}" for n in range(11)]
KEYS = "21320"


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """Twelve learners' equity, autograded; the words of one mean harm. Tests get copies of it."""
    words = {learner: WORDS.format(name=learner) for learner in LEARNERS}
    return autograded(tmp_path_factory.mktemp("desk") / "course", words | {"mallory": make.HOSTILE})


@pytest.fixture(scope="module")
def new_desk(untouched, tmp_path_factory):
    """A desk on a class of its own: ``new_desk()``."""
    with ExitStack() as stack:

        def make_one():
            root = tmp_path_factory.mktemp("desk") / "course"
            shutil.copytree(untouched, root)
            return Desk(Sitting(root, "equity", rater="ana"), stack.enter_context(open_ratings(root)))

        yield make_one


@pytest.fixture(scope="module")
def desk(new_desk):
    """No text on it has all its levels, and no test gives them."""
    return new_desk()


@pytest.fixture(scope="module")
def page(chromium, desk):
    """One page for all tests that need a text that waits; each leaves it at a text."""
    with desk_page(chromium, desk) as page:
        yield page


def given(desk, code):
    """A text's levels in the rubric's order, as they are on disk."""
    return [one.own for one in desk.shown(code).standing.values()]


def pressed(page):
    return page.locator(".level[aria-pressed=true]")


def test_the_window_that_was_opened_last_marks_and_the_other_takes_no_key(chromium, new_desk):
    desk = new_desk()
    with desk_page(chromium, desk) as first:
        text, sheet = code(first), first.get_by_role("alertdialog")
        first.keyboard.press("3")
        saved(first)
        first.keyboard.press("k")
        first.keyboard.type("Half a comment")
        second = first.context.new_page()
        second.goto(first.server.at.address)
        second.wait_for_selector(".words:not(:empty)")
        expect(sheet).to_contain_text("The desk is open in another window.", timeout=20_000)
        assert violations(first) == []
        shot(first, "desk-other-window")
        for key in ("0", "1", "Enter", "u", "Escape", "Escape", "2"):
            first.keyboard.press(key)
        expect(sheet).to_be_visible()
        assert given(desk, text) == [3, None, None, None, None]
        assert code(second) == text
        second.keyboard.type("2102")
        saved(second)
        assert given(desk, text) == [3, 2, 1, 0, 2]
        sheet.get_by_role("button", name="Use it here").click()
        expect(sheet).to_be_hidden(timeout=20_000)
        expect(pressed(first)).to_have_text([*"32102"], timeout=20_000)
        expect(first.locator(".comment-box textarea")).to_have_value("Half a comment")
        other = second.get_by_role("alertdialog")
        expect(other).to_contain_text("The desk is open in another window.", timeout=20_000)
        first.locator(".comment-box textarea").press("Escape")
        first.keyboard.press("u")
        expect(pressed(first)).to_have_text([*"3210"], timeout=20_000)
        second.keyboard.press("u")
        assert given(desk, text) == [3, 2, 1, 0, None]


def test_a_refused_key_stops_the_text_until_it_is_answered(chromium, new_desk):
    desk = new_desk()
    with desk_page(chromium, desk) as page:
        text, sheet = code(page), page.get_by_role("alertdialog")
        url = f"sqlite:///{desk.sitting.course_root / 'gradebook.db'}"
        mark(url, "equity", desk.codes[text], "event", 3)
        page.keyboard.type("01231")
        expect(sheet).to_contain_text("is 3 now", timeout=20_000)
        page.keyboard.type("01231")
        page.keyboard.press("Enter")
        shot(page, "desk-refused")
        assert violations(page) == []
        assert desk.marks.ratings.ratings() == []
        page.keyboard.press("Escape")
        expect(page.locator(".row.now .name")).to_have_text("Event", timeout=20_000)
        expect(page.locator(".row.now .note")).to_contain_text("3")
        page.keyboard.type("01231")
        saved(page)
        assert given(desk, text) == [0, 1, 2, 3, 1]


@pytest.fixture(scope="module")
def marked_desk(new_desk):
    """Every text on it has all its levels."""
    desk = new_desk()
    for one in desk.codes:
        revision = desk.shown(one).text.revision
        for criterion, level in zip(desk.marks.criteria, KEYS, strict=True):
            desk.give(one, criterion, int(level), revision)
    return desk


@pytest.fixture(scope="module")
def marked_page(chromium, marked_desk):
    """One page for all tests that need texts that are marked."""
    with desk_page(chromium, marked_desk) as page:
        yield page


def press(page, key):
    page.pressed.append(key)
    page.keyboard.press(key)


def code(page):
    return page.locator(".text").get_attribute("data-code")


def within(one, box):
    """Whether something lies in a box, so that nothing cuts it off."""
    its = one.bounding_box()
    return its["y"] >= box["y"] and its["y"] + its["height"] <= box["y"] + box["height"]


def reached(page, one):
    """Whether the key that pages through the rubric brings something in sight, and nothing lies over it."""
    for _ in range(6):
        pane, more = (page.locator(its).bounding_box() for its in (".rubric", ".panes > .more"))
        end = more["y"] if more else pane["y"] + pane["height"]
        if within(one, pane | {"height": end - pane["y"]}):
            return True
        page.keyboard.press("j")
    return False


def top_in_sight(page):
    """The rubric is shown from its beginning."""
    return within(page.locator(".row:visible").first, page.locator(".rubric").bounding_box())


def refused(page, *keys, because):
    """Each key says in one line why it does nothing now."""
    for key in keys:
        page.locator(".spoken").evaluate("node => { node.textContent = '' }")
        page.keyboard.press(key)
        expect(page.locator(".spoken.refused")).to_contain_text(because, timeout=20_000)


def uncut(one):
    """Whether all words of something are in sight."""
    return one.evaluate(
        "({ scrollHeight: h, clientHeight: H, scrollWidth: w, clientWidth: W }) => h <= H && w <= W"
    )


def saved(page):
    # The page allows nothing to be evaluated, so no function can wait in it.
    expect(page.locator(".saved")).to_have_text("Saved", timeout=20_000)


def shot(page, name):
    folder = os.environ.get("KIT_SHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=str(Path(folder) / f"{name}.png"))


def the_learners_words_come_first_and_the_address_keeps_no_token(page):
    box = page.locator(".words").bounding_box()
    assert box["y"] < 200
    # A sample is offered to somebody who has given no level yet, and is in nobody's way.
    expect(page.locator(".spoken")).to_contain_text("M to mark a sample first")
    assert page.server.at.token not in page.url
    assert violations(page) == []


def test_the_help_shows_every_key(page):
    # The list may be asked for while the desk is on its way.
    held = []
    page.route("**/api/desk", lambda route: held.append(route), times=1)
    page.reload()
    for _ in range(200):
        if held:
            break
        page.wait_for_timeout(50)
    page.keyboard.press("?")
    held[0].continue_()
    expect(page.locator("dialog[open] .long")).to_be_focused(timeout=20_000)
    page.keyboard.press("Escape")
    opener = page.locator(".bar button", has=page.locator("kbd"))
    opener.focus()
    page.keyboard.press("?")
    listed, more = page.locator("dialog[open] .long"), page.locator("dialog[open] .more")
    expect(listed).to_be_focused()
    expect(listed).to_have_accessible_name("Keys")
    expect(more).to_be_hidden()
    assert page.locator("dialog[open] dt").count() >= 14
    expect(listed.locator("div", has=page.get_by_text("J", exact=True))).to_contain_text("rubric down")
    undo = listed.locator("div", has=page.get_by_text("U", exact=True))
    expect(undo).to_contain_text("start of this sitting")
    sheet, end = page.locator("dialog[open]").bounding_box(), page.locator("dialog[open] dt").last
    assert all(within(one, sheet) for one in page.locator("dialog[open] dt, dialog[open] button").all())
    assert violations(page) == []
    # Where the list is longer than the window, it scrolls, and what closes it stays.
    page.set_viewport_size({"width": 1280, "height": 420})
    sheet = page.locator("dialog[open]").bounding_box()
    assert not within(end, sheet)
    assert all(within(one, sheet) for one in page.locator("dialog[open] h2, dialog[open] button").all())
    expect(more).to_be_visible()
    assert violations(page) == []
    # On a narrow one nothing is cut off at a side.
    page.set_viewport_size({"width": 390, "height": 700})
    sheet = page.locator("dialog[open]").bounding_box()
    for one in page.locator("dialog[open] dd, dialog[open] button").all():
        its = one.bounding_box()
        assert its["x"] >= sheet["x"]
        assert its["x"] + its["width"] <= sheet["x"] + sheet["width"]
    expect(more).to_be_visible()
    assert violations(page) == []
    shot(page, "desk-keys-narrow")
    page.keyboard.press("End")
    expect(more).to_be_hidden()
    assert within(end, sheet)
    shot(page, "desk-keys-narrow-end")
    page.set_viewport_size({"width": 1920, "height": 1080})
    shot(page, "desk-keys-wide")
    page.set_viewport_size({"width": 1280, "height": 800})
    shot(page, "desk-keys")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    expect(opener).to_be_focused()


def test_a_level_moves_nothing_and_is_undone(page, desk):
    # From the first criterion of a text without levels.
    page.reload()
    page.wait_for_selector(".words:not(:empty)")
    first, before = code(page), page.locator(".row").first.bounding_box()
    page.keyboard.press("3")
    assert page.locator(".row.now .name").inner_text() == "Assumption"
    assert page.locator(".row").first.bounding_box() == before
    saved(page)
    kept = desk.marks.ratings.ratings(learner=desk.codes[first])
    assert [(one.criterion, one.level) for one in kept] == [("event", 3)]
    # While the desk doesn't answer, the page says what is not saved.
    page.route("**/api/level", lambda route: route.abort(), times=1)
    page.keyboard.press("2")
    expect(page.locator(".wrong")).to_contain_text("not saved yet", timeout=20_000)
    expect(page.locator(".unsaved li")).to_have_text([f"Text {first}: Assumption 2"])
    shot(page, "desk-silent")
    # Its reason can be written nevertheless, and Esc loses none of it.
    page.keyboard.press("r")
    expect(page.locator("label[for=desk-why]")).to_have_text("Why Assumption has level 2")
    page.keyboard.type("2 objects")
    page.keyboard.press("Escape")
    expect(page.locator("#desk-why")).to_be_hidden()
    saved(page)
    expect(page.locator(".wrong")).to_be_empty()
    expect(page.locator(".unsaved")).to_be_hidden()
    # A reason that is refused, since the text changed, is offered again.
    refusal = {"status": 409, "json": {"sentence": "Give the level first."}}
    page.route("**/api/reason", lambda route: route.fulfill(**refusal), times=1)
    page.keyboard.press("r")
    page.keyboard.type(" are there")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alertdialog")).to_contain_text("Give the level first.")
    # No key counts before that is read, and the text is shown as it is now.
    page.keyboard.type("01")
    expect(page.locator(".spoken")).to_have_text(f"Text {first}")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alertdialog")).to_be_hidden()
    assert page.locator(".row.now .name").inner_text() == "Assumption"
    page.keyboard.press("r")
    expect(page.locator("#desk-why")).to_have_value("2 objects are there")
    page.keyboard.press("Enter")
    saved(page)
    expect(page.locator(".wrong")).to_be_empty()
    assert desk.marks.ratings.ratings(learner=desk.codes[first])[-1].reason == "2 objects are there"
    for _ in range(3):
        page.keyboard.press("u")
    expect(page.locator(".row.now .name")).to_have_text("Event", timeout=20_000)
    expect(page.locator(".level[aria-pressed=true]")).to_have_count(0, timeout=20_000)


def test_samples_and_questions_are_one_key_away(page):
    rows = page.locator(".row:visible").count()
    page.keyboard.press("a")
    assert page.locator(".card.now .anchor:visible").count() == 4
    assert violations(page) == []
    shot(page, "desk-samples")
    # They need room, so the criteria that are not marked now make it.
    expect(page.locator(".row:visible")).to_have_count(1)
    expect(page.locator(".row.now")).to_be_visible()
    assert reached(page, page.locator(".card.now .meaning li").last.locator(".why"))
    shot(page, "desk-samples-end")
    page.keyboard.press("t")
    assert page.locator(".card.now .table:visible").count() == 1
    assert top_in_sight(page)
    shot(page, "desk-questions")
    assert reached(page, page.locator(".card.now .table li").last)
    page.keyboard.press("t")
    assert page.locator(".card.now .table:visible, .card.now .anchor:visible").count() == 0
    assert page.locator(".row:visible").count() == rows
    # On a wide screen the questions stand beside the levels, samples or not.
    page.set_viewport_size({"width": 1920, "height": 1080})
    meaning, table = (page.locator(f".card.now {one}").bounding_box() for one in (".meaning", ".table"))
    assert meaning["x"] + meaning["width"] < table["x"]
    refused(page, "t", because="next to the levels")
    assert 1920 - table["x"] - table["width"] < 120
    page.keyboard.press("a")
    assert page.locator(".card.now :is(.table, .anchor):visible").count() == 5
    assert violations(page) == []
    shot(page, "desk-wide")
    assert reached(page, page.locator(".card.now .meaning li").last.locator(".why"))
    assert reached(page, page.locator(".card.now .table li").last)
    page.keyboard.press("a")
    page.set_viewport_size({"width": 1280, "height": 800})


def test_a_key_that_can_do_nothing_says_why(page):
    refused(page, "w", because="once every text is marked")
    # The browser notes that the server refused.
    assert "409" in page.errors.pop()
    refused(page, "s", because="No other text is nearly the same")
    refused(page, "o", because="once every criterion")


def a_text_with_all_its_levels(page):
    """No criterion waits: samples and questions are those of the last one."""
    expect(page.locator("#desk-done.now")).to_have_count(1)
    refused(page, "1", because="press ↑ or ↓ first")
    page.keyboard.press("a")
    assert page.locator(".card.now h2").inner_text() == "Action"
    assert page.locator(".card.now .anchor:visible").count() == 4
    page.keyboard.press("t")
    assert page.locator(".card.now .table:visible").count() == 1
    page.keyboard.press("t")


def test_twelve_learners_are_marked_by_keys_alone(chromium, new_desk):
    desk = new_desk()
    with desk_page(chromium, desk) as page:
        the_learners_words_come_first_and_the_address_keeps_no_token(page)
        twelve_are_marked(page, desk)
        # It asked nobody else, and nothing ran.
        assert page.errors == []
        assert len(page.hosts) == 1
        assert page.evaluate("window.fired") is None


def twelve_are_marked(page, desk):
    page.pressed = []
    urls = {page.url}
    for _ in range(12):
        was = code(page)
        if "script" in page.locator(".words").inner_text():
            assert page.evaluate("window.fired") is None
            shot(page, "desk-hostile")
        for level in KEYS:
            press(page, level)
        if len(page.pressed) == len(KEYS):
            a_text_with_all_its_levels(page)
        if page.locator(".waiting").inner_text().startswith("All"):
            break
        press(page, "Enter")
        expect(page.locator(".text")).not_to_have_attribute("data-code", was, timeout=20_000)
        urls.add(page.url)
    saved(page)
    assert len(page.pressed) / 12 <= 6
    assert len(urls) == 1
    kept = [*counting(desk.marks.ratings.ratings()).values()]
    assert len({one.learner for one in kept}) == 12
    assert {one.learner: "" for one in kept}.keys() == set(desk.codes.values())
    by_learner = {
        learner: "".join(
            str(one.level)
            for c in desk.marks.criteria
            for one in kept
            if (one.learner, one.criterion) == (learner, c)
        )
        for learner in desk.codes.values()
    }
    assert set(by_learner.values()) == {KEYS}
    shot(page, "desk-done")
    assert violations(page) == []


def test_one_criterion_goes_across_all_texts_a_key_each(page, desk):
    page.keyboard.press("ArrowDown")
    page.keyboard.press("c")
    expect(page.locator(".across")).not_to_be_empty(timeout=20_000)
    before = code(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".text")).not_to_have_attribute("data-code", before, timeout=20_000)
    refused(page, "o", because="about whole texts")
    # What a key says ends with the next key.
    page.keyboard.press("ArrowUp")
    expect(page.locator(".spoken")).to_be_empty()
    the_bar_cuts_no_sentence(page)
    page.keyboard.press("c")
    expect(page.locator(".across")).to_be_empty(timeout=20_000)
    expect(page.locator(".spoken")).to_have_text("You are back at whole texts.")


def the_bar_cuts_no_sentence(page):
    """The longest sentence beside the longest name, in a round of one criterion."""
    spoken, rater = page.locator(".bar .spoken"), page.locator(".bar .rater")
    was = rater.inner_text()
    say = "(node, words) => { node.textContent = words }"
    words = compiled().words
    rater.evaluate(say, words.fill("desk.rater_blind", rater="Dr. Maria Fernandez-Okafor"))
    spoken.evaluate(say, words.fill("desk.across_choose_first", criterion="Assumption"))
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        shot(page, f"desk-bar-{width}")
        bar = page.locator(".bar").bounding_box()
        for one in page.locator(".bar > :not(:empty)").all():
            its = one.bounding_box()
            assert uncut(one)
            assert within(one, bar)
            assert its["x"] + its["width"] <= width
            assert its["width"] >= 40
    page.set_viewport_size({"width": 1280, "height": 800})
    rater.evaluate(say, was)


NOTE_IN_THE_UNDERLINED = """async () => {
  const ranges = () => [...CSS.highlights.get("kit-seen-0") ?? []];
  const [{ startContainer, startOffset }] = ranges();
  const note = document.createElement("aside");
  note.dataset.beside = "";
  note.textContent = "My note.";
  startContainer.splitText(startOffset + 3).before(note);
  await new Promise((done) => setTimeout(done, 0));
  const found = ranges().map((one) => one.intersectsNode(note));
  note.remove();
  return found;
}"""
"""A comment's note put into the first underlined words; which ranges have it in them."""


def test_the_second_opinion_follows_the_own_levels(marked_page):
    page = marked_page
    before = code(page)

    def all_underlined(route):
        found = route.fetch()
        told = found.json()
        told["pieces"] = [{"text": "".join(one["text"] for one in told["pieces"]), "criteria": [0]}]
        for row in told["rows"]:
            row["words"] = [told["pieces"][0]["text"]] * 2
        route.fulfill(response=found, json=told)

    page.route("**/opinion/*", all_underlined, times=1)
    page.keyboard.press("ArrowRight")
    expect(page.locator(".text")).not_to_have_attribute("data-code", before, timeout=20_000)
    page.keyboard.press("o")
    expect(page.locator(".card.now .opinion h2")).to_be_visible(timeout=20_000)
    assert violations(page) == []
    shot(page, "desk-opinion")
    last = page.locator(".card.now .opinion li").last
    assert not within(last, page.locator(".rubric").bounding_box()), "a test of nothing where all is in sight"
    assert reached(page, last)
    shot(page, "desk-opinion-end")
    page.keyboard.press("i")
    page.keyboard.press("i")
    assert top_in_sight(page)
    # Page down is for the side that the marker has gone into.
    page.locator(".row .name").last.focus()
    for _ in range(3):
        page.keyboard.press("PageDown")
    assert within(last, page.locator(".rubric").bounding_box())
    page.locator(".row .name").last.blur()
    underlined = page.evaluate(NOTE_IN_THE_UNDERLINED)
    assert len(underlined) > 1
    assert not any(underlined), "a note that stands in an underlined sentence is not underlined"
    page.keyboard.press("ArrowUp")
    # In a round of one criterion, the count is of that one.
    page.keyboard.press("c")
    expect(page.locator(".waiting")).to_have_text("Action: all 12 marked", timeout=20_000)
    page.keyboard.press("c")
    expect(page.locator(".waiting")).to_have_text("All 12 marked")


def test_a_sample_is_marked_and_compared_and_left(page, desk):
    kept = len(desk.marks.ratings.ratings())
    page.keyboard.press("m")
    expect(page.locator(".about .code")).to_contain_text("Sample", timeout=20_000)
    refused(page, *"cdfskbnpeyr", because="M goes back to them")
    page.keyboard.press("u")
    expect(page.locator(".spoken")).to_contain_text("M goes back to the texts, and U undoes steps there")
    page.keyboard.type("12321")
    expect(page.locator(".calibration li")).to_have_count(5, timeout=20_000)
    assert violations(page) == []
    shot(page, "desk-calibrated")
    page.keyboard.press("m")
    expect(page.locator(".about .code")).not_to_contain_text("Sample", timeout=20_000)
    assert len(desk.marks.ratings.ratings()) == kept


def test_a_difference_is_settled_by_one_key(marked_page, marked_desk):
    page, desk = marked_page, marked_desk
    code_of, first, root = desk.code_of, sorted(desk.code_of)[0], desk.sitting.course_root
    with open_ratings(root) as store:
        other = Desk(Sitting(root, "equity", rater="ben", blind=True), store)
        other.give(code_of[first], "event", 0, other.shown(code_of[first]).text.revision)
        other.close()
    # As ``kit marks differ --at-least 2 --open`` opens it.
    desk.sitting = desk.sitting._replace(differing=Differing(2, first=True))
    held = []
    page.route("**/differences/*", lambda route: held.append(route), times=1)
    kept = len(desk.marks.ratings.ratings())
    page.reload()
    page.wait_for_selector(".words:not(:empty)")
    page.keyboard.press("1")
    page.keyboard.press("2")
    page.wait_for_timeout(500)
    assert len(desk.marks.ratings.ratings()) == kept, "a key marked a text before the differences came"
    (asked,) = held
    asked.continue_()
    expect(page.locator(".differ li")).to_have_count(2, timeout=20_000)
    expect(page.locator(".differ .plain")).to_contain_text("At least 2 apart")
    assert violations(page) == []
    # The two levels are two apart, so the next filter leaves nothing to show.
    page.keyboard.press("f")
    expect(page.locator(".differ")).to_be_hidden(timeout=20_000)
    expect(page.locator(".spoken")).to_contain_text("3 levels or more", timeout=20_000)
    page.keyboard.press("f")
    expect(page.locator(".differ .plain")).to_contain_text("At least 1 apart", timeout=20_000)
    shot(page, "desk-differ")
    # Where the text doesn't come, the difference isn't shown, and no level goes to it.
    page.keyboard.press("d")
    expect(page.locator(".differ")).to_be_hidden(timeout=20_000)
    page.route("**/text/*", lambda route: route.abort())
    refused(page, "d", because="The desk doesn't answer.")
    expect(page.locator(".differ")).to_be_hidden()
    expect(page.locator(".about .code")).to_have_text(f"Text {code(page)}")
    page.unroute_all()
    page.keyboard.press("d")
    expect(page.locator(".differ")).to_be_visible(timeout=20_000)
    expect(page.locator(".differ .plain")).to_contain_text("At least 1 apart", timeout=20_000)
    page.errors[:] = [one for one in page.errors if "ERR_FAILED" not in one]
    refused(page, *"cmskbnpeyo", because="D goes back to them")
    page.keyboard.press("a")
    expect(page.locator(".card.now .anchor:visible")).to_have_count(4)
    shot(page, "desk-differ-samples")
    page.keyboard.press("t")
    expect(page.locator(".card.now .table:visible")).to_have_count(1)
    expect(page.locator(".card.now h2")).to_have_text("Event")
    assert violations(page) == []
    page.keyboard.press("t")
    expect(page.locator(".card:visible")).to_have_count(0)
    page.keyboard.press("g")
    expect(page.locator("dialog[open] h3")).to_have_count(3, timeout=20_000)
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    page.keyboard.type("Nobody is named.")
    page.keyboard.press("Enter")
    # Going elsewhere and back loses nothing of it.
    page.locator("#desk-reason").evaluate("node => { node.dataset.before = '1' }")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#desk-reason:not([data-before])")).to_have_value("Nobody is named.", timeout=20_000)
    page.route("**/api/settle", lambda route: route.abort(), times=1)
    page.keyboard.press("0")
    expect(page.locator(".differ > .what").last).to_contain_text("Level 0 is being saved.")
    # A second press is no second decision.
    refused(page, "2", because="Level 0 is being saved.")
    expect(page.locator(".unsaved li")).to_have_count(1, timeout=20_000)
    expect(page.locator(".unsaved li")).to_contain_text("level 0 counts")
    # The browser notes that the request failed.
    assert "Failed to load" in page.errors.pop()
    expect(page.locator(".differ > .what").last).to_have_text("Level 0 counts.", timeout=20_000)
    counts = page.locator(".differ li", has_text="counts now")
    expect(counts.locator("button")).to_have_text("0")
    page.keyboard.press("u")
    expect(counts.locator("button")).to_have_text("2", timeout=20_000)
    expect(page.locator(".differ > .what").last).to_contain_text("Press the level that counts")
    assert [by for by, _ in decided(desk.marks.ratings, first)] == ["ana", "ana"]
    # What was written stands there again.
    expect(page.locator("#desk-reason")).to_have_value("Nobody is named.")
    page.locator("#desk-reason").fill("")
    page.keyboard.press("Escape")
    page.keyboard.press("u")
    expect(page.locator(".spoken")).to_contain_text("U undoes steps there", timeout=20_000)
    page.keyboard.press("0")
    expect(page.locator(".differ > .what").last).to_have_text("Level 0 counts.", timeout=20_000)
    *_, (by, reason) = decided(desk.marks.ratings, first)
    assert by == "ana"
    assert "Level 0 fits" in reason
    expect(page.locator(".spoken")).to_contain_text("Every difference is settled")
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".spoken")).to_be_empty()
    page.keyboard.press("d")
    expect(page.locator(".differ")).to_be_hidden(timeout=20_000)
    page.keyboard.press("g")
    expect(page.locator("dialog[open] h3")).to_have_count(3, timeout=20_000)
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("dialog[open] table:visible")).to_have_count(1, timeout=20_000)
    assert violations(page) == []
    shot(page, "desk-agreement")
    page.keyboard.press("g")
    expect(page.locator("dialog[open]")).to_have_count(0, timeout=20_000)
    page.keyboard.press("w")
    expect(page.locator("dialog[open] dd")).to_have_count(12, timeout=20_000)
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert page.errors == []
