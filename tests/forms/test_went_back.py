"""A journal that was put back while the page is open: told at the next Done, offered on reopening."""

from pathlib import Path

import pytest

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.session import FormSession
from kit.journal import make_workspace


@pytest.fixture
def session(tmp_path: Path, monkeypatch) -> FormSession:
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    content = compiled()
    context = FormContext(make_workspace(tmp_path / "course"), "ms_perez", content.words)
    items = [content.cases["ms_perez"].item(id) for id in ("equity.today", "equity.first_thought")]
    return FormSession(context, items)


@pytest.mark.attack
def test_an_answer_whose_file_was_deleted_is_told_and_offered_again(session):
    def done(item: str, value: str) -> dict:
        return dict(session.done({"type": "done", "item": item, "value": value}))

    assert "notice" not in done("equity.today", "acknowledged")
    (session.context.folder / "responses.jsonl").unlink()
    assert "no longer in your course folder" in done("equity.first_thought", "another")["notice"]
    opened = session.open({"type": "open"})["answers"]
    assert opened["equity.today"]["heads"] == []
    assert opened["equity.today"]["lost"]["value"] == "acknowledged"
    assert "lost" not in opened["equity.first_thought"]
    assert "notice" not in done("equity.today", "acknowledged")
    assert "lost" not in session.open({"type": "open"})["answers"]["equity.today"]
