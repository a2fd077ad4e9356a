"""Check the hostile and unusual texts: what the reader should do with them, and what it missed."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from kit.reading import reader
from lab.levels.texts import TEXTS, Row, rows

UNUSUAL, UNUSUAL_120 = "unusual.jsonl", "unusual_120.jsonl"
KINDS = {
    "deficit": "deficit_language",
    "denial": "global_denial",
    "instructions": "instructions",
    "handbook": "handbook",
    "copied_prompt": "copied_prompt",
    "gibberish": "gibberish",
}
"""The set's names for cautions → the reader's."""


def score(row: Row) -> dict[str, Any]:
    """Return the reader's score of a row."""
    about = {"dimension": row.get("dimension"), "prompt": row.get("prompt")}
    return dict(reader().read(row["text"], id=str(row["id"]), **about))


def expectations_missed(row: Row, score: Row) -> list[str]:
    """Return the expectations that the score of a text of ``unusual.jsonl`` misses."""
    expect, criteria = row["expect"], score["criteria"]
    given = {c: part["level"] for c, part in criteria.items()}
    kinds = {caution["kind"] for caution in score["cautions"]}
    missed = []
    if "gate" in expect and score["gate"] != expect["gate"]:
        missed.append(f"gate {score['gate']}, not {expect['gate']}")
    if expect.get("level_null") and any(level is not None for level in given.values()):
        missed.append("a level where none can be given")
    for c, most in expect.get("max", {}).items():
        if given[c] is not None and given[c] > most:
            missed.append(f"{c} {given[c]}, at most {most}")
    for c, least in expect.get("min", {}).items():
        if given[c] is None or given[c] < least:
            missed.append(f"{c} {given[c]}, at least {least}")
    if expect.get("caution", None) not in (None, *kinds):
        missed.append(f"no caution {expect['caution']}")
    if expect.get("no_caution") in kinds:
        missed.append(f"caution {expect['no_caution']}")
    return missed


def entries_met(row: Row, score: Row) -> list[tuple[str, str, bool]]:
    """Return each entry of a text of ``unusual_120.jsonl``: its key, what it expects, and whether it is met.

    A wrong decision to refuse the text, or not to, misses all its entries. A right refusal meets expected
    cautions and upper bounds, but no lower bounds.
    """
    expect, gate = row["expect"], score["gate"]
    allowed = expect["refused"] if isinstance(expect["refused"], list) else [expect["refused"]]
    right = gate in allowed
    kinds = {caution["kind"] for caution in score["cautions"]}
    given = {c: part["level"] for c, part in score["criteria"].items()}
    refused = gate is not None
    met = [("refused", str(gate), right)]
    for kind in expect.get("cautions", ()):
        met.append(("cautions", kind, right and (refused or KINDS[kind] in kinds)))
    for kind in expect.get("no_cautions", ()):
        met.append(("no_cautions", kind, right and KINDS[kind] not in kinds))
    for c, most in expect.get("at_most", {}).items():
        low = refused or given[c] is None or given[c] <= most
        met.append(("at_most", f"{c} {given[c]}, at most {most}", right and low))
    for c, least in expect.get("at_least", {}).items():
        high = not refused and given[c] is not None and given[c] >= least
        met.append(("at_least", f"{c} {given[c]}, at least {least}", right and high))
    return met


def shares(scored: Sequence[tuple[Row, Row]]) -> Mapping[str, tuple[int, int]]:
    """Return key → (entries met, entries), also for all entries and for the texts without a miss."""
    met, all_ = Counter[str](), Counter[str]()
    for row, got in scored:
        entries = entries_met(row, got)
        for key, _, is_met in [*entries, *(("all", what, is_met) for _, what, is_met in entries)]:
            met[key] += is_met
            all_[key] += 1
        met["texts without a miss"] += all(is_met for _, _, is_met in entries)
        all_["texts without a miss"] += 1
    return {key: (met[key], all_[key]) for key in all_}


def scored(name: str) -> list[tuple[Row, Row]]:
    """Return each text of a set with its score."""
    return [(row, score(row)) for row in rows(TEXTS / name)]
