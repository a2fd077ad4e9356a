"""Two windows write one answer: whoever hasn't seen what the disk holds is refused, and nothing is lost."""

from __future__ import annotations

import multiprocessing

import pytest
from seeing_page import follows

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.cards import CardSession
from kit.forms.messages import reply_to
from kit.forms.session import FormSession
from kit.journal import make_workspace, open_journal

REFLECTION = "equity.reflection"
ELSEWHERE, CHANGED = "answer.written_elsewhere", "answer.changed_since"


@pytest.fixture(params=["one course", "a course each"])
def windows(request, tmp_path, monkeypatch, items, context):
    """Two windows on one course folder: of one notebook they have one session, else one each."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = make_workspace(tmp_path / "course", "ana")
    sessions = [
        FormSession(FormContext(workspace, context.case, context.words), items.values()) for _ in range(2)
    ]
    return [Window(sessions[at if request.param == "a course each" else 0]) for at in range(2)]


class Window:
    """A form's side of the rule: it names what it last read or saved of its answer."""

    def __init__(self, session, item=REFLECTION):
        self.session, self.item = session, item
        self.opens()

    def ask(self, type, **more):
        """Send a message, and see what the reply to it shows."""
        parent = self.follows["heads"][-1] if self.follows["heads"] else None
        message = {"type": type, "item": self.item, "follows": self.follows, "parent": parent, **more}
        reply = reply_to(self.session.handlers, message, self.session.context.words)
        if reply["ok"]:
            self.sees(reply)
        return reply

    def sees(self, reply):
        """Take over what a reply brings; of a refusal, only the learner decides to."""
        if "answers" in reply:
            draft = reply["answers"][self.item]["draft"]
            heads = [head["id"] for head in reply["answers"][self.item]["heads"]]
            self.follows = {"heads": heads, "draft": draft and draft["at"], "sent": []}
        else:
            heads = [head["id"] for head in reply.get("heads", [])] or self.follows["heads"]
            self.follows = {"heads": heads, "draft": reply["at"], "sent": []}

    def opens(self):
        self.follows = follows(self.session.handlers, self.session.context.words, self.item)

    def sends_without_a_reply(self, type, value, **more):
        """The message arrives; its reply doesn't."""
        before = self.follows
        assert self.ask(type, value=value, **more)["ok"]
        self.follows = {**before, "sent": [*before["sent"], value or None]}

    def types(self, value):
        return self.ask("draft", value=value, lane="private")

    def on_disk(self):
        """The values of the answer and of its draft."""
        context = self.session.context
        draft = context.draft(self.item)
        return [head.value for head in context.heads(self.item)], draft and draft.value


def shown(reply):
    """The code of a refusal, and the values that it brings."""
    state = reply["answers"][REFLECTION]
    return (
        reply["code"],
        [head["value"] for head in state["heads"]],
        state["draft"] and state["draft"]["value"],
    )


def test_a_draft_that_follows_another_one_than_the_disk_holds_is_refused_and_brings_that(windows):
    first, second = windows
    assert first.types("Amari waited.")["ok"]
    refused = second.types("Short")
    assert (refused["ok"], shown(refused)) == (False, (ELSEWHERE, [], "Amari waited."))
    assert first.types("Amari waited. I asked.")["ok"]
    assert second.on_disk() == ([], "Amari waited. I asked.")
    # *Keep mine* sends it once more, and follows what is known now. Then the first window is the late one.
    second.sees(second.types("Short"))
    assert second.types("Short")["ok"]
    assert shown(first.types("Amari waited. I asked her."))[2] == "Short"


