"""The new revisions that an answer, a choice or an import brings. Pure: records in, records out.

Nothing is changed in place: a choice and an import are written down as further revisions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from ulid import ULID

from kit.journal.heads import answer_of, heads_of, open_ends, saying
from kit.journal.lines import MOST_SEQ
from kit.model import NotFound, Response, Value
from kit.model.protocols import AnswerFields


class Following:
    """Makes revisions of one workspace, with numbers that follow the last one in its files."""

    def __init__(self, workspace: str, last: int) -> None:
        self._workspace = workspace
        self._last = last

    def _stamp(self) -> dict[str, Any]:
        self._last += 1
        return {"workspace": self._workspace, "id": str(ULID()), "seq": min(self._last, MOST_SEQ)}

    def answer(
        self,
        here: Sequence[Response],
        item: str,
        value: Value,
        fields: AnswerFields,
        parents: Sequence[str | None],
    ) -> list[Response]:
        """An answer after each of its parents; last the one that counts.

        Heads that say what a parent says were shown as one with it, so they are followed too.
        """
        ends = open_ends(here)
        followed = set(parents)
        shown = {saying(r) for r in ends if r.id in followed}
        twins = [r.id for r in ends if r.id not in followed and saying(r) in shown] if shown else []
        said = {"occasion": "during", "lane": "shared", **fields, "item": item, "value": value}
        return [
            Response.model_validate({**said, **self._stamp(), "parent": parent, "at": datetime.now(UTC)})
            for parent in [*twins, *parents]
        ]

    def choice(
        self, everything: Sequence[Response], item: str, revision: str
    ) -> tuple[Response, list[Response]]:
        """The head that was chosen, and for each other one a child that says what this one says."""
        ends = [r for r in open_ends(everything) if r.item == item]
        chosen = next((r for r in ends if r.id == revision), None)
        if chosen is None:
            now = ", ".join(r.id for r in heads_of(ends)) or "none"
            raise NotFound(f"{revision} is not a latest revision of {item}; choose one of: {now}.")
        others = [r for r in ends if answer_of(r) == answer_of(chosen) and saying(r) != saying(chosen)]
        at = datetime.now(UTC)
        return chosen, [
            chosen.model_copy(update={**self._stamp(), "parent": other.id, "at": at}) for other in others
        ]

    def said_again(self, here: Sequence[Response], new: Sequence[Response]) -> list[Response]:
        """For each head here that ``new`` goes on from, a child that says the same, so that both stand."""
        stands = {saying(head) for head in heads_of([*here, *new])}
        self._last = max([self._last, *(r.seq for r in new)])
        # Its time stays: whoever chooses must see when it was written, not when a file came in.
        return [
            head.model_copy(update={**self._stamp(), "parent": head.id})
            for head in heads_of(here)
            if saying(head) not in stands
        ]

    def private_again(self, mine: Sequence[Response]) -> list[Response]:
        """For each shared head of an answer a private one that says the same.

        It follows every private revision that the shared ones followed, as these will be gone.
        """
        stood = {end.id for end in open_ends(mine)}
        followed = [end for end in open_ends(r for r in mine if r.lane == "private") if end.id not in stood]
        now = {"lane": "private", "at": datetime.now(UTC)}
        return [
            head.model_copy(update={**now, **self._stamp(), "parent": one.id})
            for head in heads_of(mine)
            if head.lane == "shared"
            for one in followed or [head]
        ]
