"""Draw the texts that a second marker gets: a share of all, from every part of the scale, by a seed."""

from __future__ import annotations

import math
import random
from collections.abc import Collection, Hashable, Mapping


def drawn(
    strata: Mapping[str, Hashable], share: float, *, seed: int, rater: str, had: Collection[str] = ()
) -> set[str]:
    """Draw a share of the learners, in proportion from each stratum; the same seed draws the same learners.

    The draw includes every learner that the rater ``had`` before, so a later draw takes none away.

    >>> strata = {f"l{n}": n // 10 for n in range(30)}
    >>> chosen = drawn(strata, 0.2, seed=1, rater="ben")
    >>> sorted(strata[one] for one in chosen)
    [0, 0, 1, 1, 2, 2]
    >>> chosen == drawn(strata, 0.2, seed=1, rater="ben") != drawn(strata, 0.2, seed=2, rater="ben")
    True
    """
    chance = {one: random.Random(f"{seed}:{rater}:sample:{one}").random() for one in strata}  # noqa: S311  # a draw, no secret
    place: dict[str, float] = {}
    for stratum in set(strata.values()):
        some = sorted((one for one in strata if strata[one] == stratum), key=chance.__getitem__)
        place.update({one: (n + 0.5) / len(some) for n, one in enumerate(some)})
    order = sorted(strata, key=lambda one: (one not in had, place[one], chance[one]))
    return set(order[: max(math.ceil(share * len(strata)), sum(one in had for one in strata))])


def by_total(totals: Mapping[str, int | None]) -> dict[str, int]:
    """Divide learners into thirds by the total of their marks that count; -1 is for those without a total.

    >>> by_total({"a": 0, "b": 5, "c": 9, "d": None})
    {'a': 0, 'b': 1, 'c': 2, 'd': -1}
    """
    marked = sorted((total, one) for one, total in totals.items() if total is not None)
    third = {one: n * 3 // len(marked) for n, (_, one) in enumerate(marked)}
    return {one: third.get(one, -1) for one in totals}
