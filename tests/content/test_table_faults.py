"""A table that nobody could fill in, or that would lose words, is told by line; a sound one reads well."""

from __future__ import annotations

import pytest

from kit.content import item_hash
from kit.content.checking import load
from kit.content.content_lock import ids_of
from kit.content.earlier import earlier, kept_wordings
from kit.content.table_text import cells, gone, lines, written
from kit.model import Fault, Item

ITEMS = "case_studies/ms_novak/items.yaml"
DEMO = "case_studies/demo/short_texts.yaml"
NEXT = "  - id: respect.reflection\n"
"""The item after the table."""

ANSWER = {
    "rows": [
        {"row": "own.1", "cells": {"school": "I send\nthe notes first."}},
        {"row": "ride", "cells": {"school": "We meet by phone.", "asked": True, "starts": "me"}},
    ]
}


def another(**parts):
    """An item to put before `NEXT`: a table of the given parts."""
    said = "".join(f"    {name}: {part}\n" for name, part in parts.items())
    return f"  - id: meeting.again\n    kind: table\n    title: And now?\n{said}"


@pytest.fixture
def table(course):
    return load(course.root).cases["ms_novak"].item("respect.helps")


def test_the_small_course_has_a_sound_one(course):
    assert course.faults() == []


@pytest.mark.parametrize(
    ("old", "new", "code", "facts"),
    [
        ("id: asked, label", "id: school, label", "repeated", {"name": "school"}),
        ("id: forms, text", "id: ride, text", "repeated", {"name": "ride"}),
        ("id: team, label", "id: me, label", "repeated", {"name": "me"}),
        (
            "cells: {starts: The",
            "cells: {begins: The",
            "table_cell",
            {"row": "forms", "column": "begins", "known": ("asked", "school", "starts")},
        ),
        (
            "cells: {starts: The office}",
            "cells: {starts: A, asked: B, school: C}",
            "table_full",
            {"item": "respect.helps", "row": "forms"},
        ),
    ],
)
def test_ids_and_cells(only, old, new, code, facts):
    only(ITEMS, old, new, f"content.{code}", **facts)


def test_a_choice_without_options(only):
    options = "options: [{id: me, label: I do}, {id: team, label: The team}]"
    only(ITEMS, options, "options: []", "content.rule", says="column 'starts' is a choice")


def test_options_without_a_choice(only):
    only(
        ITEMS,
        "starts, input: choice",
        "starts, input: text",
        "content.rule",
        says="column 'starts' has options and isn't a choice; write input:",
    )


def test_more_rows_asked_than_there_are(only):
    facts = {"item": "respect.helps", "least": 4, "room": 3}
    only(ITEMS, "least: 2\n    add: 1", "least: 4\n    add: 1", "content.table_rows", at=-6, **facts)


def test_a_table_without_columns(course):
    line = course.edit(ITEMS, NEXT, another(add=2) + NEXT)
    assert Fault(ITEMS, line, "content.table_columns", item="meeting.again") in course.faults()


def test_parts_of_a_table_where_there_is_none(only):
    only(
        ITEMS,
        "    title: One if–then plan\n",
        "    title: One if–then plan\n    live: cautions\n",
        "content.item_part",
        item="respect.plan",
        kind="plan",
        part="live",
        right="table",
        at=1,
    )


@pytest.mark.parametrize(
    ("parts", "code", "facts"),
    [
        ({"like": "respect.plan"}, "like", {"like": "respect.plan"}),
        ({"like": "meeting.again"}, "like", {"like": "meeting.again"}),
        (
            {"like": "respect.helps", "add": 2},
            "own_form",
            {"item": "meeting.again", "like": "respect.helps", "part": "add"},
        ),
        ({"starts_from": "respect.plan"}, "earlier", {"first": "respect.plan"}),
        ({"starts_from": "meeting.again"}, "earlier", {"first": "meeting.again"}),
        (
            {"starts_from": "respect.helps", "columns": "[{id: school, label: School}]", "add": 1},
            "lost",
            {"item": "meeting.again", "first": "respect.helps", "lost": "asked", "part": "columns"},
        ),
        (
            {"starts_from": "respect.helps", "columns": "[{id: school, label: School}]", "add": 1},
            "lost",
            {"item": "meeting.again", "first": "respect.helps", "lost": "ride", "part": "rows"},
        ),
        (
            {"starts_from": "respect.helps", "columns": "[{id: a, label: A}]", "rows": "[{id: a, text: A}]"},
            "add",
            {"item": "meeting.again", "first": "respect.helps", "add": 1},
        ),
    ],
)
def test_forms_and_words_of_another_table(course, parts, code, facts):
    course.edit(ITEMS, NEXT, another(**parts) + NEXT)
    assert len(course.told(f"content.table_{code}", **facts)) == 1, course.faults()


