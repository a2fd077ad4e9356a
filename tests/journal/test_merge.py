"""Two computers become one: hypothesis looks for journals on which merging or choosing goes wrong."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from refused import refused

from kit.journal import answer_of, heads_of, make_workspace, merge, open_journal
from kit.journal.answers import Answers
from kit.journal.heads import open_ends
from kit.model import Response

from .asked import ASKED

IDS = [f"01J0000000000000000000000{c}" for c in "0123456789ABCDEF"]
NEW = "01K00000000000000000000000"


@st.composite
def journals(draw) -> list[list[Response]]:
    """Three journals that know some of the same answers, any parents, cycles and strangers included."""
    pool = [
        Response(
            schema=1,
            id=id,
            parent=draw(st.sampled_from([None, *IDS])),
            workspace=IDS[0],
            item=draw(st.sampled_from(["a.b", "a.c"])),
            item_hash="h",
            case="c",
            occasion=draw(st.sampled_from(["pre", "post"])),
            seq=draw(st.integers(0, 4)),
            at=datetime(2026, 1, draw(st.integers(1, 3)), tzinfo=UTC),
            lane=draw(st.sampled_from(["shared", "private"])),
            value=draw(st.sampled_from(["x", "y", 1])),
        )
        for id in IDS[:8]
    ]
    return [draw(st.lists(st.sampled_from(pool))) for _ in range(3)]


@given(journals())
@settings(max_examples=150, deadline=None)
def test_merge_is_a_union(three):
    a, b, c = three
    assert merge(a, b) == merge(b, a)
    assert merge(merge(a, b), c) == merge(a, merge(b, c))
    assert merge(a, a) == merge(a, []) == merge([], a)
    both = merge(a, b)
    assert {r.id for r in both} == {r.id for r in a + b}
    assert both == sorted(both, key=lambda r: (r.seq, r.id)), "never by the clock"


@given(journals())
@settings(max_examples=150, deadline=None)
def test_no_answer_ever_disappears_from_sight(three):
    a, b, _ = three
    heads = heads_of(merge(a, b))
    assert {(r.item, r.occasion) for r in heads} == {(r.item, r.occasion) for r in a + b}
    for item, occasion in {(r.item, r.occasion) for r in a}:
        assert heads_of(a, item, occasion) == [
            h for h in heads_of(a) if (h.item, h.occasion) == (item, occasion)
        ]


def test_a_parent_that_is_another_question_is_no_parent_however_much_is_read():
    first, after, stranger = (
        Response(
            schema=1, id=id, parent=parent, workspace=IDS[0], item="a.b", item_hash="h", case="c",
            occasion=occasion, seq=seq, at=datetime(2026, 1, 1, tzinfo=UTC), lane="shared", value=value,
        )
        for id, parent, occasion, seq, value in (
            (IDS[4], None, "pre", 0, "y"), (IDS[0], IDS[5], "pre", 1, "x"), (IDS[5], None, "post", 0, "x"),
        )
    )  # fmt: skip
    everything = [first, after, stranger]
    assert heads_of(everything, "a.b", "pre") == [after]
    assert heads_of(everything) == [stranger, after]


def test_one_id_with_two_meanings_is_a_fault(journal):
    one = journal.save("equity.today", "one", **ASKED)
    with refused("journal.edited", id=one.id, item=one.item):
        merge([one], [one.model_copy(update={"value": "two"})])
    with refused("journal.edited"):
        journal.add([one.model_copy(update={"value": "two"})])
    assert journal.responses() == [one]


@pytest.fixture
def computers(tmp_path: Path):
    """Two computers that both went on from one answer."""
    here, there = (open_journal(make_workspace(tmp_path / name)) for name in ("here", "there"))
    first = here.save("equity.reflection", "first", **ASKED)
    there.add([first])
    here.save("equity.reflection", "here", parent=first.id, **ASKED)
    there.save("equity.reflection", "there", parent=first.id, **ASKED)
    return here, there


def exchange(here, there) -> None:
    one, other = list(here.responses("shared")), list(there.responses("shared"))
    here.add(other)
    there.add(one)
    assert here.responses("shared") == there.responses("shared")


def said(journal) -> list[str]:
    return sorted(r.value for r in journal.heads("equity.reflection", case="ms_perez"))


def test_both_heads_are_shown_and_neither_wins(computers):
    here, there = computers
    exchange(here, there)
    assert said(here) == said(there) == ["here", "there"]
    assert here.add(there.responses()) == []


def test_the_chosen_one_stands_on_both_computers_and_the_next_revision_is_one(computers):
    here, there = computers
    exchange(here, there)
    chosen = next(r for r in here.heads("equity.reflection", case="ms_perez") if r.value == "there")
    stands = here.choose("equity.reflection", chosen.id)
    assert said(here) == ["there"]
    exchange(here, there)
    assert said(there) == ["there"]
    assert there.heads("equity.reflection", case="ms_perez") == [stands]
    there.save("equity.reflection", "after", parent=stands.id, **ASKED)
    exchange(here, there)
    assert said(here) == said(there) == ["after"]
    last = here.heads("equity.reflection", case="ms_perez")[0]
    here.save("equity.reflection", "and after that", parent=last.id, **ASKED)
    exchange(here, there)
    assert said(there) == ["and after that"]
    # Nothing was removed.
    assert {"first", "here", "there"} <= {r.value for r in here.responses()}


def test_the_same_choice_twice_is_one_and_different_choices_are_asked_again(computers):
    here, there = computers
    exchange(here, there)
    heads = {r.value: r.id for r in here.heads("equity.reflection", case="ms_perez")}
    here.choose("equity.reflection", heads["here"])
    there.choose("equity.reflection", heads["there"])
    exchange(here, there)
    assert said(here) == said(there) == ["here", "there"]
    for journal in (here, there):
        journal.choose(
            "equity.reflection",
            {r.value: r.id for r in journal.heads("equity.reflection", case="ms_perez")}["here"],
        )
    exchange(here, there)
    assert said(here) == said(there) == ["here"]


def test_the_same_answer_on_both_leaves_no_question(tmp_path: Path):
    here, there = (open_journal(make_workspace(tmp_path / name)) for name in ("here", "there"))
    for journal in (here, there):
        journal.save("equity.reflection", "same", **ASKED)
    exchange(here, there)
    assert said(here) == ["same"]


def test_choosing_what_is_no_head(computers):
    here, there = computers
    exchange(here, there)
    first = here.responses()[0]
    with refused("answer.not_latest", revision=first.id):
        here.choose("equity.reflection", first.id)
    head = here.heads("equity.reflection", case="ms_perez")[0]
    with refused("answer.not_latest", latest=("none",)):
        here.choose("equity.today", head.id)
    only = here.save("equity.today", "x", **ASKED)
    assert here.choose("equity.today", only.id) == only


@given(journals())
@settings(max_examples=150, deadline=None)
def test_an_answer_that_is_kept_up_has_the_ends_of_all_its_revisions(three):
    answers = Answers()
    files: list[list[Response]] = [[], []]

    def check():
        everything = [r for file in files for r in file]
        for key in {answer_of(r) for r in everything}:
            its = [r for r in everything if answer_of(r) == key]
            if len({r.id for r in its}) < len(its):
                with refused("journal.edited"):
                    answers.of(*key, *files)
                continue
            least = answers.of(*key, *files)
            assert open_ends(least) == open_ends(its)
            child = its[-1].model_copy(update={"id": NEW, "parent": least[-1].id, "seq": 5})
            assert open_ends([*least, child]) == open_ends([*its, child])

    for grown in (*three, "read anew"):
        if grown == "read anew":
            # A file that somebody made shorter holds other objects after it is read again.
            files = [[r.model_copy() for r in file[::2]] for file in files]
        else:
            files = [
                [*file, *{r.id: r for r in grown if r.lane == lane and r not in file}.values()]
                for lane, file in zip(("shared", "private"), files, strict=True)
            ]
        check()


def test_two_answers_from_two_computers_stay_two_when_one_is_gone_on_with():
    own, other, later = (
        Response(
            schema=1, id=IDS[at], parent=parent, workspace=IDS[0], item="a.b", item_hash="h", case="c",
            occasion="during", seq=at, at=datetime(2026, 1, 1, tzinfo=UTC), lane="shared", value=value,
        )
        for at, parent, value in ((0, None, "own"), (1, None, "other"), (2, IDS[1], "later"))
    )  # fmt: skip
    assert open_ends(Answers().of("c", "a.b", "during", [own, other, later])) == [own, later]


def test_a_save_looks_at_the_ends_of_its_answer_and_not_at_every_revision(journal, monkeypatch):
    looked_at = []
    monkeypatch.setattr(
        "kit.journal.revisions.open_ends", lambda all: looked_at.append(len(all)) or open_ends(all)
    )
    parent = None
    for n in range(6):
        parent = journal.save("equity.today", f"{n}", parent=parent, **ASKED).id
    assert looked_at == [0, 1, 1, 1, 1, 1]
