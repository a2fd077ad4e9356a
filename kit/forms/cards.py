"""Retrieval cards: answered from memory, turned, and judged by the learner alone.

The same card is asked in several notebooks, and starts empty in each: its answers are revisions of one item,
each saying where it was asked. Nobody marks a card, so of answers given on two computers the later one is
shown and the next answer follows both.
"""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar, cast

from kit.forms import paper
from kit.forms.form import Form, FormContext, form_spec, item_spec
from kit.forms.markup import blocks, inline
from kit.forms.messages import Answers, AnswerState, DraftKept, Written, answer_state
from kit.forms.session import FormSession
from kit.forms.told import told
from kit.model import Draft, Item, KitError, Lane, Response, Value

_Kept = TypeVar("_Kept", Response, Draft)

_RETURNS = 2  # in how many notebooks after its own a card is asked in any case
_MOST = 6  # missed cards that one notebook asks again


class CardSession(FormSession):
    """Takes the messages of the cards that one notebook shows.

    ``here`` is that notebook, ``None`` the first that asks each of them; ``notebooks`` are all, in order.
    """

    def __init__(
        self, context: FormContext, items: Iterable[Item], here: str | None, notebooks: Sequence[str]
    ) -> None:
        super().__init__(context, items)
        self._here = here
        self._firsts = {item.id: _first_asked(item, notebooks) for item in self.items.values()}

    def asked_again(self, item: str) -> str | None:
        """The notebook, where it is not the first that asks the card."""
        return self._here if self._here != self._firsts[item] else None

    def draft(self, message: Written) -> DraftKept:
        """Keep what was typed; what another notebook's card holds unjudged becomes an answer first."""
        item = self._item(message["item"])
        self._finish_elsewhere(item)
        heads = self.context.heads(item.id, self.occasion)
        return self._keep(message, self._placed(message), heads[-1].id if heads else None)

    def done(self, message: Written) -> Answers:
        """Append the answer to the journal, after whatever was answered last, in any notebook."""
        item = self._item(message["item"])
        self._finish_elsewhere(item)
        self._finish(item, self._placed(message), self._lane(item, message))
        return {**self._reply(item), "told": told(self.context)}

    def state(self, id: str) -> AnswerState:
        """What was answered here, or is being written here.

        A card has no room to offer what its file lost; the page puts that back for all of them.
        """
        stands = [_bare(one) for one in self._answered(id, self._place(id))[-1:]]
        found = self.context.draft(id, self.occasion)
        draft = _bare(found) if found and self._asked_in(found) == self._place(id) else None
        return answer_state(stands, draft)

    def _place(self, item: str) -> str:
        return self._here or self._firsts[item]

    def _asked_in(self, one: Response | Draft) -> str:
        return _asked_in(one.value, self._firsts[one.item])

    def _placed(self, message: Written) -> Value:
        value = self._value(message)
        if not isinstance(value, dict):
            raise KitError(self.context.words["fault.older_card"])
        return {**value, "asked_in": self._place(message["item"])}

    def _finish(self, item: Item, value: Value, lane: Lane) -> None:
        own = [head.id for head in self.context.heads(item.id, self.occasion)]
        self.context.journal().finish(item.id, value, own=own, **self._fields(item, lane))

    def _finish_elsewhere(self, item: Item) -> None:
        # An item has one draft. It was shown as saved, so a card typed in and left in another
        # notebook becomes an answer there before this notebook's draft takes its place.
        draft = self.context.draft(item.id, self.occasion)
        value = draft.value if draft else None
        if draft is None or not isinstance(value, dict) or not str(value.get("answer", "")).strip():
            return
        place = self._asked_in(draft)
        said = [_bare(one).value for one in self._answered(item.id, place)]
        if place != self._place(item.id) and _bare(draft).value not in said:
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
    # As the page knows it, which has no need of where it stands.
    if not isinstance(one.value, dict):
        return one
    bare = {key: part for key, part in one.value.items() if key != "asked_in"}
    return one.model_copy(update={"value": bare})


def cards(session: CardSession, items: Sequence[Item]) -> Form:
    """A card an item; on paper the other sides stand below."""
    return Form(session.context, _spec(session, items, None), _sheets(session, items), session.handlers)


def missed_cards(session: CardSession, items: Sequence[Item]) -> Form:
    """Cards that were missed before, under a line that says so; where there are none, nothing at all."""
    words, lead, sheet = session.context.words, None, ""
    title = inline(words["cards.missed_title"])
    if items:
        lead = {"title": title, "text": inline(words["cards.missed_text"])}
        sheet = paper.sheet(title, paper.note(lead["text"])) + _sheets(session, items)
    elif not session.context.existing_journal():
        # Where there is no journal at all, the earlier cards were on paper too.
        sheet = paper.sheet(title, paper.note(inline(words["cards.missed_on_paper"])))
    return Form(session.context, _spec(session, items, lead), sheet, session.handlers)


def _spec(session: CardSession, items: Sequence[Item], lead: dict[str, str] | None) -> dict[str, Any]:
    asked = [
        item_spec(item, session.occasion)
        | {"answer": blocks(item.answer), "askedAgain": session.asked_again(item.id)}
        for item in items
    ]
    return form_spec("cards", session.context, asked, lead=lead)


def _sheets(session: CardSession, items: Sequence[Item]) -> str:
    fronts = "".join(paper.sheet(inline(item.title), blocks(item.prompt), paper.lines(2)) for item in items)
    backs = "".join(f"<li>{inline(item.answer or '')}</li>" for item in items)
    return fronts + paper.sheet(inline(session.context.words["cards.other_sides"]), f"<ol>{backs}</ol>")


def _first_asked(card: Item, notebooks: Sequence[str]) -> str:
    # The one after the notebook it recalls.
    home = cast(str, card.notebook)
    later = [name for name in notebooks if name > home]
    return later[0] if later else home


def _asked_in(value: Value, first: str) -> str:
    """Where an answer was given; one that does not say so was given where the card was first asked.

    >>> _asked_in({"answer": "…", "asked_in": "02_respect"}, "01_equity"), _asked_in({}, "01_equity")
    ('02_respect', '01_equity')
    """
    return str(value.get("asked_in", first)) if isinstance(value, dict) else first


def missed_before(
    responses: Iterable[Response], cards: Iterable[Item], here: str, notebooks: Sequence[str]
) -> list[Item]:
    """Cards that the notebook ``here`` asks once more: their last judgement before it was ``missed``.

    A card that one of the notebook's own sets asks is left out. Cards answered here stay, whatever the
    judgement, so that a reopened notebook shows what it showed; then come those that were missed
    longest ago.
    """
    by_card: dict[str, list[Response]] = {}
    for response in responses:
        by_card.setdefault(response.item, []).append(response)
    found: list[tuple[bool, int, str, Item]] = []
    over = notebooks[: max(notebooks.index(here) - _RETURNS, 0)]
    for card in (card for card in cards if card.notebook in over):
        first = _first_asked(card, notebooks)
        judged = [r for r in by_card.get(card.id, []) if _judged(r)]
        before = [r for r in judged if _asked_in(r.value, first) != here]
        now = len(before) < len(judged)
        if now or (before and _judged(before[-1]) == "missed"):
            seq, id = (before[-1].seq, before[-1].id) if before else (0, "")
            found.append((not now, seq, id, card))
    kept = sorted(found, key=lambda one: one[:3])[:_MOST]
    return [card for *_, card in sorted(kept, key=lambda one: one[1:3])]


def _judged(response: Response) -> str | None:
    recall = response.value.get("recall") if isinstance(response.value, dict) else None
    return str(recall) if recall else None
