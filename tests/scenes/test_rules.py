"""Each rule of scenes, by a small scene that breaks it in one place."""

from __future__ import annotations

import pytest
from pydantic import ValidationError
from scenes.small_scene import data, hers, scene

from kit.model.scenes import Scene
from kit.scenes import naming, rules, walking

AROUND = naming.Around(
    person="ms_novak",
    people=["ms_novak", "interpreter"],
    strategies=["respect.strengths"],
    assignments=["respect"],
    earlier={"before": ["hours"]},
    choices={"respect.which": ["low", "high"]},
)


def wrong(changed):
    """Everything that does not hold of a changed scene."""
    return list(rules.faults(scene(changed), "ms_novak"))


def only(changed, loc, *words):
    """Every fault of a changed scene is of this place, and says this."""
    found = wrong(changed)
    assert found, "nothing was found"
    for one in found:
        assert one.loc == loc, found
        assert all(word in f"{one.wrong}; {one.right}" for word in words), one


def names(changed):
    return list(naming.faults(scene(changed), AROUND))


def test_the_small_scene_keeps_every_rule():
    assert names(data()) == []
    assert wrong(data()) == []


def test_every_turn_is_reached_in_some_voice():
    changed = data()
    changed["turns"]["lost"] = {"to": "cut"}
    only(changed, ("turns", "lost"), "no path in any voice")


def test_every_ending_is_reached_in_some_voice():
    changed = data()
    changed["endings"]["never"] = {"title": "Never"}
    only(changed, ("endings", "never"), "no path in any voice")


def test_a_path_does_not_go_round_without_end():
    changed = data()
    changed["turns"]["hello"]["choices"][1]["to"] = "hello"
    only(changed, ("turns", "hello"), "more than 2 times", "unless:")


def test_a_turn_is_visited_twice_and_no_more():
    changed = data()
    again = {"id": "again", "says": "Pardon?", "marks": ["once"], "unless": ["once"], "to": "hello"}
    changed["turns"]["hello"]["choices"].append(again)
    assert wrong(changed) == []
    twice = {"id": "twice", "says": "Once more?", "marks": ["two"], "needs": ["once"], "unless": ["two"]}
    changed["turns"]["hello"]["choices"].append({**twice, "to": "hello"})
    only(changed, ("turns", "hello"), "more than 2 times")


def test_a_turn_whose_choices_all_need_something_has_a_way_on():
    changed = data()
    for choice in changed["turns"]["hours"]["choices"]:
        choice["unless"] = ["hours"]
    only(changed, ("turns", "hours"), "a learner who knows hours has no choice to make")
    changed["turns"]["hours"]["to"] = "open"
    assert not [one for one in wrong(changed) if "has no choice to make" in one.wrong]


def test_a_promise_comes_back_in_every_ending_that_follows_it():
    changed = data()
    changed["promises"]["ring"]["kept"] = []
    only(changed, ("promises", "ring"), "does not come back in the ending 'named'")


def test_no_promise_names_an_ending_that_does_not_follow_it():
    changed = data()
    changed["promises"]["ring"]["broken"] = ["cut"]
    only(changed, ("promises", "ring"), "leads to the ending 'cut'")


def test_on_no_path_she_only_answers():
    changed = data()
    del changed["turns"]["hello"]["lines"][1]["voices"]["b"][0]["acts"]
    only(changed, ("turns", "hello"), "in voice b", "she only answers on one path (hello → ", "acts:")


def test_a_scene_of_too_many_places_is_not_walked_to_its_end():
    changed = data()
    marks = [f"m{n}" for n in range(15)]
    for n, mark in enumerate(marks):
        to = f"t{n + 1}" if n < 14 else "cut"
        lines = [{"needs": [mark], "lines": [{"room": mark}]} for mark in marks] if n == 14 else []
        both = [
            {"id": "yes", "says": "Yes.", "marks": [mark], "to": to},
            {"id": "no", "says": "No.", "to": to},
        ]
        changed["turns"][f"t{n}"] = {"lines": lines, "choices": both}
    changed["turns"]["hello"]["choices"][1]["to"] = "t0"
    only(changed, ("turns",), f"more than {walking.MOST_PLACES:,} different situations")


