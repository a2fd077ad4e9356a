"""How long the scenes of a case are: minutes of the slowest path, words of the shortest and the longest."""

from collections.abc import Iterator

from kit.content.reading_grade import words
from kit.model import VOICES, CaseContent, VoiceId
from kit.scenes import Walk, walk, years
from kit.scenes.measuring import longest, shortest, slowest


def voices_of(case: CaseContent) -> tuple[VoiceId, ...]:
    """The voices in which a case is played."""
    return tuple(one.id for one in case.voices) or VOICES[:1]


def minutes_of(case: CaseContent, scene: str) -> int:
    """Minutes that the slowest path of a scene takes, in whichever voice, to the nearest one."""
    return _minutes(case, _walks(case, scene))


def count(text: str) -> int:
    """How many words a text has.

    >>> count("You wait.")
    2
    """
    return len(words(text))


def scene_rows(case: CaseContent) -> Iterator[tuple[str, ...]]:
    """A row a scene: its paths, words of its shortest and longest, how much of both is hers, and minutes."""
    for id in case.scenes:
        found = _walks(case, id)
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
            f"{_minutes(case, found)}",
        )


def _minutes(case: CaseContent, walks: list[Walk]) -> int:
    slow = (slowest(found, case.case.id, count).length.minutes for found in walks)
    return round(max(slow, default=0.0))


def _walks(case: CaseContent, scene: str) -> list[Walk]:
    played = case.scenes[scene]
    walks = (walk(played, voice, year) for voice in voices_of(case) for year in years(played))
    return [found for found in walks if found.whole]
