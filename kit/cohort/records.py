"""What a cohort is made of: learners of courses, and the files of each, brought together by course."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from kit.model import Response

CONSENT = "consent.use"
"""The item whose answer ``yes`` allows more than teaching and marking."""

QUOTE = "consent.quote"
"""The item whose answer ``yes`` allows that a sentence is read in class, without a name."""

MOST_NAMED = 5
"""Learners or lines of a file that are named; of more, the number is given."""


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner in one course, with the saved shared revisions of all their files."""

    course: str
    id: str
    responses: tuple[Response, ...]
    """Ordered by ``(seq, id)``; times are UTC."""
    consent: bool | None
    """Whether `CONSENT` was answered with yes; ``None`` where it was not answered or cannot be known."""
    quotes: bool | None = None
    """The same of `QUOTE`."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """Learners found, what could not be read, and what is worth knowing; a sentence each."""

    learners: tuple[Learner, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file that holds answers of one learner."""

    course: str
    learner: str
    path: str
    kind: Literal["submission", "workspace", "journal", "zip"]
    origin: str | None = None
    """Id of the workspace that it comes from, where it says so."""
    only: str | None = None
    """The workspace whose lines are meant, in a journal that names no learner."""
    consents: bool = True
    """Whether the answer about consent may stand in it."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where the answers lie, by course and learner, before any is read."""

    sources: dict[tuple[str, str], tuple[Source, ...]]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


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
    return Found(found, tuple(problems), (*notes, *in_several(found)))


def course_names(folders: Iterable[str]) -> dict[str, str]:
    """A name for each folder: as few of its last parts as distinguish it from the others.

    >>> course_names(["/srv/2025/assignments", "/srv/2026/assignments", "/srv/fall"])["/srv/2026/assignments"]
    '2026/assignments'
    """
    named: dict[str, str] = {}
    left, length = sorted(folders), 1
    while left:
        short = {folder: course_name(folder, length) for folder in left}
        counted = Counter(short.values())
        whole = {f for f in short if length >= len(PurePath(f).parts)}
        done = {f: name for f, name in short.items() if counted[name] == 1 or f in whole}
        named |= done
        left, length = [f for f in left if f not in done], length + 1
    return named


def course_name(folder: str, length: int = 1) -> str:
    """The last part or parts of a folder, by which its course is called.

    >>> course_name("/srv/2026/assignments"), course_name("/srv/2026/assignments", 2)
    ('assignments', '2026/assignments')
    """
    parts = [part for part in PurePath(folder).parts if part != PurePath(folder).anchor]
    # A folder's name need not be text; a table's column is.
    return os.fsencode("/".join(parts[-length:]) or folder).decode("utf-8", errors="replace")


def in_several(by_learner: Iterable[tuple[str, str]]) -> list[str]:
    """A sentence for each learner who is in several courses, at most `MOST_NAMED`; pairs of course and id.

    >>> in_several([("fall", "lee"), ("spring", "lee"), ("fall", "ana")])
    ['lee is in 2 courses (fall, spring) and counts once in each.']
    """
    courses: dict[str, list[str]] = defaultdict(list)
    for course, learner in by_learner:
        courses[learner].append(course)
    twice = [
        f"{learner} is in {len(theirs)} courses ({', '.join(theirs)}) and counts once in each."
        for learner, theirs in sorted(courses.items())
        if len(theirs) > 1
    ]
    more = len(twice) - MOST_NAMED
    return [*twice[:MOST_NAMED], *([f"{more} more learners are in several courses."] if more > 0 else [])]
