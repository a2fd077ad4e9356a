"""Measure the scenes of a case: minutes of the slowest path, words of the shortest and the longest."""

from collections.abc import Iterator
from functools import lru_cache

from kit.content.reading_grade import words
from kit.model import VOICES, CaseContent, VoiceId
from kit.model.same_record import SameRecord
from kit.model.scenes import Scene
from kit.scenes import Walk, walk, years
from kit.scenes.measuring import longest, shortest, slowest
from kit.scenes.naming import leads_nowhere


def voices_of(case: CaseContent) -> tuple[VoiceId, ...]:
    """Return the voices in which a case is played: its own, or only the first if it has none."""
    return tuple(one.id for one in case.voices) or VOICES[:1]


def minutes_of(case: CaseContent, scene: str) -> int:
    """Return the minutes, rounded, of a scene's slowest path in any of its case's voices."""
    return _minutes(SameRecord(case.scenes[scene]), voices_of(case), case.case.id)


def count(text: str) -> int:
    """Count the words of a text.

    >>> count("You wait.")
    2
    """
    return len(words(text))


def scene_rows(case: CaseContent) -> Iterator[tuple[str, ...]]:
    """Yield a table row for each scene whose paths can all be walked to the end.

    The row holds the scene's id, its number of paths, the words of its shortest and longest paths, the
    parent's smaller share of the talk in those two, and its minutes.
    """
    for id in case.scenes:
        found = _walks(case.scenes[id], voices_of(case))
        if not found:
            continue
        short = min((shortest(one, case.case.id, count).length for one in found), key=lambda one: one.words)
        long = max((longest(one, case.case.id, count).length for one in found), key=lambda one: one.words)
        yield (
            id,
            f"{max(one.paths for one in found):,}",
            f"{short.words}",
            f"{long.words}",
            f"{min(short.share, long.share):.0%}",
            f"{minutes_of(case, id)}",
        )


# Notebooks, Home and several checks ask for the same minutes, and each would walk every path again.
@lru_cache(maxsize=64)
def _minutes(one: SameRecord[Scene], voices: tuple[VoiceId, ...], person: str) -> int:
    slow = (slowest(found, person, count).length.minutes for found in _walks(one.record, voices))
    return round(max(slow, default=0.0))


def _walks(scene: Scene, voices: tuple[VoiceId, ...]) -> list[Walk]:
    if any(leads_nowhere(scene)):
        return []  # `kit check` says where; minutes and words have to wait.
    walks = (walk(scene, voice, year) for voice in voices for year in years(scene))
    return [found for found in walks if found.whole]
