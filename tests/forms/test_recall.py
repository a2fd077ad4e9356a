"""Retrieval cards over several notebooks: they start empty in each, and every answer stays in the journal."""

from __future__ import annotations

import pytest
from seeing_page import ask

from kit.forms.cards import CardSession, cards, cards_for
from kit.model import Items

NOTEBOOKS = ["00_start_here", "01_equity", "02_respect", "03_communication", "04_advocacy"]


def card(name, notebook="00_start_here"):
    entry = {"id": f"card.{name}", "kind": "card", "title": f"What of {name}?", "notebook": notebook}
    return Items.model_validate(
        {"schema_version": 1, "scales": [], "items": [entry | {"answer": f"The answer to {name}."}]}
    ).items[0]


ONE, TWO, LATER = card("one"), card("two"), card("later", "01_equity")


@pytest.fixture
def session(context):
    """The session of a notebook's cards: ``session("02_respect")``."""

    def at(here, *items):
        items = items or (ONE, TWO)
        return CardSession(context, items, here, NOTEBOOKS)

    return at


def send(session, type, item=ONE, **more):
    message = {"item": item.id, "lane": "shared", "parent": None, **more}
    reply = ask(session.handlers, session.context.words, type, **message)
    assert reply["ok"], reply
    return reply["answers"][item.id] if "answers" in reply else reply


def answer(session, words, recall, item=ONE):
    return send(session, "done", item, value={"answer": words, "recall": recall})


def test_a_card_comes_back_empty_and_its_new_answer_follows_the_old_one(session, context):
    answer(session("01_equity"), "first", "had")
    assert send(session("02_respect"), "open") == {"heads": [], "draft": None}
    shown = answer(session("02_respect"), "second", "partly")
    assert [head["value"] for head in shown["heads"]] == [{"answer": "second", "recall": "partly"}]
    first, second = context.kept.lines
    assert (first.parent, second.parent) == (None, first.id)
    assert first.value == {"answer": "first", "recall": "had", "asked_in": "01_equity"}
    assert second.value == {"answer": "second", "recall": "partly", "asked_in": "02_respect"}
    assert [head.id for head in context.kept.heads(ONE.id, case="ms_perez")] == [second.id]


def test_in_its_own_notebook_an_answer_stands_after_the_card_was_asked_elsewhere(session, context):
    answer(session("01_equity"), "first", "had")
    answer(session("02_respect"), "second", "missed")
    stands = send(session("01_equity"), "open")["heads"]
    assert [head["value"] for head in stands] == [{"answer": "first", "recall": "had"}]
    again = answer(session("01_equity"), "third", "had")["heads"]
    assert [head["value"]["answer"] for head in again] == ["third"]
    assert [head.value["answer"] for head in context.kept.heads(ONE.id, case="ms_perez")] == ["third"]
    assert send(session("02_respect"), "open")["heads"][0]["value"]["answer"] == "second"


def test_an_answer_that_does_not_say_where_it_was_asked_was_asked_first(session, context):
    context.kept.save(
        ONE.id, {"answer": "old", "recall": "had"}, case="ms_perez", item_hash="hash", parent=None
    )
    assert send(session("01_equity"), "open")["heads"][0]["value"] == {"answer": "old", "recall": "had"}
    assert send(session("02_respect"), "open")["heads"] == []


def test_done_pressed_twice_is_one_line(session, context):
    here = session("02_respect")
    answer(here, "same", "had")
    answer(here, "same", "had")
    assert len(context.kept.lines) == 1


def test_a_draft_belongs_to_the_notebook_it_was_typed_in(session):
    assert send(session("01_equity"), "draft", value={"answer": "half a"})["at"]
    assert send(session("01_equity"), "open")["draft"]["value"] == {"answer": "half a"}
    assert send(session("02_respect"), "open")["draft"] is None


def test_a_draft_of_another_notebook_is_put_down_as_an_answer_not_lost(session, context):
    send(session("01_equity"), "draft", value={"answer": "half a"})
    send(session("02_respect"), "draft", value={"answer": "new"})
    assert [head["value"] for head in send(session("01_equity"), "open")["heads"]] == [{"answer": "half a"}]
    answer(session("02_respect"), "new", "had")
    assert [line.value["answer"] for line in context.kept.lines] == ["half a", "new"]
    assert len(context.kept.heads(ONE.id, case="ms_perez")) == 1


def test_answers_of_two_computers_are_both_kept_and_the_next_one_follows_both(session, context):
    for words in ("kitchen", "staff room"):
        value = {"answer": words, "recall": "missed", "asked_in": "01_equity"}
        context.kept.save(ONE.id, value, case="ms_perez", item_hash="hash", parent=None)
    assert [h["value"]["answer"] for h in send(session("01_equity"), "open")["heads"]] == ["staff room"]
    assert send(session("02_respect"), "open")["heads"] == []
    answer(session("02_respect"), "now", "had")
    assert [head.value["answer"] for head in context.kept.heads(ONE.id, case="ms_perez")] == ["now"]
    assert {"kitchen", "staff room"} <= {line.value["answer"] for line in context.kept.lines}


def asked(context, items, here):
    return [item.id for item in cards_for(context.kept.responses(), items, here, NOTEBOOKS)]


def test_four_cards_at_most_and_the_same_ones_on_reopening(session, context):
    many = [card(f"n{n}") for n in range(8)]
    ids = [item.id for item in many]
    assert asked(context, many, "01_equity") == ids[:4]
    answer(session("01_equity", *many), "?", "missed", many[2])
    answer(session("01_equity", *many), "yes", "had", many[0])
    assert asked(context, many, "01_equity") == ids[:4]


def test_a_missed_card_comes_back_until_it_is_had(session, context):
    many = [card(f"n{n}") for n in range(6)]
    answer(session("01_equity", *many), "?", "missed", many[5])
    answer(session("01_equity", *many), "nearly", "partly", many[0])
    assert many[5].id in asked(context, many, "02_respect")
    assert many[0].id not in asked(context, many, "02_respect")
    answer(session("02_respect", *many), "?", "missed", many[5])
    assert many[5].id in asked(context, many, "03_communication")
    answer(session("03_communication", *many), "yes", "had", many[5])
    # It was asked there, and stands there; it is not asked on.
    assert many[5].id in asked(context, many, "03_communication")
    assert many[5].id not in asked(context, many, "04_advocacy")
    assert send(session("03_communication", *many), "open", many[5])["heads"][0]["value"]["recall"] == "had"


def test_most_cards_are_of_the_notebook_before_and_one_is_older(context):
    old, new = [card(f"o{n}") for n in range(6)], [card(f"n{n}", "01_equity") for n in range(6)]
    assert asked(context, [*old, *new], "02_respect") == [*(item.id for item in new[:3]), old[0].id]


def test_where_every_card_was_had_some_come_all_the_same(session, context):
    for item in (ONE, TWO):
        answer(session("01_equity"), "yes", "had", item)
    assert asked(context, [ONE, TWO], "02_respect") == [ONE.id, TWO.id]


def test_no_notebook_asks_what_is_still_to_be_read(context):
    assert asked(context, [ONE, LATER], "01_equity") == [ONE.id]
    assert asked(context, [ONE, LATER], "00_start_here") == []


def test_no_answer_is_in_the_spec_or_on_paper(session):
    answer(session("01_equity"), "marker-5512", "missed")
    parts = cards(session("01_equity"), [ONE])
    assert "marker" not in str(parts.spec) + parts.paper
