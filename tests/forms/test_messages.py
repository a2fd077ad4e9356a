"""What Python does with a form's messages: every one is answered, and answers go to the journal alone."""

from __future__ import annotations

import pytest
from seeing_page import ask

from kit.content import item_hash
from kit.forms import FormContext
from kit.forms.messages import reply_to
from kit.forms.questions import look_back, prose
from kit.forms.self_ratings import scale
from kit.forms.session import FormSession
from kit.model import Journal, KitError

REFLECTION, THOUGHT, OWN = "equity.reflection", "equity.first_thought", "start.comes_back"


@pytest.fixture
def session(context, items):
    return FormSession(context, items.values())


def send(session, type, **more):
    return ask(session.handlers, session.context.words, type, **more)


def state(reply, item):
    return reply["answers"][item]


def test_a_draft_is_kept_and_done_puts_it_in_the_journal(session, context, items):
    kept = send(session, "draft", item=REFLECTION, value="Last fall …", lane="shared", parent=None)
    assert kept["ok"]
    assert kept["at"]
    assert context.kept.lines == []
    assert state(send(session, "open"), REFLECTION)["draft"]["value"] == "Last fall …"

    done = state(
        send(session, "done", item=REFLECTION, value="Last fall …", lane="shared", parent=None), REFLECTION
    )
    assert done["draft"] is None
    assert [head["value"] for head in done["heads"]] == ["Last fall …"]
    assert context.kept.lines[0].item_hash == item_hash(items[REFLECTION])


def test_done_pressed_twice_is_one_answer_with_two_revisions_not_two_heads(session):
    send(session, "done", item=REFLECTION, value="one", lane="shared", parent=None)
    send(session, "done", item=REFLECTION, value="one", lane="shared", parent=None)
    # The reply to the first one has not come yet.
    unheard = {"heads": [], "draft": None, "sent": ["one"]}
    late = send(session, "done", item=REFLECTION, value="one and more", lane="shared", follows=unheard)
    assert [head["value"] for head in state(late, REFLECTION)["heads"]] == ["one and more"]


def test_two_computers_give_two_heads_and_a_choice_leaves_one(session, context):
    send(session, "done", item=REFLECTION, value="here", lane="shared", parent=None)
    context.kept.save(REFLECTION, "there", case="ms_perez", item_hash="hash", lane="shared", parent=None)
    two = state(send(session, "open"), REFLECTION)["heads"]
    assert {head["value"] for head in two} == {"here", "there"}
    chosen = next(head for head in two if head["value"] == "here")
    after = state(send(session, "choose", item=REFLECTION, id=chosen["id"]), REFLECTION)["heads"]
    assert [head["value"] for head in after] == ["here"]


def test_sharing_and_choosing_keep_the_wording_that_was_answered(context, items):
    old, new = (items[THOUGHT].model_copy(update={"title": title}) for title in ("Old?", "New?"))
    send(FormSession(context, [old]), "done", item=THOUGHT, value="here", lane="private", parent=None)
    context.kept.save(
        THOUGHT, "there", case="ms_perez", item_hash="older wording", lane="private", parent=None
    )
    chosen = next(r for r in context.kept.responses() if r.value == "there")
    send(FormSession(context, [new]), "choose", item=THOUGHT, id=chosen.id)
    (stands,) = context.kept.heads(THOUGHT, case="ms_perez")
    send(FormSession(context, [new]), "share", item=THOUGHT, id=stands.id)
    hashes = {(r.value, r.item_hash) for r in context.kept.lines}
    assert hashes == {("here", item_hash(old)), ("there", "older wording")}
    assert context.kept.lines[-1].lane == "shared"


def test_a_first_thought_is_changed_like_any_other_answer(session):
    (first,) = state(send(session, "done", item=THOUGHT, value="first", lane="private"), THOUGHT)["heads"]
    more = {"item": THOUGHT, "lane": "private", "parent": first["id"]}
    assert send(session, "draft", value="bet", **more)["ok"]
    changed = state(send(session, "done", value="better", **more), THOUGHT)
    assert ([head["value"] for head in changed["heads"]], changed["draft"]) == (["better"], None)


@pytest.mark.parametrize("halves", [{"if": "it rains"}, {"if": " ", "then": "call"}, "a text"])
def test_a_plan_needs_both_halves(session, context, halves):
    said = send(session, "done", item="equity.plan", value=halves, lane="shared", parent=None)
    assert said["code"] == "plan.both"
    assert context.kept.lines == []


