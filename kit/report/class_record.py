"""Read the data of a report: hand-ins, numbers about consenting learners, and how far markers agree."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kit.classroom import Settings, read_settings
from kit.grading.class_states import HANDED_IN, ClassStates, class_states
from kit.grading.counting import CountingMarks, marks_that_count
from kit.grading.gradebook import BESIDE
from kit.measures.ledger import Ledger
from kit.measures.results import Cohort, Withheld
from kit.model import Content, NotFound, Rating
from kit.report.charts.numbers import number

MADE_UP = "Made-up learners"
"""The notice in each section and on each page when everyone in the class is made up."""

_MADE_UP_NAMES = "made-up-"
"""How learner ids of the sample class begin. A class in which all ids begin this way is called made up."""

AGREEMENT_SHARE = 95
AGREEMENT_INTERVAL = f"a {AGREEMENT_SHARE}% interval that is too narrow with few learners"
"""The words for the interval in the sentence on agreement; it is a bootstrap interval, in percent."""

_BESIDE = "Some could see the earlier marks, so they did not work independently."


@dataclass(frozen=True)
class ClassRecord:
    """The data of one course on one day."""

    name: str
    made_on: date
    made_up: bool
    content: Content
    states: ClassStates
    cohort: Cohort
    markers: str | Withheld | None
    """How far markers agree, in a sentence; ``None`` if fewer than two people rated."""
    marks_from: str
    """A sentence on where the marks come from and whether some are not settled yet."""
    without_consent: str
    """A sentence on learners who have marks but may not be shown; empty if there are none."""
    problems: tuple[str, ...]
    """Problems found while reading hand-ins and marks, in sentences that may name learners."""


def read_class(
    course_root: Path, ratings: Path | str | None = None, *, name: str | None = None, made_up: bool = False
) -> ClassRecord:
    """Read a course; the parameters are those of `kit.report.open_report`.

    Notes
    -----
    How a number is made, in the order of the code: `kit.grading.counting` chooses the mark that counts for
    each criterion. `kit.cohort.gathering` merges each learner's hand-ins and looks up consent; from then on,
    only learners who said yes are counted. `kit.measures.long_table` turns self-ratings into rows.
    `kit.measures.cohort` measures them (`kit.measures.grid` decides who is in which number).
    `kit.measures.publish` compares the numbers with those that earlier reports showed.
    """
    from kit.cohort import consenting, gather_class
    from kit.cohort.released import released_groups
    from kit.content import compiled
    from kit.measures import long_table
    from kit.measures.cohort import measure
    from kit.measures.publish import publish
    from kit.measures.vignettes import with_occasions

    content = compiled()
    counted = marks_that_count(course_root, ratings, content)
    states = read_states(course_root, counted)
    gathered = gather_class(course_root)
    agreeing = consenting(gathered)
    ids = frozenset(learner.id for learner in agreeing)
    consented = [mark for mark in counted.marks if mark["learner"] in ids]
    marks = with_occasions(consented, {learner.id: learner.responses for learner in agreeing})
    rows = [row for learner in agreeing for row in long_table(learner.responses, learner.id)]
    today = date.today()
    measured = measure(rows, content, marks, marked={mark["item"] for mark in counted.marks})
    # The ledger is saved before anybody sees a number.
    with released_groups(course_root) as ledger:
        cohort = publish(measured, ledger, today.isoformat())
        agreement = markers(counted.ratings, ids, ledger, today.isoformat())
    return ClassRecord(
        name=name or called(course_root, read_settings(course_root)),
        made_on=today,
        made_up=made_up or nobody_is_real(states),
        content=content,
        states=states,
        cohort=cohort,
        markers=agreement if len({one.rater for one in counted.ratings}) > 1 else None,
        marks_from=_origin(counted),
        without_consent=_without_consent(counted, ids),
        problems=(*gathered.problems, *gathered.notes),
    )


def called(course_root: Path, settings: Settings) -> str:
    """Return the name in ``class.json``, or else the folder's name (for ``assignments``, its parent's)."""
    folder = course_root.resolve()
    return settings.course or (folder.parent if folder.name == "assignments" else folder).name or "course"


def read_states(course_root: Path, counted: CountingMarks) -> ClassStates:
    """Read who handed in what. Raises `NotFound` if the folder doesn't exist or nothing was handed in."""
    refuse_empty(course_root)
    found = class_states(course_root, counted=counted)
    if not any(one.who(*HANDED_IN) or one.others for one in found.assignments):
        raise _nothing(course_root)
    return found


def refuse_empty(course_root: Path) -> None:
    """Raise `NotFound` if the course root is missing or obviously empty; no file is opened."""
    if not course_root.is_dir():
        raise NotFound(f"there is no folder {course_root}; name the folder of a class, such as fall-class.")
    begun = any((course_root / "submitted").glob("*/*"))
    if not (begun or (course_root / "gradebook.db").is_file()):
        raise _nothing(course_root)


