"""Words that are too hard, prompts that are too long, and sentences of the source."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from kit.content import compiled
from kit.content.reading_grade import grade, plain
from kit.content.source_runs import copied, runs, source_hashes, written

ROOT = Path(__file__).parent.parent.parent
CASE, ITEMS = "case_studies/ms_novak/case.yaml", "case_studies/ms_novak/items.yaml"
RESPECT = "notebooks/text/01_respect.md"
HARD = (
    "Institutional accountability necessitates comprehensive interdisciplinary collaboration regarding "
    "multidimensional communicative accommodations, and organizational restructuring facilitates equitable "
    "participation opportunities notwithstanding administrative impediments or procedural complications that "
    "characteristically accompany individualized educational programming responsibilities, irrespective of "
    "professional preferences concerning representation. "
)


def test_hard_piece_of_yaml(course):
    line = course.edit(ITEMS, "prompt: >-\n", f"prompt: >-\n      {HARD}\n")
    told = "\n".join(course.faults())
    assert f"{ITEMS}:{line - 3}: 'consent.use' reads at grade" in told


def test_hard_section_of_a_notebook(course):
    line = course.edit(RESPECT, "## Your plan\n", f"## Your plan\n\n{HARD * 3}\n")
    assert any(f.startswith(f"{RESPECT}:{line}: 'Your plan' reads at grade") for f in course.faults())


def test_long_prompt(only):
    only(
        ITEMS,
        "    prompt: >-\n",
        "    prompt: >-\n      " + "Say it again. " * 21 + "\n",
        "words",
        "at most 60",
    )


def test_names_of_strategies_are_exempt():
    for strategy in compiled().framework.strategies:
        assert copied(strategy.name) is None


def test_source_sentence_is_refused(course, monkeypatch):
    run = "the quick brown fox jumps over a lazy"
    monkeypatch.setattr("kit.content.source_runs.source_hashes", lambda: frozenset(dict(runs(run)).values()))
    line = course.edit(
        RESPECT, "## Your plan\n", "## Your plan\n\nThe quick, brown fox *jumps* over a lazy dog.\n"
    )
    case = course.edit(CASE, "text: She speaks Czech.", "text: The quick brown fox jumps over a lazy cat.")
    told = course.faults()
    assert [f.split(": ")[0] for f in told] == [f"{CASE}:{case}", f"{RESPECT}:{line + 2}"]
    assert "say it in the course's own words" in told[0]


def test_committed_hashes_are_the_sources():
    if "KIT_SHARED" not in os.environ:
        pytest.skip("KIT_SHARED names no folder")
    source = ROOT / os.environ["KIT_SHARED"] / "source" / "partnership-dimensions.txt"
    names = [strategy.name for strategy in compiled().framework.strategies]
    assert written(source.read_text("utf-8"), names) == (ROOT / "kit/content/source_runs.json").read_text(
        "utf-8"
    )
    assert len(source_hashes()) > 500


def test_hashes_hold_no_words():
    kept = json.loads((ROOT / "kit/content/source_runs.json").read_text("utf-8"))
    assert all(len(one) == 16 and set(one) <= set("0123456789abcdef") for one in kept["hashes"])


def test_known_grades():
    # Counted by hand: 6 words, 1 sentence, 6 syllables → .39·6 + 11.8·1 − 15.59.
    assert grade("The cat sat on the mat.") == -1.4
    # 10 words, 1 sentence, 17 syllables, "every" heard as three.
    assert grade("The teacher asks the family about the meeting every day.") == 8.4


def test_plain_leaves_what_is_read():
    text = "## Head\n\n- one **two** [three](http://x.y)\n\n```{code-cell}\nx = 1\n```\n\n"
    text += "![alt](a.svg)<b>four</b>"
    assert plain(text).split() == ["Head", "one", "two", "three", "four"]
