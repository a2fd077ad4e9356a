"""Two windows draft one answer: no draft goes that the window which writes had not seen."""

from __future__ import annotations

import pytest

from kit.forms import FormContext
from kit.forms.cards import CardSession
from kit.forms.messages import reply_to
from kit.forms.session import FormSession
from kit.journal import make_workspace

REFLECTION = "equity.reflection"


@pytest.fixture(params=["one course", "a course each"])
def windows(request, tmp_path, monkeypatch, items, context):
    """What two windows send: of one notebook they have one session, else one each."""
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))
    workspace = make_workspace(tmp_path / "course", "ana")
    sessions = [
        FormSession(FormContext(workspace, context.case, context.words), items.values()) for _ in range(2)
    ]
    return [Window(sessions[at if request.param == "a course each" else 0]) for at in range(2)]


class Window:
    """A form's side, as far as drafts go: what it read or saved last it goes on from."""

    def __init__(self, session, item=REFLECTION, **more):
        self.session, self.item, self.more, self.on = session, item, more, {"draft": None, "sent": []}

    def ask(self, type, **more):
        message = {"type": type, "item": self.item, "on": self.on, **self.more, **more}
        reply = reply_to(self.session.handlers, message, self.session.context.words)
        assert reply["ok"], reply
        return reply

    def types(self, value):
        reply = self.ask("draft", value=value, lane="private", parent=None)
        self.on = {"draft": reply["at"], "sent": []}
        return said(reply)

    def opens(self):
        state = self.ask("open")["answers"][self.item]
        self.on = {"draft": state["draft"] and state["draft"]["at"], "sent": []}
        return state["draft"] and state["draft"]["value"], said(state)


def said(one):
    return [kept["value"] for kept in one.get("aside", ())]


def test_the_draft_of_another_window_stays_and_is_offered(windows):
    first, second = windows
    assert first.types("Amari waited.") == []
    assert second.types("Short") == ["Amari waited."]
    assert second.opens() == ("Short", ["Amari waited."])
    # The window that was first is the late one now, in the same way.
    assert first.types("Amari waited. I asked.") == ["Short"]
    assert second.types("Shorter") == ["Amari waited. I asked."]
    assert first.opens() == ("Shorter", ["Amari waited. I asked."])


def test_one_window_alone_is_never_late(windows):
    window = windows[0]
    window.types("Amari")
    assert window.types("Amari waited.") == []
    # Two were sent before there was a reply to the first.
    window.on["sent"] = ["Amari waited. I", "Amari waited. I asked."]
    window.ask("draft", value="Amari waited. I asked.")
    assert window.types("Amari waited. I asked her.") == []
    assert window.opens() == ("Amari waited. I asked her.", [])
    assert windows[1].opens() == ("Amari waited. I asked her.", [])
    assert windows[1].types("It goes on elsewhere.") == []


def test_three_windows_keep_three_drafts(windows):
    first, second = windows
    third = Window(second.session)
    first.types("one")
    second.types("two")
    assert third.types("three") == ["one", "two"]
    assert first.types("one more") == ["two", "three"]


@pytest.mark.parametrize("way", ["draft", "throw_away"])
def test_what_is_used_or_thrown_away_is_offered_no_more(windows, way):
    first, second = windows
    first.types("Amari waited.")
    second.types("Short")
    if way == "draft":
        assert second.types("Amari waited.") == []
    else:
        (one,) = second.ask("open")["answers"][REFLECTION]["aside"]
        second.ask("throw_away", id=one["at"])
    assert second.opens()[1] == []
    assert first.opens()[1] == []


def test_a_draft_for_which_another_one_is_used_waits_in_its_turn(windows):
    first, second = windows
    first.types("Amari waited.")
    second.types("Short")
    second.on = {"draft": None, "sent": []}
    assert second.types("Amari waited.") == ["Short"]
    assert second.types("Amari waited. I asked.") == ["Short"]
    assert first.opens() == ("Amari waited. I asked.", ["Short"])


def test_an_emptied_field_and_done_leave_a_draft_that_they_have_not_seen(windows):
    first, second = windows
    second.types("Short")
    first.types("Amari waited.")
    emptied = second.ask("discard")["answers"][REFLECTION]
    assert (emptied["draft"], said(emptied)) == (None, ["Amari waited."])
    first.types("Amari waited. I asked.")
    assert first.opens() == ("Amari waited. I asked.", [])
    second.on = {"draft": None, "sent": []}
    done = second.ask("done", value="Finished.", lane="private", parent=None)["answers"][REFLECTION]
    assert (done["draft"], said(done)) == (None, ["Amari waited. I asked."])
    # It says what is done: there is nothing to offer.
    again = first.ask("done", value="Amari waited. I asked.", lane="private", parent=done["heads"][0]["id"])
    assert said(again["answers"][REFLECTION]) == []


