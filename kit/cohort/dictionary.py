"""The data dictionary of the tables that `kit cohort` writes: each column's name, type, meaning and range."""

from collections.abc import Iterable
from typing import NamedTuple

from kit.cohort.records import CONSENT
from kit.measures.suppress import LEAST
from kit.model import LEVELS


class Column(NamedTuple):
    """One column; its cells may be empty only if ``range`` says so."""

    name: str
    type: str
    """The type's name in Arrow and Parquet."""
    meaning: str
    range: str


_COURSE = Column(
    "course",
    "string",
    "The course: its folder's name, with more of the path if another has the same",
    "any text",
)
_LEARNER = Column(
    "learner", "string", "A code that is new in each run; with --ids, the learner's id", "any text"
)
_CASE = Column("case", "string", "Which case the question belongs to", "an id, such as ms_perez")
_ITEM = Column("item", "string", "Which question", "an id of items.yaml")
_CRITERION = Column("criterion", "string", "Which criterion of the rubric", "an id of rubric.yaml")
_OCCASION = Column("occasion", "string", "When it was asked", "pre, during, post, then or follow_up")
_GROUP = f"fewer than {LEAST} people, or a number that would reveal them, are not shown"

TABLES: dict[str, tuple[Column, ...]] = {
    "ratings": (
        _COURSE,
        _LEARNER,
        _CASE,
        _OCCASION,
        _ITEM,
        Column(
            "value", "int8", "How often, by the learner's own rating", "0 (never) to 4 (every time); or empty"
        ),
        Column("missing", "string", "Why there is no value", "no_chance; or empty"),
        Column("at", "timestamp[us, tz=UTC]", "When it was saved, by the learner's clock", "a time in UTC"),
    ),
    "readings": (
        _COURSE,
        _LEARNER,
        _ITEM,
        _CRITERION,
        Column("level", "int8", "The reader's second opinion, which is not a mark", "0 to 3; or empty"),
        Column(
            "abstained", "bool", "Whether the reader gave no level because it wasn't sure", "true or false"
        ),
        Column(
            "gate",
            "string",
            "What the reader says about the whole text",
            "one of the reader's terms; or empty",
        ),
    ),
    "summary": (
        _CASE,
        _ITEM,
        _OCCASION,
        Column(
            "n",
            "int64",
            "People in the mean, over all courses that may show theirs",
            f"{LEAST} or more; or empty",
        ),
        Column("mean", "double", "Mean of their ratings", "0.0 to 4.0; or empty"),
        Column("missing", "int64", "People who said that they had no chance yet", "0 or more; or empty"),
        Column("not_answered", "int64", "People who gave no answer", "0 or more; or empty"),
        Column("withheld", "string", "What is held back, and why", "sentences; or empty"),
    ),
    "attainment": (
        _COURSE,
        Column("term", "string", "The term, as class.json of the course names it", "any text; or empty"),
        Column("assignment", "string", "Which marked assignment", "an id, such as equity"),
        _CRITERION,
        Column(
            "n",
            "int64",
            f"People in this row: they said yes to {CONSENT} and have a mark on every criterion of the "
            "assignment. If enough of them have every mark of all assignments shown, only those are counted",
            f"{LEAST} or more; or empty: {_GROUP}",
        ),
        *(
            Column(
                f"level_{n}",
                "int64",
                f"How many of them have level {n}",
                "0 or more; or empty, all four together",
            )
            for n in LEVELS
        ),
        Column(
            "at_level_2",
            "double",
            "Share of them at level 2 or 3, where the counts are shown",
            "0.00 to 1.00; or empty",
        ),
        Column("mean", "double", "Mean level", "0 to 3; or empty"),
        Column("low", "double", "Lower end of the mean's 95% t interval", "0 to 3; or empty"),
        Column("high", "double", "Upper end of the mean's 95% t interval", "0 to 3; or empty"),
        Column(
            "as_of",
            "string",
            "Date of the earlier report with these numbers, if too few people changed since",
            "a date, such as 2026-12-01; or empty",
        ),
        Column("withheld", "string", "What is held back, and why", "sentences; or empty"),
    ),
}
"""The columns of each table, in order."""

COLUMNS = ("table", "column", "type", "meaning", "range")


def dictionary_rows(tables: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the data dictionary's rows for some tables; their columns are `COLUMNS`.

    >>> dictionary_rows(("attainment",))[1][:3]
    ('attainment', 'term', 'string')
    """
    return [(table, *column) for table in tables for column in TABLES[table]]
