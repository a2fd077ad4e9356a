"""Retrieval cards over several notebooks: they start empty in each, and every answer stays in the journal."""

from __future__ import annotations

import pytest

from kit.forms.cards import CardSession, cards, missed_before, missed_cards
from kit.forms.messages import reply_to
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
    message = {"type": type, "item": item.id, "lane": "shared", "parent": None, **more}
    reply = reply_to(session.handlers, message, session.context.words)
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


def missed(context, items, here):
    return [item.id for item in missed_before(context.kept.responses(), items, here, NOTEBOOKS)]


def test_a_missed_card_comes_back_after_its_two_notebooks_until_it_is_had(session, context):
    answer(session("01_equity"), "?", "missed")
    answer(session("01_equity"), "nearly", "partly", TWO)
    assert missed(context, [ONE, TWO], "01_equity") == []
    assert missed(context, [ONE, TWO], "02_respect") == []
    assert missed(context, [ONE, TWO], "03_communication") == [ONE.id]
    answer(session("03_communication"), "?", "missed")
    assert missed(context, [ONE, TWO], "04_advocacy") == [ONE.id]
    answer(session("04_advocacy"), "yes", "had")
    assert missed(context, [ONE, TWO], "04_advocacy") == [ONE.id]
    assert [h["value"]["recall"] for h in send(session("04_advocacy"), "open")["heads"]] == ["had"]


def test_a_card_that_was_had_the_second_time_does_not_come_back(session, context):
    answer(session("01_equity"), "?", "missed")
    answer(session("02_respect"), "yes", "had")
    assert missed(context, [ONE], "03_communication") == []


def test_a_card_of_this_notebooks_own_sets_is_not_asked_twice_in_it(session, context):
    answer(session("02_respect", LATER), "?", "missed", LATER)
    assert missed(context, [LATER], "03_communication") == []
    assert missed(context, [LATER], "04_advocacy") == [LATER.id]


def test_at_most_six_come_back_and_the_same_ones_on_reopening(session, context):
    many = [card(f"n{n}") for n in range(8)]
    for item in many:
        answer(session("01_equity", *many), "?", "missed", item)
    first_six = [item.id for item in many[:6]]
    assert missed(context, many, "03_communication") == first_six
    answer(session("03_communication", *many), "yes", "had", many[2])
    assert missed(context, many, "03_communication") == first_six
    assert missed(context, many, "04_advocacy") == [item.id for item in (*many[:2], *many[3:7])]


def test_an_answer_stands_in_its_notebook_though_the_card_was_had_elsewhere_since(session, context):
    many = [card(f"n{n}") for n in range(8)]
    for item in many:
        answer(session("01_equity", *many), "?", "missed", item)
    answer(session("03_communication", *many), "?", "missed", many[2])
    answer(session("02_respect", *many), "yes", "had", many[2])
    still = missed(context, many, "03_communication")
    assert many[2].id in still
    assert len(still) == 6
    assert many[2].id not in missed(context, many, "04_advocacy")


def test_where_none_was_missed_there_is_nothing_not_even_a_heading(session):
    parts = missed_cards(session("03_communication"), [])
    assert parts.spec["items"] == []
    assert (parts.spec["lead"], parts.paper) == (None, "")


def test_missed_cards_say_why_they_are_here_on_the_screen_and_on_paper(session):
    parts = missed_cards(session("03_communication"), [ONE])
    assert parts.spec["lead"]["title"] == "Missed before"
    assert "Missed before" in parts.paper
    assert "What of one?" in parts.paper
    assert "The answer to one." in parts.paper


def test_no_answer_is_in_the_spec_or_on_paper(session):
    answer(session("01_equity"), "marker-5512", "missed")
    for parts in (cards(session("01_equity"), [ONE]), missed_cards(session("03_communication"), [ONE])):
        assert "marker" not in str(parts.spec) + parts.paper
