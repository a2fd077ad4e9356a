"""Anchors of one criterion as Markdown: first without their levels, to be marked; then with them, folded."""

from __future__ import annotations

import hashlib

from kit.content.marks_words import listed, name, prose
from kit.model import Criterion, Level

LETTERS = "ABCD"


def lettered(criterion: Criterion) -> list[tuple[str, Level]]:
    """The four anchors, each with its letter; the order does not tell the level and stays the same."""
    mixed = sorted(
        criterion.levels, key=lambda level: hashlib.sha256(f"{criterion.id} {level.anchor}".encode()).digest()
    )
    return list(zip(LETTERS, mixed, strict=True))


def blind(criterion: Criterion) -> str:
    """The question, what each level asks for, and four texts to mark."""
    levels = listed(
        [f"**{level.level}** · {prose(level.marker)}" for level in criterion.levels], escaped=True
    )
    texts = "\n\n".join(f"> **{letter}.** {prose(level.anchor)}" for letter, level in lettered(criterion))
    return f"{prose(criterion.question)}\n\n{levels}\n\n{texts}"


def key(criterion: Criterion) -> str:
    """The levels of the four texts, the words that earn them and the reason, under a fold."""
    entries = []
    for letter, level in lettered(criterion):
        earned = " · ".join(f"“{prose(words)}”" for words in level.evidence) or "Nothing in it earns more."
        entries.append(f"**{letter} is at level {level.level}.** {prose(level.why)} *{earned}*")
    return (
        '<details class="kit-callout kit-callout-key">\n'
        f"<summary><strong>Key</strong> · {name(criterion.name)}</summary>\n\n"
        + "\n\n".join(entries)
        + "\n\n</details>"
    )
