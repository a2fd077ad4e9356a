"""An answer that is given once can be taken back for a minute, whatever becomes of kernel and page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from memory_journal import MemoryContext, MemoryJournal
from seeing_page import ask

from kit.forms import FormContext, form, minute
from kit.forms.messages import reply_to
from kit.forms.session import FormSession
from kit.journal import make_workspace
from kit.model import KitError

THOUGHT = "equity.first_thought"


class Computer:
    """A workspace on a disk, a kernel that may die, and what a form says to it."""

    def __init__(self, folder, items, words, monkeypatch):
        self.folder, self.items, self.words = make_workspace(folder), items, words
        self.monkeypatch = monkeypatch
        self.start()

    def start(self):
        """A new kernel knows nothing of the one before."""
        self.monkeypatch.setattr(minute, "_seen", set())
        self.monkeypatch.setattr(form, "_opened", {})
        self.context = FormContext(self.folder, "ms_perez", self.words)
        self.open()

    def open(self):
        """Another window, or the same one loaded again."""
        self.session = FormSession(self.context, self.items.values())

    def say(self, type, **more):
        return ask(self.session.handlers, self.words, type, **more)

    def done(self, value="hasty", parent=None):
        said = self.say("done", item=THOUGHT, value=value, lane="private", parent=parent)
        return said["answers"][THOUGHT]

    def left(self):
        return self.say("open")["answers"][THOUGHT].get("undo", 0)

    def later(self, seconds):
        """So many seconds after the answer was given."""
        (head,) = self.context.heads(THOUGHT)

        class Clock:
            now = staticmethod(lambda zone: head.at + timedelta(seconds=seconds))

        self.monkeypatch.setattr(minute, "datetime", Clock)


@pytest.fixture
def computer(tmp_path, items, content, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    return Computer(tmp_path / "course", items, content.words, monkeypatch)


def test_the_minute_goes_on_when_the_kernel_starts_again_and_when_the_page_is_loaded_again(computer):
    assert computer.done()["undo"]
    computer.open()
    computer.later(20)
    assert computer.left() == 40
    computer.start()
    assert computer.left() == 40
    back = computer.say("undo", item=THOUGHT)["answers"][THOUGHT]
    assert back["draft"]["value"] == "hasty"
    # Written on, it is not taken back a second time; Done begins a minute of its own.
    assert computer.left() == 0
    parent = back["heads"][0]["id"]
    assert computer.say("draft", item=THOUGHT, value="slower", lane="private", parent=parent)["ok"]
    assert computer.say("undo", item=THOUGHT)["answers"][THOUGHT]["draft"]["value"] == "slower"


def test_the_minute_is_over_after_a_minute(computer):
    computer.done()
    computer.later(65)
    assert computer.left() == 0
    assert computer.say("undo", item=THOUGHT)["ok"], "the message may have taken a while"


@pytest.mark.parametrize("seconds", [75, -3600])
def test_a_clock_that_was_set_back_makes_the_minute_no_longer(computer, seconds):
    computer.done()
    computer.later(seconds)
    computer.start()
    assert computer.left() == 0
    assert computer.say("undo", item=THOUGHT)["code"] == "answer.too_late"


def test_what_was_seen_is_not_taken_back_in_any_window_nor_after_the_kernel_died(computer):
    computer.done()
    window = computer.session
    computer.open()
    assert computer.say("seal", item=THOUGHT)["ok"]
    assert computer.left() == 0
    computer.session = window
    assert computer.say("undo", item=THOUGHT)["code"] == "answer.too_late"
    computer.start()
    assert computer.left() == 0
    assert computer.say("undo", item=THOUGHT)["code"] == "answer.too_late"


def test_only_the_answer_that_was_given_here_just_now_has_a_minute(computer):
    (first,) = computer.done()["heads"]
    shared = computer.say("share", item=THOUGHT, id=first["id"])["answers"][THOUGHT]
    assert "undo" not in shared, "it stood before, and its list was there to be seen"
    private = computer.say("make_private", item=THOUGHT)["answers"][THOUGHT]
    assert "undo" not in private
    computer.start()
    assert computer.left() == 0
    computer.say("delete", item=THOUGHT)
    assert computer.left() == 0
    assert computer.done("anew")["undo"]
    # From another computer there is another answer, and then a choice.
    journal = computer.context.journal()
    (mine,) = journal.heads(THOUGHT, case="ms_perez")
    other = {"id": "01J00000000000000000000000", "workspace": "01J00000000000000000000001", "value": "theirs"}
    journal.add([mine.model_copy(update=other)])
    assert computer.left() == 0
    chosen = computer.say("choose", item=THOUGHT, id=mine.id)["answers"][THOUGHT]
    assert (len(chosen["heads"]), chosen.get("undo")) == (1, None)


def test_what_lies_in_a_hand_in_is_not_taken_back(computer):
    (head,) = computer.done()["heads"]
    computer.monkeypatch.setattr(FormContext, "handed_in", lambda self: frozenset([head["id"]]))
    computer.start()
    assert computer.left() == 0
    assert computer.say("undo", item=THOUGHT)["code"] == "answer.too_late"


class Refusing(MemoryJournal):
    """A disk that takes answers and refuses what is named."""

    refused: tuple[str, ...] = ()

    def save_draft(self, item, value, **fields):
        if "save" in self.refused:
            raise KitError("not_saved.answer", why=KitError("journal.disk_full", at=""))
        return super().save_draft(item, value, **fields)

    def discard_draft(self, item, occasion="during", *, case):
        if "discard" in self.refused and item.endswith(".minute"):
            raise KitError("not_saved.answer", why=KitError("journal.busy"))
        super().discard_draft(item, occasion, case=case)


def test_where_the_disk_does_not_keep_the_minute_the_answer_is_done_and_stands(content, items):
    kept = Refusing()
    session = FormSession(MemoryContext(content.words, kept), items.values())
    kept.refused = ("save",)
    asked = {"type": "done", "item": THOUGHT, "value": "first", "lane": "private", "parent": None}
    done = reply_to(session.handlers, asked, content.words)["answers"][THOUGHT]
    assert ([head["value"] for head in done["heads"]], done.get("undo")) == (["first"], None)


def test_where_the_disk_does_not_end_the_minute_what_was_seen_stands(content, items):
    kept = Refusing()
    context = MemoryContext(content.words, kept)
    first, second = (FormSession(context, items.values()) for _ in range(2))
    asked = {"type": "done", "item": THOUGHT, "value": "first", "lane": "private", "parent": None}
    reply_to(first.handlers, asked, content.words)
    kept.refused = ("discard",)
    assert not reply_to(first.handlers, {"type": "seal", "item": THOUGHT}, content.words)["ok"]
    assert ask(second.handlers, content.words, "undo", item=THOUGHT)["code"] == "answer.too_late"
