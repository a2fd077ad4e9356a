"""Drafts that the window which wrote last had not seen: they stay beside its own until somebody has chosen.

Two windows may draft one answer, and an answer has one draft. A window says which draft it goes on from.
Where the disk holds another one, that is put aside here, and is offered to whoever opens the answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

from kit.forms.form import FormContext
from kit.forms.messages import Kept, kept_state
from kit.model import Draft, KitError, Occasion, Response, Value


class Aside:
    """What is put aside of each answer of one form: a private draft of its own, which holds the others."""

    def __init__(self, context: FormContext, occasion: Occasion) -> None:
        self._context = context
        self._occasion: Occasion = occasion

    def of(self, item: str, draft: Draft | None, heads: Iterable[Response]) -> list[Kept]:
        """What waits to be used or thrown away; nothing that the draft or the answer says, too."""
        said = [*([draft.value] if draft else ()), *(head.value for head in heads)]
        return [
            one for one in self._all(item) if one["value"] not in said and not (draft and _is(one, draft))
        ]

    def put(self, item: str, message: Mapping[str, Any], heads: Iterable[Response]) -> None:
        """Before the draft on the disk goes: it stays here where the window that writes had not seen it."""
        draft = self._context.draft(item, self._occasion)
        said = [message.get("value"), *(head.value for head in heads)]
        if draft is None or draft.value in said or seen(draft, message):
            return
        waits = self._all(item)
        if not any(_is(one, draft) for one in waits):
            self._keep(item, [*waits, kept_state(draft)])

    def settle(self, item: str, message: Mapping[str, Any]) -> None:
        """After the window wrote: what its words go on from, or say again, waits no more."""
        waits, on = self._all(item), message.get("on") or {}
        left = [
            one
            for one in waits
            if one["at"] != on.get("draft")
            and one["value"] not in (message.get("value"), *on.get("sent", ()))
        ]
        # What was asked for is done: if this is not, one is offered once more than it need be.
        with suppress(KitError, OSError):
            if left != waits:
                self._keep(item, left)

    def throw_away(self, item: str, at: str) -> None:
        """Forget the one that was kept then."""
        self._keep(item, [one for one in self._all(item) if one["at"] != at])

    def forget(self, item: str, said: Sequence[Value]) -> None:
        """Forget what an answer that is deleted ever said; other words are another window's, and wait on."""
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
    """Whether the window that sent the message read or wrote this draft; one of an older form says nothing.

    Parameters
    ----------
    draft
        The one on the disk.
    message
        What the window sent, with what it goes on from.
    value
        The draft's, as the form knows it.
    """
    on = message.get("on")
    return on is None or draft.at.isoformat() == on["draft"] or (value or draft.value) in on["sent"]


def _is(one: Kept, draft: Draft) -> bool:
    return one["at"] == draft.at.isoformat()


def _name(item: str) -> str:
    return f"{item}.aside"
