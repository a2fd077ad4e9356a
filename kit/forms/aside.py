"""Drafts that the window which wrote last had not seen: they are kept until the learner has chosen.

Two windows may draft one answer, but an answer has only one draft. A window says which draft it follows. If
the disk holds a different one, that draft is put aside here, and the form offers it to the learner.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from kit.forms.form import FormContext
from kit.forms.messages import Kept, kept_state
from kit.model import Draft, KitError, Occasion, Response, Value


class Aside:
    """The drafts put aside in one form: for each answer, a private draft that holds them."""

    def __init__(self, context: FormContext, occasion: Occasion) -> None:
        self._context = context
        self._occasion: Occasion = occasion

    def of(self, item: str, draft: Draft | None, heads: Iterable[Response]) -> list[Kept]:
        """Return the drafts to use or throw away, except those that equal the draft or a saved answer."""
        said = [*([draft.value] if draft else ()), *(head.value for head in heads)]
        return [
            one for one in self._all(item) if one["value"] not in said and not (draft and _is(one, draft))
        ]

    def put(self, item: str, message: Mapping[str, Any], heads: Iterable[Response]) -> None:
        """Put the draft on disk aside before it is replaced, if the window that writes hasn't seen it."""
        draft = self._context.draft(item, self._occasion)
        said = [message.get("value"), *(head.value for head in heads)]
        if draft is None or draft.value in said or seen(draft, message):
            return
        waits = self._all(item)
        if not any(_is(one, draft) for one in waits):
            self._keep(item, [*waits, kept_state(draft)])

    def settle(self, item: str, message: Mapping[str, Any]) -> None:
        """Drop the drafts that a window's message follows or repeats, after it was saved."""
        waits, on = self._all(item), message.get("on") or {}
        left = [
            one
            for one in waits
            if one["at"] != on.get("draft")
            and one["value"] not in (message.get("value"), *on.get("sent", ()))
        ]
        # The request itself is done: if this fails, a draft is offered once more than needed.
        with suppress(KitError, OSError):
            if left != waits:
                self._keep(item, left)

    def throw_away(self, item: str, at: str) -> None:
        """Delete the draft that was saved at that time."""
        self._keep(item, [one for one in self._all(item) if one["at"] != at])

    def forget(self, item: str, said: Sequence[Value]) -> None:
        """Delete all drafts that say what a deleted answer ever said; keep the others for their windows."""
        waits = self._all(item)
        left = [one for one in waits if one["value"] not in said]
        if left != waits:
            self._keep(item, left)

    def _all(self, item: str) -> list[Kept]:
        kept = self._context.draft(_name(item), self._occasion)
        return cast(list[Kept], kept.value.get("drafts", [])) if kept and isinstance(kept.value, dict) else []

    def _keep(self, item: str, waits: Sequence[Kept]) -> None:
        journal, name, case = self._context.journal(), _name(item), self._context.case
        if waits:
            journal.save_draft(name, {"drafts": list(waits)}, case=case, occasion=self._occasion)
        else:
            journal.discard_draft(name, self._occasion, case=case)


def seen(draft: Draft, message: Mapping[str, Any], value: Value | None = None) -> bool:
    """Return whether the window that sent the message read or wrote this draft; an older form counts as yes.

    Parameters
    ----------
    draft
        The draft on disk.
    message
        The window's message, with the draft that it follows.
    value
        The draft's value, as the form knows it.
    """
    on = message.get("on")
    return on is None or draft.at.isoformat() == on["draft"] or (value or draft.value) in on["sent"]


def _is(one: Kept, draft: Draft) -> bool:
    return one["at"] == draft.at.isoformat()


def _name(item: str) -> str:
    return f"{item}.aside"