def _nothing(course_root: Path) -> NotFound:
    return NotFound(
        f"nothing has been handed in at {course_root}: there is no folder submitted/LEARNER/ASSIGNMENT "
        "and nothing in gradebook.db; collect hand-ins first (kit collect), or name another course root."
    )


def nobody_is_real(states: ClassStates) -> bool:
    """Whether everybody in the class or with a hand-in is made up, by their ids."""
    everybody = {*states.learners, *(who for one in states.assignments for who in one.others)}
    return all(learner.startswith(_MADE_UP_NAMES) for learner in everybody)


def _origin(counted: CountingMarks) -> str:
    if not counted.marks:
        return "No text has a mark yet."
    if not counted.ratings:
        return (
            "Marks come from the gradebook, one for each criterion; there are no ratings by several people."
        )
    people = len({one.rater for one in counted.ratings})
    by = "one person" if people == 1 else f"{people} people"
    # Nothing here about marks that the gradebook shows otherwise: one may be a learner's who said no.
    return (
        f"Marks were given by {by}. All are kept, but only one for each criterion of each text counts. A "
        "criterion without one takes its level from the gradebook."
    )


def _without_consent(counted: CountingMarks, agreeing: frozenset[str]) -> str:
    marked = {mark["learner"] for mark in counted.marks}
    if marked <= agreeing:
        return ""
    return (
        f"{len(marked)} have marks, but only {len(marked & agreeing)} of them may be counted in group "
        "numbers: “Start here” asks for consent."
    )


def markers(ratings: Sequence[Rating], learners: Set[str], ledger: Ledger, on: str) -> str | Withheld:
    """Describe how far two or more markers agree on these learners' texts, as published on a given day.

    The sentence gives no count of texts. The tables cover a different set of people, so the difference
    between the counts could be one learner's. Ratings come in the order in which they were saved, whatever
    their times say; a rater's last level counts.

    >>> markers([], frozenset(), Ledger(), "2026-09-12")
    Withheld(reason='fewer than 10 people who agreed have a text that two markers marked')
    """
    from kit.measures.publish import publish_sentence
    from kit.measures.suppress import FEWER, LEAST

    levels: dict[tuple[str, str, str], dict[str, int]] = defaultdict(dict)
    for one in ratings:
        if one.level is not None and one.learner in learners:
            levels[one.learner, one.item, one.criterion][one.rater] = one.level
    twice = {key: theirs for key, theirs in levels.items() if len(theirs) > 1}
    if len({learner for learner, _, _ in twice}) < LEAST:
        return Withheld(f"{FEWER.reason} who agreed have a text that two markers marked")
    cells: dict[str, dict[str, object]] = defaultdict(dict)
    for (learner, item, criterion), theirs in twice.items():
        cells[f"{item}:{criterion}"][learner] = sorted(theirs.items())
    beside = f" {_BESIDE}" if any(one.reason == BESIDE for one in ratings) else ""
    return publish_sentence(ledger, cells, f"{_agreement(twice)}{beside}", on)


def _agreement(twice: Mapping[tuple[str, str, str], Mapping[str, int]]) -> str:
    from kit.measures.agreement.comparing import compare
    from kit.measures.agreement.ratings_table import Rated

    # One learner's texts are not independent, and neither are one text's levels: resample whole learners.
    rows = compare(
        Rated(learner, rater, f"{item}\n{criterion}", level)
        for (learner, item, criterion), theirs in twice.items()
        for rater, level in theirs.items()
    )
    row = rows[-1]
    several = len({key[1:] for key in twice}) > 1
    pooled = " (all criteria and tasks combined, so not the agreement on any one)" if several else ""
    # Leave out the count: minus the texts counted in the tables, it could be about one learner.
    given = f"{row.raters} people marked the same texts{pooled}"
    if row.pair is None:
        given = f"At least two of {row.raters} people marked each text{pooled}"
        low, high = row.alpha_interval.low, row.alpha_interval.high
        alpha = _coefficient("Krippendorff’s alpha for ordered levels", row.alpha, low, high)
        return f"{given}: {alpha}"
    low, high = row.quadratic_interval.low, row.quadratic_interval.high
    same, near = 100 * row.exact, 100 * row.adjacent
    kappa = _coefficient("weighted kappa", row.quadratic, low, high)
    return f"{given}: the same level in {same:.0f}%, at most one level apart in {near:.0f}%, {kappa}"


def _coefficient(name: str, value: float, low: float, high: float) -> str:
    if math.isnan(value):
        return f"{name} cannot be computed here, because the levels do not vary."
    between = "no interval can be given"
    if not math.isnan(low):
        between = f"{number(low, 2)} to {number(high, 2)}, {AGREEMENT_INTERVAL}"
    return f"{name} {number(value, 2)} ({between}), where 1 is full agreement and 0 is agreement by chance."
