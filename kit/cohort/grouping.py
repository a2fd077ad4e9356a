"""Files brought together by course and learner, and a short name for each course."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from pathlib import PurePath

from kit.cohort.records import Found, Source

_MOST_NAMED = 5
"""Learners of several courses who are named; of more, the number is given."""


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
    found = {key: tuple(by_learner[key]) for key in sorted(by_learner)}
    return Found(found, tuple(problems), (*notes, *_in_several(found)))


def course_names(folders: Iterable[str]) -> dict[str, str]:
    """A name for each folder: as few of its last parts as distinguish it from the others.

    >>> course_names(["/srv/2025/assignments", "/srv/2026/assignments", "/srv/fall"])["/srv/2026/assignments"]
    '2026/assignments'
    """
    named: dict[str, str] = {}
    left, length = sorted(folders), 1
    while left:
        short = {folder: _last(folder, length) for folder in left}
        counted = list(short.values())
        whole = {f for f in short if length >= len(PurePath(f).parts)}
        done = {f: name for f, name in short.items() if counted.count(name) == 1 or f in whole}
        named |= done
        left, length = [f for f in left if f not in done], length + 1
    return named


def _last(folder: str, length: int) -> str:
    parts = [part for part in PurePath(folder).parts if part != PurePath(folder).anchor]
    # A folder's name need not be text; a table's column is.
    return os.fsencode("/".join(parts[-length:]) or folder).decode("utf-8", errors="replace")


def _in_several(by_learner: Iterable[tuple[str, str]]) -> list[str]:
    courses: dict[str, list[str]] = defaultdict(list)
    for course, learner in by_learner:
        courses[learner].append(course)
    twice = [
        f"{learner} is in {len(theirs)} courses ({', '.join(theirs)}) and counts once in each."
        for learner, theirs in sorted(courses.items())
        if len(theirs) > 1
    ]
    more = len(twice) - _MOST_NAMED
    return [*twice[:_MOST_NAMED], *([f"{more} more learners are in several courses."] if more > 0 else [])]
