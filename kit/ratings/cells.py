"""What stands in a cell of a table that people open in a spreadsheet, there and back. Pure."""

from __future__ import annotations

import hashlib
import re

LONGEST = 32_000
"""A spreadsheet cuts a cell off a little above this."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def cell(text: str) -> str:
    r"""A text as it may stand in a cell: never taken for a formula, `plain` gives it back.

    Examples
    --------
    >>> cell("=1+1"), cell("'Twas late"), cell("- a list")
    ("'=1+1", "'Twas late", "'- a list")
    >>> all(plain(cell(t)) == t for t in ("=1", "'=1", "''=1", "a\nb", "'", "", "\t@x"))
    True
    """
    return f"'{text}" if _needs_mark(text) else text


def plain(text: str) -> str:
    """The text of a cell that `cell` made."""
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def readable(text: str) -> str:
    """A learner's text without what no spreadsheet keeps: control characters, halves of an emoji."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", _SURROGATES.sub("�", text))
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} […]"


def opening(text: str) -> str:
    """A fingerprint of how a text begins, the same after a spreadsheet changed spaces and marks.

    Examples
    --------
    >>> opening("I would  ask\\r\\nhim.") == opening("'I would ask him.") != opening("I would tell him.")
    True
    """
    words = " ".join(text.split()).lstrip("' ")
    return hashlib.sha256(words[:200].encode("utf-8", "replace")).hexdigest()


def _needs_mark(text: str) -> bool:
    bare = text.lstrip("'")
    return bare.startswith(("\t", "\r", "\n")) or bare.lstrip().startswith(_FORMULA)
