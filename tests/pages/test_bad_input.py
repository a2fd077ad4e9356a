"""What a page should never send, and what a disk and a clock should never do: one sentence, nothing lost."""

from __future__ import annotations

import errno
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from course_window import HABIT, SEEN, go, ready
from playwright.sync_api import expect
from refused import refused

from kit.journal import make_workspace, open_journal, read_workspace
from kit.journal.lines import MOST_SEQ, line_of
from kit.model import KitError, coded
from kit.pages.requests import Requests, sentence_for

TODAY = "equity.today"


class Page:
    """A page of a workspace that talks to the course without a server between them."""

    def __init__(self, workspace):
        self.workspace = workspace
        self.requests = Requests(workspace)
        forms = self.requests.ask("open", b'{"page": "01_equity"}')["forms"]
        self.number = next(at for at, form in enumerate(forms) if [i["id"] for i in form["items"]] == [TODAY])

    def say(self, type, **more):
        """Send a message about one answer; returns the reply."""
        sent = [[self.number, {"type": type, "re": "1", **more}]]
        body = json.dumps({"page": "01_equity", "sent": sent}).encode()
        return self.requests.ask("messages", body)["replies"][0]

    def state(self):
        """What the disk holds of the answer."""
        return self.say("open")["answers"][TODAY]

    def write(self, type, value):
        """Send a draft or an answer that follows what the disk holds."""
        heads, draft = [head["id"] for head in self.state()["heads"]], self.state()["draft"]
        follows = {"heads": heads, "draft": draft and draft["at"], "sent": []}
        parent = heads[-1] if heads else None
        return self.say(type, item=TODAY, value=value, lane="shared", parent=parent, follows=follows)


@pytest.fixture
def course_page(tmp_path):
    return Page(make_workspace(tmp_path / "w"))


@pytest.fixture
def full_disk(monkeypatch):
    """A function after which the disk takes no more, and one after which it does again."""

    def refuse(fd, data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def fill():
        monkeypatch.setattr(os, "write", refuse)

    real = os.write
    return fill, lambda: monkeypatch.setattr(os, "write", real)


def test_a_line_that_counts_too_high_is_set_aside_and_answers_count_on(course_page):
    assert course_page.write("done", "Eleven families.")["ok"]
    (first,) = open_journal(course_page.workspace).responses()
    high = first.model_copy(update={"id": "7ZZZZZZZZZZZZZZZZZZZZZZZZZ", "seq": MOST_SEQ + 1, "value": "high"})
    with (course_page.workspace / "responses.jsonl").open("ab") as file:
        file.write(line_of(high))
    problems = course_page.say("open")["journal_problems"]
    assert [one["gone"] for one in problems] == [False]
    assert course_page.write("done", "Twelve families.")["ok"]
    saved = open_journal(course_page.workspace).responses()
    assert [(one.value, one.seq) for one in saved] == [("Eleven families.", 0), ("Twelve families.", 1)]
    assert line_of(high) in (course_page.workspace / "responses.jsonl").read_bytes()


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ({"type": "fly"}, "form.older"),
        ({"type": "done", "item": TODAY, "value": {"a": "text"}, "parent": 7}, "form.malformed"),
        ({"type": "done", "item": "respect.today", "value": "x", "parent": None}, "form.other_item"),
        ({"type": "draft", "item": TODAY}, "form.malformed"),
    ],
)
def test_a_message_that_nobody_knows_is_one_sentence_and_changes_nothing(course_page, message, code):
    course_page.write("done", "Eleven families.")
    before = course_page.state()
    reply = course_page.say(**message)
    assert (reply["ok"], reply["code"], reply["re"]) == (False, code, "1")
    assert reply["sentence"]
    assert course_page.state() == before


def test_a_full_disk_is_said_with_every_reply_and_what_was_saved_stays(course_page, full_disk):
    fill, empty = full_disk
    course_page.write("done", "Eleven families.")
    course_page.write("draft", "Twelve")
    before = course_page.state()
    fill()
    for type in ("draft", "done"):
        reply = course_page.write(type, "Twelve families.")
        assert (reply["ok"], reply["code"]) == (False, "not_saved.answer")
        assert reply["sentence"]
    assert course_page.state() == before
    empty()
    assert course_page.write("done", "Twelve families.")["ok"]
    assert [head["value"] for head in course_page.state()["heads"]] == ["Twelve families."]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("language", {"language": "es"}),
        ("alone", {"alone": True, "was": None}),
        ("place", {"notebook": "01_equity.ipynb", "step": "a-challenge"}),
    ],
)
def test_a_full_disk_refuses_what_the_workspace_remembers_in_a_sentence(course_page, full_disk, name, body):
    fill, empty = full_disk
    before = read_workspace(course_page.workspace)
    fill()
    with pytest.raises((OSError, KitError)) as fault:
        course_page.requests.ask(name, json.dumps(body).encode())
    empty()
    error = coded(fault.value)
    assert (error.code, Path(error.facts["place"]).parent) == (
        "disk.full",
        course_page.workspace / ".partnership",
    )
    assert sentence_for(course_page.workspace, fault.value)
    assert read_workspace(course_page.workspace) == before
    course_page.requests.ask(name, json.dumps(body).encode())


