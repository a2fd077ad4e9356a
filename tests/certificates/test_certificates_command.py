"""``kit class certificates`` and ``kit certificate --verify`` as they are typed."""

from __future__ import annotations

import os
import pty
import sys
from pathlib import Path

import pypdfium2
import pytest
from typed import kit

pytest.importorskip("nbgrader")

from finished_class import FOLLOW_UP, class_of, hand_in
from killing import killed

from kit.certificates import making
from kit.certificates.signed import verify
from kit.classroom import Member, Settings, write_roster
from kit.classroom.settings import start_settings
from kit.cli import class_certificates
from kit.handin.weeks import course_weeks

PASS = "four words nobody guesses"
HOSTILE = '#strong[x] $y$ \\ "q" <b> [[ 家 \u202e*'


@pytest.fixture
def typed(monkeypatch):
    """What somebody types when asked; each answer is taken once."""
    answers = []

    def asked(what):
        assert answers, f"asked in vain: {what}"
        return answers.pop(0)

    monkeypatch.setattr(class_certificates, "asked", asked)
    return answers


@pytest.fixture
def root(tmp_path):
    root = class_of(tmp_path / "fall", {"maria": "María Pérez", "ben": HOSTILE, "amy": "Amy Lee"})
    start_settings(root, Settings(course="Partnership, *fall* 2026"))
    hand_in(root, "maria")
    hand_in(root, "ben")
    hand_in(root, "amy", ["start"])
    return root


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def text_of(page: Path) -> str:
    return "\n".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(page))


def test_who_has_finished_gets_a_tagged_page_that_verifies_and_nothing_is_made_twice(root, typed):
    typed += [PASS, PASS]
    done = kit("class", "certificates", root)
    assert done.returncode == 0, done.stdout + done.stderr
    made = root / "certificates"
    files = contents(made)
    assert sorted(files) == [f"certificate_{id}.{kind}" for id in ("ben", "maria") for kind in ("pdf", "txt")]
    assert "certificates made: 2; there already: 0" in done.stdout
    assert "Amy Lee (amy), not finished: Equity (not handed in), Respect" in done.stdout
    assert {path.stat().st_mode & 0o777 for path in made.iterdir()} == {0o600}
    assert made.stat().st_mode & 0o777 == 0o700
    for part in (b"/MarkInfo", b"/StructTreeRoot", b"/Lang(en)", b"pdfuaid:part"):
        assert part in files["certificate_maria.pdf"]
    said = " ".join(text_of(made / "certificate_maria.pdf").split())
    weeks = [week.minutes for week in course_weeks()]
    hours = f"{sum(weeks[:-1]) / 60:.1f} hours ({sum(weeks[:-1])} minutes)"
    for words in ("María Pérez", "Partnership, *fall* 2026", hours, f"Start here {weeks[0]}"):
        assert words in said
    assert "Words." not in said
    # Later runs find it all, and ask for nothing.
    again = kit("class", "certificates", root)
    assert (again.returncode, contents(made)) == (0, files)
    assert "certificates made: 0; there already: 2" in again.stdout
    checked = kit(
        "certificate", "--verify", made / "certificate_maria.pdf", "--key", root / "certificate_key.pub"
    )
    assert (checked.returncode, checked.stderr) == (0, "")
    assert checked.stdout.startswith(
        "certificate_maria.pdf is genuine: María Pérez, Partnership, *fall* 2026, 7 weeks"
    )
    assert kit("certificate", "--verify", made / "certificate_maria.txt").returncode == 0


def test_a_hostile_name_stands_on_the_page_as_it_is(root, typed):
    typed += [PASS, PASS]
    kit("class", "certificates", root)
    page = root / "certificates/certificate_ben.pdf"
    said = text_of(page)
    for words in ("#strong[x] $y$", '"q" <b> [[', "\\u202e*"):
        assert words in said
    assert verify(page.read_bytes(), "it").facts.name == HOSTILE.replace("\u202e", "\\u202e")


