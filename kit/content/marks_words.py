"""The small pieces that marks are made of: escaped names and prose, lists, callouts."""

from __future__ import annotations

import re
from collections.abc import Iterable

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
