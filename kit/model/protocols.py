"""The seams: what a journal and a reader must do, whoever writes one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NotRequired, Protocol, TypedDict, Unpack, runtime_checkable

if TYPE_CHECKING:
    from kit.model.records import Draft, Lane, Occasion, Response, Value


class DraftFields(TypedDict):
    """What names a draft and says what it follows; ``during`` and ``private`` unless said otherwise."""

    case: str
    occasion: NotRequired[Occasion]
    lane: NotRequired[Lane]
    parent: NotRequired[str | None]


class AnswerFields(DraftFields):
    """The same for an answer, which is ``shared`` unless said otherwise."""

    item_hash: str


@runtime_checkable
class Journal(Protocol):
    """Where answers live. The files of `kit.journal` are one; a test or a browser build has another.

    An answer is named by its case, item and occasion. Every method that writes raises
    `kit.model.NotSaved` where the answer did not reach the disk.
    """

    workspace: str

    def responses(self, lane: Lane | None = None) -> Sequence[Response]:
        """Every saved revision, ordered by ``(seq, id)``."""

    def heads(self, item: str, occasion: Occasion = "during", *, case: str) -> Sequence[Response]:
        """Latest revisions of an answer, both lanes: none, one, or two after a merge of two computers."""

    def save(self, item: str, value: Value, **fields: Unpack[AnswerFields]) -> Response:
        """Append one finished revision and drop the draft; when this returns it is on disk.

        Where ``parent`` is one of several heads that say the same, the others are carried along.
        """

    def finish(
        self,
        item: str,
        value: Value,
        *,
        own: Collection[str] = (),
        once: bool = False,
        **fields: Unpack[AnswerFields],
    ) -> Sequence[Response]:
        """Settle an answer by *Done*: `save` it unless it stands already; returns its latest revisions.

        Those of ``own``, revisions that the caller knows as its own, that are still latest ones are what this
        answer follows, in place of ``parent``. With ``once`` a second answer raises `AlreadyAnswered`.
        """

    def missing(self) -> Sequence[Response]:
        """Latest revisions that were read or written here and are gone, though nobody deleted them here."""

    def put_back(self) -> int:
        """Write again whatever is missing, as it was; returns how many revisions."""

    @property
    def set_aside(self) -> Sequence[str]:
        """A sentence for each line that cannot be read and is not used."""

    def choose(self, item: str, revision: str) -> Response:
        """Settle an answer that has two latest revisions: this one stands; `NotFound` where it is none."""

    def add(self, responses: Iterable[Response], *, beside: bool = False) -> Sequence[Response]:
        """Take in another computer's answers; returns every line that was written.

        With ``beside`` none of them takes the place of an answer that stands here.
        """

    def withdraw(
        self,
        item: str,
        occasion: Occasion = "during",
        *,
        case: str,
        private: bool = False,
        drops: Callable[[Draft], bool] = ...,
    ) -> int:
        """Remove every revision of an answer, and its draft; only ids stay, and beat whatever `add` brings.

        A draft of which ``drops`` is not true stays.

        With ``private`` the shared ones alone go, and the words that stood last stay, as a private answer.
        Returns how many revisions went.
        """

    def save_draft(self, item: str, value: Value, **fields: Unpack[DraftFields]) -> Draft:
        """Replace the draft of an answer; when this returns it is on disk."""

    def draft(self, item: str, occasion: Occasion = "during", *, case: str) -> Draft | None:
        """The draft of an answer, or ``None``."""

    def drafts(self) -> Sequence[Draft]:
        """Every draft that is not *Done* yet."""

    def discard_draft(self, item: str, occasion: Occasion = "during", *, case: str) -> None:
        """Forget the draft of an answer."""


@runtime_checkable
class Reader(Protocol):
    """Reads one text against the rubric. Found by the entry point group ``kit.readers``."""

    name: str
    version: str

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> Mapping[str, Any]:
        """One object in the score format (``schema`` 1)."""
