"""Fit the model of which sentence earns a level, and the model of a text's words, to rated texts.

Both are logistic regressions for fifteen targets at once (criterion and level), over the same features. The
fit is convex and starts from a fixed point, so the same texts give the same weights.
"""

import base64
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import minimize

from kit.reading.criteria import CRITERIA
from kit.reading.lanes import ZERO
from kit.reading.pointing import LANES, NEIGHBOR, SCALE, TARGETS
from lab.levels.texts import Rated

Table = NDArray[np.float32]
LEAST_SENTENCES = 4
"""A feature is kept if it is in at least this many sentences of the training texts."""
RIDGE, TEXT_RIDGE = 3.0, 5.0
_ROUNDS = 40
_NAMED_BY_ONE = 0.5
_CRITERIA = tuple(CRITERIA)


class Weights(NamedTuple):
    """The result of a fit: the features, and a weight for each feature, lane and target."""

    names: list[str]
    single: int
    lanes: Table
    """A row for each feature: its weights in a sentence, the text, the sentence before, and the one after."""
    bias: Table


class Measured(NamedTuple):
    """The texts as matrices, computed once; a fit may leave any texts out."""

    owner: NDArray[np.int64]
    """The index of each sentence's text."""
    own: sparse.csr_matrix
    neighbors: tuple[sparse.csr_matrix, sparse.csr_matrix]
    words: sparse.csr_matrix
    names: list[str]
    is_single: NDArray[np.bool_]
    earns: Table
    told: Table
    """Whether it is known what a sentence earns (1) or not (0)."""
    levels: Table


def measured(texts: Sequence[Rated]) -> Measured:
    """Compute the matrices of all texts."""
    owner = np.repeat(np.arange(len(texts)), [len(text.features) for text in texts])
    flat = [one for text in texts for one in text.features]
    counted = Counter(name for one in flat for name in (*one.single, *one.joined, *one.place))
    singles = {name for one in flat for name in one.single}
    names = sorted(name for name, n in counted.items() if n >= LEAST_SENTENCES)
    number = {name: n for n, name in enumerate(names)}
    single = _matrix((one.single for one in flat), number)
    own = single + _matrix((one.joined for one in flat), number)
    words = own.copy()
    own = own + _matrix((one.place for one in flat), number)
    size = len(flat)
    # The first sentence of a text has none before it.
    first = np.r_[True, owner[1:] != owner[:-1]]
    last = np.r_[first[1:], True]
    before = sparse.diags((~first)[1:].astype(np.float32), -1, shape=(size, size)) @ single
    after = sparse.diags((~last)[:-1].astype(np.float32), 1, shape=(size, size)) @ single
    join = sparse.csr_matrix((np.ones(size, np.float32), (owner, np.arange(size))), (len(texts), size))
    text_words = (join @ words).tocsr()
    text_words.data[:] = 1
    earns, told, levels = _targets(texts, owner)
    return Measured(
        owner, own.tocsr(), (before.tocsr(), after.tocsr()), text_words, names,
        np.array([name in singles for name in names]), earns, told, levels,
    )  # fmt: skip


def fit(seen: Measured, train: NDArray[np.bool_]) -> Weights:
    """Fit the weights to the texts that ``train`` marks."""
    rows = train[seen.owner]
    count = np.asarray((seen.own[rows] > 0).sum(0)).ravel()
    kept = count >= LEAST_SENTENCES
    single = kept & seen.is_single
    order = np.r_[np.flatnonzero(single), np.flatnonzero(kept & ~seen.is_single)]
    n, m = int(single.sum()), len(order)
    x = _scaled(seen, rows, order, n)
    bias = np.full(TARGETS, -2.5)
    weights, bias = _logistic(x, seen.earns[rows], seen.told[rows], RIDGE, bias)
    words = seen.words[train][:, order]
    df = np.asarray((words > 0).sum(0)).ravel()
    rare = np.where(df > 0, (np.log(max(1, train.sum()) / np.maximum(df, 1)) + 1) / 4, 0.0)
    levels = seen.levels[train]
    said, said_bias = _logistic(
        _by_length(words) @ sparse.diags(rare.astype(np.float32)),
        levels, np.ones_like(levels), TEXT_RIDGE, np.zeros(TARGETS),
    )  # fmt: skip
    lanes = np.zeros((m, LANES), np.float32)
    lanes[:, :TARGETS] = weights[:m]
    lanes[:, TARGETS : 2 * TARGETS] = said * rare[:, None]
    lanes[:n, 2 * TARGETS : 3 * TARGETS] = weights[m : m + n]
    lanes[:n, 3 * TARGETS :] = weights[m + n :]
    return Weights([seen.names[k] for k in order], n, lanes, np.r_[bias, said_bias].astype(np.float32))


