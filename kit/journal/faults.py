"""Describe a journal's faults for a terminal: a few sentences, then how many more there are."""

from collections.abc import Sequence
from pathlib import Path

from kit.content import sentence_of
from kit.journal.files import open_journal
from kit.model import KitError

MOST = 3
"""How many sentences of a kind are printed before the rest are only counted."""


def few(lines: Sequence[str], rest: str = "… and {count} more like these.") -> list[str]:
    """Return the first lines, and how many more there are.

    >>> few(["one", "two", "three", "four", "five"])
    ['one', 'two', 'three', '… and 2 more like these.']
    """
    more = len(lines) - MOST
    return [*lines[:MOST], *([rest.format(count=f"{more:,}")] if more > 0 else [])]


def faults_in(workspace: Path) -> list[str]:
    """Return a few sentences on which of a workspace's answers cannot be read; empty if all can."""
    try:
        return few(open_journal(workspace).faults)
    except KitError as fault:
        return [sentence_of(fault)]
