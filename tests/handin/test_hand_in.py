"""What travels with a hand-in: the final shared answers of one assignment, and nothing else."""

import errno
import json
import os
import zipfile
from pathlib import Path

import pytest
from killing import killed
from refused import refused
from typer.testing import CliRunner

from kit.cli import app
from kit.content import compiled
from kit.content.course_files import course_files
from kit.handin.handing import hand_in, handed_in, preview
from kit.handin.reading import read_hand_in
from kit.handin.sending import name_folder, send, sent_answers
from kit.journal import read_lines, update_workspace


def everything_under(folder: Path) -> bytes:
    """Every byte of every file, zips unpacked too."""
    found = b""
    for path in folder.rglob("*"):
        if path.is_file():
            found += path.name.encode() + path.read_bytes()
            if path.suffix == ".zip":
                with zipfile.ZipFile(path) as archive:
                    found += b"".join(archive.read(m) for m in archive.namelist())
    return found


def test_the_zip_and_the_folder_hold_the_same_three_files(learner):
    ana = learner(name="ana")
    ana.done("equity.reflection", "Ü an event, 家")
    ana.done("start.expectations", "another assignment's")
    done = hand_in(ana.folder, "equity")
    assert done.zip == ana.folder / "handin" / "equity_ana.zip"
    names = {"equity.ipynb", "responses.jsonl", "handin.json"}
    with zipfile.ZipFile(done.zip) as archive:
        assert set(archive.namelist()) == names
        assert archive.testzip() is None
        for name in names:
            assert archive.read(name) == (done.folder / name).read_bytes()
    assert {p.name for p in done.folder.iterdir()} == names
    release = course_files() / "assignments" / "release" / "equity" / "equity.ipynb"
    assert (done.folder / "equity.ipynb").read_bytes() == release.read_bytes()
    about = json.loads((done.folder / "handin.json").read_text())
    assert about.pop("at").endswith("Z")
    assert about == {
        "schema": 1,
        "assignment": "equity",
        "learner": "ana",
        "workspace": ana.journal.workspace,
        "case": "ms_perez",
        "items": ["equity.reflection"],
        "seq": 1,
    }
    answers, faults = read_lines(done.folder / "responses.jsonl")
    assert [a.value for a in answers] == ["Ü an event, 家"]
    assert faults == []


def test_discarded_sentences_private_answers_and_drafts_stay(learner):
    ana = learner()
    ana.done("equity.reflection", "DISCARDED")
    ana.done("equity.reflection", "final")
    ana.done("equity.habit", "PRIVATE-HABIT")
    ana.done("equity.own_family", "PRIVATE-FAMILY")
    ana.done("equity.intake", "WAS-SHARED")
    ana.done("equity.intake", "PRIVATE-SINCE", lane="private")
    ana.journal.save_draft("equity.today", "DRAFT-SHARED", lane="shared", case="ms_perez")
    ana.journal.save_draft("equity.plan", {"if": "DRAFT-PRIVATE"}, lane="private", case="ms_perez")
    done = hand_in(ana.folder, "equity")
    assert [r.value for r in done.included] == ["final"]
    why = {one.item: one.why for one in done.left_out}
    assert why["equity.habit"] == why["equity.own_family"] == why["equity.intake"] == "private"
    assert why["equity.plan"] == "private"
    assert why["equity.today"] == "draft"
    assert why["equity.first_thought"] == "open"
    sent = everything_under(ana.folder / "handin")
    for word in (b"DISCARDED", b"PRIVATE", b"WAS-SHARED", b"DRAFT"):
        assert word not in sent


def test_drafts_go_only_when_she_says_so_and_private_ones_never(learner):
    ana = learner()
    ana.done("equity.reflection", "done before")
    before = ana.journal.heads("equity.reflection", case="ms_perez")[0]
    ana.journal.save_draft("equity.reflection", "rewritten", lane="shared", parent=before.id, case="ms_perez")
    ana.journal.save_draft("equity.today", "a draft", lane="shared", case="ms_perez")
    ana.journal.save_draft("equity.habit", "PRIVATE", lane="private", case="ms_perez")
    without = hand_in(ana.folder, "equity")
    assert [r.value for r in without.included] == ["done before"]
    assert {one.item: one.why for one in without.drafts} == {
        "equity.reflection": "newer_draft",
        "equity.today": "draft",
    }
    taken = hand_in(ana.folder, "equity", with_drafts=True)
    assert sorted(str(r.value) for r in taken.included) == ["a draft", "rewritten"]
    assert taken.drafts == ()
    assert [d.item for d in ana.journal.drafts()] == ["equity.habit"]
    assert b"PRIVATE" not in everything_under(ana.folder)


