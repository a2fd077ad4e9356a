"""Training of the coach, and its figures: what to ask of a text, beside which sentence, what to praise.

The labels lie in ``lab/data/reading/asked``. The scores of sentences that the models weigh come from
pointers that never saw the text's author; for the figures the coach leaves the author out as well.

    uv run python -m lab.levels.coaching [--out kit/reading/coach.json]
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from kit.bench.measured import Measured
from kit.reading.advising import advised, doubtful_in, of_sentences, of_text
from kit.reading.cautions import cautions
from kit.reading.features import features
from kit.reading.judging import summed
from kit.reading.pointing import Pointed, Pointer
from kit.reading.sentences import sentences
from kit.reading.signs import Signed, sign
from lab.levels import pointing
from lab.levels.texts import HANDS, TEXTS, Row, rows, where
from lab.levels.training import Trainer

Table = NDArray[np.float64]
ASKS = {
    "tell": ("tell", "their_view"),
    "meant": ("took_it", "their_view"),
    "verdict": ("test", "their_view"),
    "see_it": ("their_view", "ask_them"),
    "next": ("your_move", "first_step"),
    "ask_first": ("first_step", "ask_them"),
    "works": ("check", "their_view"),
    "if_not": ("obstacle", "check"),
    "none": ("none",),
}
"""A question of the panel and the kinds of the labels that it asks at once."""
SORTS = {
    "held": ("test", "took_it", "tell"),
    "told": ("their_view", "ask_them"),
    "ahead": ("your_move", "first_step", "check", "obstacle"),
}
"""Sorts of sentences: what is held of somebody, what happened, what comes; kinds that are asked of each."""
OF_SORTS = {
    "tell": ("held", "told"), "meant": ("held", "told"), "verdict": ("held",), "see_it": ("held", "told"),
    "next": ("told", "ahead"), "ask_first": ("told", "ahead"), "works": ("held", "told", "ahead"),
    "if_not": ("told", "ahead"), "none": ("ahead",),
}  # fmt: skip
"""The sorts that each question may be asked of."""
_OF_KIND = {kind: sort for sort, kinds in SORTS.items() for kind in kinds}
_ALSO = 0.7
"""A kind that would help, too, counts so much beside the best one."""
_RIDGE, _SENTENCE_RIDGE, _WORD = 50.0, 3.0, 0.5
_LEAST_SENTENCES = 6
_MOST_NOTHING, _LEAST_SURE = 0.4, 0.4
_VERDICT = {"surely": 0.6, "likely": 0.3, "hardly": 0.2}
"""From these chances on a verdict is asked what it rests on, or how the family sees it, and not praised."""
_ROUNDS = 80


class Asked(NamedTuple):
    """A text as the coach sees it, with its label."""

    hand: str
    label: Row
    pointed: Pointed
    signed: Sequence[Signed]
    words: Sequence[set[str]]
    doubtful: frozenset[int]
    at: set[int]
    praise_at: set[int]

    @property
    def helps(self) -> set[str]:
        """The kinds of question that help."""
        return {self.label["best"], *self.label["also"]}


def asked(row: Row, label: Row, hand: str, pointer: Pointer) -> Asked:
    """A labelled text, its sentences scored by a pointer that never saw its author."""
    signed = sign(sentences(row["text"]))
    found = features(signed, row.get("dimension"))
    raised = [{"kind": one.kind, "start": one.sentence.start} for one in cautions(signed)]
    at, praise_at = (
        where(label[name], row["text"], signed) if label[name] else set() for name in ("at", "praise_at")
    )
    return Asked(
        hand, label, pointer.point(found), signed, [one.single for one in found], doubtful_in(raised),
        at, praise_at,
    )  # fmt: skip


def all_labels(hand: str) -> list[tuple[Row, Row]]:
    """A hand's texts, each with its label."""
    texts = {row["id"]: row for row in rows(TEXTS / "hands" / f"{hand}.jsonl")}
    return [(texts[label["id"]], label) for label in rows(TEXTS / "asked" / f"{hand}.jsonl")]


