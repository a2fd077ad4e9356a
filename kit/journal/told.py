"""What is wrong with a journal, for a terminal: a few sentences and the number of the rest."""

from collections.abc import Sequence
from pathlib import Path

from kit.journal.files import open_journal
from kit.model import KitError

MOST = 3
"""How many of a kind are printed before only their number is."""


def few(lines: Sequence[str], rest: str = "… and {count} more like these.") -> list[str]:
    """The first lines and the number of the rest.

    >>> few(["one", "two", "three", "four", "five"])
    ['one', 'two', 'three', '… and 2 more like these.']
    """
    more = len(lines) - MOST
    return [*lines[:MOST], *([rest.format(count=f"{more:,}")] if more > 0 else [])]


def faults_in(workspace: Path) -> list[str]:
    """What of a workspace's answers cannot be read, in a few sentences; empty where all is well."""
    try:
        return few(open_journal(workspace).faults)
    except KitError as fault:
        return [str(fault)]
