"""Train the coach and measure it: which questions to ask about a text, and which sentences to show.

The labels are in ``lab/data/reading/asked`` and ``lab/data/reading/answered``. The models' inputs come from
models that never saw the text's author; for the figures, the coach leaves the author out too.

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
from sklearn.linear_model import LogisticRegression

from kit.bench.measured import Measured
from kit.reading.advising import Advice, advised
from kit.reading.judging import summed
from kit.reading.offering import OFFERED
from kit.reading.pointing import Pointer
from kit.reading.weighed import Row, of_text
from lab.levels import answering, pointing
from lab.levels.answering import SPREAD, Table
from lab.levels.asked import KINDS, LATER, Asked, all_labels, asked
from lab.levels.texts import HANDS
from lab.levels.training import Trainer

_ALSO = 0.5
"""How much a kind counts that would help too, compared with the best kind."""
_KEEN = 0.02
_FEWEST = 15
"""Something that fewer texts have isn't learned; its chance is the fixed logit `_HARDLY`."""
_HARDLY = -6.0


class Weighed(NamedTuple):
    """A text with its sentences' logits from models that never saw its author."""

    text: Asked
    said: list[Row]

    @property
    def seen(self) -> Row:
        """The numbers that decide which questions to ask."""
        pointed = self.text.pointed
        return of_text(pointed, summed(pointed), self.text.signed, self.said)


def all_asked(trainer: Trainer) -> list[Weighed]:
    """Return every labeled text, with its sentences scored by models that never saw its author."""
    texts = []
    for hand in (*HANDS, *LATER):
        # No pointer has seen any text of the later hands.
        pointer = Pointer(pointing.stored(pointing.fit(trainer.seen, trainer.hands != hand)))
        texts += [asked(*labels, hand, pointer) for labels in all_labels(hand)]
    return weighed(texts)


def weighed(texts: Sequence[Asked]) -> list[Weighed]:
    """Add to each text the logits of sentence models trained on the other hands' texts."""
    found = []
    for hand in dict.fromkeys(one.hand for one in texts):
        model = answering.fit([one for one in texts if one.hand != hand])
        own = [one for one in texts if one.hand == hand]
        found += [*map(Weighed, own, answering.said(own, model))]
    return found


def fit(texts: Sequence[Weighed]) -> dict[str, Any]:
    """Fit all models of texts; return them in stored form."""
    seen = np.array([one.seen for one in texts])
    middle, spread = seen.mean(0), seen.std(0) + SPREAD
    z = (seen - middle) / spread

    def curve(worth: Sequence[float]) -> dict[str, Any]:
        """Fit a logistic curve to shares from 0 to 1; its weights are for the unscaled numbers."""
        y = np.array(worth, float)
        if y.sum() < _FEWEST:
            return {"bias": _HARDLY, "weights": [0.0] * len(middle)}
        model = LogisticRegression(C=_KEEN, max_iter=500).fit(
            np.vstack([z, z]), np.repeat([1, 0], len(y)), sample_weight=np.r_[y, 1 - y]
        )
        weights: Table = model.coef_[0] / spread
        return {
            "bias": round(float(model.intercept_[0] - weights @ middle), 4),
            "weights": [round(float(one), 5) for one in weights],
        }

    labels = [one.text for one in texts]
    return {
        "helps": {kind: curve([_worth(one, kind) for one in labels]) for kind in KINDS},
        "harms": {kind: curve([kind in one.asked["wrong"] for one in labels]) for kind in KINDS},
        "answered": {kind: curve([bool(one.answers(kind)) for one in labels]) for kind in KINDS},
        "nothing": curve([one.asked["best"] == "none" or one.answered["whole"] for one in labels]),
        "judges": curve([bool(one.answers("verdict")) for one in labels]),
        "of_somebody": curve([one.answered["of"] != "none" for one in labels]),
    }


def _worth(one: Asked, kind: str) -> float:
    if one.asked["best"] == kind:
        return 1.0
    return _ALSO if kind in one.helps else 0.0


def figures(texts: Sequence[Weighed]) -> Iterator[Measured]:
    """Measure how often the coach helps a new author, with all models fitted without that author."""
    hits: dict[str, list[bool]] = {}
    kinds: Counter[str] = Counter()
    for hand in (*HANDS, *LATER):
        models = fit([one for one in texts if one.text.hand != hand])
        for one in texts:
            if one.text.hand == hand:
                found = advised(one.text.pointed, one.text.signed, one.said, models)
                kinds.update(_asked(found))
                for name, hit in _hits(one.text, found):
                    hits.setdefault(name, []).append(hit)
    for name, some in hits.items():
        yield Measured(
            f"coach: {name}", 100 * float(np.mean(some)), "%", f"{len(some)} texts, author left out"
        )
    each = ", ".join(f"{name} {many}" for name, many in kinds.most_common())
    yield Measured("coach: kinds of question", float(len(kinds)), "", each)


def _asked(found: Advice) -> list[str]:
    """Return the kinds that the panel shows."""
    if found.verdict is not None:
        return ["test", "their_view", *(kind for kind in found.kinds if kind != "their_view")][: OFFERED + 1]
    return [*found.kinds] or ["none"]


def _hits(one: Asked, found: Advice) -> Iterator[tuple[str, bool]]:
    kinds = _asked(found)
    best, at = one.asked["best"], [single.sentence.start for single in one.signed]
    yield "the best kind is offered", best in kinds
    if best not in ("none", "test"):
        yield "… where it is one of the eight", best in kinds
    yield "a kind that helps is offered", not one.helps.isdisjoint(kinds)
    yield "a kind that does harm is offered", not set(kinds).isdisjoint(one.asked["wrong"])
    yield "nothing is asked", kinds == ["none"]
    if kinds == ["none"]:
        yield (
            "… and asking nothing is right, by one of two readers",
            ("none" in one.helps or one.answered["whole"]),
        )
    else:
        yield "the first question is answered already", bool(one.answers(kinds[0]))
        yield "all questions are answered already", all(map(one.answers, kinds))
    for kind, start in found.answers.items():
        yield "a sentence is shown as an answer, and is one", at.index(start) in one.answers(kind)
    yield "an answer could be shown", bool(found.answers)
    yield "somebody is likely judged, so that the grounds are asked for", found.judges
    if found.judges:
        yield "… and somebody is", bool(one.answers("verdict"))
    yield "a verdict is quoted", found.verdict is not None
    if found.verdict is not None:
        yield "… and it is one, or beside one", _near(at.index(found.verdict), one.answers("verdict"))
        yield "… and to test one does harm", "test" in one.asked["wrong"]
    yield "something is quoted as left open", found.open is not None
    if found.open is not None:
        yield "… and it is", _near(at.index(found.open), one.answers("open"))
    yield "whether the text is about somebody is right", found.of_somebody == (one.answered["of"] != "none")


def _near(shown: int, named: set[int]) -> bool:
    return any(abs(shown - at) <= 1 for at in named)


def main() -> None:
    """Print the figures, and with ``--out``, write the models."""
    from lab.levels.texts import all_rated

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path)
    out: Path | None = parser.parse_args().out
    texts = all_asked(Trainer(all_rated()))
    for one in figures(texts):
        sys.stdout.write(f"{one.name}: {one.value:.1f} {one.unit} ({one.how})\n")
    if out:
        models = {"sentences": answering.fit([one.text for one in texts]), **fit(texts)}
        out.write_text(json.dumps(models, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
