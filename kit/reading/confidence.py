"""How sure the preliminary reader is, and when it would rather say nothing.

The base rates are shares of the 100 composed development texts on which a level found was the level
composed, less .15 and at most .75: the rules were written looking at those texts, so the shares flatter
them. On real learners' texts nothing is known.
"""

from __future__ import annotations

from collections.abc import Sequence

from kit.reading.criteria.found import Found
from kit.reading.sentences import Sentence, words

LEAST = 0.4
"""Below this the level is null."""

_BASE = {
    "event": (0.63, 0.68, 0.45, 0.75),
    "assumption": (0.66, 0.73, 0.64, 0.75),
    "perspective": (0.71, 0.66, 0.5, 0.66),
    "strategy": (0.45, 0.63, 0.5, 0.69),
    "action": (0.62, 0.75, 0.62, 0.75),
}
_LONG = 80


def confidence(criterion: str, found: Found, sentences: Sequence[Sentence]) -> float:
    """A modest number between 0 and 1 for one criterion's level."""
    sure = _BASE[criterion][found.level]
    if any(len(words(s.plain)) > _LONG for s in found.evidence):
        # An unpunctuated stretch is too coarse a piece of evidence.
        sure -= 0.15
    if found.level == 0 and len(sentences) < 4:
        sure -= 0.2
    return round(max(sure, 0.05), 2)
