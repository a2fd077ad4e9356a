"""A private sentence, followed everywhere: it must be in the private place and in no other.

`leaks` looks through a folder, zips and encodings included; the fixture ``lived_in`` is a workspace in
which everything private has happened. A new thing that a submission, a browser or marking produces is
looked through by a test more, here or beside it.
"""

from __future__ import annotations

import base64
import io
import json
import os
import stat
import textwrap
import zipfile
from collections.abc import Iterator
from pathlib import Path

import nbformat
import pytest

import kit
from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.journal import make_workspace, open_journal, private_folder
from kit.journal.lock import lock_folder
from kit.launch.server import strip_before_saving
from kit.pages.notebook_copies import refresh

PRIVATE = "MARKprivate7Q"
DISCARDED = "MARKdiscarded7Q"
DRAFT = "MARKdraft7Q"
SHARED = "MARKshared7Q"


def _table(*asked: str) -> dict[str, object]:
    rows = zip(("language", "reach", "hours"), asked, strict=False)
    return {"rows": [{"row": row, "cells": {"ask": said}} for row, said in rows]}


# What a learner's browser sends, in order; values carry the marks.
MESSAGES = {
    "00_start_here.ipynb": [
        ("draft", "start.comes_back", f"{PRIVATE} a line", "private"),
        ("done", "start.comes_back", f"{PRIVATE} a line", "private"),
    ],
    "01_equity.ipynb": [
        ("draft", "equity.habit", f"{PRIVATE} a decision", "private"),
        ("done", "equity.habit", f"{PRIVATE} a decision", "private"),
        ("draft", "equity.own_family", _table(f"{PRIVATE} not done"), "private"),
        ("draft", "equity.reflection", f"{DISCARDED} half a sentence", "shared"),
        ("done", "equity.reflection", f"{SHARED} and {DISCARDED}", "shared"),
        ("done", "equity.reflection", f"{SHARED} alone", "shared"),
        ("done", "equity.intake", _table(f"{PRIVATE} kept here by choice", "Which?", "When?"), "private"),
        ("draft", "equity.today", f"{DRAFT} not done", "shared"),
    ],
}

FRONT_END = """
import ipywidgets
from kit.forms.widget import FormWidget
sent = []
forms = [w for w in list(ipywidgets.Widget.widgets.values()) if isinstance(w, FormWidget)]
for form in forms:
    keep = form.send
    form.send = lambda content, *rest, keep=keep: (sent.append(content), keep(content, *rest))
for type, item, value, lane in {messages!r}:
    form = next(f for f in forms if "draft" in f._handlers and item in [one["id"] for one in f.spec["items"]])
    form._receive(form, {{"type": "open", "re": 0}}, [])
    heads = [head["id"] for head in sent[-1]["answers"][item]["heads"]]
    draft = sent[-1]["answers"][item]["draft"]
    follows = {{"heads": heads, "draft": draft and draft["at"], "sent": []}}
    parent = heads[-1] if heads else None
    message = {{"type": type, "item": item, "value": value, "lane": lane, "parent": parent, "re": 1}}
    message["follows"] = follows
    form._receive(form, message, [])
    assert sent[-1]["ok"], sent[-1]
for form in forms:
    form._receive(form, {{"type": "open", "re": 2}}, [])
"""


