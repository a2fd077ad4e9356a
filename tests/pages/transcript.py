"""A conversation of a page with the course: what it asks, and what every host has to answer, word for word.

``conversation`` runs wherever kit runs, so another Python can be held against the same file:
``python tests/pages/transcript.py`` writes it anew.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

FILE = Path(__file__).parents[1] / "data" / "transcript.json"
_BEGAN = datetime(2026, 9, 7, 20, 0, tzinfo=UTC)
_ASKS_NOW = ("kit.journal.revisions", "kit.journal.files", "kit.handin.handing")


@contextmanager
def fixed_clock_and_ids() -> Iterator[None]:
    """Let a minute pass with each look at the clock, and number the ids."""
    minutes, numbers = itertools.count(), itertools.count(1)

    class Clock(datetime):
        @classmethod
        def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
            return _BEGAN + timedelta(minutes=next(minutes))

    def ulid() -> str:
        return f"01M0000000000000000000{next(numbers):04}"

    with ExitStack() as stack:
        for module in _ASKS_NOW:
            stack.enter_context(patch(f"{module}.datetime", Clock))
        for module in ("kit.journal.revisions", "kit.journal.workspace"):
            stack.enter_context(patch(f"{module}.ULID", ulid))
        yield


def conversation(workspace: Path) -> list[dict[str, Any]]:
    """Ask everything of a new workspace; return each request with its answer."""
    from kit.journal import make_workspace
    from kit.model import KitError
    from kit.pages.requests import Requests

    spoken: list[dict[str, Any]] = []
    with fixed_clock_and_ids():
        requests = Requests(make_workspace(workspace))

        def ask(name: str, /, **body: Any) -> dict[str, Any]:
            try:
                reply = requests.ask(name, json.dumps(body).encode())
            except KitError as error:
                reply = {"refused": error.code}
            told = json.loads(json.dumps(reply))
            whole = name in ("words", "her_words")
            spoken.append({"ask": name, "body": body, "reply": _hash(told) if whole else short(told)})
            return reply

        speak(ask)
    return spoken


def speak(ask: Callable[..., dict[str, Any]]) -> None:
    """Take one week as a learner does who changes her mind often."""
    where: dict[str, tuple[str, int]] = {}
    nothing: dict[str, Any] = {"heads": [], "draft": None, "sent": []}
    seen: dict[str, dict[str, Any]] = {}

    def open_page(page: str) -> None:
        for number, form in enumerate(ask("open", page=page)["forms"]):
            for item in form["items"]:
                where[item["id"]] = (page, number)
            where[f"{page} {form['kind']}"] = (page, number)

    def say(form: str, type: str, **more: Any) -> dict[str, Any]:
        page, number = where[form]
        if "item" in more:
            more = {"follows": seen.get(more["item"], nothing), **more}
        answer: dict[str, Any] = ask(
            "messages", page=page, sent=[[number, {"type": type, "re": "r", **more}]]
        )
        reply: dict[str, Any] = answer["replies"][0]
        for item, state in reply.get("answers", {}).items():
            draft, heads = state["draft"], [one["id"] for one in state["heads"]]
            seen[item] = {"heads": heads, "draft": draft and draft["at"], "sent": []}
        if type == "draft" and reply["ok"]:
            seen[more["item"]] = {**more["follows"], "draft": reply["at"]}
        return reply

    def write(item: str, type: str, value: Any, **more: Any) -> dict[str, Any]:
        return say(item, type, item=item, value=value, **more)

    def head(item: str) -> str:
        heads: list[dict[str, Any]] = say(item, "open")["answers"][item]["heads"]
        return str(heads[-1]["id"])

    ask("words_that_nobody_has", page="01_equity")
    ask("open", page="08_never")
    open_page("index")
    ask("alone", alone=False, was=None)
    open_page("00_start_here")
    open_page("01_equity")
    ask("place", notebook="01_equity.ipynb", step="a-challenge")
    ask("place", notebook="01_equity.ipynb", step="nowhere")
    for item in ("equity.first_thought", "equity.two_responses", "equity.intake", "equity.reflection"):
        say(item, "open")
    write("equity.today", "draft", "I would ask", lane="shared", parent=None)
    write("equity.today", "draft", "I would ask each family how.", lane="shared", parent=None)
    say("equity.today", "open")
    write("equity.today", "draft", "From another window.", lane="shared", follows=nothing)
    write("equity.today", "done", "From another window.", lane="shared", follows=nothing)
    write("equity.today", "done", "I would ask each family how.", lane="shared", parent=None)
    write(
        "equity.today", "done", "I would ask, and write it down.", lane="shared", parent=head("equity.today")
    )
    write("equity.first_thought", "done", "Call her.", lane="shared", parent=None)
    changed = {"lane": "shared", "parent": head("equity.first_thought")}
    write("equity.first_thought", "done", "Ask her when to call.", **changed)
    say("equity.today", "earlier")
    say("equity.today", "likely", item="equity.today")
    say("equity.today", "make_private", item="equity.today", parent=head("equity.today"))
    say("equity.today", "share", item="equity.today", id=head("equity.today"))
    say("equity.today", "delete", item="equity.today", follows=nothing)
    say("equity.today", "delete", item="equity.today", parent=head("equity.today"))
    say("equity.today", "open")
    write("equity.two_responses", "done", "both", parent=None)
    write("equity.intake", "draft", {"rows": []}, parent=None)
    write("equity.intake", "discard", None)
    say("equity.intake", "discard", item="equity.intake")
    write("equity.plan", "done", {"if": "a slip is missing", "then": ""}, parent=None)
    write("equity.plan", "done", {"if": "a slip is missing", "then": "I call."}, parent=None)
    text = "On Friday his mother gave the form back to me. I thought she was upset. " * 4
    write("equity.reflection", "draft", text, lane="shared", parent=None)
    say("equity.reflection", "opinion", text=text)
    write("equity.reflection", "done", text, lane="shared", parent=None)
    say("01_equity hand_in", "contents")
    say("equity.reflection", "nonsense", item="equity.reflection")
    write("equity.reflection", "draft", ["not", {"a": "text"}], parent=7)
    write("equity.plan", "draft", None, parent=None)
    ask("messages", page="01_equity", sent=[[99, {"type": "open"}]])
    ask("messages", page="01_equity", edition="0", sent=[[0, {"type": "open", "re": "r"}]])
    ask("open", page="01_equity", edition="0")
    ask("progress")
    ask("reminded", plan="none", looked_back=True)
    ask("alone", alone=True, was=False)
    ask("alone", alone=False, was=False)
    open_page("01_equity")
    ask("invitation", text="not one")
    invitation = json.dumps({"schema": 1, "learner": "ana", "due": {"equity": "2026-10-01"}})
    ask("invitation", text=invitation)
    ask("invitation", text=invitation, confirm=True)
    ask("invitation", text=invitation.replace("ana", "ben"), confirm=True)
    ask("feedback", name="page.html", text="<html>")
    ask("language", language="tlh")
    ask("language", language="es")
    open_page("index")
    write("equity.plan", "done", {"if": "una hoja falta", "then": ""}, parent=head("equity.plan"))
    ask("language", language="en")
    open_page("02_respect")
    ask("workbook_items")
    ask("her_words")
    ask("words")
    ask("progress", more=1)


def short(value: Any) -> Any:
    """Return a reply with its long texts, which other tests read, as hashes."""
    if isinstance(value, dict):
        long = ("forms", "words")
        return {key: _hash(one) if key in long and one else short(one) for key, one in value.items()}
    if isinstance(value, list):
        return [short(one) for one in value]
    return value if not isinstance(value, str) or len(value) < 400 else _hash(value)


def _hash(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return f"sha256 {hashlib.sha256(text.encode()).hexdigest()[:16]}"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        os.environ["KIT_DATA"] = str(Path(folder) / "data")
        spoken = conversation(Path(folder) / "course")
    FILE.write_text(json.dumps(spoken, indent=1, ensure_ascii=False) + "\n", "utf-8")
    sys.stdout.write(f"{len(spoken)} requests\n")
