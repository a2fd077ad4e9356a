"""The numbers that the coach's models use for a text and its sentences, and the stored models."""

import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from operator import mul
from typing import Any

from kit.reading.judging import Seen, logistic
from kit.reading.pointing import Pointed
from kit.reading.signs import Signed

Row = list[float]
SORTS = (
    "tell", "took_it", "test", "their_view", "ask_them", "your_move", "first_step", "obstacle", "check",
    "open", "verdict",
)  # fmt: skip
"""Sorts of sentence: an answer to each kind of question, something left open, a verdict on a family."""
_LONG = 6
_HUNDREDTHS = 0.01


def of_text(pointed: Pointed, seen: Seen, signed: Sequence[Signed], said: Sequence[Row]) -> Row:
    """Return the numbers of a text that decide which questions to ask."""
    many = sum(len(one.sentence.words) for one in signed)
    sorts = [*zip(*said, strict=True)]
    return [
        *seen.second, *seen.share, *seen.of_all, *pointed.sentences[-1],
        math.log(max(1, many)), math.log(len(signed)),
        *map(max, sorts), *(math.log1p(sum(map(logistic, column))) for column in sorts),
    ]  # fmt: skip


def of_sentences(pointed: Pointed, signed: Sequence[Signed], doubtful: frozenset[int]) -> list[Row]:
    """Return each sentence's numbers: the scores of it and its neighbors, its place, length and manner."""
    scores = pointed.sentences
    nothing = [0.0] * len(scores[0])
    rows = []
    last = len(signed) - 1
    for at, one in enumerate(signed):
        many, place = len(one.sentence.words), at / max(1, last)
        rows.append(
            [
                *scores[at],
                math.log(max(1, many)), float(min(many, _LONG)), place, place * place, float(at == 0),
                float(at == last), float(one.asks), float(bool(one.quotes)),
                float(one.sentence.start in doubtful), float(one.past), float(one.me),
                float(one.near_family),
                *(scores[at - 1] if at else nothing),
                *(scores[at + 1] if at < last else nothing),
            ]
        )  # fmt: skip
    return rows


def of_sorts(numbers: Sequence[Row], words: Sequence[set[str]], model: Mapping[str, Any]) -> list[Row]:
    """Return a logit for each sentence and each of the `SORTS`, from its numbers and words."""
    known = model["words"]
    found = []
    for row, own in zip(numbers, words, strict=True):
        votes = [known[word] for word in own if word in known]
        by_words = [_HUNDREDTHS * sum(column) for column in zip(*votes, strict=True)] or [0.0] * len(SORTS)
        found.append(
            [
                bias + sum(map(mul, row, weights)) + more
                for bias, weights, more in zip(model["bias"], model["weights"], by_words, strict=True)
            ]
        )
    return found


def chance(row: Sequence[float], model: Mapping[str, Any]) -> float:
    """Return a logistic model's chance, given its input numbers."""
    return logistic(sum(map(mul, row, model["weights"]), start=model["bias"]))


@cache
def stored() -> dict[str, Any]:
    """Return the trained models."""
    file = resources.files("kit.reading") / "coach.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return found
