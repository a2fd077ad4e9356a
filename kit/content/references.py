"""Every id that the framework, the law and the rubric name must exist, once; and no two cases share some.

`kit.content.case_checks` does the same within a case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kit.content import case_checks
from kit.content.loader import OVERLAYS, Loaded
from kit.content.yaml_files import Fault, YamlFile
from kit.model import Content, Criterion, Law, Overlay


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
        yield from case_checks.faults(
            content, case, loaded.files[f"{case_id}/case.yaml"], loaded.files[f"{case_id}/items.yaml"], stems
        )


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
    """Rows that would replace a federal one or stand twice, and duties or rows that name nothing."""
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