def test_one_window_alone_is_never_refused_also_where_replies_do_not_come(windows):
    window = windows[0]
    assert window.types("Amari")["ok"]
    assert window.types("Amari waited.")["ok"]
    window.sends_without_a_reply("draft", "Amari waited. I")
    window.sends_without_a_reply("draft", "Amari waited. I asked.")
    assert window.types("Amari waited. I asked her.")["ok"]
    window.sends_without_a_reply("discard", "")
    assert window.types("Anew.")["ok"]
    window.sends_without_a_reply("done", "Anew.", lane="private")
    # Its own *Done*, of which it hasn't heard, is what its next text follows.
    reply = window.types("Anew, and more.")
    assert [head["value"] for head in reply["heads"]] == ["Anew."]
    assert window.ask("done", value="Anew, and more.", lane="private")["ok"]
    assert window.on_disk() == (["Anew, and more."], None)
    window.sends_without_a_reply("done", "Again.", lane="private")
    assert window.ask("done", value="Again, for good.", lane="private")["ok"]
    assert window.on_disk() == (["Again, for good."], None)


def test_the_same_words_from_two_windows_are_no_conflict(windows):
    first, second = windows
    for window in windows:
        assert window.types("Amari waited.")["ok"]
    first.ask("done", value="Amari waited.", lane="private")
    assert second.ask("done", value="Amari waited.", lane="private")["ok"]
    assert second.on_disk() == (["Amari waited."], None)


def test_done_is_refused_where_another_window_drafted_or_finished(windows):
    first, second = windows
    first.types("Amari waited.")
    assert shown(second.ask("done", value="Finished.", lane="private")) == (ELSEWHERE, [], "Amari waited.")
    first.ask("done", value="Amari waited.", lane="private")
    assert shown(second.ask("done", value="Finished.", lane="private")) == (
        ELSEWHERE,
        ["Amari waited."],
        None,
    )
    assert second.on_disk() == (["Amari waited."], None)
    second.opens()
    assert second.ask("done", value="Finished.", lane="private")["ok"]
    assert second.on_disk() == (["Finished."], None)


@pytest.mark.parametrize("type", ["draft", "done", "discard"])
def test_no_deleted_word_comes_back_from_a_window_that_still_shows_it(windows, type):
    first, second = windows
    first.ask("done", value="Deleted.", lane="private")
    second.opens()
    first.types("Deleted. And more.")
    second.opens()
    assert first.ask("delete")["ok"]
    said = {} if type == "discard" else {"value": "Deleted. And more, from here.", "lane": "private"}
    assert shown(second.ask(type, **said)) == (ELSEWHERE, [], None)
    assert second.on_disk() == ([], None)


def test_an_emptied_field_throws_no_draft_away_that_it_has_not_seen(windows):
    first, second = windows
    first.types("Amari waited.")
    assert shown(second.ask("discard")) == (ELSEWHERE, [], "Amari waited.")
    assert first.ask("discard")["ok"]
    # A draft that is gone already needs no second press.
    second.follows = {"heads": [], "draft": "2027-01-31T10:42:00+00:00", "sent": []}
    assert second.ask("discard")["ok"]


@pytest.mark.parametrize("type", ["delete", "make_private", "share", "choose"])
def test_what_is_done_to_a_revision_names_the_one_that_the_page_shows(windows, type):
    first, second = windows
    lane = "private" if type == "share" else "shared"
    first.ask("done", value="Old.", lane=lane)
    second.opens()
    first.ask("done", value="New.", lane=lane)
    (old,) = second.follows["heads"]
    more = {"id": old} if type in ("share", "choose") else {}
    assert shown(second.ask(type, **more)) == (CHANGED, ["New."], None)
    # A draft that this page hasn't seen would go with the answer.
    second.opens()
    first.types("Newer.")
    assert shown(second.ask(type, **more)) == (CHANGED, ["New."], "Newer.")
    assert second.on_disk() == (["New."], "Newer.")
    assert {head.lane for head in second.session.context.heads(REFLECTION)} == {lane}


def test_what_another_window_writes_while_copies_are_removed_is_not_deleted(windows, monkeypatch):
    first, second = windows
    first.ask("done", value="Old.", lane="shared")
    second.opens()
    removing = "kit.handin.withdrawing.zip_name"
    folder = first.session.context.folder / "handin" / "equity"
    folder.mkdir(parents=True)
    (folder / "responses.jsonl").write_bytes((folder.parents[1] / "responses.jsonl").read_bytes())
    monkeypatch.setattr(removing, lambda *_: second.types("Meanwhile.") and "equity_ana.zip")
    assert shown(first.ask("delete")) == (CHANGED, ["Old."], "Meanwhile.")
    assert first.on_disk() == (["Old."], "Meanwhile.")


