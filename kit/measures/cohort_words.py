"""The sentences over a group's numbers, and what those cannot show."""

from __future__ import annotations

from collections.abc import Sequence

from kit.measures.grid import Grid
from kit.measures.groups import Groups
from kit.measures.results import Change, Estimate
from kit.measures.words import occasion_name

CANNOT_SHOW = (
    "These are people's own ratings of how often they did something, not what a family saw or felt.",
    "There is no group without the course beside this one, so a change may have other causes.",
    "People who rated only once, or left much out, are in no change; they may differ from those who are.",
    "The then-test judges the earlier time again; it is neither truer nor less biased than the first one.",
    "No validity of these questions is claimed, and fifteen of them need not measure one thing.",
    "Nothing here measures bias, and no such line is drawn. These numbers are no part of a grade.",
)


def overview(grid: Grid, chosen: Groups, changes: Sequence[Change], least: int) -> tuple[str, ...]:
    """What the numbers say, first for whom, then which dimensions changed."""
    if not grid.people:
        return ("Nobody who agreed to this use has rated anything yet.",)
    if not chosen.base.any():
        return (
            f"Fewer than {least} people who agreed to this use rated every dimension, so no number of the "
            "group is shown. Each person's own questions can still be looked at with that person.",
        )
    *early, latest = (occasion_name(o) for o in chosen.core)
    names = f"{', '.join(early)} and {latest}" if early else latest
    said = [f"The numbers rest on {int(chosen.base.sum())} people who rated every dimension: {names}."]
    smaller = {o: int(group.sum()) for o, group in chosen.on.items() if o not in chosen.core}
    said += [f"Of them {n} stand in the numbers of: {occasion_name(o)}." for o, n in smaller.items()]
    judged = [c for c in changes if c.distinguishable is not None]
    for pair in dict.fromkeys((c.first, c.last) for c in judged):
        here = [c for c in judged if (c.first, c.last) == pair]
        where = f"{occasion_name(pair[0])} → {occasion_name(pair[1])}"
        up = [c.label for c in here if c.distinguishable and _value(c) > 0]
        down = [c.label for c in here if c.distinguishable and _value(c) < 0]
        if not up and not down:
            said.append(f"{where}: in no dimension is there a change distinguishable from no change.")
            continue
        parts = [f"more often in {', '.join(up)}"] if up else []
        parts += [f"less often in {', '.join(down)}"] if down else []
        rest = len(here) - len(up) - len(down)
        others = f"; the other {rest} not distinguishable from no change" if rest else ""
        said.append(f"{where}: {' and '.join(parts)}{others}.")
    return tuple(said)


def _value(change: Change) -> float:
    return change.difference.value if isinstance(change.difference, Estimate) else 0.0
