"""Fifteen self-ratings, occasion by occasion, as one learner gave them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kit.measures.long_table import OCCASIONS
from kit.measures.words import sentence
from kit.model import Content, Scale


def self_ratings(rows: Iterable[Mapping[str, Any]], content: Content) -> dict[str, Any]:
    """One learner's self-ratings, with gaps where there is no number.

    Parameters
    ----------
    rows
        The long table of one learner, in any order.
    content
        The compiled course; its rating items give order, labels and scale.

    Returns
    -------
    dict
        ``items`` (``item``, ``label``, ``strategy``, ``dimension``, ``values`` by occasion with ``None`` as a
        gap, ``missing`` with the reason where one was given), ``occasions`` present, ``scale`` (number to
        word), ``sentence`` and ``cannot_show``.

    Examples
    --------
    >>> from kit.content import compiled
    >>> self_ratings([], compiled())["sentence"]
    'There are no self-ratings yet.'
    """
    answers = {(row["case"], row["item"], row["occasion"]): row for row in rows}
    items: list[dict[str, Any]] = []
    words: dict[int, str] = {}
    names = {s.id: s.name for s in content.framework.strategies}
    dimensions = {s.id: d.name for d in content.framework.dimensions for s in d.strategies}
    for case in content.cases.values():
        scales = {s.id: s for s in case.items.scales}
        for item in case.items.items:
            if item.kind != "rating" or item.strategy is None or item.scale is None:
                continue
            words.update(_words(scales[item.scale]))
            mine = {o: answers[key] for o in OCCASIONS if (key := (case.case.id, item.id, o)) in answers}
            items.append(
                {
                    "item": item.id,
                    "label": item.title,
                    "strategy": names.get(item.strategy, item.strategy),
                    "dimension": dimensions.get(item.strategy, item.strategy.split(".")[0]),
                    "values": {o: a["value"] for o, a in mine.items()},
                    "missing": {o: a["missing"] for o, a in mine.items() if a["missing"]},
                }
            )
    occasions = [o for o in OCCASIONS if any(o in row["values"] for row in items)]
    for row in items:
        row["values"] = {o: row["values"].get(o) for o in occasions}
    return {
        "items": items,
        "occasions": occasions,
        "scale": dict(sorted(words.items())),
        "sentence": sentence(items, occasions, content.words),
        "cannot_show": list(content.words.group("cannot_show").values()),
    }


def _words(scale: Scale) -> dict[int, str]:
    return {c.value: c.label for c in scale.choices if c.value is not None}
