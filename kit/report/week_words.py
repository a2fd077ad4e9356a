"""The sentences and table rows of an instructor's own page, the same on screen and on paper."""

import shlex
from typing import NamedTuple

from kit.grading.class_states import HANDED_IN
from kit.grading.who import FILE as WHO
from kit.model import Interface
from kit.report.week import Lesson, OwnRecord, Quote, Week
from kit.statistics.shares import Attained


class LessonWords(NamedTuple):
    """The sentences about one thing to teach."""

    standing: str
    asks: str
    question: str
    aloud: str
    quotes: tuple[tuple[str, str], ...]
    """For each quote, where it comes from, and its text."""
    guide: str


def day_of(record: OwnRecord) -> str:
    """Name the class and the day of the page."""
    day = record.made_on
    when = f"{day:%B} {day.day}, {day.year}"
    return record.content.words.fill("report.sentence_of", course=record.name, day=when) + "."


def percent(one: Attained, words: Interface) -> str:
    """Return a share in whole percent; empty if no text has a mark."""
    return words.fill("report.share", percent=_percent(one)) if one.of else ""


def _percent(one: Attained) -> str:
    return f"{100 * one.share:.0f}"


def done_rows(record: OwnRecord) -> list[tuple[str, str, str]]:
    """Return a row for each assignment: its title, how many handed in, how many are fully marked."""
    words, everyone = record.content.words, len(record.states.learners)
    rows = []
    for one in record.states.assignments:
        came, texts = len(one.who(*HANDED_IN)), len(one.who(*HANDED_IN[1:]))
        marked = words.fill("report.count", count=texts - len(one.who("unread")), of=texts) if texts else ""
        if not one.graded:
            marked = words["report.no_marks"]
        rows.append((one.title, words.fill("report.count", count=came, of=everyone), marked))
    return rows


def who_is_missing(record: OwnRecord) -> str:
    """Say which file names who is missing and whose hand-in is waiting, or that there is nobody to name."""
    words, assignments = record.content.words, record.states.assignments
    named = any(
        one.who("missing", "without_reflection", "not_collected") or one.late("first") for one in assignments
    )
    said = words.fill("report.missing", file=WHO) if named else words["report.all_here"]
    not_yet = len(record.states.of(record.week.assignment.id).who("not_yet"))
    return f"{said} {words.fill('report.not_yet', count=not_yet)}" if not_yet else said


def none_marked(record: OwnRecord) -> tuple[str, str]:
    """Return a sentence and a command to show instead of the criteria if no text has a mark."""
    words, id = record.content.words, record.week.assignment.id
    if record.states.of(id).who(*HANDED_IN):
        return words["report.none_marked"], _with_ratings("mark", id, record)
    return words["report.none_collected"], f"{_typed('collect', id, record)} ~/Downloads/submissions.zip"


def _typed(command: str, assignment: str, record: OwnRecord) -> str:
    # The reader may type the command in any folder, so paths are absolute.
    return f"kit {command} {shlex.quote(str(record.course_root.resolve()))} {assignment}"


def _with_ratings(command: str, assignment: str, record: OwnRecord) -> str:
    """Return a command that uses the same ratings as the page."""
    return _typed(command, assignment, record) + record.ratings


def lesson_words(lesson: Lesson, record: OwnRecord) -> LessonWords:
    """Return all sentences about one thing to teach."""
    words, one = record.content.words, lesson.standing
    about = {"reached": one.reached, "of": one.of, "percent": _percent(one)}
    standing = words.fill("report.at_target", **about) if lesson.met else ""
    standing = standing or words.fill("report.below_target", **about, target=record.target)
    if len(lesson.close) > 2:
        standing += f" {words['report.close_all']}"
    elif lesson.close:
        close = f" {words['report.and']} ".join(
            filter(None, [", ".join(lesson.close[:-1]), lesson.close[-1]])
        )
        standing += f" {words.fill('report.close', criteria=close)}"
    ours = sum(quote.level is None for quote in lesson.quotes)
    aloud = (words["report.made_up"], words["report.of_class_and_made_up"], words["report.of_class"])[ours]
    quotes = tuple((_label(quote, words), quote.text) for quote in lesson.quotes)
    asks = lesson.criterion.levels[lesson.upper].learner
    # The guide has a discussion for each dimension, and the anchors of a reflection's criteria only.
    pages = f"“{record.week.assignment.title} in 30 minutes”, and “Calibrate” for all anchors"
    if lesson.criterion in record.content.rubric.criteria_of("plan"):
        pages = "“Role cards”"
    return LessonWords(
        standing,
        words.fill("report.asks", level=lesson.upper, learner=asks),
        words.fill("report.question", question=lesson.criterion.question),
        aloud,
        quotes,
        words.fill("report.in_guide", pages=pages),
    )


def _label(quote: Quote, words: Interface) -> str:
    if quote.level is not None:
        return words.fill("report.quote_made_up", level=quote.level)
    return words["report.quote_by_machine"] if quote.by_machine else words["report.quote_of_class"]


def all_weeks(record: OwnRecord) -> tuple[tuple[list[str], list[list[str]]], ...]:
    """Return a table for each kind of text: its columns, and a row for each criterion with every week."""
    kinds: dict[tuple[str, ...], list[Week]] = {}
    for week in record.weeks:
        kinds.setdefault(tuple(criterion.id for criterion, _ in week.criteria), []).append(week)
    words = record.content.words
    return tuple(
        (
            [words["report.criterion"], *(week.assignment.title for week in weeks)],
            [
                [criterion.name, *(_cell(week.criteria[n][1], words) for week in weeks)]
                for n, (criterion, _) in enumerate(weeks[0].criteria)
            ],
        )
        for weeks in kinds.values()
    )


def _cell(one: Attained, words: Interface) -> str:
    if not one.of:
        return words["report.none"]
    return f"{words.fill('report.count', count=one.reached, of=one.of)} ({percent(one, words)})"
