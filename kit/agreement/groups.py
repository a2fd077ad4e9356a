"""Agreement by subgroup of the texts, with groups of fewer than ten texts withheld."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kit.agreement.comparing import Row, compare
from kit.agreement.ratings_table import Rated, TableFault
from kit.growth.results import Withheld
from kit.growth.suppress import counts

NO_GROUP = "(no group)"


@dataclass(frozen=True)
class Group:
    """One subgroup: its rows, or why they are not given."""

    name: str
    rows: list[Row] | Withheld


def by_group(ratings: Iterable[Rated], *, by_criterion: bool = False, seed: int = 1) -> list[Group]:
    """The same rows for each subgroup; what would give away a small group by subtraction is withheld too.

    Parameters
    ----------
    ratings
        A text belongs to the group that any of its rows names.

    Raises
    ------
    TableFault
        Two rows put one text into two groups.

    Examples
    --------
    >>> rows = [Rated(f"t{i}", r, "event", i % 4, "a" if i < 25 else "b") for i in range(30) for r in "xy"]
    >>> [(group.name, isinstance(group.rows, Withheld)) for group in by_group(rows)]
    [('a', True), ('b', True)]
    """
    rows = list(ratings)
    group_of: dict[str, str] = {}
    for one in rows:
        if one.group is None:
            continue
        if group_of.setdefault(one.response, one.group) != one.group:
            raise TableFault(
                f"text {one.response} stands in two groups, {group_of[one.response]} and {one.group}; "
                "give it one."
            )
    texts: dict[str, set[str]] = {}
    for one in rows:
        texts.setdefault(group_of.get(one.response, NO_GROUP), set()).add(one.response)
    sizes = counts({name: len(members) for name, members in sorted(texts.items())})
    found = []
    for name, size in sizes.items():
        if isinstance(size, Withheld):
            found.append(Group(name, replace(size, reason=size.reason.replace("people", "texts"))))
        else:
            mine = [one for one in rows if one.response in texts[name]]
            found.append(Group(name, compare(mine, by_criterion=by_criterion, seed=seed)))
    return found
