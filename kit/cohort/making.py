"""A cohort's tables from the folders of many courses, a part at a time.

Workers make the parts (`kit.cohort.parts`). They stay parts, or are put together into a file for each table.
"""

import contextlib
import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kit.cohort import places
from kit.cohort.attainment import Marks, attainment_of
from kit.cohort.engines import Engine
from kit.cohort.gathering import zone_notes
from kit.cohort.parts import RATINGS as RATED
from kit.cohort.parts import READINGS as READ
from kit.cohort.parts import UNFINISHED, Done, Task, file_of, make_part
from kit.cohort.plan import Plan
from kit.cohort.said import Said
from kit.cohort.summary import summary_of
from kit.cohort.tables import RATINGS, READINGS, GrowingTable, rows_of, write_attainment
from kit.cohort.work import Batch
from kit.content.course_files import compiled_file
from kit.files import replacing
from kit.model import KitError
from kit.reading import reader as find_reader

LEAST, MOST, PARTS = 40, 1_000, 200
"""Learners of a part, at least and at most; and about so many parts where that leaves room."""

ABOUT = "about.json"
"""In a folder of parts, what says that all are there."""


@dataclass(frozen=True)
class Made:
    """What was written, and of how many."""

    table: Path
    """The file of ratings, or the folder of its parts."""
    readings: Path
    summary: Path | None
    attainment: tuple[Path, Path, Path] | None
    """The table of marks as CSV and as Parquet, and the data dictionary of all tables."""
    courses: int
    learners: int
    """Found under the paths, consenting or not."""
    consenting: int
    ratings: int
    texts: int
    problems: tuple[str, ...]
    """The first of them."""
    notes: tuple[str, ...]
    more_problems: int = 0
    problems_file: Path | None = None
    """Where all of them stand, a line each."""


def readings_beside(out: Path) -> Path:
    """Where the readings lie: ``cohort.readings.parquet`` beside ``cohort.parquet``."""
    return out.with_name(f"{out.stem}.readings.parquet")


def problems_beside(out: Path) -> Path:
    """Where the problems stand: ``cohort.problems.txt`` beside ``cohort.parquet``."""
    return out.with_name(f"{out.stem}.problems.txt")


def attainment_beside(named: Path) -> tuple[Path, Path, Path]:
    """The table of marks as CSV and as Parquet, and ``NAME.dictionary.csv``, what every column is."""
    return (
        named.with_suffix(".csv"),
        named.with_suffix(".parquet"),
        named.with_name(f"{named.stem}.dictionary.csv"),
    )


def unfinished_beside(out: Path) -> Path:
    """Where parts lie until they are put together: ``.cohort.unfinished`` beside ``cohort.parquet``."""
    return out.with_name(f".{out.stem}.unfinished")


def make_cohort(
    paths: Iterable[Path | str],
    out: Path,
    engine: Engine,
    *,
    summary: Path | None = None,
    attainment: tuple[Path, Marks] | None = None,
    reader: str | None = None,
    ids: bool = False,
    progress: Callable[[int, int | None], object] | None = None,
) -> Made:
    """Read everyone who consents and put the tables in place; where anything stops it, the old ones stay.

    Run again, it goes on: parts whose files have not changed since are not made a second time.

    Parameters
    ----------
    paths
        What `kit.cohort.gather` takes, or addresses of the same in a store.
    out
        A file's name that ends in ``.parquet`` is the table of ratings, and the readings lie beside it
        (`readings_beside`). Any other name, and an address in a store, is a folder: its parts lie in
        ``ratings`` and ``readings`` there.
    summary
        Where counts and means by question and occasion go: those that the publisher of group numbers
        gives for each course root, with the ledger there. Courses without one are not in it.
    attainment
        Where levels by course, term, assignment and criterion go, and who reads the marks of a course root:
        a CSV, with the same as Parquet and a data dictionary beside it. It comes from the same publisher.
    ids
        Keep learners' ids. Without it each is a code, made with a key that is deleted at the end.
    progress
        Called with the learners found so far and ``None``, then with those read so far and all of them.

    Raises
    ------
    KitError
        Nobody consents, nothing was found, or the folder of parts is whole or holds something else; nothing
        was written.
    """
    used = find_reader(reader) if reader else find_reader()
    out = places.place(out)
    about = {
        "reader": f"{used.name} {used.version}", "learners": "ids" if ids else "codes", "course": _course(),
    }  # fmt: skip
    one_file = out.suffix == ".parquet" and not places.is_store(out)
    folder = places.place(places.absolute(unfinished_beside(out) if one_file else out))
    tell = progress or (lambda _done, _of: None)
    with contextlib.ExitStack() as stack:
        problems, notes = (stack.enter_context(Said()) for _ in range(2))
        plan = stack.enter_context(Plan(paths, problems.add, notes.add, lambda found: tell(found, None)))
        marks = attainment_beside(attainment[0]) if attainment else ()
        targets = [*([readings_beside(out)] if one_file else []), *marks, *([summary] if summary else [])]
        new = stack.enter_context(replacing(*targets, *([out] if one_file else [])))
        if not one_file:
            _require_ours(folder)
        run = _Run(folder, plan, about, reader, ids)
        for done in engine.map(make_part, run.tasks()):
            run.take(done)
            for sentence in done.problems:
                problems.add(sentence)
            tell(run.learners, plan.learners)
        if not run.consenting:
            run.leave_nothing()
            raise KitError(_nobody(plan, problems))
        if summary:
            text, said = summary_of(plan, run.tables_of, run.key, engine)
            new[len(targets) - 1].write_text(text, encoding="utf-8")
            for sentence in said:
                notes.add(sentence)
        if attainment:
            attained = attainment_of(plan, attainment[1])
            tables = (RATED, READ, *(("summary",) if summary else ()), "attainment")
            write_attainment(attained.rows, tables, *new[int(one_file) : int(one_file) + 3])
            for sentence in attained.problems:
                problems.add(sentence)
            for sentence in attained.notes:
                notes.add(sentence)
        if one_file:
            # The ratings come last: where they are new, everything is.
            run.put_together(RATED, RATINGS, new[-1])
            run.put_together(READ, READINGS, new[0])
        for sentence in zone_notes(run.offsets):
            notes.add(sentence)
        named = problems_beside(out) if one_file else folder / "problems.txt"
        made = Made(
            table=out if one_file else out / RATED,
            readings=readings_beside(out) if one_file else out / READ,
            summary=summary,
            attainment=marks or None,
            courses=len(plan.names),
            learners=run.learners,
            consenting=run.consenting,
            ratings=run.ratings,
            texts=run.texts,
            problems=problems.first,
            notes=(*notes.first, *([f"{notes.more} more notes like these."] if notes.more else [])),
            more_problems=problems.more,
            problems_file=named if problems.first else None,
        )
        _write_lines(named, problems)
        if not one_file:
            run.finish(made)
    if one_file:
        run.leave_nothing()
    return made