def test_a_clock_that_was_set_back_loses_nothing_and_the_newest_stays_the_newest(course_page, monkeypatch):
    now = datetime(2026, 12, 2, 8, tzinfo=UTC)

    class Clock(datetime):
        @classmethod
        def now(cls, tz=None):
            return now

    for module in ("kit.journal.revisions", "kit.journal.files"):
        monkeypatch.setattr(f"{module}.datetime", Clock)
    course_page.write("done", "written first")
    course_page.write("draft", "half of")
    now -= timedelta(days=400)
    assert course_page.write("draft", "half of the second")["ok"]
    assert course_page.state()["draft"]["value"] == "half of the second"
    assert course_page.write("done", "written second")["ok"]
    now += timedelta(days=800)
    course_page.write("done", "written third")
    now -= timedelta(days=800)
    assert [(head["value"], head["id"]) for head in course_page.state()["heads"]] == [
        ("written third", open_journal(course_page.workspace).responses()[-1].id)
    ]
    assert [one.value for one in open_journal(course_page.workspace).responses()] == [
        "written first",
        "written second",
        "written third",
    ]


def test_a_page_of_another_number_of_forms_is_refused_whole(course_page):
    sent = [
        [course_page.number, {"type": "done", "item": TODAY, "value": "x", "re": "1"}],
        [999, {"type": "open"}],
    ]
    body = json.dumps({"page": "01_equity", "sent": sent}).encode()
    with refused("request.not_understood"):
        course_page.requests.ask("messages", body)
    assert open_journal(course_page.workspace).responses() == []


def test_a_second_start_leads_to_the_course_that_runs(kit_start, tmp_path):
    def start(_):
        return kit_start("--workspace", str(tmp_path / "w"))

    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(start, range(2)))  # at the same moment
    third = start(2)
    assert {one.address for one in both} == {third.address}
    assert third.process.wait(60) == 0
    (ended,) = [one for one in both if "already open" in one.lines[-1]]
    assert ended.process.wait(60) == 0
    (runs,) = [one for one in both if one is not ended]
    assert runs.process.poll() is None


@pytest.mark.slow
def test_a_page_says_that_the_disk_is_full_and_keeps_the_text_until_it_is_saved(
    page, served, full_disk, monkeypatch
):
    monkeypatch.setenv("KIT_DATA", str(served[1].parent / "data"))
    fill, empty = full_disk
    requests = Requests(served[1])
    sentences = []

    def answered(route):
        fill()
        reply = requests.ask("messages", route.request.post_data_buffer)
        empty()
        sentences.extend(one["sentence"] for one in reply["replies"] if not one["ok"])
        route.fulfill(json=reply)

    go(page, served, step="private-pause")
    form = page.locator(HABIT)
    field, state = form.get_by_role("textbox"), form.locator(".kit-state")
    page.route("**/ask/messages", answered)
    field.fill("Typed on a full disk.")
    expect(state).to_have_attribute("data-phase", "failed", **SEEN)
    form.get_by_role("button", name="Done").click()
    expect(form).to_contain_text(sentences[0], **SEEN)
    expect(field).to_have_value("Typed on a full disk.")
    page.unroute("**/ask/messages")
    page.reload()
    ready(page)
    expect(field).to_have_value("Typed on a full disk.")
    form.get_by_role("button", name="Done").click()
    expect(state).to_have_attribute("data-phase", "done", **SEEN)
    saved = [one.value for one in open_journal(served[1]).responses() if one.item == "equity.habit"]
    assert saved == ["Typed on a full disk."]


@pytest.mark.slow
def test_what_is_typed_in_a_page_older_than_the_course_is_there_after_the_reload(page, served):
    def older(route):
        route.continue_(post_data=route.request.post_data.replace('"edition":"', '"edition":"0'))

    go(page, served, "02_respect", "whole-page")
    form = page.locator(".kit-form[data-kind=prose]").first
    page.route("**/ask/messages", older)
    form.get_by_role("textbox").fill("typed in an older page")
    expect(form.locator(".kit-state")).to_have_attribute("data-phase", "failed", **SEEN)
    page.unroute("**/ask/messages")
    page.locator(".kit-notice").get_by_role("button", name="Reload").click()
    ready(page)
    expect(form.get_by_role("textbox")).to_have_value("typed in an older page", **SEEN)
