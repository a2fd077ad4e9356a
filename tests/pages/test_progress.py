"""Where a learner stands, read from the journal: nothing else remembers what is answered."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime, timedelta

import pytest
from courses import ROOT
from refused import refused

from kit.content import compiled
from kit.content.course_files import source_of
from kit.handin.feedback import keep_feedback, mark_of, note_shown, render_again
from kit.handin.feedback_record import Feedback
from kit.handin.weeks import course_weeks
from kit.journal import make_workspace, open_journal, read_workspace, update_workspace
from kit.pages.place import address
from kit.pages.progress import Progress
from kit.pages.workbook import Chosen, dates, gathered, put_out

WEEK = "01_equity.ipynb"
ASKED = {"case": "ms_perez", "item_hash": "0" * 16}


@pytest.fixture
def workspace(tmp_path):
    return make_workspace(tmp_path / "w")


@pytest.fixture
def progress(workspace):
    return Progress(workspace)


@pytest.fixture(scope="module")
def weeks():
    course = json.loads((ROOT / "kit/static/shell/course.json").read_text("utf-8"))
    return {week["notebook"]: week for week in course["weeks"]}


def step(progress, slug, notebook=WEEK):
    return progress.now()["steps"][notebook][slug]


def test_the_steps_are_the_headings_of_the_notebooks(weeks):
    assert list(weeks) == sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
    for name, week in weeks.items():
        cells = json.loads((ROOT / "notebooks" / name).read_text("utf-8"))["cells"]
        headings = [source_of(c).splitlines()[0] for c in cells if c["cell_type"] == "markdown"]
        assert [f"## {one['title']}" for one in week["steps"]] == [h for h in headings if h.startswith("## ")]
        slugs = [one["slug"] for one in week["steps"]]
        assert len(set(slugs)) == len(slugs)
        said = [f"About {week['minutes']} minutes" in source_of(cell) for cell in cells]
        assert any(said), "Home and the notebook tell the same time"
        assert week["question"]
    assert [week["dimension"] for week in weeks.values()][:2] == [None, "equity"]


def test_a_fresh_course_is_open_everywhere_and_nobody_was_asked(progress, weeks):
    now = progress.now()
    assert (now["place"], now["alone"], now["waiting"]) == (None, None, [])
    assert set(now["weeks"].values()) == {"open"}
    assert {state for steps in now["steps"].values() for state in steps.values()} == {"open"}
    assert {name: list(steps) for name, steps in now["steps"].items()} == {
        name: [one["slug"] for one in week["steps"]] for name, week in weeks.items()
    }


def test_a_step_is_done_by_its_answers_in_either_lane_and_begun_by_a_draft(progress, workspace):
    journal = open_journal(workspace)
    journal.save_draft("equity.habit", "Hm", case="ms_perez")
    assert step(progress, "private-pause") == "begun"
    journal.save("equity.habit", "I hurry.", lane="private", **ASKED)
    assert step(progress, "private-pause") == "done"
    start = "00_start_here.ipynb"
    for rating in (one for one in compiled().cases["ms_perez"].items.items if one.kind == "rating"):
        assert step(progress, "where-you-stand-today", start) != "done"
        journal.save(rating.id, 2, occasion="pre", **ASKED)
        assert step(progress, "where-you-stand-today", start) != "open"
    assert step(progress, "where-you-stand-today", start) == "done"
    assert progress.now()["weeks"][WEEK] == "begun"


def test_an_answer_on_another_occasion_or_of_another_case_counts_for_nothing(progress, workspace):
    journal = open_journal(workspace)
    journal.save("equity.habit", "x", lane="private", **{**ASKED, "case": "ms_novak"})
    journal.save("equity.habit", "x", lane="private", occasion="post", **ASKED)
    assert step(progress, "private-pause") == "open"


def test_either_vignette_is_the_other_family(progress, workspace):
    second = compiled().cases["ms_perez"].vignettes[1]
    open_journal(workspace).save(second.id, "I ask.", occasion="pre", **ASKED)
    assert step(progress, "another-family", "00_start_here.ipynb") == "done"
    assert step(progress, "another-family", "06_iep_meeting.ipynb") == "open"


def test_a_step_without_questions_is_done_once_the_learner_goes_on_from_it(progress):
    progress.go_to(WEEK, "what-you-will-do")
    assert step(progress, "what-you-will-do") == "open"
    progress.go_to(WEEK, "what-you-will-do")
    assert step(progress, "what-you-will-do") == "open", "they opened it again"
    progress.go_to(WEEK, "two-goals")
    progress.go_to("02_respect.ipynb", "what-she-sent")
    assert (step(progress, "what-you-will-do"), step(progress, "two-goals")) == ("done", "begun")
    assert progress.now()["place"] == {"notebook": "02_respect.ipynb", "step": "what-she-sent"}


def test_the_whole_page_is_a_place_to_go_on_at_and_no_step(progress, workspace):
    progress.go_to(WEEK, "a-challenge")
    progress.go_to(WEEK, "whole-page")
    assert progress.now()["place"] == {"notebook": WEEK, "step": "whole-page"}
    assert address(workspace) == (WEEK, "#whole-page")
    assert "whole-page" not in progress.now()["steps"][WEEK]


def test_a_week_is_done_by_what_it_asks_of_all_and_has_its_minutes(progress, workspace, weeks):
    journal = open_journal(workspace)
    (week,) = (one for one in course_weeks() if one.notebook == WEEK)
    minutes = []
    for case, item, occasion in sorted(week.asks):
        assert progress.now()["weeks"][WEEK] != "done"
        minutes.append(progress.now()["done"][WEEK].minutes)
        journal.save(item, "x", case=case, item_hash="0" * 16, occasion=occasion)
    now = progress.now()
    assert now["weeks"][WEEK] == "done"
    assert [*minutes, now["done"][WEEK].minutes] == sorted([*minutes, weeks[WEEK]["minutes"]])
    assert now["steps"][WEEK]["private-pause"] == "open", "nobody has to write what is private"
    update_workspace(workspace, alone=False)
    assert progress.now()["weeks"][WEEK] == "begun", "a class waits for the hand-in"
    about = workspace / "handin" / "equity" / "handin.json"
    about.parent.mkdir(parents=True)
    about.write_text("{}")
    assert progress.now()["weeks"][WEEK] == "done"


def test_the_minutes_of_all_steps_are_those_of_the_week(weeks):
    assert {name: sum(step["minutes"] for step in week["steps"]) for name, week in weeks.items()} == {
        name: week["minutes"] for name, week in weeks.items()
    }


@pytest.mark.parametrize(("notebook", "slug"), [(WEEK, "../x"), ("../00_start_here.ipynb", "a-challenge")])
def test_a_place_that_the_course_does_not_have_is_refused(progress, workspace, notebook, slug):
    with refused("page.none"):
        progress.go_to(notebook, slug)
    assert "place" not in (workspace / ".partnership" / "workspace.json").read_text("utf-8")


def test_a_step_that_got_another_name_leads_to_its_notebook(progress, workspace):
    update_workspace(workspace, place={"notebook": WEEK, "step": "of-last-year"}, seen="damaged", opened=3)
    assert progress.now()["place"] == {"notebook": WEEK, "step": "what-you-will-do"}
    update_workspace(workspace, place={"notebook": "gone.ipynb", "step": "x"}, alone="yes")
    assert (progress.now()["place"], progress.now()["alone"]) == (None, None)


def test_a_step_that_only_offers_questions_is_done_by_an_answer_and_one_that_asks_nothing_by_being_read(
    progress, workspace, weeks
):
    slugs = ("two-responses-compared", "go-further")
    for slug in (*slugs, "a-challenge"):
        progress.go_to(WEEK, slug)
    assert [step(progress, slug) for slug in slugs] == ["begun", "done"]
    ((case, item, occasion),) = next(
        one["offers"] for one in weeks[WEEK]["steps"] if one["slug"] == "two-responses-compared"
    )
    open_journal(workspace).save(item, "x", case=case, item_hash="0" * 16, occasion=occasion)
    assert step(progress, "two-responses-compared") == "done"


def test_hand_in_is_done_once_its_file_was_made_and_alone_once_there_is_something_to_read(
    progress, workspace
):
    notebook = "07_follow_up.ipynb"
    progress.go_to(notebook, "looking-back")
    progress.go_to(notebook, "go-further")
    assert step(progress, "looking-back", notebook) == "begun", "it shows what was made: nothing yet"
    open_journal(workspace).save("follow_up.change", "x", **ASKED)
    assert step(progress, "looking-back", notebook) == "done", "there is nothing to send"
    update_workspace(workspace, alone=False)
    assert step(progress, "looking-back", notebook) == "begun"
    update_workspace(workspace, alone=False)
    for assignment, state in (("start", "begun"), ("follow_up", "done")):
        about = workspace / "handin" / assignment / "handin.json"
        about.parent.mkdir(parents=True)
        about.write_text("{}")
        assert step(progress, "looking-back", notebook) == state


def test_cards_to_recall_are_done_once_one_was_answered_in_their_notebook(progress, workspace):
    later, slug = "02_respect.ipynb", "four-cards"
    for place in ((WEEK, slug), (later, slug), (later, "a-reply")):
        progress.go_to(*place)
    assert {step(progress, slug, one) for one in (WEEK, later)} == {"begun"}
    journal = open_journal(workspace)
    card = next(one.id for one in compiled().cases["ms_perez"].items.items if one.kind == "card")
    journal.save(card, {"answer": "", "recall": "missed", "asked_in": "02_respect"}, **ASKED)
    assert (step(progress, slug), step(progress, slug, later)) == ("begun", "done")
    journal.save(card, {"answer": "Ask.", "recall": "had"}, **ASKED)
    assert step(progress, slug) == "done", "an answer without a place was given where it is first asked"


def test_looking_leaves_no_trace(progress, workspace, data):
    open_journal(workspace).save("equity.habit", "x", lane="private", **ASKED)
    with (workspace / "responses.jsonl").open("ab") as file:
        file.write(b'{"torn')

    def everything():
        files = [p for folder in (workspace, data) for p in folder.rglob("*") if p.is_file()]
        return {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in files}

    before = everything()
    assert step(progress, "private-pause") == "done"
    assert everything() == before


def test_feedback_waits_until_it_was_shown_and_again_when_other_feedback_comes(progress, workspace):
    def comes(closing):
        record = Feedback(
            learner="ana", workspace=None, assignment="equity", revision=None, levels={}, closing=closing
        )
        keep_feedback(workspace, record)
        return mark_of(record)

    waits = [{"kind": "feedback", "notebook": WEEK, "step": "what-you-made-this-week", "due": None}]
    first = comes("Well done.")
    (workspace / "feedback" / "notes.html").write_text("mine")
    progress.go_to(WEEK, "what-you-made-this-week")
    assert progress.now()["waiting"] == waits, "its step may be open already when it comes"
    note_shown(workspace, "equity", "of-another")
    assert progress.now()["waiting"] == waits
    note_shown(workspace, "equity", first)
    assert progress.now()["waiting"] == []
    os.utime(workspace / "feedback" / "equity.html", (2_000_000_000, 2_000_000_000))
    render_again(workspace)
    assert progress.now()["waiting"] == [], "a page made anew says nothing new"
    comes("And one more thing.")
    assert progress.now()["waiting"] == waits


def test_the_follow_up_is_due_six_weeks_after_the_meetings_hand_in_until_it_is_done(
    progress, workspace, weeks
):
    about = workspace / "handin" / "iep_meeting" / "handin.json"
    about.parent.mkdir(parents=True)
    about.write_text("{")
    assert progress.now()["waiting"] == []
    about.write_text(json.dumps({"at": "2026-12-20T12:00:00Z"}))
    first = {"notebook": "07_follow_up.ipynb", "step": "what-you-will-do"}
    assert progress.now()["waiting"] == [{"kind": "follow_up", **first, "due": date(2027, 1, 31).isoformat()}]
    journal = open_journal(workspace)
    for one in weeks["07_follow_up.ipynb"]["steps"]:
        for case, item, occasion in one["asks"]:
            journal.save(item, "x", case=case, item_hash="0" * 16, occasion=occasion)
    assert progress.now()["waiting"] == []


def test_the_follow_up_is_due_six_weeks_after_the_plan_where_nothing_was_handed_in(progress, workspace):
    open_journal(workspace).save("meeting.plan", "We ask her first.", **ASKED)
    (waits,) = progress.now()["waiting"]
    assert (waits["kind"], waits["due"]) == ("follow_up", (date.today() + timedelta(weeks=6)).isoformat())
    about = workspace / "handin" / "iep_meeting" / "handin.json"
    about.parent.mkdir(parents=True)
    about.write_text(json.dumps({"at": "2026-05-01T12:00:00Z"}))
    assert [one["due"] for one in progress.now()["waiting"]] == ["2026-06-12"], "what was handed in counts"


def test_an_answer_at_the_end_of_the_calendar_has_no_follow_up(progress, workspace):
    head = open_journal(workspace).save("meeting.plan", "x", **ASKED)
    late = head.model_copy(
        update={
            "id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ",
            "parent": head.id,
            "at": datetime(9999, 12, 31, tzinfo=UTC),
        }
    )
    open_journal(workspace).add([late])
    assert progress.now()["waiting"] == []


def plan_for(workspace, day, item="equity.plan"):
    """A plan that names a day, written or written again."""
    journal = open_journal(workspace)
    heads = journal.heads(item, case="ms_perez")
    value = {"if": "PLANWORDS", "then": "ask her"} | ({"look_back": day.isoformat()} if day else {})
    return journal.save(item, value, parent=heads[0].id if heads else None, **ASKED).id


def test_a_plan_waits_from_its_day_on_until_it_was_looked_back_at(progress, workspace):
    today = date.today()
    plan_for(workspace, None, "respect.plan")
    plan_for(workspace, today + timedelta(days=1), "advocacy.plan")
    plan = plan_for(workspace, today)
    due = {"notebook": WEEK, "step": "your-plan", "due": today.isoformat()}
    assert progress.now()["waiting"] == [{"kind": "plan", **due, "plan": plan}]
    progress.answer_reminder(plan, looked_back=True)
    assert progress.now()["waiting"] == []
    assert "PLANWORDS" not in (workspace / ".partnership" / "workspace.json").read_text("utf-8")
    again = plan_for(workspace, today)
    assert [one["plan"] for one in progress.now()["waiting"]] == [again], "a plan that is written again"


def has_dates(workspace):
    return bool(dates(workspace, *gathered(workspace, Chosen(private=True))))


def test_a_plan_that_was_put_off_waits_again_after_two_weeks(progress, workspace):
    today = date.today()
    plan = plan_for(workspace, today - timedelta(days=3))
    progress.answer_reminder(plan, looked_back=False)
    later = (today + timedelta(weeks=2)).isoformat()
    assert (progress.now()["waiting"], read_workspace(workspace)["plans"]) == ([], {plan: later})
    calendar = put_out(workspace, "ics", Chosen())
    assert has_dates(workspace)
    assert f"DTSTART;VALUE=DATE:{later.replace('-', '')}".encode() in calendar
    update_workspace(workspace, plans={plan: today.isoformat()})
    assert [one["due"] for one in progress.now()["waiting"]] == [today.isoformat()]
    progress.answer_reminder(plan, looked_back=True)
    with refused("workbook.no_dates"):
        put_out(workspace, "ics", Chosen())
    assert not has_dates(workspace)
    update_workspace(workspace, plans="damaged")
    assert [one["plan"] for one in progress.now()["waiting"]] == [plan]


def test_a_plan_that_was_written_again_meanwhile_is_not_put_off_unseen(progress, workspace):
    old = plan_for(workspace, date.today())
    progress.answer_reminder(old, looked_back=True)
    new = plan_for(workspace, date.today())
    with refused("plan.changed_since"):
        progress.answer_reminder(old, looked_back=False)
    progress.answer_reminder(new, looked_back=True)
    assert read_workspace(workspace)["plans"] == {new: "looked_back"}