def _forms(mark: str) -> list[bytes]:
    """The mark as it may stand in a file: plain, UTF-16, and in base64 at each of three offsets."""
    plain = mark.encode()
    coded = [base64.b64encode(b"\0" * n + plain)[-(-n * 8 // 6) : -4] for n in range(3)]
    return [plain, mark.encode("utf-16-le"), *coded]


def leaks(folder: Path, *marks: str) -> list[str]:
    """Every file under a folder, or member of a zip in it, that holds one of the marks."""
    wanted = [form for mark in marks for form in _forms(mark)]
    found = []
    for name, data in _everything(folder):
        if any(form in data or form in name.encode() for form in wanted):
            found.append(name)
    return found


def _everything(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            yield from _unpacked(str(path.relative_to(folder)), path.read_bytes())


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    yield name, data
    if data.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield from _unpacked(f"{name}/{member}", archive.read(member))


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory) -> Iterator[Path]:
    """A workspace after a learner's evening: answers typed into the notebooks' own forms, then saved."""
    place = tmp_path_factory.mktemp("privacy")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KIT_DATA", str(place / "user data"))
        patch.setenv("KIT_FORMS", "screen")
        workspace = place / "course"
        refresh(workspace, learner="ana")
        for name, messages in MESSAGES.items():
            _spend_an_evening(workspace / name, messages)
        journal = open_journal(workspace)
        private = private_folder(journal.workspace) / "private.jsonl"
        # A kill in the middle of a private line; opening tells it.
        whole = private.read_bytes()
        with private.open("ab") as file:
            file.write(whole.splitlines(keepends=True)[0][:-4])
        assert open_journal(workspace).faults
        hand_in(workspace, "start", with_drafts=True)
        hand_in(workspace, "equity")
        yield workspace


def _spend_an_evening(notebook: Path, messages: list[tuple[str, str, str, str]]) -> None:
    from jupyter_server.services.contents.filemanager import FileContentsManager
    from nbclient import NotebookClient

    content = nbformat.read(notebook, as_version=4)
    front_end = nbformat.v4.new_code_cell(textwrap.dedent(FRONT_END.format(messages=messages)))
    # The cell that plays the browser holds the marks itself, so it goes before anything is looked through.
    content.cells.append(front_end)
    client = NotebookClient(
        content,
        kernel_name="python3",
        timeout=120,
        store_widget_state=True,
        resources={"metadata": {"path": str(notebook.parent)}},
    )
    client.execute()
    content.cells.pop()
    assert content.metadata.widgets
    # As another Jupyter would save it, without the course's hook …
    nbformat.write(content, notebook.with_name(f"{notebook.stem} saved elsewhere.ipynb"))
    # … and as `kit start` does, twice, with a checkpoint.
    manager = FileContentsManager(root_dir=str(notebook.parent))
    manager.register_pre_save_hook(strip_before_saving)
    for _ in range(2):
        manager.save({"type": "notebook", "format": "json", "content": content}, notebook.name)
        manager.create_checkpoint(notebook.name)


def test_the_marks_arrived_where_they_belong(lived_in: Path):
    """Without this the other tests would pass on an empty workspace."""
    journal = open_journal(lived_in)
    private = private_folder(journal.workspace)
    assert {r.item for r in journal.responses("private")} == {
        "start.comes_back",
        "equity.habit",
        "equity.intake",
    }
    assert {d.item for d in journal.drafts()} == {"equity.own_family", "equity.today"}
    held = leaks(private, PRIVATE)
    assert "private.jsonl" in held
    assert any("own_family" in name for name in held)
    sent = leaks(lived_in, SHARED)
    assert "responses.jsonl" in sent
    assert "handin/equity_ana.zip/responses.jsonl" in sent
    assert (lived_in / ".ipynb_checkpoints").is_dir()


def test_nothing_private_is_in_the_workspace(lived_in: Path):
    assert leaks(lived_in, PRIVATE, DRAFT) == []


def test_discarded_sentences_do_not_travel(lived_in: Path):
    assert leaks(lived_in / "handin", DISCARDED) == []
    # The earlier revision is the learner's own, in her journal and nowhere else.
    assert leaks(lived_in, DISCARDED) == ["responses.jsonl"]


def test_nothing_private_is_among_the_locks(lived_in: Path):
    assert leaks(lock_folder(), PRIVATE, DISCARDED, DRAFT, SHARED) == []


def test_saved_notebooks_hold_no_answer_at_all(lived_in: Path):
    notebooks = [p for p in lived_in.rglob("*.ipynb") if "saved elsewhere" not in p.name]
    assert len(notebooks) >= 6  # two, their checkpoints, and the two handed in
    for path in notebooks:
        content = json.loads(path.read_text("utf-8"))
        assert "widgets" not in content["metadata"]
        assert not any(cell.get("outputs") for cell in content["cells"])
    assert [n for n in leaks(lived_in, SHARED) if n.endswith(".ipynb")] == []


@pytest.mark.skipif(os.name == "nt", reason="POSIX modes")
def test_only_the_owner_enters_the_private_place(lived_in: Path):
    private = private_folder(open_journal(lived_in).workspace)
    for path in (private, *private.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_second_computer_gets_nothing_private_from_a_hand_in(lived_in: Path, tmp_path: Path, monkeypatch):
    file = lived_in / "handin" / "equity_ana.zip"
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "other data"))
    import_file(make_workspace(tmp_path / "other"), file)
    assert leaks(tmp_path, SHARED)
    assert leaks(tmp_path, PRIVATE, DISCARDED, DRAFT) == []


def test_no_instructors_module_knows_where_the_private_lane_is():
    folder = Path(kit.__file__).parent
    for room in ("cohort", "grading", "measures", "ratings", "report"):
        modules = list(folder.glob(f"{room}/**/*.py"))
        assert modules, room
        for path in modules:
            text = path.read_text("utf-8")
            for name in ("private_folder", "open_journal", "FileJournal", "user_data", "KIT_DATA"):
                assert name not in text, f"{room}/{path.name} mentions {name}"


def test_a_mark_is_found_however_it_is_wrapped(tmp_path: Path):
    (tmp_path / "plain").write_text(f"x{PRIVATE}y")
    for n in range(3):
        (tmp_path / f"coded{n}").write_bytes(base64.b64encode(b"x" * n + PRIVATE.encode() + b" and more"))
    (tmp_path / "wide").write_bytes(PRIVATE.encode("utf-16"))
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("in", PRIVATE)
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("deeper.zip", inner.getvalue())
    assert sorted(leaks(tmp_path, PRIVATE)) == [
        "coded0",
        "coded1",
        "coded2",
        "plain",
        "wide",
        "zip/deeper.zip/in",
    ]
