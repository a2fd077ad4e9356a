"""Comments at the desk: saved before the page says so, found again in a revised text, undone by a key.

They are stored in `kit.ratings.comments`. Markers can start from the entries of `kit.grading.comment_bank`.
"""

from __future__ import annotations

from typing import Any, Literal

from kit.desk.asked import Asked, Told
from kit.desk.desk import Desk, Moved, OtherStep
from kit.grading.comment_bank import QUOTE, add_entry, entries_for, filled, note_use, quotes, unfilled
from kit.grading.texts import marked_texts
from kit.model import LEVELS, KitError, NotFound, PlainError
from kit.ratings.comments import Comments, MarkerComment

_MOST_ENTRIES = 9
"""Each entry is chosen with one digit key."""


class _Entry(Told):
    """The entry of the comment bank that a comment started from."""

    criterion: str
    level: int
    text: str


class _Sent(Told):
    id: str
    """Chosen by the page, so that a comment sent twice is saved once."""
    code: str
    revision: str | None
    kind: Literal["passage", "criterion", "closing", "one_thing"]
    text: str
    criterion: str | None = None
    start: int | None = None
    end: int | None = None
    replaces: str | None = None
    entry: _Entry | None = None
    to_bank: int | None = None
    """The level under which to add the text to the comment bank, if at all."""


class _Withdrawn(Told):
    code: str
    id: str


class _Wanted(Told):
    criterion: str
    level: int
    quote: str = ""


def standing(desk: Desk, code: str) -> dict[str, Any]:
    """Return this marker's comments on a text, with the places of their quotes in the current text.

    Raises `NotFound` if no text has that code.
    """
    text = desk.text(code)
    found = [_told(one, text.text, text.revision) for one in _own(desk, code)]
    return {"code": code, "comments": found}


def keep(desk: Desk, sent: _Sent) -> dict[str, Any]:
    """Save a comment, which is on disk when this returns. Raises `KitError` if it can't be saved."""
    words = desk.content.words
    if QUOTE in sent.text:
        raise PlainError(words["desk.comment_fill_in"])
    store, own = _store(desk), {one.id: one for one in _own(desk, sent.code)}
    if sent.id in own:
        return standing(desk, sent.code)
    if desk.text(sent.code).revision != sent.revision:
        on_words = sent.kind == "passage" and sent.replaces is None
        raise Moved(words["desk.comment_words_changed" if on_words else "desk.comment_text_changed"])
    fields: dict[str, Any] = {
        "id": sent.id,
        "rater": desk.sitting.rater,
        "learner": desk.learner(sent.code),
        "assignment": desk.sitting.assignment,
        "kind": sent.kind,
        "criterion": sent.criterion,
        "text": sent.text.strip(),
        "revision": sent.revision,
        "replaces": sent.replaces,
    }
    if sent.criterion not in (None, *desk.marks.criteria):
        raise NotFound(f"{str(sent.criterion)[:60]!r} is not a criterion of {desk.sitting.assignment}.")
    if sent.replaces is not None and (earlier := own.get(sent.replaces)):
        # A changed comment stays on the same criterion and passage.
        fields |= earlier.model_dump(include={"criterion", "start", "end", "quote", "revision"})
    elif sent.kind == "passage":
        answer = _answer(desk, sent.code, sent.revision)
        fields |= {"start": sent.start, "end": sent.end, "quote": answer[sent.start : sent.end]}
    to_bank = unfilled(sent.text, fields.get("quote") or "") if sent.to_bank in LEVELS else ""
    if quotes(to_bank, desk.text(sent.code).text):
        raise KitError("desk.comment_not_banked")
    kept = store.record(**fields)
    if sent.entry is not None:
        note_use(desk.sitting.course_root, sent.entry.criterion, sent.entry.level, sent.entry.text)
    if to_bank and kept.criterion is not None:
        add_entry(desk.sitting.course_root, kept.criterion, int(sent.to_bank or 0), to_bank)
    _note_step(desk, sent.code, kept.id, sent.entry)
    return standing(desk, sent.code)


def withdraw(desk: Desk, code: str, id: str) -> dict[str, Any]:
    """Withdraw a comment, if it hasn't been withdrawn already."""
    if id in {one.id for one in _own(desk, code)}:
        _note_step(desk, code, _store(desk).withdraw(id, desk.sitting.rater).id, None)
    return standing(desk, code)


