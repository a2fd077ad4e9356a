"""A scene in a hand-in: that it was played goes, the way through it only where the learner shared it."""

import zipfile

import pytest
from scenes.taken import a_scene

from kit.handin.checks import checks, rows
from kit.handin.handing import hand_in, preview
from kit.handin.importing import import_file
from kit.handin.withdrawing import withdraw
from kit.journal import open_journal

CASE, SCENE, VALUE = a_scene()
ITEM, PLAYED = f"scene.{SCENE.id}", f"scene.{SCENE.id}.played"
HAND_IN = next(one for one in CASE.items.assignments if one.id == SCENE.dimension)


@pytest.fixture
def ana(learner):
    one = learner("course", "ana")
    one.done(ITEM, VALUE)
    one.done(PLAYED, {"played": True})
    return one


def packed(made):
    with zipfile.ZipFile(made.zip) as archive:
        return archive.read("responses.jsonl").decode()


def test_that_it_was_played_goes_and_the_way_stays(ana):
    there = preview(ana.folder, HAND_IN.id)
    assert [one.item for one in there.included] == [PLAYED]
    shown = {row.id: row.why for row in rows(CASE, there)}
    assert (shown[PLAYED], shown[ITEM]) == ("goes", "private")
    told = packed(hand_in(ana.folder, HAND_IN.id))
    assert PLAYED in told
    assert VALUE["path"][0]["choice"] not in told


def test_a_way_that_is_shared_goes(ana):
    ana.done(ITEM, VALUE, lane="shared")
    assert {one.item for one in preview(ana.folder, HAND_IN.id).included} == {ITEM, PLAYED}


def test_whoever_did_not_play_is_not_asked_for_it(learner):
    nobody = learner("other", "bea")
    there = preview(nobody.folder, HAND_IN.id)
    assert not {ITEM, PLAYED} & {one.item for one in checks(CASE, HAND_IN, there)}


def test_a_way_that_is_not_at_its_end_is_no_draft_to_hand_in(learner):
    one = learner("other", "bea")
    half = {"voice": "a", "path": VALUE["path"][:1]}
    one.journal.save_draft(ITEM, half, case=CASE.case.id, lane="shared")
    assert preview(one.folder, HAND_IN.id).drafts == ()
    one.journal.save_draft(ITEM, VALUE, case=CASE.case.id, lane="shared")
    assert [draft.item for draft in preview(one.folder, HAND_IN.id).drafts] == [ITEM]


def test_the_line_is_withdrawn_from_a_hand_in(ana):
    hand_in(ana.folder, HAND_IN.id)
    assert withdraw(ana.folder, ana.journal, (CASE.case.id, PLAYED, "during")) == 1
    assert preview(ana.folder, HAND_IN.id).included == ()
    assert PLAYED not in (ana.folder / "responses.jsonl").read_text("utf-8")


def test_a_way_comes_to_a_second_computer_with_everything(ana, learner):
    ana.done(ITEM, VALUE, lane="shared")
    home = learner("home")
    import_file(home.folder, ana.folder / "responses.jsonl")
    (head,) = open_journal(home.folder).heads(ITEM, case=CASE.case.id)
    assert head.value == VALUE
