"""What a scene shows of a way that ended, and of the line that it was played, seen without a notebook."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from bare_form import BareForm
from playwright.sync_api import expect

from kit.content import compiled
from kit.content.scene_files import items_with
from kit.forms import FormContext
from kit.forms.scene import scene
from kit.journal import FileJournal, make_workspace
from kit.model import KitError
from kit.model.scenes import Scene

CASE = "ms_perez"
SCENE = Path(__file__).parents[1] / "data" / "scene_walk.json"
WAY, PLAYED = "scene.short", "scene.short.played"


@pytest.fixture(scope="module")
def short():
    """A case with one scene, which two lines bring to one of its ends."""
    held = json.loads(SCENE.read_text(encoding="utf-8"))["scene"]
    content = compiled()
    case = content.cases[CASE]
    scenes = {"short": Scene.model_validate({"schema_version": 1, **held, "id": "short"})}
    items = items_with(scenes.values(), case.items, content.words)
    return case.model_copy(update={"scenes": scenes, "items": items})


class Played:
    """The scene on the screen, and what is saved of it."""

    def __init__(self, page, case, workspace):
        self.page, self._case = page, case
        self.context = FormContext(workspace, CASE, compiled().words)
        self._shown = False
        self.open()

    def open(self):
        """Open the form; a second time in a page of its own, as after a reload."""
        if self._shown:
            self.page = self.page.context.new_page()
        self._shown = True
        BareForm(self.page, scene(self.context, self._case, self._case.scenes["short"]))
        expect(self.state).not_to_contain_text("Opening")

    @property
    def state(self):
        return self.page.locator(".kit-state").first

    @property
    def box(self):
        return self.page.get_by_role("checkbox", name="Tell my instructor")

    @property
    def told(self):
        return self.page.get_by_text("your instructor learns that you played this")

    def beside(self):
        """The same scene in another window of the browser."""
        return Played(self.page.context.new_page(), self._case, self.context.workspace)

    def press(self, name):
        self.page.get_by_role("button", name=name, exact=True).click()

    def say(self, *lines):
        for line in lines:
            ways = self.page.get_by_role("button", name="See 4 ways")
            if ways.is_visible():
                ways.click()
            self.page.locator(".kit-choice", has_text=line).click()

    def leave(self, name):
        """From a way that ended and wasn't saved back to its first line."""
        self.page.get_by_role("button", name=name).first.click()
        asked = self.page.locator(".kit-confirm:visible")
        expect(asked).to_contain_text("you didn't choose Done")
        asked.get_by_role("button", name=name).click()
        expect(self.page.locator(".kit-own")).to_have_count(0)

    def to_the_end(self, *lines):
        """Play to an end, where the way is saved by itself."""
        self.say(*lines)
        expect(self.state).to_have_attribute("data-phase", "done")

    def tell(self):
        self.box.check()
        expect(self.told).to_be_visible()

    def kept_as_draft(self, item):
        for _ in range(100):
            if self.context.draft(item):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"{item} is no draft")

    def saved(self, item):
        return [head.value for head in self.context.heads(item)]