def test_a_new_name_and_more_weeks_are_a_new_certificate_and_the_others_stay(root, typed):
    typed += [PASS, PASS]
    kit("class", "certificates", root)
    made = root / "certificates"
    before = contents(made)
    hand_in(root, "maria", [FOLLOW_UP])
    typed.append("another passphrase")
    wrong = kit("class", "certificates", root)
    assert (wrong.returncode, contents(made)) == (2, before)
    assert "can't be opened" in wrong.stderr
    typed.append(PASS)
    assert "certificates made: 1; there already: 1" in kit("class", "certificates", root).stdout
    assert contents(made)["certificate_ben.pdf"] == before["certificate_ben.pdf"]
    hours = f"{sum(week.minutes for week in course_weeks()) / 60:.1f} hours"
    assert f"8 weeks, {hours}" in kit("certificate", "--verify", made / "certificate_maria.pdf").stdout
    write_roster(root, [Member("ben", name="Ben Ito"), Member("maria", name="María Pérez")])
    # A page that somebody changed is made again too.
    (made / "certificate_maria.pdf").write_bytes(before["certificate_maria.pdf"][:-9])
    typed.append(PASS)
    assert "certificates made: 2" in kit("class", "certificates", root).stdout
    assert "is genuine: Ben Ito" in kit("certificate", "--verify", made / "certificate_ben.pdf").stdout


def test_who_was_vouched_for_keeps_the_certificate_and_is_told_as_one_who_has_it(root, typed):
    hand_in(root, "maria", ["equity"], without={"equity.today"})
    typed += [PASS, PASS]
    assert "made: 2" in kit("class", "certificates", root, "--vouch", "maria").stdout
    later = kit("class", "certificates", root).stdout
    said = "María Pérez (maria), not finished, has an earlier certificate: Equity (1 without"
    assert said in later
    assert (root / "certificates/certificate_maria.pdf").exists()


def test_killed_anywhere_and_run_again_it_makes_nothing_twice(root, typed, monkeypatch):
    monkeypatch.setattr(class_certificates, "asked", lambda what: PASS)
    # Threads of typst are gone in a forked process, and it would wait for them.
    monkeypatch.setattr(making, "typeset", lambda *page: b"%PDF-1.7\n" + page[2]["code"].encode())

    def run():
        assert kit("class", "certificates", root).returncode == 0

    at = 3
    while killed(root, run, at)[0]:
        at += 3
    run()
    made = contents(root / "certificates")
    assert len([name for name in made if not name.startswith(".")]) == 4
    key = root / "certificate_key.pub"
    for id in ("maria", "ben"):
        page = root / "certificates" / f"certificate_{id}.pdf"
        assert kit("certificate", "--verify", page, "--key", key).returncode == 0


def test_forgetting_a_learner_takes_their_certificate(root, typed):
    typed += [PASS, PASS]
    kit("class", "certificates", root)
    done = kit("class", "forget", root, "maria", "--yes")
    assert done.returncode == 0, done.stdout
    assert sorted(contents(root / "certificates")) == ["certificate_ben.pdf", "certificate_ben.txt"]


def test_what_cannot_be_done_is_a_sentence_and_changes_nothing(root, typed, tmp_path):
    before = sorted(path.name for path in root.iterdir())
    typed += ["short"]
    assert "at least 12" in kit("class", "certificates", root).stderr
    typed += [PASS, PASS + "x"]
    assert "the two passphrases differ" in kit("class", "certificates", root).stderr
    assert "no interface.fr.yaml" in kit("class", "certificates", root, "--language", "fr").stderr
    assert sorted(path.name for path in root.iterdir()) == before
    write_roster(root, [Member("amy")])
    done = kit("class", "certificates", root)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (
        0, "Nobody has finished yet, so there is no certificate.",
    )  # fmt: skip
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.7\n")
    for file, key, sentence in (
        ("none.pdf", None, "there is no file none.pdf"),
        ("letter.pdf", None, "letter.pdf contains no certificate"),
        ("letter.pdf", "none.pub", "neither a file nor a fingerprint"),
        ("letter.pdf", "letter.pdf", "isn't a public key"),
    ):
        said = kit("certificate", "--verify", file, *(["--key", key] if key else []), cwd=tmp_path)
        assert said.returncode == 2
        assert sentence in said.stderr


def test_the_passphrase_is_asked_at_a_terminal_unseen_and_nowhere_else(root):
    assert "run this in a terminal" in kit("class", "certificates", root).stderr
    command = [sys.executable, "-c", "from kit.cli import main; main()", "class", "certificates", str(root)]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(command[0], command)  # noqa: S606  # this very Python
    shown = b""
    for asked in (b"12 characters", b"same passphrase again"):
        while asked not in shown:
            shown += os.read(terminal, 1000)
        os.write(terminal, PASS.encode() + b"\n")
    try:
        while more := os.read(terminal, 1000):
            shown += more
    except OSError:
        pass  # the end of a terminal
    assert os.waitpid(child, 0)[1] == 0, shown
    assert b"certificates made: 2" in shown
    assert PASS.encode() not in shown
