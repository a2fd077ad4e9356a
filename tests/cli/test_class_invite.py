"""``kit class invite``: one file a learner that Home takes, with their own dates."""

from __future__ import annotations

import codecs
import csv
import io
import json
import stat
import sys
import zipfile
from datetime import date

import pytest
from typed import kit

from kit.classroom import Member, Settings, write_roster
from kit.classroom.settings import start_settings
from kit.handin.invitation import keep_invitation, kept_invitation, read_invitation
from kit.journal import make_workspace, read_workspace


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "fall"
    root.mkdir()
    start_settings(root, Settings(course="María's class", hand_in_to="Canvas, Assignments"))
    people = [Member("amy", name="Amy Lee"), Member("ben"), Member("cara", left=date(2026, 9, 1))]
    write_roster(root, people)
    lines = ["assignment,learner,due", "equity,,2026-09-18", "respect,,2026-09-25", "equity,ben,2026-09-20"]
    (root / "due.csv").write_text("\n".join(lines))
    return root


def test_each_learner_gets_their_own_dates_and_nobody_elses(root, tmp_path):
    done = kit("class", "invite", ".", cwd=root)
    assert done.returncode == 0, done.stderr
    folder = root / "invitations"
    names = {"invitation_amy.json", "invitation_ben.json"}
    assert {one.name for one in folder.iterdir()} == {*names, "invitations.zip", "invitations.csv"}
    with zipfile.ZipFile(folder / "invitations.zip") as packed:
        assert {name: packed.read(name) for name in packed.namelist()} == {
            name: (folder / name).read_bytes() for name in names
        }
    texts = {name: (folder / name).read_text("utf-8") for name in names}
    assert "amy" not in texts["invitation_ben.json"]
    ben = read_invitation(texts["invitation_ben.json"])
    assert ben.due == {"equity": date(2026, 9, 20), "respect": date(2026, 9, 25)}
    assert read_invitation(texts["invitation_amy.json"]).due["equity"] == date(2026, 9, 18)
    workspace = make_workspace(tmp_path / "mine")
    keep_invitation(workspace, ben)
    kept = kept_invitation(read_workspace(workspace))
    assert kept is not None
    assert (kept.learner, kept.course, kept.hand_in_to) == ("ben", "María's class", "Canvas, Assignments")
    if sys.platform != "win32":
        assert all(stat.S_IMODE(one.stat().st_mode) == 0o600 for one in folder.iterdir())


def test_one_table_is_ready_for_a_mail_merge(root):
    people = [
        Member("amy", "Núria O'Neil", "amy@school.example"),
        Member("ben", '=HYPERLINK("http://a.example","x");=1+1', "@SUM(A1)"),
        Member("cara"),
    ]
    write_roster(root, people)
    assert kit("class", "invite", root).returncode == 0
    folder = root / "invitations"
    data = (folder / "invitations.csv").read_bytes()
    assert data.startswith(codecs.BOM_UTF8), "Excel and Word show accents"
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert [*rows[0]] == ["id", "name", "email", "file", "text"]
    assert [row["name"] for row in rows if row["id"] != "ben"] == ["Núria O'Neil", "cara"]
    assert rows[0]["email"] == "amy@school.example"
    for row in rows:
        assert json.loads((folder / row["file"]).read_text("utf-8"))["learner"] == row["id"]
        assert row["file"] in row["text"]
        assert "María's class" in row["text"]
        assert "\n" not in row["text"], "one paragraph to paste"
        # Whatever separates cells there, no part begins like a formula.
        assert not any(part.lstrip("\"' ")[:1] in set("=+@") and part[:1] != "'" for text in row.values()
                       for part in text.split(";"))  # fmt: skip


def test_again_it_follows_what_changed(root, tmp_path):
    out = tmp_path / "out"
    kit("class", "invite", root, "--out", out)
    write_roster(root, [Member("amy"), Member("dan")])
    (root / "due.csv").write_text("assignment,learner,due\nequity,,2026-10-02\n")
    assert kit("class", "invite", root, "--out", out).returncode == 0
    assert {one.stem for one in out.glob("*.json")} == {"invitation_amy", "invitation_dan"}
    amy = read_invitation((out / "invitation_amy.json").read_text("utf-8"))
    assert amy.due == {"equity": date(2026, 10, 2)}


def test_an_extension_of_nobody_is_said(root):
    (root / "due.csv").write_text("assignment,learner,due\nequity,,2026-09-18\nequity,marai,2026-09-25\n")
    write_roster(root, [Member("maria"), Member("ben")])
    (root / "nbgrader_config.py").touch()
    for command in ("invite", "status"):
        done = kit("class", command, root)
        assert done.returncode == 0
        (said,) = (line for line in done.stderr.splitlines() if "extension" in line)
        assert "due.csv: nobody in the class has the id 'marai', so this extension of equity" in said


@pytest.mark.parametrize("row", [",María López", "maría,María López"])
def test_a_learner_without_an_id_is_refused_and_nothing_is_written(root, row):
    (root / "roster.csv").write_text(f"id,name\namy,Amy\n{row}\n", "utf-8")
    done = kit("class", "invite", root)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "row 3" in done.stderr
    assert not (root / "invitations").exists()


def test_what_is_missing_is_said(tmp_path):
    assert "nobody is in the class" in kit("class", "invite", tmp_path).stderr
    write_roster(tmp_path, [Member("amy")])
    done = kit("class", "invite", tmp_path)
    assert "No assignment has a due date yet" in done.stdout
    assert "don't say where hand-ins go" in done.stdout
    assert "there is no folder" in kit("class", "invite", tmp_path / "none").stderr
