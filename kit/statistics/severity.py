"""How much higher or lower each rater's levels are than the others' on the same texts, and how that drifts.

A difference is a rater's level minus the mean of the others' levels on the same criterion of the same text.
A text's levels depend on each other, so they are averaged into one difference, and intervals count texts.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from kit.statistics.change import mean_interval

FEWEST = 10
"""With fewer texts than this, no difference of a rater counts as shown."""
_COLUMNS = ["texts", "value", "low", "high"]


def severities(marks: pd.DataFrame) -> pd.DataFrame:
    """Compare each rater with the others.

    Parameters
    ----------
    marks
        ``text``, ``criterion``, ``rater``, ``level``; a rater has at most one level for each of these.

    Returns
    -------
    pandas.DataFrame
        By rater, in order of appearance, for those who share a text with somebody: ``texts``; the mean
        difference ``value`` in levels; and its 95% t interval ``low`` to ``high``, missing for one text or if
        all differences are equal.

    Examples
    --------
    Ben gives one level less than Ana on every second text:

    >>> ana = pd.DataFrame({"text": range(10), "criterion": "event", "rater": "ana", "level": 2})
    >>> severities(pd.concat([ana, ana.assign(rater="ben", level=[2, 1] * 5)])).round(2).loc["ben"].tolist()
    [10.0, -0.5, -0.88, -0.12]
    """
    found = {}
    for rater, texts in _apart(marks).groupby("rater", sort=False):
        found[rater] = (len(texts), *mean_interval(texts["apart"].to_numpy(float)))
    return pd.DataFrame.from_dict(found, orient="index", columns=_COLUMNS)


def drifts(marks: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Return each rater's drift: the slope of a straight line through the texts' differences, week by week.

    Parameters
    ----------
    marks
        As for `severities`, and ``week``.
    order
        All weeks in order, including those without texts, so that distances between weeks are right.

    Returns
    -------
    pandas.DataFrame
        As `severities`, with ``value`` in levels per week and the interval of least squares. A rater who
        shares texts with others in only one week, or fewer than three, is left out.

    Examples
    --------
    >>> ana = pd.DataFrame({"text": range(12), "week": list("abc") * 4, "criterion": "event", "level": 1})
    >>> ben = ana.assign(level=[1, 1, 2] * 4, rater="ben")
    >>> drifts(pd.concat([ana.assign(rater="ana"), ben]), "abc")["value"].round(2).to_dict()
    {'ana': -0.5, 'ben': 0.5}
    """
    from scipy.stats import linregress, t

    found = {}
    place = {week: at for at, week in enumerate(order)}
    apart = _apart(marks)
    apart["at"] = apart["week"].map(place)
    for rater, texts in apart.dropna(subset="at").groupby("rater", sort=False):
        if texts["at"].nunique() < 2 or len(texts) < 3:
            continue
        line = linregress(texts["at"].astype(float), texts["apart"])
        reach = t.ppf(0.975, len(texts) - 2) * line.stderr if line.stderr > 1e-12 else np.nan
        found[rater] = (len(texts), line.slope, line.slope - reach, line.slope + reach)
    return pd.DataFrame.from_dict(found, orient="index", columns=_COLUMNS)


def _apart(marks: pd.DataFrame) -> pd.DataFrame:
    """Return ``rater``, ``text``, ``week`` if known, and the text's mean difference ``apart``."""
    levels = marks.groupby(["text", "criterion"])["level"]
    others = levels.transform("count") - 1
    table = marks.assign(apart=marks["level"] - (levels.transform("sum") - marks["level"]) / others)
    keys = ["rater", "text", *(["week"] if "week" in marks else [])]
    return table[others > 0].groupby(keys, sort=False)[["apart"]].mean().reset_index()
