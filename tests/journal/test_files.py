"""Both lanes, drafts, deletion, limits: what a form relies on."""

import os
import stat
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from refused import refused

import kit.journal.files as files
from kit.journal import find_workspace, line_of, open_journal, private_folder, read_lines, revisions, stored
from kit.model import Journal, KitError

from .asked import ASKED


def test_it_is_a_journal(journal):
    assert isinstance(journal, Journal)


def test_answers_are_there_on_another_day(workspace: Path, journal):
    journal.save("rate.equity.preferences", 3, occasion="pre", **ASKED)
    journal.save("rate.equity.preferences", {"missing": "no_chance"}, occasion="post", **ASKED)
    text = 'line\u2028separator, ü, 家, \x00\n and a quote " and \\'
    one = journal.save("equity.today", text, **ASKED)
    two = journal.save("equity.today", text + "!", parent=one.id, **ASKED)
    again = open_journal(workspace)
    assert [r.seq for r in again.responses()] == [0, 1, 2, 3]
    assert again.heads("equity.today", case="ms_perez") == [two]
    assert again.responses()[2].value == text
    assert again.heads("rate.equity.preferences", "post", case="ms_perez")[0].value == {
        "missing": "no_chance"
    }
    assert again.heads("rate.equity.preferences", case="ms_perez") == []
    assert again.faults == []


def test_saving_waits_for_the_disk(journal, monkeypatch):
    real, synced = os.fsync, []

    def fsync(fd: int) -> None:
        synced.append(stat.S_ISDIR(os.fstat(fd).st_mode))
        real(fd)

    monkeypatch.setattr(os, "fsync", fsync)
    journal.save("equity.today", "first", **ASKED)
    assert synced == [False, True]  # the file, then the folder that now names it
    synced.clear()
    journal.save("equity.today", "second", **ASKED)
    assert synced == [False]


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_the_private_lane_is_another_place_and_only_its_owner_enters(workspace: Path, journal):
    old = os.umask(0)
    try:
        journal.save("equity.habit", "mine", lane="private", **ASKED)
        journal.save_draft("equity.habit", "mine too", case="ms_perez")
    finally:
        os.umask(old)
    private = private_folder(journal.workspace)
    assert not (workspace / "responses.jsonl").exists()
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    assert stat.S_IMODE((private / "drafts").stat().st_mode) == 0o700
    assert stat.S_IMODE((private / "private.jsonl").stat().st_mode) == 0o600
    assert stat.S_IMODE((private / "drafts" / "ms_perez" / "equity.habit.json").stat().st_mode) == 0o600
    assert [r.value for r in journal.responses("private")] == ["mine"]
    assert journal.responses("shared") == []


def test_sharing_is_a_new_revision_and_stays_readable_without_its_private_parent(workspace: Path, journal):
    mine = journal.save("equity.habit", "only mine", lane="private", **ASKED)
    ours = journal.save("equity.habit", "for others", lane="shared", parent=mine.id, **ASKED)
    assert journal.heads("equity.habit", case="ms_perez") == [ours]
    shared, faults = read_lines(workspace / "responses.jsonl")
    assert (shared, faults) == ([ours], [])
    assert ours.parent == mine.id
    (private_folder(journal.workspace) / "private.jsonl").unlink()
    assert open_journal(workspace).responses() == [ours]


def test_deleting_leaves_every_other_answer(workspace: Path, journal):
    keep = journal.save("equity.own_family", "keep", lane="private", **ASKED)
    first = journal.save("equity.habit", "gone", lane="private", **ASKED)
    journal.save("equity.habit", "gone too", lane="private", parent=first.id, **ASKED)
    other = journal.save("equity.habit", "another occasion", lane="private", occasion="post", **ASKED)
    journal.save_draft("equity.habit", "gone as well", case="ms_perez")
    window = open_journal(workspace)
    assert len(window.responses()) == 4
    assert journal.withdraw("equity.habit", case="ms_perez") == 2
    assert journal.withdraw("equity.habit", case="ms_perez") == 0
    assert journal.drafts() == []
    # Another window that had read the longer file sees the shorter one, also once it has grown again.
    more = journal.save("equity.own_family", "a good deal longer than before" * 40, lane="private", **ASKED)
    assert window.responses() == journal.responses() == [keep, other, more]
    assert b"gone" not in (private_folder(journal.workspace) / "private.jsonl").read_bytes()


