"""The course's promise as a property: no acknowledged save is missing, and no deleted word comes back.

Two sessions of one course folder, without a common lock, open, draft, finish, delete, make private, share,
hand in, import and undo an import. A process may be killed between any two system calls, or the power may
fail there. The test keeps a few facts about what was acknowledged and looks for each on the disk.
"""

from __future__ import annotations

import itertools
import os
import random
import re
import shutil
import tempfile
import zlib
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from ulid import ULID

from kit.content import compiled
from kit.forms import FormContext, form
from kit.forms.messages import reply_to
from kit.forms.session import FormSession
from kit.handin.handing import hand_in
from kit.handin.importing import import_file
from kit.handin.imports_kept import undo_import
from kit.journal import line_of, make_workspace
from kit.journal.looking import Looking
from kit.model import KitError, Response

from . import power

CASE = "ms_perez"
ITEMS = ("equity.today", "equity.habit")
MARKER = re.compile(rb"word\d{4}x")
CALLS = ("open", "write", "fsync", "ftruncate", "replace", "rename", "link", "unlink", "mkdir", "chmod")


class Killed(BaseException):
    """The process is gone; nothing in it catches this."""


class Interruption(NamedTuple):
    """What happens at an action's system call number ``at``."""

    what: str
    at: int
    part: int
    """How much of a write is done, in percent; for a power failure also what the disk keeps."""


INTERRUPTIONS = st.none() | st.builds(
    Interruption, st.sampled_from(["kill", "power"]), st.integers(1, 40), st.integers(0, 100)
)


class Page:
    """What one session's page shows of one answer."""

    def __init__(self) -> None:
        self.heads: list[dict] = []
        self.draft: dict | None = None
        self.elsewhere: dict | None = None
        """What a refusal brought, until the learner has decided."""


class Session:
    """A process with a form open on the workspace, and its own folder for lock files."""

    def __init__(self, workspace: Path, locks: Path) -> None:
        self.locks = locks
        form._opened.clear()
        context = FormContext(workspace, CASE, compiled().words)
        context.journal()
        items = [compiled().cases[CASE].item(item) for item in ITEMS]
        self.form = FormSession(context, items)
        self.pages = {item: Page() for item in ITEMS}

    def ask(self, type: str, item: str, **more) -> dict:
        """Send a message as the page does; the page then shows the reply."""
        page = self.pages[item]
        heads = [head["id"] for head in page.heads]
        follows = {"heads": heads, "draft": page.draft and page.draft["at"], "sent": []}
        message = {"type": type, "item": item, "follows": follows, **more}
        reply = reply_to(self.form.handlers, message, self.form.context.words)
        for name, state in reply.get("answers", {}).items():
            shown = self.pages[name]
            if reply["ok"]:
                shown.heads, shown.draft, shown.elsewhere = state["heads"], state["draft"], None
            else:
                assert reply["code"] in ("answer.written_elsewhere", "answer.changed_since")
                shown.elsewhere = state
        if type == "draft" and reply["ok"]:
            page.draft = {"at": reply["at"], "value": more["value"]}
        return reply


