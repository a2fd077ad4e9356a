"""Fill in what a notebook says about its own time: its core, each place to stop, and each stretch.

An author writes ``{{ minutes }}``, ``{{ so_far }}``, ``{{ so_far sitting }}`` or ``{{ so_far end }}`` and
never a number. A *Stretch* callout gets its minutes without any of these.
"""

from collections.abc import Iterator
from typing import NamedTuple

from kit.content.directives import TIMES, Source
from kit.content.notebook_text import NotebookText
from kit.content.times import Part, is_stretch, parts_of


class Stop(NamedTuple):
    """A place to stop: its line, the word after ``so_far``, and the minutes up to it."""

    line: int
    kind: str
    sitting: float
    """Minutes since the sitting began."""
    begun: float
    """Minutes since the beginning."""


def stops_of(parts: list[Part]) -> list[Stop]:
    """Return a notebook's places to stop, in order; stretches don't count."""
    stops = []
    sitting = begun = 0.0
    for part in parts:
        found = TIMES.match(part.piece.text) if part.piece.kind == "directive" else None
        if found and found[1] == "so_far":
            kind = found[2] or ""
            stops.append(Stop(part.piece.line, kind, sitting, begun))
            sitting = 0.0 if kind == "sitting" else sitting
        if not part.stretch:
            sitting, begun = sitting + part.minutes, begun + part.minutes
    return stops


def sittings_of(parts: list[Part]) -> list[float]:
    """Return the minutes of each sitting in a notebook's core; an undivided core is one sitting.

    >>> sittings_of([])
    [0]
    """
    core = sum(part.minutes for part in parts if not part.stretch)
    ends = [stop.sitting for stop in stops_of(parts) if stop.kind == "sitting"]
    return [*ends, core - sum(ends)]


def told(text: NotebookText, source: Source) -> dict[int, str]:
    """Return the lines that tell a time, as the notebook shows them, by line number.

    Raises `DirectiveFault` if a directive of the notebook names nothing that exists.
    """
    parts = parts_of(text, source)
    return dict([*_core(parts, source), *_stops(parts, source), *_stretches(parts, source)])


def _core(parts: list[Part], source: Source) -> Iterator[tuple[int, str]]:
    words = source.content.words
    sittings = sittings_of(parts)
    minutes = round(sum(sittings))
    for part in parts:
        found = TIMES.match(part.piece.text) if part.piece.kind == "directive" else None
        if found and found[1] == "minutes":
            if (many := len(sittings)) > 1:
                said = words.fill("times.core_in_sittings", minutes=minutes, sittings=many)
            else:
                said = words.fill("times.core", minutes=minutes)
            yield part.piece.line, said


def _stops(parts: list[Part], source: Source) -> Iterator[tuple[int, str]]:
    words = source.content.words
    for stop in stops_of(parts):
        minutes = max(1, round(stop.sitting if stop.kind == "sitting" else stop.begun))
        if stop.kind == "sitting":
            said = words.fill("times.sitting", minutes=minutes)
        elif stop.kind == "end":
            said = words["times.end"]
        else:
            said = words.fill("times.stop", minutes=minutes)
        yield stop.line, f"*{said}*"


def _stretches(parts: list[Part], source: Source) -> Iterator[tuple[int, str]]:
    for at, part in enumerate(parts):
        if is_stretch(part.piece, source):
            minutes = sum(one.minutes for one in _rest_of_stretch(parts, at, source))
            said = source.content.words.fill("times.stretch", minutes=max(1, round(minutes)))
            name, _, text = part.piece.text.partition("|")
            yield part.piece.line, f"{name}| {said} {text.lstrip()}"


def _rest_of_stretch(parts: list[Part], at: int, source: Source) -> Iterator[Part]:
    for number, part in enumerate(parts[at:]):
        if number and (not part.stretch or is_stretch(part.piece, source)):
            return
        yield part
