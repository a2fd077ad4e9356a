"""Agreement by subgroup of the texts, with groups of fewer than ten texts withheld."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kit.measures.agreement.comparing import ALL_CRITERIA, Row, compare
from kit.measures.agreement.ratings_table import Rated
from kit.measures.results import Withheld
from kit.measures.suppress import complement, counts, fewer
from kit.spreadsheet import TableFault

NO_GROUP = "(no group)"
_Kind = tuple[str, tuple[str, str] | None]
"""What a row is about, and whom it compares."""


@dataclass(frozen=True)
class Group:
    """One subgroup: its rows, or why they are not given."""

    name: str
    rows: list[Row] | Withheld


def by_group(ratings: Iterable[Rated], *, by_criterion: bool = False, seed: int = 1) -> list[Group]:
    """The same rows for each subgroup; what would give away a small group by subtraction is withheld too.

    A row counts the texts that it rests on, those that at least two of its raters read: one pair, or one
    criterion, may be withheld where others are shown.

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
    made = {
        name: compare([r for r in rows if r.response in members], by_criterion=by_criterion, seed=seed)
        for name, members in sorted(texts.items())
    }
    held = _held({name: {(r.what, r.pair): r.texts for r in some} for name, some in made.items()})
    found = []
    for name, some in made.items():
        shown = [row for row in some if (row.what, row.pair) not in held[name]]
        why = next(iter(held[name].values()), fewer())
        reason = why.reason.replace("people", "texts")
        found.append(Group(name, shown if any(row.texts for row in shown) else Withheld(reason)))
    return found


def _held(sizes: Mapping[str, Mapping[_Kind, int]]) -> dict[str, dict[_Kind, Withheld]]:
    """By group, the rows that may not be shown beside the same row of the other groups and of all texts."""
    held: dict[str, dict[_Kind, Withheld]] = {name: {} for name in sizes}
    for kind in dict.fromkeys(kind for some in sizes.values() for kind in some):
        row = counts({name: some[kind] for name, some in sizes.items() if kind in some})
        for name, size in row.items():
            if isinstance(size, Withheld):
                held[name][kind] = size
    # All criteria less those shown are those withheld, in this group or as the rest of another.
    parts = {pair for some in held.values() for what, pair in some if what != ALL_CRITERIA}
    for name, some in sizes.items():
        for what, pair in some:
            if what == ALL_CRITERIA and pair in parts:
                held[name].setdefault((what, pair), complement())
    return held
