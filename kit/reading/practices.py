"""Which of the fifteen strategies a sentence's cues point to. A cue is a hint, never proof."""

from __future__ import annotations

from kit.reading.lexicon import strategies
from kit.reading.signs import Signed


def practices(signed: Signed, dimension: str | None = None) -> list[str]:
    """Ids of the strategies whose cues stand in a sentence's own words, of one dimension if given."""
    return [
        id for id in strategies()
        if id in signed.signs and (dimension is None or id.startswith(f"{dimension}."))
    ]  # fmt: skip
