"""Each strategy is taught, self-rated, practiced, rehearsed, carried and assessed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from course.prose import the_course

from kit.content.checking import texts_of
from kit.content.notebook_text import NotebookText
from kit.model import CaseContent, Content, Framework

COLUMNS = ("taught", "self-rated", "practiced", "rehearsed", "carried", "assessed")


def table(framework: Framework, case: CaseContent, texts: Iterable[NotebookText]) -> Counter[tuple[str, str]]:
    """Count the places of each kind for each strategy; stretch items don't count.

    A strategy counts as assessed once for each marked item that practices it, and once for each of its
    practices that markers look for in its dimension's assignment.
    """
    found: Counter[tuple[str, str]] = Counter()
    pieces = [piece.text for text in texts for piece in text.pieces if piece.kind == "directive"]
    found.update(
        (one.removeprefix("{{ strategy ").rstrip("} "), "taught")
        for one in pieces
        if one.startswith("{{ strategy ")
    )
    graded = {one.graded for one in case.items.assignments}
    for item in (one for one in case.items.items if not one.stretch):
        found[item.strategy or "", "self-rated"] += item.kind == "rating"
        found.update((one, "practiced") for one in item.practices)
        found.update((one, "assessed") for one in item.practices if item.id in graded)
        found.update((one, "carried") for one in item.carries)
    found.update((one, "rehearsed") for scene in case.scenes.values() for one in scene.practices)
    marked = {one.id for one in case.items.assignments if one.graded and one.rubric == "reflection"}
    found.update(
        (practice.strategy, "assessed")
        for one in framework.dimensions
        if one.practices and one.id in marked
        for practice in one.practices.count
    )
    return found


def gaps(content: Content, case: CaseContent, texts: Iterable[NotebookText]) -> list[tuple[str, str]]:
    found = table(content.framework, case, texts)
    every = [(one.id, column) for one in content.framework.strategies for column in COLUMNS]
    return [one for one in every if not found[one]]


def missing(content: Content, case: CaseContent) -> Iterator[str]:
    """Yield what a dimension lacks: a station, an anchor, a practice of each strategy, marked examples."""
    stations = case.case.calendar.stations
    for one in content.framework.dimensions:
        if not any(one.id in station.dimensions for station in stations):
            yield f"a station about {one.id}"
        if not any(level.dimension == one.id for c in content.rubric.criteria for level in c.levels):
            yield f"an anchor about {one.id}"
        shown = {practice.strategy for practice in one.practices.count} if one.practices else None
        yield from (
            f"a practice of {s.id}" for s in one.strategies if shown is not None and s.id not in shown
        )
    if sum(station.meeting for station in stations) != 1:
        yield "one meeting in the calendar"
    if not any(station.starts == "family" for station in stations):
        yield "a station that the family starts"
    for group, texts in content.marking.shown.items():
        if [text.shown_as for text in texts] != ["weak", "middling", "strong"]:
            yield f"a weak, a middling and a strong text of {group}"


def test_no_strategy_has_a_gap_and_no_dimension_lacks_anything():
    course = the_course()
    (case,) = course.content.cases.values()
    assert gaps(course.content, case, texts_of(course.root)) == []
    assert list(missing(course.content, case)) == []


def test_a_gap_is_found():
    course = the_course()
    (case,) = course.content.cases.values()
    items = tuple(one.model_copy(update={"stretch": True}) for one in case.items.items)
    stretched = case.model_copy(
        update={"items": case.items.model_copy(update={"items": items}), "scenes": {}}
    )
    strategies = [one.id for one in course.content.framework.strategies]
    found = gaps(course.content, stretched, [])
    for column in ("taught", "self-rated", "practiced", "rehearsed", "carried"):
        assert [strategy for strategy, where in found if where == column] == strategies


def test_what_a_dimension_lacks_is_found():
    course = the_course()
    (case,) = course.content.cases.values()
    calendar = case.case.calendar.model_copy(update={"stations": ()})
    bare = case.model_copy(update={"case": case.case.model_copy(update={"calendar": calendar})})
    found = list(missing(course.content, bare))
    dimensions = [one.id for one in course.content.framework.dimensions]
    assert found[:5] == [f"a station about {one}" for one in dimensions]
    assert found[5:] == ["one meeting in the calendar", "a station that the family starts"]