class _Run:
    """The parts of a cohort: those that are to be made, and what those that were made add up to."""

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
        """The key and the size of a part: those of the run that was stopped, if it was of this kind."""
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
        """Every part that makes up the cohort, there or not."""
        for number, learners in enumerate(self._plan.batches(self.key, self._size)):
            for course in dict.fromkeys(files[0].course for files in learners):
                self._parts_of[course].append(number)
            yield Task(number, Batch(learners, self._reader, self.key), str(self._folder), self._about)

    def take(self, done: Done) -> None:
        """Add a part up."""
        if not all(file_of(self._folder, kind, done.name).exists() for kind in (RATED, READ)):
            raise KitError(
                f"a worker made {done.name}, and it is not in {self._folder} as seen from here; give a "
                "folder that every machine sees under one name, or the address of a store such as s3://bucket/name."
            )
        self._names[done.number] = done.name
        self.learners += done.learners
        self.consenting += done.consenting
        self.texts += done.texts
        self.ratings += done.ratings
        for course, minutes in done.offsets.items():
            self.offsets[course].update(minutes)

    def tables_of(self, course: str) -> list[Path]:
        """The files of ratings in which a course stands."""
        return [file_of(self._folder, RATED, self._names[number]) for number in self._parts_of[course]]

    def put_together(self, kind: str, schema: object, into: Path) -> None:
        """All parts of a table in one file, in their order."""
        with GrowingTable(into, schema, self._about) as table:
            for number in sorted(self._names):
                for batch in rows_of(file_of(self._folder, kind, self._names[number])):
                    table.add(batch)

    def leave_nothing(self) -> None:
        """Take away what was made."""
        for kind in (RATED, READ, UNFINISHED):
            places.remove(self._folder / kind)
        if not places.is_store(self._folder):
            with contextlib.suppress(OSError):
                self._folder.rmdir()

    def finish(self, made: Made) -> None:
        """Leave the parts of this run alone in their folder, and say there that they are all."""
        for kind in (RATED, READ):
            mine = {f"{name}.parquet" for name in self._names.values()}
            for name in set(places.names_in(self._folder / kind)) - mine:
                places.remove(self._folder / kind / name)
        counts = {
            "courses": made.courses, "learners": made.learners, "consenting": made.consenting,
            "ratings": made.ratings, "texts": made.texts, "parts": len(self._names),
        }  # fmt: skip
        places.write(self._folder / ABOUT, json.dumps(self._about | counts, indent=1).encode() + b"\n")
        places.remove(self._folder / UNFINISHED)


def _course() -> str:
    """What differs once the course's questions do."""
    whole = compiled_file("content.json", "course's compiled content is")
    return hashlib.sha256(whole).hexdigest()[:12]


def _require_ours(folder: Path) -> None:
    """Refuse a folder of parts that is whole, and one that holds something else."""
    if not places.exists(folder):
        return
    if places.exists(folder / ABOUT):
        raise KitError(
            f"{folder} holds a whole cohort already; give another name, or delete that folder first."
        )
    if not folder.is_dir() or (places.entries(folder) and not places.exists(folder / UNFINISHED)):
        raise KitError(
            f"{folder} is not a new folder; give a new one's name, or a file's that ends in .parquet."
        )


def _write_lines(file: Path, problems: Said) -> None:
    """The problems as a file; none where there are none, nor one of an earlier run."""
    if not problems.first:
        places.remove(file)
    elif places.is_store(file):
        places.write(file, b"".join(problems.lines()))
    else:
        with replacing(file) as (new,), new.open("wb") as lines:
            lines.writelines(problems.lines())


def _nobody(plan: Plan, problems: Said) -> str:
    many = len(problems.first) + problems.more
    first = f"; the first of {many} problems: {problems.first[0]}" if many else "."
    if not plan.learners:
        return f"no learner was found, so nothing was written{first}"
    return f"none of {plan.learners} learners said yes to consent.use, so nothing was written{first}"
