"""Every id that content names must exist, once; every strategy has both its halves and its self-rating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from kit.content.file_kinds import OVERLAYS
from kit.content.loader import Loaded
from kit.content.overlays import faults as overlay_faults
from kit.content.stations import faults as station_faults
from kit.content.yaml_files import Fault, YamlFile
from kit.model import CaseContent, Content, Criterion


def faults(loaded: Loaded, notebooks: Iterable[str]) -> Iterator[Fault]:
    """Faults of reference in content that follows its schemas; `notebooks` are the stems of the texts."""
    content = loaded.content
    if content is None:
        return
    yield from _framework(content, loaded.files["framework.yaml"])
    yield from _twice([row.id for row in content.law.rows], "rows", "id", loaded.files["law.yaml"])
    for state, overlay in content.overlays.items():
        yield from overlay_faults(overlay, content.law, loaded.files[f"{OVERLAYS}/{state}.yaml"])
    yield from _rubric(content, loaded.files["rubric.yaml"])
    yield from _across_cases(content, loaded)
    for case_id, case in content.cases.items():
        yield from _case(content, case, loaded.files[f"{case_id}/case.yaml"])
        yield from _items(content, case, loaded.files[f"{case_id}/items.yaml"], set(notebooks))


def _across_cases(content: Content, loaded: Loaded) -> Iterator[Fault]:
    """Folders, gradebook and ratings name an assignment and a marked text by its id alone."""
    assignments: dict[str, str] = {}
    marked: dict[str, str] = {}
    for case_id, case in content.cases.items():
        file = loaded.files[f"{case_id}/items.yaml"]
        for index, one in enumerate(case.items.assignments):
            if (other := assignments.setdefault(one.id, case_id)) != case_id:
                yield file.fault(
                    ("assignments", index, "id"),
                    f"the case {other!r} has an assignment {one.id!r} too",
                    "give each an id of its own",
                )
        graded = {one.graded for one in case.items.assignments}
        for index, item in enumerate(case.items.items):
            if item.id not in graded and item.kind != "vignette":
                continue
            if (other := marked.setdefault(item.id, case_id)) != case_id:
                yield file.fault(
                    ("items", index, "id"),
                    f"{item.id!r} is marked here and in the case {other!r}",
                    "give each an id of its own: marks are kept by it",
                )


def _twice(ids: list[str], group: str, key: str, file: YamlFile) -> Iterator[Fault]:
    counts = Counter(ids)
    for index, one in enumerate(ids):
        if counts[one] > 1 and ids.index(one) < index:
            yield file.fault((group, index, key), f"{one!r} stands twice", "give each entry an id of its own")


def _framework(content: Content, file: YamlFile) -> Iterator[Fault]:
    rows = {row.id for row in content.law.rows}
    dimensions = content.framework.dimensions
    yield from _twice([d.id for d in dimensions], "dimensions", "id", file)
    for i, dimension in enumerate(dimensions):
        here = ("dimensions", i, "strategies")
        for j, strategy in enumerate(dimension.strategies):
            if strategy.id.split(".")[0] != dimension.id:
                yield file.fault(
                    (*here, j, "id"),
                    f"{strategy.id!r} stands under {dimension.id!r}",
                    f"begin its id with {dimension.id}.",
                )
            for k, row in enumerate(strategy.law):
                if row not in rows:
                    yield file.fault(
                        (*here, j, "law", k),
                        f"there is no row {row!r} in law.yaml",
                        "name the id of a row that stands there",
                    )
    yield from _twice([s.id for s in content.framework.strategies], "strategies", "id", file)


def _rubric(content: Content, file: YamlFile) -> Iterator[Fault]:
    plan = content.rubric.plan
    yield from _criteria(content.rubric.criteria, (), file)
    if plan is not None:
        yield from _criteria(plan.criteria, ("plan",), file)


def _criteria(criteria: tuple[Criterion, ...], group: tuple[str, ...], file: YamlFile) -> Iterator[Fault]:
    ids = [criterion.id for criterion in criteria]
    for i, criterion in enumerate(criteria):
        if criterion.id in ids[:i]:
            yield file.fault(
                (*group, "criteria", i, "id"),
                f"{criterion.id!r} stands twice",
                "give each entry an id of its own",
            )
        if [level.level for level in criterion.levels] != [0, 1, 2, 3]:
            yield file.fault(
                (*group, "criteria", i, "levels"),
                f"the levels of {criterion.id!r} are out of order",
                "write them 0, 1, 2, 3",
            )


def _case(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    strategies = [s.id for s in content.framework.strategies]
    applied = [a.strategy for a in case.case.applications]
    yield from _twice([f.id for f in case.case.facts], "facts", "id", file)
    yield from _twice([p.id for p in case.case.people], "people", "id", file)
    yield from _twice(applied, "applications", "strategy", file)
    yield from station_faults(case.case, content.framework, file)
    for index, one in enumerate(applied):
        if one not in strategies:
            yield file.fault(
                ("applications", index, "strategy"),
                f"there is no strategy {one!r} in framework.yaml",
                "name one that stands there, such as " + strategies[0],
            )
    for one in strategies:
        if one not in applied:
            yield file.fault(
                ("applications",),
                f"strategy {one!r} has neither of its halves",
                f"add an application with all_families and {case.case.id}",
            )


def _items(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    items = case.items.items
    known = {
        "scale": {s.id for s in case.items.scales},
        "strategy": {s.id for s in content.framework.strategies},
        "assignment": {a.id for a in case.items.assignments},
        "notebook": notebooks,
    }
    yield from _twice([i.id for i in items], "items", "id", file)
    yield from _twice([s.id for s in case.items.scales], "scales", "id", file)
    yield from _twice([a.id for a in case.items.assignments], "assignments", "id", file)
    for index, item in enumerate(items):
        for key, ids in known.items():
            value = getattr(item, key)
            if value is not None and value not in ids and (key != "notebook" or notebooks):
                yield file.fault(
                    ("items", index, key),
                    f"{item.id!r} names {key} {value!r}, which does not exist",
                    f"use one of {', '.join(sorted(ids)) or '(none yet)'}",
                )
        if item.kind == "rating" and item.id != f"rate.{item.strategy}":
            yield file.fault(
                ("items", index, "id"),
                f"{item.id!r} rates {item.strategy!r}",
                f"call it rate.{item.strategy}",
            )
        for group in ("choices", "bins", "cards"):
            ids_in = [entry.id for entry in getattr(item, group)]
            if len(set(ids_in)) < len(ids_in):
                yield file.fault(
                    ("items", index, group),
                    f"an id stands twice in {group} of {item.id!r}",
                    "give each entry an id of its own",
                )
    if len(case.vignettes) not in (0, 2):
        yield file.fault(
            ("items",),
            f"there are {len(case.vignettes)} vignettes",
            "write two, so that each learner meets one before and the other after",
        )
    looks_back = any("then" in a.occasions for a in case.items.assignments)
    for index, scale in enumerate(case.items.scales):
        if looks_back and scale.then_stem is None:
            yield file.fault(
                ("scales", index),
                f"{scale.id!r} has no words for the then-test",
                "add then_stem, which asks about the time before the course",
            )
    rated = {i.strategy for i in items if i.kind == "rating"}
    for one in content.framework.strategies:
        if one.id not in rated:
            yield file.fault(
                ("items",), f"strategy {one.id!r} has no self-rating", f"add an item rate.{one.id}"
            )
    yield from _assignments(content, case, file, notebooks)


def _assignments(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    items = {i.id: i for i in case.items.items}
    for index, assignment in enumerate(case.items.assignments):
        where = ("assignments", index)
        if notebooks and assignment.notebook not in notebooks:
            yield file.fault(
                (*where, "notebook"),
                f"there is no notebook {assignment.notebook!r}",
                f"use one of {', '.join(sorted(notebooks))}",
            )
        if assignment.graded is None:
            continue
        if not content.rubric.criteria_of(assignment.rubric):
            yield file.fault(
                (*where, "rubric"),
                f"{assignment.id!r} is marked as a {assignment.rubric}, which rubric.yaml does not have",
                f"add {assignment.rubric}: with its criteria there, or leave rubric out here",
            )
        graded = items.get(assignment.graded)
        if (
            graded is None
            or graded.kind != "prose"
            or graded.assignment != assignment.id
            or graded.lane != "shared"
        ):
            yield file.fault(
                (*where, "graded"),
                f"{assignment.graded!r} cannot be marked in {assignment.id!r}",
                f"name a prose item that is shared and has assignment: {assignment.id}",
            )
