"""The base classes and field types of every record, and the saved records: answers, drafts and ratings."""

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
"""A rater's or a learner's name or id: words on one line with one space between them."""

RubricKind = Literal["reflection", "plan"]
"""Which criteria in ``rubric.yaml`` are used to mark a text."""

Lane = Literal["shared", "private"]
"""Where an answer may go: ``shared`` travels with a hand-in, ``private`` never does."""

Occasion = Literal["pre", "during", "post", "then", "follow_up"]
"""When an item was asked. A rating asked ``pre`` and ``post`` is the same item, answered twice."""

Value = str | int | list[str] | dict[str, Any]
"""The value of an answer, by kind of item:

- prose: the text
- self-rating: 0 (never) … 4 (every) or ``{"missing": "no_chance"}``
- choice: the id of the option; for several, a list of ids
- sort: ``{card: bin}``
- schedule: ``{"asked": [layer, …], "options": [{"day": "tue", "from": "15:30", "how": …}]}``
- plan: ``{"if": …, "then": …, "look_back": "2027-03-01"}``, with the day only if the learner chose one
- self-marking: ``{"revision": …, "criteria": {criterion: {"level": 0 … 3, "words": …}}}``
- retrieval card: ``{"answer": …, "recall": "had" | "partly" | "missed", "asked_in": "02_respect"}``

Several notebooks ask the same card. Each answer is a revision of the one item, and ``asked_in`` names the
notebook. An answer without ``asked_in`` was given in the first notebook that asks the card. An answer
without ``recall`` was not judged by the learner."""


class Record(BaseModel):
    """The base class of everything that an author writes: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Kept(BaseModel):
    """The base class of answers that a form sends. Unknown keys, from another edition, are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", populate_by_name=True)


KeptKind = TypeVar("KeptKind", bound=Kept)


def kept_as(kind: type[KeptKind], value: Value) -> KeptKind | None:
    """Return a saved value as an answer of that kind, or ``None`` if it is not one."""
    try:
        return kind.model_validate(value)
    except ValidationError:
        return None


class Saved(BaseModel):
    """The base class of saved records: frozen, and unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Response(Saved):
    """One saved revision of one answer, which is one line of a journal.

    ``parent`` is the revision that was on screen when this one was written (``None`` for the first). If two
    computers both continue from one revision, the answer has two heads. ``seq`` counts the lines of one
    workspace. Revisions are ordered by ``(seq, id)``, never by the clock.
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
    """Something typed that is not *Done* yet: one private file per answer, replaced at each save."""

    case: str | None = None
    """``None`` in a draft that was saved before drafts named their case."""
    item: ItemId
    occasion: Occasion
    parent: Ulid | None
    lane: Lane
    at: AwareDatetime
    value: Value


class Place(Saved):
    """Where the private lane is really stored, as far as the machine shows.

    ``service`` names the company that syncs a synced folder.
    """

    kind: Literal["this_computer", "hub", "synced_folder", "network_folder"]
    service: str | None = None


class Rating(Saved):
    """The level that one rater gave one criterion of one text.

    Every rating is kept: a rater who changes their mind gives a new one, which holds from then on.
    """

    id: Ulid = Field(default_factory=lambda: str(ULID()))
    """The rating's own id. Recording the same rating twice keeps one copy."""
    rater: Name
    learner: Name
    item: ItemId
    criterion: Id
    level: Annotated[int, Field(ge=0, le=3, strict=True)] | None
    """``None`` if the rater read the text and gave no level, or took it back."""
    at: AwareDatetime
    revision: Ulid | None = None
    """The saved revision that the rater read (`kit.model.Response.id`)."""
    primary: bool = False
    """Whether somebody decided that this rater counts; see `kit.ratings.tables.counting`."""
    reason: str | None = None

    @model_validator(mode="after")
    def _counts_only_with_a_level(self) -> Self:
        if self.primary and self.level is None:
            raise ValueError("a rating without a level cannot be primary; give a level or leave primary out")
        return self
