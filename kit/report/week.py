"""One week of a class for its instructor: who handed in, how many texts reach level 2, two things to teach.

These are the instructor's own marks. They don't depend on consent and no number is withheld, so all of it is
for the instructor alone. Learners' sentences are quoted only if they agreed to that (`consent.quote`).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.classroom import read_settings
from kit.cohort import gather_class
from kit.content import compiled
from kit.grading.class_states import HANDED_IN, ClassStates, class_states
from kit.grading.comments_that_count import standing_comments
from kit.grading.counting import Mark, marks_that_count
from kit.model import Assignment, Content, Criterion, NotFound, PlainError
from kit.ratings import option
from kit.report.passages import Passage, Texts
from kit.statistics.shares import DOES, Attained, attained, lower_level, may_be_chance, to_teach

Levels = Mapping[str, Mapping[str, Mapping[str, int]]]
"""The level of each learner, by item and criterion."""


@dataclass(frozen=True)
class Quote:
    """A text to read aloud."""

    text: str
    level: int | None
    """The level of the rubric's made-up text; ``None`` if a learner in this class wrote it."""
    by_machine: bool = False
    """Whether the machine's reading chose it, not a person."""


@dataclass(frozen=True)
class Lesson:
    """One criterion to teach next."""

    criterion: Criterion
    standing: Attained
    met: bool
    """Whether it already meets the target, so that level 3 comes next."""
    lower: int
    upper: int
    """The lesson leads from level ``lower`` to level ``upper``."""
    close: tuple[str, ...]
    """Criteria that are not taught but may be higher than this one only by chance."""
    quotes: tuple[Quote, ...]


@dataclass(frozen=True)
class Week:
    """One assignment that carries marks."""

    assignment: Assignment
    criteria: tuple[tuple[Criterion, Attained], ...]
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class OwnRecord:
    """The data of an instructor's own page about a course on one day."""

    name: str
    made_on: date
    made_up: bool
    content: Content
    states: ClassStates
    target: int
    """The percentage of texts that should reach level 2."""
    week: Week
    weeks: tuple[Week, ...]
    """All assignments with a mark, in the course's order, without lessons."""
    problems: tuple[str, ...]
    """What couldn't be read, in sentences that may name learners."""
    course_root: Path
    ratings: str = ""
    """The option that makes a command use the same ratings (`kit.ratings.option`)."""


def read_own(
    course_root: Path,
    ratings: Path | str | None = None,
    *,
    week: str | None = None,
    name: str | None = None,
    made_up: bool = False,
) -> OwnRecord:
    """Read a course for its instructor; nothing is written.

    Parameters
    ----------
    course_root, ratings, name, made_up
        The class folder, its ratings if they lie elsewhere, its name, and whether nobody is real.
    week
        Id of this week's assignment; the default is the latest with a mark.

    Raises
    ------
    NotFound
        The folder or assignment doesn't exist, or nothing was handed in.
    KitError
        The assignment carries no marks, or a table or database can't be read.
    """
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name the folder of a class, such as fall-class.")
    content = compiled()
    settings = read_settings(course_root)
    counted = marks_that_count(course_root, ratings, content)
    states = class_states(course_root, counted=counted)
    if not any(one.who(*HANDED_IN) or one.others for one in states.assignments):
        raise NotFound(
            f"nothing has been handed in at {course_root}: there is no folder submitted/LEARNER/ASSIGNMENT "
            "and nothing in gradebook.db; collect hand-ins first (kit collect), or name another course root."
        )
    gathered = gather_class(course_root)
    everybody = {*states.learners, *(who for one in states.assignments for who in one.others)}
    # People who left the class are in no number.
    marks = [mark for mark in counted.marks if mark["learner"] in states.learners]
    levels = _levels(marks)
    graded = [one for one in content.assignments if one.graded]
    chosen = _named(week, content) if week else _latest(graded, levels, states)
    quoting = {one.id for one in gathered.learners if one.quotes is True} & {*states.learners}
    called = {one.name for one in states.people.values()}
    comments = standing_comments(course_root, chosen.id, ratings)
    texts = Texts(course_root, content, chosen, quoting, called, comments)
    weeks = [Week(one, _standing(one, levels, content), ()) for one in graded if levels.get(one.graded or "")]
    standing = _standing(chosen, levels, content)
    return OwnRecord(
        name=name or settings.course or course_root.resolve().name,
        made_on=date.today(),
        made_up=made_up or all(one.startswith("made-up-") for one in everybody),
        content=content,
        states=states,
        target=settings.target,
        week=Week(chosen, standing, _lessons(chosen, standing, levels, texts, settings.target)),
        weeks=tuple(weeks),
        problems=(*gathered.problems, *gathered.notes),
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
        raise PlainError(f"{week} doesn't get marks, so it has no week; choose one of: {', '.join(graded)}.")
    return found


def _latest(graded: Sequence[Assignment], levels: Levels, states: ClassStates) -> Assignment:
    """Return the last assignment with a mark, or the first that somebody handed in if nothing is marked."""
    came = {one.id for one in states.assignments if one.who(*HANDED_IN)}
    marked = [one for one in graded if levels.get(one.graded or "")]
    return [*marked[-1:], *(one for one in graded if one.id in came), *graded][0]


def _standing(
    assignment: Assignment, levels: Levels, content: Content
) -> tuple[tuple[Criterion, Attained], ...]:
    criteria = content.rubric.criteria_of(assignment.rubric)
    given = levels.get(assignment.graded or "", {})
    counts = attained([one.id for one in criteria], {key: theirs.values() for key, theirs in given.items()})
    return tuple(zip(criteria, counts, strict=True))


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
        # If the class has only one passage, show it next to a made-up text at a lower level.
        shown = quotes if len(quotes) == 2 else [made_up[0], *quotes] if quotes else made_up
        close = tuple(criteria[name].name for name in may_be_chance(one, others))
        lessons.append(Lesson(criterion, one, met, lower, upper, close, tuple(shown)))
    return tuple(lessons)