def test_what_is_known_from_an_earlier_scene_is_walked_with_and_without():
    changed = data()
    changed["turns"]["known"] = {"lines": [hers("You know my hours.")], "to": "open"}
    changed["turns"]["hello"]["choices"].append(
        {"id": "six", "says": "At six?", "needs": ["before.hours"], "to": "known"}
    )
    assert names(changed) == []
    assert wrong(changed) == []
    for choice in changed["turns"]["hours"]["choices"]:
        choice["needs"] = ["before.hours"]
    only(changed, ("turns", "hours"), "has no choice to make")
    changed = data()
    changed["turns"]["hello"]["lines"].append({"needs": ["before.hours"], "lines": [{"room": "It is six."}]})
    changed["turns"]["hello"]["lines"][-1]["needs"] = ["before.days"]
    (found,) = names(changed)
    assert found.wrong == "there is no note, promise or mark 'before.days'"
    assert found.right == "use one of before.hours"
    changed["turns"]["hello"]["lines"][-1]["needs"] = ["later.days"]
    (found,) = names(changed)
    assert found.wrong == "there is no earlier scene 'later'"


@pytest.mark.parametrize(
    ("change", "loc", "words"),
    [
        (lambda s: s.update(start="gone"), ("start",), "there is no turn 'gone'"),
        (lambda s: s.update(dimension="gone"), ("dimension",), "there is no hand-in 'gone'"),
        (lambda s: s.update(practices=["a.b"]), ("practices", 0), "there is no strategy 'a.b'"),
        (
            lambda s: s["turns"]["hello"]["choices"][0].update(to="gone"),
            ("turns", "hello", "choices", 0, "to"),
            "there is no turn or ending 'gone'",
        ),
        (
            lambda s: s["turns"]["hello"]["choices"][0].update(learns=["gone"]),
            ("turns", "hello", "choices", 0, "learns"),
            "there is no note 'gone'",
        ),
        (
            lambda s: s["turns"]["hours"]["choices"][0].update(promises=["gone"]),
            ("turns", "hours", "choices", 0, "promises"),
            "there is no promise 'gone'",
        ),
        (
            lambda s: s["turns"]["hello"]["choices"][0].update(needs=["gone"]),
            ("turns", "hello", "choices", 0),
            "this scene has no note, promise or mark 'gone'",
        ),
        (
            lambda s: s["promises"]["ring"].update(kept=["gone"]),
            ("promises", "ring", "kept", 0),
            "there is no ending 'gone'",
        ),
        (
            lambda s: s["debrief"].update(look_at=["gone"]),
            ("debrief", "look_at", 0),
            "there is no turn 'gone'",
        ),
        (
            lambda s: s["endings"]["open"]["lines"].append({"who": "gone", "en": "Hello."}),
            ("endings", "open", "lines", 1, "who"),
            "there is no person in case.yaml 'gone'",
        ),
        (
            lambda s: s["endings"]["open"]["lines"].append({"who": "ms_novak", "en": "Hello."}),
            ("endings", "open", "lines", 1),
            "a line of hers has no Spanish",
        ),
        (
            lambda s: s["turns"]["hours"]["choices"][1].update(id="promise"),
            ("turns", "hours", "choices", 1, "id"),
            "two choices of this turn have the id 'promise'",
        ),
        (
            lambda s: s["turns"].update(open={"to": "cut"}),
            ("endings", "open"),
            "'open' is the id of both a turn and an ending",
        ),
        (
            lambda s: s["notes"].update(ring="A ring"),
            ("promises", "ring"),
            "'ring' is the id of both a note and a promise",
        ),
        (
            lambda s: s["turns"]["hello"]["choices"][1].update(marks=["hours"]),
            ("turns", "hello", "choices", 1, "marks"),
            "'hours' is also a note or a promise",
        ),
    ],
)
def test_what_a_scene_names_exists(change, loc, words):
    changed = data()
    change(changed)
    found = names(changed)
    assert (loc, words) in [(one.loc, one.wrong) for one in found]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ({"room": "It rings.", "who": "ms_novak", "en": "Yes?"}, "a line has room and who"),
        ({"room": "It rings.", "en": "Yes?"}, "a line with room also has en"),
        ({}, "a line is empty"),
        ({"who": "ms_novak", "es": "¿Sí?"}, "a line of 'ms_novak' has no English"),
        ({"needs": ["hours"]}, "a line with needs shows nothing"),
        ({"needs": ["hours"], "lines": [{"room": "a"}], "es": "b"}, "a line with needs also has es"),
    ],
)
def test_a_line_has_one_shape(line, words):
    changed = data()
    changed["turns"]["hello"]["lines"].append(line)
    with pytest.raises(ValidationError, match=words):
        Scene.model_validate(changed)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda s: s["turns"].update(hours={"lines": [hers("Yes.")]}),
            "a turn has no choices and leads nowhere",
        ),
        (
            lambda s: s["turns"]["hello"]["choices"][0].pop("says"),
            "choice 'ask' needs either says or does",
        ),
        (lambda s: s["turns"]["hello"]["choices"][0].update(request=True), "has both genuine: and request:"),
        (lambda s: s["turns"]["hello"]["choices"][0].update(to={"a": "cut"}), "voice b and c"),
        (lambda s: s["debrief"]["readings"].pop("b"), "there are no readings for voice b"),
        (lambda s: s.update(setting={"a": "You call."}), "voice b and c"),
    ],
)
def test_a_scene_says_what_is_left_out(change, words):
    changed = data()
    change(changed)
    with pytest.raises(ValidationError, match=words):
        Scene.model_validate(changed)


