"""Make a cohort's tables from the folders of many courses, one part at a time.

Workers make the parts (`kit.cohort.parts`). They remain parts, or are joined into one file for each table.
"""

import contextlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from kit.cohort import places
from kit.cohort.attainment import Marks, attainment_of
from kit.cohort.engines import Engine
from kit.cohort.gathering import zone_notes
from kit.cohort.parts import RATINGS as RATED
from kit.cohort.parts import READINGS as READ
from kit.cohort.parts import UNFINISHED, make_part
from kit.cohort.plan import Plan
from kit.cohort.run import ABOUT, Run, course_of_now
from kit.cohort.said import Said
from kit.cohort.summary import summary_of
from kit.cohort.tables import RATINGS, READINGS, write_attainment
from kit.files import replacing
from kit.model import PlainError
from kit.reading import reader as find_reader


@dataclass(frozen=True)
class Made:
    """The files that were written, and how many learners and answers they cover."""

    table: Path
    """The file of ratings, or the folder with its parts."""
    readings: Path
    summary: Path | None
    attainment: tuple[Path, Path, Path] | None
    """The table of marks as CSV and as Parquet, and the data dictionary of all tables."""
    courses: int
    learners: int
    """Number found under the paths, with or without consent."""
    consenting: int
    ratings: int
    texts: int
    problems: tuple[str, ...]
    """The first few problems."""
    notes: tuple[str, ...]
    more_problems: int = 0
    problems_file: Path | None = None
    """The file with all problems, one per line."""


def readings_beside(out: Path) -> Path:
    """Return the path of the readings: ``cohort.readings.parquet`` next to ``cohort.parquet``."""
    return out.with_name(f"{out.stem}.readings.parquet")


def problems_beside(out: Path) -> Path:
    """Return the path of the problems: ``cohort.problems.txt`` next to ``cohort.parquet``."""
    return out.with_name(f"{out.stem}.problems.txt")


def attainment_beside(named: Path) -> tuple[Path, Path, Path]:
    """Return the paths of the marks as CSV and as Parquet, and of the dictionary ``NAME.dictionary.csv``."""
    return (
        named.with_suffix(".csv"),
        named.with_suffix(".parquet"),
        named.with_name(f"{named.stem}.dictionary.csv"),
    )


def unfinished_beside(out: Path) -> Path:
    """Return the folder of parts not joined yet: ``.cohort.unfinished`` next to ``cohort.parquet``."""
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
    """Read every learner who consents and write the tables; if anything fails, the old tables stay.

    To continue an interrupted run, run it again: parts whose files haven't changed are not made again.

    Parameters
    ----------
    paths
        The same paths as for `kit.cohort.gather`, or such addresses in a store.
    out
        A file name that ends in ``.parquet`` is the table of ratings; the readings go next to it
        (`readings_beside`). Any other name, and any address in a store, is a folder; the parts go to its
        subfolders ``ratings`` and ``readings``.
    summary
        The CSV file for counts and means by question and occasion. They go through the publisher of group
        numbers, with the ledger in each course root; courses without a course root are left out.
    attainment
        The CSV file for levels by course, term, assignment and criterion, and the function that reads a
        course root's marks. A Parquet copy and a data dictionary go next to the file. The numbers go through
        the same publisher.
    ids
        Keep learners' ids. Otherwise each is replaced by a code; the key for the codes is deleted at the end.
    progress
        Called with the number of learners found so far and ``None``, then with the number read so far and the
        total.

    Raises
    ------
    KitError
        Nobody consents, no learner was found, or the folder already has a complete cohort or something else
        in it; nothing was written. Or the summary can't use a course's ledger; finished parts stay for the
        next run.
    """
    used = find_reader(reader) if reader else find_reader()
    out = places.place(out)
    about = {
        "reader": f"{used.name} {used.version}", "learners": "ids" if ids else "codes",
        "course": course_of_now(),
    }  # fmt: skip
    one_file = out.suffix == ".parquet" and not places.is_store(out)
    folder = places.place(places.absolute(unfinished_beside(out) if one_file else out))
    tell = progress or (lambda _done, _of: None)
    with contextlib.ExitStack() as stack:
        problems, notes = (stack.enter_context(Said()) for _ in range(2))
        plan = stack.enter_context(Plan(paths, problems.add, notes.add, lambda found: tell(found, None)))
        marks = attainment_beside(attainment[0]) if attainment else ()
        targets = [*marks, *([summary] if summary else [])]
        if one_file:
            targets = [readings_beside(out), *targets, out]
        new = dict(zip(targets, stack.enter_context(replacing(*targets)), strict=True))
        if not one_file:
            _require_ours(folder)
        run = Run(folder, plan, about, reader, ids)
        for done in engine.map(make_part, run.tasks()):
            run.take(done)
            for sentence in done.problems:
                problems.add(sentence)
            tell(run.learners, plan.learners)
        if not run.consenting:
            run.leave_nothing()
            raise PlainError(_nobody(plan, problems))
        if summary:
            text, said = summary_of(plan, run.tables_of, run.key, engine)
            new[summary].write_text(text, encoding="utf-8")
            for sentence in said:
                notes.add(sentence)
        if attainment:
            attained = attainment_of(plan, attainment[1])
            tables = (RATED, READ, *(("summary",) if summary else ()), "attainment")
            write_attainment(attained.rows, tables, *(new[one] for one in marks))
            for sentence in attained.problems:
                problems.add(sentence)
            for sentence in attained.notes:
                notes.add(sentence)
        if one_file:
            # Ratings come last: if they are new, everything is.
            run.put_together(RATED, RATINGS, new[out])
            run.put_together(READ, READINGS, new[readings_beside(out)])
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
            run.finish()
    if one_file:
        run.leave_nothing()
    return made


def _require_ours(folder: Path) -> None:
    """Raise `KitError` if the folder has a complete cohort or something else in it."""
    if not places.exists(folder):
        return
    if places.exists(folder / ABOUT):
        raise PlainError(
            f"{folder} already holds a complete cohort; give another name, or delete that folder first."
        )
    if not folder.is_dir() or (places.entries(folder) and not places.exists(folder / UNFINISHED)):
        raise PlainError(f"{folder} is not a new folder; name a new folder, or a file that ends in .parquet.")


def _write_lines(file: Path, problems: Said) -> None:
    """Write the problems to a file; without problems, remove the file of an earlier run."""
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
