"""Every id that the content names must exist, once; every strategy has its halves and its self-rating."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.content.loader import OVERLAYS, Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Assignment, CaseContent, Content, Criterion, Item, Law, Overlay


def faults(loaded: Loaded, notebooks: Iterable[str]) -> Iterator[Fault]:
    """Faults of reference in content that follows its schemas; `notebooks` are the stems of the texts."""
    content = loaded.content
    if content is None:
        return
    yield from _framework(content, loaded.files["framework.yaml"])
    yield from _law(content.law, loaded.files["law.yaml"])
    for state, overlay in content.overlays.items():
        yield from _overlay(overlay, content.law, loaded.files[f"{OVERLAYS}/{state}.yaml"])
    rubric = loaded.files["rubric.yaml"]
    yield from _criteria(content.rubric.criteria, (), rubric)
    if content.rubric.plan is not None:
        yield from _criteria(content.rubric.plan.criteria, ("plan",), rubric)
    yield from _across_cases(content, loaded)
    stems = set(notebooks)
    for case_id, case in content.cases.items():
        file, items = loaded.files[f"{case_id}/case.yaml"], loaded.files[f"{case_id}/items.yaml"]
        yield from _case(content, case, file)
        yield from _path(content, case, file)
        yield from _items(content, case, items, stems)
        yield from _ratings(content, case, items)
        yield from _assignments(content, case, items, stems)


def _framework(content: Content, file: YamlFile) -> Iterator[Fault]:
    rows = {row.id for row in content.law.rows}
    yield from file.repeated([d.id for d in content.framework.dimensions], "dimensions")
    yield from file.repeated([s.id for s in content.framework.strategies], "strategies")
    for i, dimension in enumerate(content.framework.dimensions):
        for j, strategy in enumerate(dimension.strategies):
            here = ("dimensions", i, "strategies", j)
            if strategy.id.split(".")[0] != dimension.id:
                wrong = f"{strategy.id!r} stands under {dimension.id!r}"
                yield file.fault((*here, "id"), wrong, f"begin its id with {dimension.id}.")
            for k, row in enumerate(strategy.law):
                if row not in rows:
                    right = "name the id of a row that stands there"
                    yield file.fault((*here, "law", k), f"there is no row {row!r} in law.yaml", right)


def _law(law: Law, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated([row.id for row in law.rows], "rows")
    for index, row in enumerate(law.rows):
        if not re.search(r"\d", row.citation):
            right = "cite section, title or page, such as 34 CFR 300.322(e)"
            yield file.fault(("rows", index, "citation"), f"{row.citation!r} can't be looked up", right)


def _overlay(overlay: Overlay, law: Law, file: YamlFile) -> Iterator[Fault]:
    federal = {row.id for row in law.rows}
    own = [row.id for row in overlay.rows]
    yield from file.repeated(own, "rows")
    for index, row in enumerate(overlay.rows):
        here = ("rows", index)
        if row.id in federal:
            right = "a state adds to federal law: give the row an id of its own, and adds_to"
            yield file.fault((*here, "id"), f"{row.id!r} would replace a row of law.yaml", right)
        if row.adds_to is not None and row.adds_to not in federal:
            wrong = f"there is no row {row.adds_to!r} in law.yaml"
            yield file.fault((*here, "adds_to"), wrong, "name the id of a row that stands there, or null")
    named: list[tuple[tuple[int | str, ...], str]] = [
        (("translation", index, "row"), duty.row) for index, duty in enumerate(overlay.translation)
    ]
    if overlay.notice_days:
        named.append((("notice_days", "row"), overlay.notice_days.row))
    for loc, id in named:
        if id not in own:
            right = "add a row with its citation, or name one"
            yield file.fault(loc, f"there is no row {id!r} in this overlay", right)


def _criteria(criteria: tuple[Criterion, ...], group: tuple[str, ...], file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated([criterion.id for criterion in criteria], *group, "criteria")
    for i, criterion in enumerate(criteria):
        if [level.level for level in criterion.levels] != [0, 1, 2, 3]:
            wrong = f"the levels of {criterion.id!r} are out of order"
            yield file.fault((*group, "criteria", i, "levels"), wrong, "write them 0, 1, 2, 3")


def _across_cases(content: Content, loaded: Loaded) -> Iterator[Fault]:
    """Folders, gradebook and ratings name an assignment and a marked text by its id alone."""
    assignments: dict[str, str] = {}
    marked: dict[str, str] = {}
    for case_id, case in content.cases.items():
        file = loaded.files[f"{case_id}/items.yaml"]
        for index, one in enumerate(case.items.assignments):
            if (other := assignments.setdefault(one.id, case_id)) != case_id:
                wrong = f"the case {other!r} has an assignment {one.id!r} too"
                yield file.fault(("assignments", index, "id"), wrong, "give each an id of its own")
        graded = {one.graded for one in case.items.assignments}
        for index, item in enumerate(case.items.items):
            if item.id not in graded and item.kind != "vignette":
                continue
            if (other := marked.setdefault(item.id, case_id)) != case_id:
                wrong = f"{item.id!r} is marked here and in the case {other!r}"
                right = "give each an id of its own: marks are kept by it"
                yield file.fault(("items", index, "id"), wrong, right)


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
    found = item and (item.kind, item.assignment, item.lane)
    return found == ("prose", assignment.id, "shared")
