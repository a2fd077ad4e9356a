"""*Hand in* as its form tells it: checks in order, a row an answer, a file with a name to read, a receipt."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from kit.content import compiled, item_hash
from kit.forms.form import FormContext
from kit.forms.handing_in import hand_in
from kit.forms.messages import reply_to
from kit.handin.handing import hand_in as hand_in_by_command
from kit.handin.handing import handed_in
from kit.handin.invitation import Invitation, keep_invitation
from kit.handin.sending import name_folder
from kit.handin.withdrawing import withdraw
from kit.journal import make_workspace, open_journal, update_workspace

CASE = "ms_perez"


class Page:
    """The form of one assignment, as the page talks to it."""

    def __init__(self, folder: Path, assignment: str):
        content = compiled()
        case = content.cases[CASE]
        asked = next(one for one in case.items.assignments if one.id == assignment)
        context = FormContext(folder, CASE, content.words)
        self.form = hand_in(context, content, asked, frozenset({"vignette.a"}))
        self.folder, self.words, self.case = folder, content.words, case

    def ask(self, type: str, **more):
        return reply_to(self.form.handlers, {"type": type, **more}, self.words)

    def contents(self):
        return self.ask("contents")

    def done(self, item: str, value, **more):
        asked = self.case.item(item)
        heads = open_journal(self.folder).heads(item, more.get("occasion", "during"), case=CASE)
        more = {"lane": asked.lane, "parent": heads[-1].id if heads else None} | more
        open_journal(self.folder).save(item, value, case=CASE, item_hash=item_hash(asked), **more)


@pytest.fixture
def page(tmp_path: Path, monkeypatch):
    monkeypatch.setenv("KIT_DATA", str(tmp_path / "data"))

    def open_one(assignment="respect", learner="ana"):
        folder = make_workspace(tmp_path / f"course {learner}", learner)
        return Page(folder, assignment)

    return open_one


def test_what_is_marked_is_looked_at_first_and_short_texts_are_told(page):
    respect = page()
    first = respect.contents()["checks"][0]
    assert (first["what"], first["item"], first["marked"]) == ("open", "respect.reflection", True)
    respect.done("respect.reflection", "one two " * 6)
    respect.done("respect.opening", "word " * 25)
    checks = respect.contents()["checks"]
    assert (checks[0]["what"], checks[0]["words"], checks[0]["least"], checks[0]["most"]) == (
        "short",
        12,
        80,
        150,
    )
    assert not {"respect.opening", "respect.pause"} & {one["item"] for one in checks}
    respect.done("respect.reflection", "word " * 100, lane="private")
    assert respect.contents()["checks"][0]["what"] == "private"


def test_a_row_says_that_the_first_words_go_and_marks_names_in_them(page):
    respect = page()
    respect.done("respect.first_thought", "Ring Zebulon Quist at 555-201-7788 first.")
    (row,) = respect.contents()["rows"]
    assert (row["first"], row["likely"]) == (False, row["likely"])
    told = row["likely"]
    assert told
    respect.done("respect.first_thought", "Ring the father first.")
    (row,) = respect.contents()["rows"]
    assert (row["first"], row["words"], row["likely"]) == (True, 4, told)
    assert respect.ask("hand_in")["ok"]
    receipt = respect.contents()["receipt"]
    assert (receipt["answers"], receipt["words"], receipt["changed"]) == (1, 4, False)


def test_somebody_alone_sees_what_they_made_also_in_private_and_nothing_to_send(page):
    start = page("start")
    for item, value in (("start.comes_back", "Here."), ("consent.use", "yes")):
        start.done(item, value)
    start.done("rate.equity.preferences", 2, occasion="pre")
    update_workspace(start.folder, alone=True)
    told = start.contents()
    assert [one["title"] for one in told["made"]] == ["start.comes_back", "rated.pre"]
    assert {one["title"] for one in told["made"]} <= start.form.spec["titles"].keys()
    assert not {"checks", "rows", "receipt", "to"} & told.keys()
    update_workspace(start.folder, alone=False)
    assert "made" not in start.contents()


def test_two_heads_come_before_everything_and_refuse(page):
    respect = page()
    respect.done("respect.today", "here")
    respect.done("respect.today", "there", parent=None)
    assert [one["what"] for one in respect.contents()["checks"]][:2] == ["two", "open"]
    refused = respect.ask("hand_in")
    assert not refused["ok"]
    assert refused["code"] == "handin.two_versions"


def test_rows_are_the_answers_and_ratings_are_one_row_an_occasion(page):
    start = page("start")
    ratings = [item.id for item in start.case.items.items if item.kind == "rating"]
    for one in ratings[:9]:
        start.done(one, 2, occasion="pre")
    start.done("start.expectations", "I hope to listen more")
    start.done("start.expectations", "PRIVATE", lane="private")
    said = start.contents()
    rows = {row["id"]: row for row in said["rows"]}
    assert (rows["rated.pre"]["count"], rows["rated.pre"]["of"], rows["rated.pre"]["why"]) == (9, 15, "goes")
    assert rows["start.expectations"]["why"] == "private"
    assert set(rows) == {"rated.pre", "start.expectations"}
    assert [(c["words"], c["most"]) for c in said["checks"] if c["what"] == "ratings"] == [(9, 15)]
    made = start.ask("hand_in")
    assert made["name"] == "start_ana.zip"
    receipt = start.contents()["receipt"]
    assert (receipt["answers"], receipt["ratings"], receipt["words"], receipt["changed"]) == (0, 9, 0, False)


def test_the_file_comes_with_the_reply_and_its_receipt_is_there_after_a_reload(page):
    respect = page()
    nothing = respect.ask("hand_in")
    assert not nothing["ok"]
    assert not (respect.folder / "handin").exists()
    respect.done("respect.reflection", "word " * 100)
    made = respect.ask("hand_in")
    with zipfile.ZipFile(io.BytesIO(made["buffers"][0])) as packed:
        assert "responses.jsonl" in packed.namelist()
    again = Page(respect.folder, "respect")
    receipt = again.contents()["receipt"]
    assert (receipt["name"], receipt["answers"], receipt["words"]) == ("respect_ana.zip", 1, 100)
    assert again.ask("packed")["buffers"] == made["buffers"]
    again.done("respect.reflection", "word " * 101)
    assert again.contents()["receipt"]["changed"]


def test_a_draft_becomes_an_answer_when_it_is_taken_along(page):
    respect = page()
    open_journal(respect.folder).save_draft("respect.today", "a draft", lane="shared", case=CASE)
    assert respect.contents()["drafts"]
    assert respect.ask("hand_in", drafts=True)["ok"]
    assert [row["id"] for row in respect.contents()["rows"]] == ["respect.today"]


def test_a_card_that_was_turned_is_in_no_list(page):
    respect = page()
    respect.done("respect.today", "here")
    card = next(item.id for item in respect.case.items.items if item.kind == "card")
    open_journal(respect.folder).save_draft(card, "half a thought", lane="private", case=CASE)
    assert [row["why"] for row in respect.contents()["rows"]] == ["goes"]


def test_it_is_sent_to_the_folder_that_the_page_named_and_to_no_other(page, tmp_path):
    respect = page()
    respect.done("respect.reflection", "word")
    folder, other = tmp_path / "class", tmp_path / "other"
    for one in (folder, other):
        one.mkdir(mode=0o700)
    assert respect.contents()["to"] is None
    name_folder(respect.folder, str(folder))
    assert respect.contents()["to"] == str(folder)
    assert "not_sent" in respect.ask("hand_in", to=str(other))
    assert "not_sent" not in respect.ask("hand_in")
    assert respect.contents()["sent"] is None
    assert [*folder.iterdir(), *other.iterdir()] == []
    made = respect.ask("hand_in", to=str(folder))
    assert (folder / "respect_ana.zip").read_bytes() == made["buffers"][0]
    sent = Page(respect.folder, "respect").contents()["sent"]
    assert sent["to"] == str(folder)
    folder.rename(tmp_path / "gone")
    respect.done("respect.reflection", "word word")
    made = respect.ask("hand_in", to=str(folder))
    assert made["not_sent"].startswith(f"There is no folder {folder}.")
    assert made["buffers"]
    assert respect.contents()["sent"] is None, "what was sent is another file than the one that is ready"


def test_a_file_made_anew_says_so_until_it_is_saved_and_the_older_one_is_named_on(page):
    respect = page()
    respect.done("respect.reflection", "word")
    respect.done("respect.today", "taken back")
    respect.ask("hand_in")
    assert respect.contents()["anew"] is None
    withdraw(respect.folder, open_journal(respect.folder), (CASE, "respect.today", "during"))
    again = Page(respect.folder, "respect")
    assert again.contents()["anew"] == "unsaved"
    assert handed_in(respect.folder) == frozenset(), "the file in the downloads is the older one"
    assert again.ask("packed")["ok"]
    assert again.contents()["anew"] == "saved"
    assert len(handed_in(respect.folder)) == 1
    withdraw(respect.folder, open_journal(respect.folder), (CASE, "respect.reflection", "during"))
    gone = again.contents()
    assert (gone["receipt"], gone["anew"]) == (None, "unsaved")
    respect.done("respect.reflection", "word word")
    again.ask("hand_in")
    assert again.contents()["anew"] == "saved"


def test_only_what_a_page_saved_is_said_to_be_in_the_downloads(page):
    respect = page()
    respect.done("respect.reflection", "word")
    respect.done("respect.today", "taken back")
    hand_in_by_command(respect.folder, "respect", content=compiled())
    assert respect.contents()["downloads"] == {"this": False, "older": False}
    withdraw(respect.folder, open_journal(respect.folder), (CASE, "respect.today", "during"))
    by_command = respect.contents()
    assert (by_command["anew"], by_command["downloads"]["older"]) == ("unsaved", False)
    respect.ask("packed")
    assert respect.contents()["downloads"] == {"this": True, "older": False}
    respect.done("respect.reflection", "word word")
    respect.ask("hand_in")
    assert respect.contents()["downloads"] == {"this": True, "older": True}
    withdraw(respect.folder, open_journal(respect.folder), (CASE, "respect.reflection", "during"))
    assert respect.contents()["downloads"] == {"this": False, "older": True}


def test_a_hand_in_under_an_earlier_name_is_not_ready_to_send(page):
    respect = page(learner=None)
    respect.done("respect.reflection", "word")
    respect.ask("hand_in")
    assert handed_in(respect.folder)
    keep_invitation(respect.folder, Invitation(learner="ana"))
    assert respect.contents()["receipt"] is None
    assert handed_in(respect.folder) == frozenset()


def test_a_workspace_id_is_no_name_for_a_file(page):
    respect = page(learner=None)
    respect.done("respect.reflection", "word")
    name = respect.ask("hand_in")["name"]
    workspace = open_journal(respect.folder).workspace
    assert workspace.lower() not in name.lower()
    assert name == f"respect_learner-{workspace[-4:].lower()}.zip"
