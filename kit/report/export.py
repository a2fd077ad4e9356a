"""A class's tables as Parquet: who agreed, with codes in place of ids, and nobody's words."""

import secrets
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from kit.classroom import read_settings
from kit.files import replacing
from kit.model import MissingExtra, PlainError
from kit.statistics.class_folder import open_class
from kit.statistics.scoring import score

TABLES = ("self_ratings", "marks", "readings")


def export_class(course_root: Path, out: Path) -> list[Path]:
    """Write ``self_ratings.parquet``, ``marks.parquet`` and ``readings.parquet`` into a folder.

    Each has the columns ``course`` and ``term``, and ``learner`` with a code. The codes are the same in the
    three tables and different in the next export. Raises `PlainError` if nobody agreed.
    """
    if not find_spec("pyarrow"):
        raise MissingExtra("an export needs pyarrow", "scale")
    opened = open_class(course_root)
    if not opened.learners:
        raise PlainError(f"nobody in {course_root} agreed to such a use, so nothing was written.")
    codes = {one: secrets.token_hex(8) for one in opened.learners}
    marks = opened.marks[opened.marks["counts"]].drop(columns=["rater", "counts"])
    texts = opened.reflections
    readings = pd.DataFrame(columns=["learner", "assignment", "criterion", "low", "high", "confidence"])
    if len(texts):
        read = score(texts["text"], dimension=texts["assignment"]).drop(columns=["evidence"])
        readings = read.join(texts[["learner", "assignment"]]).reset_index(drop=True)
    made = dict(zip(TABLES, (opened.self_ratings, marks, readings), strict=True))
    out.mkdir(parents=True, exist_ok=True)
    paths = [out / f"{name}.parquet" for name in TABLES]
    term = read_settings(course_root).term or ""
    with replacing(*paths) as files:
        for table, file in zip(made.values(), files, strict=True):
            coded = table.assign(learner=table["learner"].map(codes), course=opened.name, term=term)
            coded.sample(frac=1, random_state=secrets.randbits(32)).to_parquet(file, index=False)
    return paths