def bank(desk: Desk, criterion: str, level: int, quote: str = "") -> dict[str, Any]:
    """Return the bank's entries for a level of a criterion, the most used first, with ``quote`` filled in."""
    if criterion not in desk.marks.criteria:
        raise NotFound(f"{criterion[:60]!r} is not a criterion of {desk.sitting.assignment}.")
    found = entries_for(desk.sitting.course_root, criterion, level)[:_MOST_ENTRIES]
    return {
        "criterion": criterion,
        "level": level,
        "entries": [
            {
                "text": one.text,
                "filled": filled(one.text, quote) if quote.strip() else one.text,
                "uses": one.uses,
            }
            for one in found
        ],
    }


def one_thing(desk: Desk, code: str) -> dict[str, Any]:
    """Return a suggestion of what the learner could try next, for the criterion with the lowest level.

    It is the bank's most used entry that needs no quote. If none has been used yet, it is the rubric's
    suggestion, or otherwise the bank's first entry that needs no quote.
    """
    given = desk.shown(code).standing
    levels = {
        name: one.own if one.own is not None else one.counts.level if one.counts else None
        for name, one in given.items()
    }
    marked = {name: level for name, level in levels.items() if level is not None}
    if not marked:
        return {"criterion": None, "text": ""}
    weakest = min(marked, key=lambda name: marked[name])
    level = marked[weakest]
    entries = entries_for(desk.sitting.course_root, weakest, level)
    used = next((one.text for one in entries if one.uses and QUOTE not in one.text), None)
    criterion = next(one for one in desk.criteria if one.id == weakest)
    suggested = next((one.try_next for one in criterion.levels if one.level == level), None)
    plain = next((one.text for one in entries if QUOTE not in one.text), "")
    return {"criterion": weakest, "text": used or suggested or plain}


def _store(desk: Desk) -> Comments:
    return Comments(desk.marks.ratings.database)


def _own(desk: Desk, code: str) -> list[MarkerComment]:
    sitting = desk.sitting
    return _store(desk).standing(sitting.assignment, desk.learner(code), sitting.rater)


def _answer(desk: Desk, code: str, revision: str | None) -> str:
    """Return the learner's text as it was saved, since the feedback looks for the quotes in this text."""
    sitting = desk.sitting
    found = marked_texts(sitting.course_root, desk.learner(code), sitting.assignment, desk.item)
    return next((str(one.value) for one in found if one.id == revision), "")


def _told(one: MarkerComment, text: str, revision: str | None) -> dict[str, Any]:
    start, end = one.start, one.end
    if one.kind == "passage" and one.revision != revision:
        quote = one.quote or ""
        start = text.index(quote) if quote and text.count(quote) == 1 else None
        end = None if start is None else start + len(quote)
    names = {"id", "kind", "criterion", "quote", "text"}
    return {**one.model_dump(include=names), "start": start, "end": end}


def _note_step(desk: Desk, code: str, id: str, entry: _Entry | None) -> None:
    def take_back() -> None:
        _store(desk).undo(id, desk.sitting.rater)
        if entry is not None:
            note_use(desk.sitting.course_root, entry.criterion, entry.level, entry.text, uses=-1)

    desk.other_steps.append(OtherStep(len(desk.marks.given), code, take_back))


class Standing(Asked):
    """The comments on one text."""

    async def get(self, code: str) -> None:
        """Send them."""
        await self.answer(lambda: standing(self.desk, code))


class Comment(Asked):
    """A comment that the marker wrote or changed."""

    async def post(self) -> None:
        """Save it, then send all comments on the text."""
        sent = self.told(_Sent)
        await self.answer(lambda: keep(self.desk, sent))


class Withdraw(Asked):
    """A comment that the marker withdraws."""

    async def post(self) -> None:
        """Withdraw it, then send all comments on the text."""
        sent = self.told(_Withdrawn)
        await self.answer(lambda: withdraw(self.desk, sent.code, sent.id))


class Bank(Asked):
    """Comments to start from."""

    async def post(self) -> None:
        """Send them. This is a POST, since the request holds the learner's words, which no address may."""
        sent = self.told(_Wanted)
        await self.answer(lambda: bank(self.desk, sent.criterion, sent.level, sent.quote))


class OneThing(Asked):
    """A suggestion of what a learner could try next."""

    async def get(self, code: str) -> None:
        """Send it."""
        await self.answer(lambda: one_thing(self.desk, code))


ROUTES: list[tuple[str, type[Asked]]] = [
    (r"/api/comments/(\w+)", Standing),
    (r"/api/comment", Comment),
    (r"/api/comment/withdraw", Withdraw),
    (r"/api/bank", Bank),
    (r"/api/one_thing/(\w+)", OneThing),
]
