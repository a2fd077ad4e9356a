"""What a hand-in holds and leaves out, why one cannot be read, and what an import brought."""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from kit.journal.places import WORKSPACE_ID
from kit.model import KitError, Occasion, Response, VoiceId

JOURNAL, ABOUT = "responses.jsonl", "handin.json"
"""The files beside the notebook: its shared answers, and whose they are."""


def readable(learner: str) -> str:
    """A learner's id for people to read: a workspace's id, of a learner who gave none, is cut to its end.

    >>> readable("ana"), readable("01JD5T4W2H8S0Q7M3Z9XK6N1RB")
    ('ana', 'learner-n1rb')
    """
    return f"learner-{learner[-4:].lower()}" if WORKSPACE_ID.fullmatch(learner) else learner


def zip_name(assignment: str, learner: str) -> str:
    """The name of a hand-in's file; people read it, so a workspace's id in place of a learner's is short.

    >>> zip_name("equity", "01ARZ3NDEKTSV4RRFFQ69G5FAV"), zip_name("equity", "rosa")
    ('equity_learner-5fav.zip', 'equity_rosa.zip')
    """
    return f"{assignment}_{readable(learner)}.zip"


class HandInFault(KitError):
    """A hand-in that cannot be read; ``why`` is the sentence without what to do about it.

    ``inside`` names it where it lies in a platform's zip of many.
    """

    def __init__(self, why: str, inside: str | None = None) -> None:
        super().__init__(f"{why}; take the zip that Hand in made.")
        self.why, self.inside = why, inside


class NoHandIn(HandInFault):
    """A file beside hand-ins that is none: whatever somebody uploaded that isn't a zip.

    ``folder`` is its way within the download.
    """

    def __init__(self, name: str, folder: str) -> None:
        super().__init__(f"{name} is not a zip", name)
        self.folder = folder


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class LeftOut(_Record):
    """An item of the assignment that does not travel as it stands, and why."""

    item: str
    title: str
    occasion: Occasion
    why: Literal["open", "private", "draft", "newer_draft", "two"]

    @property
    def reason(self) -> str:
        """The reason in the learner's words.

        >>> LeftOut(item="equity.habit", title="Your habit", occasion="during", why="private").reason
        'private, so it stays with you'
        """
        return {
            "open": "not answered",
            "private": "private, so it stays with you",
            "draft": "a draft, not Done yet",
            "newer_draft": "rewritten since, and the draft is not Done yet; what was Done before goes",
            "two": "finished twice; choose one first",
        }[self.why]


class HandIn(_Record):
    """A hand-in: what is in it and what is not; ``titles`` of all its items are by id.

    ``refused`` says why none can be made as things stand; empty where one can. ``voice`` is the one of the
    learner's year, where one was drawn.
    """

    assignment: str
    title: str
    case: str
    learner: str
    zip: Path
    folder: Path
    included: tuple[Response, ...]
    titles: dict[str, str]
    left_out: tuple[LeftOut, ...]
    refused: str = ""
    voice: VoiceId | None = None

    @property
    def drafts(self) -> tuple[LeftOut, ...]:
        """Drafts that would travel if the learner says so."""
        return tuple(one for one in self.left_out if one.why in ("draft", "newer_draft"))


class AllHandedIn(_Record):
    """Every assignment at once: what was handed in, and the title of what refused and why."""

    done: tuple[HandIn, ...]
    refused: tuple[tuple[str, str], ...]


class Imported(_Record):
    """What an import brought into a workspace, and how many of the answers were here already.

    ``two_heads`` were finished differently on two computers, so the learner chooses; of some of them one goes
    on from the others, which is in ``later`` by its id. ``settled`` answers took the file's later words.
    """

    new: tuple[Response, ...]
    known: int
    two_heads: tuple[tuple[Response, ...], ...]
    later: frozenset[str] = frozenset()
    settled: int = 0
    notes: tuple[str, ...]
