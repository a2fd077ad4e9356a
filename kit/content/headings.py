"""The fixed headings of every notebook, and their order. A notebook may leave one out, never reorder."""

from __future__ import annotations

WEEKLY = (
    "What you will do",
    "Where you left off",
    "A challenge",
    "Three strategies",
    "Two responses, compared",
    "Try it",
    "Rehearse",
    "Private pause",
    "Your reflection",
    "Your plan",
    "Now a family you serve",
    "Looking back",
    "Go further",
)

OWN = {
    "00_start_here": (
        "What you will do",
        "What is private, what is graded",
        "Meet Ms. Perez",
        "Where you stand today",
        "Another family",
        "Five dimensions",
        "Close it, and come back",
        "Hand in",
        "Go further",
    ),
    "06_iep_meeting": (
        "What you will do",
        "Where you left off",
        "Back from the meeting",
        "Rehearse",
        "Your plan and its reasons",
        "Another family",
        "Where you stand now",
        "Looking back",
        "Go further",
    ),
    "07_follow_up": (
        "What you will do",
        "What came of it",
        "Where you stand now",
        "Hand in",
        "Go further",
    ),
}
"""Notebooks with a list of their own, by stem."""


def headings_of(stem: str) -> tuple[str, ...]:
    """The headings a notebook may use, in order.

    >>> headings_of("01_equity")[:2]
    ('What you will do', 'Where you left off')
    """
    return OWN.get(stem, WEEKLY)
