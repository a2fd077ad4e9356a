"""One run that makes a cohort: the parts it needs, their totals, and how to continue an interrupted run."""

import contextlib
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from kit.cohort import places
from kit.cohort.parts import RATINGS as RATED
from kit.cohort.parts import READINGS as READ
from kit.cohort.parts import UNFINISHED, Done, Task, file_of
from kit.cohort.plan import Plan
from kit.cohort.tables import GrowingTable, rows_of
from kit.cohort.work import Batch
from kit.content.course_files import compiled_file
from kit.model import PlainError

LEAST, MOST, PARTS = 40, 1_000, 200
"""The fewest and the most learners in a part, and about how many parts to make within these limits."""

ABOUT = "about.json"
"""The file that marks a folder of parts as complete."""


class Run:
    """The parts of a cohort: those to make, and the totals of those that are done."""

    def __init__(
        self, folder: Path, plan: Plan, about: dict[str, str], reader: str | None, ids: bool
    ) -> None:
        self.learners = self.consenting = self.texts = self.ratings = 0
        self.offsets: dict[str, set[int]] = defaultdict(set)
        self._folder, self._plan, self._about, self._reader = folder, plan, about, reader
        self._names: dict[int, str] = {}
        self._parts_of: dict[str, list[int]] = defaultdict(list)
        self.key, self._size = self._state(ids)

    def _state(self, ids: bool) -> tuple[bytes | None, int]:
        """Return the key and the size of a part, from an interrupted run with the same settings if any."""
        file = self._folder / UNFINISHED / "run.json"
        state = places.json_in(file)
        if state is None or state["about"] != self._about:
            places.remove(self._folder / UNFINISHED)
            key = None if ids else secrets.token_hex(32)
            size = min(MOST, max(LEAST, self._plan.learners // PARTS))
            state = {"about": self._about, "key": key, "size": size}
            if self._plan.learners:
                places.write(file, json.dumps(state).encode())
        return (bytes.fromhex(state["key"]) if state["key"] else None), int(state["size"])

    def tasks(self) -> Iterator[Task]:
        """Yield every part of the cohort, whether or not it exists already."""
        for number, learners in enumerate(self._plan.batches(self.key, self._size)):
            for course in dict.fromkeys(files[0].course for files in learners):
                self._parts_of[course].append(number)
            yield Task(number, Batch(learners, self._reader, self.key), str(self._folder), self._about)

    def take(self, done: Done) -> None:
        """Add a finished part to the totals; raises `KitError` if its files can't be seen from here."""
        if not all(file_of(self._folder, kind, done.name).exists() for kind in (RATED, READ)):
            raise PlainError(
                f"a worker made {done.name}, but it is not in {self._folder} on this machine; give a folder "
                "that has the same path on every machine, or the address of a store such as s3://bucket/name."
            )
        self._names[done.number] = done.name
        self.learners += done.learners
        self.consenting += done.consenting
        self.texts += done.texts
        self.ratings += done.ratings
        for course, minutes in done.offsets.items():
            self.offsets[course].update(minutes)

    def tables_of(self, course: str) -> list[Path]:
        """Return the files of ratings that contain a course."""
        return [file_of(self._folder, RATED, self._names[number]) for number in self._parts_of[course]]

    def put_together(self, kind: str, schema: object, into: Path) -> None:
        """Join all parts of a table into one file, in order."""
        with GrowingTable(into, schema, self._about) as table:
            for number in sorted(self._names):
                for batch in rows_of(file_of(self._folder, kind, self._names[number])):
                    table.add(batch)

    def leave_nothing(self) -> None:
        """Delete everything that the run made, and the folder if it is empty."""
        for kind in (RATED, READ, UNFINISHED):
            places.remove(self._folder / kind)
        if not places.is_store(self._folder):
            with contextlib.suppress(OSError):
                self._folder.rmdir()

    def finish(self) -> None:
        """Delete parts of earlier runs, and mark the folder as complete."""
        for kind in (RATED, READ):
            mine = {f"{name}.parquet" for name in self._names.values()}
            for name in set(places.names_in(self._folder / kind)) - mine:
                places.remove(self._folder / kind / name)
        counts = {
            "courses": len(self._plan.names), "learners": self.learners, "consenting": self.consenting,
            "ratings": self.ratings, "texts": self.texts, "parts": len(self._names),
        }  # fmt: skip
        places.write(self._folder / ABOUT, json.dumps(self._about | counts, indent=1).encode() + b"\n")
        places.remove(self._folder / UNFINISHED)


def course_of_now() -> str:
    """Return a digest that changes when the course's compiled content does."""
    whole = compiled_file("content.json", "course's compiled content is")
    return hashlib.sha256(whole).hexdigest()[:12]
