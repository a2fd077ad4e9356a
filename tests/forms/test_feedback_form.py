"""Feedback put into the page: whose it is and which, kept as data, shown beside the learner's own words."""

from __future__ import annotations

import json
import re

import pytest

from kit.content import compiled, item_hash
from kit.forms.coming_back import feedback
from kit.forms.form import FormContext
from kit.forms.messages import reply_to
from kit.handin import feedback as back
from kit.handin.feedback import unread
from kit.handin.feedback_page import feedback_page
from kit.handin.feedback_record import Comment, Feedback
from kit.handin.received import received
from kit.handin.records import ABOUT
from kit.journal import make_workspace, open_journal, update_workspace
from kit.ratings.comments import MarkerComment

CASE, TEXT = "ms_perez", "I asked her on Friday. She said no & smiled.\nI wrote it down."


@pytest.fixture
def workspace(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return make_workspace(tmp_path / "course", "ana")


@pytest.fixture
def answer(workspace):
    return save(workspace, TEXT)


def save(workspace, text, **more):
    asked = compiled().cases[CASE].item("equity.reflection")
    return open_journal(workspace).save(asked.id, text, case=CASE, item_hash=item_hash(asked), **more)


def record(**more):
    whose = {"learner": "ana", "workspace": None, "assignment": "equity", "revision": None}
    return Feedback(**{**whose, "levels": {"event": 2, "action": 0}, **more})


@pytest.fixture
def ask(workspace):
    return asking(workspace)


def asking(workspace, language="en"):
    """What the form answers where its words are in a language."""
    content = compiled().speaking(language)
    asked = next(one for one in content.cases[CASE].items.assignments if one.id == "equity")
    form = feedback(FormContext(workspace, CASE, content.words), content, asked)
    return lambda type, **more: reply_to(form.handlers, {"type": type, **more}, content.words)


def take(ask, one: Feedback, name="equity.json", **more):
    return ask("take", name=name, text=one.to_json().decode(), **more)


def test_a_record_is_kept_and_shown_beside_the_words(ask, workspace, answer):
    assert ask("came")["page"] is None
    on_words = Comment(
        text="**Which** one?", start=23, end=44, quote="She said no & smiled.", criterion="event"
    )
    assert take(ask, record(revision=answer.id, comments=(on_words,)))["said"].startswith("Your feedback")
    came = ask("came")
    page = came["page"]
    assert "<mark>She said no &amp; smiled.</mark><sup>1</sup>" in page
    assert "<b>Event.</b> <strong>Which</strong> one?" in page
    assert (came["path"], came["revised"]) == ("feedback/equity.html", False)
    assert (workspace / came["path"]).read_text("utf-8") == page
    save(workspace, "Better.", parent=answer.id)
    assert ask("came")["revised"]


def test_what_was_on_the_screen_and_nothing_else_counts_as_shown(ask, workspace):
    take(ask, record())
    earlier = ask("came")["mark"]
    take(ask, record(closing="Thank you."))
    assert ask("shown", mark=earlier)["ok"]
    assert unread(workspace, ["equity"]), "this one came while the other was on the screen"
    assert ask("shown", mark=ask("came")["mark"])["ok"]
    assert not unread(workspace, ["equity"])
    assert not unread(workspace, ["respect"]), "nothing has come"


def test_words_that_moved_are_found_and_words_that_are_gone_are_quoted(answer):
    moved = Comment(text="Here.", start=0, end=3, quote="wrote it down")
    gone = Comment(text="There.", quote="no such words", criterion="event")
    page = feedback_page(record(comments=(moved, gone)), answer)
    assert "<mark>wrote it down</mark>" in page
    assert "<blockquote>no such words</blockquote>" in page
    assert re.search(r"<mark>wrote it down</mark><sup>1</sup>\.<span class=.note", page)


def test_half_an_emoji_in_the_words_and_in_the_workspaces_id_bars_no_feedback(workspace):
    kept = save(workspace, "I asked her \ud83d on Friday. She said no.")
    place = {"start": 2, "end": 17, "quote": kept.value[2:17], "revision": kept.id}
    of = {"rater": "ana", "learner": "ana", "assignment": "equity"}
    stored = MarkerComment(**of, kind="passage", text="Which?", **place)
    about = json.dumps({"learner": "ana", "workspace": "\ud83d"}).encode()
    whose = received("equity_ana.zip", {ABOUT: about}, kept.at).workspace
    on_words = Comment(text=stored.text, start=2, end=17, quote=stored.quote)
    page = feedback_page(record(workspace=whose, revision=kept.id, comments=(on_words,)), kept)
    assert f"<mark>{stored.quote}</mark>" in page
    assert page.encode()


def test_a_level_says_what_the_next_one_asks_and_the_lowest_what_to_try():
    event, *_, action = compiled().rubric.criteria
    page = feedback_page(record())
    assert f"<b>What the next level looks like:</b> {event.levels[3].learner[:20]}" in page
    assert action.levels[0].try_next[:30] in page
    assert page.count("2 of 6 points") == 1


def test_a_page_carries_its_record_and_is_taken_in_as_data_alone(ask):
    sent = feedback_page(record()).replace("<h1>", "<script>alert(1)</script><h1>")
    assert ask("take", name="equity (1).html", text=sent)["ok"]
    assert "<script" not in ask("came")["page"]


def test_somebody_elses_is_refused_by_name_until_she_says_so(ask):
    other = record(learner="ben")
    refused = take(ask, other)
    assert "ben" in refused["other"]
    assert ask("came")["page"] is None
    assert take(ask, other, mine=True)["ok"]
    assert ask("came")["page"]


def test_another_assignments_is_kept_and_named(ask, workspace):
    assert "Respect" in take(ask, record(assignment="respect"))["said"]
    assert (workspace / "feedback" / "respect.html").is_file()
    assert ask("came")["page"] is None


@pytest.mark.attack
def test_a_forged_record_brings_no_private_words_into_a_page(ask, workspace):
    mine = save(workspace, "SECRET", lane="private")
    take(ask, record(revision=mine.id))
    assert "SECRET" not in ask("came")["page"]


@pytest.mark.parametrize(
    "sent", ["", "{}", "[" * 100_000, "<html><head></head></html>", '{"schema": 1}', "x" * 1_100_000]
)
def test_what_is_no_feedback_is_refused_in_a_sentence(ask, workspace, sent):
    refused = ask("take", name="equity.json", text=sent)
    assert not refused["ok"]
    assert refused["code"] == ("feedback.too_large" if len(sent) > 200_000 else "feedback.not_one")
    assert "equity.json" in refused["sentence"]
    assert not (workspace / "feedback").exists()


def test_a_page_that_is_no_feedback_is_refused_in_words_for_a_learner(workspace):
    for language in ("en", "es"):
        refused = asking(workspace, language)("take", name="junk.html", text="<p>The menu</p>")
        assert refused["code"] == "feedback.not_one"
        sentence = compiled().speaking(language).words.errors["feedback.not_one"]
        assert refused["sentence"] == sentence.format(file="junk.html")


def test_labels_are_in_the_language_of_the_interface_and_texts_of_the_course_say_theirs(workspace, answer):
    take(asking(workspace, "en"), record(revision=answer.id))
    page = asking(workspace, "es")("came")["page"]
    assert '<html lang="es">' in page
    assert "2 de 6 puntos" in page
    assert '<h3><span lang="en">Event</span></h3>' in page
    assert not {"Your words", "One thing to try", "Next:"} & set(re.findall(r"(?<=>)[^<>]+(?=<)", page))
    assert "2 of 6 points" in asking(workspace, "en")("came")["page"]
    update_workspace(workspace, language="es")
    back.render_again(workspace)
    assert (workspace / "feedback" / "equity.html").read_text("utf-8") == page
