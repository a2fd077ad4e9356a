"""What stands in a cell of a table that people open in a spreadsheet, there and back. Pure."""

from __future__ import annotations

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


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
    """The text of a cell that `cell` made.

    >>> plain("'=1+1"), plain("'Twas late")
    ('=1+1', "'Twas late")
    """
    return text[1:] if text.startswith("'") and _needs_mark(text[1:]) else text


def _needs_mark(text: str) -> bool:
    bare = text.lstrip("'")
    return bare.startswith(("\t", "\r", "\n")) or bare.lstrip().startswith(_FORMULA)
