"""The forms in JupyterLab as a learner meets them: keyboard, small and dark screens, a dead kernel."""

from __future__ import annotations

import json
import os
import re
import stat
from datetime import date, timedelta
from pathlib import Path

import psutil
import pytest
from access import transcript, violations
from plain_lab import COURSE
from test_hostile_folders import foreign_notebook, touches

FORMS = [
    "course.reflect('equity.first_thought')",
    "course.reflect('equity.reflection')",
    "course.choose('equity.two_responses')",
    "course.choose('equity.habits')",
    "course.sort('start.five')",
    "course.plan('equity.plan')",
    "course.table('equity.helps')",
    "course.table('equity.rungs')",
    "course.table('equity.map')",
    "course.schedule('equity.week')",
    "course.recall('01_equity')",
    "course.rate('pre')",
    "course.look_back('equity.today', beside='equity.first_thought')",
    "course.hand_in('equity')",
    "course.feedback('equity')",
    "course.growth()",
]


HEARD = Path(__file__).with_name("small_course_heard.yaml")
"""What a screen reader is told of these forms, read with care and then kept."""


def form(page, item, kind=None):
    found = page.locator(f'.kit-form[data-items~="{item}"]' + (f'[data-kind="{kind}"]' if kind else ""))
    found.wait_for(timeout=30_000)
    found.locator(".kit-state").first.wait_for()
    expect_state(found, re.compile("^(?!Opening)"))
    return found


def expect_state(form, words, timeout=15_000):
    from playwright.sync_api import expect

    expect(form.locator(".kit-state").first).to_have_text(words, timeout=timeout)


def axe(page):
    return violations(page, ".kit-form")


def kill_kernels(server):
    for process in psutil.Process(server).children(recursive=True):
        if "ipykernel" in " ".join(process.cmdline()):
            process.kill()


def kept_in_browser(page):
    return page.evaluate(
        "Object.entries(localStorage).filter(([k]) => k.startsWith('kit:')).map(([, v]) => v).join()"
    )


@pytest.fixture(scope="module")
def every(open_for_all, notebook):
    """A page with every form; the tests with it come first, since others end its kernel."""
    return open_for_all(notebook("heard", *FORMS, "course.then_test()"))


def test_what_a_screen_reader_is_told_of_every_form(every):
    """First of these tests, since nothing is saved yet."""
    page = every
    for item, kind in (("equity.today", "look_back"), ("equity.plan", "plan")):
        form(page, item, kind)
    page.get_by_text("The marked reflection is missing.").wait_for(timeout=30_000)
    page.get_by_text("Nothing has come back yet.").wait_for(timeout=30_000)
    page.get_by_text("There are no self-ratings yet.").wait_for(timeout=30_000)
    two_weeks_on = (date.today() + timedelta(weeks=2)).isoformat()
    # The then-test asks what the first ratings do.
    heard = transcript(page, ".kit-form", most=len(FORMS)).replace(two_weeks_on, "(two weeks from today)")
    if os.environ.get("KIT_TRANSCRIPT") == "write":
        HEARD.write_text(heard, encoding="utf-8")
    assert heard == HEARD.read_text(encoding="utf-8"), (
        "What a screen reader is told has changed. If it reads well, keep it: run this test with "
        "KIT_TRANSCRIPT=write, and read what git shows."
    )


