"""The pieces that directives are made of: escaped names and prose, lists, callouts, rows of law, anchors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from kit.model import Criterion, LawRow, Level

LETTERS = "ABCD"
CALLOUTS = {
    "The law": "law",
    "Ask": "ask",
    "Stretch": "stretch",
    "Private": "private",
}
"""Kinds by the word that tells them apart, with the end of their CSS class; a case's person is one more."""


def prose(markdown: str) -> str:
    """An author's Markdown as one paragraph flow, with HTML and mathematics disarmed.

    >>> prose("at <b>$5</b> *or* more")
    'at &lt;b>\\\\$5&lt;/b> *or* more'
    """
    text = re.sub(r"&(?=#?\w+;)", "&amp;", markdown.strip())
    return text.replace("<", "&lt;").replace("$", "\\$")


def name(plain: str) -> str:
    """A name, which is not Markdown: every character stands for itself.

    >>> name("a*b [c]")
    'a\\\\*b \\\\[c\\\\]'
    """
    return re.sub(r"([\\`*_\[\]#|])", r"\\\1", prose(plain))


def listed(entries: Iterable[str], *, escaped: bool = False) -> str:
    """A list; an entry of several paragraphs keeps together.

    >>> print(listed(["one", "two"]))
    - one
    - two
    """
    texts = [entry if escaped else prose(entry) for entry in entries]
    return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)


def callout(kind: str, label: str, text: str) -> str:
    """A callout: its word on a line of its own, then its text; it reads well where styles are missing."""
    return f'<div class="kit-callout kit-callout-{kind}">\n\n**{name(label)}**\n\n{text}\n\n</div>'


def law_row(row: LawRow) -> str:
    """The Markdown of one row.

    >>> from kit.model import LawRow
    >>> row = LawRow(id="a", citation="34 CFR 1", kind="regulation", topic="Time", says="Soon.",
    ...              does_not_say="How soon.", checked_on=None)
    >>> print(law_row(row))
    **Time** (34 CFR 1). Soon. *What it does not say:* How soon. *Not yet checked against the current text.*
    """
    when = (
        f"Checked against the official text on {row.checked_on}."
        if row.checked_on
        else ("Not yet checked against the current text.")
    )
    return (
        f"**{name(row.topic)}** ({name(row.citation)}). {prose(row.says)} "
        f"*What it does not say:* {prose(row.does_not_say)} *{when}*"
    )


def law_fold(rows: Sequence[LawRow]) -> str:
    """Rows folded under one line that names their topics: a page stays quiet, and the law is a click away."""
    topics = " · ".join(name(row.topic) for row in rows)
    inner = "\n\n".join(law_row(row) for row in rows)
    return (
        '<details class="kit-callout kit-callout-law">\n'
        f"<summary><strong>The law</strong> · {topics}</summary>\n\n{inner}\n\n</details>"
    )


def levels(criterion: Criterion, reader: Literal["learner", "marker"]) -> str:
    """What each level asks for, in the words for a learner or for a marker."""
    asked = [f"**{level.level}** · {prose(getattr(level, reader))}" for level in criterion.levels]
    return listed(asked, escaped=True)


def lettered(criterion: Criterion) -> list[tuple[str, Level]]:
    """The four anchors, each with its letter; the order does not tell the level and stays the same."""
    mixed = sorted(
        criterion.levels, key=lambda level: hashlib.sha256(f"{criterion.id} {level.anchor}".encode()).digest()
    )
    return list(zip(LETTERS, mixed, strict=True))


def blind_anchors(criterion: Criterion) -> str:
    """The question, what each level asks for, and four texts to mark."""
    texts = "\n\n".join(f"> **{letter}.** {prose(level.anchor)}" for letter, level in lettered(criterion))
    return f"{prose(criterion.question)}\n\n{levels(criterion, 'marker')}\n\n{texts}"


def anchor_key(criterion: Criterion) -> str:
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
