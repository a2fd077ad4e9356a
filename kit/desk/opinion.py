"""A machine's second opinion on a text: its levels, the words it found, and where it differs from the marker.

It never fills in a level, and it says so if it leaves a criterion without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from kit.desk.desk import Desk
from kit.desk.shown import Shown
from kit.model import PlainError

When = Literal["hidden", "after", "beside"]
"""When the opinion is shown: never; once the marker's own levels are all given; or from the beginning.

Levels that others gave make no difference.
"""

_LONGEST = 20_000
"""The most characters that a text may have to be read; a reflection has hundreds of words."""


class NotYet(PlainError):
    """The error for a second opinion that is not shown yet, or not at all."""


def opinion(desk: Desk, one: Shown) -> dict[str, Any]:
    """Return the automatic reader's opinion of a text; raises `NotYet` if it is too early or switched off."""
    words = desk.content.words
    when = desk.sitting.second_opinion
    if when == "hidden" or (when == "after" and not one.has_own):
        raise NotYet(words["desk.opinion_later"])
    if not desk.read_by_machine:
        return {"state": "none", "said": words["desk.opinion_no_plans"]}
    text = one.text.text
    if not text.strip() or len(text) > _LONGEST:
        return {"state": "none", "said": words["desk.opinion_not_read"]}
    from kit.reading import reader
    from kit.reading.sentences import pieces

    found = reader().read(text, id=one.code, dimension=desk.dimension, prompt=desk.prompt)
    unread: dict[str, Any] = {"level": None, "reason": words["reading.not_by_machine"], "evidence": []}
    parts = {c.id: found["criteria"].get(c.id, unread) for c in desk.criteria}
    return {
        "state": "read",
        "said": words["desk.opinion_stopped"] if found["gate"] else words["desk.opinion_what"],
        "pieces": [
            {"text": piece.text, "criteria": list(piece.criteria)}
            for piece in pieces(text, [part["evidence"] for part in parts.values()])
        ],
        "rows": [
            {
                "criterion": c.id,
                "said": _said(desk, c.name, parts[c.id], one.standing[c.id].own),
                "words": [text[e["start"] : e["end"]] for e in parts[c.id]["evidence"]],
            }
            for c in desk.criteria
        ],
        "cautions": [
            {"said": caution["message"], "words": text[caution["start"] : caution["end"]]}
            for caution in found["cautions"]
        ],
    }


def _said(desk: Desk, name: str, part: Mapping[str, Any], own: int | None) -> str:
    words, level = desk.content.words, part["level"]
    if level is None:
        return words.fill("desk.opinion_withheld", criterion=name, reason=part["reason"] or "")
    if own is None:
        return words.fill("desk.opinion_level", criterion=name, level=level)
    if own == level:
        return words.fill("desk.opinion_same", criterion=name, level=level)
    return words.fill("desk.opinion_other", criterion=name, level=level, own=own)
