"""Records of a cohort: learners, the files of each, and names for their courses."""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Literal

from kit.model import Response

CONSENT = "consent.use"
"""The item whose answer ``yes`` allows uses beyond teaching and marking."""

QUOTE = "consent.quote"
"""The item whose answer ``yes`` allows an instructor to read a sentence in class, without a name."""

MOST_NAMED = 5
"""How many learners, courses or lines of a file a message names; for the rest, it gives their number."""


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner in one course, with the saved shared revisions of all their files."""

    course: str
    id: str
    responses: tuple[Response, ...]
    """Sorted by ``(seq, id)``; times are in UTC."""
    consent: bool | None
    """Whether the answer to `CONSENT` is yes; ``None`` if there is no answer or it can't be known."""
    quotes: bool | None = None
    """The same for `QUOTE`."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The learners found, with a sentence for each problem and for each thing worth knowing."""

    learners: tuple[Learner, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """A file with answers of one learner."""

    course: str
    learner: str
    path: str
    kind: Literal["submission", "workspace", "journal", "zip"]
    origin: str | None = None
    """Id of the workspace that it comes from, if the file says so."""
    only: str | None = None
    """Read only this workspace's lines, in a journal of several workspaces that names no learner."""
    consents: bool = True
    """Whether it may contain the answer about consent."""


@dataclass(frozen=True, slots=True)
class Found:
    """The files with answers, by course and learner, before any is read."""

    sources: dict[tuple[str, str], tuple[Source, ...]]
    problems: tuple[str, ...]
    notes: tuple[str, ...]


def grouped(sources: Iterable[Source], problems: Iterable[str], notes: Iterable[str]) -> Found:
    """Group sources by course and learner, and replace each course's folder by its short name.

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
    """Name each folder by the fewest last parts that distinguish it from the others.

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
    """Return the last part or parts of a folder, as its course's name.

    >>> course_name("/srv/2026/assignments"), course_name("/srv/2026/assignments", 2)
    ('assignments', '2026/assignments')
    """
    parts = [part for part in PurePath(folder).parts if part != PurePath(folder).anchor]
    # A folder's name may not be valid text, but a table's column must be.
    return os.fsencode("/".join(parts[-length:]) or folder).decode("utf-8", errors="replace")


def in_several(by_learner: Iterable[tuple[str, str]]) -> list[str]:
    """Return a sentence for each learner in several courses, given pairs of course and id.

    After `MOST_NAMED` sentences, one more gives the number of the others.

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