class Promise(RuleBasedStateMachine):
    """Two sessions, and what was acknowledged to them."""

    def __init__(self) -> None:
        super().__init__()
        self.patch = pytest.MonkeyPatch()
        self.folder = Path(tempfile.mkdtemp())
        self.elsewhere: list[Path] = []
        self.numbers = itertools.count()
        self.saved: set[tuple[str, str, str | None]] = set()
        """Each word that is owed, with its item and lane; without a lane, either will do."""
        self.shown: set[tuple[str, str, str | None]] = set()
        """Those that were never acknowledged, but shown after a kill."""
        self.imported: set[tuple[str, str, str | None]] = set()
        self.drafts: dict[str, str] = {}
        """Each word of a draft that is owed, with its item."""
        self.deleted: set[str] = set()
        self.made_private: set[str] = set()
        self.half_deleted: set[str] = set()
        root = self.folder / "0"
        root.mkdir()
        self.patch.setattr("kit.journal.lock.lock_folder", lambda: self.at_work)
        self.at_work = self._locks(0)
        self.patch.setenv("KIT_DATA", str(root / "data"))
        make_workspace(root / "course")
        self._start(root)

    def teardown(self) -> None:
        self.patch.undo()
        shutil.rmtree(self.folder, ignore_errors=True)

    # -- the disk, and processes on it ------------------------------------------------------------

    def _locks(self, session: int) -> Path:
        folder = self.folder / f"locks {session}"
        folder.mkdir(exist_ok=True)
        return folder

    def _start(self, root: Path) -> None:
        """Start both sessions on a disk whose bytes are all synced."""
        self.patch.undo()
        self.patch.setattr("kit.journal.lock.lock_folder", lambda: self.at_work)
        self.patch.setenv("KIT_DATA", str(root / "data"))
        self.root, self.workspace = root, root / "course"
        self.before = root.with_name(f"{root.name} before")
        shutil.copytree(root, self.before)
        self.recorder = power.Recorder(root, self.patch)
        self.sessions = [self._open(0), self._open(1)]

    def _open(self, session: int) -> Session:
        self.at_work = self._locks(session)
        new = Session(self.workspace, self.at_work)
        assert new.ask("open", ITEMS[0])["ok"]
        return new

    def act(self, who: int, do, interruption: Interruption | None):
        """Let a session do something; return the result, or ``None`` if its process ended before."""
        self.at_work = self.sessions[who].locks
        with pytest.MonkeyPatch.context() as patch:
            if interruption:
                self._interrupt(patch, interruption)
            try:
                return do()
            except Killed:
                pass
        if interruption.what == "power":
            place = self.folder / str(int(self.root.name) + 1)
            chance = random.Random(interruption.part)  # noqa: S311  # what the disk keeps
            power.after(self.recorder.steps, self.before, self.root, place, chance)
            self.saved -= self.shown
            self._start(place)
        else:
            self.sessions[who] = self._open(who)
        seen = {(word(r), r.item, r.lane) for r in self.look().responses()} - self.saved
        self.saved |= seen
        self.shown = (self.shown | seen) if interruption.what == "kill" else set()
        return None

    def _interrupt(self, patch: pytest.MonkeyPatch, interruption: Interruption) -> None:
        count = itertools.count(1)

        def ending(name: str, real):
            def call(*args, **more):
                now = next(count)
                if now == interruption.at and name == "write":
                    real(args[0], args[1][: len(args[1]) * interruption.part // 100])
                if now >= interruption.at:
                    # A process that is gone cleans nothing up.
                    raise Killed
                return real(*args, **more)

            return call

        for name in CALLS:
            patch.setattr(os, name, ending(name, getattr(os, name)))

    def look(self) -> Looking:
        return Looking(self.workspace)

    def new_word(self) -> str:
        return f"word{next(self.numbers):04}x"

    # -- what a learner does ----------------------------------------------------------------------

    who = st.sampled_from([0, 1])
    item = st.sampled_from(ITEMS)
    lane = st.sampled_from(["shared", "private"])

    @rule(who=who, item=item)
    def opens(self, who, item):
        assert self.act(who, lambda: self.sessions[who].ask("open", item), None)["ok"]

    @rule(who=who, item=item, lane=lane, interruption=INTERRUPTIONS)
    def drafts_something(self, who, item, lane, interruption):
        new = self.new_word()
        reply = self._writes(who, item, interruption, "draft", value=new, lane=lane)
        if reply and reply["ok"]:
            self.drafts[new] = item

    @rule(who=who, item=item, lane=lane, own=st.booleans(), interruption=INTERRUPTIONS)
    def finishes(self, who, item, lane, own, interruption):
        page = self.sessions[who].pages[item]
        value = page.draft["value"] if own and page.draft else self.new_word()
        reply = self._writes(who, item, interruption, "done", value=value, lane=lane)
        if not was_refused(reply):
            # Whoever writes a word again wants it.
            for gone in (self.deleted, self.half_deleted, self.made_private if lane == "shared" else set()):
                gone.discard(value)
        if reply and reply["ok"]:
            self.saved.add((value, item, lane))

    @rule(who=who, item=item, interruption=INTERRUPTIONS)
    def discards(self, who, item, interruption):
        self._writes(who, item, interruption, "discard")

    @rule(who=who, item=item)
    def decides(self, who, item):
        """*Show it* or *Keep mine*: the page knows what the refusal brought."""
        page = self.sessions[who].pages[item]
        if page.elsewhere:
            page.heads, page.draft, page.elsewhere = page.elsewhere["heads"], page.elsewhere["draft"], None

    @rule(who=who, item=item, private=st.booleans(), interruption=INTERRUPTIONS)
    def withdraws(self, who, item, private, interruption):
        page = self.sessions[who].pages[item]
        if not page.heads and (private or not page.draft):
            return
        mine = [r for r in self.look().responses() if r.item == item]
        shared = {word(r) for r in mine if r.lane == "shared"}
        heads = {word(r) for r in self.look().heads(item, case=CASE) if r.lane == "shared"}
        draft, shown = self.look().draft(item, case=CASE), page.draft and page.draft["value"]
        parent = page.heads[-1]["id"] if page.heads else None
        reply = self.act(
            who,
            lambda: self.sessions[who].ask("make_private" if private else "delete", item, parent=parent),
            interruption,
        )
        if was_refused(reply):
            return
        done = bool(reply and reply["ok"])
        gone = shared if private else {word(r) for r in mine}
        for one in gone:
            self.drafts.pop(one, None)
        if private:
            if done:
                self.made_private |= shared
            self.saved = {one for one in self.saved if one[1] != item or one[2] == "private"}
            self.saved |= {(one, item, "private" if done else None) for one in heads}
        else:
            self.drafts.pop(shown, None)
            self.saved = {one for one in self.saved if one[1] != item}
            if done:
                self.deleted |= gone
                if draft and draft.value == shown:
                    self.deleted.add(shown)
            else:
                self.half_deleted |= gone

    @rule(who=who, item=item, interruption=INTERRUPTIONS)
    def shares(self, who, item, interruption):
        page = self.sessions[who].pages[item]
        head = next((head for head in page.heads if head["lane"] == "private"), None)
        if head:
            reply = self._writes(who, item, interruption, "share", id=head["id"])
            if not was_refused(reply):
                self.made_private.discard(head["value"])
            if reply and reply["ok"]:
                self.saved.add((head["value"], item, "shared"))

    @rule(who=who, item=item, interruption=INTERRUPTIONS)
    def chooses(self, who, item, interruption):
        if len(heads := self.sessions[who].pages[item].heads) > 1:
            self.act(who, lambda: self.sessions[who].ask("choose", item, id=heads[0]["id"]), interruption)

    @rule(who=who)
    def puts_back(self, who):
        assert self.act(who, lambda: self.sessions[who].ask("put_back", ITEMS[0]), None)["ok"]

    @rule(who=who, drafts=st.booleans(), interruption=INTERRUPTIONS)
    def hands_in(self, who, drafts, interruption):
        self.act(who, lambda: refused(hand_in, self.workspace, "equity", with_drafts=drafts), interruption)

    @rule()
    def takes_a_copy_elsewhere(self):
        for file in (self.workspace / "responses.jsonl", *self.workspace.glob("handin/*.zip")):
            if file.exists():
                self._elsewhere(file.read_bytes(), file.suffix)

    @rule(item=item)
    def writes_on_another_computer(self, item):
        mine = self.look().responses("shared")
        head = next((r for r in reversed(mine) if r.item == item), None)
        more = {"id": str(ULID()), "workspace": "01J00000000000000000000000", "value": self.new_word()}
        if head:
            new = head.model_copy(update={**more, "seq": head.seq + 1, "parent": head.id})
            self._elsewhere(b"".join(map(line_of, [*mine, new])), ".jsonl")

    @precondition(lambda self: self.elsewhere)
    @rule(who=who, chosen=st.integers(0, 9), later=st.booleans(), interruption=INTERRUPTIONS)
    def imports(self, who, chosen, later, interruption):
        file = self.elsewhere[-1 - chosen % len(self.elsewhere)]
        before = set(self.saved)
        done = self.act(
            who, lambda: refused(import_file, self.workspace, file, mine=True, later=later), interruption
        )
        if done:
            self.saved |= {(word(r), r.item, r.lane) for r in done.new}
        # An import that was killed may have brought something, too, which an undo takes away again.
        self.imported |= self.saved - before

    @rule(who=who, interruption=INTERRUPTIONS)
    def undoes_an_import(self, who, interruption):
        self.act(who, lambda: refused(undo_import, self.workspace), interruption)
        # What only an import brought is no longer owed. Hand-ins may still hold it.
        self.saved -= self.imported
        self.half_deleted.clear()

    def _writes(self, who: int, item: str, interruption, type: str, **more) -> dict | None:
        """Send something that replaces the draft which the page shows, so that one is no longer owed."""
        page, owed = self.sessions[who].pages[item], dict(self.drafts)
        if page.draft:
            self.drafts.pop(page.draft["value"], None)
        parent = page.heads[-1]["id"] if page.heads else None
        if type in ("draft", "done"):
            more["parent"] = parent
        reply = self.act(who, lambda: self.sessions[who].ask(type, item, **more), interruption)
        if was_refused(reply):
            self.drafts = owed
        return reply

    def _elsewhere(self, data: bytes, suffix: str) -> None:
        folder = self.folder / "elsewhere"
        folder.mkdir(exist_ok=True)
        self.elsewhere.append(folder / f"{len(self.elsewhere)}{suffix}")
        self.elsewhere[-1].write_bytes(data)

    # -- what must be true ------------------------------------------------------------------------

    @invariant()
    def every_acknowledged_answer_is_there(self):
        found = {(word(r), r.item, lane) for r in self.look().responses() for lane in (r.lane, None)}
        assert self.saved - found == set()

    @invariant()
    def every_acknowledged_draft_is_there(self):
        assert self.drafts.keys() - self._readable() == set()

    @invariant()
    def no_deleted_word_is_in_any_file(self):
        everywhere = words_in(self.root)
        assert everywhere & self.deleted == set()
        assert (everywhere & self.half_deleted) - self._readable() == set()
        assert words_in(self.workspace) & self.made_private == set()

    def _readable(self) -> set[str]:
        look = self.look()
        kept = [look.draft(item, case=CASE) for item in ITEMS]
        data = "".join(map(repr, [*kept, *(r.value for r in look.responses())])).encode()
        return {one.decode() for one in MARKER.findall(data)}


def word(response: Response) -> str:
    return str(response.value)


def was_refused(reply: dict | None) -> bool:
    """Return whether a page hadn't seen what the disk holds, so that nothing was done."""
    return bool(reply) and reply.get("code") in ("answer.written_elsewhere", "answer.changed_since")


def refused(act, *args, **more):
    """Do something that may be refused in a sentence."""
    try:
        return act(*args, **more)
    except KitError:
        return None


def words_in(folder: Path) -> set[str]:
    """Return all marker words in the bytes of a folder's files, inside zips too, even in one that was cut."""
    found: set[bytes] = set()
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found.update(MARKER.findall(data))
            for member in re.finditer(rb"PK\x03\x04.{22}(..)(..)", data, re.DOTALL):
                name, more = (int.from_bytes(size, "little") for size in member.groups())
                packed = data[member.end() + name + more :]
                found.update(MARKER.findall(zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed)))
    return {one.decode() for one in found}


@pytest.mark.skipif(os.name == "nt", reason="fsync of folders")
@pytest.mark.parametrize("examples", [20, pytest.param(3000, marks=pytest.mark.slow)])
def test_no_acknowledged_save_is_missing_and_no_deleted_word_comes_back(examples: int):
    run_state_machine_as_test(
        Promise,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=examples < 100,
            suppress_health_check=list(HealthCheck),
        ),
    )
