"""What every host answers is written down; a change of it is seen, also under another Python."""

from __future__ import annotations

import json

from pages.transcript import FILE, conversation


def test_every_answer_is_the_one_that_is_written_down(tmp_path):
    written = json.loads(FILE.read_text("utf-8"))
    spoken = conversation(tmp_path / "course")
    for now, before in zip(spoken, written, strict=True):
        assert now == before