def test_a_form_that_comes_from_a_form(course):
    course.edit(ITEMS, NEXT, another(like="respect.helps") + NEXT)
    course.edit(
        ITEMS, NEXT, another(like="meeting.again").replace("meeting.again\n", "meeting.third\n", 1) + NEXT
    )
    assert len(course.told("content.table_like_like", like="meeting.again")) == 1


def test_private_words_can_not_go_on_in_a_table_that_is_always_shared(course):
    course.edit(ITEMS, "    kind: table\n", "    kind: table\n    lane: private\n")
    course.edit(ITEMS, NEXT, another(starts_from="respect.helps", lane_open="false") + NEXT)
    facts = {"first": "respect.helps", "item": "meeting.again"}
    assert len(course.told("content.table_private", **facts)) == 1


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("row: ride", "row: rides", "content.sample_table"),
        ("        - {row: own.1, cells: {school: I send the notes first.}}\n", "", "content.sample_rows"),
    ],
)
def test_a_made_up_answer_that_is_none(course, old, new, code):
    course.edit(DEMO, old, new)
    assert [file for file, _ in course.told(code, item="respect.helps")] == [DEMO]


def test_the_same_form_again_is_empty_and_explains_nothing(course, table):
    course.edit(ITEMS, NEXT, another(like="respect.helps", least=1) + NEXT)
    again = load(course.root).cases["ms_novak"].item("meeting.again")
    assert (again.columns, again.add, again.least, again.like) == (table.columns, 1, 1, None)
    assert [row.explain for row in again.rows] == [None, None]
    assert again.rows[1].cells == {"starts": "The office"}


def test_an_answer_reads_in_the_words_of_its_table(table):
    assert lines(table, ANSWER) == (
        "Getting there. The school's part: We meet by phone.; I asked her; Who starts: I do",
        "The school's part: I send the notes first.",
    )
    assert cells(table, ANSWER) == (
        ("", "The school's part", "I asked her", "Who starts"),
        ("Getting there", "We meet by phone.", "✓", "I do"),
        ("", "I send\nthe notes first.", "", ""),
    )
    assert len(written(table, ANSWER).split()) == 9
    assert lines(table, "no table") is None


def test_an_answer_of_an_earlier_edition_keeps_its_words(course, table, tmp_path, monkeypatch):
    content = load(course.root)
    (tmp_path / "kit" / "_compiled").mkdir(parents=True)
    (tmp_path / "kit/_compiled/wordings.json").write_bytes(kept_wordings(tmp_path, content))
    monkeypatch.setattr("kit.content.earlier.files", lambda _package: tmp_path / "kit")
    kept = earlier.__wrapped__()[item_hash(table)]
    today = table.model_copy(update={"rows": table.rows[1:], "columns": table.columns[:2]})
    assert gone(today, kept, ANSWER) == [
        "Getting there. The school's part: We meet by phone.; I asked her; Who starts: I do"
    ]
    assert lines(kept, ANSWER) == lines(table, ANSWER)


def test_what_a_table_lends_or_says_while_one_writes_changes_no_hash(table):
    said = {"live": "cautions", "starts_from": "a.b"}
    assert item_hash(table.model_copy(update=said)) == item_hash(table)
    assert item_hash(table.model_copy(update={"rows": ()})) != item_hash(table)
    prose = Item(id="a.b", kind="prose", title="What now?")
    assert item_hash(prose.model_copy(update={"add": 3})) == item_hash(prose)


def test_every_part_of_an_answer_is_locked(course):
    ids = ids_of(load(course.root))
    here = "ms_novak/respect.helps"
    assert ids[here] == "table"
    assert ids[f"{here}/ride"] == "row"
    assert ids[f"{here}/column:starts"] == "column"
    assert ids[f"{here}/column:starts/me"] == "option"
