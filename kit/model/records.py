"""What every record is made of, and what is saved: answers, drafts, and the ratings of texts."""

from typing import Annotated, Any, Literal, Self, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError, model_validator
from ulid import ULID

Text = Annotated[str, Field(min_length=1)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9_]+$", max_length=60)]
DottedId = Annotated[str, Field(pattern=r"^[a-z0-9_]+(\.[a-z0-9_]+)+$", max_length=80)]
ItemId = DottedId
Ulid = Annotated[str, Field(pattern=r"^[0-7][0-9A-HJKMNP-TV-Z]{25}$")]

_WORD = r"[^\s\x00-\x1f\x7f]+"
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=rf"^{_WORD}( {_WORD})*$")]
"""A rater's or a learner's name or id: words on one line, one space between them."""

RubricKind = Literal["reflection", "plan"]
"""Which criteria of ``rubric.yaml`` a text is marked by."""

Lane = Literal["shared", "private"]
"""Where an answer may go: ``shared`` travels with a hand-in, ``private`` never does."""

Occasion = Literal["pre", "during", "post", "then", "follow_up"]
"""When an item was asked; a rating asked ``pre`` and ``post`` is the same item twice."""

Value = str | int | list[str] | dict[str, Any]
"""Prose is text; a self-rating 0 (never) … 4 (every) or ``{"missing": "no_chance"}``; a choice an
option's id (several: a list); a sort ``{card: bin}``; a schedule ``{"asked": [layer, …], "options":
[{"day": "tue", "from": "15:30", "how": …}]}``; a plan ``{"if": …, "then": …, "look_back":
"2027-03-01"}``, the day only where one was chosen; a text's marks by its own writer ``{"revision": …,
"criteria": {criterion: {"level": 0 … 3, "words": …}}}``; a retrieval card
``{"answer": …, "recall": "had" | "partly" | "missed", "asked_in": "02_respect"}``. A card is asked in
several notebooks: each answer is a revision of the one item, and ``asked_in`` names the notebook. One
without it was given in the first notebook that asks the card; one without ``recall`` was not judged."""


class Record(BaseModel):
    """Base of what an author writes: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Kept(BaseModel):
    """Base of what a form sends as an answer: more than is known, from another edition, is no fault."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


KeptKind = TypeVar("KeptKind", bound=Kept)


def kept_as(kind: type[KeptKind], value: Value) -> KeptKind | None:
    """A saved value as the answer that it holds, or ``None`` where it holds none of that kind."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


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
    """Where the private lane really lies, as far as the machine shows; who keeps a synced folder online."""

    kind: Literal["this_computer", "hub", "synced_folder", "network_folder"]
    service: str | None = None


class Rating(Saved):
    """The level that one rater gave one criterion of one text.

    Every rating is kept: a rater who thinks again gives a new one. Of all ratings of one criterion of
    one text exactly one is *primary*, the one that counts: the first level it gets, unless a later one takes
    its place, which needs a ``reason``.
    """

    id: Ulid = Field(default_factory=lambda: str(ULID()))
    """Its own; recording the same rating twice keeps one."""
    rater: Name
    learner: Name
    item: ItemId
    criterion: Id
    level: Annotated[int, Field(ge=0, le=3, strict=True)] | None
    """``None``: read, and left without a level. Such a rating is never primary."""
    at: AwareDatetime
    revision: Ulid | None = None
    """The saved revision that was read (`kit.model.Response.id`)."""
    primary: bool = False
    reason: str | None = None

    @model_validator(mode="after")
    def _counts_only_with_a_level(self) -> Self:
        if self.primary and self.level is None:
            raise ValueError("a rating without a level cannot be primary; give a level or leave primary out")
        return self


class PrimaryChange(Saved):
    """One rating that took the place of another (``earlier``) as primary, by whom and why."""

    learner: Name
    item: ItemId
    criterion: Id
    earlier: Ulid
    rating: Ulid
    by: Name
    at: AwareDatetime
    reason: str