def test_drafts_come_and_go(workspace: Path, journal):
    assert journal.draft("equity.today", case="ms_perez") is None
    journal.save_draft("equity.today", "one", lane="shared", case="ms_perez")
    journal.save_draft("equity.today", "two", lane="shared", case="ms_perez")
    journal.save_draft("equity.today", "after", lane="shared", occasion="post", case="ms_perez")
    assert {(d.occasion, d.value) for d in open_journal(workspace).drafts()} == {
        ("during", "two"),
        ("post", "after"),
    }
    journal.save("equity.today", "two", **ASKED)
    assert journal.draft("equity.today", case="ms_perez") is None
    journal.discard_draft("equity.today", "post", case="ms_perez")
    journal.discard_draft("equity.today", "post", case="ms_perez")
    assert journal.drafts() == []


def test_a_draft_left_behind_by_a_kill_after_done_is_no_draft(journal, monkeypatch):
    journal.save_draft("equity.today", "text", lane="shared", case="ms_perez")
    monkeypatch.setattr(journal._drafts, "drop", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
    journal.save("equity.today", "text", **ASKED)
    assert journal.draft("equity.today", case="ms_perez") is not None
    assert journal.drafts() == []


@pytest.mark.parametrize("item", ["../x.y", "a.b/../../c", "A.b", "plain", "a.b\n", "con", "a..b", ""])
def test_no_file_name_is_made_of_what_is_no_item(journal, item: str, data: Path):
    with pytest.raises(KitError) as error:
        journal.save_draft(item, "x", case="ms_perez")
    assert error.value.code in ("item.not_an_id", "not_saved.answer")
    with refused(
        "not_saved.answer",
        "answer.unfit",
    ):
        journal.save(item, "x", **ASKED)
    with refused("item.not_an_id", item=item):
        journal.draft(item, case="ms_perez")
    assert not list(data.rglob("*.json"))


@pytest.mark.parametrize("text", ["\ud83d", "half \ud83d and half \ude00", "\ude00\ud83d", "😀\udfff"])
def test_lone_surrogates_come_back_as_they_were(workspace: Path, journal, text: str):
    journal.save("equity.today", text, **ASKED)
    journal.save("equity.plan", {"if": text, text: "then"}, **ASKED)
    journal.save_draft("equity.draft", [text], case="ms_perez")
    again = open_journal(workspace)
    assert again.heads("equity.today", case="ms_perez")[0].value == text
    assert again.heads("equity.plan", case="ms_perez")[0].value == {"if": text, text: "then"}
    assert again.draft("equity.draft", case="ms_perez").value == [text]
    (workspace / "responses.jsonl").read_bytes().decode("utf-8")


def test_an_answer_above_the_limit_is_refused_in_words(workspace: Path, journal):
    for save in (
        lambda v: journal.save("equity.today", v, **ASKED),
        lambda v: journal.save_draft("equity.today", v, case="ms_perez"),
    ):
        with refused("not_saved.answer", "answer.too_many_words") as error:
            save("word " * 200_001)
        assert error.value.facts["why"].facts == {"count": 200_001}
    assert not (workspace / "responses.jsonl").exists()
    journal.save("equity.today", "word " * 199_000, **ASKED)


@pytest.mark.parametrize("value", [{"x": float("nan")}, None, 1.5, object()])
def test_what_is_no_answer_is_refused_in_words(journal, value):
    with refused("not_saved.answer", "answer.unfit"):
        journal.save("equity.today", value, **ASKED)
    assert journal.responses() == []


def test_the_clock_may_go_back(workspace: Path, journal, monkeypatch):
    class Earlier(datetime):
        @classmethod
        def now(cls, tz=None):
            return datetime(2001, 1, 1, tzinfo=UTC)

    one = journal.save("equity.today", "one", **ASKED)
    monkeypatch.setattr(revisions, "datetime", Earlier)
    monkeypatch.setattr("time.time", lambda: 0.0)
    monkeypatch.setattr("time.time_ns", lambda: 0)
    two = journal.save("equity.today", "two", parent=one.id, **ASKED)
    assert two.at < one.at
    assert [r.value for r in open_journal(workspace).responses()] == ["one", "two"]
    assert open_journal(workspace).heads("equity.today", case="ms_perez") == [two]


def test_a_link_in_the_journals_place_is_refused(workspace: Path, journal, tmp_path: Path):
    other = tmp_path / "somebody elses"
    other.write_text("not yours")
    (workspace / "responses.jsonl").symlink_to(other)
    with refused("not_saved.answer", "journal.unreadable"):
        journal.save("equity.today", "x", **ASKED)
    with refused("journal.unreadable", "journal.not_plain"):
        journal.responses()
    with refused("disk.not_plain", place=str(workspace / "responses.jsonl")):
        read_lines(workspace / "responses.jsonl")
    open_journal(workspace)
    assert other.read_text() == "not yours"


def test_lines_that_are_no_answers_stay_and_are_told(workspace: Path, journal):
    kept = journal.save("equity.today", "kept", **ASKED)
    file = workspace / "responses.jsonl"
    line = file.read_bytes()
    unchecked = b"{" + line.partition(b",")[2]
    strange = (
        b'{"schema":2}\nnot json\n\xff\xfe\n[]\n'
        + unchecked.replace(b"kept", b"KEPT")
        + b"[" * 100_000
        + b"\n"
    )
    file.write_bytes(line + strange + line)
    again = open_journal(workspace)
    assert again.responses() == [kept]
    assert len(again.faults) == 6
    assert again.faults[0].startswith("responses.jsonl:2: this line comes from another version")
    assert "differ" in again.faults[5]
    after = again.save("equity.today", "after", parent=kept.id, **ASKED)
    assert after.seq == 1
    assert file.read_bytes().startswith(line + strange + line)


def test_a_private_line_in_the_shared_file_is_not_shown_as_shared(workspace: Path, journal):
    journal.save("equity.habit", "x", lane="private", **ASKED)
    private = private_folder(journal.workspace) / "private.jsonl"
    (workspace / "responses.jsonl").write_bytes(private.read_bytes())
    again = open_journal(workspace)
    assert again.responses("shared") == []
    assert "private" in again.faults[0]


def test_a_folder_that_is_no_workspace(tmp_path: Path):
    with refused("workspace.none", folder=tmp_path):
        open_journal(tmp_path)
    with refused("journal.none", file=tmp_path / "none.jsonl"):
        read_lines(tmp_path / "none.jsonl")
    assert find_workspace(tmp_path) is None


def test_two_halves_that_meet_are_one_emoji_at_once(workspace: Path, journal):
    saved = journal.save("equity.today", "\ud83d" + "\ude00", **ASKED)
    assert saved.value == "😀"
    assert open_journal(workspace).responses() == [saved]


def test_deep_nonsense_is_refused_in_words(journal):
    deep: dict = {}
    for _ in range(5000):
        deep = {"x": deep}
    with refused("not_saved.answer", "answer.unfit"):
        journal.save("equity.today", deep, **ASKED)


def test_what_could_not_be_read_again_is_not_called_saved(workspace: Path, journal, monkeypatch):
    monkeypatch.setattr(files, "line_of", lambda one: line_of(one).replace(b'"done"', b'"DONE"'))
    with refused("not_saved.answer", "answer.unfit"):
        journal.save("equity.today", "text", **ASKED)
    assert not (workspace / "responses.jsonl").exists()


def test_lines_of_another_window_that_came_in_between_are_read_too(workspace: Path, journal, monkeypatch):
    first = journal.save("equity.today", "one", **ASKED)
    window = open_journal(workspace)
    real, others = stored.disk.append, []

    def append(path, data, mode):
        if not others:
            # No lock that both know keeps it away.
            others.append("on its way")
            monkeypatch.setattr(files, "locked", lambda name: nullcontext())
            others[0] = window.save("equity.habit", "theirs", **ASKED)
        return real(path, data, mode=mode)

    monkeypatch.setattr(stored.disk, "append", append)
    mine = journal.save("equity.today", "two", parent=first.id, **ASKED)
    assert journal.responses() == sorted([first, mine, *others], key=lambda r: (r.seq, r.id))
    assert journal.faults == journal.missing() == []
