"""One learner's self-ratings by occasion, and the text that goes with their chart."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kit.measures.long_table import OCCASIONS
from kit.model import Content, Interface

_NAMES = {
    "pre": "before",
    "post": "after",
    "then": "then-test",
    "follow_up": "follow-up",
}
_GAPS = {
    "no_chance": "no chance yet",
    "two_answers": "two answers, not chosen yet",
    "not_a_rating": "not a rating",
}


def occasion_name(occasion: str) -> str:
    """Return an occasion's name in plain words."""
    return _NAMES.get(occasion, occasion)


def gap_name(reason: str | None) -> str:
    """Say in words why there is no number; ``None`` is "not answered"."""
    return "not answered" if reason is None else _GAPS.get(reason, reason.replace("_", " "))


def sentence(items: Sequence[Mapping[str, Any]], occasions: Sequence[str], words: Interface) -> str:
    """Compare the first occasion with the latest one in a sentence; the then-test never counts as either.

    >>> from kit.content import compiled
    >>> rows = [{"values": {"pre": 1, "post": 3}}, {"values": {"pre": None, "post": 2}}]
    >>> sentence(rows, ["pre", "post"], compiled().words)
    'Of the 1 question you rated both before and after, you rated 1 higher, 0 the same and 0 lower.'
    >>> rows = [{"values": {"pre": 1}}, {"values": {"pre": None}, "missing": {"pre": "no_chance"}}]
    >>> sentence(rows, ["pre"], compiled().words).partition(":")[0]
    'You answered 2 of 2 questions (before)'
    """
    timed = [o for o in occasions if o != "then"]
    if not timed:
        return words["growth.none_yet"]
    first, last = timed[0], timed[-1]
    if first == last:
        rated = sum(row["values"].get(first) is not None for row in items)
        gaps = sum(bool(row.get("missing", {}).get(first)) for row in items)
        # The form counts "no chance yet" as an answer, so it counts as one here too.
        counts = {"given": rated + gaps, "rated": rated, "gaps": gaps, "total": len(items)}
        return words.fill(
            "growth.once_with_gaps" if gaps else "growth.once", when=words[f"growth.{first}"], **counts
        )
    pairs = [
        (row["values"][first], row["values"][last])
        for row in items
        if row["values"].get(first) is not None and row["values"].get(last) is not None
    ]
    ends = {"first": words[f"growth.{first}"], "last": words[f"growth.at_{last}"]}
    if not pairs:
        return words.fill("growth.no_pairs", **ends)
    up, down = sum(b > a for a, b in pairs), sum(b < a for a, b in pairs)
    counts = {"count": len(pairs), "up": up, "same": len(pairs) - up - down, "down": down}
    return words.fill("growth.one_pair" if len(pairs) == 1 else "growth.pairs", **ends, **counts)


def alt_text(growth: Mapping[str, Any]) -> str:
    """Describe the chart in words: what it shows, its sentence, and every gap."""
    occasions = growth["occasions"]
    if not occasions:
        return "An empty chart: there are no self-ratings yet."
    scale = growth["scale"]
    ends = f", from {scale[min(scale)]} to {scale[max(scale)]}" if scale else ""
    gaps = [
        f"{row['strategy']} ({occasion_name(o)}: {gap_name(row['missing'].get(o))})"
        for row in growth["items"]
        for o in occasions
        if row["values"].get(o) is None
    ]
    return (
        f"Dot chart of {len(growth['items'])} self-ratings, one small panel each{ends}, "
        f"at {len(occasions)} occasions: {', '.join(occasion_name(o) for o in occasions)}. "
        f"{growth['sentence']} " + (f"Gaps: {'; '.join(gaps)}." if gaps else "There are no gaps.")
    )


def self_ratings(rows: Iterable[Mapping[str, Any]], content: Content) -> dict[str, Any]:
    """Gather one learner's self-ratings from their long table, whose rows may be in any order.

    Returns
    -------
    dict
        ``items`` (each with ``item``, ``label``, ``strategy``, ``dimension``; ``values`` by occasion, with
        ``None`` for a gap; and ``missing``, the reasons given, by occasion), ``occasions`` (those that have
        answers), ``scale`` (number to word), ``sentence`` and ``cannot_show``.

    Examples
    --------
    >>> from kit.content import compiled
    >>> self_ratings([], compiled())["sentence"]
    'There are no self-ratings yet.'
    """
    answers = {(row["case"], row["item"], row["occasion"]): row for row in rows}
    items: list[dict[str, Any]] = []
    names = {s.id: s.name for s in content.framework.strategies}
    dimensions = {s.id: d.name for d in content.framework.dimensions for s in d.strategies}
    for case in content.cases.values():
        for item in case.items.items:
            if item.kind != "rating" or item.strategy is None:
                continue
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
        "scale": scale_words(content),
        "sentence": sentence(items, occasions, content.words),
        "cannot_show": list(content.words.group("cannot_show").values()),
    }


def scale_words(content: Content) -> dict[int, str]:
    """Return the word for each number on the self-rating scales."""
    words = {
        choice.value: choice.label
        for case in content.cases.values()
        for scale in case.items.scales
        if any(item.kind == "rating" and item.scale == scale.id for item in case.items.items)
        for choice in scale.choices
        if choice.value is not None
    }
    return dict(sorted(words.items()))
