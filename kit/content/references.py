"""Check that every id named in the content exists once, and each strategy has its halves and self-rating."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from kit.content import rubric_checks, table_checks
from kit.content.loader import GLOSSARY, OVERLAYS, PROCESS, Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Assignment, CaseContent, Content, Item, Law, Overlay
from kit.model.items import PARTS_OF


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
        yield from table_checks.faults(case, items)
        yield from _ratings(content, case, items)
        yield from _assignments(content, case, items, stems)


def _of_another_kind(file: YamlFile) -> Iterator[Fault]:
    for loc, written in file.each("items.*"):
        for kind, parts in PARTS_OF.items():
            for part in parts.model_fields if written["kind"] != kind else ():
                if part in written:
                    wrong = f"{written['id']!r} is a {written['kind']}, which can't have {part}"
                    yield file.fault((*loc, part), wrong, f"write kind: {kind}, or remove {part}")


def _framework(content: Content, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("dimensions.*.id")
    yield from file.repeated("dimensions.*.strategies.*.id")
    for i, dimension in enumerate(content.framework.dimensions):
        for j, strategy in enumerate(dimension.strategies):
            if strategy.id.split(".")[0] != dimension.id:
                wrong = f"{strategy.id!r} is listed under {dimension.id!r}"
                loc = ("dimensions", i, "strategies", j, "id")
                yield file.fault(loc, wrong, f"begin its id with {dimension.id}.")
    rows = [row.id for row in content.law.rows]
    wrong, right = "there is no row {} in law.yaml", "use the id of a row that is there"
    yield from file.unknown("dimensions.*.strategies.*.law.*", rows, wrong, right)


def _law(law: Law, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("rows.*.id")
    for index, row in enumerate(law.rows):
        if not re.search(r"\d", row.citation):
            right = "cite section, title or page, such as 34 CFR 300.322(e)"
            yield file.fault(("rows", index, "citation"), f"{row.citation!r} can't be looked up", right)
        if row.compared and row.compared.day > date.today():
            wrong = f"the day {row.id!r} was compared is in the future"
            yield file.fault(("rows", index, "compared"), wrong, "write the day when somebody compared it")


def _process(law: Law, file: YamlFile) -> Iterator[Fault]:
    yield from file.repeated("steps.*.id")
    wrong, right = "there is no row {} in law.yaml", "use the id of a row that is there"
    yield from file.unknown("steps.*.law.*", [row.id for row in law.rows], wrong, right)


def _overlay(overlay: Overlay, law: Law, file: YamlFile) -> Iterator[Fault]:
    federal, own = [row.id for row in law.rows], [row.id for row in overlay.rows]
    yield from file.repeated("rows.*.id")
    for loc, id in file.each("rows.*.id"):
        if id in federal:
            right = "give the row its own id, and name the federal row in adds_to"
            yield file.fault(loc, f"{id!r} is already a row of law.yaml", right)
    wrong, right = "there is no row {} in law.yaml", "use the id of a row that is there, or null"
    yield from file.unknown("rows.*.adds_to", federal, wrong, right)
    wrong, right = (
        "there is no row {} in this overlay",
        "add a row with its citation, or use the id of one that is here",
    )
    for path in ("translation.*.row", "notice_days.row"):
        yield from file.unknown(path, own, wrong, right)


def _across_cases(content: Content, loaded: Loaded) -> Iterator[Fault]:
    """Find assignments or marked texts with the same id in two cases; folders and marks go by id alone."""
    assignments: dict[str, str] = {}
    marked: dict[str, str] = {}
    for case_id, case in content.cases.items():
        file = loaded.files[f"{case_id}/items.yaml"]
        for loc, id in file.each("assignments.*.id"):
            if (other := assignments.setdefault(id, case_id)) != case_id:
                wrong = f"the case {other!r} also has an assignment {id!r}"
                yield file.fault(loc, wrong, "give each its own id")
        counts = {a.graded for a in case.items.assignments} | {form.id for form in case.vignettes}
        for loc, id in file.each("items.*.id"):
            if id in counts and (other := marked.setdefault(id, case_id)) != case_id:
                wrong = f"{id!r} is marked here and in the case {other!r}"
                yield file.fault(loc, wrong, "give each its own id, because marks are stored under it")


def _case(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    strategies = [s.id for s in content.framework.strategies]
    for path in ("facts.*.id", "people.*.id", "applications.*.strategy"):
        yield from file.repeated(path)
    wrong = "there is no strategy {} in framework.yaml"
    right = f"use one that is there, such as {next(iter(strategies), 'equity.preferences')}"
    yield from file.unknown("applications.*.strategy", strategies, wrong, right)
    applied = {a.strategy for a in case.case.applications}
    for one in strategies:
        if one not in applied:
            right = f"add one with both halves, all_families and {case.case.id}"
            yield file.fault(("applications",), f"strategy {one!r} has no application in this case", right)


def _calendar(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    if case.case.calendar is None:
        return
    known = [dimension.id for dimension in content.framework.dimensions]
    yield from file.repeated("calendar.stations.*.id")
    wrong, right = "there is no dimension {} in framework.yaml", f"use one of {', '.join(known)}"
    yield from file.unknown("calendar.stations.*.dimensions.*", known, wrong, right)


def _items(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    known = {
        "scale": {s.id for s in case.items.scales},
        "strategy": {s.id for s in content.framework.strategies},
        "assignment": {a.id for a in case.items.assignments},
        "notebook": notebooks,
    }
    for path in ("items.*.id", "scales.*.id", "assignments.*.id"):
        yield from file.repeated(path)
    wrong = "there is no strategy {} in framework.yaml"
    for path in ("items.*.practices.*", "items.*.carries.*"):
        yield from file.unknown(path, known["strategy"], wrong, "use one that is there")
    for loc, item in file.each("items.*"):
        for key, ids in known.items():
            value = item.get(key)
            if value is not None and value not in ids and (key != "notebook" or notebooks):
                right = f"use one of {', '.join(sorted(ids)) or '(none yet)'}"
                wrong = f"{item['id']!r} names {key} {value!r}, which does not exist"
                yield file.fault((*loc, key), wrong, right)
        for group in ("choices", "bins", "cards"):
            entries = item.get(group, ())
            if len({entry["id"] for entry in entries}) < len(entries):
                wrong = f"an id is used twice in {group} of {item['id']!r}"
                yield file.fault((*loc, group), wrong, "give each entry its own id")
    if len(case.vignettes) not in (0, 2):
        right = "write two: each learner gets one before the course and the other after it"
        yield file.fault(("items",), f"there are {len(case.vignettes)} vignettes", right)


def _ratings(content: Content, case: CaseContent, file: YamlFile) -> Iterator[Fault]:
    rated = set()
    for index, item in enumerate(case.items.items):
        if item.kind == "rating":
            rated.add(item.strategy)
            if item.id != f"rate.{item.strategy}":
                wrong = f"{item.id!r} rates {item.strategy!r}"
                yield file.fault(("items", index, "id"), wrong, f"give it the id rate.{item.strategy}")
    for one in content.framework.strategies:
        if one.id not in rated:
            right = f"add an item rate.{one.id}"
            yield file.fault(("items",), f"strategy {one.id!r} has no self-rating", right)
    looks_back = any("then" in a.occasions for a in case.items.assignments)
    for index, scale in enumerate(case.items.scales):
        if looks_back and scale.then_stem is None:
            right = "add one that asks about the time before the course"
            yield file.fault(("scales", index), f"{scale.id!r} has no then_stem for the then-test", right)


def _assignments(content: Content, case: CaseContent, file: YamlFile, notebooks: set[str]) -> Iterator[Fault]:
    if notebooks:
        right = f"use one of {', '.join(sorted(notebooks))}"
        yield from file.unknown("assignments.*.notebook", notebooks, "there is no notebook {}", right)
    items = {i.id: i for i in case.items.items}
    for index, one in enumerate(case.items.assignments):
        here = ("assignments", index)
        if one.graded is None:
            continue
        if not content.rubric.criteria_of(one.rubric):
            wrong = f"{one.id!r} is marked as a {one.rubric}, but rubric.yaml has no criteria for that"
            right = f"add {one.rubric}: with its criteria there, or remove rubric here"
            yield file.fault((*here, "rubric"), wrong, right)
        if not _markable(items.get(one.graded), one):
            right = f"use a prose item that is shared and has assignment: {one.id}"
            yield file.fault(
                (*here, "graded"), f"{one.graded!r} can't be the marked item of {one.id!r}", right
            )


def _markable(item: Item | None, assignment: Assignment) -> bool:
    found = item and (item.kind, item.assignment, item.lane)
    return found == ("prose", assignment.id, "shared")
