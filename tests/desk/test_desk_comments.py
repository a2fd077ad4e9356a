"""Comments at the desk's server: kept once, found again, taken back among the levels; hostile words."""

from __future__ import annotations

import re
from importlib.resources import files

import make_submissions as make
import pytest
from desk_course import hand_in, served
from ulid import ULID

from kit.desk import Desk, Sitting
from kit.desk.comments import ROUTES
from kit.grading.comment_bank import QUOTE, add_entry, entries_for, note_use
from kit.ratings import open_ratings
from kit.ratings.comments import Comments
from kit.reading.lexicon import word_list


@pytest.fixture
def code(desk):
    return desk.code_of["amy"]


def sent(desk, code, **more):
    words = {"kind": "passage", "text": "How do you know?", "start": 14, "end": 35}
    return {"id": str(ULID()), "code": code, "revision": desk.text(code).revision, **words, **more}


def kept(desk):
    return Comments(desk.marks.ratings.database).standing("equity")


def test_a_comment_is_on_disk_when_the_server_answers_and_once_however_often_it_is_sent(server, desk, code):
    one = sent(desk, code)
    for _ in range(2):
        reply = server.ask("api/comment", one)
        assert reply.status == 200
    (found,) = reply.json["comments"]
    (row,) = kept(desk)
    assert (row.id, row.learner, row.rater) == (one["id"], "amy", "ana")
    assert row.quote == desk.text(code).text[14:35] == found["quote"]
    assert server.ask(f"api/comments/{code}").json["comments"] == [found]


def test_every_address_asks_for_the_token(server):
    for pattern, _ in ROUTES:
        path = pattern.replace(r"(\w+)", "XXXX").lstrip("/")
        for token in ("", "wrong"):
            for method in ("GET", "POST"):
                assert server.ask(path, b"{}", method=method, token=token.encode()).status == 403


def test_what_is_no_comment_is_refused_and_changes_nothing(server, desk, code):
    other = str(ULID())
    for wrong, status in (
        ({"text": f"You write {QUOTE}."}, 409),
        ({"text": " "}, 409),
        ({"start": 9, "end": 9}, 409),
        ({"kind": "criterion", "criterion": "spelling", "start": None, "end": None}, 404),
        ({"revision": other}, 409),
        ({"code": "XXXX"}, 404),
        ({"id": "short"}, 409),
        ({"more": 1}, 400),
    ):
        reply = server.ask("api/comment", sent(desk, code) | wrong)
        assert reply.status == status, wrong
        if status != 400:
            assert reply.json["sentence"].count("\n") == 0
    assert kept(desk) == []
    # The words of a passage are chosen again in the new text; anything else is saved as it is.
    for kind, key in (("passage", "K"), ("closing", "Enter")):
        place = {} if kind == "passage" else {"start": None, "end": None}
        refused = server.ask("api/comment", sent(desk, code, kind=kind, **place) | {"revision": other})
        assert f"press {key}" in refused.json["sentence"]


def test_changed_and_withdrawn_comments_and_levels_are_taken_back_in_turn(server, desk, code):
    first = sent(desk, code)
    server.ask("api/comment", first)
    revision = first["revision"]
    level = {"code": code, "criterion": "event", "level": 2, "revision": revision}
    assert server.ask("api/level", level).status == 200
    changed = sent(desk, code, text="And how do you know?", replaces=first["id"])
    server.ask("api/comment", changed)
    assert server.ask("api/comment/withdraw", {"code": code, "id": changed["id"]}).json["comments"] == []
    assert server.ask("api/comment/withdraw", {"code": code, "id": changed["id"]}).status == 200
    said = []
    for _ in range(5):
        undone = server.ask("api/undo", {}).json
        said.append(([one.text for one in kept(desk)], undone.get("criterion"), bool(undone)))
    assert said == [
        (["And how do you know?"], None, True),
        (["How do you know?"], None, True),
        (["How do you know?"], "event", True),
        ([], None, True),
        ([], None, False),
    ]


def test_in_a_revised_text_a_comment_is_found_by_its_words_or_has_no_place(server, desk, code, course):
    text = desk.text(code).text
    server.ask("api/comment", sent(desk, code))
    server.ask("api/comment", sent(desk, code, start=0, end=len(text), text="Thank you."))
    hand_in(course, "amy", f"At last. {text[14:35]} Then I asked.", step="autograded")
    found = {
        one["text"]: (one["start"], one["end"]) for one in server.ask(f"api/comments/{code}").json["comments"]
    }
    assert found == {"How do you know?": (9, 30), "Thank you.": (None, None)}


