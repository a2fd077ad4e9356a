"""Retrieval cards: answered from memory, turned over, and judged only by the learner.

The same card is asked in several notebooks and starts empty in each. Its answers are revisions of one item,
and each says where it was asked. Nobody marks a card. So if answers were given on two computers, the later
one is shown, and the next answer follows both.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar, cast

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec, item_spec
from kit.forms.journal_problems import journal_problems
from kit.forms.markup import blocks, inline
from kit.forms.messages import Answers, AnswerState, DraftKept, Written, answer_state
from kit.forms.session import FormSession
from kit.journal.recalled import asked_in, first_asked
from kit.model import Draft, Item, KitError, Lane, Response, Value
from kit.model.items import MOST_CARDS

_Kept = TypeVar("_Kept", Response, Draft)

# At most this many missed cards come first; if none were missed, this many older ones.
_MISSED, _OLDER = 2, 1


class CardSession(FormSession):
    """A session for the cards that one notebook shows.

    ``here`` is that notebook; ``notebooks`` are all, in order.
    """

    def __init__(
        self, context: FormContext, items: Iterable[Item], here: str, notebooks: Sequence[str]
    ) -> None:
        super().__init__(context, items)
        self._here = here
        self._firsts = {item.id: first_asked(item, notebooks) for item in self.items.values()}

    def asked_again(self, item: str) -> str | None:
        """Return the notebook if it isn't the first that asks the card; otherwise ``None``."""
        return self._here if self._here != self._firsts[item] else None

    def draft(self, message: Written) -> DraftKept:
        """Save what was typed; text left unjudged on another notebook's card becomes an answer first."""
        item = self._item(message["item"])
        self._finish_elsewhere(item)
        heads = self.context.heads(item.id, self.occasion)
        return self._keep(message, self._placed(message), heads[-1].id if heads else None)

    def done(self, message: Written) -> Answers:
        """Append the answer to the journal, after the last answer from any notebook."""
        item = self._item(message["item"])
        self._finish_elsewhere(item)
        self._finish(item, self._placed(message), self._lane(item, message))
        return {**self._reply(item), "journal_problems": journal_problems(self.context)}

    def state(self, id: str) -> AnswerState:
        """Return what was answered or is being written here.

        A card has no room to offer an answer that its file lost; the page restores those for all cards.
        """
        return answer_state(*self._on_disk(id))

    def _on_disk(self, id: str) -> tuple[Sequence[Response], Draft | None]:
        stands = [_bare(one) for one in self._answered(id, self._here)[-1:]]
        found = self.context.draft(id, self.occasion)
        return stands, _bare(found) if found and self._asked_in(found) == self._here else None

    def _asked_in(self, one: Response | Draft) -> str:
        return asked_in(one.value, self._firsts[one.item])

    def _placed(self, message: Written) -> Value:
        value = self._value(message)
        if not isinstance(value, dict):
            raise KitError("form.older_card")
        return {**value, "asked_in": self._here}

    def _finish(self, item: Item, value: Value, lane: Lane) -> None:
        own = [head.id for head in self.context.heads(item.id, self.occasion)]
        self.context.journal().finish(item.id, value, own=own, **self._fields(item, lane))

    def _finish_elsewhere(self, item: Item) -> None:
        # An item has one draft, and it was shown as saved. So if a card was typed in and left in another
        # notebook, that text becomes an answer there before this draft replaces it.
        draft = self.context.draft(item.id, self.occasion)
        value = draft.value if draft else None
        if draft is None or not isinstance(value, dict) or not str(value.get("answer", "")).strip():
            return
        place = self._asked_in(draft)
        said = [_bare(one).value for one in self._answered(item.id, place)]
        if place != self._here and _bare(draft).value not in said:
            self._finish(item, {**value, "asked_in": place}, draft.lane)

    def _answered(self, item: str, place: str) -> list[Response]:
        journal = self.context.existing_journal()
        return [
            r
            for r in (journal.responses() if journal else ())
            if (r.case, r.item, r.occasion) == (self.context.case, item, self.occasion)
            and isinstance(r.value, dict)
            and self._asked_in(r) == place
        ]


def _bare(one: _Kept) -> _Kept:
    # The value as the page knows it; the page doesn't need the notebook.
    if not isinstance(one.value, dict):
        return one
    bare = {key: part for key, part in one.value.items() if key != "asked_in"}
    return one.model_copy(update={"value": bare})


def cards(session: CardSession, items: Sequence[Item]) -> Form:
    """Make a card for each item; on paper the other sides are printed below."""
    asked = [
        item_spec(item, session.occasion)
        | {"answer": blocks(item.answer), "askedAgain": session.asked_again(item.id)}
        for item in items
    ]
    spec = form_spec("cards", session.context, asked)
    return Form(session.context, spec, _sheets(session, items), session.handlers)


def _sheets(session: CardSession, items: Sequence[Item]) -> str:
    fronts = "".join(paper.sheet(inline(item.title), blocks(item.prompt), paper.lines(2)) for item in items)
    backs = "".join(f"<li>{inline(item.answer or '')}</li>" for item in items)
    return fronts + paper.sheet(inline(session.context.words["cards.other_sides"]), f"<ol>{backs}</ol>")


def cards_for(
    responses: Iterable[Response], cards: Iterable[Item], here: str, notebooks: Sequence[str]
) -> list[Item]:
    """Return the cards that the notebook ``here`` asks, out of those that recall an earlier one.

    Cards answered here stay, so that a reopened notebook shows the same ones. Then come some that were missed
    last time, longest ago first; cards never judged, mostly of the notebook before; and the rest.
    """
    by_card: dict[str, list[Response]] = {}
    for response in responses:
        by_card.setdefault(response.item, []).append(response)
    at = notebooks.index(here)
    pool = [card for card in cards if card.notebook in notebooks[:at]]
    pool.sort(key=lambda card: -notebooks.index(cast(str, card.notebook)))
    stay: list[Item] = []
    missed: list[tuple[int, str, Item]] = []
    near: list[Item] = []
    older: list[Item] = []
    rest: list[tuple[int, int, str, Item]] = []
    for card in pool:
        first = first_asked(card, notebooks)
        given = by_card.get(card.id, [])
        before = [r for r in given if asked_in(r.value, first) != here and _judged(r)]
        if any(asked_in(r.value, first) == here for r in given):
            stay.append(card)
        elif before and _judged(before[-1]) == "missed":
            missed.append((before[-1].seq, before[-1].id, card))
        elif before:
            rest.append((len(before), before[-1].seq, before[-1].id, card))
        else:
            (near if card.notebook == notebooks[at - 1] else older).append(card)
    again = [card for *_, card in sorted(missed, key=lambda one: one[:2])]
    seldom = [card for *_, card in sorted(rest, key=lambda one: one[:3])]
    first_ones = again[:_MISSED] + older[: 0 if again else _OLDER]
    wanted = [*first_ones, *near, *older, *again, *seldom]
    chosen = [*stay, *(card for n, card in enumerate(wanted) if card not in wanted[:n])][
        : max(MOST_CARDS, len(stay))
    ]
    return [card for card in pool if card in chosen]


def _judged(response: Response) -> str | None:
    recall = response.value.get("recall") if isinstance(response.value, dict) else None
    return str(recall) if recall else None
