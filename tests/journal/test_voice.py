"""One voice a learner, drawn once: a third of the learners meet each, and nothing changes it later."""

from __future__ import annotations

import json
from itertools import product

import pytest

from kit.journal import (
    draw_voice,
    kept_voice,
    learner_of,
    make_workspace,
    read_workspace,
    update_workspace,
    voice_for,
)
from kit.journal.counterbalance import form_for
from kit.model import VOICES, Item


@pytest.fixture(autouse=True)
def _own_data(tmp_path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))


def test_about_a_third_of_the_learners_meet_each():
    drawn = [voice_for(f"learner-{n}") for n in range(3000)]
    assert all(900 < drawn.count(voice) < 1100 for voice in VOICES)


def test_the_voice_says_nothing_of_the_vignette():
    forms = [Item(id=f"vignette.{x}", kind="vignette", title="What next?", story="Once.") for x in "ab"]
    pairs = [(voice_for(f"p{n}"), form_for(forms, "pre", f"p{n}").id) for n in range(3000)]
    for pair in product(VOICES, ["vignette.a", "vignette.b"]):
        assert 400 < pairs.count(pair) < 600


def test_it_is_kept_where_the_learner_gets_another_id(tmp_path):
    workspace = make_workspace(tmp_path / "w")
    assert kept_voice(workspace) is None
    drawn = draw_voice(workspace)
    assert drawn == voice_for(learner_of(workspace)) == kept_voice(workspace)
    other = next(name for name in ("amy", "eve", "cy") if voice_for(name) != drawn)
    make_workspace(workspace, other)
    assert draw_voice(workspace) == drawn


@pytest.mark.parametrize("odd", [None, "d", "A", 1, ["a"], {"a": "b"}])
def test_what_is_no_voice_is_drawn_anew(tmp_path, odd):
    workspace = make_workspace(tmp_path / "w", "eve")
    update_workspace(workspace, voice=odd)
    assert draw_voice(workspace) == "b"
    assert read_workspace(workspace)["voice"] == "b"
    assert json.loads((workspace / ".partnership" / "workspace.json").read_text())["learner"] == "eve"
