"""A journal that was put back while the page is open: told at the next Done, offered on reopening."""

from pathlib import Path

import pytest

from kit.content import compiled
from kit.forms import FormContext
from kit.forms.cards import CardSession
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

    assert done("equity.today", "acknowledged")["journal_problems"] == []
    (session.context.folder / "responses.jsonl").unlink()
    (notice,) = done("equity.first_thought", "another")["journal_problems"]
    assert "no longer in your course folder" in notice["text"]
    assert notice["gone"]
    opened = session.open({"type": "open"})["answers"]
    assert opened["equity.today"]["heads"] == []
    assert opened["equity.today"]["lost"]["value"] == "acknowledged"
    assert "lost" not in opened["equity.first_thought"]
    assert done("equity.today", "acknowledged")["journal_problems"] == []
    assert "lost" not in session.open({"type": "open"})["answers"]["equity.today"]


@pytest.mark.attack
def test_one_press_puts_everything_back_cards_too(session):
    content = compiled()
    items = [item for item in content.cases["ms_perez"].items.items if item.kind == "card"][:1]
    cards = CardSession(session.context, items, "01_equity", ["00_start_here", "01_equity"])
    session.done({"type": "done", "item": "equity.today", "value": "one"})
    session.done({"type": "done", "item": "equity.today", "value": "two"})
    value = {"answer": "from memory", "recall": "had"}
    cards.done({"type": "done", "item": items[0].id, "value": value})
    (session.context.folder / "responses.jsonl").unlink(missing_ok=True)
    (notice,) = cards.open({"type": "open"})["journal_problems"]
    opened = cards.put_back({"type": "put_back"})
    assert notice["gone"]
    assert opened["journal_problems"] == []
    assert [head["value"] for head in opened["answers"][items[0].id]["heads"]] == [value]
    assert [h["value"] for h in session.state("equity.today")["heads"]] == ["two"]


def test_a_deleted_text_takes_its_writers_own_marks_with_it(session):
    content = compiled()
    graded = next(a for a in content.cases["ms_perez"].items.assignments if a.id == "equity")
    text, marks = content.cases["ms_perez"].item(graded.graded), content.self_marking(graded)
    alone = FormSession(session.context, [text, marks])
    alone.done({"type": "done", "item": text.id, "value": "I asked her when she can talk."})
    value = {"revision": None, "criteria": {"event": {"level": 2, "words": "I asked her"}}}
    alone.done({"type": "done", "item": marks.id, "value": value})
    heads = [head["id"] for head in alone.state(text.id)["heads"]]
    follows = {"heads": heads, "draft": None, "sent": []}
    alone.delete({"type": "delete", "item": text.id, "follows": follows})
    assert alone.state(marks.id)["heads"] == []
    written = b"".join(p.read_bytes() for p in session.context.folder.parent.rglob("*") if p.is_file())
    assert b"I asked her" not in written


@pytest.mark.attack
@pytest.mark.parametrize("count", [1, 40])
def test_a_line_that_is_set_aside_is_told_when_the_page_opens(session, count: int):
    session.done({"type": "done", "item": "equity.today", "value": "kept"})
    with (session.context.folder / "responses.jsonl").open("ab") as file:
        file.write(b"no answer\n" * count)
    (notice,) = session.open({"type": "open"})["journal_problems"]
    assert notice["text"].startswith("One of" if count == 1 else "40 lines")
    assert not notice["gone"]
    assert session.open({"type": "open"})["journal_problems"] == [notice]


def test_of_two_answers_the_one_that_goes_on_is_named(session):
    session.done({"type": "done", "item": "equity.today", "value": "here"})
    journal = session.context.journal()
    (here,) = journal.responses()
    later = here.model_copy(
        update={"id": f"01J{1:023d}", "parent": here.id, "seq": 1, "value": "there, later"}
    )
    journal.add([later], beside=True)
    shown = session.state("equity.today")["heads"]
    assert {one["value"]: one["later"] for one in shown} == {"here": False, "there, later": True}
