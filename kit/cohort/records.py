"""What a cohort is made of: learners of courses, and the files each one's answers lie in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kit.model import Response

CONSENT = "consent.use"
"""The item whose answer ``yes`` allows more than teaching and marking."""


@dataclass(frozen=True, slots=True)
class Learner:
    """One learner in one course, with the saved shared revisions of all their files."""

    course: str
    id: str
    responses: tuple[Response, ...]
    """Ordered by ``(seq, id)``; times are UTC."""
    consent: bool | None
    """Whether `CONSENT` was answered with yes; ``None`` where it was not answered or cannot be known."""


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
