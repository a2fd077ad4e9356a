"""A table of means and counts by question and occasion over many courses, safe to share.

Each course's numbers go through `kit.measures.publish`, with the ledger in the course root. The table adds up
what class reports may show, so it reveals nothing beyond them, even together with an earlier table.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from kit.cohort.engines import Engine
from kit.cohort.plan import Plan
from kit.cohort.records import MOST_NAMED
from kit.cohort.released import released_groups
from kit.cohort.work import code
from kit.content import compiled
from kit.measures.cohort import measure
from kit.measures.grid import NOT_ANSWERED, NOT_TAKEN
from kit.measures.publish import Levels, publish_levels
from kit.measures.results import Estimate, MissingRow, Summary, Withheld
from kit.spreadsheet import csv_text

COLUMNS = ("case", "item", "occasion", "n", "mean", "missing", "not_answered", "withheld")


def summary_of(
    plan: Plan, tables_of: Callable[[str], Iterable[Path]], key: bytes | None, engine: Engine
) -> tuple[str, list[str]]:
    """Return the summary of a cohort's ratings as CSV, and a note for each course that is left out or older.

    ``tables_of`` returns the Parquet files that contain a course. ``key`` is the key of the learners' codes
    in them, if they have codes. Raises `KitError` if a course's ledger can't be read or written.
    """
    shown: list[Levels] = []
    notes = without_root(plan, "summary")
    for course in plan.courses():
        if course.root is None:
            continue
        ids = {code(course.name, id, key): id for id in (files[0].learner for files in course.learners)}
        # The class's own report identifies people by their ids alone, so the ledger needs the same here.
        rows = [
            row | {"learner": ids[row["learner"]]}
            for table in tables_of(course.name)
            for row in engine.ratings_of(course.name, table)
        ]
        with released_groups(course.root) as ledger:
            levels, day = publish_levels(measure(rows, compiled()), ledger, date.today().isoformat())
        if levels is None or isinstance(levels.learners, Withheld):
            notes.append(
                f"course {course.name} is not in the summary: too few people, or too few new people."
            )
            continue
        shown.append(levels)
        if day:
            notes.append(
                f"course {course.name} is in the summary with its numbers as of {day}, because too few "
                "people have changed since."
            )
    return csv_text(COLUMNS, _rows(shown)), notes


def without_root(plan: Plan, table: str) -> list[str]:
    """Return a sentence about the courses that a table of group numbers leaves out, if there are any."""
    apart = sorted(course.name for course in plan.courses() if course.root is None)
    more = len(apart) - MOST_NAMED
    names = ", ".join(apart[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    said = (
        f"{names}: there is no course root (nbgrader's folder with submitted/ in it), so the {table} has no "
        "group numbers for these learners."
    )
    return [said] if apart else []


def _rows(shown: Iterable[Levels]) -> Iterable[list[object]]:
    cases = list(compiled().cases)
    means: dict[tuple[str, str], list[Summary]] = defaultdict(list)
    gaps: dict[tuple[str, str], list[MissingRow]] = defaultdict(list)
    for levels in shown:
        for row in levels.missing.rows:
            gaps[row.id, row.occasion].append(row)
        for one in levels.summaries:
            means[one.id, one.occasion].append(one)
    for (id, occasion), rows in sorted(gaps.items()):
        case, item = id.split("/") if "/" in id else (cases[0], id)
        estimates = [one.estimate for one in means[id, occasion]]
        given = [one for one in estimates if isinstance(one, Estimate)]
        n = sum(one.n for one in given)
        mean = round(sum(one.n * one.value for one in given) / n, 1) if n else None
        counts = [
            (reason in (NOT_ANSWERED, NOT_TAKEN), n) for row in rows for reason, n in row.reasons.items()
        ]
        missing = [n for silent, n in counts if not silent]
        not_answered = [n for silent, n in counts if silent]
        why = {
            f"{name}: {one.reason}": None
            for name, of in (("mean", estimates), ("missing", missing), ("not_answered", not_answered))
            for one in of
            if isinstance(one, Withheld)
        }
        yield [case, item, occasion, n or None, mean, _sum(missing), _sum(not_answered), "; ".join(why)]


def _sum(numbers: list[int | Withheld]) -> int | None:
    """Return the sum, or None if any of the numbers is withheld."""
    known = [n for n in numbers if isinstance(n, int)]
    return sum(known) if len(known) == len(numbers) else None
