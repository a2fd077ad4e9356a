"""Everyone's answers at once, for a class; what is too large for that is streamed to a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from kit.cohort.finding import find
from kit.cohort.merging import read_learner
from kit.cohort.records import Gathered, Learner


def gather(paths: Iterable[Path | str]) -> Gathered:
    """Learners of every course under the paths, their answers merged by revision id.

    Parameters
    ----------
    paths
        Course roots of nbgrader, course folders of learners, journals, hand-in zips, or folders of these.

    Returns
    -------
    Gathered
        Learners sorted by course and id, consenting or not; use `consenting` before anything is added up.

    Raises
    ------
    NotFound
        A path does not exist. What is broken inside is skipped and said in ``problems``.

    Examples
    --------
    >>> gather([])
    Gathered(learners=(), problems=(), notes=())
    """
    found = find(paths)
    learners: list[Learner] = []
    problems = list(found.problems)
    offsets: dict[str, set[int]] = defaultdict(set)
    for (course, _), sources in found.sources.items():
        read = read_learner(sources)
        problems += read.problems
        offsets[course] |= read.offsets
        if read.learner is not None:
            learners.append(read.learner)
    return Gathered(tuple(learners), tuple(dict.fromkeys(problems)), (*found.notes, *zone_notes(offsets)))


def consenting(gathered: Gathered) -> tuple[Learner, ...]:
    """Learners who said yes: nobody else's answers go into anything that adds learners up."""
    return tuple(learner for learner in gathered.learners if learner.consent is True)


def zone_notes(offsets: Mapping[str, Iterable[int]]) -> list[str]:
    """A sentence for each course in which times were written in several zones.

    >>> zone_notes({"fall": {0, -300}})
    ['course fall: times were written in 2 time zones; they are given in UTC, and order never rests on them.']
    """
    return [
        f"course {course}: times were written in {len(zones)} time zones; they are given in UTC, and order "
        "never rests on them."
        for course, minutes in sorted(offsets.items())
        if len(zones := set(minutes)) > 1
    ]
