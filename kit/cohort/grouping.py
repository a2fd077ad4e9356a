"""Files brought together by course and learner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from kit.cohort.courses import course_names
from kit.cohort.records import Found, Source

_MOST_NAMED = 5
"""Learners of several courses who are named; of more, the number is said."""


def grouped(sources: Iterable[Source], problems: Iterable[str], notes: Iterable[str]) -> Found:
    """Sources by course and learner; a source's course is its folder, and becomes that folder's short name.

    >>> one = Source("/srv/fall", "lee", "/srv/fall/lee/responses.jsonl", "workspace")
    >>> list(grouped([one], (), ()).sources)
    [('fall', 'lee')]
    """
    everything = list(sources)
    names = course_names({source.course for source in everything})
    by_learner: dict[tuple[str, str], list[Source]] = defaultdict(list)
    for source in everything:
        course = names[source.course]
        by_learner[course, source.learner].append(replace(source, course=course))
    return Found(
        {key: tuple(by_learner[key]) for key in sorted(by_learner)},
        tuple(problems),
        (*notes, *_in_several(by_learner)),
    )


def _in_several(by_learner: Iterable[tuple[str, str]]) -> list[str]:
    courses: dict[str, list[str]] = defaultdict(list)
    for course, learner in by_learner:
        courses[learner].append(course)
    twice = [
        f"{learner} is in {len(theirs)} courses ({', '.join(sorted(theirs))}) and counts once in each."
        for learner, theirs in sorted(courses.items())
        if len(theirs) > 1
    ]
    more = len(twice) - _MOST_NAMED
    said = [f"{more} more learners are in several courses."] if more > 0 else []
    return [*twice[:_MOST_NAMED], *said]