def test_by_keyboard_alone(every):
    page = every
    choice, sort = form(page, "equity.two_responses"), form(page, "start.five")
    cells = page.locator(".jp-CodeCell").count()
    choice.get_by_role("radio").first.focus()
    page.keyboard.press("d")
    page.keyboard.press("d")
    page.keyboard.press("ArrowDown")
    assert choice.get_by_role("radio").nth(1).is_checked()
    assert choice.locator(".kit-why:visible").count() == 1
    assert "3px" in choice.locator(".kit-row").nth(1).evaluate("e => getComputedStyle(e).outlineWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_state(choice, re.compile("^(?!Draft).* · Saved"))
    assert (
        choice.get_by_text("She says what suits her").is_visible()
        or choice.get_by_text("It asks first").is_visible()
    )
    # The button that was pressed is gone; the focus is not lost with it.
    assert page.evaluate("document.activeElement.className") == "kit-state"
    assert page.locator(".jp-CodeCell").count() == cells

    page.emulate_media(media="print")
    assert sort.locator(".kit-sort-left li:visible").count() == 3, "on paper stand all that are left"
    assert not sort.locator(".kit-sort-card").is_visible()
    page.emulate_media(media="screen")
    sort.get_by_role("group").get_by_role("button").first.focus()
    for key in "122":
        page.keyboard.press(key)
        # Its reason comes up with the card, before Done.
        sort.get_by_role("status").filter(has_text=re.compile("We('d)? put it")).wait_for()
        if (next := sort.get_by_role("button", name="Next card")).is_visible():
            next.focus()
            page.keyboard.press("Enter")
    assert sort.get_by_text("We'd put it here: Advocacy.").is_visible()
    sort.get_by_role("button", name="Done").focus()
    page.keyboard.press("Space")
    expect_state(sort, re.compile("^(?!Draft).* · Saved"))
    assert [pile.get_by_role("listitem").count() for pile in sort.locator(".kit-pile:visible").all()] == [
        1,
        2,
    ]
    # On paper pile stands below pile, and a card's reason on the sheet of the card.
    page.emulate_media(media="print")
    lefts = sort.locator(".kit-pile:visible").evaluate_all(
        "piles => piles.map(pile => pile.getBoundingClientRect().left)"
    )
    assert len(lefts) == 2
    assert len(set(lefts)) == 1
    assert (
        sort.locator(".kit-pile:visible li").evaluate_all(
            "cards => cards.map(card => getComputedStyle(card).breakInside)"
        )
        == ["avoid"] * 3
    )
    page.emulate_media(media="screen")
    # A placed card comes up again and goes to another pile by drag.
    # JupyterLab may still lay the notebook out anew after the print view, and Chromium then drops the drag.
    for _ in range(3):
        sort.locator(".kit-placed").first.drag_to(sort.locator(".kit-pile:visible").last)
        page.wait_for_timeout(500)
        if sort.locator(".kit-state").first.get_attribute("data-phase") != "done":
            break
    expect_state(sort, re.compile("^Draft"))
    assert [pile.get_by_role("listitem").count() for pile in sort.locator(".kit-pile").all()][:2] == [0, 3]
    assert page.errors == []


def test_cards_ratings_and_the_then_test(every):
    page = every
    deck = form(page, "card.two_halves")
    deck.get_by_label("From memory").first.fill("all families, and this one")
    deck.get_by_role("button", name="Turn the card").first.click()
    deck.get_by_text("with all families").wait_for()
    deck.get_by_text("I knew it").first.click()
    expect_state(deck, re.compile("^(?!Draft).* · Saved"))

    pre, then = page.locator(".kit-scale").first, page.locator(".kit-scale").nth(1)
    assert pre.get_by_role("radio", checked=True).count() == 0
    name = "ask a family how, when and in which language they like to be reached"
    pre.get_by_role("group", name=name).get_by_role("radio", name="most").check()
    pre.get_by_role("group", name="offer a family a contact").get_by_role(
        "radio", name="no chance yet"
    ).check()
    assert "2 of 15" in pre.locator(".kit-count").text_content()
    assert pre.get_by_role("group").count() == 5, "five questions at a time"
    for _ in range(2):
        pre.get_by_role("button", name="Next five").click()
    pre.get_by_role("button", name="Done").click()
    expect_state(pre, re.compile("^(?!Draft).* · Saved"))

    assert "You said" not in then.text_content()
    then.get_by_role("group", name=name).get_by_role("radio", name="a few").check()
    for _ in range(2):
        then.get_by_role("button", name="Next five").click()
    then.get_by_role("button", name="Done").click()
    for _ in range(2):
        then.get_by_role("button", name="Previous five").click()
    then.get_by_text("You said before: most").wait_for()

    growth = page.locator(".kit-growth")
    growth.get_by_role("table").wait_for()
    points = growth.get_by_role("columnheader").all_text_contents()[1:]
    marks = """cells => cells.flatMap((cell, at) =>
      [...cell.querySelectorAll("[role=img]")].map(one => [at, one.getAttribute("aria-label")]))"""

    def given(row):
        found = growth.get_by_role("row", name=row).get_by_role("cell").evaluate_all(marks)
        return [(points[at], label) for at, label in found]

    assert given(name) == [("a few", "then-test"), ("most", "before")]
    assert given("offer a family") == [("no chance yet", "before: no chance yet")]
    assert axe(page) == []


@pytest.mark.attack
def test_a_notebook_with_a_cell_that_is_not_the_courses_runs_nothing(jupyter, every, tmp_path):
    file, marker = jupyter.workspace / "submitted" / "mallory" / "equity.ipynb", tmp_path / "touched"
    foreign_notebook(COURSE / "notebooks" / "01_equity.ipynb", file, "partnership-kit")
    notebook = json.loads(file.read_text("utf-8"))
    code = {"cell_type": "code", "id": "mallory", "metadata": {}, "execution_count": None, "outputs": []}
    notebook["cells"].append({**code, "source": touches(marker)})
    file.write_text(json.dumps(notebook), "utf-8")
    every.evaluate(
        "path => jupyterapp.commands.execute('docmanager:open', { path })", "submitted/mallory/equity.ipynb"
    )
    every.get_by_text("from pathlib import Path").first.wait_for(timeout=60_000, state="attached")
    every.wait_for_timeout(3000)
    every.get_by_text("so nothing in it was run").wait_for()
    assert not marker.exists()
    print("1 notebook with the course's cells and one more: nothing ran")


@pytest.mark.slow
@pytest.mark.attack
def test_a_folder_with_nothing_in_the_way_still_opens_with_its_forms(jupyter, every):
    """Last of the tests with this page, which shows another notebook then."""
    folder = jupyter.workspace / "submitted" / "amy" / "equity"
    foreign_notebook(COURSE / "notebooks" / "01_equity.ipynb", folder / "equity.ipynb", "partnership-kit")
    for other in ("responses.jsonl", "pictures/one.svg", "notes of mine/x.py"):
        (folder / other).parent.mkdir(exist_ok=True)
        (folder / other).write_text("")
    every.evaluate(
        "path => jupyterapp.commands.execute('docmanager:open', { path })",
        "submitted/amy/equity/equity.ipynb",
    )
    opened = every.locator(".jp-NotebookPanel:visible")
    opened.locator(".kit-form").first.wait_for(timeout=60_000)
    assert opened.locator(".kit-notebook-line").inner_text() == ""


@pytest.fixture(scope="module")
def mine(open_for_all, notebook):
    """A page with a private answer, a plan, and what is handed in."""
    calls = "course.reflect('equity.own_family')", "course.plan('equity.plan')", "course.hand_in('equity')"
    return open_for_all(notebook("mine", *calls))


def test_a_private_answer_is_in_no_file_that_travels_and_is_gone_once_it_is_deleted(jupyter, mine):
    page = mine
    own = form(page, "equity.own_family")
    expect_state(own, "")
    assert own.locator(".kit-lane-told p").text_content() == "Only you"
    assert own.get_by_text("Only on this computer").is_hidden()
    assert not own.get_by_label("Only me").is_visible()
    own.get_by_role("button", name="change").click()
    assert own.get_by_label("Only me").is_checked()
    assert own.get_by_text("Only on this computer").is_visible()
    assert own.locator(".kit-lane-told").evaluate("e => e.offsetHeight") <= 48
    own.get_by_label("Your answer").fill("marker-4711 <b>is</b> mine")
    expect_state(own, re.compile(r"^Draft · Saved \d\d:\d\d$"))
    own.get_by_role("button", name="Done").click()
    expect_state(own, re.compile(r"^Only you · Saved \d\d:\d\d$"))
    assert own.locator(".kit-reading").text_content() == "marker-4711 <b>is</b> mine"

    page.evaluate("window.jupyterapp.commands.execute('docmanager:save')")
    page.wait_for_timeout(1000)
    files = [p for p in jupyter.workspace.rglob("*") if p.is_file()]
    assert [p.name for p in files if b"marker-4711" in p.read_bytes()] == []
    private = next(jupyter.data.rglob("private.jsonl"))
    assert "marker-4711" in private.read_text(encoding="utf-8")
    assert stat.S_IMODE(private.stat().st_mode) == 0o600

    own.get_by_role("button", name="change").click()
    assert "have to disclose it" in own.locator(".kit-confirm").text_content()
    own.get_by_role("button", name="Keep it private").click()
    own.get_by_role("button", name="Delete").click()
    assert page.evaluate("document.activeElement.textContent") == "Keep it"
    assert "kit-main" not in own.get_by_role("button", name="Delete it").get_attribute("class")
    own.get_by_role("button", name="Delete it").click()
    expect_state(own, "Deleted. Nothing is saved here.")
    assert not private.exists() or "marker-4711" not in private.read_text(encoding="utf-8")
    assert page.errors == []


@pytest.mark.slow  # it loads JupyterLab twice
def test_leaving_in_mid_sentence_and_a_dead_kernel_lose_nothing(jupyter, mine):
    page = mine
    own = form(page, "equity.own_family")
    own.get_by_label("Your answer").fill("marker-4711 <b>is</b> mine")
    own.get_by_role("button", name="Done").click()
    expect_state(own, re.compile(r"^Only you · Saved \d\d:\d\d$"))
    form(page, "equity.plan").get_by_label("If …").fill("the next note goes home")
    page.reload()
    jupyter.run_all(page)
    plan = form(page, "equity.plan")
    assert not plan.locator(".kit-offer").is_visible()
    assert plan.get_by_label("If …").input_value() == "the next note goes home"
    own = form(page, "equity.own_family")
    assert own.locator(".kit-reading").text_content() == "marker-4711 <b>is</b> mine"

    own.get_by_role("button", name="Write again").click()
    kill_kernels(jupyter.pid)
    own.get_by_label("Your answer").fill("marker-4711, and one thing more")
    expect_state(own, re.compile("^NOT saved: your words are on this page only"))
    assert kept_in_browser(page) == ""

    page.reload()
    jupyter.run_all(page)
    own = form(page, "equity.own_family")
    own.get_by_role("button", name="Write again").click()
    own.get_by_label("Your answer").fill("marker-4711, and one thing more")
    expect_state(own, re.compile("^Draft · Saved"))
    own.get_by_role("button", name="Done").click()
    expect_state(own, re.compile("^(?!Draft).* · Saved"))

    own.get_by_role("button", name="Delete").click()
    own.get_by_role("button", name="Delete it").click()
    expect_state(own, "Deleted. Nothing is saved here.")
    assert page.errors == []


def test_a_shared_answer_is_made_private_and_its_words_travel_no_more(jupyter, mine):
    page = mine
    own = form(page, "equity.own_family")
    own.get_by_role("button", name="change").click()
    own.get_by_label("My instructor").check()
    own.get_by_label("Your answer").fill("marker-0815")
    own.get_by_role("button", name="Done").click()
    expect_state(own, re.compile(r"^Shared · Saved"))
    page.get_by_role("button", name="Hand in", exact=True).click()
    page.get_by_role("button", name="Hand in without it").click()
    expect_state(own, re.compile("^Shared · Saved .* · Ready to send$"))
    own.get_by_role("button", name="Write again").click()
    expect_state(own, re.compile(r"^What you saved \d\d:\d\d counts until you choose Done again\.$"))
    own.get_by_role("button", name="Keep the saved answer").click()
    expect_state(own, re.compile("^(?!Draft).* · Saved"))

    own.get_by_role("button", name="change").click()
    assert "what you sent already" in own.locator(".kit-confirm").text_content()
    own.get_by_role("button", name="Make it private").click()
    expect_state(own, re.compile(r"^Only you · Saved"))
    travels = [
        p.name for p in jupyter.workspace.rglob("*") if p.is_file() and b"marker-0815" in p.read_bytes()
    ]
    assert travels == []
    assert "marker-0815" in next(jupyter.data.rglob("private.jsonl")).read_text(encoding="utf-8")
    assert page.errors == []


@pytest.mark.slow
def test_what_is_to_be_compared_comes_up_after_done_and_ticks_are_kept(jupyter, open_page, notebook):
    name = notebook("after", "course.reflect('equity.reflection')")
    page = open_page(name)
    reflection = form(page, "equity.reflection")
    page.evaluate(
        """document.querySelector('.jp-Notebook').insertAdjacentHTML('beforeend',
        '<style>.jp-Notebook .kit-after p { display: block; }</style>'  // as the page does
        + '<div class="kit-after kit-after-equity-reflection"><p>A list to compare.</p></div>')"""
    )
    assert not page.get_by_text("A list to compare.").is_visible()
    reflection.get_by_role("checkbox", name="what you assumed").check()
    reflection.get_by_label("Your answer").fill("three words here")
    assert reflection.locator(".kit-count").text_content() == "3 of 80–150 words"
    reflection.get_by_role("button", name="Done").click()
    page.get_by_text("A list to compare.").wait_for()
    page.reload()
    jupyter.run_all(page)
    assert form(page, "equity.reflection").get_by_role("checkbox", checked=True).count() == 1
    form(page, "equity.reflection").get_by_role("button", name="Delete").click()
    page.get_by_role("button", name="Delete it").click()
    expect_state(form(page, "equity.reflection"), "Deleted. Nothing is saved here.")


@pytest.mark.slow
def test_a_first_thought_is_changed_and_a_plan_needs_both_halves(open_page, notebook):
    page = open_page(notebook("once", "course.reflect('equity.first_thought')", "course.plan('equity.plan')"))
    first = form(page, "equity.first_thought")
    for text in ("a hasty thought", "a second thought"):
        first.get_by_label("Your answer").fill(text)
        first.get_by_role("button", name="Done").click()
        expect_state(first, re.compile("^(?!Draft).* · Saved"))
        assert first.locator(".kit-reading").text_content() == text
        first.get_by_role("button", name="Write again").click()

    plan = form(page, "equity.plan")
    plan.get_by_label("If …").fill("If I write a note home,")
    plan.get_by_role("button", name="Done").click()
    expect_state(plan, re.compile("^A plan needs both halves"))
    assert page.evaluate("document.activeElement === [...document.querySelectorAll('textarea')].pop()")
    plan.get_by_label("then I will").fill("I will ask two families.")
    plan.get_by_role("button", name="Done").click()
    expect_state(plan, re.compile("^(?!Draft).* · Saved"))
    assert (
        plan.locator(".kit-reading").text_content() == "If I write a note home, then I will ask two families."
    )
    assert page.errors == []


@pytest.mark.slow
def test_a_plan_proposes_a_day_and_saves_the_one_that_is_there_at_done(jupyter, open_page, notebook):
    from kit.journal import open_journal

    def saved():
        return open_journal(jupyter.workspace).heads("equity.plan", case="ms_perez")[-1].value

    page = open_page(notebook("day", "course.plan('equity.plan')"))
    plan = form(page, "equity.plan")
    again, day = plan.get_by_role("button", name="Write again"), plan.get_by_label("When will you look back")
    if again.is_visible():
        again.click()
    proposed = (date.today() + timedelta(weeks=2)).isoformat()
    assert day.input_value() == proposed
    plan.get_by_label("If …").fill("the bell rings")
    plan.get_by_label("then I will").fill("call her")
    plan.get_by_role("button", name="Done").click()
    expect_state(plan, re.compile("^(?!Draft).* · Saved"))
    assert saved() == {"if": "the bell rings", "then": "call her", "look_back": proposed}
    assert plan.get_by_text("Look back at this on").is_visible()
    again.click()
    day.fill("")
    plan.get_by_role("button", name="Done").click()
    expect_state(plan, re.compile("^(?!Draft).* · Saved"))
    assert saved() == {"if": "the bell rings", "then": "call her"}
    assert not plan.get_by_text("Look back at this on").is_visible()
    assert page.errors == []


@pytest.mark.slow
def test_an_answer_finished_twice_is_shown_twice_and_chosen_once(jupyter, open_page, notebook):
    from kit.journal import open_journal

    journal = open_journal(jupyter.workspace)
    for value in ("from the kitchen table", "from the staff room"):
        journal.save("equity.reflection", value, case="ms_perez", item_hash="-", parent=None)
    page = open_page(notebook("two", "course.reflect('equity.reflection')"))
    reflection = form(page, "equity.reflection")
    expect_state(reflection, "Two answers are saved. Choose the one that counts.")
    assert reflection.locator("blockquote").all_text_contents() == [
        "from the kitchen table",
        "from the staff room",
    ]
    assert axe(page) == []
    reflection.get_by_role("button", name="Choose this one").first.click()
    expect_state(reflection, re.compile("^(?!Draft).* · Saved"))
    assert reflection.locator(".kit-reading").text_content() == "from the kitchen table"
    assert [
        head.value for head in open_journal(jupyter.workspace).heads("equity.reflection", case="ms_perez")
    ] == ["from the kitchen table"]


@pytest.mark.slow
def test_a_table_is_typed_saved_and_found_again(jupyter, open_page, notebook):
    from kit.journal import open_journal

    calls = [f"course.table('equity.{one}')" for one in ("helps", "helps_now", "map")]
    name = notebook("table", *calls)
    page = open_page(name)
    helps, now = form(page, "equity.helps"), form(page, "equity.helps_now")
    assert now.get_by_text("Once “Who could move what?” is done").is_visible()
    ride = helps.get_by_role("group", name="Getting to school at three")
    ride.get_by_label("The school's part").focus()
    page.keyboard.type("By phone.")
    page.keyboard.press("Enter")
    page.keyboard.type("Or at the library.")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    helps.get_by_role("button", name="Done").click()
    expect_state(helps, "Please write in at least 2 rows, then press Done. So far: 1.")
    assert page.evaluate("document.activeElement.value") == "", "what is asked for has the focus"

    helps.get_by_role("button", name="Add a row").focus()
    page.keyboard.press("Enter")
    page.keyboard.type("Her sister knows.")
    helps.get_by_role("button", name="Remove: Your row 1").click()
    helps.get_by_text("Your row 1 was removed.").wait_for()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.value") == "Her sister knows."
    helps.get_by_role("group", name="Your row 1").get_by_label("Who starts").select_option("The team")
    expect_state(helps, re.compile(r"^Draft · Saved"))

    page.reload()
    jupyter.run_all(page)
    helps, now = form(page, "equity.helps"), form(page, "equity.helps_now")
    assert ride.get_by_label("The school's part").input_value() == "By phone.\nOr at the library."
    assert ride.get_by_label("I know this").is_checked()
    helps.get_by_role("button", name="Done").click()
    expect_state(helps, re.compile("^(?!Draft).* · Saved"))
    assert helps.get_by_text("A meeting by phone needs no ride.").is_visible()
    rows = [
        {"row": "ride", "cells": {"school": "By phone.\nOr at the library.", "sure": True}},
        {"row": "own.1", "cells": {"school": "Her sister knows.", "who": "team"}},
    ]
    journal = open_journal(jupyter.workspace)
    assert journal.heads("equity.helps", case="ms_perez")[-1].value == {"rows": rows}

    # On paper its columns share the whole width, also where an explanation stands under them.
    page.emulate_media(media="print")
    left_over = helps.locator(".kit-table-row[data-row=ride]:visible").evaluate(
        """row => row.getBoundingClientRect().right - Math.max(...[...row.querySelectorAll('.kit-table-cell')]
          .filter(cell => cell.offsetParent).map(cell => cell.getBoundingClientRect().right))"""
    )
    assert left_over < 40
    assert helps.evaluate("form => getComputedStyle(form).maxWidth") == "none"
    page.emulate_media(media="screen")

    # What is done there opens here, to be changed, and is saved here once it is.
    now.get_by_text("These are your words from “Who could move what?”").wait_for()
    assert now.get_by_label("Your entry 1").first.input_value() == "Her sister knows."
    assert journal.draft("equity.helps_now", case="ms_perez") is None
    now.get_by_role("group", name="The school's part").get_by_label("Forms in English alone").fill(
        "Translate."
    )
    form(page, "equity.map").get_by_role("group", name="The school's part").wait_for()
    assert axe(page) == [], "two tables may have panels of one name"
    now.get_by_role("button", name="Done").click()
    expect_state(now, re.compile("^(?!Draft).* · Saved"))
    changed = [rows[0], {"row": "words", "cells": {"school": "Translate."}}, rows[1]]
    assert journal.heads("equity.helps_now", case="ms_perez")[-1].value == {"rows": changed}
    assert axe(page) == []
    assert page.errors == []


@pytest.mark.slow
def test_a_caution_is_said_while_one_writes_and_none_without_a_kernel(jupyter, open_page, notebook):
    page = open_page(notebook("ladder", "course.table('equity.rungs')"))
    rungs = form(page, "equity.rungs")
    seen, meant = (rungs.get_by_role("group", name=name) for name in ("What a camera", "What you took"))
    assert seen.bounding_box()["y"] > meant.bounding_box()["y"], "the first rung is at the foot"
    down = rungs.locator(".kit-table-whole :is(.kit-small, .kit-table-name, textarea, button):visible")
    heights = [one.bounding_box()["y"] for one in down.all()]
    assert heights == sorted(heights), "what is read and tabbed to follows what is seen"
    seen.get_by_label("Going up").fill("She is hard to reach.")
    said = seen.get_by_role("status")
    said.filter(has_text="as if it were a fact. What was seen?").wait_for()
    seen.get_by_label("Going up").fill("She did not call back before two.")
    said.wait_for(state="hidden")
    kill_kernels(jupyter.pid)
    meant.get_by_label("Going up").fill("They never answer at all.")
    expect_state(rungs, re.compile("^NOT saved"))
    assert not meant.get_by_role("status").is_visible()
    assert page.errors == []


@pytest.mark.slow
def test_every_form_is_reachable_on_any_screen(open_page, notebook, jupyter):
    page = open_page(notebook("all", *FORMS))
    page.locator(".kit-growth").wait_for(timeout=40_000, state="attached")
    for width, dark in ((1280, False), (390, False), (640, True), (1280, True)):
        page.set_viewport_size({"width": width, "height": 900})
        theme = f"JupyterLab {'Dark' if dark else 'Light'}"
        page.evaluate("name => jupyterapp.commands.execute('apputils:change-theme', {theme: name})", theme)
        page.wait_for_timeout(1500)
        assert violations(page, ".kit-form", contrast=dark) == []
        reachable(page)
    assert page.context.hosts == {jupyter.url.removeprefix("http://")}
    assert page.errors == []


def reachable(page):
    """Nothing on the page is wider than its form, or too small to be tapped."""
    # JupyterLab lays out a cell, and so tells a form of its new width, only when the cell comes into view.
    for form in page.locator(".kit-form").all():
        form.scroll_into_view_if_needed()
    wider = page.evaluate(
        """[...document.querySelectorAll('.kit-form')]
        .filter(f => f.scrollWidth > f.clientWidth).map(f => f.dataset.kind)"""
    )
    assert wider == []
    small = page.evaluate(
        """[...document.querySelectorAll('.kit-form :is(button, select, .kit-row, .kit-cell)')]
        .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.9).map(e => e.className)"""
    )
    assert small == []


@pytest.mark.slow
def test_answers_to_an_earlier_edition_show_how_it_asked(jupyter, open_page, notebook, monkeypatch):
    from kit.content.earlier import earlier
    from kit.journal import open_journal

    monkeypatch.setenv("KIT_DATA", str(jupyter.data))
    journal = open_journal(jupyter.workspace)
    known = {one.id: (hash, one) for hash, one in earlier().items()}

    def then(item, value, occasion="during", lane="shared"):
        hash, one = known[item]
        heads = journal.heads(item, occasion, case="ms_perez")
        more = {"occasion": occasion, "lane": lane, "parent": heads[0].id if heads else None}
        journal.save(item, value, case="ms_perez", item_hash=hash, **more)
        return one

    thought = then("equity.own_family", "an old thought", lane="private")
    rated = then("rate.equity.preferences", 2, occasion="pre")
    gone = then("equity.two_responses", "arrange").choices[0]
    calls = (
        "course.reflect('equity.own_family')",
        "course.rate('pre')",
        "course.choose('equity.two_responses')",
    )
    page = open_page(notebook("earlier", *calls))
    read = "You answered when the question read: "
    assert form(page, "equity.own_family").get_by_text(f"{read}{thought.title}").is_visible()
    assert form(page, "rate.equity.preferences").get_by_text(f"{read}{rated.title}").is_visible()
    assert page.get_by_text("You answered when the question read").count() == 3
    choice = form(page, "equity.two_responses")
    assert choice.get_by_text(f"until you answer again: {' '.join(gone.label.split())[:30]}").is_visible()
    assert choice.locator(".kit-rows input:checked").count() == 0
    choice.locator(".kit-rows input").first.check()
    choice.get_by_role("button", name="Done").click()
    expect_state(choice, re.compile("^(?!Draft).* · Saved"))
    assert not choice.get_by_text("until you answer again").is_visible()
    assert page.errors == []
