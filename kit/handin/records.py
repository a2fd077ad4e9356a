"""Records of what a hand-in holds and leaves out, why one cannot be read, and what an import added."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from kit.journal.places import WORKSPACE_ID
from kit.model import KitError, Occasion, Response, VoiceId

JOURNAL, ABOUT = "responses.jsonl", "handin.json"
"""The files next to the notebook: its shared answers, and whose they are."""


def readable(learner: str) -> str:
    """Return a learner's id in a readable form; a workspace's id, used if there is no other, is shortened.

    >>> readable("ana"), readable("01JD5T4W2H8S0Q7M3Z9XK6N1RB")
    ('ana', 'learner-n1rb')
    """
    return f"learner-{learner[-4:].lower()}" if WORKSPACE_ID.fullmatch(learner) else learner


def zip_name(assignment: str, learner: str) -> str:
    """Return the file name of a hand-in; people read it, so a workspace's id is shortened in it.

    >>> zip_name("equity", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), zip_name("equity", "rosa")
    ('equity_learner-5fav.zip', 'equity_rosa.zip')
    """
    return f"{assignment}_{readable(learner)}.zip"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LeftOut(_Record):
    """An item that is left out of a hand-in, or whose newer draft is left out, and the reason."""

    item: str
    title: str
    occasion: Occasion
    why: Literal["open", "private", "draft", "newer_draft", "two"]

    @property
    def reason(self) -> str:
        """Return the reason in words for the learner.

        >>> LeftOut(item="equity.habit", title="Your habit", occasion="during", why="private").reason
        'private, so it stays with you'
        """
        return {
            "open": "not answered",
            "private": "private, so it stays with you",
            "draft": "a draft, not Done yet",
            "newer_draft": "you rewrote this and the new draft is not Done yet; your earlier answer is "
            "included",
            "two": "finished in two versions; choose one first",
        }[self.why]


class HandIn(_Record):
    """A hand-in: what is in it and what is left out. ``titles`` has the titles of all its items by id.

    ``refused`` has the facts of an answer with two versions, because of which no hand-in can be made now; it
    is empty if one can. ``voice`` is the learner's voice, if one was drawn.
    """

    assignment: str
    title: str
    case: str
    learner: str
    zip: Path
    folder: Path
    included: tuple[Response, ...]
    firsts: tuple[Response, ...] = ()
    """The first wording of an answer that was changed since and is looked back at, if it was shared."""
    titles: dict[str, str]
    left_out: tuple[LeftOut, ...]
    refused: dict[str, str] = Field(default_factory=dict)
    voice: VoiceId | None = None

    @property
    def lines(self) -> tuple[Response, ...]:
        """Return the revisions in its journal."""
        return (*self.firsts, *self.included)

    def wordings(self, answer: Response) -> list[Response]:
        """Return one of its answers, after its first wording if that goes with it."""
        key = answer.item, answer.occasion
        return [*(one for one in self.firsts if (one.item, one.occasion) == key), answer]

    @property
    def drafts(self) -> tuple[LeftOut, ...]:
        """Return the drafts that would be included if the learner agrees."""
        return tuple(one for one in self.left_out if one.why in ("draft", "newer_draft"))

    def has_something(self, *, with_drafts: bool) -> bool:
        """Return whether there is an answer to include, counting drafts if they are to be included."""
        return bool(self.included or (with_drafts and self.drafts))


class AllHandedIn(_Record):
    """The result of handing in every assignment: what was handed in, and each refusal's title and error."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    done: tuple[HandIn, ...]
    refused: tuple[tuple[str, KitError], ...]


class Imported(_Record):
    """The answers that an import added to a workspace, and how many were already there.

    Answers in ``two_heads`` were finished differently on two computers, so the learner chooses. If one of an
    answer's heads was written after the others, ``later`` has its id. ``settled`` counts answers for which
    the file's later text was taken.
    """

    new: tuple[Response, ...]
    known: int
    two_heads: tuple[tuple[Response, ...], ...]
    later: frozenset[str] = frozenset()
    settled: int = 0
    notes: tuple[str, ...]
