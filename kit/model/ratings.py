"""A rating: the level that one rater gave one criterion of one text; and a change of the one that counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, model_validator
from ulid import ULID

from kit.model.records import ItemId, Saved, Ulid
from kit.model.written import Id

_WORD = r"[^\s\x00-\x1f\x7f]+"
Name = Annotated[str, Field(min_length=1, max_length=120, pattern=rf"^{_WORD}( {_WORD})*$")]
"""A rater's or a learner's name or id: words on one line, one space between them."""


class Rating(Saved):
    """What one rater found one criterion of one text to be.

    Every rating is kept: a rater who thinks again gives a new one. Of all ratings of one criterion of
    one text exactly one is *primary*, the one that counts.
    """

    id: Ulid = Field(default_factory=lambda: str(ULID()))
    """Its own; recording the same rating twice keeps one."""
    rater: Name
    learner: Name
    item: ItemId
    criterion: Id
    level: Annotated[int, Field(ge=0, le=3, strict=True)] | None
    """0, 1, 2 or 3; ``None``: read, and left without a level. Such a rating is never primary."""
    at: AwareDatetime
    revision: Ulid | None = None
    """The saved revision that was read (`kit.model.Response.id`)."""
    primary: bool = False
    """Whether it is the one that counts. The first level that a criterion gets is, unasked."""
    reason: str | None = None
    """The rater's own words on it; needed where it takes the place of another as primary."""

    @model_validator(mode="after")
    def _counts_only_with_a_level(self) -> Rating:
        if self.primary and self.level is None:
            raise ValueError("a rating without a level cannot be primary; give a level or leave primary out")
        return self


class PrimaryChange(Saved):
    """One rating that took the place of another as primary, by whom and why."""

    learner: Name
    item: ItemId
    criterion: Id
    earlier: Ulid
    """The rating that counted before."""
    rating: Ulid
    by: Name
    at: AwareDatetime
    reason: str
