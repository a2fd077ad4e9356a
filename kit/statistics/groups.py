"""What may be shown of a group to others: the same ten people or more in a whole table, and coarse numbers.

Every row of a table is about the same people, so no two rows differ by a few of them. Numbers are rounded
to a quarter below 35 people and to one decimal from there on, intervals outwards, and the number of people
is given in steps of five: then no distribution of levels can be worked out from a mean. An interval is shown
only of values that are themselves means or sums of several answers.
"""

import math
from collections.abc import Iterable

import pandas as pd

LEAST = 10
"""A table about fewer people is withheld."""
MANY = 35
"""From this many people on, numbers have one decimal; below, they come in steps of a quarter."""
MOST_DROPPED = 0.2
"""A column is left out of a table rather than a larger share of the people."""


def same_people(given: pd.DataFrame, needed: Iterable[str] = ()) -> tuple[pd.Index, list[str]]:
    """Return the people of a table, and the columns on which all of them have an answer.

    Parameters
    ----------
    given
        Whether each person (row) has everything in each column.
    needed
        Columns that must be in the table. The others join, largest first, as long as that leaves at least ten
        people and four fifths of those before.

    Examples
    --------
    >>> given = pd.DataFrame({"pre": [True] * 14, "post": [True] * 12 + [False] * 2, "late": [False] * 14})
    >>> people, columns = same_people(given, ["pre", "post"])
    >>> len(people), columns
    (12, ['pre', 'post'])
    """
    columns = list(needed)
    inside = given.reindex(columns=columns, fill_value=False).all(axis=1)
    for column in given.drop(columns=columns, errors="ignore").sum().sort_values(ascending=False).index:
        fewer = inside & given[column]
        whole = inside.sum() if columns else fewer.sum()
        if fewer.sum() >= max(LEAST, (1 - MOST_DROPPED) * whole):
            inside, columns = fewer, [*columns, column]
    if inside.sum() < LEAST or not columns:
        return given.index[:0], []
    return given.index[inside], columns


def coarse(table: pd.DataFrame, people: int) -> pd.DataFrame:
    """Round a table's numbers so that they may be shown; ``low`` is rounded down and ``high`` up.

    >>> table = pd.DataFrame({"change": [0.41], "low": [0.13], "high": [0.69]})
    >>> coarse(table, 12).iloc[0].tolist(), coarse(table, 40).iloc[0].tolist()
    ([0.5, 0.0, 0.75], [0.4, 0.1, 0.7])
    """
    step = 0.25 if people < MANY else 0.1
    rounded = table.copy()
    for column in rounded.select_dtypes("number"):
        end = str(column).rpartition("_")[2]
        to = math.floor if end == "low" else math.ceil if end == "high" else round
        # Adding 0 takes the sign from a zero.
        rounded[column] = [
            value if pd.isna(value) else round(to(round(value / step, 6)) * step, 2) + 0.0
            for value in rounded[column]
        ]
    return rounded


def some(people: int) -> str:
    """Return how many people there are, as far as it may be shown.

    >>> some(27), some(9)
    ('25 or more', 'fewer than 10')
    """
    return f"{people // 5 * 5} or more" if people >= LEAST else f"fewer than {LEAST}"
