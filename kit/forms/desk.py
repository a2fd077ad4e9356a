"""What Python does when a form sends a message: answers opened, drafted, finished, shared, deleted.

Every message gets an answer that says *saved* or *failed, and why*. Values are never kept here: they
go to the journal and come from it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, cast

from kit.forms.parts import Message, Reply
from kit.forms.shelf import Shelf
from kit.model import Draft, Item, Journal, KitError, Lane, Occasion, Response, Value


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
            journal.discard_draft(item.id, self.occasion)
        return self._reply(item)

    def done(self, message: Message) -> Reply:
        """Append the answer to the journal."""
        item = self._item(message)
        journal = self.shelf.open()
        value, lane = value_of(message), self._lane(item, message)
        heads = journal.heads(item.id, self.occasion)
        if item.locked and heads:
            raise KitError("Your first answer stands as you wrote it: this one is not rewritten.")
        if not any(head.value == value and head.lane == lane for head in heads):
            self._save(journal, item, value, lane, self._parent(message, heads))
        journal.discard_draft(item.id, self.occasion)
        return self._reply(item)

    def share(self, message: Message) -> Reply:
        """A private answer becomes a shared one: a new revision that the learner asked for."""
        item = self._item(message)
        if not item.lane_open:
            raise KitError("Your answer is still private: this question is for you alone, never shared.")
        journal = self.shelf.open()
        head = self._head(journal, item, message)
        self._save(journal, item, head.value, "shared", head.id)
        return self._reply(item)

    def choose(self, message: Message) -> Reply:
        """Of answers finished on two computers, the one the learner wants goes on from the others."""
        item = self._item(message)
        journal = self.shelf.open()
        chosen = self._head(journal, item, message)
        for other in journal.heads(item.id, self.occasion):
            if other.id != chosen.id:
                self._save(journal, item, chosen.value, chosen.lane, other.id)
        return self._reply(item)

    def delete(self, message: Message) -> Reply:
        """Remove the private answer and its draft from the disk."""
        item = self._item(message)
        journal = self.shelf.open()
        journal.delete_private(item.id, self.occasion)
        journal.discard_draft(item.id, self.occasion)
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

    def _save(self, journal: Journal, item: Item, value: Value, lane: Lane, parent: str | None) -> None:
        saved = journal.save(
            item.id,
            value,
            case=self.case,
            item_hash=self._hash(item),
            occasion=self.occasion,
            lane=lane,
            parent=parent,
        )
        self._written.add(saved.id)

    def _parent(self, message: Message, heads: Iterable[Response]) -> str | None:
        # A Done whose answer came late is pressed again: its own first line is then the parent,
        # or one person at one computer would be asked to choose between two answers.
        mine = [head.id for head in heads if head.id in self._written]
        return mine[-1] if mine else cast("str | None", message.get("parent"))

    def _head(self, journal: Journal, item: Item, message: Message) -> Response:
        for head in journal.heads(item.id, self.occasion):
            if head.id == message.get("id"):
                return head
        raise KitError(
            "This answer has changed since the page was opened; reload the page to see the latest."
        )

    def _reply(self, item: Item) -> Reply:
        return {"answers": {item.id: self._state(self.shelf.look(), item.id)}}

    def _state(self, journal: Journal | None, id: str) -> dict[str, Any]:
        if journal is None:
            return {"heads": [], "draft": None}
        heads = journal.heads(id, self.occasion)
        draft = journal.draft(id, self.occasion)
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
