"""The sentences beside a growth picture: what the numbers say, and what they cannot show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_NAMES = {
    "pre": "before",
    "post": "after",
    "then": "then-test",
    "follow_up": "follow-up",
}
_GAPS = {
    "no_chance": "no chance yet",
    "two_answers": "two answers, not chosen yet",
    "not_a_rating": "not a rating",
}

CANNOT_SHOW = (
    "These are your own ratings of how often you did something, not what a family saw or felt.",
    "One person's step up or down on one question is not distinguishable from no change: nobody has "
    "measured yet how much such answers move by themselves.",
    "The then-test asks you to judge the earlier time again; it may differ because your measure changed, or "
    "because memory did, and it is neither truer nor less biased than the first answer.",
    "A gap means no chance to do it, or no answer. It is not a zero.",
    "Nothing here measures bias, and no such line is drawn. These ratings are no part of a grade.",
)
"""What stands under every growth picture of self-ratings."""


def occasion_name(occasion: str) -> str:
    """An occasion in the learner's words.

    >>> occasion_name("follow_up")
    'follow-up'
    """
    return _NAMES.get(occasion, occasion)


def gap_name(reason: str | None) -> str:
    """Why there is no number, in words; ``None`` is "not answered".

    >>> gap_name("no_chance"), gap_name(None)
    ('no chance yet', 'not answered')
    """
    return "not answered" if reason is None else _GAPS.get(reason, reason.replace("_", " "))


def sentence(items: Sequence[Mapping[str, Any]], occasions: Sequence[str]) -> str:
    """One sentence from the data: first occasion against the latest one, then-test never taken as either.

    >>> rows = [{"values": {"pre": 1, "post": 3}}, {"values": {"pre": None, "post": 2}}]
    >>> sentence(rows, ["pre", "post"])
    'Of the 1 question you rated both before and after, you rated 1 higher, 0 the same and 0 lower.'
    """
    timed = [o for o in occasions if o != "then"]
    if not timed:
        return "There are no self-ratings yet."
    if len(timed) == 1:
        rated = sum(row["values"].get(timed[0]) is not None for row in items)
        return (
            f"You rated {rated} of {len(items)} questions ({occasion_name(timed[0])}); "
            "there is nothing to compare them with yet."
        )
    first, last = timed[0], timed[-1]
    pairs = [
        (row["values"][first], row["values"][last])
        for row in items
        if row["values"].get(first) is not None and row["values"].get(last) is not None
    ]
    if not pairs:
        return f"No question was rated both {_NAMES[first]} and {_at(last)}, so nothing can be compared."
    up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    noun = "question" if len(pairs) == 1 else "questions"
    return (
        f"Of the {len(pairs)} {noun} you rated both {_NAMES[first]} and {_at(last)}, you rated {up} higher, "
        f"{len(pairs) - up - down} the same and {down} lower."
    )


def alt_text(growth: Mapping[str, Any]) -> str:
    """The picture in words: what is drawn, the sentence, and every gap."""
    occasions = growth["occasions"]
    if not occasions:
        return "An empty chart: there are no self-ratings yet."
    scale = growth["scale"]
    ends = f", from {scale[min(scale)]} to {scale[max(scale)]}" if scale else ""
    gaps = [
        f"{row['strategy']} ({occasion_name(o)}: {gap_name(row['missing'].get(o))})"
        for row in growth["items"]
        for o in occasions
        if row["values"].get(o) is None
    ]
    return (
        f"Dot chart of {len(growth['items'])} self-ratings, one small panel each{ends}, "
        f"at {len(occasions)} occasions: {', '.join(occasion_name(o) for o in occasions)}. "
        f"{growth['sentence']} " + (f"Gaps: {'; '.join(gaps)}." if gaps else "There are no gaps.")
    )


def _at(occasion: str) -> str:
    return "at the follow-up" if occasion == "follow_up" else _NAMES[occasion]