def test_a_marker_sees_and_changes_nobody_elses(course, code, desk):
    with open_ratings(course) as store:
        ben = Desk(Sitting(course, "equity", rater="ben", blind=True), store)
        with served(ben) as server:
            mine = sent(ben, code, text="Ben's.")
            assert [one["text"] for one in server.ask("api/comment", mine).json["comments"]] == ["Ben's."]
            (row,) = kept(ben)
    with served(desk) as server:
        assert server.ask(f"api/comments/{code}").json["comments"] == []
        taken = server.ask("api/comment", sent(desk, code, text="Ana's.", replaces=row.id))
        assert taken.status == 409
        assert [one.text for one in kept(desk)] == ["Ben's."]


def test_the_bank_has_the_learners_words_in_their_place_and_counts_its_use(server, desk, code, course):
    quote = "I took it for anger"
    found = server.ask("api/bank", {"criterion": "event", "level": 1, "quote": quote}).json["entries"]
    entry = next(one for one in found if QUOTE in one["text"])
    assert f'"{quote}"' in entry["filled"]
    use = {"criterion": "event", "level": 1, "text": entry["text"]}
    server.ask("api/comment", sent(desk, code, text=entry["filled"], criterion="event", entry=use))
    first = server.ask("api/bank", {"criterion": "event", "level": 1}).json["entries"][0]
    assert (first["text"], first["uses"]) == (entry["text"], 1)
    server.ask("api/undo", {})
    assert not any(one.uses for one in entries_for(course, "event", 1))
    own = {
        "kind": "criterion",
        "criterion": "event",
        "start": None,
        "end": None,
        "text": "My own.",
        "to_bank": 1,
    }
    server.ask("api/comment", sent(desk, code) | own)
    assert [one.text for one in entries_for(course, "event", 1) if one.own] == ["My own."]
    assert server.ask("api/bank", {"criterion": "spelling", "level": 1}).status == 404


def own_entries(course):
    return [one.text for one in entries_for(course, "event", 1) if one.own]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ('You write "{}" - what did she say?', f'You write "{QUOTE}" - what did she say?'),
        ('What is "{}" like?\nAgain: {}', f'What is "{QUOTE}" like?\nAgain: {QUOTE}'),
        ("Who else was there?", "Who else was there?"),
    ],
)
def test_where_a_comment_quotes_the_learner_the_bank_keeps_the_place_for_words(
    server, desk, code, course, text, entry
):
    quote = desk.text(code).text[13:].rstrip(".")
    place = {"start": 13, "end": 13 + len(quote)}
    begun = sent(desk, code, criterion="event", to_bank=1, text=text.replace("{}", quote), **place)
    reply = server.ask("api/comment", begun)
    assert (reply.status, reply.json["comments"][0]["text"]) == (200, begun["text"])
    assert own_entries(course) == [entry]


@pytest.mark.attack
def test_the_bank_refuses_eight_words_in_a_row_of_the_learners_text(server, desk, code, course):
    about = {"kind": "criterion", "criterion": "event", "start": None, "end": None, "to_bank": 1}
    refused = sent(desk, code, text="‘i took it for\nANGER, and I’ had: why?") | about
    reply = server.ask("api/comment", refused)
    assert (reply.status, kept(desk), own_entries(course)) == (409, [], [])
    assert reply.json["sentence"] == desk.content.words["desk.comment_not_banked"]
    assert server.ask("api/comment", refused | {"to_bank": None}).status == 200
    seven = sent(desk, code, text="You say that you took it for anger, and I wonder why.") | about
    assert server.ask("api/comment", seven).status == 200
    assert own_entries(course) == [seven["text"]]


def test_one_thing_to_try_begins_at_the_weakest_criterion(server, desk, code, course):
    assert server.ask(f"api/one_thing/{code}").json == {"criterion": None, "text": ""}
    for criterion, level in (("event", 2), ("action", 0), ("strategy", 1)):
        desk.give(code, criterion, level, desk.text(code).revision)
    suggested = server.ask(f"api/one_thing/{code}").json
    action = next(one for one in desk.criteria if one.id == "action")
    assert suggested == {"criterion": "action", "text": action.levels[0].try_next}
    add_entry(course, "action", 0, "Ask her on Monday.")
    note_use(course, "action", 0, "Ask her on Monday.")
    assert server.ask(f"api/one_thing/{code}").json["text"] == "Ask her on Monday."


def test_words_that_mean_harm_are_kept_as_they_are(server, desk, code):
    for text in (make.HOSTILE, "\u202etxet\u202c \x1b[2J", "=cmd|' /C calc'!A0", "{x} ${7*7}"):
        reply = server.ask("api/comment", sent(desk, code, text=text))
        assert reply.status == 200
        assert reply.json["comments"][-1]["text"] == text.strip()


def test_the_page_knows_the_short_forms_that_the_reader_knows():
    script = (files("kit") / "static/desk/comments_text.js").read_text(encoding="utf-8")
    always = re.search(r'SHORT = new Set\("([^"]*)"', script)[1].split()
    sometimes = re.findall(r'"([^"]*)"', re.search(r"SHORT_OR_END = new Set\((.*)\)", script)[1])
    assert {*always, *sometimes} == set(word_list("abbreviations", "grammar"))
