"""What a case's files name must exist, once; every strategy has both its halves and its self-rating."""

from __future__ import annotations

from collections.abc import Iterator

from kit.content.yaml_files import Fault, YamlFile
from kit.model import Assignment, CaseContent, Content, Item


def faults(
    content: Content, case: CaseContent, case_file: YamlFile, items_file: YamlFile, notebooks: set[str]
) -> Iterator[Fault]:
    """Faults of one case; `notebooks` are the stems of the texts, empty where there are none."""
    yield from _case(content, case, case_file)
    yield from _path(content, case, case_file)
    yield from _items(content, case, items_file, notebooks)
    yield from _ratings(content, case, items_file)
    yield from _assignments(content, case, items_file, notebooks)


def _case(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    strategies = [s.id for s in content.framework.strategies]
    applied = [a.strategy for a in case.case.applications]
    yield from file.repeated([f.id for f in case.case.facts], "facts")
    yield from file.repeated([p.id for p in case.case.people], "people")
    yield from file.repeated(applied, "applications", key="strategy")
    for index, one in enumerate(applied):
        if one not in strategies:
            right = "name one that stands there, such as " + strategies[0]
            wrong = f"there is no strategy {one!r} in framework.yaml"
            yield file.fault(("applications", index, "strategy"), wrong, right)
    for one in strategies:
        if one not in applied:
            right = f"add an application with all_families and {case.case.id}"
            yield file.fault(("applications",), f"strategy {one!r} has neither of its halves", right)


def _path(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    if case.case.path is None:
        return
    known = [dimension.id for dimension in content.framework.dimensions]
    here, stations = ("path", "stations"), case.case.path.stations
    for index, station in enumerate(stations):
        for at, one in enumerate(station.dimensions):
            if one not in known:
                wrong = f"there is no dimension {one!r} in framework.yaml"
                yield file.fault((*here, index, "dimensions", at), wrong, f"use one of {', '.join(known)}")
    for one in known:
        if not any(one in station.dimensions for station in stations):
            wrong = f"no station of the path belongs to {one!r}"
            yield file.fault(here, wrong, "give each dimension its place on the way")
    if sum(station.meeting for station in stations) != 1:
        yield file.fault(here, "the path does not have one meeting", "write meeting: true at one station")


def _items(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    known = {
        "scale": {s.id for s in case.items.scales},
        "strategy": {s.id for s in content.framework.strategies},
        "assignment": {a.id for a in case.items.assignments},
        "notebook": notebooks,
    }
    yield from file.repeated([i.id for i in case.items.items], "items")
    yield from file.repeated([s.id for s in case.items.scales], "scales")
    yield from file.repeated([a.id for a in case.items.assignments], "assignments")
    for index, item in enumerate(case.items.items):
        here = ("items", index)
        for key, ids in known.items():
            value = getattr(item, key)
            if value is not None and value not in ids and (key != "notebook" or notebooks):
                right = f"use one of {', '.join(sorted(ids)) or '(none yet)'}"
                wrong = f"{item.id!r} names {key} {value!r}, which does not exist"
                yield file.fault((*here, key), wrong, right)
        for group in ("choices", "bins", "cards"):
            ids_in = [entry.id for entry in getattr(item, group)]
            if len(set(ids_in)) < len(ids_in):
                wrong = f"an id stands twice in {group} of {item.id!r}"
                yield file.fault((*here, group), wrong, "give each entry an id of its own")
    if len(case.vignettes) not in (0, 2):
        right = "write two, so that each learner meets one before and the other after"
        yield file.fault(("items",), f"there are {len(case.vignettes)} vignettes", right)


def _ratings(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    rated = set()
    for index, item in enumerate(case.items.items):
        if item.kind == "rating":
            rated.add(item.strategy)
            if item.id != f"rate.{item.strategy}":
                wrong = f"{item.id!r} rates {item.strategy!r}"
                yield file.fault(("items", index, "id"), wrong, f"call it rate.{item.strategy}")
    for one in content.framework.strategies:
        if one.id not in rated:
            right = f"add an item rate.{one.id}"
            yield file.fault(("items",), f"strategy {one.id!r} has no self-rating", right)
    looks_back = any("then" in a.occasions for a in case.items.assignments)
    for index, scale in enumerate(case.items.scales):
        if looks_back and scale.then_stem is None:
            right = "add then_stem, which asks about the time before the course"
            yield file.fault(("scales", index), f"{scale.id!r} has no words for the then-test", right)


def _assignments(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    items = {i.id: i for i in case.items.items}
    for index, one in enumerate(case.items.assignments):
        here = ("assignments", index)
        if notebooks and one.notebook not in notebooks:
            right = f"use one of {', '.join(sorted(notebooks))}"
            yield file.fault((*here, "notebook"), f"there is no notebook {one.notebook!r}", right)
        if one.graded is None:
            continue
        if not content.rubric.criteria_of(one.rubric):
            wrong = f"{one.id!r} is marked as a {one.rubric}, which rubric.yaml does not have"
            right = f"add {one.rubric}: with its criteria there, or leave rubric out here"
            yield file.fault((*here, "rubric"), wrong, right)
        if not _markable(items.get(one.graded), one):
            right = f"name a prose item that is shared and has assignment: {one.id}"
            yield file.fault((*here, "graded"), f"{one.graded!r} cannot be marked in {one.id!r}", right)


def _markable(item: Item | None, assignment: Assignment) -> bool:
    return (
        item is not None
        and item.kind == "prose"
        and item.assignment == assignment.id
        and item.lane == "shared"
    )
