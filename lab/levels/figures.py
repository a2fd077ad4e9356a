"""The figures of the model card for levels, reprinted: agreement, abstention, odd texts, swaps, length.

The rated texts lie in ``lab/data/reading``.
"""

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from kit.bench.measured import Measured
from kit.measures.agreement.comparing import compare
from kit.measures.agreement.ratings_table import Rated
from kit.reading import reader
from kit.reading.criteria import CRITERIA
from lab.levels.swaps import SWAPS
from lab.levels.training import cross_validated, rated
from lab.moves.measuring import calibration_error

TEXTS = Path(__file__).parents[1] / "data" / "reading"
"""Where the rated texts are."""
TRAINED_ON = (
    "dev_relabelled.jsonl", "composed_a.jsonl", "composed_c.jsonl", "composed_b_mended.jsonl",
    "composed_d.jsonl",
)  # fmt: skip
FRESH, UNUSUAL = "composed_b.jsonl", "unusual.jsonl"
HALF_SEED = 1
Row = dict[str, Any]


def levels() -> Iterator[Measured]:
    """Every figure of the section *Levels*."""
    yield from _cross_validated()
    fresh = untouched_half(rows(TEXTS / FRESH))
    yield from _agreement(fresh, _levels(fresh), f"shipped weights, the untouched half of {FRESH}")
    yield from _unusual()
    yield from _swapped([row for name in TRAINED_ON for row in rows(TEXTS / name)])


def rows(file: Path) -> list[Row]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def untouched_half(texts: Sequence[Row]) -> list[Row]:
    """The half of the fresh texts that nobody looked at while mending the reader.

    >>> len(untouched_half([{"id": str(n)} for n in range(60)]))
    30
    """
    order = sorted(texts, key=lambda row: str(row["id"]))
    random.Random(HALF_SEED).shuffle(order)  # noqa: S311  # a split that anyone can repeat, no secret
    return order[len(order) // 2 :]


def expectations_missed(row: Row, score: Row) -> list[str]:
    """What an unusual text's score should have been and was not."""
    expect, criteria = row["expect"], score["criteria"]
    given = {c: part["level"] for c, part in criteria.items()}
    kinds = {caution["kind"] for caution in score["cautions"]}
    missed = []
    if "gate" in expect and score["gate"] != expect["gate"]:
        missed.append(f"gate {score['gate']}, not {expect['gate']}")
    if expect.get("level_null") and any(level is not None for level in given.values()):
        missed.append("a level where none can be given")
    for c, most in expect.get("max", {}).items():
        if given[c] is not None and given[c] > most:
            missed.append(f"{c} {given[c]}, at most {most}")
    for c, least in expect.get("min", {}).items():
        if given[c] is None or given[c] < least:
            missed.append(f"{c} {given[c]}, at least {least}")
    if expect.get("caution", None) not in (None, *kinds):
        missed.append(f"no caution {expect['caution']}")
    if expect.get("no_caution") in kinds:
        missed.append(f"caution {expect['no_caution']}")
    return missed


def _scores(texts: Sequence[Row]) -> list[Row]:
    read = reader().read
    return [
        dict(read(t["text"], id=str(t["id"]), dimension=t.get("dimension"), prompt=t.get("prompt")))
        for t in texts
    ]


def _levels(texts: Sequence[Row]) -> list[dict[str, int | None]]:
    return [{c: part["level"] for c, part in score["criteria"].items()} for score in _scores(texts)]


def _cross_validated() -> Iterator[Measured]:
    texts = [row for name in TRAINED_ON for row in rows(TEXTS / name)]
    known = [t for name in TRAINED_ON for t in rated(TEXTS / name)]
    judged = {c: cross_validated(known, c) for c in CRITERIA}
    given = [{c: judged[c][n].level for c in CRITERIA} for n in range(len(known))]
    yield from _agreement(
        texts, given, f"ten-fold, {len(texts)} composed texts that the cues were written on"
    )
    sure = [
        (j.sure, j.level == t.levels[c])
        for c in CRITERIA
        for t, j in zip(known, judged[c], strict=True)
        if j.level is not None
    ]
    yield Measured(
        "calibration error", calibration_error(sure), "", "ECE over ten bins, ten-fold, exact level"
    )


def _agreement(texts: Sequence[Row], given: Sequence[dict[str, int | None]], how: str) -> Iterator[Measured]:
    ratings = [
        Rated(str(t["id"]), rater, c, level)
        for t, read in zip(texts, given, strict=True)
        for rater, levels in (("person", t["levels"]), ("reader", read))
        for c, level in levels.items()
    ]
    table = {row.what: row for row in compare(ratings, by_criterion=True)}
    criteria = list(texts[0]["levels"])
    for c in criteria:
        low, high = table[c].quadratic_interval
        yield Measured(
            f"QWK {c}", table[c].quadratic, "", f"95 % {low:.2f} to {high:.2f}; {table[c].n} levels; {how}"
        )
    yield Measured(
        "QWK, mean of criteria", sum(table[c].quadratic for c in criteria) / len(criteria), "", how
    )
    cells = [level for read in given for level in read.values()]
    yield Measured("not abstained", 100 * sum(level is not None for level in cells) / len(cells), "%", how)
    yield from _length(texts, given, criteria, how)


def _length(
    texts: Sequence[Row], given: Sequence[dict[str, int | None]], criteria: Sequence[str], how: str
) -> Iterator[Measured]:
    for c in criteria:
        both = [
            (len(t["text"].split()), read[c], t["levels"][c]) for t, read in zip(texts, given, strict=True)
        ]
        words, ours, theirs = np.array([one for one in both if one[1] is not None], float).T
        yield Measured(
            f"level with words, {c}",
            float(np.corrcoef(words, ours)[0, 1]),
            "",
            f"correlation, beside the raters' own; {how}",
            beside=float(np.corrcoef(words, theirs)[0, 1]),
        )


def _unusual() -> Iterator[Measured]:
    texts = rows(TEXTS / UNUSUAL)
    met = sum(not expectations_missed(*both) for both in zip(texts, _scores(texts), strict=True))
    yield Measured(
        "expectations met", 100 * met / len(texts), "%", f"{len(texts)} odd texts, used in development"
    )


def _swapped(texts: Sequence[Row]) -> Iterator[Measured]:
    before = _levels(texts)
    for what, swap in SWAPS.items():
        changed = [
            (n, {**t, "text": swap(t["text"])}) for n, t in enumerate(texts) if swap(t["text"]) != t["text"]
        ]
        after = _levels([t for _, t in changed])
        moved = [
            abs(level - old)
            for (n, _), new in zip(changed, after, strict=True)
            for c, old in before[n].items()
            if old is not None and (level := new[c]) is not None
        ]
        yield Measured(
            f"level changed by {what}",
            sum(moved) / len(moved),
            "levels",
            f"mean over {len(changed)} texts that differ",
        )
