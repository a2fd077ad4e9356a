"""Many classes added up, from their exports, with Dask: on this machine's threads or on a cluster.

A worker reads one class and returns sums; nothing about a person leaves it.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd

from kit.model import MissingExtra, NotFound, PlainError
from kit.statistics.change import LEAST
from kit.statistics.groups import coarse, some

COLUMNS = ["what", "of", "by", "people", "sum", "squares"]


def class_sums(folder: str) -> pd.DataFrame:
    """Return one class's sums: how many people, the sum of their values, and the sum of the squares.

    A value is the level of a mark, or a person's change in a dimension from before the course to after it.
    """
    marks = pd.read_parquet(f"{folder}/marks.parquet")
    ratings = pd.read_parquet(f"{folder}/self_ratings.parquet")
    means = ratings.pivot_table(index=["learner", "dimension"], columns="occasion", values="value")
    both = means.reindex(columns=["pre", "post"]).dropna()
    change = (both["post"] - both["pre"]).rename("level").reset_index()
    values = pd.concat([
        marks.assign(what="level", of=marks["assignment"], by=marks["criterion"]),
        change.assign(what="change", of="self-ratings", by=change["dimension"]),
    ])  # fmt: skip
    values = values.assign(squares=values["level"].astype(float) ** 2, level=values["level"].astype(float))
    sums = values.groupby(["what", "of", "by"], sort=False).agg(
        people=("learner", "nunique"), sum=("level", "sum"), squares=("squares", "sum")
    )
    return sums.reset_index()[COLUMNS].astype({"people": "int64", "sum": "float64", "squares": "float64"})


def cohort(folders: Sequence[str], scheduler: str | None = None) -> pd.DataFrame:
    """Return the mean level or change over all classes, with its 95% interval.

    Parameters
    ----------
    folders
        Exports (`kit.report.export`): folders, or addresses that fsspec reads, such as ``s3://bucket/fall``.
    scheduler
        The address of a running Dask cluster; otherwise this machine's threads.

    Returns
    -------
    pandas.DataFrame
        By ``what`` (level, change), ``of`` (assignment) and ``by`` (criterion or dimension): ``people``,
        ``classes``, ``mean``, ``low``, ``high``, rounded as in a version to share. A row is withheld unless
        it is about ten people besides those of its largest class.

    Raises
    ------
    NotFound
        A folder has no such tables.
    PlainError
        A package for a kind of address is missing, or a cluster can't be reached.
    """
    try:
        import dask.dataframe
        from dask import config
    except ImportError as missing:
        raise MissingExtra(f"adding up classes needs {missing.name}", "scale") from missing
    empty = pd.DataFrame(columns=COLUMNS).astype({"people": "int64", "sum": "float64", "squares": "float64"})
    dd: Any = dask.dataframe  # it has no types
    try:
        with config.set(scheduler="threads") if scheduler is None else _client(scheduler):
            sums = dd.from_map(class_sums, list(folders), meta=empty).compute()
    except FileNotFoundError as fault:
        raise NotFound(
            f"{fault.filename or fault} is missing; name folders that kit class export made."
        ) from None
    except (ImportError, OSError, TimeoutError) as fault:
        raise PlainError(f"the classes can't be read ({fault}); check the addresses.") from fault
    return _together(sums)


def _client(address: str) -> Any:
    import distributed

    return distributed.Client(address, timeout=20)  # type: ignore[no-untyped-call]  # it has no types


def _together(sums: pd.DataFrame) -> pd.DataFrame:
    from scipy.stats import t

    groups = sums.groupby(["what", "of", "by"], sort=False)
    found = groups[["people", "sum", "squares"]].sum()
    found["classes"] = groups["people"].count()
    found = found[found["people"] - groups["people"].max() >= LEAST]
    n = found["people"]
    mean = found["sum"] / n
    spread = np.sqrt(((found["squares"] - n * mean**2) / (n - 1)).clip(lower=0))
    reach = t.ppf(0.975, n - 1) * spread / np.sqrt(n)
    numbers = pd.DataFrame({"mean": mean, "low": mean - reach, "high": mean + reach})
    rows = [coarse(numbers.iloc[[at]], int(count)) for at, count in enumerate(n)]
    shown = pd.concat(rows) if rows else numbers
    return shown.assign(people=[some(int(count)) for count in n], classes=found["classes"])
