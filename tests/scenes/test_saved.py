"""A saved path as prose, also of a scene that has changed since; and what it leaves to later scenes."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from scenes.small_scene import data, scene
from ulid import ULID

from kit.content import compiled
from kit.model import Response
from kit.model.scene_path import path_in
from kit.scenes.graph import mermaid
from kit.scenes.saved import GONE, chosen_before, left_behind, never_found, of_ids, of_path
from kit.scenes.transcript import NEAREST, OWN, YOU

VALUE = {
    "voice": "b",
    "path": [
        {"turn": "hello", "choice": "ask", "typed": "Is six good?"},
        {"turn": "hours", "choice": "promise"},
    ],
    "ending": "named",
}


def told(value, changed=None):
    played = of_path(scene(changed), path_in(value))
    return [(one.who, one.text) for one in played.lines], [(one.who, one.text) for one in played.later]


def test_a_path_is_told_in_order_with_what_was_typed():
    lines, later = told(VALUE)
    assert lines == [
        (None, "It rings."),
        ("ms_novak", "Yes? I am just on my way to the barn."),
        (OWN, "Is six good?"),
        (YOU, "When may I call?"),
        ("ms_novak", "After six, once the animals have eaten."),
        (YOU, "I will ring then."),
        ("ms_novak", "Good. I will have the coffee on the stove."),
    ]
    assert later == [(None, "You rang at six.")]


def test_which_line_she_would_rather_have_heard_is_one_of_three_answers():
    first, *others = VALUE["path"]
    for rather, kept in (("mine", True), ("chosen", True), ("unsure", True), ("hers", False)):
        path = path_in(VALUE | {"path": [first | {"rather": rather}, *others]})
        assert (path is not None and path.path[0].rather == rather) is kept


def test_where_only_own_words_are_said_the_choice_is_what_they_were_nearest_to():
    changed = data()
    changed["turns"]["hello"]["own"] = "only"
    lines, _ = told(VALUE, changed)
    at = lines.index((YOU, "Is six good?"))
    assert lines[at + 1] == (NEAREST, "When may I call?")
    unwritten = VALUE | {"path": [{"turn": "hello", "choice": "ask"}, *VALUE["path"][1:]]}
    assert (YOU, "When may I call?") in told(unwritten, changed)[0]


def test_turns_without_a_choice_are_told_too():
    changed = data()
    changed["turns"]["hello"]["choices"][0]["to"] = "between"
    changed["turns"]["between"] = {"lines": [{"room": "A dog barks."}], "to": "hours"}
    lines, _ = told(VALUE, changed)
    assert (None, "A dog barks.") in lines


@pytest.mark.parametrize(
    ("break_it", "lost"),
    [
        (lambda s: s["turns"].pop("hours"), "hours · promise"),
        (lambda s: s["turns"]["hours"]["choices"].pop(0), "hours · promise"),
        (lambda s: s["endings"].pop("named"), "named"),
    ],
)
def test_what_the_scene_no_longer_has_is_named_and_nothing_typed_is_lost(break_it, lost):
    changed = data()
    break_it(changed)
    lines, _ = told(VALUE, changed)
    assert (GONE, lost) in lines
    assert (OWN, "Is six good?") in lines
    assert (YOU, "When may I call?") in lines


def test_a_scene_that_is_gone_leaves_ids_and_what_was_typed():
    lines = [(one.who, one.text) for one in of_ids(path_in(VALUE)).lines]
    assert lines == [
        (OWN, "Is six good?"),
        (GONE, "hello · ask"),
        (GONE, "hours · promise"),
        (GONE, "named"),
    ]


def test_a_path_is_told_by_what_was_known_when_it_began():
    changed = data()
    changed["turns"]["hello"]["lines"].append(
        {"needs": ["before.hours"], "lines": [{"room": "You know."}], "otherwise": [{"room": "You don't."}]}
    )
    assert (None, "You don't.") in told(VALUE, changed)[0]
    assert (None, "You know.") in told(VALUE | {"year": ["before.hours"]}, changed)[0]


@pytest.mark.parametrize(
    "value",
    ["said", 3, ["a"], {}, {"voice": "d", "path": VALUE["path"], "ending": "named"}, VALUE | {"path": []}],
)
def test_what_is_no_path_is_none(value):
    assert path_in(value) is None


def response(value, seq=0, item="scene.call", lane="private"):
    return Response(
        id=str(ULID()),
        parent=None,
        workspace=str(ULID()),
        item=item,
        item_hash="x",
        case="ms_novak",
        occasion="during",
        seq=seq,
        at=datetime.now(UTC),
        lane=lane,
        value=value,
    )


def test_later_scenes_learn_notes_promises_and_marks_and_nothing_typed():
    found = left_behind({"call": scene()}, [response(VALUE)])
    assert found == ["call.hours", "call.ring"]


def test_what_a_path_never_found_out_is_told_in_words():
    assert never_found(scene(), path_in(VALUE)) == []
    hurried = {"voice": "a", "path": [{"turn": "hello", "choice": "hurry"}], "ending": "cut"}
    assert never_found(scene(), path_in(hurried)) == ["Which hours suit her"]


def test_of_two_paths_the_later_one_counts():
    cut = {"voice": "a", "path": [{"turn": "hello", "choice": "hurry"}], "ending": "cut"}
    heads = [response(cut, seq=4), response(VALUE, seq=1)]
    assert left_behind({"call": scene()}, heads) == ["call.hurried"]


def test_a_scene_that_was_not_played_leaves_nothing():
    assert left_behind({"call": scene()}, []) == []
    assert left_behind({"call": scene()}, [response("typed"), response(VALUE, item="scene.other")]) == []


def test_a_later_scene_learns_the_option_that_was_shared_and_nothing_else():
    options = {"respect.which": ["low", "high"]}

    def learned(*heads):
        return chosen_before({"goal": "respect.which"}, options, heads)

    low, high = (response(one, seq, "respect.which", "shared") for seq, one in enumerate(("low", "high")))
    assert learned(low) == ["goal.low"]
    assert learned(high, low) == ["goal.high"]
    assert learned() == []
    assert learned(response("low", item="respect.which")) == [], "it is private"
    for value in ("I would take the low one.", "gone", ["low"], {"low": True}):
        assert learned(response(value, item="respect.which", lane="shared")) == []
    assert learned(response("low", item="respect.other", lane="shared")) == []


def test_what_was_not_found_out_reads_in_the_learners_own_reflection_too():
    """The debrief says *you* in its heading, the reflection *I*: a note says neither."""
    notes = [
        (one.id, note)
        for case in compiled().cases.values()
        for one in case.scenes.values()
        for note in one.notes.values()
    ]
    assert notes
    for where in notes:
        own = re.sub(r'"[^"]*"', "", where[1])
        assert not re.search(r"\b(you|your|yours|yourself)\b", own, re.IGNORECASE), where


def test_a_diagram_names_turns_endings_voices_and_conditions():
    changed = data()
    changed["turns"]["hello"]["choices"][1]["unless"] = ["hours"]
    drawn = mermaid(scene(changed)).split("\n")
    assert drawn[0] == "flowchart TD"
    assert '  at_hello -->|"ask"| at_hours' in drawn
    assert '  at_hello -->|"hurry · unless hours"| at_cut' in drawn
    assert '  at_hello -->|"wait · voices a"| at_cut' in drawn
    assert '  at_hours -->|"leave · voices a b"| at_open' in drawn
    assert '  at_hours -->|"leave · voices c"| at_cut' in drawn
    assert '  at_named(["named: She names an hour"])' in drawn
