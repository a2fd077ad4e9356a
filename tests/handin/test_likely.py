"""Words that may tell who somebody is: what is found, what is left alone, how well on texts read by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from scenes.taken import a_scene
from typed import kit

from kit.content import compiled
from kit.handin.checks import rows
from kit.handin.handing import preview
from kit.handin.likely import Likely, known_of, likely_in, told
from kit.handin.likely.answers import typed_in
from kit.handin.likely.known import WORD, bare
from kit.handin.likely.names import names_in
from kit.handin.likely.word_lists import word_list

CASE = compiled().cases["ms_perez"]
KNOWN = known_of(CASE)
HERE = Path(__file__)
READ = json.loads(HERE.with_name("likely_names.json").read_text("utf-8"))
HANDS = HERE.parents[2] / "lab" / "data" / "reading" / "hands"
TITLES = word_list("titles") | word_list("soft_titles")


def found(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.words) for one in likely_in(text, KNOWN, 2026)]


def names(text: str) -> list[str]:
    return [words for kind, words in found(text) if kind == "name"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Mrs. Okafor came with María. Amari was late.", ["Mrs. Okafor", "María", "Amari"]),
        ("I called Mr Nguyen and mrs garcia.", ["Mr Nguyen", "mrs garcia"]),
        ("La señora Okafor habló con doña Carmen de la Cruz.", ["señora Okafor", "doña Carmen de la Cruz"]),
        ("Mi alumno se llama Kaleb; su mamá es Guadalupe Ramírez.", ["Kaleb", "Guadalupe Ramírez"]),
        ("Arlene's grandpa waited. The Feldmans came, and Ji-woo's aunt.", ["Arlene", "Feldmans", "Ji-woo"]),
        ("Dear Mrs. Haile,\nthank you.\nColleen", ["Mrs. Haile", "Colleen"]),
        ("I asked Grace's dad, and I asked Will.", ["Grace", "Will"]),
        ("Maria Perez has Alfredo in class.", ["Maria Perez"]),
    ],
)  # fmt: skip
def test_names_are_found_after_titles_among_given_names_and_in_a_sentence(text, marked):
    assert names(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "Ms. Perez asked about Alfredo's IEP. Alfredo smiled. La Sra. Pérez también.",
        "Mr. Arce sat beside Mr. Ibarra and Ms. Nakamura. Graciela came with her. Ms. Whitfield has Jonah.",
        "On Tuesday, March 3, I wrote in Spanish. In May I will ask. May I? Will you? Hope is no plan.",
        "The Individuals with Disabilities Education Act, FAPE and the 504 plan. Section 504. Head Start.",
        "A Somali family from Puebla, Mexico moved to Lincoln Elementary on Quarry Road in New York.",
        "El lunes 3 de marzo hablé con la mamá. ¿Qué quiere ella? Dijo que no.",
        "I'd said so. They'd laughed. Don't ask Families First. ClassDojo and Google Forms failed.",
        "T. and his aunt came. J.R. did not. Mrs. M. and her two sons.",
        "Respect means that I ask first. Grade-level goals. Thanksgiving break.",
    ],
)
def test_the_cases_people_days_languages_places_and_sentence_beginnings_are_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("Call (512) 555-0142 or 555-0144.", [("phone", "(512) 555-0142"), ("phone", "555-0144")]),
        ("Text 512.555.0143.", [("phone", "512.555.0143")]),
        ("Su número: 33 1234 5678.", [("phone", "33 1234 5678")]),
        ("Mail ana.lopez@school.k12.tx.us.", [("email", "ana.lopez@school.k12.tx.us")]),
        ("She was born on March 14, 2018.", [("birth_date", "March 14, 2018")]),
        ("DOB: 03-14-2018", [("birth_date", "03-14-2018")]),
        ("Nació el 4 de mayo de 2017.", [("birth_date", "4 de mayo de 2017")]),
        ("Her birthday is May 3rd.", [("birth_date", "May 3rd")]),
        ("The form says 3/14/2018.", [("birth_date", "3/14/2018")]),
        ("They live at 412 Maple Street, Apt 3B.", [("address", "412 Maple Street, Apt 3B")]),
        ("Vive en la calle Benito Juárez 14.", [("address", "calle Benito Juárez 14")]),
        ("P.O. Box 12", [("address", "P.O. Box 12")]),
        ("Student ID 48213, state number: TX-448812", [("id", "48213"), ("id", "TX-448812")]),
        ("123-45-6789 and 20231234", [("id", "123-45-6789"), ("id", "20231234")]),
    ],
)  # fmt: skip
def test_numbers_dates_of_birth_and_addresses_are_found_by_their_shape(text, marked):
    assert found(text) == marked


@pytest.mark.parametrize(
    "text",
    [
        "We met on 10/12/2026 at 7:05, and again on March 14, 2026. The next is 2026-11-02.",
        "34 CFR 300.301, 20 U.S.C. 1414, December 3, 2004.",
        "80-150 words, 2,000 families, $1,250,000, room 1204, the 2026-2027 year, grade 4, 412 students.",
        "My birthday was a school day. Born to run. He turned 8 this year.",
        "40 kids on the way, 3 ways to ask, 12 more on the road.",
    ],
)
def test_meetings_laws_hours_and_counts_are_no_numbers_of_somebodys_own(text):
    assert found(text) == []


@pytest.mark.parametrize("group", ["in_view", "second", "third"])
def test_how_many_names_are_found_in_texts_that_were_read_by_hand(group):
    texts = {}
    for file in HANDS.glob("h*.jsonl"):
        texts |= {one["id"]: one["text"] for one in map(json.loads, file.read_text("utf-8").splitlines())}
    right = marked = there = 0
    for id, wanted in READ[group].items():
        said = {bare(word) for one in names_in(texts[id], KNOWN) for word in WORD.findall(one.text)}
        said = {word for word in said if word.lower() not in TITLES}
        right += len(said & set(wanted))
        marked += len(said)
        there += len(wanted)
    assert right / marked >= 0.85
    assert right / there >= 0.85


@pytest.mark.attack
def test_looking_through_a_long_text_of_any_shape_comes_to_an_end():
    for piece in ("a", "1", "Aa ", "Mr. ", "12 Aa ", "born ", "id student ", "Aa-", "Aa's ", "555-0142 "):
        assert len(likely_in(piece * 2000, KNOWN, 2026)) < 5, piece


def test_only_what_was_typed_is_looked_at():
    _, scene, way = a_scene()
    item = CASE.item(f"scene.{scene.id}")
    first, *rest = way["path"]
    typed = {**way, "path": [{**first, "typed": "Is this Mrs. Okafor?"}, *rest], "again": "Hello, Mrs. Tran."}
    assert typed_in(item, typed) == "Is this Mrs. Okafor?"
    plan = {"if": "Amari calls", "then": "I ask", "look_back": "2027-03-01"}
    assert typed_in(CASE.item("equity.plan"), plan) == "Amari calls\nI ask"
    week = next(one for one in CASE.items.items if one.kind == "schedule")
    offered = {"asked": [], "options": [{"day": "tue", "from": "15:30", "how": "At Mrs. Tran's"}]}
    assert typed_in(week, offered) == "At Mrs. Tran's"
    table = next(one for one in CASE.items.items if one.kind == "table" and one.columns)
    written = next(one.id for one in table.columns if one.input == "text")
    rows_of = {"rows": [{"row": "own.1", "cells": {written: "Mrs. Okafor"}}]}
    assert typed_in(table, rows_of) == "Mrs. Okafor"
    choice = next(one for one in CASE.items.items if one.kind == "choice")
    assert typed_in(choice, "Mrs. Okafor") == ""
    assert typed_in(CASE.item("equity.reflection"), {"odd": "Mrs. Okafor"}) == ""


def test_what_goes_names_the_words_beside_its_row_and_nothing_is_held_back(learner):
    ana = learner("course", "ana")
    ana.done("equity.reflection", "Amari's mother said 555-0142.")
    ana.done("equity.today", "Nothing here. Ms. Perez decides.")
    ana.done("equity.habit", "PRIVATE Mrs. Okafor")
    there = preview(ana.folder, "equity")
    shown = {row.id: [one.words for one in row.likely] for row in rows(CASE, there)}
    assert shown["equity.reflection"] == ["Amari", "555-0142"]
    assert shown["equity.today"] == shown["equity.habit"] == []
    assert len(there.included) == 2
    done = kit("handin", "equity", "--workspace", ana.folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "May tell who somebody is: “Amari” (a name) · “555-0142” (a phone number)" in done.stdout
    assert done.stdout.count("May tell who somebody is") == 1
    assert "It may miss some" in done.stdout
    assert "Okafor" not in done.stdout
    every = kit("handin", "--all", "--workspace", ana.folder).stdout
    assert "“Amari” (a name)" in every
    assert "Okafor" not in every


def test_where_nothing_is_marked_nothing_is_said(learner):
    ana = learner("course", "ana")
    ana.done("equity.reflection", "Her aunt said so. Ms. Perez decides.")
    assert "who somebody is" not in kit("handin", "equity", "--workspace", ana.folder).stdout


def test_of_many_words_a_few_are_named():
    many = [Likely(kind="name", words=f"Amari {n}") for n in range(20)]
    said = told(many, compiled().words)
    assert said.count("a name") == 8
    assert said.endswith("and 12 more")
