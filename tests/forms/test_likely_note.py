"""After *Done* a form asks which words may tell who somebody is; it is told, and nothing waits for it."""

from pathlib import Path

import pytest

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.messages import reply_to
from kit.forms.session import FormSession
from kit.journal import make_workspace

CASE = compiled().cases["ms_perez"]


@pytest.fixture
def page(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "user data"))
    words = compiled().words
    context = FormContext(make_workspace(tmp_path / "course"), "ms_perez", words, CASE)
    session = FormSession(
        context, [CASE.item(id) for id in ("equity.reflection", "equity.plan", "equity.habit")]
    )

    def ask(type: str, item: str, **more):
        return reply_to(session.handlers, {"type": type, "item": item, **more}, words)

    return ask


def test_the_words_of_a_finished_answer_come_with_what_they_look_like(page):
    assert page("likely", "equity.reflection") == {"ok": True, "likely": []}
    done = page(
        "done", "equity.reflection", value="Ms. Perez asked. Mrs. Okafor said 555-0142.", lane="shared"
    )
    assert done["ok"]
    assert "likely" not in done["answers"]["equity.reflection"], "Done does not wait for it"
    assert page("likely", "equity.reflection")["likely"] == [
        {"kind": "name", "words": "Mrs. Okafor"},
        {"kind": "phone", "words": "555-0142"},
    ]
    page("done", "equity.plan", value={"if": "Amari's aunt calls", "then": "I ask", "look_back": ""})
    assert page("likely", "equity.plan")["likely"] == [{"kind": "name", "words": "Amari"}]


def test_a_private_answer_is_looked_at_for_whoever_is_about_to_share_it(page):
    page("done", "equity.habit", value="I thought of Amari.", lane="private")
    assert page("likely", "equity.habit")["likely"] == [{"kind": "name", "words": "Amari"}]


def test_a_draft_and_another_forms_answer_are_not_looked_at(page):
    page("draft", "equity.reflection", value="Amari waited.")
    assert page("likely", "equity.reflection")["likely"] == []
    assert not page("likely", "equity.today")["ok"]
