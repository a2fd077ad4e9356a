"""Check that every id named in the content exists once, and each strategy has its halves and self-rating."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kit.content import rubric_checks, table_checks
from kit.content.loader import GLOSSARY, OVERLAYS, PROCESS, Loaded
from kit.content.yaml_files import YamlFile
from kit.model import Assignment, CaseContent, Content, Fault, Item, Law, Overlay
from kit.model.items import PARTS_OF

_SCREEN = re.compile(r"\b(Done|Saved|click|screen)\b")
"""Words of a prompt that make no sense on paper."""


def faults(loaded: Loaded, notebooks: Iterable[str]) -> Iterator[Fault]:
    """Find wrong references in content that follows its schemas; ``notebooks`` are the stems of the texts."""
    content = loaded.content
    if content is None:
        return
    yield from _framework(content, loaded.files["framework.yaml"])
    yield from _law(content.law, loaded.files["law.yaml"])
    if content.glossary:
        yield from loaded.files[GLOSSARY].repeated("terms.*.id")
    if content.process:
        yield from _process(content.law, loaded.files[PROCESS])
    for state, overlay in content.overlays.items():
        yield from _overlay(overlay, content.law, loaded.files[f"{OVERLAYS}/{state}.yaml"])
    yield from rubric_checks.faults(loaded)
    yield from _across_cases(content, loaded)
    stems = set(notebooks)
    for case_id, case in content.cases.items():
        file, items = loaded.files[f"{case_id}/case.yaml"], loaded.files[f"{case_id}/items.yaml"]
        yield from _case(content, case, file)
        yield from _calendar(content, case, file)
        yield from _items(content, case, items, stems)
        yield from _of_another_kind(items)
        yield from _of_the_screen(items)
        yield from table_checks.faults(case, items)
        yield from _ratings(content, case, items)
        yield from _assignments(content, case, items, stems)


def _of_another_kind(file: YamlFile) -> Iterator[Fault]:
    for loc, written in file.each("items.*"):
        for kind, parts in PARTS_OF.items():
            for part in parts.model_fields if written["kind"] != kind else ():
                if part in written:
                    facts = {"item": written["id"], "kind": written["kind"], "part": part, "right": kind}
                    yield file.fault((*loc, part), "content.item_part", **facts)


def _of_the_screen(file: YamlFile) -> Iterator[Fault]:
    for loc, written in file.each("items.*"):
        if "printed" not in written and (word := _SCREEN.search(written.get("prompt", ""))):
            yield file.fault((*loc, "prompt"), "content.printed", item=written["id"], word=word[0])


def _framework(content: Content, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("dimensions.*.id")
    yield from file.repeated("dimensions.*.strategies.*.id")
    for i, dimension in enumerate(content.framework.dimensions):
        for j, strategy in enumerate(dimension.strategies):
            if strategy.id.split(".")[0] != dimension.id:
                loc, facts = ("dimensions", i, "strategies", j, "id"), {"dimension": dimension.id}
                yield file.fault(loc, "content.strategy_elsewhere", strategy=strategy.id, **facts)
    rows = [row.id for row in content.law.rows]
    yield from file.unknown("dimensions.*.strategies.*.law.*", rows, "content.no_law_row")


def _law(law: Law, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("rows.*.id")
    for index, row in enumerate(law.rows):
        if not re.search(r"\d", row.citation):
            yield file.fault(("rows", index, "citation"), "content.citation", citation=row.citation)
        if row.compared and row.compared.day > date.today():
            yield file.fault(("rows", index, "compared"), "content.compared_day", row=row.id)


def _process(law: Law, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("steps.*.id")
    yield from file.unknown("steps.*.law.*", [row.id for row in law.rows], "content.no_law_row")


def _overlay(overlay: Overlay, law: Law, file: YamlFile) -> Iterator[Fault]:
    federal, own = [row.id for row in law.rows], [row.id for row in overlay.rows]
    yield from file.repeated("rows.*.id")
    for loc, id in file.each("rows.*.id"):
        if id in federal:
            yield file.fault(loc, "content.federal_row", row=id)
    yield from file.unknown("rows.*.adds_to", federal, "content.no_federal_row")
    for path in ("translation.*.row", "notice_days.row"):
        yield from file.unknown(path, own, "content.no_overlay_row")


def _across_cases(content: Content, loaded: Loaded) -> Iterator[Fault]:
    """Find assignments or marked texts with the same id in two cases; folders and marks go by id alone."""
    assignments: dict[str, str] = {}
    marked: dict[str, str] = {}
    for case_id, case in content.cases.items():
        file = loaded.files[f"{case_id}/items.yaml"]
        for loc, id in file.each("assignments.*.id"):
            if (other := assignments.setdefault(id, case_id)) != case_id:
                yield file.fault(loc, "content.assignment_twice", assignment=id, case=other)
        counts = {a.graded for a in case.items.assignments} | {form.id for form in case.vignettes}
        for loc, id in file.each("items.*.id"):
            if id in counts and (other := marked.setdefault(id, case_id)) != case_id:
                yield file.fault(loc, "content.marked_twice", item=id, case=other)


def _case(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    strategies = [s.id for s in content.framework.strategies]
    for path in ("facts.*.id", "people.*.id", "applications.*.strategy"):
        yield from file.repeated(path)
    yield from file.unknown("applications.*.strategy", strategies, "content.no_strategy")
    applied = {a.strategy for a in case.case.applications}
    for one in strategies:
        if one not in applied:
            facts = {"strategy": one, "case": case.case.id}
            yield file.fault(("applications",), "content.application_missing", **facts)


def _calendar(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    if case.case.calendar is None:
        return
    known = [dimension.id for dimension in content.framework.dimensions]
    yield from file.repeated("calendar.stations.*.id")
    path = "calendar.stations.*.dimensions.*"
    yield from file.unknown(path, known, "content.no_dimension", known=tuple(known))


def _items(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    known = {
        "scale": {s.id for s in case.items.scales},
        "strategy": {s.id for s in content.framework.strategies},
        "assignment": {a.id for a in case.items.assignments},
        "notebook": notebooks,
    }
    for path in ("items.*.id", "scales.*.id", "assignments.*.id"):
        yield from file.repeated(path)
    for path in ("items.*.practices.*", "items.*.carries.*"):
        yield from file.unknown(path, known["strategy"], "content.no_strategy")
    for loc, item in file.each("items.*"):
        for key, ids in known.items():
            value = item.get(key)
            if value is not None and value not in ids and (key != "notebook" or notebooks):
                facts = {"item": item["id"], "key": key, "name": value}
                named = tuple(sorted(ids)) or ("(none yet)",)
                yield file.fault((*loc, key), "content.item_names", known=named, **facts)
        for group in ("choices", "bins", "cards"):
            entries = item.get(group, ())
            if len({entry["id"] for entry in entries}) < len(entries):
                yield file.fault((*loc, group), "content.item_id_twice", item=item["id"], group=group)
    if len(case.vignettes) not in (0, 2):
        yield file.fault(("items",), "content.vignettes_number", number=len(case.vignettes))


def _ratings(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    rated = set()
    for index, item in enumerate(case.items.items):
        if item.kind == "rating":
            rated.add(item.strategy)
            if item.id != f"rate.{item.strategy}":
                facts = {"item": item.id, "strategy": item.strategy}
                yield file.fault(("items", index, "id"), "content.rating_id", **facts)
    for one in content.framework.strategies:
        if one.id not in rated:
            yield file.fault(("items",), "content.rating_missing", strategy=one.id)
    looks_back = any("then" in a.occasions for a in case.items.assignments)
    for index, scale in enumerate(case.items.scales):
        if looks_back and scale.then_stem is None:
            yield file.fault(("scales", index), "content.then_stem", scale=scale.id)


def _assignments(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    if notebooks:
        known = tuple(sorted(notebooks))
        yield from file.unknown("assignments.*.notebook", notebooks, "content.no_notebook", known=known)
    items = {i.id: i for i in case.items.items}
    for index, one in enumerate(case.items.assignments):
        here = ("assignments", index)
        if one.graded is None:
            continue
        if not content.rubric.criteria_of(one.rubric):
            facts = {"assignment": one.id, "rubric": one.rubric}
            yield file.fault((*here, "rubric"), "content.assignment_rubric", **facts)
        if not _markable(items.get(one.graded), one):
            facts = {"item": one.graded, "assignment": one.id}
            yield file.fault((*here, "graded"), "content.assignment_item", **facts)


def _markable(item: Item | None, assignment: Assignment) -> bool:
    found = item and (item.kind, item.assignment, item.lane)
    return found == ("prose", assignment.id, "shared")