def test_deleting_what_is_deleted_already_is_no_fault(windows):
    first, second = windows
    first.ask("done", value="Old.", lane="private")
    second.opens()
    assert first.ask("delete")["ok"]
    assert second.ask("delete")["ok"]


def test_a_draft_that_is_made_private_with_its_answer_follows_what_is_left(windows):
    first, _ = windows
    first.ask("done", value="Saved.", lane="shared")
    first.ask("draft", value="Newer.", lane="shared")
    (head,) = first.ask("make_private")["answers"][REFLECTION]["heads"]
    draft = first.session.context.draft(REFLECTION)
    assert (draft.value, draft.parent, draft.lane) == ("Newer.", head["id"], "private")
    assert first.ask("done", value="Newer.", lane="private", parent=draft.parent)["ok"]
    assert first.on_disk() == (["Newer."], None)


def test_a_page_that_says_nothing_of_what_it_has_seen_has_seen_nothing(windows):
    first, second = windows
    first.types("Amari waited.")
    message = {"type": "draft", "item": REFLECTION, "value": "Short", "lane": "private"}
    refused = reply_to(second.session.handlers, message, second.session.context.words)
    assert shown(refused)[::2] == (ELSEWHERE, "Amari waited.")


def test_a_card_of_another_window_is_refused_and_one_of_another_notebook_becomes_an_answer(items, context):
    card = next(item for item in items.values() if item.kind == "card")
    later = f"{card.notebook}_later"
    here, there = (
        CardSession(context, [card], place, [card.notebook, later]) for place in (card.notebook, later)
    )
    first, second, third = (Window(session, card.id) for session in (here, here, there))
    assert first.types({"answer": "five of them"})["ok"]
    refused = second.types({"answer": "no idea"})
    assert refused["answers"][card.id]["draft"]["value"] == {"answer": "five of them"}
    assert first.types({"answer": "five of them, I think"})["ok"]
    assert third.types({"answer": "six"})["ok"]
    (head,) = context.heads(card.id)
    assert head.value["answer"] == "five of them, I think"


@pytest.mark.parametrize("way", ["done", "delete"])
def test_what_an_earlier_version_put_aside_is_offered_until_the_answer_is_done_or_deleted(windows, way):
    window = windows[0]
    journal = window.session.context.journal()
    put_aside = [
        {"lane": "private", "at": "2026-11-20T10:00:00+00:00", "value": value, "parent": None}
        for value in ("Amari waited.", "Amari asked.")
    ]
    journal.save_draft(f"{REFLECTION}.aside", {"drafts": put_aside}, case="ms_perez")

    def offered():
        return window.session.state(REFLECTION).get("lost", {}).get("value")

    assert offered() == "Amari waited."
    window.types("Amari waited.")
    assert offered() == "Amari asked."
    if way == "done":
        window.ask("done", value="Amari waited.", lane="private")
    else:
        window.ask("delete")
    assert offered() is None
    assert f"{REFLECTION}.aside" not in [draft.item for draft in journal.drafts()]


def _finishes(folder, data, said, start):
    import os

    os.environ["KIT_DATA"] = str(data)
    content = compiled()
    item = content.cases["ms_perez"].item(REFLECTION)
    session = FormSession(FormContext(folder, "ms_perez", content.words), [item])
    nothing = {"heads": [], "draft": None, "sent": []}
    start.wait()
    message = {"type": "done", "item": REFLECTION, "value": said, "lane": "private", "follows": nothing}
    reply_to(session.handlers, message, content.words)


@pytest.mark.attack
def test_of_many_processes_that_finish_at_the_same_moment_one_is_saved(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    folder = make_workspace(tmp_path / "course", "ana")
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(4)
    said = [f"from process {n}" for n in range(4)]
    processes = [
        spawn.Process(target=_finishes, args=(folder, tmp_path / "data", one, start)) for one in said
    ]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    (head,) = open_journal(folder).heads(REFLECTION, case="ms_perez")
    assert head.value in said
