"""What a learner or a file says is text on a terminal, whatever it is made of."""

from __future__ import annotations

import json
import logging
import unicodedata
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from kit.cli import app
from kit.terminal import PrintableFilter, printable, say

COMMANDS = {
    "escape": "\x1bc",
    "clear the screen": "\x1b[2J\x1b[H",
    "color": "\x1b[31;1m",
    "window title": "\x1b]0;title\x07",
    "link": "\x1b]8;;http://127.0.0.1:9/\x1b\\words\x1b]8;;\x1b\\",
    "clipboard": "\x1b]52;c;eA==\x07",
    "bell": "\x07",
    "backspace": "safe\x08\x08\x08\x08",
    "carriage return": "refused\rtaken  ",
    "NUL": "\0",
    "delete": "\x7f",
    "C1 control sequence": "\x9b2J",
    "C1 operating system command": "\x9d0;title\x9c",
    "right to left override": "\u202egpj.exe",
    "isolate": "\u2066\u2067\u2068x\u2069",
    "Arabic letter mark": "\u061c",
    "line separator": "\u2028kit: all is well",
    "byte order mark": "\ufeff",
    "half an emoji": "\ud83d",
}
EVERY = " ".join(COMMANDS.values())


def acting(text: str) -> list[str]:
    """Letters that a terminal takes for a command."""
    odd = "\u061c\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    return [one for one in text if one != "\n" and (unicodedata.category(one) in ("Cc", "Cs") or one in odd)]


@pytest.mark.attack
@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_to_the_terminal_is_printed_as_text(name: str, capsys: pytest.CaptureFixture[str]):
    given = f"before {COMMANDS[name]} after"
    assert acting(given)
    say(given)
    shown = capsys.readouterr().out
    assert acting(shown) == []
    assert shown.startswith("before ")
    assert shown.endswith(" after\n")
    print(f"1 command to a terminal as text: {name}")


@pytest.mark.attack
def test_the_attack_works_where_nothing_is_written_out(capsys: pytest.CaptureFixture[str]):
    typer.echo("\x9b2J \x07 \u202e", color=True)  # noqa: TID251 - as it was
    assert acting(capsys.readouterr().out)


def test_words_of_any_language_stay():
    text = "María, Łukasz,\tעברית العربية 中文 👩\u200d🏫 a\u0301\nnew line"
    assert printable(text) == text


@pytest.mark.attack
def test_commands_that_show_a_files_words(tmp_path: Path):
    text, sheet = tmp_path / "a\x1b]0;x\x07.txt", tmp_path / "a.csv"
    text.write_text(EVERY.replace("\0", "").replace("\ud83d", "") + " I asked Ms. Perez.", "utf-8")
    who = "ana\x1b[2J\u202e"
    lines = [f"t{n},{rater},event\x07,{n % 3}" for n in range(12) for rater in (who, "ben")]
    sheet.write_text("\n".join(["response_id,rater,criterion,level", *lines]), encoding="utf-8")
    shown = [
        CliRunner().invoke(app(), words)
        for words in (
            ["score", str(text), "--dimension", "equity"],
            ["score", str(text), "--csv", str(tmp_path / "\x1b[2J.csv")],
            ["score", str(tmp_path / "none\x9b2J\u202e")],
            ["agree", str(sheet), "--by", "criterion"],
            ["import", str(tmp_path / "x\x07.zip"), "--workspace", str(tmp_path)],
        )
    ]
    assert [acting(one.output) for one in shown] == [[]] * len(shown)
    assert "\\x1b[2J" in shown[3].output
    print(f"{len(shown)} commands that show a file's words: as text")


@pytest.mark.attack
def test_a_log_says_a_learners_name_as_text():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s left out", (EVERY,), None)
    assert acting(record.getMessage())
    assert PrintableFilter().filter(record)
    assert acting(logging.Formatter().format(record)) == []


@pytest.mark.attack
def test_zip_collect_names_a_file_as_text(tmp_path: Path):
    pytest.importorskip("nbgrader")
    import make_submissions as make

    root = make.make_course(tmp_path / "course")
    release, archive = root / "release" / "equity", root / "downloaded" / "equity" / "archive"
    release.mkdir(parents=True)
    (release / "equity.ipynb").write_text(json.dumps(make.source_notebook()), encoding="utf-8")
    archive.mkdir(parents=True)
    (archive / "equity_\x1b[2J\x07\u202e.zip").write_bytes(b"no zip")
    said = make.nbgrader_said(root, "zip_collect", "equity")
    assert "\\x1b[2J\\x07\\u202e.zip" in said.stderr, said.stderr
    assert acting(said.stdout + said.stderr.replace("\x1b[0m", "")) == []
