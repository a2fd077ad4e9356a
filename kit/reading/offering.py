"""Choose the kinds of question to offer, by how likely each one helps, does harm, or is already answered."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.reading.weighed import chance

OFFERED, LEAST_OFFERED = 3, 2
"""The most and the fewest kinds of question to offer, if there are enough; a single one helps too rarely."""
HARMFUL = 0.16
"""With this chance of harm, a kind is offered only to reach the minimum; with twice this chance, never."""
WORTHWHILE, WORTH_AT = {"took_it": 0.2}, 0.05
"""A kind worth less than this (chance to help minus chance of harm) is offered only to reach the minimum."""
ANSWERED = 0.9
"""A surely answered kind loses this share of its chance to help. With this chance of an answer, a kind is
never asked."""
SURELY_ANSWERED = {"took_it": 0.35, "your_move": 0.6, "first_step": 0.6}
"""A kind with this chance of an answer (others: `ANSWERED_AT`) is offered only to reach the minimum."""
ANSWERED_AT = 0.85
UNTOLD = 0.4
"""If the chance that a text tells of a moment is below this, the first question asks for one."""
_NEEDS = {"check": ("your_move", 0.6), "obstacle": ("your_move", 0.6), "took_it": ("tell", 0.5)}
"""A kind that makes sense only if the text answers another kind, with at least this chance."""
_ALIKE = {"their_view", "ask_them"}
"""Only one of these is offered, the one worth more."""


def offered(
    seen: Sequence[float],
    models: Mapping[str, Any],
    done: Mapping[str, float],
    without: frozenset[str] = frozenset(),
    *,
    or_none: bool = False,
) -> tuple[str, ...]:
    """Return the kinds most likely to help that do no harm and that the text doesn't answer.

    Kinds in ``without`` are left out. If none fits, the result is empty with ``or_none``; otherwise it has
    the nearest ones.

    >>> even, no = {"weights": [0.0], "bias": 0.0}, {"weights": [0.0], "bias": -9.0}
    >>> kinds = ["tell", "check", "ask_them"]
    >>> models = {"helps": dict.fromkeys(kinds, even), "harms": {"tell": no, "check": no, "ask_them": even}}
    >>> offered([1.0], models, {"tell": 0.0, "check": 0.0, "ask_them": 0.0, "your_move": 1.0})
    ('tell', 'check')
    >>> offered([1.0], models, {"tell": 1.0, "check": 0.0, "ask_them": 0.0, "your_move": 0.0})
    ()
    """
    gain, harms = (
        {kind: chance(seen, one) for kind, one in models[name].items()} for name in ("helps", "harms")
    )
    worth = {kind: helps * (1 - ANSWERED * done[kind]) - harms[kind] for kind, helps in gain.items()}
    possible = [
        kind
        for kind in sorted(worth, key=worth.__getitem__, reverse=True)
        if kind not in without and (kind not in _NEEDS or done[_NEEDS[kind][0]] >= _NEEDS[kind][1])
    ]
    fit = [
        kind
        for kind in possible
        if worth[kind] >= WORTHWHILE.get(kind, WORTH_AT)
        and harms[kind] < HARMFUL
        and done[kind] < SURELY_ANSWERED.get(kind, ANSWERED_AT)
    ]
    others = [
        kind for kind in possible if kind not in fit and harms[kind] < 2 * HARMFUL and done[kind] < ANSWERED
    ]
    least = 0 if or_none and not fit else LEAST_OFFERED
    chosen: list[str] = []
    for kind in (*fit, *others):
        alike = kind in _ALIKE and not _ALIKE.isdisjoint(chosen)
        if not alike and len(chosen) < (OFFERED if kind in fit else least):
            chosen.append(kind)
    # Show first what the text lacks most, above all a moment that a reader can see.
    untold = done["tell"] < UNTOLD
    return tuple(
        sorted(chosen, key=lambda kind: (kind != "tell" or not untold, kind == "obstacle", done[kind]))
    )
