"""Train the move model from a folder of data, with a large model's opinions, and measure it on folds.

Needs the extra ``train``. The same data, seed and versions give the same bytes. The large model was tuned
once, elsewhere (see the model card). Its opinions, which are only numbers, come with the course, so anyone
who has the data can make the same small model without it. A digest ties them to one set of texts.
"""

import hashlib
import struct
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.model_selection import StratifiedKFold

from kit.reading.moves.weights import ZERO, Weights
from lab.moves import fitting, measuring
from lab.moves.texts import FOLDS, Numbers, Texts

Array = npt.NDArray[np.float64]

STRENGTH = 5.0
"""The inverse of the penalty on weights."""
ALONE = 2.0
"""The same, without a teacher's opinions."""
OWN = 0.75
"""The raters' share in a labeled sentence's target; the rest is the teacher's opinion."""
NEIGHBOUR = 0.5
"""How much a made-up neighbor counts, compared with a real sentence."""
OPINIONS = Path(__file__).parents[1] / "data" / "opinions.bin"
"""The large model's opinions of CEReD's sentences, in the format of `packed`."""
_MAGIC = b"KITOPINIONS1\n"
_LEVELS = 15
_ATTRIBUTION = (
    "CEReD, Stefanik & Nehyba (2021), hdl.handle.net/11372/LRT-3573; Nehyba & Stefanik (2022), "
    "doi 10.1007/s10639-022-11254-7; Apache-2.0 (repository), CC BY 4.0 (citation page)"
)


@dataclass(frozen=True)
class Trained:
    """A model, and its cross-validated results on sentences that it was not trained on."""

    weights: Weights
    judged: list[measuring.Judged]
    taught: bool
    """Whether the large model's opinions fit the data and were used."""
    fitted: fitting.Fitted


def train(folder: Path, seed: int = 0, told: Callable[[str], object] = str) -> Trained:
    """Train on the data in a folder; raises the same errors as `lab.moves.texts.Texts`.

    Without a teacher, the seed decides the folds; a teacher has fixed folds. ``told`` is called with a few
    words before each long step.
    """
    texts = Texts(folder)
    components = texts.components()
    truth = texts.truth()
    opinions = _opinions(texts, len(components))
    seen = fitting.seen(texts.all if opinions is not None else texts.all[: len(truth)])
    held = np.zeros((len(truth), len(components)))
    for fold, out in enumerate(folds(truth, seed if opinions is None else 0)):
        told(f"fold {fold + 1} of {FOLDS}")
        teacher = None if opinions is None else opinions[fold]
        held[out] = _fit(texts, seen, truth, teacher, set(out.tolist())).scores([seen[i] for i in out])
    told("all sentences")
    fitted = _fit(texts, seen, truth, None if opinions is None else opinions.mean(0), set())
    warmth = _temperature(held, truth)
    chances = softmax(held / warmth)
    judged = [
        measuring.Judged(row.component, components[int(p.argmax())], float(p.max()), row.typical)
        for row, p in zip(texts.rows, chances, strict=True)
    ]
    about = {
        "data": _ATTRIBUTION,
        "rows": len(truth),
        "seed": seed,
        "taught": opinions is not None,
        "temperature": round(warmth, 4),
        "held_out": measuring.summary(judged),
    }
    fitted = fitted.cooled(warmth)
    rows = (fitted.steps + ZERO).astype(np.uint8).tobytes()
    bias, hashes = tuple(fitted.bias.tolist()), list(fitted.vocabulary)
    weights = Weights(about, components, fitted.scales, bias, hashes, rows)
    return Trained(weights, judged, opinions is not None, fitted)


def _opinions(texts: Texts, wide: int) -> Array | None:
    found = unpacked(OPINIONS.read_bytes(), texts.all)
    return found if found is not None and found.shape == (FOLDS, len(texts.all), wide) else None


def folds(truth: Numbers, seed: int) -> Iterator[Numbers]:
    """Yield the indexes of the sentences held out, fold by fold."""
    for _, out in StratifiedKFold(FOLDS, shuffle=True, random_state=seed).split(truth, truth):
        yield out


def _fit(
    texts: Texts, seen: Sequence[fitting.Hashed], truth: Numbers, teacher: Array | None, out: set[int]
) -> fitting.Fitted:
    one_hot = np.eye(int(truth.max()) + 1)
    if teacher is None:
        used = np.array([i for i in range(len(truth)) if i not in out])
        return fitting.fit([seen[i] for i in used], one_hot[truth[used]], np.ones(len(used)), ALONE)
    used = np.array(texts.without(out))
    wanted = teacher[used].copy()
    own = used < len(truth)
    wanted[own] = OWN * one_hot[truth[used[own]]] + (1 - OWN) * wanted[own]
    weight = np.where(used < texts.real, 1.0, NEIGHBOUR)
    real = int((used < texts.real).sum())
    return fitting.fit([seen[i] for i in used], wanted, weight, STRENGTH, real=real)


def softmax(scores: Array) -> Array:
    """Turn scores into probabilities."""
    grown = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(grown / grown.sum(1, keepdims=True))


def _temperature(scores: Array, truth: Numbers) -> float:
    """Return the number to divide scores by for calibrated confidence; it maximizes held-out likelihood."""

    def loss(warmth: float) -> float:
        return -float(np.log(softmax(scores / warmth)[np.arange(len(truth)), truth]).mean())

    found: Any = minimize_scalar(loss, bounds=(0.2, 5.0), method="bounded")
    return float(found.x)


def attribution() -> str:
    """Return the notice that goes with every model trained on this data."""
    return files("kit.reading.moves").joinpath("trained", "ATTRIBUTION.md").read_text("utf-8")


def _digest(texts: Sequence[str]) -> bytes:
    """Return a digest that identifies a list of texts."""
    found = hashlib.sha256()
    for text in texts:
        found.update(text.encode("utf-8", "surrogatepass") + b"\n")
    return found.digest()


def packed(texts: Sequence[str], chances: Array) -> bytes:
    """Pack several teachers' opinions, ``chances[teacher, text, component]``, as bytes, in 16 steps each."""
    steps = np.rint(_LEVELS * np.sqrt(chances)).astype(np.uint8).ravel()
    if len(steps) % 2:
        steps = np.append(steps, np.uint8(0))
    body = zlib.compress((steps[::2] << 4 | steps[1::2]).tobytes(), 9)
    return _MAGIC + _digest(texts) + struct.pack("<3I", *chances.shape) + body


def unpacked(data: bytes, texts: Sequence[str]) -> Array | None:
    """Unpack the opinions, each of which adds up to one; return ``None`` if they are about other texts.

    >>> chances = np.array([[[1.0, 0.0, 0.0], [0.25, 0.25, 0.5]]])
    >>> unpacked(packed(["a", "b"], chances), ["a", "b"]).round(1).tolist()
    [[[1.0, 0.0, 0.0], [0.3, 0.3, 0.5]]]
    >>> unpacked(packed(["a", "b"], chances), ["a", "c"]) is None
    True
    """
    if not data.startswith(_MAGIC + _digest(texts)):
        return None
    start = len(_MAGIC) + 32
    shape = struct.unpack_from("<3I", data, start)
    both = np.frombuffer(zlib.decompress(data[start + 12 :]), dtype=np.uint8)
    steps = np.stack([both >> 4, both & 15], 1).ravel()[: int(np.prod(shape))]
    chances = (steps.reshape(shape) / _LEVELS) ** 2
    return np.asarray(chances / chances.sum(2, keepdims=True))
