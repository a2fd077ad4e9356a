"""What Python does when a form sends a message: answers opened, drafted, finished, shared, deleted.

Every message gets an answer that says *saved* or *failed, and why*. Values are never kept here: they
go to the journal and come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from kit.forms.parts import Message, Reply
from kit.forms.shelf import Shelf
from kit.model import (
    AlreadyAnswered,
    Draft,
    Item,
    Journal,
    KitError,
    Lane,
    NotFound,
    Occasion,
    Response,
    Value,
)

_CHANGED = "This answer has changed since the page was opened; reload the page to see the latest."


class Desk:
    """Takes the messages of one form about its items.

    Parameters
    ----------
    shelf
        Where the journal is.
    case
        Id of the case the answers belong to.
    items
        The items this form may write; a message about another one is refused.
    occasion
        When they are asked.
    item_hash
        Gives the hash of an item's wording, stored with each answer.
    """

    def __init__(
        self,
        shelf: Shelf,
        case: str,
        items: Iterable[Item],
        occasion: Occasion = "during",
        *,
        item_hash: Callable[[Item], str],
    ) -> None:
        self.shelf = shelf
        self.case = case
        self.items = {item.id: item for item in items}
        self.occasion = occasion
        self._hash = item_hash
        self._written: set[str] = set()

    @property
    def answers(self) -> dict[str, Callable[[Message], Reply]]:
        """One function for each type of message."""
        return {
            "open": self.open,
            "draft": self.draft,
            "discard": self.discard,
            "done": self.done,
            "share": self.share,
            "choose": self.choose,
            "delete": self.delete,
        }

    def open(self, _message: Message) -> Reply:
        """Latest answers and drafts of all items of the form."""
        journal = self.shelf.look()
        return {"answers": {id: self._state(journal, id) for id in self.items}}

    def draft(self, message: Message) -> Reply:
        """Keep what was typed; only the learner sees it."""
        item = self._item(message)
        kept = self.shelf.open().save_draft(
            item.id,
            value_of(message),
            case=self.case,
            occasion=self.occasion,
            lane=self._lane(item, message),
            parent=message.get("parent"),
        )
        return {"at": kept.at.isoformat()}

    def discard(self, message: Message) -> Reply:
        """Forget the draft; the saved answer stands."""
        item = self._item(message)
        journal = self.shelf.look()
        if journal is not None:
            journal.discard_draft(item.id, self.occasion, case=self.case)
        return self._reply(item)

    def done(self, message: Message) -> Reply:
        """Settle the answer in the journal."""
        item = self._item(message)
        value, lane = value_of(message), self._lane(item, message)
        try:
            heads = self.shelf.open().finish(
                item.id,
                value,
                case=self.case,
                item_hash=self._hash(item),
                occasion=self.occasion,
                lane=lane,
                parent=message.get("parent"),
                # A Done whose answer came late is pressed again: its own first line is then the parent,
                # or one person at one computer would be asked to choose between two answers.
                own=self._written,
                once=item.locked,
            )
        except AlreadyAnswered:
            raise KitError("Your first answer stands as you wrote it: this one is not rewritten.") from None
        self._written |= {head.id for head in heads if (head.value, head.lane) == (value, lane)}
        return {"answers": {item.id: {"heads": [head_state(head) for head in heads], "draft": None}}}

    def share(self, message: Message) -> Reply:
        """A private answer becomes a shared one: a new revision that the learner asked for."""
        item = self._item(message)
        if not item.lane_open:
            raise KitError("Your answer is still private: this question is for you alone, never shared.")
        journal = self.shelf.open()
        heads = journal.heads(item.id, self.occasion, case=self.case)
        head = next((head for head in heads if head.id == message.get("id")), None)
        if head is None:
            raise KitError(_CHANGED)
        shared = journal.save(
            item.id,
            head.value,
            case=self.case,
            item_hash=head.item_hash,
            occasion=self.occasion,
            lane="shared",
            parent=head.id,
        )
        self._written.add(shared.id)
        return self._reply(item)

    def choose(self, message: Message) -> Reply:
        """Of answers finished on two computers, the one the learner wants goes on from the others."""
        item = self._item(message)
        try:
            stands = self.shelf.open().choose(item.id, str(message.get("id")))
        except NotFound:
            raise KitError(_CHANGED) from None
        self._written.add(stands.id)
        return self._reply(item)

    def delete(self, message: Message) -> Reply:
        """Remove the private answer and its draft from the disk."""
        item = self._item(message)
        self.shelf.open().delete_private(item.id, self.occasion, case=self.case)
        return self._reply(item)

    # -- what the messages share --------------------------------------------------------------

    def _item(self, message: Message) -> Item:
        id = str(message.get("item"))
        if id not in self.items:
            raise KitError(f"This form does not ask {id!r}; run its cell again.")
        return self.items[id]

    def _lane(self, item: Item, message: Message) -> Lane:
        lane = message.get("lane")
        if lane not in ("shared", "private") or not item.lane_open:
            return item.lane
        return cast(Lane, lane)

    def _reply(self, item: Item) -> Reply:
        return {"answers": {item.id: self._state(self.shelf.look(), item.id)}}

    def _state(self, journal: Journal | None, id: str) -> dict[str, Any]:
        if journal is None:
            return {"heads": [], "draft": None}
        heads = journal.heads(id, self.occasion, case=self.case)
        draft = journal.draft(id, self.occasion, case=self.case)
        if draft and any((head.value, head.lane) == (draft.value, draft.lane) for head in heads):
            draft = None  # a draft that came late, after its own Done
        return {
            "heads": [head_state(head) for head in heads],
            "draft": draft_state(draft) if draft else None,
        }


def head_state(head: Response) -> dict[str, Any]:
    """A saved answer as a form shows it."""
    return {"id": head.id, "lane": head.lane, "at": head.at.isoformat(), "value": head.value}


def draft_state(draft: Draft) -> dict[str, Any]:
    """A draft as a form shows it."""
    return {"parent": draft.parent, "lane": draft.lane, "at": draft.at.isoformat(), "value": draft.value}


def value_of(message: Message) -> Value:
    """What a message brings to be kept.

    Raises
    ------
    KitError
        It brings nothing.
    """
    value = message.get("value")
    if not isinstance(value, str | int | list | dict):
        raise KitError("Nothing was written yet; write or choose something first.")
    return cast(Value, whole(value))


def whole(value: Any) -> Any:
    """The value with half characters (from a broken paste) replaced, so that it can be stored as UTF-8.

    Examples
    --------
    >>> whole({"if": "a\\ud800b"})
    {'if': 'a\ufffdb'}
    """
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [whole(one) for one in value]
    if isinstance(value, dict):
        return {str(key): whole(one) for key, one in value.items()}
    return value
