"""Which kinds of question a text is offered, by how likely each helps, does harm, or is answered already."""

from collections.abc import Mapping, Sequence
from typing import Any

from kit.reading.weighed import chance

OFFERED, LEAST_OFFERED = 3, 2
"""So many kinds of question are offered at most, and at least where there are: one alone helps too seldom."""
HARMFUL = 0.16
"""A kind that does harm with this chance is not offered; with twice the chance not at all."""
WORTHWHILE, WORTH_AT = {"took_it": 0.2}, 0.05
"""A kind whose chance to help, less that of harm, is under this is offered only to make up the number."""
ANSWERED = 0.9
"""By so much less a kind is worth asking that a text surely answers; with this chance it is not asked."""
SURELY_ANSWERED = {"took_it": 0.35, "your_move": 0.6, "first_step": 0.6}
"""A kind that a text answers with this chance is not offered; the others from `ANSWERED_AT` on."""
ANSWERED_AT = 0.85
UNTOLD = 0.4
"""Up to this chance that it tells a moment, a text is asked for one first."""
_NEEDS = {"check": ("your_move", 0.6), "obstacle": ("your_move", 0.6), "took_it": ("tell", 0.5)}
"""A kind that makes no sense where another one isn't likely to be answered."""
_ALIKE = {"their_view", "ask_them"}
"""Of these only the likelier is offered."""


def offered(
    seen: Sequence[float],
    models: Mapping[str, Any],
    done: Mapping[str, float],
    without: frozenset[str] = frozenset(),
    *,
    or_none: bool = False,
) -> tuple[str, ...]:
    """The kinds that are likeliest to help, of those that do no harm and that a text doesn't answer.

    Those ``without`` are left out. Where none fits, none is offered if ``or_none``, else what comes nearest.

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
    # What isn't there yet comes first; above all a moment that one can see.
    untold = done["tell"] < UNTOLD
    return tuple(
        sorted(chosen, key=lambda kind: (kind != "tell" or not untold, kind == "obstacle", done[kind]))
    )