def pointed(seen: Measured, weights: Weights, which: NDArray[np.bool_]) -> tuple[Table, Table]:
    """Return the scores of the marked texts' sentences, and of these texts; ``which`` marks the texts."""
    number = {name: k for k, name in enumerate(seen.names)}
    order = np.array([number[name] for name in weights.names])
    x = _scaled(seen, which[seen.owner], order, weights.single)
    n, lanes = weights.single, weights.lanes
    each = np.vstack([lanes[:, :TARGETS], lanes[:n, 2 * TARGETS : 3 * TARGETS], lanes[:n, 3 * TARGETS :]])
    words = _by_length(seen.words[which][:, order])
    return (
        x @ each + weights.bias[:TARGETS],
        words @ lanes[:, TARGETS : 2 * TARGETS] + weights.bias[TARGETS:],
    )


def stored(weights: Weights) -> dict[str, Any]:
    """Return the weights as `kit.reading.pointing.Pointer` reads them, one byte each."""
    steps = np.maximum(np.abs(weights.lanes).max(0), 1e-6) / (ZERO - 1)
    bytes_ = (np.rint(weights.lanes / steps) + ZERO).astype(np.uint8)
    n = weights.single
    raw = bytes_[:n].tobytes() + np.ascontiguousarray(bytes_[n:, : 2 * TARGETS]).tobytes()
    return {
        "single": n,
        "steps": [float(f"{step:.6g}") for step in steps],
        "bias": [round(float(one), 4) for one in weights.bias],
        "features": "\n".join(weights.names),
        "lanes": base64.b64encode(raw).decode("ascii"),
    }


def _matrix(lists: Iterable[Iterable[str]], number: dict[str, int]) -> sparse.csr_matrix:
    starts, columns = [0], list[int]()
    for names in lists:
        columns += sorted(number[name] for name in names if name in number)
        starts.append(len(columns))
    data = np.ones(len(columns), np.float32)
    return sparse.csr_matrix((data, columns, starts), (len(starts) - 1, len(number)))


def _scaled(seen: Measured, rows: NDArray[np.bool_], order: NDArray[np.int64], single: int) -> Any:
    before, after = (one[rows][:, order[:single]] for one in seen.neighbors)
    x = sparse.hstack([seen.own[rows][:, order], NEIGHBOR * before, NEIGHBOR * after]).tocsr()
    length = np.sqrt(np.maximum(1, np.asarray(x.multiply(x).sum(1)).ravel()))
    return sparse.diags((SCALE / length).astype(np.float32)) @ x


def _by_length(words: Any) -> Any:
    known = np.maximum(1, np.asarray((words > 0).sum(1)).ravel())
    return sparse.diags((SCALE / np.sqrt(known)).astype(np.float32)) @ words


def _targets(texts: Sequence[Rated], owner: NDArray[np.int64]) -> tuple[Table, Table, Table]:
    earns = np.zeros((len(owner), TARGETS), np.float32)
    told, levels = np.zeros_like(earns), np.zeros((len(texts), TARGETS), np.float32)
    start = np.searchsorted(owner, np.arange(len(texts)))
    for n, text in enumerate(texts):
        whole = slice(start[n], start[n] + len(text.features))
        for c, criterion in enumerate(_CRITERIA):
            level, pieces = text.levels[criterion], text.named.get(criterion, [])
            levels[n, 3 * c : 3 * c + level] = 1
            if level and not pieces:
                continue
            told[whole, 3 * c : 3 * c + 3] = 1
            for at in set().union(*pieces):
                earns[start[n] + at, 3 * c : 3 * c + level] = 1
        for criterion, level, at in text.by_one:
            c, settled = _CRITERIA.index(criterion), text.levels[criterion]
            some = earns[start[n] + at, 3 * c : 3 * c + (min(level, settled) if settled else level)]
            np.maximum(some, _NAMED_BY_ONE, out=some)
    return earns, told, levels


def _logistic(x: Any, y: Table, known: Table, ridge: float, bias: Any) -> tuple[Table, Table]:
    """Fit fifteen logistic regressions together; return their weights and biases."""
    size = x.shape[1]
    turned = x.T.tocsr()

    def loss(flat: Any) -> tuple[float, Any]:
        w = flat.reshape(size + 1, TARGETS).astype(np.float32)
        z = x @ w[:-1] + w[-1]
        gap = known * (1 / (1 + np.exp(-z)) - y)
        lost = float((known * (np.logaddexp(0, z) - y * z)).sum(dtype=float))
        slope = np.vstack([turned @ gap + ridge * w[:-1], gap.sum(0)[None]])
        return lost + ridge / 2 * float((w[:-1] ** 2).sum(dtype=float)), slope.ravel().astype(float)

    start = np.zeros((size + 1, TARGETS))
    start[-1] = bias
    options = {"maxiter": _ROUNDS, "maxcor": 6}
    found = minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options=options).x
    found = found.reshape(size + 1, TARGETS).astype(np.float32)
    return found[:-1], found[-1]
