"""What README and the guide tell people to write beside their class never reaches the repository."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[1]
PAGES = [CHECKOUT / "README.md", *sorted((CHECKOUT / "notebooks" / "instructor" / "guide").glob("*.md"))]
NOT_WRITTEN = {"responses.jsonl", "case.yaml", "class-list.csv", "export.csv"}
"""Named as parts of something else, or what a platform exported."""

pytestmark = pytest.mark.skipif(not (CHECKOUT / ".git").exists(), reason="no repository")


def ignored(paths):
    """Those of the paths that git leaves out."""
    asked = subprocess.run(
        ["git", "check-ignore", "--no-index", *paths],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    return set(asked.stdout.split())


def tables():
    found = {
        name
        for page in PAGES
        for name in re.findall(r"[\w./-]*\w\.(?:csv|tsv|db|jsonl?|xlsx)\b", page.read_text("utf-8"))
    }
    return {Path(name).name for name in found} - NOT_WRITTEN


def outputs():
    return {
        name for page in PAGES for name in re.findall(r"--out ([a-z_]+)(?![\w.])", page.read_text("utf-8"))
    }


def test_every_table_that_is_named_is_left_out():
    names = {
        *tables(),
        "who.csv",
        "grades_sent.json",
        "mail.csv",
        "roster.csv",
        "settled.csv",
        "released_groups.json",
    }
    assert {"grades.csv", "marks.csv", "stories.csv", "ratings.db", "who.csv"} <= names
    paths = {f"assignments/{name}" for name in names}
    assert paths - ignored(paths) == set()


def test_what_a_command_writes_is_left_out_wherever_it_is_typed():
    assert {"sample_class"} <= outputs()
    # Where the class report lies unless somebody says otherwise.
    folders = {*outputs(), "report"}
    paths = {f"{folder}{name}/made.html" for name in folders for folder in ("", "assignments/")}
    paths |= {f"elsewhere/for_instructor_only.{kind}" for kind in ("html", "pdf", "csv")}
    paths |= {name for name in tables() if name.endswith((".csv", ".tsv"))}
    assert paths - ignored(paths) == set()


def test_the_assignments_themselves_are_kept():
    kept = subprocess.run(
        ["git", "ls-files", "assignments"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split()
    assert "assignments/source/equity/equity.ipynb" in kept
    assert ignored(kept) == set()
