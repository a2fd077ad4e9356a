"""An invitation is read, shown and kept; it writes nowhere and makes nobody somebody else."""

from __future__ import annotations

import json
from datetime import date

import pytest
from refused import refused

from kit.handin.alone import take_alone
from kit.handin.invitation import Invitation, keep_invitation, kept_invitation, read_invitation
from kit.journal import make_workspace, read_workspace, update_workspace
from kit.model import KitError

WHOLE = {
    "learner": "amy",
    "hand_in_to": "Upload it to Canvas, under Equity",
    "due": {"respect": "2027-02-01", "equity": "2027-01-15"},
    "course": "EDU 210, spring",
}


def test_what_the_maker_writes_is_what_is_read():
    made = Invitation(**{**WHOLE, "due": {"equity": date(2027, 1, 15)}})
    assert read_invitation(made.to_json().decode()) == made
    assert read_invitation('{"learner": "amy"}') == Invitation(learner="amy")


def test_it_is_shown_in_the_courses_order_with_titles():
    shown = read_invitation(json.dumps(WHOLE)).shown()
    assert [(one["title"], one["due"]) for one in shown["due"]] == [
        ("Equity", "2027-01-15"),
        ("Respect", "2027-02-01"),
    ]
    assert {key: shown[key] for key in ("learner", "hand_in_to", "course")} == {
        key: WHOLE[key] for key in ("learner", "hand_in_to", "course")
    }


@pytest.mark.parametrize(
    "change",
    [
        {"learner": None},
        {"learner": "amy\n"},
        {"learner": "../amy"},
        {"learner": "a" * 65},
        {"hand_in_to": "here\nand there"},
        {"hand_in_to": "\u202egnp.exe"},
        {"course": "x" * 301},
        {"course": ""},
        {"due": {"equity": "soon"}},
        {"due": {"equity": 1_800_000_000}},
        {"due": {"equity": "2027-02-30"}},
        {"due": {"nowhere": "2027-01-15"}},
        {"due": {f"a{n}": "2027-01-15" for n in range(200)}},
        {"schema": 2},
        {"run": "kit"},
    ],
)
def test_anything_else_is_refused_in_a_sentence(change):
    with pytest.raises(KitError) as error:
        read_invitation(json.dumps(WHOLE | change))
    unknown = change == {"due": {"nowhere": "2027-01-15"}}
    assert error.value.code == ("invitation.unknown_assignment" if unknown else "invitation.not_one")


@pytest.mark.parametrize("text", ["", "[]", "null", "[" * 100_000, '{"learner": "amy"}' + " " * 20_000])
def test_what_is_no_invitation_is_refused(text):
    with refused("invitation.not_one"):
        read_invitation(text)


def test_a_folder_takes_the_invitations_learner_and_no_other_afterwards(tmp_path):
    folder = make_workspace(tmp_path / "w")
    first = read_invitation(json.dumps(WHOLE))
    keep_invitation(folder, first)
    kept = read_workspace(folder)
    assert (kept["learner"], kept["alone"], kept_invitation(kept)) == ("amy", False, first)
    keep_invitation(folder, read_invitation('{"learner": "amy"}'))
    with refused("invitation.other_learner", learner="ben", own="amy"):
        keep_invitation(folder, read_invitation('{"learner": "ben"}'))
    assert kept_invitation(read_workspace(folder)) == Invitation(learner="amy")


@pytest.mark.parametrize("damaged", [None, "amy", {"learner": 3}, {"learner": "amy", "later": True}])
def test_what_cannot_be_read_any_more_is_as_none(tmp_path, damaged):
    folder = make_workspace(tmp_path / "w")
    update_workspace(folder, invitation=damaged)
    assert kept_invitation(read_workspace(folder)) is None


def test_whoever_joined_by_mistake_goes_back_alone_without_a_name(tmp_path):
    folder = make_workspace(tmp_path / "course")
    assert take_alone(folder, True, None) is True
    keep_invitation(folder, Invitation(learner="bob"))
    keep_invitation(folder, Invitation(learner="bob", course="EDU 210"))
    assert take_alone(folder, True, False) is True
    now = read_workspace(folder)
    assert (now["alone"], now["learner"], kept_invitation(now)) == (True, None, None)
    keep_invitation(folder, Invitation(learner="amy"))
    assert read_workspace(folder)["learner"] == "amy", "the right invitation can be taken now"


@pytest.mark.parametrize("typed", ["amy", "bob"])
def test_a_typed_id_goes_with_the_class_and_the_own_invitation_can_be_taken(tmp_path, typed):
    folder = make_workspace(tmp_path / "course", typed)
    if typed == "amy":
        keep_invitation(folder, Invitation(learner=typed))
    take_alone(folder, True, read_workspace(folder).get("alone"))
    keep_invitation(folder, Invitation(learner="cara"))
    assert read_workspace(folder)["learner"] == "cara"


def test_a_window_that_shows_something_old_changes_no_answer(tmp_path):
    folder = make_workspace(tmp_path / "course")
    assert take_alone(folder, False, None) is False
    assert take_alone(folder, True, None) is False
    assert read_workspace(folder)["alone"] is False


def test_nobody_leaves_a_class_that_has_their_work(tmp_path):
    folder = make_workspace(tmp_path / "course")
    keep_invitation(folder, Invitation(learner="amy"))
    update_workspace(folder, sent={"equity": {}})
    with refused("class.stays"):
        take_alone(folder, True, False)
    assert read_workspace(folder)["alone"] is False


def test_a_hand_in_that_was_made_and_not_sent_keeps_nobody_in_a_class(tmp_path):
    folder = make_workspace(tmp_path / "course")
    keep_invitation(folder, Invitation(learner="amy"))
    (folder / "handin" / "equity").mkdir(parents=True)
    (folder / "handin" / "equity" / "handin.json").write_text("{}")
    assert take_alone(folder, True, False) is True
