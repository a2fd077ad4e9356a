from __future__ import annotations

import json

import pytest

pytest.importorskip("sqlalchemy")

import make_submissions as make
from vignette_texts import CONSENT, OCCASION, TEXTS, workspace


@pytest.fixture
def course(tmp_path):
    """A course root with collected hand-ins of four learners who gave consent and one who didn't."""
    root = tmp_path / "course"
    (root / "source").mkdir(parents=True)
    (root / "nbgrader_config.py").write_text("")
    for (learner, assignment), text in TEXTS.items():
        form = "vignette.a" if (assignment == "start") == (learner != "bo") else "vignette.b"
        lines = make.line(text, 3, form, occasion=OCCASION[assignment], workspace=workspace(learner))
        if assignment == "start":
            lines += make.line(CONSENT[learner], 1, "consent.use", workspace=workspace(learner))
        folder = root / "submitted" / learner / assignment
        folder.mkdir(parents=True)
        about = {"schema": 1, "assignment": assignment, "learner": learner, "at": "2026-11-21T09:00:00+00:00"}
        (folder / "handin.json").write_text(json.dumps(about | {"workspace": workspace(learner)}))
        (folder / "responses.jsonl").write_text(lines, encoding="utf-8")
    return root
