"""The protocols that any journal and any reader must follow."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NotRequired, Protocol, TypedDict, Unpack, runtime_checkable

if TYPE_CHECKING:
    from kit.model.records import Draft, Lane, Occasion, Response, Value


class DraftFields(TypedDict):
    """The fields that identify a draft and name its parent. The defaults are ``during`` and ``private``."""

    case: str
    occasion: NotRequired[Occasion]
    lane: NotRequired[Lane]
    parent: NotRequired[str | None]


class AnswerFields(DraftFields):
    """The same fields for an answer, whose default lane is ``shared``."""

    item_hash: str


@runtime_checkable
class Journal(Protocol):
    """Where answers are stored: the files of `kit.journal`, or something else in a test or a browser build.

    A case, an item and an occasion identify an answer. Every method that writes raises
    `kit.model.KitError` with a code such as ``not_saved.answer`` if the answer did not reach the disk.
    """

    workspace: str

    def responses(self, lane: Lane | None = None) -> Sequence[Response]:
        """Return every saved revision, or those of one lane, ordered by ``(seq, id)``."""

    def heads(self, item: str, occasion: Occasion = "during", *, case: str) -> Sequence[Response]:
        """Return the latest revisions of an answer, in both lanes.

        There is none, one, or two after a merge of two computers.
        """

    def save(self, item: str, value: Value, **fields: Unpack[AnswerFields]) -> Response:
        """Append one finished revision and drop the draft. The revision is on disk when this returns.

        If ``parent`` is one of several heads with the same value and lane, each of them gets a child with
        this answer.
        """

    def finish(
        self,
        item: str,
        value: Value,
        *,
        own: Collection[str] = (),
        **fields: Unpack[AnswerFields],
    ) -> Sequence[Response]:
        """Finish an answer on *Done*: `save` it unless it is already saved. Returns its latest revisions.

        ``own`` lists revisions that the caller wrote itself without having seen them. If any of them is still
        a latest revision, this answer follows those instead of ``parent``.
        """

    def missing(self) -> Sequence[Response]:
        """Return latest revisions that were read or written here and then lost without being deleted here."""

    def put_back(self) -> int:
        """Write every lost revision again, unchanged. Returns how many there were."""

    @property
    def set_aside(self) -> Sequence[str]:
        """One sentence for each line that cannot be read and is therefore ignored."""

    def choose(self, item: str, revision: str) -> Response:
        """Settle an answer with two latest revisions by keeping this one.

        Raises `KitError` if it is not a latest revision of the item.
        """

    def add(self, responses: Iterable[Response], *, beside: bool = False) -> Sequence[Response]:
        """Import another computer's answers. Returns every line that was written.

        With ``beside``, no imported answer replaces one that is here.
        """

    def withdraw(
        self,
        item: str,
        occasion: Occasion = "during",
        *,
        case: str,
        private: bool = False,
    ) -> int:
        """Remove every revision of an answer, and its draft. Returns how many revisions were removed.

        Only the ids are kept, so that `add` can't bring the revisions back. With ``private``, only the shared
        revisions are removed; the latest words and the draft are kept in the private lane.
        """

    def hold(self) -> AbstractContextManager[None]:
        """Keep other processes from writing until the block ends. Raises `OSError` if that isn't possible."""

    def save_draft(self, item: str, value: Value, **fields: Unpack[DraftFields]) -> Draft:
        """Replace the draft of an answer. The draft is on disk when this returns."""

    def draft(self, item: str, occasion: Occasion = "during", *, case: str) -> Draft | None:
        """Return the draft of an answer, or ``None``."""

    def drafts(self) -> Sequence[Draft]:
        """Return every draft that is not *Done* yet."""

    def discard_draft(self, item: str, occasion: Occasion = "during", *, case: str) -> None:
        """Delete the draft of an answer."""


@runtime_checkable
class Reader(Protocol):
    """A reader of one text against the rubric, found through the entry point group ``kit.readers``."""

    name: str
    version: str

    def read(
        self, text: str, *, id: str, dimension: str | None = None, prompt: str | None = None
    ) -> Mapping[str, Any]:
        """Return the reading of a text as one object in the score format (``schema`` 1)."""
