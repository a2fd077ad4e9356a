"""Measure the model card's figures for levels, each with its required minimum or maximum, if it has one.

The rated texts are in ``lab/data/reading``. Every model is refitted without the author whose texts it reads,
which takes some minutes.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from sklearn.metrics import cohen_kappa_score

from kit.reading.criteria import CRITERIA
from kit.reading.judging import LEAST
from lab.levels import speed
from lab.levels.swaps import SWAPS
from lab.levels.texts import EARLIER, HANDS, Rated, all_rated
from lab.levels.training import Read, Trainer, author_left_out, how_right, learning_curve
from lab.levels.unusual import UNUSUAL, UNUSUAL_120, expectations_missed, score, scored, shares
from lab.measured import Measured

CURVE = (2, 4, 6, 8, 9)
TESTED = HANDS[::3]
_BINS = 10
_LEFT_OUT = "ten hands, author left out"
Reads = dict[int, dict[str, Read]]


def levels() -> Iterator[Measured]:
    """Yield every figure of the section *Levels*."""
    trainer = Trainer(all_rated())
    read = author_left_out(trainer)
    yield from agreement(trainer.texts, read, _LEFT_OUT)
    yield from evidence(trainer.texts, read)
    yield from bias_and_length(trainer.texts, read)
    yield from _earlier(trainer, read)
    yield from _curve(trainer)
    yield from _odd()
    yield from _swapped(trainer.texts[:: len(HANDS)])
    yield from _refused(trainer.texts)
    yield from speed.speed()


def qwk(pairs: Sequence[tuple[int, int]]) -> float:
    """Return quadratic weighted kappa.

    >>> qwk([(0, 0), (1, 1), (2, 2), (3, 3)])
    1.0
    """
    given, settled = zip(*pairs, strict=True)
    return float(cohen_kappa_score(given, settled, weights="quadratic", labels=[0, 1, 2, 3]))


def agreement(texts: Sequence[Rated], read: Reads, how: str) -> Iterator[Measured]:
    """Measure agreement on the levels given and on all, as if none were withheld; and calibration."""
    given, every = {}, {}
    sure = []
    for c in CRITERIA:
        cells = [(one[c], texts[n].levels[c]) for n, one in read.items()]
        every[c] = [(one.level, level) for one, level in cells]
        given[c] = [(one.level, level) for one, level in cells if one.sure >= LEAST]
        sure += [(one.sure, one.level == level) for one, level in cells]
        exact = sum(a == b for a, b in given[c]) / len(given[c])
        yield Measured(
            f"QWK {c}", qwk(given[c]), "",
            f"floor .60; {100 * len(given[c]) / len(cells):.0f}% of levels given, {100 * exact:.0f}% of "
            f"those exact; {how}", beside=0.6,
        )  # fmt: skip
        yield Measured(f"QWK {c}, none withheld", qwk(every[c]), "", how)
    means = [float(np.mean([qwk(some[c]) for c in CRITERIA])) for some in (given, every)]
    yield Measured("QWK, mean of criteria", means[0], "", f"floor .75, levels given; {how}", beside=0.75)
    yield Measured("QWK, mean, none withheld", means[1], "", how)
    kept = sum(map(len, given.values())) / sum(map(len, every.values()))
    yield Measured("levels given", 100 * kept, "%", f"withheld where right is expected under .5; {how}")
    yield Measured(
        "calibration error", calibration_error(sure), "", f"most .06; ten bins; {how}", beside=0.06
    )


def calibration_error(sure: Sequence[tuple[float, bool]]) -> float:
    """Return the expected calibration error: the mean gap between confidence and share right, in ten bins.

    >>> round(calibration_error([(0.9, True), (0.9, False), (0.15, False)]), 3)
    0.317
    """
    gaps = 0.0
    for number in range(_BINS):
        in_bin = [one for one in sure if min(_BINS - 1, int(one[0] * _BINS)) == number]
        if in_bin:
            confidence, right = (sum(column) / len(in_bin) for column in zip(*in_bin, strict=True))
            gaps += len(in_bin) * abs(confidence - right)
    return gaps / len(sure)


def evidence(texts: Sequence[Rated], read: Reads) -> Iterator[Measured]:
    """Measure how often a sentence that raters named is among those shown."""
    shares = []
    for c in CRITERIA:
        found = [
            any(one & set(read[n][c].shown) for one in texts[n].named[c])
            for n in read
            if texts[n].levels[c] and texts[n].named.get(c)
        ]
        shares.append(float(np.mean(found)))
        shown = np.mean([len(read[n][c].shown) for n in read])
        yield Measured(
            f"sentence found, {c}", 100 * shares[-1], "%",
            f"least 65; {len(found)} levels above 0, {shown:.1f} sentences each; {_LEFT_OUT}", beside=65,
        )  # fmt: skip
    yield Measured("sentence found, mean", 100 * float(np.mean(shares)), "%", "least 75", beside=75)


def bias_and_length(texts: Sequence[Rated], read: Reads) -> Iterator[Measured]:
    """Measure whether levels are too high or low, overall and by length, and how they vary with length."""
    numbers = list(read)
    words = np.array([len(texts[n].text.split()) for n in numbers])
    third = np.digitize(words, np.quantile(words, [1 / 3, 2 / 3]))
    for c in CRITERIA:
        ours = np.array([read[n][c].level for n in numbers])
        theirs = np.array([texts[n].levels[c] for n in numbers])
        gap = ours - theirs
        yield Measured(f"bias, {c}", float(gap.mean()), "levels", f"within .15; {_LEFT_OUT}", beside=0.15)
        worst = max((float(gap[third == k].mean()) for k in range(3)), key=abs)
        yield Measured(f"bias, {c}, worst third by length", worst, "levels", "within .25", beside=0.25)
        apart = float(np.corrcoef(words, ours)[0, 1] - np.corrcoef(words, theirs)[0, 1])
        yield Measured(
            f"level with words, {c}", apart, "", "correlation less the raters' own; within .10", beside=0.1
        )


def _earlier(trainer: Trainer, read: Reads) -> Iterator[Measured]:
    models = trainer.weighed(HANDS)
    for c in CRITERIA:
        models[c] = {**models[c], "right": how_right(trainer, read, c)}
    for hand in EARLIER:
        found = trainer.read(models, trainer.scored({hand}))
        pairs = {
            c: [
                (one[c].level, trainer.texts[n].levels[c]) for n, one in found.items() if one[c].sure >= LEAST
            ]
            for c in CRITERIA
        }
        each = ", ".join(f"{c} {qwk(pairs[c]):.2f}" for c in CRITERIA)
        share = sum(map(len, pairs.values())) / (len(CRITERIA) * len(found))
        yield Measured(
            f"QWK, {hand} left out", float(np.mean([qwk(pairs[c]) for c in CRITERIA])), "",
            f"{len(found)} earlier texts, {100 * share:.0f}% of levels given; {each}",
        )  # fmt: skip


def _curve(trainer: Trainer) -> Iterator[Measured]:
    for size, pairs in learning_curve(trainer, CURVE, TESTED):
        each = ", ".join(f"{c} {qwk(pairs[c]):.2f}" for c in CRITERIA)
        yield Measured(
            f"learning curve, {size} hands", float(np.mean([qwk(pairs[c]) for c in CRITERIA])), "",
            f"mean QWK, none withheld, on {', '.join(TESTED)}; {each}",
        )  # fmt: skip


def _odd() -> Iterator[Measured]:
    odd = scored(UNUSUAL)
    met = sum(not expectations_missed(*both) for both in odd)
    yield Measured("unusual texts", 100 * met / len(odd), "%", f"{len(odd)} texts, used in development")
    for key, (some, all_) in shares(scored(UNUSUAL_120)).items():
        floor = 92.0 if key == "all" else None
        yield Measured(f"the 120: {key}", 100 * some / all_, "%", f"{some} of {all_}", beside=floor)


def _swapped(texts: Sequence[Rated]) -> Iterator[Measured]:
    def read(text: Rated, given: str) -> dict[str, int | None]:
        got = score({"id": text.id, "text": given, "dimension": text.dimension})
        return {c: part["level"] for c, part in got["criteria"].items()}

    before = {text.id: read(text, text.text) for text in texts}
    for what, swap in SWAPS.items():
        differ = [(text, new) for text in texts if (new := swap(text.text)) != text.text]
        moved = [
            level - old
            for text, new in differ
            for c, level in read(text, new).items()
            if level is not None and (old := before[text.id][c]) is not None
        ]
        yield Measured(
            f"level moved by {what}", float(np.mean(moved)), "levels",
            f"within .03; {len(differ)} texts that differ; mean size of a move {np.mean(np.abs(moved)):.3f}",
            beside=0.03,
        )  # fmt: skip


def _refused(texts: Sequence[Rated]) -> Iterator[Measured]:
    stopped = [text.id for text in texts if score({"id": text.id, "text": text.text})["gate"]]
    yield Measured(
        "false refusals", 100 * len(stopped) / len(texts), "%",
        f"most 2; {len(texts)} texts on the topic; {', '.join(stopped)}", beside=2.0,
    )  # fmt: skip
