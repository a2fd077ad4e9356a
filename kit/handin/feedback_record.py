"""Feedback as data: levels, comments, and whose they are; how it is stored in a file and in a page's head."""

import html
import re
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kit.model import LEVELS

_MARK = "partnership-feedback"
_SAID = re.compile(f'<meta name="{_MARK}" content="([^"]*)"')
_Level = Annotated[int, Field(ge=LEVELS[0], le=LEVELS[-1])]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, populate_by_name=True)


class Comment(_Record):
    """A marker's comment, on the text from ``start`` to ``end`` or on a criterion as a whole."""

    text: str
    criterion: str | None = None
    start: int | None = Field(default=None, ge=0)
    end: int | None = Field(default=None, ge=0)
    quote: str | None = None


class Feedback(_Record):
    """One learner's feedback on one assignment; every page of it is rendered from this.

    ``learner`` and ``workspace`` say whose it is, and ``revision`` says which answer was marked. ``closing``
    is a line at the end, and ``one_thing`` is one thing to try.
    """

    learner: str = Field(min_length=1, max_length=64)
    workspace: str | None
    assignment: str
    revision: str | None
    schema_: Literal[1] = Field(default=1, alias="schema")
    levels: dict[str, _Level] = Field(max_length=50)
    comments: tuple[Comment, ...] = ()
    closing: str | None = None
    one_thing: str | None = None

    def to_json(self) -> bytes:
        """Return the content of the file ``<assignment>.json``."""
        return self.model_dump_json(by_alias=True, indent=1).encode("utf-8") + b"\n"

    def as_meta(self) -> str:
        """Return the element for a page's head."""
        return f'<meta name="{_MARK}" content="{html.escape(self.model_dump_json(by_alias=True))}">'


def said_in_head(page: bytes) -> str | None:
    """Return the record in a page's head, as JSON; the rest of the page is ignored."""
    head = re.split(rb"<body\b", page, maxsplit=1, flags=re.IGNORECASE)[0]
    found = _SAID.search(head.decode("utf-8", errors="replace"))
    return html.unescape(found[1]) if found else None


def read_record(data: bytes | str) -> Feedback | None:
    """Return the record in this JSON, or ``None`` if it isn't one.

    >>> read_record("{}") is None
    True
    """
    try:
        return Feedback.model_validate_json(data)
    except ValidationError:
        return None