def test_an_item_that_is_never_shared_stays_whatever_a_line_says(learner, monkeypatch):
    content = compiled()
    case = content.cases["ms_perez"]
    closed = [
        i.model_copy(update={"lane_open": False}) if i.id == "equity.habit" else i for i in case.items.items
    ]
    items = case.items.model_copy(update={"items": tuple(closed)})
    case = case.model_copy(update={"items": items})
    content = content.model_copy(update={"cases": {"ms_perez": case}})
    monkeypatch.setattr("kit.handin.handing.compiled", lambda: content)
    ana = learner()
    ana.done("equity.habit", "SECRET", lane="shared")
    ana.journal.save_draft("equity.habit", "SECRET", lane="shared", occasion="post", case="ms_perez")
    done = hand_in(ana.folder, "equity", with_drafts=True)
    assert done.included == ()
    assert b"SECRET" not in everything_under(ana.folder / "handin")


@pytest.mark.parametrize(
    ("assignment", "travels"),
    [
        ("start", [("pre", 1)]),
        ("iep_meeting", [("post", {"missing": "no_chance"}), ("then", 2)]),
        ("follow_up", [("follow_up", 3)]),
    ],
)
def test_ratings_travel_with_the_hand_in_of_their_occasion(learner, assignment, travels):
    ana = learner()
    for occasion, value in (("pre", 1), ("post", {"missing": "no_chance"}), ("then", 2), ("follow_up", 3)):
        ana.done("rate.equity.preferences", value, occasion=occasion)
    done = hand_in(ana.folder, assignment)
    assert [(r.occasion, r.value) for r in done.included] == travels


def test_each_vignette_travels_with_its_own_hand_in_and_the_other_form_is_not_missed(learner):
    ana = learner(name="amy")
    ana.done("vignette.b", "before", occasion="pre")
    first, second = hand_in(ana.folder, "start"), preview(ana.folder, "iep_meeting")
    assert [(r.item, r.occasion, r.value) for r in first.included] == [("vignette.b", "pre", "before")]
    assert "vignette.a" not in {one.item for one in first.left_out}
    assert {one.item for one in second.left_out if one.item.startswith("vignette")} == {"vignette.a"}


def test_nothing_answered_is_still_a_hand_in_and_preview_writes_nothing(learner):
    ana = learner()
    seen = preview(ana.folder, "equity")
    assert not (ana.folder / "handin").exists()
    assert seen.included == ()
    assert {one.why for one in seen.left_out} == {"open"}
    assert hand_in(ana.folder, "equity").zip.is_file()


def test_two_heads_are_refused_with_the_way_to_choose(learner, tmp_path: Path):
    ana, home = learner("a", "ana"), learner("b", "ana")
    ana.done("equity.reflection", "at school")
    home.done("equity.reflection", "at home\nwith a second line and a good many more words")
    ana.journal.add(home.journal.responses())
    with refused("handin.two_versions", assignment="equity", item="equity.reflection") as error:
        hand_in(ana.folder, "equity")
    assert not (ana.folder / "handin").exists()
    said = error.value.facts["answers"]
    assert "at school" in said
    assert "\n" not in said
    ids = {h.value: h.id for h in ana.journal.heads("equity.reflection", case="ms_perez")}
    assert all(id in said for id in ids.values())
    keep = f"equity.reflection={ids['at school']}"
    run = CliRunner().invoke(app(), ["handin", "equity", "--workspace", str(ana.folder), "--keep", keep])
    assert run.exit_code == 0, run.output
    answers, _ = read_lines(ana.folder / "handin" / "equity" / "responses.jsonl")
    assert [a.value for a in answers] == ["at school"]


def test_a_shared_and_a_private_head_are_asked_about_without_quoting_the_private_one(learner):
    ana = learner()
    ana.done("equity.intake", "for others")
    mine = ana.done("equity.intake", "SECRET", lane="private", again=False)
    with refused("handin.two_versions") as error:
        hand_in(ana.folder, "equity")
    assert "SECRET" not in str(error.value)
    ana.journal.choose("equity.intake", mine.id)
    assert hand_in(ana.folder, "equity").included == ()
    assert b"SECRET" not in everything_under(ana.folder)


