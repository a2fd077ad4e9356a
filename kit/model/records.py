"""Records of what a learner answered: one saved revision, one draft, and the place they lie in."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

Lane = Literal["shared", "private"]
"""Where an answer may go: ``shared`` travels with a hand-in, ``private`` never does."""

Occasion = Literal["pre", "during", "post", "then", "follow_up"]
"""When an item was asked; a rating asked ``pre`` and ``post`` is the same item twice."""

Value = str | int | list[str] | dict[str, Any]
"""Prose is text; a self-rating 0 (never) … 4 (every) or ``{"missing": "no_chance"}``; a choice an
option's id (several: a list); a sort ``{card: bin}``; a plan ``{"if": …, "then": …}``; a retrieval
card ``{"answer": …, "recall": "had" | "partly" | "missed", "asked_in": "02_respect"}``. A card is asked in
several notebooks: each answer is a revision of the one item, and ``asked_in`` names the notebook. One
without it was given in the first notebook that asks the card; one without ``recall`` was not judged."""

ItemId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]
Ulid = Annotated[str, Field(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]


class Saved(BaseModel):
    """Base of what is saved: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Response(Saved):
    """One saved revision of one answer; one line of a journal.

    ``parent`` is the revision that was on screen when this one was written (``None`` for the first),
    so that two computers that both went on from one revision show as two heads. ``seq`` counts the
    lines of one workspace; order is ``(seq, id)``, never the clock's.
    """

    schema_version: Literal[1] = Field(default=1, alias="schema")
    id: Ulid
    parent: Ulid | None
    workspace: Ulid
    item: ItemId
    item_hash: str
    case: str
    occasion: Occasion
    seq: int = Field(ge=0)
    at: AwareDatetime
    lane: Lane
    status: Literal["done"] = "done"
    value: Value

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Draft(Saved):
    """What was typed and is not *Done* yet: one private file per answer, replaced at each save."""

    case: str | None = None
    """``None`` in a draft that was kept before drafts named their case."""
    item: ItemId
    occasion: Occasion
    parent: Ulid | None
    lane: Lane
    at: AwareDatetime
    value: Value


class Place(Saved):
    """Where the private lane really lies, as far as the machine shows."""

    kind: Literal["this_computer", "hub", "synced_folder", "network_folder"]
    service: str | None = None
    """Who keeps a copy of a synced folder online."""
