"""The minute in which a learner can undo an answer that may be given only once.

It is kept on disk from *Done* on, so it survives a kernel that dies or a page that is reloaded. It is removed
once the learner has seen what the answer is compared with. If it can't be kept, the answer is final.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime

from kit.forms.form import FormContext
from kit.model import KitError, Occasion, Response

UNDO = 60
"""The number of seconds in which an answer that is given once can be undone."""

LATE = 10
"""The number of seconds that a message may be late."""

_seen: set[str] = set()
"""Answers whose comparison list was seen, in case their minute can't be removed from the disk."""


class Minute:
    """The minute of each answer in one form, kept as a private draft that holds the answer's id."""

    def __init__(self, context: FormContext, occasion: Occasion) -> None:
        self._context = context
        self._occasion: Occasion = occasion

    def begin(self, item: str, head: Response) -> None:
        """Start the minute of an answer that was just given here."""
        with suppress(KitError, OSError):
            self._context.journal().save_draft(
                _name(item), head.id, case=self._context.case, occasion=self._occasion
            )

    def left(self, item: str, heads: Sequence[Response], late: int = 0) -> int:
        """Return the seconds left to undo the answer; 0 if it is final.

        Parameters
        ----------
        item
            The item's id.
        heads
            Its latest revisions; if there are two, neither can be undone.
        late
            Extra seconds, for a message that was sent in time.
        """
        if len(heads) != 1 or heads[0].id in _seen or not (left := _seconds_left(heads[0], late)):
            return 0
        kept = self._context.draft(_name(item), self._occasion)
        stands = kept is None or kept.value != heads[0].id or heads[0].id in self._context.handed_in()
        return 0 if stands else left

    def end(self, item: str, heads: Sequence[Response]) -> None:
        """End the minute: the comparison was seen, or the answer is gone."""
        _seen.update(head.id for head in heads)
        if self._context.draft(_name(item), self._occasion):
            self._context.journal().discard_draft(_name(item), self._occasion, case=self._context.case)


def _name(item: str) -> str:
    return f"{item}.minute"


def _seconds_left(head: Response, late: int = 0) -> int:
    # Setting a clock back doesn't add time.
    return max(0, UNDO + late - round(abs((datetime.now(UTC) - head.at).total_seconds())))
