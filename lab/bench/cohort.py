"""Measure how long many classes take to add up, and how much memory."""

import resource
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from lab.measured import Measured

CLASS = 25


def cohort(learners: int) -> Iterator[Measured]:
    """Write made-up exports of classes of 25, and add them up as ``kit cohort`` does."""
    import numpy as np
    import pandas as pd

    from kit.content import compiled
    from kit.report.cohort import cohort as added_up

    content, random = compiled(), np.random.default_rng(1)
    graded = [one for one in content.assignments if one.rubric == "reflection" and one.graded]
    keys = [(one.id, criterion.id) for one in graded for criterion in content.rubric.criteria]
    items = [(s.id, d.id) for d in content.framework.dimensions for s in d.strategies]
    with TemporaryDirectory() as folder:
        exports = []
        for n in range(learners // CLASS):
            people = [f"{n}-{one}" for one in range(CLASS)]
            marks = pd.DataFrame([(who, *key) for who in people for key in keys])
            marks.columns = ["learner", "assignment", "criterion"]
            rated = [(who, when, *one) for who in people for when in ("pre", "post") for one in items]
            ratings = pd.DataFrame(rated, columns=["learner", "occasion", "item", "dimension"])
            export = Path(folder) / str(n)
            export.mkdir()
            marks.assign(level=random.integers(0, 4, len(marks))).to_parquet(export / "marks.parquet")
            ratings["value"] = random.integers(0, 5, len(ratings))
            ratings.to_parquet(export / "self_ratings.parquet")
            exports.append(str(export))
        began = time.perf_counter()
        rows = len(added_up(exports))
        seconds = time.perf_counter() - began
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    yield Measured("adding up", seconds, "s", f"{learners:,} learners in {len(exports)} classes, {rows} rows")
    yield Measured("peak memory", most / 1e6, "MB", "of the whole process, making the exports included")
