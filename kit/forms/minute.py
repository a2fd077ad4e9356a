"""The minute in which an answer that is given once can be taken back.

It is kept on disk from *Done* on, so that neither a kernel that dies nor a page that is loaded again ends it.
It goes from there once what the answer is compared with was seen. Where it can't be kept, the answer stands.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from kit.forms.form import FormContext
from kit.model import KitError, Occasion, Response

UNDO = 60
"""Seconds in which an answer that is given once can be taken back."""

LATE = 10
"""Seconds that a message may take."""

_seen: set[str] = set()
"""Answers whose list to compare with was seen, for a disk that would not forget their minute."""


class Minute:
    """The minute of each answer of one form: a private draft of its own, which holds the answer's id."""

    def __init__(self, context: FormContext, occasion: Occasion) -> None:
        self._context = context
        self._occasion: Occasion = occasion

    def begin(self, item: str, head: Response) -> None:
        """The answer was given just now, here."""
        with suppress(KitError, OSError):
            self._context.journal().save_draft(
                _name(item), head.id, case=self._context.case, occasion=self._occasion
            )

    def left(self, item: str, heads: Sequence[Response], late: int = 0) -> int:
        """Seconds that are left to take the answer back; 0 where it stands.

        Parameters
        ----------
        item
            Its id.
        heads
            Its latest revisions: of two answers none can be taken back.
        late
            Seconds that the minute lasts longer, for a message that was sent within it.
        """
        if len(heads) != 1 or heads[0].id in _seen or not (left := _seconds_left(heads[0], late)):
            return 0
        kept = self._context.draft(_name(item), self._occasion)
        stands = kept is None or kept.value != heads[0].id or heads[0].id in self._context.handed_in()
        return 0 if stands else left

    def end(self, item: str, heads: Sequence[Response]) -> None:
        """What the answer is compared with was seen, or the answer is gone."""
        _seen.update(head.id for head in heads)
        if self._context.draft(_name(item), self._occasion):
            self._context.journal().discard_draft(_name(item), self._occasion, case=self._context.case)


def _name(item: str) -> str:
    return f"{item}.minute"


def _seconds_left(head: Response, late: int = 0) -> int:
    # A clock that was set back makes no second longer.
    return max(0, UNDO + late - round(abs((datetime.now(UTC) - head.at).total_seconds())))
