"""How long the scenes of a case are: minutes of the slowest path, words of the shortest and the longest."""

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
    """The voices in which a case is played."""
    return tuple(one.id for one in case.voices) or VOICES[:1]


def minutes_of(case: CaseContent, scene: str) -> int:
    """Minutes that the slowest path of a scene takes, in whichever voice, to the nearest one."""
    return _minutes(SameRecord(case.scenes[scene]), voices_of(case), case.case.id)


def count(text: str) -> int:
    """How many words a text has.

    >>> count("You wait.")
    2
    """
    return len(words(text))


def scene_rows(case: CaseContent) -> Iterator[tuple[str, ...]]:
    """A row a scene: its paths, words of its shortest and longest, how much of both is hers, and minutes."""
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


# Notebooks, Home and several checks ask for the same minutes; each time every path would be walked again.
@lru_cache(maxsize=64)
def _minutes(one: SameRecord[Scene], voices: tuple[VoiceId, ...], person: str) -> int:
    slow = (slowest(found, person, count).length.minutes for found in _walks(one.record, voices))
    return round(max(slow, default=0.0))


def _walks(scene: Scene, voices: tuple[VoiceId, ...]) -> list[Walk]:
    if any(leads_nowhere(scene)):
        return []  # Its author is told where; minutes and words have to wait.
    walks = (walk(scene, voice, year) for voice in voices for year in years(scene))
    return [found for found in walks if found.whole]