@pytest.mark.parametrize("last", ["Newer.", "Earlier."])
def test_what_another_window_wrote_before_outlives_the_answer_that_is_deleted(windows, last):
    first, second = windows
    third, fourth = Window(second.session), Window(second.session)
    second.types("Amari waited.")
    head = {"id": None}
    for value in ("Earlier.", "Saved."):
        done = first.ask("done", value=value, lane="shared", parent=head["id"])["answers"][REFLECTION]
        (head,) = done["heads"]
    assert said(done) == ["Amari waited."]
    # What the answer said once goes with it, whoever says it again.
    third.types("Earlier.")
    fourth.types(last)
    deleted = first.ask("delete", parent=head["id"])["answers"][REFLECTION]
    draft = deleted["draft"] and deleted["draft"]["value"]
    assert (deleted["heads"], draft) == ([], "Newer." if last == "Newer." else None)
    assert said(deleted) == ["Amari waited."]
    assert not any("Earlier." in str(one.value) for one in first.session.context.existing_journal().drafts())
    # The window that wrote it goes on, and it waits no more.
    assert second.types("Amari waited. I asked.") == (["Newer."] if last == "Newer." else [])


def test_newer_words_of_another_window_outlive_the_answer_that_is_deleted(windows):
    first, second = windows
    third = Window(second.session)
    (head,) = first.ask("done", value="Saved.", lane="private", parent=None)["answers"][REFLECTION]["heads"]
    second.opens()
    second.types("Aside.")
    third.types("Newer.")
    deleted = first.ask("delete", parent=head["id"])["answers"][REFLECTION]
    assert (deleted["heads"], deleted["draft"]["value"], said(deleted)) == ([], "Newer.", ["Aside."])
    assert third.opens() == ("Newer.", ["Aside."])
    # What the window that deletes shows, or sent just now, goes.
    (head,) = third.ask("done", value="Saved anew.", lane="private", parent=None)["answers"][REFLECTION][
        "heads"
    ]
    third.types("Newer still.")
    deleted = third.ask("delete", parent=head["id"])["answers"][REFLECTION]
    assert (deleted["heads"], deleted["draft"], said(deleted)) == ([], None, ["Aside."])


def test_a_draft_whose_answer_is_gone_leans_on_the_one_that_stands(windows):
    first, second = windows
    session = first.session
    saved = first.ask("done", value="Saved.", lane="shared", parent=None)["answers"][REFLECTION]["heads"]
    second.opens()
    second.ask("draft", value="Newer.", lane="shared", parent=saved[0]["id"])
    (head,) = first.ask("make_private", parent=saved[0]["id"])["answers"][REFLECTION]["heads"]
    draft = second.ask("open")["answers"][REFLECTION]["draft"]
    assert (draft["value"], draft["parent"], draft["lane"]) == ("Newer.", head["id"], "private")
    # A draft is saved with what is gone; whoever opens it next leans on what stands.
    second.ask("draft", value="Newer still.", lane="shared", parent=saved[0]["id"])
    draft = second.ask("open")["answers"][REFLECTION]["draft"]
    assert (draft["parent"], draft["lane"]) == (head["id"], "private")
    said = {"value": draft["value"], "lane": draft["lane"], "parent": draft["parent"]}
    (last,) = second.ask("done", **said)["answers"][REFLECTION]["heads"]
    assert (last["value"], last["lane"]) == ("Newer still.", "private")
    # What was only written anew meanwhile is chosen from, as ever.
    second.ask("draft", value="Mine.", lane="private", parent=last["id"])
    first.ask("done", value="Theirs.", lane="private", parent=last["id"])
    second.ask("draft", value="Mine.", lane="private", parent=last["id"])
    assert session.state(REFLECTION)["draft"]["parent"] == last["id"]


def test_a_card_that_another_window_holds_unjudged_becomes_an_answer(items, context):
    card = next(item for item in items.values() if item.kind == "card")
    session = CardSession(context, [card], card.notebook, [card.notebook])
    first, second = (Window(session, card.id) for _ in range(2))
    first.types({"answer": "five of them"})
    first.types({"answer": "five of them, I think"})
    second.types({"answer": "no idea"})
    (head,) = context.heads(card.id)
    assert head.value["answer"] == "five of them, I think"
    assert second.opens()[0] == {"answer": "no idea"}


def test_a_deleted_draft_leaves_no_copy_that_a_killed_window_had_put_aside(windows):
    first, second = windows
    first.types("Amari waited.")
    with pytest.MonkeyPatch.context() as patch:
        # The second window puts the first one's draft aside, and is gone before it saves its own.
        patch.setattr(FormSession, "_save", lambda *_args, **_more: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            second.types("Short")
    first.ask("delete", parent=None)
    assert first.opens() == (None, [])
