"""A desk for retrieval cards: the same card is asked in several notebooks, and starts empty in each.

All its answers are revisions of one item, each saying where it was asked. The page is told only what
was answered in its own notebook. Nobody marks a card, so of answers given on two computers the later
one is shown and the next answer follows both; each stays in the journal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from kit.forms.desk import Desk, draft_state, head_state, value_of
from kit.forms.parts import Message, Reply
from kit.forms.recalled import asked_in, first_asked
from kit.forms.shelf import Shelf
from kit.model import Draft, Item, Journal, KitError, Lane, Response, Value


class CardDesk(Desk):
    """Takes the messages of the cards that one notebook shows.

    Parameters
    ----------
    shelf
        Where the journal is.
    case
        Id of the case the answers belong to.
    items
        The cards.
    here
        The notebook they are shown in; ``None`` is the first that asks each of them.
    notebooks
        All notebooks, in order.
    item_hash
        Gives the hash of a card's wording, stored with each answer.
    """

    def __init__(
        self,
        shelf: Shelf,
        case: str,
        items: Iterable[Item],
        here: str | None,
        notebooks: Sequence[str],
        *,
        item_hash: Callable[[Item], str],
    ) -> None:
        super().__init__(shelf, case, items, item_hash=item_hash)
        self._here = here
        self._firsts = {item.id: first_asked(item, notebooks) for item in self.items.values()}

    def asked_again(self, item: str) -> str | None:
        """The notebook, where it is not the first that asks the card."""
        return self._here if self._here != self._firsts[item] else None

    def draft(self, message: Message) -> Reply:
        """Keep what was typed; what another notebook's card holds unjudged is put down first."""
        item = self._item(message)
        journal = self.shelf.open()
        self._put_down(journal, item)
        ends = journal.heads(item.id, self.occasion, case=self.case)
        value = self._told(item, message)
        return super().draft({**message, "value": value, "parent": ends[-1].id if ends else None})

    def done(self, message: Message) -> Reply:
        """Append the answer to the journal, after whatever was answered last, in any notebook."""
        item = self._item(message)
        journal = self.shelf.open()
        self._put_down(journal, item)
        self._append(journal, item, self._told(item, message), self._lane(item, message))
        return self._reply(item)

    # -- inside -------------------------------------------------------------------------------

    def _place(self, item: str) -> str:
        return self._here or self._firsts[item]

    def _told(self, item: Item, message: Message) -> dict[str, Any]:
        value = value_of(message)
        if not isinstance(value, dict):
            raise KitError("This card is older than the course; run its cell again.")
        return {**value, "asked_in": self._place(item.id)}

    def _append(self, journal: Journal, item: Item, value: Value, lane: Lane) -> None:
        heads = journal.heads(item.id, self.occasion, case=self.case)
        journal.finish(
            item.id,
            value,
            case=self.case,
            item_hash=self._hash(item),
            occasion=self.occasion,
            lane=lane,
            own=[head.id for head in heads],
        )

    def _put_down(self, journal: Journal, item: Item) -> None:
        # An item has one draft. It was shown as saved, so a card typed in and left in another
        # notebook becomes an answer there before this notebook's draft takes its place.
        draft = journal.draft(item.id, self.occasion, case=self.case)
        if (
            draft is None
            or not isinstance(draft.value, dict)
            or not str(draft.value.get("answer", "")).strip()
        ):
            return
        place = asked_in(draft.value, self._firsts[item.id])
        value = {**draft.value, "asked_in": place}
        said = [{**r.value, "asked_in": place} for r in self._asked(journal, item.id, place)]
        if place != self._place(item.id) and value not in said:
            self._append(journal, item, value, draft.lane)

    def _asked(self, journal: Journal, item: str, place: str) -> list[Any]:
        return [
            r
            for r in journal.responses()
            if (r.case, r.item, r.occasion) == (self.case, item, self.occasion)
            and isinstance(r.value, dict)
            and asked_in(r.value, self._firsts[item]) == place
        ]

    def _state(self, journal: Journal | None, id: str) -> dict[str, Any]:
        if journal is None:
            return {"heads": [], "draft": None}
        stands = self._asked(journal, id, self._place(id))[-1:]
        draft = journal.draft(id, self.occasion, case=self.case)
        if draft and asked_in(draft.value, self._firsts[id]) != self._place(id):
            draft = None
        if draft and any((_bare(one), one.lane) == (_bare(draft), draft.lane) for one in stands):
            draft = None  # a draft that came late, after its own Done
        return {
            "heads": [head_state(one) | {"value": _bare(one)} for one in stands],
            "draft": draft_state(draft) | {"value": _bare(draft)} if draft else None,
        }


def _bare(one: Response | Draft) -> Value:
    """The value as the page knows it, which has no need of where it stands."""
    if not isinstance(one.value, dict):
        return one.value
    return {key: part for key, part in one.value.items() if key != "asked_in"}