def all_asked(trainer: Trainer) -> list[Asked]:
    """Every labelled text, its sentences scored without its author."""
    found = []
    for hand in HANDS:
        weights = pointing.fit(trainer.seen, trainer.hands != hand)
        pointer = Pointer(pointing.stored(weights))
        found += [asked(row, label, hand, pointer) for row, label in all_labels(hand)]
    return found


def fit(texts: Sequence[Asked]) -> dict[str, Any]:
    """All models, in the form in which they are stored."""
    seen = np.array([of_text(one.pointed, summed(one.pointed), one.signed) for one in texts])
    worth = np.array([[_worth(one, kinds) for kinds in ASKS.values()] for one in texts])
    harm = np.array(
        [[not set(kinds).isdisjoint(one.label["wrong"]) for kinds in ASKS.values()] for one in texts]
    )
    nothing = np.array([[one.label["praise"] == "none"] for one in texts])
    sort = np.array([[one.label["best"] in kinds for kinds in SORTS.values()] for one in texts])
    helps, harms, none, sorts = (
        _plain(seen, np.asarray(y, float), _curves) for y in (worth, harm, nothing, sort)
    )
    return {
        "asking": {
            "helps": dict(zip(ASKS, helps, strict=True)),
            "harms": dict(zip(ASKS, harms, strict=True)),
            "sorts": dict(zip(SORTS, sorts, strict=True)),
            "of_sorts": OF_SORTS,
        },
        "nothing": {**none[0], "most": _MOST_NOTHING},
        "asked": _pointing_at(
            texts, [one.at for one in texts], [_OF_KIND.get(one.label["best"], "") for one in texts]
        ),
        "praised": _pointing_at(texts, [one.praise_at for one in texts], None),
        "praises": _praises(texts),
        "verdict": _verdicts(texts),
    }  # fmt: skip


def _worth(one: Asked, kinds: Sequence[str]) -> float:
    if one.label["best"] in kinds:
        return 1.0
    return 0.0 if one.helps.isdisjoint(kinds) else _ALSO


def _plain(x: Table, y: Table, learn: Any) -> list[dict[str, Any]]:
    """Weights for the numbers as they come, learned from numbers brought to one size."""
    middle, spread = x.mean(0), x.std(0) + 0.05
    w = learn((x - middle) / spread, y)
    weights = w[:-1] / spread[:, None]
    bias = w[-1] - middle @ weights
    return [
        {"bias": round(float(b), 4), "weights": [round(float(v), 5) for v in column]}
        for b, column in zip(bias, weights.T, strict=True)
    ]


def _curves(x: Table, y: Table) -> Table:
    """Logistic curves for several targets at once."""
    size, many = x.shape[1], y.shape[1]
    share = y.mean(0).clip(0.01, 0.99)

    def loss(flat: Table) -> tuple[float, Table]:
        w = flat.reshape(size + 1, many)
        z = x @ w[:-1] + w[-1]
        gap = 1 / (1 + np.exp(-z)) - y
        lost = (np.logaddexp(0, z) - y * z).sum() + _RIDGE / 2 * (w[:-1] ** 2).sum()
        return float(lost), np.vstack([x.T @ gap + _RIDGE * w[:-1], gap.sum(0)[None]]).ravel()

    start = np.zeros((size + 1, many))
    start[-1] = np.log(share / (1 - share))
    return _found(loss, start)


def _one_of(x: Table, y: Table) -> Table:
    """Weights of a choice among several."""
    size, many = x.shape[1], y.shape[1]

    def loss(flat: Table) -> tuple[float, Table]:
        w = flat.reshape(size + 1, many)
        z = x @ w[:-1] + w[-1]
        z = z - z.max(1, keepdims=True)
        total = np.exp(z).sum(1, keepdims=True)
        gap = np.exp(z) / total - y
        lost = (np.log(total) - (y * z).sum(1, keepdims=True)).sum() + _RIDGE / 2 * (w[:-1] ** 2).sum()
        return float(lost), np.vstack([x.T @ gap + _RIDGE * w[:-1], gap.sum(0)[None]]).ravel()

    return _found(loss, np.zeros((size + 1, many)))


