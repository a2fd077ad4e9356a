"""One week of a class for its instructor: who handed in, how many texts reach level 2, two things to teach.

These are the instructor's own marks: nobody's consent is asked and no number is withheld, so all of it is for
the instructor alone. Learners' own sentences are shown only by `consent.quote`.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.classroom import read_roster, read_settings
from kit.cohort import gather_class
from kit.content import compiled
from kit.grading.comments_that_count import standing_comments
from kit.grading.counting import Mark, marks_that_count
from kit.measures.attained import DOES, Attained, attained, lower_level, may_be_chance, to_teach
from kit.measures.criteria import every_level
from kit.measures.results import CriteriaByDimension
from kit.model import Assignment, Content, Criterion, KitError, NotFound
from kit.ratings import option
from kit.report.class_record import called, nobody_is_real
from kit.report.completion import Completion, completion
from kit.report.passages import Passage, Texts

Levels = Mapping[str, Mapping[str, Mapping[str, int]]]
"""By item and criterion, the level of each learner."""


@dataclass(frozen=True)
class Quote:
    """Something to read aloud."""

    text: str
    level: int | None
    """Of the rubric's made-up text; ``None`` where a learner of this class wrote it."""
    by_machine: bool = False
    """Whether no person chose it: the machine's reading pointed to it."""


@dataclass(frozen=True)
class Lesson:
    """One criterion to teach next."""

    criterion: Criterion
    standing: Attained
    met: bool
    """Whether it meets the target already, so that level 3 comes next."""
    lower: int
    upper: int
    """The levels between which the lesson is."""
    close: tuple[str, ...]
    """Criteria that are not taught and may stand above it by chance alone."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Week:
    """One assignment that carries marks."""

    assignment: Assignment
    criteria: tuple[tuple[Criterion, Attained], ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class OwnRecord:
    """What an instructor's own page shows of a course, as it stands on one day."""

    name: str
    made_on: date
    made_up: bool
    content: Content
    completion: Completion
    target: int
    """Percent of the texts that are to reach level 2."""
    week: Week
    weeks: tuple[Week, ...]
    """Every assignment with a mark, in the course's order; without lessons."""
    levels: CriteriaByDimension
    unsettled: tuple[str, ...]
    """Of each mark that the gradebook shows otherwise, its assignment."""
    course_root: Path
    ratings: str = ""
    """What commands need to use the same ratings (`kit.ratings.option`)."""


def read_own(
    course_root: Path,
    ratings: Path | str | None = None,
    *,
    week: str | None = None,
    name: str | None = None,
    made_up: bool = False,
) -> OwnRecord:
    """Read a course for its instructor; nothing is written, and no ledger is asked.

    Parameters
    ----------
    course_root, ratings, name, made_up
        As `kit.report.open_report` takes them.
    week
        Id of the assignment that is this week's; the latest with a mark unless given.

    Raises
    ------
    NotFound
        There is no such folder or assignment, or nothing was handed in.
    KitError
        The assignment carries no marks, or a table or database can't be read.
    """
    content = compiled()
    settings = read_settings(course_root)
    counted = marks_that_count(course_root, ratings, content)
    record = completion(course_root, content, counted)
    # Whoever left the class is in no number.
    here = record.everybody()
    marks = [mark for mark in counted.marks if mark["learner"] in here]
    levels = _levels(marks)
    graded = [one for one in content.assignments if one.graded]
    chosen = _named(week, content) if week else _latest(graded, levels, record)
    texts = _texts(course_root, ratings, content, chosen, record)
    weeks = [Week(one, _standing(one, levels, content), ()) for one in graded if levels.get(one.graded or "")]
    standing = _standing(chosen, levels, content)
    return OwnRecord(
        name=name or called(course_root, settings),
        made_on=date.today(),
        made_up=made_up or nobody_is_real(here),
        content=content,
        completion=record,
        target=settings.target,
        week=Week(chosen, standing, _lessons(chosen, standing, levels, texts, settings.target)),
        weeks=tuple(weeks),
        levels=every_level(marks, content),
        unsettled=tuple(one.assignment for one in counted.unsettled),
        course_root=course_root,
        ratings=option(ratings, course_root),
    )


def _levels(marks: Iterable[Mark]) -> Levels:
    found: dict[str, dict[str, dict[str, int]]] = defaultdict(lambda: defaultdict(dict))
    for mark in marks:
        found[mark["item"]][mark["criterion"]][mark["learner"]] = mark["level"]
    return found


def _named(week: str, content: Content) -> Assignment:
    graded = [one.id for one in content.assignments if one.graded]
    found = next((one for one in content.assignments if one.id == week), None)
    if found is None:
        raise NotFound(f"there is no assignment {week[:60]!r}; choose one of: {', '.join(graded)}.")
    if not found.graded:
        raise KitError(f"{week} carries no marks, so it has no week; choose one of: {', '.join(graded)}.")
    return found


def _latest(graded: Sequence[Assignment], levels: Levels, record: Completion) -> Assignment:
    """The last assignment with a mark; else the first that somebody handed in, where marking begins."""
    came = {one.id for one in record.assignments if one.handed_in | one.others}
    marked = [one for one in graded if levels.get(one.graded or "")]
    return [*marked[-1:], *(one for one in graded if one.id in came), *graded][0]


def _standing(
    assignment: Assignment, levels: Levels, content: Content
) -> tuple[tuple[Criterion, Attained], ...]:
    criteria = content.rubric.criteria_of(assignment.rubric)
    given = levels.get(assignment.graded or "", {})
    counts = attained([one.id for one in criteria], {key: theirs.values() for key, theirs in given.items()})
    return tuple(zip(criteria, counts, strict=True))


def _texts(
    root: Path, ratings: Path | str | None, content: Content, assignment: Assignment, record: Completion
) -> Texts:
    quoting = {one.id for one in gather_class(root).learners if one.quotes is True}
    called = {*record.names.values(), *(member.name for member in read_roster(root))}
    comments = standing_comments(root, assignment.id, ratings)
    return Texts(root, content, assignment, quoting & {*record.learners}, called, comments)


def _lessons(
    assignment: Assignment,
    standing: Sequence[tuple[Criterion, Attained]],
    levels: Levels,
    texts: Texts,
    target: int,
) -> tuple[Lesson, ...]:
    criteria = {one.id: one for one, _ in standing}
    counts = [one for _, one in standing]
    chosen = to_teach(counts)
    others = [one for one in counts if one not in chosen]
    lessons, used = [], list[Passage]()
    for one in chosen:
        criterion, met = criteria[one.criterion], one.meets(target)
        upper = DOES + 1 if met else DOES
        lower = DOES if met else lower_level(one)
        theirs = levels[assignment.graded or ""][one.criterion]
        found = texts.passages(one.criterion, theirs, least=upper, used=used)
        used += found
        made_up = [Quote(criterion.levels[n].anchor, n) for n in (lower, upper)]
        quotes = [Quote(passage.text, None, not passage.by_marker) for passage in found]
        # One sentence of the class stands beside a made-up one that does less.
        shown = quotes if len(quotes) == 2 else [made_up[0], *quotes] if quotes else made_up
        close = tuple(criteria[name].name for name in may_be_chance(one, others))
        lessons.append(Lesson(criterion, one, met, lower, upper, close, tuple(shown)))
    return tuple(lessons)
