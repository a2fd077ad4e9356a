"""Which saved revision of a self-rating counts: the one that nothing was written upon."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from kit.journal.heads import heads_of
from kit.model import Response

TWO_ANSWERS = "two_answers"
"""Reason for a gap where two computers hold different answers and the learner has not chosen."""


class Answer(NamedTuple):
    """One self-rating as it stands: a number, or a reason why there is none."""

    value: int | None
    missing: str | None
    response: Response


def latest(responses: Iterable[Response]) -> dict[tuple[str, str, str], Answer]:
    """The answer that stands, by ``(case, item, occasion)``, for every self-rating among ``responses``."""
    ratings = [r for r in responses if r.item.startswith("rate.") and r.occasion != "during"]
    standing: dict[tuple[str, str, str], Answer] = {}
    for one in heads_of(ratings):
        key = (one.case, one.item, one.occasion)
        new = _answer(one)
        before = standing.get(key)
        if before and before[:2] != new[:2]:
            new = Answer(None, TWO_ANSWERS, one)
        standing[key] = new
    return standing


def _answer(response: Response) -> Answer:
    value = response.value
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 4:
        return Answer(value, None, response)
    reason = value.get("missing") if isinstance(value, Mapping) else None
    known = isinstance(reason, str) and re.fullmatch(r"[a-z_]{1,40}", reason)
    return Answer(None, str(reason) if known else "not_a_rating", response)
