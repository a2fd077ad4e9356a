"""A table: what is refused of it, what comes from an earlier one, and a sheet to write on."""

from __future__ import annotations

import pytest
from seeing_page import ask

from kit.content import item_hash
from kit.content.table_text import cells
from kit.forms.paper import Paper
from kit.forms.questions import look_back
from kit.forms.tables import TableSession, table

HELPS = "equity.helps"
ONE = {"row": "ride", "cells": {"school": "marker-3301"}}
TWO = {"rows": [ONE, {"row": "own.1", "cells": {"sure": True}}]}


@pytest.fixture
def item(items):
    return items[HELPS]


def send(form, type, **more):
    return ask(form.handlers, form.context.words, type, **more)


def done(form, item, value, lane="shared"):
    return send(form, "done", item=item.id, value=value, lane=lane, parent=None)


def test_done_asks_for_rows_that_say_something(context, item):
    form = table(TableSession(context, [item]), item)
    assert done(form, item, {"rows": [ONE]})["code"] == "table.least"
    blank = {"row": "words", "cells": {"her": " "}}
    assert done(form, item, {"rows": [ONE, blank]})["code"] == "table.least"
    assert context.kept is None or context.kept.lines == []
    assert done(form, item, TWO)["ok"]
    assert [line.value for line in context.kept.lines] == [TWO]
    assert "marker-3301" not in str(form.spec)


@pytest.mark.parametrize(
    "value", ["text", {"rows": "ride"}, {"rows": [{"row": "a.b", "cells": {}}]}, {"rows": [{"row": "ride"}]}]
)
def test_what_is_no_table_is_refused(context, item, value):
    form = table(TableSession(context, [item]), item)
    assert done(form, item, value)["code"] == "form.malformed"


def test_a_draft_may_have_one_row(context, item):
    form = table(TableSession(context, [item]), item)
    assert send(form, "draft", item=item.id, value={"rows": TWO["rows"][:1]}, lane="shared", parent=None)[
        "ok"
    ]
    assert send(form, "open")["answers"][HELPS]["draft"]["value"] == {"rows": TWO["rows"][:1]}


def test_what_the_table_no_longer_asks_is_told(context, item):
    form = table(TableSession(context, [item]), item)
    done(form, item, TWO)
    later = item.model_copy(update={"rows": item.rows[1:]})
    form = table(TableSession(context, [later]), later)
    (head,) = send(form, "open")["answers"][HELPS]["heads"]
    assert (head["value"], head["gone"]) == (TWO, ["ride. The school's part: marker-3301"])


def test_a_table_opens_with_the_finished_words_of_another(context, item):
    again = item.model_copy(update={"id": "equity.helps_now", "starts_from": HELPS})
    first = table(TableSession(context, [item]), item)
    form = table(TableSession(context, [again]), again, item)
    assert send(form, "earlier")["heads"] == []
    done(first, item, TWO, "private")
    (head,) = send(form, "earlier")["heads"]
    assert (head["value"], head["lane"]) == (TWO, "private")
    assert form.spec["items"][0]["startsFrom"] == "Who could move what?"
    assert "marker-3301" not in str(form.spec) + form.paper


def test_an_earlier_text_comes_up_beside_a_table_once_it_is_done(context, item, items):
    thought = items["equity.first_thought"]
    context.journal().save(thought.id, "marker-first", case=context.case, lane="private", item_hash="0" * 16)
    session = TableSession(context, [item])
    form = look_back(session, item, thought, table(session, item))
    assert send(form, "earlier")["waits"]
    assert done(form, item, {"rows": [ONE]})["code"] == "table.least"
    assert done(form, item, TWO)["ok"]
    (head,) = send(form, "earlier")["heads"]
    assert head["value"] == "marker-first"
    assert form.spec["items"][0]["columns"]
    assert "marker" not in str(form.spec) + form.paper


def test_an_answer_that_was_finished_twice_begins_nothing(context, item):
    done(table(TableSession(context, [item]), item), item, TWO)
    context.kept.save(
        item.id, {"rows": TWO["rows"][::-1]}, case=context.case, item_hash="x", lane="shared", parent=None
    )
    again = item.model_copy(update={"id": "equity.helps_now"})
    assert send(table(TableSession(context, [again]), again, item), "earlier")["heads"] == []


def test_a_sheet_has_a_cell_for_everything_and_what_is_given(context, item):
    sheet = Paper(table(TableSession(context, [item]), item).paper)
    html = sheet._repr_html_()
    assert html.count("<tr>") == 1 + 2 + 2
    assert html.count('<td style="border') == 1 + 4 * 5
    assert "The office has them translated." in html
    assert html.count("☐ I do<br>☐ The team") == 4
    assert "What could we move?" in html
    assert "A meeting by phone" not in html, "what is explained comes after Done"
    assert html.index("Getting to school") < html.index("Forms in English alone")
    upward = item.model_copy(update={"look": "ladder"})
    html = table(TableSession(context, [upward]), upward).paper
    assert html.index("Forms in English alone") < html.index("Getting to school"), "the first is at the foot"
    # So it reads in the workbook, too.
    assert [row[0] for row in cells(upward, TWO)[1:]] == [row[0] for row in cells(item, TWO)[:0:-1]]


def test_columns_that_are_written_in_are_as_wide_as_each_other_on_paper(context, item):
    def paper(*inputs):
        columns = tuple(
            one.model_copy(update={"input": input, "options": ()})
            for one, input in zip(item.columns, inputs, strict=False)
        )
        asked = item.model_copy(update={"columns": columns})
        return table(TableSession(context, [asked]), asked).paper

    assert "table-layout:fixed" in paper("text", "date")
    assert "table-layout:fixed" not in paper("text", "tick")


def test_the_words_of_an_author_are_escaped(context, item):
    bad = item.model_copy(
        update={"columns": tuple(c.model_copy(update={"label": "<b>x</b>"}) for c in item.columns)}
    )
    form = table(TableSession(context, [bad]), bad)
    assert "<b>" not in form.paper
    assert "&lt;b&gt;" in form.spec["items"][0]["columns"][0]["label"]


def test_a_saved_table_knows_its_wording(context, item):
    done(table(TableSession(context, [item]), item), item, TWO)
    assert context.kept.lines[0].item_hash == item_hash(item)


def test_a_note_is_looked_at_only_where_the_author_wants_it(context, item, items, monkeypatch):
    plain = table(TableSession(context, [item]), item)
    assert send(plain, "note", text="He is lazy.")["code"] == "form.older"
    rungs = items["equity.rungs"]
    form = table(TableSession(context, [rungs]), rungs)
    assert send(form, "note", text="He is lazy.")["caution"].startswith("This names what somebody lacks")
    assert send(form, "note", text="He read for ten minutes.")["caution"] == ""
    assert send(form, "note", text=3)["code"] == "form.malformed"
    monkeypatch.setenv("KIT_READING", "off")
    assert table(TableSession(context, [rungs]), rungs).spec["items"][0]["live"] is False


def test_a_sheet_of_panels_has_room_for_all_entries(context, items):
    panels = items["equity.map"]
    html = table(TableSession(context, [panels]), panels).paper
    assert html.count("<tr>") == 1 + 2, "four entries in rows of three"
