"""Train the coach's sentence models: what answers a question, is left open, or judges."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.linear_model import LogisticRegression

from kit.reading.weighed import SORTS, Row, of_sorts
from lab.levels.asked import Asked

Table = NDArray[np.float64]
SPREAD = 0.05
"""Added to each spread, so that scaling doesn't blow up a number that hardly varies."""
_KEEN, _WORD = 0.1, 0.5
_LEAST_SENTENCES = 6
_HUNDREDTHS = 100


def fit(texts: Sequence[Asked]) -> dict[str, Any]:
    """Fit the models for each sort of sentence; return their weights in stored form."""
    dense = np.array([row for one in texts for row in one.numbers])
    own = [words for one in texts for words in one.words]
    middle, spread = dense.mean(0), dense.std(0) + SPREAD
    names, bag = _bag(own)
    x = sparse.hstack([(dense - middle) / spread, _WORD * bag]).tocsr()
    bias, weights, words = [], [], []
    for sort in SORTS:
        y = np.array([at in one.answers(sort) for one in texts for at in range(len(one.signed))])
        model = LogisticRegression(C=_KEEN, solver="liblinear", max_iter=200).fit(x, y)
        of_numbers = model.coef_[0][: dense.shape[1]] / spread
        bias.append(round(float(model.intercept_[0] - of_numbers @ middle), 3))
        weights.append([round(float(one), 4) for one in of_numbers])
        words.append(np.rint(_HUNDREDTHS * _WORD * model.coef_[0][dense.shape[1] :]).astype(int))
    table = np.array(words).T
    return {
        "bias": bias,
        "weights": weights,
        "words": {name: row.tolist() for name, row in zip(names, table, strict=True) if row.any()},
    }


def said(texts: Iterable[Asked], model: dict[str, Any]) -> list[list[Row]]:
    """Return the models' logits for the sentences of each text."""
    return [of_sorts(one.numbers, one.words, model) for one in texts]


def _bag(own: Sequence[set[str]]) -> tuple[list[str], Any]:
    """Return the word of each column, and the words of the sentences as a matrix."""
    counted = Counter(word for words in own for word in words)
    names = sorted(word for word, times in counted.items() if times >= _LEAST_SENTENCES)
    number = {word: k for k, word in enumerate(names)}
    columns = [sorted(number[word] for word in words if word in number) for words in own]
    starts = np.r_[0, np.cumsum([len(some) for some in columns])]
    flat = [column for some in columns for column in some]
    return names, sparse.csr_matrix((np.ones(len(flat)), flat, starts), (len(own), len(names)))
