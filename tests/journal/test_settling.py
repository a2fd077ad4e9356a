"""Done, a choice, and two cases that share an id: what the journal settles, and what it keeps apart."""

import json
from pathlib import Path

import pytest

from kit.journal import answer_of, heads_of, open_journal, private_folder

from .asked import ASKED

ITEM = "equity.today"
OTHER = {**ASKED, "case": "second_case"}


def said(journal, case):
    return [r.value for r in journal.heads(ITEM, case=case)]


def test_done_reads_the_journal_once_and_drops_the_draft_once(journal, monkeypatch):
    journal.save_draft(ITEM, "so far", case="ms_perez")
    read, dropped = [], []
    shared, drop = journal._lanes["shared"], journal._drafts.drop
    responses = shared.responses
    monkeypatch.setattr(shared, "responses", lambda: read.append(1) or responses())
    monkeypatch.setattr(journal._drafts, "drop", lambda *a: dropped.append(a) or drop(*a))
    heads = journal.finish(ITEM, "done", **ASKED)
    assert [head.value for head in heads] == ["done"]
    assert len(read) == 1
    assert dropped == [("ms_perez", ITEM, "during")]
    assert journal.draft(ITEM, case="ms_perez") is None


def test_done_twice_is_one_line_and_a_correction_follows_the_callers_own_line(journal):
    (first,) = journal.finish(ITEM, "one", **ASKED)
    assert list(journal.finish(ITEM, "one", **ASKED)) == [first]
    (second,) = journal.finish(ITEM, "one and more", own={first.id}, **ASKED)
    assert second.parent == first.id
    assert len(journal.responses()) == 2
    # Somebody else's line is not followed in silence: both stand, and the learner is asked.
    assert len(journal.finish(ITEM, "elsewhere", **ASKED)) == 2


def test_a_choice_keeps_the_case_and_the_wording_that_was_answered(journal):
    here = journal.save(ITEM, "here", case="ms_perez", item_hash="old wording")
    journal.save(ITEM, "there", case="ms_perez", item_hash="newer wording")
    stands = journal.choose(ITEM, here.id)
    assert (stands.case, stands.item_hash, stands.value) == ("ms_perez", "old wording", "here")


def test_two_cases_with_one_item_id_are_two_answers(workspace: Path, journal):
    first = journal.save(ITEM, "of the first", **ASKED)
    journal.save(ITEM, "of the second", parent=first.id, **OTHER)
    again = open_journal(workspace)
    assert said(again, "ms_perez") == ["of the first"]
    assert said(again, "second_case") == ["of the second"]
    assert {answer_of(r) for r in heads_of(again.responses())} == {
        ("ms_perez", ITEM, "during"),
        ("second_case", ITEM, "during"),
    }


def test_a_choice_among_three_answers_is_asked_once(workspace: Path, journal):
    chosen = journal.save(ITEM, "at school", **ASKED)
    journal.save(ITEM, "at home", **ASKED)
    journal.save(ITEM, "on the way", **ASKED)
    journal.choose(ITEM, chosen.id)
    assert said(open_journal(workspace), "ms_perez") == ["at school"]


def test_choosing_in_one_case_leaves_the_other_alone(journal):
    chosen = journal.save(ITEM, "a", **ASKED)
    journal.save(ITEM, "b", **ASKED)
    journal.save(ITEM, "c", **OTHER)
    journal.choose(ITEM, chosen.id)
    assert said(journal, "ms_perez") == ["a"]
    assert said(journal, "second_case") == ["c"]


def test_deleting_in_one_case_leaves_the_other_alone(journal):
    for asked in (ASKED, OTHER):
        journal.save(ITEM, f"private {asked['case']}", lane="private", **asked)
        journal.save_draft(ITEM, "begun", case=asked["case"])
    assert journal.withdraw(ITEM, case="second_case") == 1
    assert said(journal, "ms_perez") == ["private ms_perez"]
    assert journal.draft(ITEM, case="ms_perez").value == "begun"
    assert journal.draft(ITEM, case="second_case") is None


def test_drafts_of_two_cases_do_not_replace_each_other(workspace: Path, journal):
    journal.save_draft(ITEM, "one", case="ms_perez")
    journal.save_draft(ITEM, "two", case="second_case")
    again = open_journal(workspace)
    assert again.draft(ITEM, case="ms_perez").value == "one"
    assert {(d.case, d.value) for d in again.drafts()} == {("ms_perez", "one"), ("second_case", "two")}


@pytest.mark.parametrize("occasion", ["during", "post"])
def test_a_draft_of_an_earlier_version_is_found_and_moves_at_the_next_save(journal, occasion):
    drafts = private_folder(journal.workspace) / "drafts"
    journal.save_draft(ITEM, "new", occasion=occasion, lane="shared", case="ms_perez")
    (new,) = drafts.glob("*/*.json")
    fields = json.loads(new.read_bytes())
    del fields["case"]
    old = drafts / new.name
    old.write_text(json.dumps({**fields, "value": "old"}))
    new.unlink()
    assert journal.draft(ITEM, occasion, case="ms_perez").value == "old"
    assert [d.value for d in journal.drafts()] == ["old"]
    journal.save_draft(ITEM, "newer", occasion=occasion, case="ms_perez")
    assert [d.value for d in journal.drafts()] == ["newer"]
    assert not old.exists()
    old.write_text(json.dumps({**fields, "value": "old"}))
    journal.discard_draft(ITEM, occasion, case="ms_perez")
    assert journal.drafts() == []