def test_a_plan_keeps_its_day_and_refuses_one_that_no_calendar_has(session, context):
    halves = {"if": "it rains", "then": "call"}
    asked = {"item": "equity.plan", "lane": "shared", "parent": None}
    said = send(session, "done", value=halves | {"look_back": "2027-02-30"}, **asked)
    assert said["code"] == "plan.no_such_day"
    assert context.kept.lines == []
    assert send(session, "done", value=halves | {"look_back": "2027-03-01"}, **asked)["ok"]
    assert [line.value for line in context.kept.lines] == [halves | {"look_back": "2027-03-01"}]


def test_a_checklist_is_kept_apart_from_the_answer(session, context, items):
    ticked = list(items[REFLECTION].checklist[:1])
    assert send(session, "tick", item=REFLECTION, value=ticked)["ok"]
    send(session, "done", item=REFLECTION, value="done", lane="shared", parent=None)
    assert [r.value for r in context.kept.lines] == ["done"]
    (draft,) = context.kept.drafts()
    assert draft.lane == "private"
    again = state(send(FormSession(context, items.values()), "open"), REFLECTION)
    assert again["ticks"] == ticked


def test_the_journal_in_memory_is_a_whole_journal(context):
    assert isinstance(context.kept, Journal)


def test_sharing_is_a_new_shared_revision(session, context):
    head = state(send(session, "done", item=THOUGHT, value="mine", lane="private", parent=None), THOUGHT)[
        "heads"
    ][0]
    shared = state(send(session, "share", item=THOUGHT, id=head["id"]), THOUGHT)["heads"]
    assert [(h["lane"], h["value"]) for h in shared] == [("shared", "mine")]
    assert [r.lane for r in context.kept.lines] == ["private", "shared"]


def test_deleting_leaves_nothing(session):
    send(session, "done", item=THOUGHT, value="away", lane="private", parent=None)
    gone = state(send(session, "delete", item=THOUGHT), THOUGHT)
    assert gone == {"heads": [], "draft": None}


def test_a_shared_answer_is_made_private_or_deleted(session, context):
    send(session, "done", item=REFLECTION, value="ours", lane="shared", parent=None)
    mine = state(send(session, "make_private", item=REFLECTION), REFLECTION)["heads"]
    assert [(head["lane"], head["value"]) for head in mine] == [("private", "ours")]
    assert [r.lane for r in context.kept.lines] == ["private"]
    send(session, "share", item=REFLECTION, id=mine[0]["id"])
    assert state(send(session, "delete", item=REFLECTION), REFLECTION) == {"heads": [], "draft": None}
    assert context.kept.lines == []


def test_what_is_for_the_learner_alone_is_never_shared(session, context):
    head = state(send(session, "done", item=OWN, value="mine", lane="private", parent=None), OWN)["heads"][0]
    assert send(session, "share", item=OWN, id=head["id"])["code"] == "answer.always_private"
    assert [r.lane for r in context.kept.lines] == ["private"]


def test_a_closed_lane_stays_closed_whatever_the_page_says(session, context):
    send(session, "done", item=OWN, value="mine", lane="shared", parent=None)
    assert context.kept.lines[0].lane == "private"


def test_on_a_hub_the_label_says_that_administrators_may_read(context, items, monkeypatch, tmp_path):
    def label():
        there = FormContext(tmp_path, context.case, context.words)
        return prose(FormSession(there, [items[OWN]]), items[OWN]).spec["place"]

    assert label() != context.words["place.hub"]
    monkeypatch.setenv("JUPYTERHUB_USER", "ana")
    assert label() == context.words["place.hub"]


def test_failures_are_said_not_swallowed(session, context):
    context.kept.full = True
    reply = send(session, "done", item=REFLECTION, value="x", lane="shared", parent=None)
    assert reply == {
        "ok": False,
        "code": "not_saved.answer",
        "sentence": context.words.sentence(
            KitError("not_saved.answer", why=KitError("journal.disk_full", at=""))
        ),
    }
    assert send(session, "nonsense")["code"] == "form.older"
    assert send(session, "draft", item="equity.unknown", value="x")["code"] == "form.other_item"
    assert send(session, "done", item=REFLECTION, value=None)["code"] == "answer.empty"


