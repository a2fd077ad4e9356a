"""A learner's text as a spreadsheet keeps it, and known again after one was saved. Pure."""

from __future__ import annotations

import hashlib
import re

LONGEST = 32_000
"""A spreadsheet cuts a cell off a little above this."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def readable(text: str) -> str:
    r"""A learner's text without what no spreadsheet keeps: control characters, halves of an emoji.

    >>> readable("Two\r\nlines\x07, and half: \ud83d")
    'Two\nlines, and half: �'
    """
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
