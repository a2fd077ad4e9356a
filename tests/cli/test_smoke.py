"""Every command once in a process of its own, as a terminal starts it; rooms test what they do."""

from __future__ import annotations

import pytest
from typed import kit_process

from kit.cli import COMMANDS

TEXT = "At the fall conference a grandfather laid our report face down. On Monday I will ask him why."
RATINGS = "response_id,rater,criterion,level\n" + "".join(
    f"t{n},{rater},event,{(n + late) % 4}\n" for late, rater in enumerate(("ana", "ben")) for n in range(12)
)

# What is typed, how it ends, and a part of what is printed.
TYPED = {
    "start": (["--workspace", "a.txt", "--no-browser"], 2, "a.txt"),
    "handin": (["equity", "--workspace", "nowhere"], 2, "nowhere"),
    "import": (["a.txt", "--workspace", "."], 2, "a.txt"),
    "export": (["--workspace", "nowhere"], 2, "nowhere"),
    "backup": (["--restore", "none.backup", "--workspace", "new"], 2, "none.backup"),
    "growth": (["nowhere", "--out", "made"], 2, "nowhere"),
    "agree": (["ratings.csv"], 0, "ana · ben"),
    "cohort": (["empty", "--out", "c.csv"], 2, "kit: "),
    "class": (["nowhere", "--out", "made"], 2, "nowhere"),
    "certificate": (["--verify", "a.txt"], 2, "contains no certificate"),
    "roster": (["nowhere", "a.txt"], 2, "nowhere"),
    "collect": (["nowhere"], 2, "kit class new"),
    "grades": (["nowhere", "--for", "csv", "--out", "grades.csv"], 2, "nowhere"),
    "mark": (["nowhere", "equity"], 2, "nowhere"),
    "marks": (["differ", "nowhere"], 2, "nowhere"),
    "feedback": (["nowhere", "equity"], 2, "nowhere"),
    "score": (["a.txt"], 0, "A person gives the mark."),
    "check": (["empty"], 2, "kit: "),
    "build": (["--check"], 0, "up to date"),
    "doctor": (["--workspace", "empty"], None, "Python"),
    "demo": (["--out", "full"], 2, "name another."),
}


def test_each_command_is_started_once():
    assert set(TYPED) == set(COMMANDS)


# A process takes a second. The ordinary run starts what learners type, and what instructors type first.
OFTEN = {"start", "handin", "import", "export", "class", "collect", "mark", "feedback"}


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=() if one in OFTEN else pytest.mark.slow) for one in COMMANDS]
)
def test_a_command_starts_and_ends_in_words(name, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    (tmp_path / "ratings.csv").write_text(RATINGS, "utf-8")
    for folder in ("empty", "full"):
        (tmp_path / folder).mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine", "utf-8")
    arguments, code, said = TYPED[name]
    done = kit_process(name, *arguments, cwd=tmp_path, env={"KIT_DATA": str(tmp_path / "data")})
    assert "Traceback" not in done.stderr
    assert said in done.stdout + done.stderr
    assert done.returncode == code if code is not None else done.returncode in (0, 1)
