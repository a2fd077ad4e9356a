"""A hand-in is copied to a folder that is named and closed to others; where it can't be, why not is said."""

from __future__ import annotations

import errno
import json
import tempfile
from pathlib import Path

import pytest
from refused import refused
from typer.testing import CliRunner

from kit.cli import app
from kit.files import replace
from kit.handin.handing import hand_in, handed_in
from kit.handin.invitation import keep_invitation, read_invitation
from kit.handin.sending import folder_for, name_folder, send, sent_answers, sent_before


@pytest.fixture
def ana(learner):
    found = learner(name="ana")
    found.done("equity.reflection", "I asked her.")
    return found


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "class"
    made.mkdir(mode=0o700)
    return made


def test_a_copy_lies_there_for_its_owner_alone_and_is_remembered(ana, folder):
    name_folder(ana.folder, str(folder))
    made = hand_in(ana.folder, "equity")
    assert sent_before(ana.folder, made) is None
    assert sent_answers(ana.folder) == frozenset(), "what lies in a file is not sent yet"
    sent = send(ana.folder, made, str(folder))
    copy = folder / "equity_ana.zip"
    assert copy.read_bytes() == made.zip.read_bytes()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert sent_before(ana.folder, made) == sent
    assert sent_answers(ana.folder) == handed_in(ana.folder) != frozenset()
    ana.done("equity.reflection", "I asked her twice.")
    hand_in(ana.folder, "equity")
    assert (len(handed_in(ana.folder)), sent_answers(ana.folder)) == (1, frozenset())
    name_folder(ana.folder, "")
    assert folder_for(ana.folder) is None


@pytest.mark.attack
@pytest.mark.parametrize("mode", [0o750, 0o705, 0o711, 0o777])
def test_a_folder_that_others_can_open_is_refused(ana, folder, mode):
    with tempfile.TemporaryDirectory() as open_to_others:
        Path(open_to_others).chmod(mode)
        with refused("send.open", folder=Path(open_to_others)):
            name_folder(ana.folder, open_to_others)
        Path(open_to_others).chmod(0o700)
        name_folder(ana.folder, open_to_others)
        Path(open_to_others).chmod(mode)
        with refused("send.open", folder=Path(open_to_others)):
            send(ana.folder, hand_in(ana.folder, "equity"), open_to_others)
        assert list(Path(open_to_others).iterdir()) == []
    folder.chmod(mode)
    folder.parent.chmod(0o700)
    assert name_folder(ana.folder, str(folder)) == folder, "nobody else gets that far"


@pytest.mark.parametrize(
    ("number", "code"),
    [(errno.ENOSPC, "send.full"), (errno.EROFS, "send.read_only"), (errno.EIO, "send.other")],
)
def test_why_it_was_not_sent_is_one_reason_and_the_file_is_still_there(
    ana, folder, monkeypatch, number, code
):
    name_folder(ana.folder, str(folder))
    made = hand_in(ana.folder, "equity")

    def broken(path, data, mode=None):
        raise OSError(number, "broken", str(path))

    monkeypatch.setattr("kit.handin.sending.replace", broken)
    with refused(code, folder=folder):
        send(ana.folder, made, str(folder))
    assert made.zip.is_file()
    assert sent_before(ana.folder, made) is None


def test_what_is_no_folder_or_lies_in_the_course_is_refused(ana, folder):
    (folder / "file").touch()
    for named, code in (
        (folder / "none", "send.missing"),
        (folder / "file", "send.missing"),
        (ana.folder, "send.own"),
    ):
        with refused(code, folder=named):
            name_folder(ana.folder, str(named))
    assert folder_for(ana.folder) is None


@pytest.mark.attack
def test_another_learners_file_is_not_replaced_and_a_link_is_not_followed(ana, learner, folder, tmp_path):
    name_folder(ana.folder, str(folder))
    made = hand_in(ana.folder, "equity")
    ben = learner("ben", "ana")
    ben.done("equity.reflection", "Ben's words")
    theirs = hand_in(ben.folder, "equity").zip.read_bytes()
    replace(folder / made.zip.name, theirs)
    with refused("send.taken", file=folder / made.zip.name):
        send(ana.folder, made, str(folder))
    assert (folder / made.zip.name).read_bytes() == theirs
    (folder / made.zip.name).unlink()
    (folder / made.zip.name).symlink_to(tmp_path / "elsewhere")
    with refused("send.other", folder=str(folder / made.zip.name)):
        send(ana.folder, made, str(folder))
    assert not (tmp_path / "elsewhere").exists()


def test_an_invitation_that_was_confirmed_names_a_folder_too_but_no_other_computer(ana, folder):
    for said, meant in ((str(folder), folder), ("Upload it", None), ("//server/share", None)):
        keep_invitation(ana.folder, read_invitation(json.dumps({"learner": "ana", "hand_in_to": said})))
        assert folder_for(ana.folder) == meant


def test_the_command_sends_only_where_it_is_asked_to(ana, folder):
    def run(*words):
        return CliRunner().invoke(app(), ["handin", "equity", "--workspace", str(ana.folder), *words])

    assert "kit start --handin-to" in str(run("--send").exception)
    name_folder(ana.folder, str(folder))
    assert f"Not sent yet; to copy it to {folder}" in run().output
    assert list(folder.iterdir()) == []
    assert f"Sent to {folder}" in run("--send").output
    assert (folder / "equity_ana.zip").is_file()
