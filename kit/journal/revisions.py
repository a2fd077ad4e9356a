"""Make the new revisions for an answer, a choice or an import. No I/O: records in, records out.

Nothing is changed in place: a choice and an import are recorded as further revisions.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from ulid import ULID

from kit.journal.heads import answer_of, first_of, heads_of, open_ends, saying
from kit.journal.lines import MOST_SEQ
from kit.model import KitError, Response, Value
from kit.model.protocols import AnswerFields


class Following:
    """A maker of one workspace's revisions; their numbers follow the last one in its files."""

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
        """Return a revision after each parent, all with this value; the last one is the one that counts.

        A head that equals a parent was shown as one with it, so it gets a child as well.
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
        """Return the chosen head, and for each other head a child with the chosen value."""
        ends = [r for r in open_ends(everything) if r.item == item]
        chosen = next((r for r in ends if r.id == revision), None)
        if chosen is None:
            latest = tuple(r.id for r in heads_of(ends)) or ("none",)
            raise KitError("answer.not_latest", revision=revision, item=item, latest=latest)
        others = [r for r in ends if answer_of(r) == answer_of(chosen) and saying(r) != saying(chosen)]
        at = datetime.now(UTC)
        return chosen, [
            chosen.model_copy(update={**self._stamp(), "parent": other.id, "at": at}) for other in others
        ]

    def said_again(self, here: Sequence[Response], new: Sequence[Response]) -> list[Response]:
        """Return a child with the same value for each head here that ``new`` follows, so both are heads."""
        stands = {saying(head) for head in heads_of([*here, *new])}
        self._last = max([self._last, *(r.seq for r in new)])
        # The time is kept: the person who chooses needs to see when it was written, not imported.
        return [
            head.model_copy(update={**self._stamp(), "parent": head.id})
            for head in heads_of(here)
            if saying(head) not in stands
        ]

    def private_again(self, mine: Sequence[Response]) -> list[Response]:
        """Return a private revision with the same value for each shared head of an answer.

        It follows each private revision that a shared one followed, because the shared ones will be removed.
        If the first revision was shared and said something else, it is kept before them.
        """
        stood = {end.id for end in open_ends(mine)}
        followed = [end for end in open_ends(r for r in mine if r.lane == "private") if end.id not in stood]
        now = {"lane": "private", "at": datetime.now(UTC)}
        first, heads = first_of(mine), heads_of(mine)
        kept = []
        if first and first.lane == "shared" and first.value not in [head.value for head in heads]:
            kept = [first.model_copy(update={"lane": "private", **self._stamp(), "parent": None})]
        return kept + [
            head.model_copy(update={**now, **self._stamp(), "parent": one.id})
            for head in heads
            if head.lane == "shared"
            for one in followed or kept or [head]
        ]