DEEP: dict = {}
for _ in range(5000):
    DEEP = {"x": DEEP}


@pytest.mark.parametrize(
    "message",
    [
        {"type": "done"},
        {"type": "done", "value": "x"},
        {"type": "done", "item": 3, "value": "x"},
        {"type": "done", "item": REFLECTION},
        {"type": "done", "item": REFLECTION, "value": 1.5},
        {"type": "done", "item": REFLECTION, "value": True},
        {"type": "done", "item": REFLECTION, "value": [1, 2]},
        {"type": "done", "item": REFLECTION, "value": DEEP},
        {"type": "draft", "item": REFLECTION, "value": "x", "lane": "public"},
        {"type": "draft", "item": REFLECTION, "value": "x", "parent": 7},
        {"type": "share", "item": REFLECTION},
        {"type": "choose", "item": REFLECTION, "id": None},
        {"type": "delete"},
        {"type": ["done"]},
        {"type": None},
    ],
    ids=lambda message: "deep" if message.get("value") is DEEP else str(message),
)
def test_a_malformed_message_gets_a_sentence_and_changes_nothing(session, context, message):
    reply = reply_to(session.handlers, message, context.words)
    assert not reply["ok"]
    assert reply["code"] in ("form.malformed", "form.older")
    assert context.kept.lines == []
    assert context.kept.kept == {}


def test_half_an_emoji_is_stored_as_something_that_can_be_written(session, context):
    send(session, "done", item=REFLECTION, value="a\ud83db", lane="shared", parent=None)
    assert context.kept.lines[0].value.encode() == "a\ufffdb".encode()


def test_earlier_ratings_stay_hidden_until_the_then_test_is_done(context, items, content):
    ratings = [item for item in items.values() if item.kind == "rating"]
    before = FormSession(context, ratings, "pre")
    send(before, "done", item="rate.equity.preferences", value=3, lane="shared", parent=None)
    then = FormSession(context, ratings, "then")
    used = content.cases["ms_perez"].items.scales[0]
    parts = scale(then, ratings, used, content.framework)
    assert reply_to(parts.handlers, {"type": "earlier"}, parts.context.words)["earlier"] == {}
    send(then, "done", item="rate.equity.preferences", value=1, lane="shared", parent=None)
    shown = reply_to(parts.handlers, {"type": "earlier"}, parts.context.words)["earlier"]
    assert [h["value"] for h in shown["rate.equity.preferences"]["pre"]] == [3]
    assert set(shown) == {"rate.equity.preferences"}


def test_the_then_test_asks_about_the_time_before_the_course(context, items, content):
    ratings = [item for item in items.values() if item.kind == "rating"]
    used = content.cases["ms_perez"].items.scales[0].model_copy(update={"then_stem": "Before the course …"})
    stems = {
        when: scale(
            FormSession(context, ratings, when),
            ratings,
            used,
            content.framework,
        ).spec["stem"]
        for when in ("pre", "then")
    }
    assert stems["then"] == "Before the course …"
    assert stems["pre"] != stems["then"]


def test_the_first_thought_comes_by_message_and_is_no_part_of_the_spec(session, items):
    send(session, "done", item=THOUGHT, value="marker-first-thought", lane="private", parent=None)
    parts = look_back(session, items["equity.today"], items[THOUGHT])
    waiting = reply_to(parts.handlers, {"type": "earlier"}, parts.context.words)
    assert waiting["waits"]
    assert waiting["heads"] == []
    send(session, "done", item="equity.today", value="today", lane="shared", parent=None)
    earlier = reply_to(parts.handlers, {"type": "earlier"}, parts.context.words)
    assert ([head["value"] for head in earlier["heads"]], earlier["first"]) == (
        ["marker-first-thought"],
        None,
    )
    assert "marker" not in str(parts.spec)


def test_looking_back_shows_the_first_revision_beside_the_latest(session, items):
    for value in ("first", "second", "third"):
        parent = [head.id for head in session.context.heads(THOUGHT)]
        send(session, "done", item=THOUGHT, value=value, lane="private", parent=parent[0] if parent else None)
    send(session, "done", item="equity.today", value="today", lane="shared")
    parts = look_back(session, items["equity.today"], items[THOUGHT])
    earlier = reply_to(parts.handlers, {"type": "earlier"}, parts.context.words)
    assert (earlier["first"]["value"], [head["value"] for head in earlier["heads"]]) == ("first", ["third"])