def test_a_draft_begun_before_the_other_answer_came_is_asked_about(learner):
    ana = learner()
    first = ana.done("equity.reflection", "first")
    ana.journal.save_draft(
        "equity.reflection", "from the first", lane="shared", parent=first.id, case="ms_perez"
    )
    other = {"id": first.id[:-1] + ("Y" if first.id.endswith("Z") else "Z"), "parent": first.id, "seq": 7}
    ana.journal.add([first.model_copy(update=other | {"value": "new"})])
    with refused("handin.two_versions"):
        hand_in(ana.folder, "equity", with_drafts=True)


def test_the_command_says_what_is_in_it_and_what_is_not(learner):
    ana = learner(name="ana")
    ana.done("equity.reflection", "text")
    ana.done("equity.habit", "PRIVATE")
    ana.journal.save_draft("equity.today", "a draft", lane="shared", case="ms_perez")
    run = CliRunner().invoke(app(), ["handin", "equity", "--workspace", str(ana.folder)])
    assert run.exit_code == 0, run.output
    within, without = run.output.split("Not in it:")
    titles = preview(ana.folder, "equity").titles
    assert titles["equity.reflection"] in within
    assert f"{titles['equity.habit']}: private, so it stays with you" in without
    assert f"{titles['equity.today']}: a draft, not Done yet" in without
    assert "kit handin equity --with-drafts" in without
    assert "PRIVATE" not in run.output


def test_what_is_no_assignment_or_no_folder(learner, tmp_path: Path):
    ana = learner()
    for name in ("equty", "../equity", ""):
        with refused("assignment.none", assignment=name):
            hand_in(ana.folder, name)
    with refused("workspace.none", folder=tmp_path / "nowhere"):
        hand_in(tmp_path / "nowhere", "equity")


@pytest.mark.parametrize("room", [0, 1, 3])
def test_a_full_disk_leaves_the_last_hand_in_whole(learner, monkeypatch, room: int):
    """However many of the hand-in's files still find room."""
    ana = learner(name="ana")
    ana.done("equity.reflection", "first")
    made = hand_in(ana.folder, "equity").zip.parent
    before = {file: file.read_bytes() for file in made.rglob("*") if file.is_file()}
    ana.done("equity.reflection", "second")
    real, synced = os.fsync, []

    def full(fd: int) -> None:
        synced.append(fd)
        if len(synced) > room:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(fd)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with refused("not_saved.hand_in", "journal.disk_full"):
            hand_in(ana.folder, "equity")
    assert len(synced) == room + 1
    assert {file: file.read_bytes() for file in made.rglob("*") if file.is_file()} == before


def test_the_voice_of_her_year_travels_and_nothing_is_drawn_on_the_way(learner):
    ana = learner(name="ana")
    ana.done("equity.reflection", "An event.")
    about = hand_in(ana.folder, "equity").folder / "handin.json"
    assert "voice" not in json.loads(about.read_text())
    update_workspace(ana.folder, voice="c")
    hand_in(ana.folder, "equity")
    assert json.loads(about.read_text())["voice"] == "c"
    assert read_hand_in(about.parent).voice == "c"
    about.write_text(about.read_text().replace('"voice": "c"', '"voice": "z"'))
    assert read_hand_in(about.parent).voice is None


@pytest.mark.attack
@pytest.mark.skipif(os.name == "nt", reason="forks and kills")
def test_after_a_kill_only_what_is_in_the_file_counts_as_handed_in(learner, tmp_path):
    ana = learner(name="ana")
    folder = tmp_path / "instructor"
    folder.mkdir(mode=0o700)
    name_folder(ana.folder, str(folder))
    ana.done("equity.intake", "first")
    send(ana.folder, hand_in(ana.folder, "equity"), str(folder))
    ana.done("equity.intake", "second")
    (made,) = (ana.folder / "handin").glob("*.zip")
    kills = 0
    while killed(ana.folder / "handin", lambda: hand_in(ana.folder, "equity"), at=kills + 1)[0]:
        kills += 1
        with zipfile.ZipFile(made) as archive:
            (there,) = map(json.loads, archive.read("responses.jsonl").splitlines())
        assert handed_in(ana.folder) == {there["id"]}
        assert sent_answers(ana.folder) == ({there["id"]} if there["value"] == "first" else set())
    assert kills >= 8
    print(f"{kills} kills of a hand-in: none made the page say that a file holds what it doesn't")
