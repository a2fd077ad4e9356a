"""The bank of comments: the course's own entries, markers' own, counts of use, out and in as CSV."""

from __future__ import annotations

import stat
import subprocess
import sys

import pytest

pytest.importorskip("nbgrader")

from kit.content import compiled
from kit.grading.comment_bank import (
    FILE,
    QUOTE,
    add_entry,
    entries_for,
    filled,
    note_use,
    quotes,
    read_bank,
    unfilled,
)
from kit.spreadsheet import TableFault, read_csv

OWN = "=Who else was there? María…"


def texts(root, criterion="event", level=2):
    return [one.text for one in entries_for(root, criterion, level)]


def test_the_course_has_an_entry_for_each_criterion_and_level_and_some_with_a_place_for_words(tmp_path):
    bank = read_bank(tmp_path)
    rubric = compiled().rubric
    wanted = {
        (one.id, level)
        for kind in ("reflection", "plan")
        for one in rubric.criteria_of(kind)
        for level in range(4)
    }
    assert {(one.criterion, one.level) for one in bank} == wanted
    assert any(QUOTE in one.text for one in bank)
    assert not any(one.own or one.uses for one in bank)
    assert not (tmp_path / FILE).exists()


def test_what_is_used_most_comes_first_and_the_count_can_be_taken_back(tmp_path):
    first, second = texts(tmp_path)
    note_use(tmp_path, "event", 2, second)
    assert texts(tmp_path) == [second, first]
    note_use(tmp_path, "event", 2, second, uses=-1)
    note_use(tmp_path, "event", 2, "Not in the bank.")
    assert texts(tmp_path) == [first, second]
    assert read_csv(tmp_path / FILE).rows == ()


def test_own_entries_stand_beside_the_courses_for_their_owner_alone(tmp_path):
    first = texts(tmp_path)[0]
    for text in (f" {OWN}\n", OWN, first):
        add_entry(tmp_path, "event", 2, text)
    assert [one.text for one in read_bank(tmp_path) if one.own] == [OWN]
    note_use(tmp_path, "event", 2, OWN)
    assert texts(tmp_path)[:2] == [OWN, first]
    assert len(texts(tmp_path)) == 3
    assert texts(tmp_path, level=1) == texts(tmp_path / "other", level=1)
    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600
    # No spreadsheet takes it for a formula.
    assert f"'{OWN}" in (tmp_path / FILE).read_text("utf-8-sig")


def test_the_table_goes_to_another_course_as_a_copy(tmp_path):
    there, here = tmp_path / "there", tmp_path / "here"
    there.mkdir(), here.mkdir()
    add_entry(there, "event", 2, OWN)
    note_use(there, "event", 2, OWN, uses=3)
    note_use(there, "event", 0, texts(there, level=0)[1], uses=2)
    (here / FILE).write_bytes((there / FILE).read_bytes())
    assert read_bank(here) == read_bank(there)


def test_a_table_of_three_columns_from_a_spreadsheet_is_enough(tmp_path):
    (tmp_path / FILE).write_bytes("Level;Criterion;Text\n3;action;Qué bien.\n".encode("cp1252"))
    assert texts(tmp_path, "action", 3)[-1] == "Qué bien."
    add_entry(tmp_path, "event", 2, OWN)
    assert texts(tmp_path, "action", 3)[-1] == "Qué bien."


@pytest.mark.parametrize(
    "row",
    [
        "spelling,2,Mind the gap.,,",
        "event,4,Mind the gap.,,",
        "event,2.5,Mind the gap.,,",
        "event,2,,,",
        "event,2,Mind the gap.,-1,",
    ],
)
def test_a_row_that_is_no_entry_is_named_and_the_table_stays_as_it_is(tmp_path, row):
    table = f"criterion,level,text,uses,own\nevent,2,Good.,,\n{row}\n"
    (tmp_path / FILE).write_text(table, encoding="utf-8")
    with pytest.raises(TableFault, match="row 3"):
        read_bank(tmp_path)
    with pytest.raises(TableFault, match="row 3"):
        add_entry(tmp_path, "event", 2, "New.")
    assert (tmp_path / FILE).read_text("utf-8") == table


def test_only_the_place_for_words_is_filled(tmp_path):
    entry = 'You write "{quote}" and {name}.'
    assert filled(entry, "{x}  \n y") == 'You write "{x} y" and {name}.'
    assert len(filled(QUOTE, "x" * 900)) < 200


@pytest.mark.parametrize(
    "quote", ["quote", "She said\n Thursday.", "Why?", "mind", "so (it) goes " * 20, "\\1 {x}"]
)
def test_what_was_filled_in_is_taken_out_again(quote):
    entry = f'You write "{QUOTE}" and ask yourself: how?'
    stop = "." if quote.endswith(".") else ""
    assert unfilled(filled(entry, quote), quote) == entry.replace(QUOTE, QUOTE + stop)
    assert unfilled(f"({quote.strip()})", quote).startswith(f"({QUOTE}")


def test_eight_words_in_a_row_are_a_quote_with_any_marks_between_them():
    text = "One, two — three. “Four” five\nsix; SÉVEN eight nine."
    assert quotes("three four five six seven eight nine", text) is False
    assert quotes("Two three four, five six séven: eight Nine?", text) is True
    assert quotes(f"one two three four {QUOTE} five six seven eight", text) is False
    assert quotes("", text) is quotes("one two", "") is False


COUNTS = """
import sys
from pathlib import Path
from kit.grading.comment_bank import note_use, add_entry
for n in range(15):
    note_use(Path(sys.argv[1]), "event", 2, sys.argv[2])
    add_entry(Path(sys.argv[1]), "event", 2, f"{sys.argv[3]} {n}")
"""


def test_two_desks_on_one_course_lose_nothing(tmp_path):
    first = texts(tmp_path)[0]
    desks = [
        subprocess.Popen([sys.executable, "-c", COUNTS, tmp_path, first, name]) for name in ("ana", "ben")
    ]
    assert [desk.wait(120) for desk in desks] == [0, 0]
    found = entries_for(tmp_path, "event", 2)
    assert (found[0].text, found[0].uses) == (first, 30)
    assert sum(one.own for one in found) == 30