@pytest.fixture
def open_scene(chromium, short, tmp_path, monkeypatch):
    """Open a scene; without more motion than the learner asks for, all lines are there at once."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    opened = []

    def open_one(case=short, *, motion="reduce", voices="", **how):
        how = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": motion, **how}
        browser = chromium.new_context(**how)
        browser.add_init_script(voices)
        opened.append(
            (browser, Played(browser.new_page(), case, make_workspace(tmp_path / f"{len(opened)}", "ana")))
        )
        return opened[-1][1]

    yield open_one
    for browser, one in opened:
        assert one.page.errors == []
        browser.close()


@pytest.fixture
def played(open_scene):
    return open_scene()


def changed(case, change):
    """The case with a changed scene."""
    held = case.scenes["short"].model_dump(mode="json")
    change(held)
    return case.model_copy(update={"scenes": {"short": Scene.model_validate(held)}})


HOUR = ("You wait.", "After three, by message.")
LEFT = ("please tell her that conferences", "leave you a message, then.")


def another_way(played):
    """Back to the first line of a way that has ended."""
    played.page.locator(".kit-own").first.get_by_role("button", name="Try it another way").click()
    expect(played.page.locator(".kit-own")).to_have_count(0)


def test_a_way_is_saved_at_its_end_and_another_one_only_by_done(played):
    played.say(HOUR[0])
    expect(played.state).to_contain_text("Draft · Saved")
    assert played.saved(WAY) == []
    played.to_the_end(HOUR[1])
    done = played.page.get_by_role("button", name="Done", exact=True)
    expect(done).to_be_hidden()
    [way] = played.saved(WAY)
    assert way["ending"] == "hour"
    again = played.page.locator(".kit-judge input").first
    again.check()
    expect(played.state).to_have_attribute("data-phase", "done")
    expect(again).to_be_focused()
    [with_line] = played.saved(WAY)
    assert with_line == way | {"again": again.input_value()}
    assert played.context.draft(WAY) is None
    another_way(played)
    played.say(*LEFT)
    expect(played.state).to_contain_text("counts until you choose Done again")
    assert played.saved(WAY) == [with_line], "nobody said that the other way takes its place"
    for onward in ("Try it another way", "Start over"):
        played.leave(onward)
        assert played.saved(WAY) == [with_line], "and a third way doesn't say it either"
        played.say(*LEFT)
        expect(played.state).to_contain_text("counts until you choose Done again")
    played.leave("Start over")
    played.press("Keep the saved answer")
    expect(again).to_be_checked()
    another_way(played)
    played.say(*HOUR)
    expect(again).to_be_checked()
    assert played.saved(WAY) == [with_line], "the saved way said once more keeps its line"
    another_way(played)
    played.say(*LEFT)
    done.click()
    expect(played.state).to_have_attribute("data-phase", "done")
    [other] = played.saved(WAY)
    assert other["ending"] != "hour"


def test_the_saved_way_comes_back_under_its_own_ending(played):
    played.to_the_end(*HOUR)
    another_way(played)
    played.say(*LEFT)
    turn = played.page.locator(".kit-turn")
    expect(turn).to_have_text("How it ended: You leave a message")
    played.press("Keep the saved answer")
    played.page.locator(".kit-confirm:visible").get_by_role("button", name="Keep the saved answer").click()
    expect(turn).to_have_text("How it ended: She names an hour")
    expect(turn).to_have_attribute("aria-label", "How it ended: She names an hour")
    played.page.emulate_media(media="print")
    expect(played.page.get_by_text("How it ended: She names an hour")).to_be_visible()


def test_who_did_not_tell_their_instructor_is_not_asked_to_say_no_again(played):
    played.to_the_end(*HOUR)
    expect(played.box).not_to_be_checked()
    played.page.locator(".kit-judge input").first.check()
    expect(played.state).to_have_attribute("data-phase", "done")
    played.open()
    expect(played.box).not_to_be_checked()
    assert played.saved(PLAYED) == []


@pytest.mark.slow
def test_a_ticked_box_stays_ticked_until_the_way_can_be_saved(played, monkeypatch):
    def refuse(*_, **__):
        raise KitError("The course is busy.")

    with monkeypatch.context() as patch:
        patch.setattr(FileJournal, "finish", refuse)
        played.say(*HOUR)
        expect(played.state).to_contain_text("The course is busy.")
        played.box.check()
        played.kept_as_draft(PLAYED)
        played.open()
        expect(played.box).to_be_checked()
        assert (played.saved(WAY), played.saved(PLAYED)) == ([], [])
    played.open()
    expect(played.told).to_be_visible()
    expect(played.state).to_have_attribute("data-phase", "done")
    assert played.saved(PLAYED) == [{"played": True}]


@pytest.mark.slow
def test_who_takes_it_back_finds_the_box_empty_and_may_tell_it_at_once(played):
    played.to_the_end(*HOUR)
    played.tell()
    played.press("Take that back")
    expect(played.box).not_to_be_checked()
    expect(played.box).to_be_focused()
    assert played.saved(PLAYED) == []
    played.box.check()
    expect(played.told).to_be_visible()
    expect(played.page.get_by_role("button", name="Take that back")).to_be_focused()
    assert played.saved(PLAYED) == [{"played": True}]


@pytest.mark.slow
def test_a_way_that_is_saved_for_another_one_tells_nobody_and_the_box_says_so(played):
    played.to_the_end(*HOUR)
    another_way(played)
    played.press("Keep the saved answer")
    expect(played.state).to_have_attribute("data-phase", "done")
    expect(played.box).not_to_be_checked()
    assert played.saved(PLAYED) == []
    played.box.check()
    expect(played.told).to_be_visible()
    assert played.saved(PLAYED) == [{"played": True}]


@pytest.mark.slow
def test_the_line_goes_with_the_way_that_is_deleted(played, monkeypatch):
    played.to_the_end(*HOUR)
    played.tell()
    played.press("Delete")
    asked = played.page.locator(".kit-confirm:visible")
    expect(asked).to_contain_text("The line that tells your instructor that you played this is deleted too.")
    expect(asked).not_to_contain_text("Copies may remain")
    handed = frozenset(head.id for head in played.context.heads(PLAYED))
    monkeypatch.setattr(FormContext, "handed_in", lambda _: handed)
    played.open()
    played.press("Delete")
    asked = played.page.locator(".kit-confirm:visible")
    expect(asked).to_contain_text("Copies may remain in what you sent already")
    played.press("Delete it")
    expect(played.state).to_contain_text("Deleted")
    expect(played.told).to_be_hidden()
    assert (played.saved(WAY), played.saved(PLAYED)) == ([], [])


@pytest.mark.slow
def test_what_was_told_can_be_taken_back_where_no_way_is_saved(played):
    played.to_the_end(*HOUR)
    played.tell()
    played.context.journal().withdraw(WAY, "during", case=CASE)
    played.open()
    played.press("Take that back")
    expect(played.told).to_be_hidden()
    assert played.saved(PLAYED) == []


@pytest.mark.slow
def test_a_way_that_was_deleted_elsewhere_is_saved_again_only_if_the_learner_keeps_it(played):
    played.to_the_end(*HOUR)
    other = played.beside()
    another_way(other)
    other.say(*LEFT)
    expect(other.state).to_contain_text("counts until you choose Done again")
    played.open()
    played.press("Delete")
    played.press("Delete it")
    expect(played.state).to_contain_text("Deleted")
    assert (played.saved(WAY), played.context.draft(WAY)) == ([], None)
    other.press("Done")
    expect(other.state).to_contain_text("written elsewhere meanwhile")
    expect(other.page.locator(".kit-own")).to_have_count(2)
    assert played.saved(WAY) == []
    other.press("Keep mine")
    expect(other.state).to_have_attribute("data-phase", "done")
    [left] = played.saved(WAY)
    assert left["ending"] == "message"
    # A window in the middle of its way shows the one that another window saved, if it asks for that.
    middle = played.beside()
    another_way(middle)
    middle.say(HOUR[0])
    expect(middle.state).to_contain_text("counts until you choose Done again")
    other.open()
    other.press("Delete")
    other.press("Delete it")
    expect(other.state).to_contain_text("Deleted")
    middle.say(HOUR[1])
    expect(middle.state).to_contain_text("written elsewhere meanwhile")
    middle.press("Show it")
    expect(middle.page.locator(".kit-own")).to_have_count(0)
    assert (played.saved(WAY), played.context.draft(WAY)) == ([], None)
    assert other.page.errors == middle.page.errors == []


def test_her_lines_come_first_one_by_one_and_then_what_may_be_said(open_scene):
    played = open_scene(motion="no-preference")
    page = played.page
    log, ways = page.get_by_role("log"), page.get_by_role("button", name="See 4 ways")
    expect(ways).to_be_visible()
    ways.click()
    page.evaluate(
        """() => {
          window.order = [];
          const scene = document.querySelector('.kit-scene'), log = scene.querySelector('.kit-scene-log');
          new MutationObserver(() => order.push([
            log.textContent.includes('First tell me'),
            Boolean(scene.querySelector('.kit-choice')),
            log.offsetHeight,
          ])).observe(scene, { childList: true, subtree: true });
        }"""
    )
    page.locator(".kit-choice", has_text="I'll call you on Thursday.").click()
    assert page.locator(".kit-choice").count() == 0
    expect(log).to_contain_text("First tell me how my son is.")
    expect(page.locator(".kit-choice").first).to_be_visible()
    assert page.evaluate("order.every(([hers, choices]) => hers || !choices)")
    heights = page.evaluate("order.map(([,, height]) => height)")
    assert heights == sorted(heights), "the transcript grows"
    assert len(set(heights)) > 2, "line by line, and no room is kept for those to come"
    assert page.evaluate("document.activeElement.matches('.kit-turn')")


@pytest.mark.parametrize(
    "hurry", ["tap", *(pytest.param(one, marks=pytest.mark.slow) for one in ("space", "button"))]
)
def test_a_tap_or_the_space_bar_shows_everything_at_once(open_scene, hurry):
    played = open_scene(motion="no-preference", has_touch=True)
    page = played.page
    page.clock.install()
    played.open()
    page = played.page
    page.clock.install()
    expect(page.get_by_role("log")).to_contain_text("The phone rings")
    coming = page.get_by_role("button", name="Show everything now")
    expect(coming).to_be_visible()
    assert page.get_by_role("button", name="See 4 ways").count() == 0
    if hurry == "space":
        page.locator("body").press("Space")
    elif hurry == "tap":
        page.locator(".kit-setting").tap()
    else:
        coming.press("Enter")
        expect(page.locator(".kit-own-words textarea")).to_be_focused()
    expect(page.get_by_role("button", name="See 4 ways")).to_be_visible()
    expect(page.get_by_role("log")).to_contain_text("in the washer")
    assert coming.count() == 0


def test_with_less_motion_everything_is_there_and_her_line_and_the_choices_are_seen_together(open_scene):
    played = open_scene(viewport={"width": 390, "height": 844})
    played.say("I'll call you on Thursday.")
    line = played.page.locator(".kit-scene-log > .kit-spoken").last
    for part in (line, played.page.locator(".kit-choice").first, played.page.locator(".kit-choice").last):
        expect(part).to_be_in_viewport(ratio=1)


def test_own_words_stand_beside_the_chosen_line_and_the_answer_is_kept(played):
    page = played.page
    page.get_by_label("Say it in your own words first").fill("When do you sleep?")
    played.say(HOUR[0])
    pair = page.locator(".kit-scene-log .kit-own-pair")
    expect(pair).to_contain_text("When do you sleep?")
    expect(pair).to_contain_text(HOUR[0])
    pair.get_by_label("can't tell").check()
    expect(played.state).to_contain_text("Saved")
    played.to_the_end(HOUR[1])
    [value] = played.saved(WAY)
    assert value["path"][0] == {
        "turn": "ring",
        "choice": "wait",
        "typed": "When do you sleep?",
        "rather": "unsure",
    }
    back = page.locator(".kit-debrief .kit-own-pair")
    back.get_by_label("mine").check()
    expect(pair.get_by_label("mine")).to_be_checked()
    expect(played.state).to_have_attribute("data-phase", "done")
    played.open()
    expect(played.page.locator(".kit-debrief").get_by_label("mine")).to_be_checked()
    [value] = played.saved(WAY)
    assert value["path"][0]["rather"] == "mine"


@pytest.mark.slow
def test_a_turn_without_a_list_asks_what_the_own_words_were_nearest_to_and_goes_on_from_there(
    open_scene, short
):
    played = open_scene(changed(short, lambda held: held["turns"]["ring"].update(own="only")))
    page = played.page
    field = page.get_by_label("Say it in your own words first")
    expect(page.locator(".kit-choice")).to_have_count(0)
    field.fill("Hello. Is this a good hour?")
    page.get_by_role("button", name="Say it", exact=True).click()
    turn = page.locator(".kit-turn")
    expect(turn).to_contain_text("Which of these ways was yours nearest to?")
    turn.get_by_role("button", name=HOUR[0]).click()
    own = page.locator(".kit-own")
    expect(own.locator(".kit-line")).to_have_text("Hello. Is this a good hour?")
    expect(own).to_contain_text(f"Nearest to: {HOUR[0]}")
    expect(page.get_by_role("log")).to_contain_text("After three. And leave a message")
    assert page.locator(".kit-own-pair").count() == 0
    played.to_the_end(HOUR[1])
    [value] = played.saved(WAY)
    assert value["path"][0] == {"turn": "ring", "choice": "wait", "typed": "Hello. Is this a good hour?"}


def test_the_room_is_drawn_where_it_changes_and_only_for_the_eye(open_scene, short):
    def draw(held):
        held["room"] = [
            {
                "kind": "phone",
                "left": ["you"],
                "right": ["ms_perez"],
                "line": ["interpreter"],
                "clock": "3:10",
            },
            {
                "kind": "table",
                "at": ["hours"],
                "top": ["ms_perez", "empty"],
                "bottom": ["you"],
                "page": "you",
            },
        ]

    played = open_scene(changed(short, draw))
    plans = played.page.locator(".kit-scene-log > svg.kit-plan")
    expect(plans).to_have_count(1)
    assert plans.first.get_attribute("aria-hidden") == "true"
    assert plans.first.bounding_box()["height"] <= 120
    played.say(HOUR[0])
    expect(plans).to_have_count(2)
    assert plans.last.locator("text").all_text_contents() == ["Ms. Perez", "You"]


VOICES = """
window.spoken = [];
const es = { lang: "es-MX", localService: true }, en = { lang: "en-US", localService: true };
const speech = { getVoices: () => [en, es], speak: (one) => spoken.push(one), cancel() {} };
Object.defineProperty(window, "speechSynthesis", { value: Object.assign(new EventTarget(), speech) });
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
"""
"""A computer with two voices of its own, which speak until the test ends them."""


@pytest.mark.slow
def test_a_line_is_read_by_the_computers_own_voices_and_another_one_stops_it(open_scene, short):
    played = open_scene(voices=VOICES)
    page = played.page
    listen = page.get_by_role("button", name="Listen: Ms. Perez")
    listen.first.click()
    said = "spoken.map(({ text, voice }) => [text, voice.lang])"
    assert page.evaluate(said) == [["¿Bueno?", "es-MX"], ["Hello?", "en-US"]]
    stop = page.get_by_role("button", name="Listen: Ms. Perez").filter(has_text="Stop")
    expect(stop).to_have_count(1)
    page.evaluate("spoken[0].onend?.()")
    expect(stop).to_have_count(1)
    page.evaluate("spoken[1].onend()")
    expect(stop).to_have_count(0)
    # What was cut off says so late, and ends nothing that began meanwhile.
    listen.first.click()
    listen.first.click()
    listen.first.click()
    page.evaluate("spoken[3].onerror()")
    expect(stop).to_have_count(1)
