"""Divide a notebook into steps: what each is called, what it asks for, and how long it takes.

A step begins at a second-level heading; text before the first heading belongs to the first step. The minutes
come from `kit.content.times`, and those of all steps add up to those of the notebook.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from kit.content.directives import Source
from kit.content.notebook_text import Call, NotebookText, call_of
from kit.content.times import Part, asked, parts_of
from kit.model import ContentFault, Fault, Occasion


class Ask(NamedTuple):
    """One answer that a step asks for: the item and when it is asked."""

    item: str
    occasion: Occasion
    counts: bool = False
    """Whether a week needs it: it is asked of everybody and doesn't start out private."""


class Step(NamedTuple):
    """One step; ``slug`` is its address in the notebook.

    ``feedback`` is the assignment whose marks it shows, and ``hands_in`` the one that learners hand in there.
    """

    slug: str
    title: str
    words: int
    minutes: int
    """Minutes of its core; 0 for a few lines."""
    stretch: int
    """Minutes of what is marked *Stretch* in it."""
    optional: bool
    """Whether all that it asks, or all of it, is marked *Stretch*."""
    asks: tuple[Ask, ...]
    offers: tuple[Ask, ...]
    feedback: str | None
    hands_in: str | None
    recalls: bool
    """Whether it has cards to recall."""
    says: tuple[str, ...]
    """The lines of the parent that anybody hears there, by id."""


def steps_of(text: NotebookText, source: Source) -> list[Step]:
    """Return a notebook's steps in order.

    Raises `DirectiveFault` if a directive names nothing that exists, and `ContentFault` if there is no step.
    ``asks`` leaves out optional items (*Stretch*), which are in ``offers``, and the consent of a class. Cards
    to recall come up repeatedly, so they are in neither.
    """
    if fault := without_steps(text):
        raise ContentFault(fault)
    case = source.content.cases[source.case_id]
    steps: list[Step] = []
    before = 0.0
    for title, parts in _by_heading(parts_of(text, source)):
        calls = [call for part in parts if part.piece.kind == "code" and (call := call_of(part.piece.text))]
        questions = [
            (item, occasion)
            for call in calls
            if call.verb != "recall"
            for item, occasion in asked(call, case)
        ]
        core = sum(part.minutes for part in parts if not part.stretch)
        stretch = sum(part.minutes for part in parts if part.stretch)
        asks = tuple(
            Ask(item.id, occasion, item.lane == "shared")
            for item, occasion in questions
            if not item.stretch and not item.for_class
        )
        offers = tuple(Ask(item.id, occasion) for item, occasion in questions if item.stretch)
        slug, taken = _slug(title), {step.slug for step in steps}
        steps.append(
            Step(
                slug=next(one for one in (slug, *(f"{slug}-{n}" for n in range(2, 99))) if one not in taken),
                title=title,
                words=sum(part.words for part in parts),
                minutes=round(before + core) - round(before),
                stretch=max(1, round(stretch)) if stretch else 0,
                optional=not asks and bool(offers or not core),
                asks=asks,
                offers=offers,
                feedback=_assignment(calls, "feedback"),
                hands_in=_assignment(calls, "hand_in"),
                recalls=any(call.verb == "recall" for call in calls),
                says=tuple(_said("\n".join(part.piece.text for part in parts))),
            )
        )
        before += core
    return steps


def without_steps(text: NotebookText) -> Fault | None:
    """Return a fault if a notebook has no heading that begins a step."""
    if any(piece.kind == "heading" and piece.text.startswith("## ") for piece in text.pieces):
        return None
    return Fault(text.name, 1, "content.step_missing")


def _assignment(calls: list[Call], verb: str) -> str | None:
    return next((call.arguments[0] for call in calls if call.verb == verb), None)


def _said(text: str) -> Iterator[str]:
    """Yield the lines of the parent in a step, without those that wait for an answer.

    >>> list(_said("{{ line a.b }}\\n{{ after c.d }}\\n{{ line e.f }}\\n{{ end }}\\n{{ line g.h }}"))
    ['a.b', 'g.h']
    """
    waits = False
    for verb, name in re.findall(r"\{\{\s*(after|end|line)\b\s*(\S*?)\s*\}\}", text):
        if verb == "line" and not waits:
            yield name
        waits = verb == "after" or (waits and verb != "end")


def _by_heading(parts: list[Part]) -> Iterator[tuple[str, list[Part]]]:
    heads = [
        at for at, one in enumerate(parts) if one.piece.kind == "heading" and one.piece.text.startswith("## ")
    ]
    for at, end in zip(heads, [*heads[1:], len(parts)], strict=True):
        yield parts[at].piece.text[3:].strip(), parts[0 if at == heads[0] else at : end]


def _slug(title: str) -> str:
    """Return a title as lower-case ASCII words joined by hyphens.

    >>> _slug("What is private, what is graded")
    'what-is-private-what-is-graded'
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "step"
