"""Feedback as data, and its way back: whose it is, checked, then put where the learner's notebook lists it.

The record is written as JSON beside the page; the page carries whose it is, so that either can come back.
"""

import html
import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.content import compiled
from kit.files import replace
from kit.journal import learner_of, read_workspace
from kit.model import KitError, NotFound

_LARGEST_PAGE, _LARGEST_RECORD = 20_000_000, 1_000_000
_MARK = "partnership-feedback"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Whose(_Record):
    """Whose feedback it is, and on what; ``revision`` is the answer that was marked."""

    learner: str = Field(min_length=1, max_length=64)
    workspace: str | None
    assignment: str
    revision: str | None

    def as_meta(self) -> str:
        """The element that a page carries in its head."""
        said = html.escape(Whose.model_validate(self.model_dump()).model_dump_json())
        return f'<meta name="{_MARK}" content="{said}">'


class Comment(_Record):
    """What a marker wrote, on words from ``start`` to ``end`` or on a criterion as a whole."""

    text: str
    criterion: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    quote: str | None = None


class Feedback(Whose):
    """One learner's feedback on one assignment, from which every page of it is rendered.

    ``closing`` is a line at the end, ``one_thing`` one thing to try.
    """

    schema_: Literal[1] = Field(default=1, alias="schema")
    levels: dict[str, int]
    comments: tuple[Comment, ...] = ()
    closing: str | None = None
    one_thing: str | None = None

    def to_json(self) -> bytes:
        """The file ``<assignment>.json``."""
        return self.model_dump_json(by_alias=True, indent=1).encode("utf-8") + b"\n"


def receive_feedback(workspace: Path, file: Path, *, mine: bool = False) -> Path:
    """Put a feedback page or record into ``<workspace>/feedback/``; a newer one takes its place.

    ``file`` is what the instructor sent, whatever its name: a page (``.html``) or the record (``.json``).
    ``mine`` says that it is this learner's although it names another learner id. Raises `KitError` where it
    is not feedback of this course, does not say whose it is, or is somebody else's.
    """
    if not file.is_file():
        raise NotFound(f"there is no page at {file}; check the name.")
    record = file.suffix.lower() == ".json"
    if file.stat().st_size > (_LARGEST_RECORD if record else _LARGEST_PAGE):
        raise KitError(f"{file.name} is too large for feedback; ask your instructor to send it again.")
    data = file.read_bytes()
    whose = _of_record(data, file.name) if record else _of_page(data, file.name)
    known = {one.id for case in compiled().cases.values() for one in case.items.assignments}
    if whose.assignment not in known:
        raise KitError(
            f"{file.name} is not feedback on an assignment of this course, so nothing was taken; "
            f"there are: {', '.join(sorted(known))}."
        )
    own = {learner_of(workspace), str(read_workspace(workspace)["id"])}
    if not mine and not own & {whose.learner, whose.workspace}:
        raise KitError(
            f"{file.name} is feedback for {whose.learner}, and this folder is {learner_of(workspace)}'s, so "
            f"nothing was taken; ask for your own, or if both are you, type: kit import {file.name} --mine"
        )
    target = workspace / "feedback" / f"{whose.assignment}{'.json' if record else '.html'}"
    target.parent.mkdir(exist_ok=True)
    replace(target, data)
    return target


def _of_record(data: bytes, name: str) -> Whose:
    try:
        return Feedback.model_validate_json(data)
    except ValidationError:
        raise KitError(
            f"{name} is not a feedback file of this course; ask your instructor to send it again."
        ) from None


def _of_page(data: bytes, name: str) -> Whose:
    found = _Head()
    found.feed(data.decode("utf-8", errors="replace"))
    try:
        return Whose.model_validate(json.loads(found.said or ""))
    except ValueError:
        raise KitError(
            f"{name} does not say whose feedback it is, so it was not taken; ask your instructor to make it "
            "again with nbgrader generate_feedback and send the new page."
        ) from None


class _Head(HTMLParser):
    # What the first such element in a page's head says; nothing after the head is looked at.
    said: str | None = None
    _over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = dict(attrs)
        self._over = self._over or tag == "body"
        if tag == "meta" and about.get("name") == _MARK and self.said is None and not self._over:
            self.said = about.get("content")