def _found(loss: Any, start: Table) -> Table:
    options = {"maxiter": _ROUNDS}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    return np.asarray(found, float).reshape(start.shape)


def _praises(texts: Sequence[Asked]) -> dict[str, Any]:
    """What a sentence is praised for."""
    kinds = sorted({one.label["praise"] for one in texts if one.praise_at})
    x, y = [], []
    for one in texts:
        numbers = of_sentences(one.pointed, one.signed, one.doubtful)
        for at in sorted(one.praise_at):
            x.append(numbers[at])
            y.append([one.label["praise"] == kind for kind in kinds])
    models = _plain(np.array(x), np.array(y, float), _one_of)
    return {"least": _LEAST_SURE, "kinds": dict(zip(kinds, models, strict=True))}


def _pointing_at(
    texts: Sequence[Asked], named: Sequence[set[int]], sorts: Sequence[str] | None
) -> dict[str, Any]:
    """A model of which sentence of a text is named: numbers and words, and more weights for each sort."""
    kept = [n for n, at in enumerate(named) if at]
    dense = np.array(
        [row for n in kept for row in of_sentences(texts[n].pointed, texts[n].signed, texts[n].doubtful)]
    )
    own = [words for n in kept for words in texts[n].words]
    many = [len(texts[n].signed) for n in kept]
    owner = np.repeat(np.arange(len(kept)), many)
    start = np.r_[0, np.cumsum(many)[:-1]]
    y = np.zeros(len(owner))
    for k, n in enumerate(kept):
        for at in named[n]:
            y[start[k] + at] = 1 / len(named[n])
    z, names, bag, _, spread = _numbered(dense, own)
    groups = list(SORTS) if sorts else []
    of_sort = np.array([sorts[n] for n in kept])[owner] if sorts else np.zeros(len(owner))
    x = sparse.hstack([z, *(z * (of_sort == group)[:, None] for group in groups), bag]).tocsr()
    turned = x.T.tocsr()

    def loss(w: Table) -> tuple[float, Table]:
        s = x @ w
        s = s - np.maximum.reduceat(s, start)[owner]
        e = np.exp(s)
        total = np.add.reduceat(e, start)
        lost = np.log(total).sum() - (y * s).sum() + _SENTENCE_RIDGE / 2 * (w**2).sum()
        return float(lost), turned @ (e / total[owner] - y) + _SENTENCE_RIDGE * w

    w = _found(loss, np.zeros(x.shape[1]))
    size = dense.shape[1]

    def part(k: int) -> dict[str, Any]:
        weights = w[k * size : (k + 1) * size] / spread
        return {"bias": 0.0, "weights": [round(float(v), 5) for v in weights]}

    return {
        **part(0),
        "groups": {group: part(k) for k, group in enumerate(groups, 1)},
        "words": _kept(names, w[(1 + len(groups)) * size :]),
    }


def _verdicts(texts: Sequence[Asked]) -> dict[str, Any]:
    """How likely a sentence is a verdict, for which a reader would ask grounds."""
    dense, own, y = [], [], []
    for one in texts:
        if one.label["best"] != "test" and "test" in one.helps:
            continue
        numbers = of_sentences(one.pointed, one.signed, one.doubtful)
        for at, row in enumerate(numbers):
            if one.label["best"] == "test" and at not in one.at | one.praise_at:
                continue
            dense.append(row)
            own.append(one.words[at])
            y.append(float(one.label["best"] == "test" and at in one.at))
    z, names, bag, middle, spread = _numbered(np.array(dense), own)
    x, target = sparse.hstack([z, bag]).tocsr(), np.array(y)
    turned = x.T.tocsr()

    def loss(w: Table) -> tuple[float, Table]:
        s = x @ w[:-1] + w[-1]
        gap = 1 / (1 + np.exp(-s)) - target
        lost = (np.logaddexp(0, s) - target * s).sum() + _SENTENCE_RIDGE / 2 * (w[:-1] ** 2).sum()
        return float(lost), np.r_[turned @ gap + _SENTENCE_RIDGE * w[:-1], gap.sum()]

    start = np.zeros(x.shape[1] + 1)
    start[-1] = -3.0
    w = _found(loss, start)
    weights = w[: z.shape[1]] / spread
    return {
        "bias": round(float(w[-1] - middle @ weights), 4),
        "weights": [round(float(v), 5) for v in weights],
        "words": _kept(names, w[z.shape[1] : -1]),
        **_VERDICT,
    }


