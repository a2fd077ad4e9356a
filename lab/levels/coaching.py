"""Training of the coach, and its figures: kinds of question to ask of a text, verdicts in it, what to praise.

The labels lie in ``lab/data/reading/asked``. The scores of sentences that the models weigh come from
pointers that never saw the text's author; for the figures the coach leaves the author out as well.

    uv run python -m lab.levels.coaching [--out kit/reading/coach.json]
"""

import argparse
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from kit.bench.measured import Measured
from kit.reading.advising import OFFERED, Advice, advised, doubtful_in, of_sentences, of_text
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
KINDS = ("tell", "took_it", "their_view", "ask_them", "your_move", "first_step", "obstacle", "check")
"""Kinds of question that the panel offers. To test a verdict is asked of its sentence alone."""
_ALSO = 0.5
"""A kind that would help, too, counts so much beside the best one."""
_RIDGE, _SENTENCE_RIDGE, _WORD = 50.0, 3.0, 0.5
_LEAST_SENTENCES = 6
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
    worth = np.array([[_worth(one, kind) for kind in KINDS] for one in texts])
    harm = np.array([[float(kind in one.label["wrong"]) for kind in KINDS] for one in texts])
    nothing = np.array([[float(one.label["best"] == "none")] for one in texts])
    helps, harms, none = (_curves(seen, y) for y in (worth, harm, nothing))
    return {
        "helps": dict(zip(KINDS, helps, strict=True)),
        "harms": dict(zip(KINDS, harms, strict=True)),
        "nothing": none[0],
        "verdict": _sentences(texts, _is_verdict),
        "asks": _sentences(texts, _is_praised_for_asking),
    }


def _worth(one: Asked, kind: str) -> float:
    if one.label["best"] == kind:
        return 1.0
    return _ALSO if kind in one.helps else 0.0


def _is_verdict(one: Asked, at: int) -> float | None:
    """1 for a verdict for which a reader would ask grounds, ``None`` for a sentence that isn't known."""
    if one.label["best"] != "test":
        return None if "test" in one.helps else 0.0
    if at in one.at:
        return 1.0
    return 0.0 if at in one.praise_at else None


def _is_praised_for_asking(one: Asked, at: int) -> float | None:
    if one.label["praise"] != "asked":
        return 0.0
    if at in one.praise_at:
        return 1.0
    return None if {at - 1, at + 1} & one.praise_at else 0.0


def _curves(numbers: Table, y: Table) -> list[dict[str, Any]]:
    """Logistic curves for several targets, their weights for the numbers as they come."""
    middle, spread = numbers.mean(0), numbers.std(0) + 0.05
    x = (numbers - middle) / spread
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
    w = _found(loss, start)
    weights = w[:-1] / spread[:, None]
    return [
        {"bias": round(float(b), 4), "weights": [round(float(v), 5) for v in column]}
        for b, column in zip(w[-1] - middle @ weights, weights.T, strict=True)
    ]


def _found(loss: Any, start: Table) -> Table:
    options = {"maxiter": _ROUNDS}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    return np.asarray(found, float).reshape(start.shape)


def _sentences(texts: Sequence[Asked], sort: Callable[[Asked, int], float | None]) -> dict[str, Any]:
    """How likely a sentence is of a sort: numbers and words."""
    dense, own, y = [], [], []
    for one in texts:
        for at, row in enumerate(of_sentences(one.pointed, one.signed, one.doubtful)):
            if (wanted := sort(one, at)) is not None:
                dense.append(row)
                own.append(one.words[at])
                y.append(wanted)
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
    kinds: Counter[str] = Counter()
    for hand in HANDS:
        models = fit([one for one in texts if one.hand != hand])
        for one in texts:
            if one.hand == hand:
                found = advised(one.pointed, one.signed, one.words, one.doubtful, models)
                kinds.update(_asked(found))
                for name, hit in _hits(one, found):
                    hits.setdefault(name, []).append(hit)
    for name, some in hits.items():
        yield Measured(
            f"coach: {name}", 100 * float(np.mean(some)), "%", f"{len(some)} texts, author left out"
        )
    each = ", ".join(f"{name} {many}" for name, many in kinds.most_common())
    yield Measured("coach: kinds of question", float(len(kinds)), "", each)


def _asked(found: Advice) -> list[str]:
    """The kinds that the panel shows."""
    if found.verdict is not None:
        return ["test", "their_view", *(kind for kind in found.kinds if kind != "their_view")][: OFFERED + 1]
    return [*found.kinds] or ["none"]


def _hits(one: Asked, found: Advice) -> Iterator[tuple[str, bool]]:
    kinds = _asked(found)
    best, at = one.label["best"], [single.sentence.start for single in one.signed]
    yield "the best kind is offered", best in kinds
    if best not in ("none", "test"):
        yield "… where it is one of the eight", best in kinds
    yield "a kind that helps is offered", not one.helps.isdisjoint(kinds)
    yield "a kind that does harm is offered", not set(kinds).isdisjoint(one.label["wrong"])
    yield "nothing is asked", kinds == ["none"]
    if kinds == ["none"]:
        yield "… and asking nothing helps", "none" in one.helps
    yield "a verdict is quoted", found.verdict is not None
    if found.verdict is not None:
        yield "… and to test one helps", "test" in one.helps
        yield "… and to test one does harm", "test" in one.label["wrong"]
    if found.verdict is not None and best == "test":
        yield "… and the verdict is the reader's, or beside it", _near(at.index(found.verdict), one.at)
    yield "something is praised", found.asks is not None
    if found.asks is not None:
        near = _near(at.index(found.asks), one.praise_at)
        yield "… and the praised sentence is the reader's, or beside it", near
        yield "… and for the same", near and one.label["praise"] == "asked"


def _near(shown: int, named: set[int]) -> bool:
    return any(abs(shown - at) <= 1 for at in named)


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
