"""The learners of a cohort and their files, kept in a temporary file so that memory holds only the courses.

A course's learners are written to the file as soon as the course is listed. The courses' names, and the order
of learners by code, are decided once all courses are known.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import IO, Any, NamedTuple

from kit.cohort import places
from kit.cohort.finding import Say, courses
from kit.cohort.records import Source, course_names, in_several
from kit.cohort.work import code


class Course(NamedTuple):
    """A listed course, with its learners in the order of their ids, each with their files."""

    name: str
    root: Path | None
    """nbgrader's course root, if the course has one on this machine."""
    learners: list[tuple[Source, ...]]

    def by_code(self, key: bytes | None) -> list[tuple[Source, ...]]:
        """Return the learners in the order of their codes; the order of ids would reveal who they are."""
        return sorted(self.learners, key=lambda files: code(self.name, files[0].learner, key))


class Plan:
    """The learners found; a context manager that deletes its temporary file when it ends.

    Parameters
    ----------
    paths
        The same paths as for `kit.cohort.gather`.
    problem, note
        Called with a sentence for each thing that can't be used, and for each that is worth knowing.
    listed
        Called with the number of learners found so far.

    Raises
    ------
    NotFound
        A path does not exist.
    """

    def __init__(
        self,
        paths: Iterable[Path | str],
        problem: Say,
        note: Say,
        listed: Callable[[int], object] | None = None,
    ) -> None:
        self._file: IO[str] = tempfile.TemporaryFile("w+", encoding="ascii")  # noqa: SIM115 - closed on leaving
        self._folders: list[str] = []
        self.learners = 0
        pairs: list[tuple[int, str]] = []
        for sources in courses(paths, problem, note):
            by_learner: dict[str, list[Source]] = {}
            for one in sources:
                by_learner.setdefault(one.learner, []).append(one)
            for learner in sorted(by_learner):
                row = [len(self._folders), [_row(one) for one in by_learner[learner]]]
                self._file.write(json.dumps(row) + "\n")
            pairs += ((len(self._folders), learner) for learner in by_learner)
            self._folders.append(sources[0].course)
            self.learners += len(by_learner)
            if listed:
                listed(self.learners)
        names = course_names(self._folders)
        self.names = [names[folder] for folder in self._folders]
        for said in in_several((self.names[course], learner) for course, learner in pairs):
            note(said)

    def courses(self) -> Iterator[Course]:
        """Yield every course, in the order in which they were found."""
        self._file.seek(0)
        rows = map(json.loads, self._file)
        for number, some in groupby(rows, lambda row: int(row[0])):
            name = self.names[number]
            learners = [tuple(_source(name, one) for one in row[1]) for row in some]
            yield Course(name, _root(learners), learners)

    def batches(self, key: bytes | None, size: int) -> Iterator[tuple[tuple[Source, ...], ...]]:
        """Yield the learners in batches of ``size``; a batch may span several courses."""
        batch: list[tuple[Source, ...]] = []
        for course in self.courses():
            for files in course.by_code(key):
                batch.append(files)
                if len(batch) == size:
                    yield tuple(batch)
                    batch = []
        if batch:
            yield tuple(batch)

    def __enter__(self) -> "Plan":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()


def _root(learners: Iterable[tuple[Source, ...]]) -> Path | None:
    submitted = next((one.path for files in learners for one in files if one.kind == "submission"), None)
    # The ledger is a locked file, and a store can't lock files.
    return None if submitted is None or places.is_store(submitted) else Path(submitted).parents[3]


def _row(one: Source) -> list[Any]:
    path = places.absolute(places.place(one.path))
    return [one.learner, path, one.kind, one.origin, one.only, one.consents]


def _source(course: str, row: list[Any]) -> Source:
    return Source(course, *row)