def _numbered(dense: Table, own: Sequence[set[str]]) -> tuple[Table, list[str], Any, Table, Table]:
    """Numbers brought to one size, and words as a matrix."""
    counted = Counter(word for words in own for word in words)
    names = sorted(word for word, times in counted.items() if times >= _LEAST_SENTENCES)
    number = {word: k for k, word in enumerate(names)}
    columns = [sorted(number[word] for word in words if word in number) for words in own]
    bag = sparse.csr_matrix(
        (
            np.full(sum(map(len, columns)), _WORD), [c for some in columns for c in some],
            np.r_[0, np.cumsum([len(some) for some in columns])],
        ),
        (len(own), len(names)),
    )  # fmt: skip
    middle, spread = dense.mean(0), dense.std(0) + 0.05
    return (dense - middle) / spread, names, bag, middle, spread


def _kept(names: Sequence[str], weights: Table) -> dict[str, float]:
    """The weights of words that count at all."""
    return {
        word: round(float(v), 3)
        for word, v in zip(names, weights * _WORD, strict=True)
        if abs(v * _WORD) >= 0.005
    }


def figures(texts: Sequence[Asked]) -> Iterator[Measured]:
    """How often a new author is helped: coach and pointer both without the author."""
    hits: dict[str, list[bool]] = {}
    questions: Counter[str] = Counter()
    for hand in HANDS:
        models = fit([one for one in texts if one.hand != hand])
        for one in texts:
            if one.hand == hand:
                found = advised(one.pointed, one.signed, one.words, one.doubtful, models)
                questions[found.question] += 1
                for name, hit in _hits(one, found):
                    hits.setdefault(name, []).append(hit)
    each = ", ".join(f"{name} {many}" for name, many in questions.most_common())
    for name, some in hits.items():
        yield Measured(
            f"coach: {name}", 100 * float(np.mean(some)), "%", f"{len(some)} texts, author left out"
        )
    yield Measured("coach: kinds of question", float(len(questions)), "", each)


def _hits(one: Asked, found: Any) -> Iterator[tuple[str, bool]]:
    kinds = ASKS[found.question]
    yield "question helps", not one.helps.isdisjoint(kinds)
    yield "its first kind alone helps", kinds[0] in one.helps
    yield "question is the best", one.label["best"] in kinds
    yield "question does harm", not set(kinds).isdisjoint(one.label["wrong"])
    verdict = one.label["best"] == "test"
    if verdict:
        yield "a verdict is asked about", "their_view" in kinds
    starts = [single.sentence.start for single in one.signed]
    shown = starts.index(max(found.asked, key=found.asked.__getitem__, default=starts[0]))
    if one.at and found.question != "none":
        yield "sentence asked about", shown in one.at
        yield "sentence asked about, or beside it", any(abs(shown - at) <= 1 for at in one.at)
    shown = starts.index(max(found.praised, key=found.praised.__getitem__, default=starts[0]))
    yield "something praised", found.is_praised
    if found.is_praised:
        yield "praised where people would", bool(one.praise_at)
    if found.is_praised and one.praise_at:
        yield "praised sentence", shown in one.praise_at
        yield "praised sentence, or beside it", any(abs(shown - at) <= 1 for at in one.praise_at)
        kind = found.praise[starts[shown]]
        if kind != "keep" and shown in one.praise_at:
            yield "praised for what people would", kind == one.label["praise"]


def main() -> None:
    """Print the figures, and write the models where asked to."""
    from lab.levels.texts import all_rated

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    texts = all_asked(Trainer(all_rated()))
    for one in figures(texts):
        sys.stdout.write(f"{one.name}: {one.value:.1f} {one.unit} ({one.how})\n")
    if out:
        out.write_text(json.dumps(fit(texts), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
