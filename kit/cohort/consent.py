"""Whether a learner's answers may be used for more than teaching and marking them."""

from __future__ import annotations

from collections.abc import Iterable

from kit.journal import heads_of
from kit.model import Response

ITEM = "consent.use"
YES = "yes"
"""The choice of that item which allows it."""


def consent_of(responses: Iterable[Response]) -> bool | None:
    """Whether the answer that stands is yes; ``None`` where there is no answer.

    Two computers that say different things are no yes.

    >>> consent_of([]) is None
    True
    """
    standing = heads_of(responses, ITEM)
    return all(head.value == YES for head in standing) if standing else None