def test_an_ending_of_a_turn_is_where_it_leads():
    changed = data()
    changed["turns"]["hours"] = {"lines": [hers("Yes.")], "ending": "open"}
    assert set(scene(changed).turns["hours"].to.values()) == {"open"}


def test_a_scene_asks_for_a_choice_by_a_declared_name():
    changed = data()
    changed["turns"]["hello"]["lines"].append({"needs": ["goal.low"], "lines": [{"room": "Low."}]})
    (one,) = names(changed)
    assert "there is no earlier scene 'goal'" in one.wrong
    changed["chosen"] = {"goal": "respect.which"}
    assert names(changed) == []
    assert wrong(changed) == []


@pytest.mark.parametrize(
    ("chosen", "asked", "loc", "words"),
    [
        ({"goal": "respect.gone"}, "goal.low", ("chosen", "goal"), "earlier shared choice"),
        (
            {"goal": "respect.which"},
            "goal.mid",
            ("turns", "hello", "lines", 2),
            "option of respect.which 'goal.mid'",
        ),
        ({"before": "respect.which"}, "before.low", ("chosen", "before"), "'before' is also a scene"),
        ({"goal": "respect.which"}, "before.hours", ("chosen", "goal"), "no needs: or unless: uses 'goal'"),
    ],
)
def test_a_declared_choice_is_there_has_the_option_and_is_asked_for(chosen, asked, loc, words):
    changed = data()
    changed["turns"]["hello"]["lines"].append({"needs": [asked], "lines": [{"room": "Low."}]})
    changed["chosen"] = chosen
    found = names(changed)
    assert any(one.loc == loc and words in one.wrong for one in found), found


def test_nobody_has_chosen_two_options_of_one_item():
    changed = data()
    changed["chosen"] = {"goal": "respect.which"}
    changed["turns"]["hello"]["lines"] += [
        {"needs": [name], "lines": [{"room": name}]} for name in ("goal.low", "goal.high", "before.hours")
    ]
    known = [set(year) for year in walking.years(scene(changed))]
    assert {"before.hours", "goal.low"} in known
    assert {"before.hours", "goal.high"} in known
    assert not any({"goal.low", "goal.high"} <= year for year in known)


def test_a_form_is_not_sent_what_a_line_leans_on():
    changed = data()
    changed["turns"]["hours"]["lines"][0]["after"] = ["hello"]
    assert '"after"' not in scene(changed).model_dump_json()


@pytest.mark.parametrize(
    ("room", "loc", "names_it"),
    [
        ({"kind": "table", "top": ["ms_novak", "empty"], "page": "table"}, None, ""),
        ({"kind": "table", "at": ["gone"]}, ("room", 0, "at"), "turn or ending 'gone'"),
        ({"kind": "phone", "right": ["ms_nobody"]}, ("room", 0), "person in case.yaml 'ms_nobody'"),
        ({"kind": "table", "top": ["ms_novak"], "page": "interpreter"}, ("room", 0, "page"), "'interpreter'"),
    ],
)
def test_a_picture_of_the_room_names_turns_and_people(room, loc, names_it):
    found = names(data() | {"room": [room]})
    assert [one.loc for one in found] == ([loc] if loc else [])
    assert all(names_it in one.wrong for one in found)


@pytest.mark.parametrize(
    "broken",
    [{"clock": "25:00"}, {"kind": "car"}, {"top": ["you"] * 5}],
)
def test_a_picture_has_a_clock_a_kind_and_four_seats_a_side(broken):
    with pytest.raises(ValidationError):
        scene(data() | {"room": [{"kind": "table", **broken}]})


def test_own_words_need_choices_that_they_can_be_nearest_to():
    changed = data()
    changed["turns"]["between"] = {"own": "only", "to": "cut"}
    with pytest.raises(ValidationError, match="own:"):
        scene(changed)
